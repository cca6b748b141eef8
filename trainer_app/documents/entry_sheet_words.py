"""What a printed score sheet says, in the active language."""

from datetime import date
from decimal import Decimal

from trainer_app.core import formats
from trainer_app.core.language import OWN_NAMES, _, pgettext
from trainer_app.documents.entry_sheet_data import SheetComponent
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState
from trainer_app.rules.words import score_words


def title(*, is_filled: bool) -> str:
    """The heading of the sheet."""
    return _("Score sheet") if is_filled else _("Score sheet to fill in")


def attempt(number: int) -> str:
    """Which attempt the marks are of."""
    return _("Attempt {number}").format(number=number)


def page(number: int, count: int) -> str:
    """Which page of how many."""
    return _("Page {page} of {pages}").format(page=number, pages=count)


def made(language: str, day: date) -> str:
    """Language and day of the sheet."""
    return _("Language: {language} · Made on {day}").format(
        language=OWN_NAMES[language], day=formats.date_long(day)
    )


def day_label() -> str:
    """Label of the line on which the day of the assessment is written."""
    return _("Day of the assessment")


def rules() -> str:
    """How a sheet is filled in."""
    return _("A absent, E excused, X exempt. A blank box is not zero.")


def heads() -> tuple[str, str, str]:
    """Heads of number and names."""
    return pgettext("roll", "No."), _("Trainee"), _("Own script")


def maximum(component: SheetComponent) -> str:
    """The most points of a component."""
    return _("Max. {points}").format(points=points(component.max_points, Decimal(1)))


def step(component: SheetComponent) -> str:
    """How far two marks are apart."""
    return _("Step {points}").format(points=points(component.step, Decimal(1)))


def mark(value: Mark, component: SheetComponent) -> str:
    """A mark as its box shows it; nothing for a blank."""
    if value.points is not None:
        return points(value.points, component.step)
    return "" if value.state == ScoreState.NOT_ENTERED else score_words()[value.state]


def points(value: Decimal, step: Decimal) -> str:
    """Points with as many places as the step has, and never fewer than they need."""
    return formats.number(value, max(_places(step), _places(value)))


def entered_label() -> str:
    """Label of the count at the foot."""
    return _("Entered")


def sum_label() -> str:
    """Label of the sum at the foot."""
    return _("Control sum")


def signers() -> tuple[str, str]:
    """Who signs: the one who gave the marks, and the one who checked them."""
    return _("Instructor"), _("Verifier")


def signing_labels() -> tuple[str, str, str]:
    """Labels of the lines of a signature."""
    return _("Name"), _("Signature"), _("Date")


def nobody() -> str:
    """What stands in the place of the rows where there are none."""
    return _("No trainee takes this attempt.")


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
