"""The foot of the grid: entered, sum here, and the sum on paper, which is typed there."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr
from trainer_app.ui import icons, theme
from trainer_app.ui.tables.score_grid import words
from trainer_app.ui.tables.score_grid.editor import CellEditor
from trainer_app.ui.tables.score_grid.entry import ScoreEntry
from trainer_app.ui.tables.score_grid.ink import PADDING, draw, ink
from trainer_app.ui.tables.score_grid.keys import typed_text
from trainer_app.ui.tables.score_grid.model import GridModel
from trainer_app.ui.tables.score_grid.table import ScoreTable
from trainer_app.ui.tasks import unraised

LINES = 3
_ICON = 12
_BOLD = 600
_LEAVING = {Qt.Key.Key_Up: -1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}


class GridFoot(QWidget):
    """Three lines under the marks.

    Signals: left(column, 1 for onwards or -1 for upwards) when the keyboard leaves a sum.
    """

    left = Signal(int, int)

    def __init__(self, model: GridModel, entry: ScoreEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._entry = model, entry
        self._marks: Sequence[QRect] = ()
        self._window = QRect()
        self._ends: Sequence[int] = ()
        self._label = QRect()
        self._current: int | None = None
        self._is_editing = False
        self.editor = CellEditor(self, self._typed_key, self.finish)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def place(self, label: QRect, marks: Sequence[QRect], window: QRect, ends: Sequence[int]) -> None:
        """Stand under the columns: `window` is where marks are seen, `ends` are lines after it."""
        self._label, self._marks, self._window, self._ends = label, marks, window, ends
        if self._is_editing and self._current is not None:
            self.editor.setGeometry(self._editor_area(self._current))
        self.update()

    @property
    def can_type(self) -> bool:
        """Whether any sum can be typed."""
        return any(map(self._entry.can_type, range(self._model.marks)))

    def go_to(self, column: int) -> bool:
        """Put the keyboard on the sum of a column; False where it cannot be typed."""
        if not self._entry.can_type(column):
            return False
        self._current = column
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()
        return True

    def finish(self) -> None:
        """Accept what is being typed."""
        if self._is_editing and self._current is not None:
            text = self.editor.text()
            self._close()
            self._entry.accept_sum(self._current, text)
            self._tell()

    def _begin(self, column: int, text: str | None) -> None:
        table = self._model.table
        if table is None:
            return
        self._is_editing = True
        shown = _sum_text(table, column, plain=True) if text is None else text
        self.editor.open_at(self._editor_area(column), shown, in_place=text is None)
        self.update()

    def _close(self) -> None:
        self._is_editing = False
        if self.editor.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.close_line()
        self.update()

    def _typed_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() == Qt.Key.Key_F2:
            self.editor.is_in_place = True
        else:
            self.finish()
            self.keyPressEvent(event)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        column, key = self._current, event.key()
        if column is None:
            event.ignore()
        elif key in _LEAVING:
            self.left.emit(column, _LEAVING[Qt.Key(key)])
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._step(column, self._direction(key))
        elif key == Qt.Key.Key_F2:
            self._begin(column, None)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._entry.accept_sum(column, "")
        elif key == Qt.Key.Key_Escape:
            self._entry.restore_sum(column)
        elif typed_text(event):
            self._begin(column, typed_text(event))
        else:
            event.ignore()

    def _direction(self, key: int) -> int:
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            return 1 if key == Qt.Key.Key_Tab else -1
        forward = Qt.Key.Key_Left if theme.active().is_right_to_left else Qt.Key.Key_Right
        return 1 if key == forward else -1

    def _step(self, column: int, by: int) -> None:
        columns = [each for each in range(self._model.marks) if self._entry.can_type(each)]
        ahead = [each for each in columns if (each - column) * by > 0]
        if ahead:
            self.go_to(min(ahead, key=lambda each: abs(each - column)))
        else:
            QWidget.focusNextPrevChild(self, by > 0)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return False

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        for column, area in enumerate(self._marks):
            if self._window.contains(point) and self._line(area, LINES - 1).contains(point):
                self.finish()
                self.go_to(column)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._current is not None and self.hasFocus():
            self._begin(self._current, None)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current is None or not self._entry.can_type(self._current):
            columns = [each for each in range(self._model.marks) if self._entry.can_type(each)]
            self._current = columns[0] if columns else None
        self._tell()
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.updateGeometry()
            self.update()

    def _tell(self) -> None:
        """Say the sum that has the keyboard to those who listen."""
        table, column = self._model.table, self._current
        if table is None or column is None:
            return
        sentence = _("Sum on paper, {component}, {value}. Sum here {sum}.")
        self.setAccessibleName(
            sentence.format(
                component=table.components[column].titles.in_language(),
                value=_sum_text(table, column) or _("blank"),
                sum=_here(table, column),
            )
        )

    # Painting

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, LINES * theme.active().height("grid_row"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        unraised(lambda: self._paint(painter))
        painter.end()  # not left to the end of its life, which a fault that is logged makes longer

    def _paint(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), ink("surface2"))
        height = self._height()
        table = self._model.table
        if table is None:
            return
        for line, label in enumerate((_("Entered"), _("Sum here"), _("Sum on paper"))):
            painter.fillRect(
                QRect(0, line * height, self.width(), 1), ink("border2" if line == 0 else "border")
            )
            area = self._line(self._label, line).adjusted(PADDING, 1, -PADDING, 0)
            at_right = not theme.active().is_right_to_left
            draw(painter, area, isolate(label), "text2", role="label", weight=_BOLD, at_right=at_right)
        self._paint_ends(painter)
        painter.setClipRect(self._window)
        for column, area in enumerate(self._marks):
            self._paint_column(painter, table, column, area)

    def _paint_ends(self, painter: QPainter) -> None:
        for place in self._ends:
            painter.fillRect(QRect(place, 0, 1, self.height()), ink("border"))

    def _paint_column(self, painter: QPainter, table: ScoreTable, column: int, area: QRect) -> None:
        rtl = theme.active().is_right_to_left
        trailing = area.left() if rtl else area.right()
        painter.fillRect(QRect(trailing, 0, 1, self.height()), ink("border"))
        figures, expected = table.figures(column), table.expected(column)
        is_whole = figures.entered >= expected
        entered = ltr(f"{figures.entered:,} / {expected:,}") if expected else "–"
        self._number(painter, area, 0, entered, "text" if is_whole else "warn", bold=not is_whole)
        self._number(painter, area, 1, _here(table, column), "text", bold=True)
        self._paint_sum(painter, table, column, self._line(area, LINES - 1))

    def _paint_sum(self, painter: QPainter, table: ScoreTable, column: int, area: QRect) -> None:
        typed = table.rejects.sums.get(table.components[column].id)
        difference, can_type = table.difference(column), self._entry.can_type(column)
        ground, icon, token = "", "", "text"
        if typed is not None:
            ground, icon, token = "danger_soft", "circle-alert", "danger"
        elif difference is not None:
            icon, token = ("triangle-alert", "warn") if difference else ("check", "ok")
            ground = "warn_soft" if difference and can_type else ""
        box = area.adjusted(0, 1, -1, 0) if not theme.active().is_right_to_left else area.adjusted(1, 1, 0, 0)
        if can_type:
            painter.fillRect(box, ink(ground or "surface"))
            painter.setPen(ink("danger" if typed else "input"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        if self._current == column and (self.hasFocus() or self._is_editing):
            _frame(painter, box)
            if self._is_editing:
                return
        if icon:
            spot = QRect(area.left() + PADDING, area.top(), _ICON, area.height())
            icons.paint(painter, icon, ink(token).name(), spot, _ICON)
        inner = area.adjusted(PADDING, 1, -PADDING, 0)
        number_token = "danger" if typed else "text"
        draw(painter, inner, _sum_text(table, column), number_token, at_right=True)

    def _number(
        self, painter: QPainter, area: QRect, line: int, text: str, token: str, *, bold: bool
    ) -> None:
        inner = self._line(area, line).adjusted(PADDING, 1, -PADDING, 0)
        draw(painter, inner, text, token, weight=_BOLD if bold else None, at_right=True)

    def _line(self, area: QRect, line: int) -> QRect:
        height = self._height()
        return QRect(area.left(), line * height, area.width(), height)

    def _height(self) -> int:
        return self.height() // LINES

    def _editor_area(self, column: int) -> QRect:
        return self._line(self._marks[column], LINES - 1).adjusted(3, 3, -(PADDING - 2), -2)

    @override
    def event(self, event: Any) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in {
            Qt.Key.Key_Tab,
            Qt.Key.Key_Backtab,
            Qt.Key.Key_Escape,
        }:
            event.accept()
            return True
        return super().event(event)


def _here(table: ScoreTable, column: int) -> str:
    return words.points_text(table.figures(column).points_sum, table.components[column].facts.step)


def _sum_text(table: ScoreTable, column: int, *, plain: bool = False) -> str:
    component = table.components[column]
    typed = table.rejects.sums.get(component.id)
    if typed is not None:
        return typed.text
    value = table.sums[component.id]
    if value is None:
        return ""
    return f"{value:f}" if plain else words.points_text(value, component.facts.step)


def _frame(painter: QPainter, box: QRect) -> None:
    colour = ink("accent")
    painter.fillRect(QRect(box.left(), box.top(), box.width(), 2), colour)
    painter.fillRect(QRect(box.left(), box.bottom() - 1, box.width(), 2), colour)
    painter.fillRect(QRect(box.left(), box.top(), 2, box.height()), colour)
    painter.fillRect(QRect(box.right() - 1, box.top(), 2, box.height()), colour)
