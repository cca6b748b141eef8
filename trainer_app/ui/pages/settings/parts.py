"""What the groups of the settings share: facts in a list, and dialogs that say refusals at their fields."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from trainer_app.core.formats import date_short
from trainer_app.core.language import _
from trainer_app.ui import theme
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.dialogs import Dialog, Width
from trainer_app.ui.widgets.fields import DateField, Field, in_row
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.title_fields import TitleFields
from trainer_app.ui.words import Words

_LABEL_WIDTH = 116


class Facts(QWidget):
    """Facts in a list: what each is, and its value."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, theme.active().px(_LABEL_WIDTH))
        self._grid.setColumnStretch(1, 1)
        self._cells: list[Label] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show other facts."""
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = []
        for row, (what, value) in enumerate(facts):
            shown = Label(value, wraps=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for column, cell in enumerate((Label(what, tone="second"), shown)):
                self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
                self._cells.append(cell)


class RecordDialog(Dialog):
    """A dialog that writes one record; a refusal named in `at` is said at its field."""

    def __init__(self, parent: QWidget, title: Words, text: Words = "", *, width: Width = 460) -> None:
        super().__init__(parent, title, text, width=width)
        self.at: Mapping[type[Exception], Field] = {}
        self.act: Button

    def add_title(self, titles: TitleFields, words: Words, *, ur: Words, zh: Words) -> Field:
        """Add the three editors of a title; gives the English one, which must be filled."""
        english = Field(words, titles.en)
        self.body.addWidget(english)
        self.body.addWidget(in_row(Field(ur, titles.ur), Field(zh, titles.zh)))
        return english

    def show_fault(self, fault: Exception) -> None:
        """Say a refusal at its field where there is one, else above the fields."""
        super().show_fault(fault)
        field = self.at.get(type(fault))
        if field is not None:
            self.strips.clear()
            field.set_error(str(fault))
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def is_readable(field: Field, editor: DateField, *, is_needed: bool = False) -> bool:
    """Whether a date can be taken; the field says so where not."""
    is_right = editor.value is not None or (editor.is_readable and not is_needed)
    field.set_error("" if is_right else _("Type a day, for example 15-03-2026."))
    return is_right


def period_words(starts_on: date | None, ends_on: date | None) -> str:
    """From when to when, in short dates."""
    if starts_on is None:
        return "" if ends_on is None else _("to {day}").format(day=date_short(ends_on))
    if ends_on is None:
        return _("from {day}").format(day=date_short(starts_on))
    return _("{start} to {end}").format(start=date_short(starts_on), end=date_short(ends_on))
