"""Why a score sheet, or a mark on it, stays as it is.

Refused
└── AboutSheets
    ├── SheetClosed             marks of a sheet that is no longer a draft are not typed over
    ├── NothingEntered          nobody has entered a mark on the sheet yet
    ├── SheetElsewhere          the sheet is not in the state from which it was to be moved
    ├── MarksMissing            a sheet with blanks is not submitted
    ├── SumDiffers              the sum on paper is another than the one here
    ├── OwnSheet                who entered or submitted marks does not verify them
    ├── SheetsUnverified        the board decides on verified sheets alone
    ├── NotCorrectable          only what was verified is corrected
    ├── NothingCorrected        a correction that changes no mark
    └── SecondEntered           the second person entered marks of the sheet that is corrected
"""

from collections.abc import Sequence
from decimal import Decimal

from trainer_app.core.errors import Refused
from trainer_app.core.formats import number
from trainer_app.core.language import Titles, _, ngettext, pgettext
from trainer_app.core.text import isolate, ltr
from trainer_app.rules.states import SheetState
from trainer_app.services import history_words

MOST_NAMES = 3
"""So many are named; of more their number is told."""


class AboutSheets(Refused):
    """A score sheet stays as it is; nothing was changed."""

    def __init__(self, component: Titles, *data: object) -> None:
        self.component = component
        super().__init__(component, *data)

    @property
    def title(self) -> str:
        """The component in the active language, safe in every line."""
        return isolate(self.component.in_language())


class SheetClosed(AboutSheets):
    """Marks of a sheet that is no longer a draft are not typed over."""

    def __init__(self, component: Titles, state: SheetState) -> None:
        self.state = state
        super().__init__(component, state)

    def sentence(self) -> str:
        """Which sheet, and what to do."""
        return _("Nothing was saved. {why}").format(why=closed_words(self.component, self.state))


class NothingEntered(AboutSheets):
    """Nobody has entered a mark on the sheet yet."""

    def sentence(self) -> str:
        """Which sheet, and what to do."""
        return _("No mark of {component} is entered yet. Enter the marks first.").format(component=self.title)


class SheetElsewhere(AboutSheets):
    """The sheet is not in the state from which it was to be moved."""

    def __init__(self, component: Titles, state: SheetState) -> None:
        self.state = state
        super().__init__(component, state)

    def sentence(self) -> str:
        """Which sheet, and where it is."""
        return _(
            "The state of the sheet of {component} is: {state}. What was asked for does not follow from it. "
            "Nothing was changed."
        ).format(component=self.title, state=history_words.state(self.state))


class MarksMissing(AboutSheets):
    """A sheet with blanks is not submitted."""

    def __init__(self, component: Titles, trainees: Sequence[Titles]) -> None:
        self.trainees = tuple(trainees)
        super().__init__(component, self.trainees)

    def sentence(self) -> str:
        """Whose marks, and what to do."""
        return ngettext(
            "{component} is not submitted: the mark of {trainees} is missing. "
            "Enter it, or type A for absent, E for excused, X for exempt.",
            "{component} is not submitted: the marks of {trainees} are missing. "
            "Enter them, or type A for absent, E for excused, X for exempt.",
            len(self.trainees),
        ).format(component=self.title, trainees=_listed(self.trainees))


class SumDiffers(AboutSheets):
    """The sum on paper is another than the one here."""

    def __init__(self, component: Titles, difference: Decimal) -> None:
        self.difference = difference
        super().__init__(component, difference)

    def sentence(self) -> str:
        """By how much, and what to do."""
        exponent = self.difference.normalize().as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
        return _(
            "{component} is not submitted: the sum on paper differs by {amount}. "
            "Compare the marks with the signed sheet, or correct the sum."
        ).format(component=self.title, amount=ltr(number(abs(self.difference), places)))


class OwnSheet(AboutSheets):
    """Who entered or submitted marks does not verify them."""

    def sentence(self) -> str:
        """Which sheet, and who must do it."""
        return _(
            "You entered or submitted {component}, so another person verifies it. Nothing was changed."
        ).format(component=self.title)


class SheetsUnverified(Refused):
    """The board decides on verified sheets alone."""

    def __init__(self, offering: str, components: Sequence[Titles]) -> None:
        self.offering, self.components = offering, tuple(components)
        super().__init__(offering, self.components)

    def sentence(self) -> str:
        """Which sheets, and what to do."""
        return ngettext(
            "The results of {offering} stay provisional: the score sheet of {components} is not verified. "
            "Submit it in the tab Scores and let a verifier look at it, then record the decision.",
            "The results of {offering} stay provisional: the score sheets of {components} are not verified. "
            "Submit them in the tab Scores and let a verifier look at them, then record the decision.",
            len(self.components),
        ).format(offering=ltr(self.offering), components=_named(self.components))


class NotCorrectable(AboutSheets):
    """Only what was verified is corrected."""

    def sentence(self) -> str:
        """Which sheet, and what to do."""
        return _(
            "{component} is not verified yet, so it takes no correction. Nothing was changed. "
            "Type into the draft, or let the verifier return the sheet first."
        ).format(component=self.title)


class NothingCorrected(AboutSheets):
    """A correction that changes no mark."""

    def sentence(self) -> str:
        """Which sheet, and what to do."""
        return _(
            "The correction of {component} changes no mark. Type the right mark of at least one trainee."
        ).format(component=self.title)


class SecondEntered(AboutSheets):
    """The second person entered marks of the sheet that is corrected."""

    def __init__(self, component: Titles, name: str) -> None:
        self.name = name
        super().__init__(component, name)

    def sentence(self) -> str:
        """Who, and who must do it."""
        return _(
            "{name} entered marks of {component} and cannot verify its correction. Nothing was changed. "
            "Let a verifier who entered none of them sign in as the second person."
        ).format(name=isolate(self.name), component=self.title)


def closed_words(component: Titles, state: SheetState) -> str:
    """Why the marks of a sheet are not typed over, and what to do instead."""
    title = isolate(component.in_language())
    if state == SheetState.SUBMITTED:
        return _(
            "{component} is submitted and cannot be changed here. Ask the verifier to return the sheet."
        ).format(component=title)
    if state == SheetState.VERIFIED:
        return _("{component} is verified and cannot be changed here. Request a correction.").format(
            component=title
        )
    return _("{component} is locked and cannot be changed here. Request a correction.").format(
        component=title
    )


def _listed(trainees: Sequence[Titles]) -> str:
    count = len(trainees)
    if count > MOST_NAMES:
        return ngettext("{count} trainee", "{count} trainees", count).format(count=count)
    return _named(trainees)


def _named(titles: Sequence[Titles]) -> str:
    return pgettext("list", ", ").join(isolate(each.in_language()) for each in titles)
