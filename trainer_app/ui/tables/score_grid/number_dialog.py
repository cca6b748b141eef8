"""Asks for a roll number."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from trainer_app.core.errors import NotANumber
from trainer_app.core.language import _
from trainer_app.core.text import isolate, parse_number
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import CodeField, Field


class NumberDialog(Dialog):
    """Goes to a roll number; `row` is that of the trainee who was found."""

    def __init__(self, parent: QWidget, rows: Mapping[int, int]) -> None:
        super().__init__(parent, lambda: _("Go to which roll number?"))
        self._rows = rows
        self.row: int | None = None
        self._number = CodeField()
        self._field = Field(lambda: _("Roll number"), self._number)
        self.body.addWidget(self._field)
        self.add_cancel()
        self.add_action(lambda: _("Go there"), self._go)

    def _go(self) -> None:
        text = self._number.text()
        try:
            self.row = self._rows.get(int(parse_number(text)))
        except NotANumber as fault:
            self._field.set_error(fault.sentence())
            return
        if self.row is None:
            self._field.set_error(
                _("Nobody on the roll has the number {number}.").format(number=isolate(text))
            )
            return
        self.accept()
