"""A field for a number: read in any digits, refused where it is left, never altered."""

from decimal import Decimal

from PySide6.QtCore import Qt

from trainer_app.core.errors import NotANumber
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import isolate, ltr, parse_number
from trainer_app.ui.widgets.fields import Field
from trainer_app.ui.widgets.text_fields import CodeField
from trainer_app.ui.words import Words

_ZERO = Decimal(0)


class NumberField(CodeField):
    """A number with its limits; what is typed stays as it is until the user corrects it.

    `most` None: no upper limit. `is_optional`: nothing may be typed, and `value` is None then.
    """

    def __init__(
        self,
        *,
        least: Decimal | int = 0,
        most: Decimal | int | None = None,
        places: int = 0,
        above_zero: bool = False,
        is_optional: bool = False,
    ) -> None:
        super().__init__()
        self._least, self._most = Decimal(least), None if most is None else Decimal(most)
        self._places, self._above_zero, self._is_optional = places, above_zero, is_optional
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    @property
    def value(self) -> Decimal | None:
        """The number, or None where nothing or nothing acceptable is typed."""
        number = self._read()
        return None if number is None or self.problem() else number

    def set_value(self, value: Decimal | int | None) -> None:
        """Show a number without needless zeros, or nothing."""
        self.setText("" if value is None else f"{Decimal(value).normalize():f}")

    def problem(self) -> str:
        """What is wrong, as a sentence; empty when the field can be taken as it is."""
        if not self.text().strip():
            return "" if self._is_optional else _("Type a number.")
        number = self._read()
        if number is None:
            return _("“{typed}” is not a number. Type digits.").format(typed=isolate(self.text().strip()))
        return self._limit_problem(number) or self._fine_problem(number)

    def _read(self) -> Decimal | None:
        try:
            return parse_number(self.text())
        except NotANumber:
            return None

    def _limit_problem(self, number: Decimal) -> str:
        if self._above_zero and number <= _ZERO:
            return _("{figure} cannot be right here. Type a number above zero.").format(figure=self._typed())
        if self._most is None and number < self._least:
            return _("{figure} cannot be right here. Type {least} or more.").format(
                figure=self._typed(), least=self._least
            )
        if self._most is not None and not self._least <= number <= self._most:
            return _("{figure} does not lie in {limits}.").format(
                figure=self._typed(), limits=ltr(f"{self._least}–{self._most}")
            )
        return ""

    def _fine_problem(self, number: Decimal) -> str:
        if number.scaleb(self._places) % 1 == 0:
            return ""
        if not self._places:
            return _("{figure} is not a whole number.").format(figure=self._typed())
        return ngettext(
            "{figure} has more than {count} decimal. Round it.",
            "{figure} has more than {count} decimals. Round it.",
            self._places,
        ).format(figure=self._typed(), count=self._places)

    def _typed(self) -> str:
        return ltr(self.text().strip())


class NumberEntry(Field):
    """A number field with its label; what is wrong is said below when the field is left."""

    def __init__(self, label: Words, editor: NumberField, *, hint: Words = "") -> None:
        super().__init__(label, editor, hint=hint)
        self._number = editor
        editor.left.connect(self.check)

    def check(self) -> bool:
        """Say what is wrong; True where nothing is."""
        problem = self._number.problem()
        self.set_error(problem)
        return not problem
