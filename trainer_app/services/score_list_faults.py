"""Why a score list, or one mark of it, does not simply go in.

Refused
└── AboutScoreLists
    ├── OfOtherOffering         the list was exported for another offering
    ├── WhichComponent          a list of an agency, and nobody said what it marks
    ├── WhichColumn             several columns of marks, and none is named like the component
    └── AboutRow                one row of the list
        ├── NotOnRoll           nobody of the roll has that name or number
        ├── SeveralFit          several people of the roll have that name
        ├── NameDiffers         name and number do not mean the same person
        ├── WordsUnclear        a text that only a person can decide about
        ├── SaidTwice           two rows give one trainee different marks
        └── OtherMaximum        the list counts from another maximum
"""

from collections.abc import Sequence
from decimal import Decimal

from trainer_app.core.errors import Refused
from trainer_app.core.language import Titles, _, pgettext
from trainer_app.core.text import isolate, ltr


class AboutScoreLists(Refused):
    """A score list, or a part of it, cannot simply go in."""


class OfOtherOffering(AboutScoreLists):
    """The list was exported for another offering."""

    def __init__(self, file_name: str, offering: str, asked: str) -> None:
        self.file_name, self.offering, self.asked = file_name, offering, asked
        super().__init__(file_name, offering, asked)

    def sentence(self) -> str:
        """Which offering the list is of."""
        return _("{file} is the score list of {offering}, not of {asked}. Nothing was changed.").format(
            file=isolate(self.file_name), offering=ltr(self.offering), asked=ltr(self.asked)
        )


class WhichComponent(AboutScoreLists):
    """A mark list of an agency came without offering or component."""

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        super().__init__(file_name)

    def sentence(self) -> str:
        """What to say with the list."""
        return _(
            "{file} was not exported by this program. Say which offering and which component it marks. "
            "Nothing was changed."
        ).format(file=isolate(self.file_name))


class WhichColumn(AboutScoreLists):
    """The list has several columns of marks, and none is named like the component."""

    def __init__(self, component: Titles, headings: Sequence[str]) -> None:
        self.component, self.headings = component, tuple(headings)
        super().__init__(component, self.headings)

    def sentence(self) -> str:
        """Which columns there are."""
        return _(
            "The list has several columns of marks: {headings}. Say which one holds {component}. "
            "Nothing was changed."
        ).format(
            headings=pgettext("list", ", ").join(isolate(heading) for heading in self.headings),
            component=self.component.in_language(),
        )


class AboutRow(AboutScoreLists):
    """Something about one row of the list."""


class NotOnRoll(AboutRow):
    """Nobody of the roll has the name or number."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)

    def sentence(self) -> str:
        """Who is not there."""
        return _("{name} is not on the roll.").format(name=isolate(self.name))


class SeveralFit(AboutRow):
    """Several people of the roll have the name."""

    def __init__(self, name: str, roll_numbers: Sequence[int]) -> None:
        self.name, self.roll_numbers = name, tuple(roll_numbers)
        super().__init__(name, self.roll_numbers)

    def sentence(self) -> str:
        """Which roll numbers, and what to do."""
        return _("Several people of the roll are called {name}: numbers {numbers}. Choose one.").format(
            name=isolate(self.name), numbers=pgettext("list", ", ").join(map(str, self.roll_numbers))
        )


class NameDiffers(AboutRow):
    """The number of the row belongs to someone with another name."""

    def __init__(self, name: str, holder: Titles) -> None:
        self.name, self.holder = name, holder
        super().__init__(name, holder)

    def sentence(self) -> str:
        """Both names."""
        return _("The list says {name}, but the number is that of {holder}. Say whose mark it is.").format(
            name=isolate(self.name), holder=isolate(self.holder.in_language())
        )


class WordsUnclear(AboutRow):
    """The text in the cell is no mark and no state."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)

    def sentence(self) -> str:
        """What stands there, and what to decide."""
        return _("“{text}” is no mark. Decide: points, absent, excused or exempt.").format(
            text=isolate(self.text)
        )


class SaidTwice(AboutRow):
    """Two rows give one trainee different marks."""

    def __init__(self, rows: Sequence[int]) -> None:
        self.rows = tuple(rows)
        super().__init__(self.rows)

    def sentence(self) -> str:
        """Which rows."""
        return _("The rows {rows} give this trainee different marks. Decide which one counts.").format(
            rows=pgettext("list", ", ").join(map(str, self.rows))
        )


class OtherMaximum(AboutRow):
    """The list counts from another maximum than the component."""

    def __init__(self, stated: Decimal, maximum: Decimal) -> None:
        self.stated, self.maximum = stated, maximum
        super().__init__(stated, maximum)

    def sentence(self) -> str:
        """Both maxima."""
        return _(
            "The list gives points out of {stated}, the component has {maximum}. Decide on each mark."
        ).format(stated=f"{self.stated:f}", maximum=f"{self.maximum:f}")
