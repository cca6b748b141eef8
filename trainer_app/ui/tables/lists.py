"""Lists with two lines a row: people, offerings, kinds of reports."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from trainer_app.ui import icons, theme
from trainer_app.ui.tables.delegate import paint_side, side_width
from trainer_app.ui.tables.model import ID_ROLE, NO_INDEX, PAGE_ROWS, Index, Row
from trainer_app.ui.tables.text import laid_out, paint_run, run_direction
from trainer_app.ui.tasks import Tasks, unraised
from trainer_app.ui.widgets.style import LOOK_EVENTS, colour

_LINES_ROLE = Qt.ItemDataRole.UserRole + 3
_MARGIN = 16
_GAP = 8

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TwoLines:
    """What a row says: two lines at the leading side, and at the end a text above a word and the side.

    `marks` are the places of the matched letters in `first`, `end_marks` those in `first_end`, as
    (begin, length).
    """

    first: str
    second: str = ""
    first_end: str = ""
    second_end: str = ""
    side: str = ""
    icon: str = ""
    marks: Marks = ()
    end_marks: Marks = ()


class ListModel(QAbstractListModel):
    """Ids in memory; rows given, or read by pages of a hundred when they are painted."""

    def __init__(self, lines_of: Callable[[Any], TwoLines]) -> None:
        super().__init__()
        self._lines_of = lines_of
        self._ids: Sequence[Any] = ()
        self._rows: dict[Any, Row] = {}
        self._read: Callable[[Sequence[Any]], Sequence[Row]] | None = None

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show rows that are all in memory."""
        self.beginResetModel()
        self._ids = [row.id for row in rows]
        self._rows = {row.id: row for row in rows}
        self._read = None
        self.endResetModel()

    def set_ids(
        self,
        ids: Sequence[Any],
        tasks: Tasks,
        rows_of: Callable[..., Sequence[Row]],
        rows: Sequence[Row] = (),
    ) -> None:
        """Show many rows: their ids now, the rows of `rows_of(session, ids=…)` when they are painted.

        `rows` are those that are known already.
        """
        self.beginResetModel()
        self._ids = ids
        self._rows = {row.id: row for row in rows}
        self._read = lambda wanted: tasks.read_rows(rows_of, ids=wanted) or ()
        self.endResetModel()

    def place_of(self, row_id: Hashable) -> int:
        """Place of the row with an id; -1 where it is not shown."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def row_at(self, place: int) -> Row | None:
        """The row, or None where it could not be read."""
        row_id = self._ids[place]
        if row_id not in self._rows and self._read is not None:
            first = place // PAGE_ROWS * PAGE_ROWS
            self._rows.update({row.id: row for row in self._read(self._ids[first : first + PAGE_ROWS])})
        return self._rows.get(row_id)

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return unraised(lambda: self._data(index.row(), role))

    def _data(self, place: int, role: int) -> Any:
        if role == ID_ROLE:
            return self._ids[place]
        if role not in {_LINES_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        row = self.row_at(place)
        if row is None:
            return None
        lines = self._lines_of(row)
        if role == _LINES_ROLE:
            return lines
        if role == Qt.ItemDataRole.DisplayRole:
            return lines.first
        spoken = (lines.first, lines.first_end, lines.second, lines.second_end, lines.side)
        return ", ".join(part for part in spoken if part)


class TwoLineList(QTableView):
    """A list whose rows have two lines.

    A table view of one column, since a list view lays out each of 100 000 rows before it shows the first.

    Signals: current_changed(id or None); opened(id) by Enter or double click.
    """

    current_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, lines_of: Callable[[Any], TwoLines]) -> None:
        super().__init__()
        self._model = ListModel(lines_of)
        self._model.setParent(self)
        self.setModel(self._model)
        self.setItemDelegate(_TwoLineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_height()
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._changed)
        self.doubleClicked.connect(self._open)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show rows that are all in memory; the current one stays where it is still among them."""
        kept = self.current_id
        self._model.set_rows(rows)
        self._keep(kept)

    def set_ids(
        self,
        ids: Sequence[Any],
        tasks: Tasks,
        rows_of: Callable[..., Sequence[Row]],
        rows: Sequence[Row] = (),
    ) -> None:
        """Show many rows: their ids now, the rows of `rows_of(session, ids=…)` when they are painted.

        `rows` are those that are known already.
        """
        kept = self.current_id
        self._model.set_ids(ids, tasks, rows_of, rows)
        self._keep(kept)

    @property
    def current_id(self) -> Any:
        """Id of the current row, or None."""
        index = self.currentIndex()
        return index.data(ID_ROLE) if index.isValid() else None

    @property
    def row_count(self) -> int:
        """How many rows are shown."""
        return self._model.rowCount()

    def row(self, row_id: Hashable) -> Row | None:
        """The row with an id, where it is shown and could be read."""
        place = self._model.place_of(row_id)
        return self._model.row_at(place) if place >= 0 else None

    def select_id(self, row_id: Hashable) -> bool:
        """Make a row the current one; False where it is not shown."""
        place = self._model.place_of(row_id)
        if place < 0:
            return False
        self.setCurrentIndex(self._model.index(place))
        return True

    def select_first(self) -> None:
        """Make the first row the current one, where there is one."""
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(0))

    def _set_height(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(theme.active().height("two_line_row"))

    def _open(self, index: Index) -> None:
        self.opened.emit(index.data(ID_ROLE))

    def _keep(self, kept: Any) -> None:
        if kept is not None and not self.select_id(kept):
            self.current_changed.emit(None)

    def _changed(self, current: Index, _previous: Index) -> None:
        self.current_changed.emit(current.data(ID_ROLE) if current.isValid() else None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.row_count - 1}
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.current_id)
        elif key in ends and self.row_count:
            self.setCurrentIndex(self._model.index(ends[key]))
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are no search here: Qt would read every row for it."""

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange or event.type() in LOOK_EVENTS:
            self._set_height()
            self.viewport().update()


class _TwoLineDelegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme.active().height("two_line_row"))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        lines = index.data(_LINES_ROLE)
        painter.save()
        painter.setLayoutDirection(option.direction)
        self._ground(painter, option)
        if lines is not None:
            _RowPainter(painter, option.rect.adjusted(_MARGIN, 0, -_MARGIN, -1), option.direction).paint(
                lines
            )
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        area = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, colour("hover"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), colour("border"))
        if option.state & QStyle.StateFlag.State_Selected:
            rtl = option.direction == Qt.LayoutDirection.RightToLeft
            left = area.right() - 1 if rtl else area.left()
            painter.fillRect(QRect(left, area.top(), 2, area.height() - 1), colour("accent"))


class _RowPainter:
    def __init__(self, painter: QPainter, area: QRect, direction: Qt.LayoutDirection) -> None:
        self._painter = painter
        self._rtl = direction == Qt.LayoutDirection.RightToLeft
        middle = area.top() + area.height() // 2
        half = area.height() // 2
        self._upper = QRect(area.left(), area.top() + 4, area.width(), half - 4)
        self._lower = QRect(area.left(), middle, area.width(), half - 4)
        self._look = theme.active()

    def paint(self, lines: TwoLines) -> None:
        if lines.icon:
            self._icon(lines.icon)
        end = self._look.font_for(lines.first_end)
        self._marks(self._upper, lines.first_end, lines.end_marks, end, at_right=not self._rtl)
        upper = self._shortened(self._upper, self._end(self._upper, lines.first_end, end, "text"))
        taken = 0
        if lines.side:
            taken = side_width(lines.side)
            paint_side(self._painter, self._at_end(self._lower, taken), lines.side)
            taken += _GAP
        lower = self._shortened(self._lower, taken)
        second_end = self._look.font_for(lines.second_end, "second")
        lower = self._shortened(lower, self._end(lower, lines.second_end, second_end, "text2"))
        font = self._look.font_for(lines.first, weight=600)
        self._marks(upper, lines.first, lines.marks, font, at_right=self._rtl)
        paint_run(self._painter, upper, lines.first, font, colour("text"), at_right=self._rtl)
        second = self._look.font_for(lines.second, "second")
        paint_run(self._painter, lower, lines.second, second, colour("text2"), at_right=self._rtl)

    def _icon(self, name: str) -> None:
        spot = QRect(self._upper)
        spot.setWidth(16)
        if self._rtl:
            spot.moveRight(self._upper.right())
        icons.paint(self._painter, name, colour("text2").name(), spot, 16)
        self._upper = self._rest(self._upper, 26)
        self._lower = self._rest(self._lower, 26)

    def _marks(self, area: QRect, text: str, marks: Marks, font: QFont, *, at_right: bool) -> None:
        if not marks:
            return
        run = laid_out(text, font, run_direction(text, self._painter.layoutDirection()))
        left = area.right() + 1 - min(run.width, area.width()) if at_right else area.left()
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        self._painter.setPen(Qt.PenStyle.NoPen)
        ground = colour("warn_line")
        ground.setAlphaF(0.5)
        self._painter.setBrush(ground)
        for begin, length in marks:
            ends = sorted((run.x_of(begin), run.x_of(begin + length)))
            height = run.line.height()
            box = QRectF(
                left + ends[0] - 1, area.center().y() - height / 2 + 1, ends[1] - ends[0] + 2, height
            )
            self._painter.drawRoundedRect(box, 3, 3)
        self._painter.restore()

    def _end(self, area: QRect, words: str, font: QFont, ink: str) -> int:
        if not words:
            return 0
        return paint_run(self._painter, area, words, font, colour(ink), at_right=not self._rtl) + _GAP

    def _at_end(self, area: QRect, width: int) -> QRect:
        left = area.left() if self._rtl else area.right() + 1 - width
        return QRect(left, area.top(), width, area.height())

    def _shortened(self, area: QRect, taken: int) -> QRect:
        return area.adjusted(taken, 0, 0, 0) if self._rtl else area.adjusted(0, 0, -taken, 0)

    def _rest(self, area: QRect, taken: int) -> QRect:
        return area.adjusted(0, 0, -taken, 0) if self._rtl else area.adjusted(taken, 0, 0, 0)
