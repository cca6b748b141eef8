"""What the groups of the settings share: facts, lists of records, and the dialogs that write one."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.formats import date_short
from trainer_app.core.language import _
from trainer_app.core.text import isolate
from trainer_app.rules.roles import HISTORY_READERS
from trainer_app.ui import theme
from trainer_app.ui.page import Context
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.whole import WholeTable
from trainer_app.ui.widgets.buttons import Button, only_if
from trainer_app.ui.widgets.dialogs import Dialog, Width
from trainer_app.ui.widgets.fields import Combo, DateField, Field, in_row
from trainer_app.ui.widgets.labels import Label, side_name
from trainer_app.ui.widgets.surfaces import Card
from trainer_app.ui.widgets.title_fields import TitleFields
from trainer_app.ui.words import Words

_LABEL_WIDTH = 116
_SIDES = ("CN", "PK")


class Record(Protocol):
    """What a list of the settings shows."""

    @property
    def id(self) -> uuid.UUID:
        """Its id."""


Row = TypeVar("Row", bound=Record)


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


class RecordsCard(Card, Generic[Row]):
    """A list of records to which others are added, and of which the chosen one is changed.

    `name` is that of their table. Who may not call the service `change` only reads the list.
    """

    def __init__(
        self,
        context: Context,
        title: Words,
        add: Words,
        *,
        name: str,
        change: Callable[..., Any],
        most: int = 0,
    ) -> None:
        super().__init__(title, edge_to_edge=True)
        self._context, self._name = context, name
        self.may_change = context.may(change)
        self._rows: Sequence[Row] = ()
        self.table = WholeTable(self._columns(), context.settings, name, most=most)
        self.add_button = Button(add, small=True, icon="plus", on_click=self.add)
        self.head.addWidget(self.add_button)
        self.edit_button = Button(lambda: _("Edit"), small=True, icon="pencil", on_click=self.edit)
        self.line = QHBoxLayout()
        self.line.setContentsMargins(13, 10, 13, 12)
        self.line.setSpacing(8)
        self.line.addWidget(self.edit_button)
        self.history_button = history_button(context, self.show_history)
        self.line.addWidget(self.history_button)
        self._foot = QWidget()
        self._foot.setLayout(self.line)
        self.body.addWidget(self.table)
        self.body.addWidget(self._foot)
        self._foot.setVisible(self.may_change or context.holds(HISTORY_READERS))
        only_if(self.may_change, self.add_button, self.edit_button)
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._chosen)

    def _columns(self) -> tuple[Column, ...]:
        """What is shown of each record."""
        raise NotImplementedError

    def _called(self, row: Row) -> str:
        """What a record is called."""
        raise NotImplementedError

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the records."""
        self._rows = rows
        self.table.set_rows(rows)
        self._chosen()

    def add(self) -> None:
        """Add a record."""
        raise NotImplementedError

    def edit(self) -> None:
        """Change the chosen record."""
        raise NotImplementedError

    @property
    def _current(self) -> Row | None:
        return next((row for row in self._rows if row.id == self.table.current_id), None)

    def _chosen(self, _row_id: object = None) -> None:
        for button in (self.edit_button, self.history_button):
            button.setEnabled(self._current is not None)

    def show_history(self) -> None:
        """Show who changed what of the chosen record."""
        if (row := self._current) is not None:
            open_history(self, self._context, self._called(row), self._name, row.id)

    def _open(self, _row_id: uuid.UUID) -> None:
        if self.may_change:
            self.edit()


def history_button(context: Context, on_click: Callable[[], object]) -> Button:
    """The button that shows who changed what, for those who may read it."""
    button = Button(lambda: _("History"), small=True, icon="history", on_click=on_click)
    only_if(context.holds(HISTORY_READERS), button)
    return button


def open_history(parent: QWidget, context: Context, called: str, entity: str, row_id: uuid.UUID) -> None:
    """Show who changed what of one record of a table."""
    from trainer_app.services import history
    from trainer_app.ui.record_history import HistoryDialog

    title = _("History of {name}").format(name=isolate(called))
    HistoryDialog(parent, context, title, history.of_record, entity=entity, row_id=row_id).open()


class RecordDialog(Dialog):
    """A dialog that writes one record; a refusal named in `at` is said at its field."""

    def __init__(
        self, parent: QWidget, context: Context, title: Words, text: Words = "", *, width: Width = 460
    ) -> None:
        super().__init__(parent, title, text, width=width)
        self._context = context
        self.at: Mapping[type[Exception], Field] = {}
        self.act: Button

    def add_title(
        self,
        titles: TitleFields,
        words: Words = lambda: _("Title, English"),
        *,
        ur: Words = lambda: _("Title, Urdu"),
        zh: Words = lambda: _("Title, Chinese"),
    ) -> Field:
        """Add the three editors of a title; gives the English one, which must be filled."""
        english = Field(words, titles.en)
        self.body.addWidget(english)
        self.body.addWidget(in_row(Field(ur, titles.ur), Field(zh, titles.zh)))
        return english

    def add_buttons(
        self, words: Words, save: Callable[[], object], *, keep: Words = lambda: _("Cancel")
    ) -> None:
        """Add the button that keeps everything as it is and the one that writes."""
        self.add_cancel(keep)
        self.act = self.add_action(words, save)

    def write(self, function: Callable[..., Any], *, changes: Sequence[str], **values: Any) -> None:
        """Write the record, and close when that has succeeded."""
        self.follow(self._context.tasks.write(function, changes=changes, **values), self.act)

    @override
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


def side_combo() -> Combo:
    """Offers the two sides."""
    return Combo([(side_name(side), side) for side in _SIDES])
