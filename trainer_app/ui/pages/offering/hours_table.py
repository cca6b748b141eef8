"""The table in which attended hours are typed, Enter going down."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from trainer_app.core.errors import AppError
from trainer_app.core.formats import percent
from trainer_app.core.hours import clock_text, hours_text, parse_hours
from trainer_app.core.language import _, pgettext
from trainer_app.core.settings import Settings
from trainer_app.core.text import isolate
from trainer_app.services.enrolments import Trainee, attended
from trainer_app.ui.pages.offering.roll_columns import first_name, second_name
from trainer_app.ui.tables.cells import Cell, Fault, Number, Text
from trainer_app.ui.tables.delegate import CellDelegate
from trainer_app.ui.tables.model import Column, Index, MemoryModel
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.fields import CodeField

_HOURS = 3
_DOWN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Tab})
_UP = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Backtab})


@dataclass(frozen=True, slots=True)
class HoursLine:
    """One trainee; `rejected` is what was typed and not accepted, `why` the reason in words.

    `minutes` are those in force, `before` those before the last change.
    """

    id: uuid.UUID
    version: int
    roll_number: int
    first: str
    second: str
    minutes: int | None
    before: int | None = None
    delivered: int | None = None
    rejected: str = ""
    why: str = ""

    @property
    def name(self) -> str:
        """The name, to stand in a sentence."""
        return isolate(self.first)


class HoursTable(Table):
    """Typing replaces; Enter, Down and Tab accept and go down; Esc leaves the value as it was.

    Signals: accepted(HoursLine) for each value to be saved; changed() after each change of what is shown.
    """

    accepted = Signal(object)
    changed = Signal()

    def __init__(self, settings: Settings, trainees: Sequence[Trainee]) -> None:
        super().__init__(_columns(), settings, "attendance")
        self._lines = [_line(trainee) for trainee in trainees]
        self._hours = _HoursModel(_columns())
        self._hours.typed.connect(self._take)
        self._adopt(self._hours)
        self.setItemDelegate(_HoursDelegate(self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.set_rows(self._lines)

    @property
    def typed_count(self) -> int:
        """How many trainees have a time in force."""
        return sum(line.minutes is not None for line in self._lines)

    def rejected(self) -> list[HoursLine]:
        """The lines whose typed value was not accepted."""
        return [line for line in self._lines if line.rejected]

    @property
    def beyond_count(self) -> int:
        """How many trainees have more hours than were given."""
        return sum(_is_beyond(line) for line in self._lines)

    def begin(self) -> None:
        """Put the cursor on the first trainee without a time, else on the first."""
        first = next((place for place, line in enumerate(self._lines) if line.minutes is None), 0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go_to(first)

    def show_delivered(self, minutes: int | None) -> None:
        """Work out the percents from the hours given."""
        for place, line in enumerate(self._lines):
            self._put(place, replace(line, delivered=minutes))
        self.refit()
        self.changed.emit()

    def reject(self, enrolment_id: uuid.UUID, text: str, fault: AppError) -> None:
        """Keep a value in its cell as not accepted."""
        place = next(p for p, line in enumerate(self._lines) if line.id == enrolment_id)
        line = self._lines[place]
        self._put(place, replace(line, minutes=line.before, rejected=text, why=fault.sentence()))
        self.changed.emit()

    def step(self, by: int) -> None:
        """Go to the next or previous trainee."""
        self._go_to(min(max(self.currentIndex().row() + by, 0), len(self._lines) - 1))

    def _take(self, place: int, text: str) -> None:
        line = self._lines[place]
        if text.strip() == _edited(line):
            return
        try:
            minutes = parse_hours(text) if text.strip() else None
        except AppError as fault:
            self._put(place, replace(line, rejected=text.strip(), why=fault.sentence()))
        else:
            taken = replace(line, minutes=minutes, before=line.minutes, rejected="", why="")
            self._put(place, taken)
            if minutes != line.minutes or line.rejected:
                self.accepted.emit(taken)
        self.changed.emit()

    def _put(self, place: int, line: HoursLine) -> None:
        self._lines[place] = line
        self._hours.replace(place, line)

    def _go_to(self, place: int) -> None:
        self.setCurrentIndex(self._hours.index(place, _HOURS))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.currentIndex().isValid():
            self._go_to(0)
        key = Qt.Key(event.key())
        if key in _DOWN - {Qt.Key.Key_Tab}:
            self.step(1)
        elif key == Qt.Key.Key_Up:
            self.step(-1)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._take(self.currentIndex().row(), "")
        else:
            self._go_to(self.currentIndex().row())
            super().keyPressEvent(event)


class _HoursModel(MemoryModel):
    """Rows whose hours can be edited. Signals: typed(row, text)."""

    typed = Signal(int, str)

    def replace(self, place: int, line: HoursLine) -> None:
        """Show another line in the place of one."""
        self._rows = (*self._rows[:place], line, *self._rows[place + 1 :])
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == _HOURS else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            line = self._rows[index.row()]
            return _edited(line) if isinstance(line, HoursLine) else ""
        return super().data(index, role)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        self.typed.emit(index.row(), str(value))
        return True


class _HoursDelegate(CellDelegate):
    """Opens a field of the cell's size; its keys accept and go on."""

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CodeField()
        editor.setParent(parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(QRect(option.rect).adjusted(2, 0, -2, -1))

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(editor, QWidget)
        ):
            step = 1 if event.key() in _DOWN else -1 if event.key() in _UP else 0
            if step:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                view = self.parent()
                if isinstance(view, HoursTable):
                    view.step(step)
                return True
        return super().eventFilter(editor, event)


def _line(trainee: Trainee) -> HoursLine:
    return HoursLine(
        trainee.enrolment_id,
        trainee.version,
        trainee.roll_number,
        first_name(trainee),
        second_name(trainee),
        trainee.credited_minutes,
    )


def _edited(line: HoursLine) -> str:
    """What stands in the field when a cell is edited."""
    return line.rejected or ("" if line.minutes is None else hours_text(line.minutes))


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", lambda: pgettext("roll", "No."), _number, width=44, number=True, keeps=8),
        Column("name", lambda: _("Name"), _name, width=170, stretch=1, keeps=9, least=140),
        Column("own", lambda: _("Own script"), _own, width=150, stretch=1, keeps=3, least=130),
        Column("hours", lambda: _("Attended, h"), _hours_cell, width=104, number=True, keeps=8, least=96),
        Column("share", lambda: _("Attendance"), _share, width=96, number=True, keeps=7, least=90),
    )


def _number(line: HoursLine) -> Cell:
    return Number(str(line.roll_number), tone="text2")


def _name(line: HoursLine) -> Cell:
    return line.first


def _own(line: HoursLine) -> Cell:
    return Text(line.second, tone="text2")


def _hours_cell(line: HoursLine) -> Cell:
    if line.rejected:
        return Fault(line.rejected, number=True)
    return Number("" if line.minutes is None else clock_text(line.minutes))


def _share(line: HoursLine) -> Cell:
    share = attended(line.minutes, line.delivered)
    if share is None or line.rejected:
        return Number("")
    return Number(percent(share), tone="warn" if _is_beyond(line) else "text")


def _is_beyond(line: HoursLine) -> bool:
    return line.minutes is not None and line.delivered is not None and line.minutes > line.delivered
