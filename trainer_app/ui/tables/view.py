"""The table view: heads, widths that are remembered, keys, and what stands there when it is empty."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from trainer_app.core.settings import Settings
from trainer_app.core.text import isolate
from trainer_app.ui import icons, theme
from trainer_app.ui.tables.cells import Cell, Number
from trainer_app.ui.tables.delegate import PADDING, CellDelegate, cell_width
from trainer_app.ui.tables.model import (
    ID_ROLE,
    Column,
    MemoryModel,
    PagedModel,
    Row,
    TableModel,
)
from trainer_app.ui.tables.text import paint_run, run_width
from trainer_app.ui.tables.widths import fitted
from trainer_app.ui.tasks import Tasks, unraised
from trainer_app.ui.widgets.style import colour
from trainer_app.ui.words import said

# Body text is 14.5 px in an Urdu window and 13 px in the others.
_URDU_WIDER = 14.5 / 13
_MEASURED_ROWS = 100
_SORT_MARK = 16


class Table(QTableView):
    """Rows to look through and to open.

    Signals: opened(id) by Enter or double click; current_changed(id or None); sort_asked(key, descending).
    """

    opened = Signal(object)
    current_changed = Signal(object)
    sort_asked = Signal(str, bool)

    def __init__(self, columns: Sequence[Column], settings: Settings, name: str) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._settings, self._name = settings, f"columns/{name}"
        self._empty: QWidget | None = None
        self._fitting = False
        self._needs: dict[str, int] = {}
        self._model: TableModel = MemoryModel(columns)
        self._delegate = CellDelegate(self)
        self._heads = Heads(self._columns, self)
        self._configure()
        self._adopt(self._model)

    def _configure(self) -> None:
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(self._heads)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.doubleClicked.connect(self._open)
        self._heads.sectionResized.connect(self._resized)
        self._heads.sort_asked.connect(self.sort_asked)
        self._corner = _Corner(self)
        self.addScrollBarWidget(self._corner, Qt.AlignmentFlag.AlignTop)
        self._set_heights()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show rows that are all in memory; the current one stays where it is still among them."""
        if not isinstance(self._model, MemoryModel):
            self._adopt(MemoryModel(self._columns))
        kept = self.current_id
        assert isinstance(self._model, MemoryModel)  # noqa: S101 (adopted above)
        self._model.set_rows(rows)
        self._shown(kept)

    def set_ids(self, ids: Sequence[Any], tasks: Tasks, rows_of: Callable[..., Sequence[Row]]) -> None:
        """Show many rows: their ids now, the rows of `rows_of(session, ids=…)` when they are painted."""
        if not isinstance(self._model, PagedModel):
            self._adopt(PagedModel(self._columns, tasks, rows_of))
        kept = self.current_id
        assert isinstance(self._model, PagedModel)  # noqa: S101 (adopted above)
        self._model.set_ids(ids)
        self._shown(kept)

    def set_empty(self, widget: QWidget) -> None:
        """Show a widget in the place of the rows while there are none, instead of the one before."""
        if self._empty is not None:
            self._empty.hide()
            self._empty.deleteLater()
        self._empty = widget
        widget.setParent(self.viewport())
        self._place_empty()

    def set_sorted(self, key: str, *, descending: bool) -> None:
        """Show the sort mark at a column."""
        self._heads.set_sorted(key, descending=descending)

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
        # setCurrentIndex, since selectRow selects nothing where the window runs from the right.
        self.setCurrentIndex(self._model.index(place, 0))
        return True

    def _adopt(self, model: TableModel) -> None:
        model.setParent(self)
        old_selection = self.selectionModel()
        self._model = model
        self.setModel(model)
        if old_selection is not None:
            old_selection.deleteLater()
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self._fit()

    def _shown(self, kept: Any) -> None:
        if kept is not None and not self.select_id(kept):
            self.current_changed.emit(None)
        if self.hasFocus():
            self._stand_on_a_row()
        self._place_empty()
        self.refit()

    def refit(self) -> None:
        """Share the room anew, after cells were filled that were blank before."""
        self._measure()
        self._fit()

    def _stand_on_a_row(self) -> None:
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.selectionModel().setCurrentIndex(
                self._model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.viewport().update()
        self.current_changed.emit(current.data(ID_ROLE) if current.isValid() else None)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(ID_ROLE))

    def _set_heights(self) -> None:
        look = theme.active()
        self.verticalHeader().setMinimumSectionSize(look.height("table_row"))
        self.verticalHeader().setDefaultSectionSize(look.height("table_row"))
        self._heads.setFixedHeight(look.height("table_head"))
        self._corner.setFixedHeight(look.height("table_head"))

    def _fit(self) -> None:
        if self.viewport().width() <= 0:
            return
        wished = self._settings.get(self._name, {})
        shown = [place for place in range(len(self._columns)) if not self.isColumnHidden(place)]
        columns = [self._columns[place] for place in shown]
        widths = fitted(columns, wished, self.viewport().width(), self._percent(), self._needs)
        self._fitting = True
        for place, width in zip(shown, widths, strict=True):
            self.setColumnWidth(place, width)
        self._fitting = False

    def _measure(self) -> None:
        """Measure what the columns need for their heads and first rows, the page that is painted anyway."""
        self._needs = unraised(self._measured) or {}

    def _measured(self) -> dict[str, int]:
        # Past the roles of the model, through which the cells of a page come twice as slowly.
        places = range(min(self._model.rowCount(), _MEASURED_ROWS))
        rows = [row for place in places if (row := self._model.row_at(place)) is not None]
        if not rows:
            return {}
        return {column.key: _needed(column, [column.cell(row) for row in rows]) for column in self._columns}

    def _percent(self) -> float:
        look = theme.active()
        return look.text_size * (_URDU_WIDER if look.language == "ur" else 1)

    def _resized(self, place: int, old: int, new: int) -> None:
        # From or to nothing: a column that is hidden or shown again, which no user has pulled.
        if self._fitting or not old or not new:
            return
        wished = dict(self._settings.get(self._name, {}))
        wished[self._columns[place].key] = round(new * 100 / self._percent())
        self._settings.set(self._name, wished)
        QTimer.singleShot(0, self, self._fit)

    def _place_empty(self) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(self._model.rowCount() == 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._place_empty()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self._stand_on_a_row()
        self.viewport().update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered_row:
            self._delegate.hovered_row = row
            self.viewport().update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._set_heights()
            self._heads.viewport().update()
            self.viewport().update()
            self.refit()


def _needed(column: Column, cells: Sequence[Cell]) -> int:
    """Room of a column's head and of the widest of its cells.

    What is no number in a column of numbers heads a group and runs over the columns beside it.
    """
    words = isolate(said(column.title))
    head = run_width(words, theme.active().font_for(words, "label")) + (_SORT_MARK if column.sortable else 0)
    measured = (cell_width(cell) for cell in cells if isinstance(cell, Number) or not column.number)
    return max(head, *measured, 0) + 2 * PADDING


class Heads(QHeaderView):
    """The heads of a table: over their columns in the same alignment, the sort mark only where sorted.

    Signals: sort_asked(key, descending).
    """

    sort_asked = Signal(str, bool)

    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = tuple(columns)
        self._sorted = ""
        self._descending = False
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(32)
        self.setStretchLastSection(False)
        self.sectionClicked.connect(self._clicked)

    def set_sorted(self, key: str, *, descending: bool) -> None:
        """Show the sort mark at a column."""
        self._sorted, self._descending = key, descending
        self.viewport().update()

    def _clicked(self, section: int) -> None:
        column = self._columns[section]
        if column.sortable:
            descending = not self._descending if column.key == self._sorted else False
            self.set_sorted(column.key, descending=descending)
            self.sort_asked.emit(column.key, descending)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        painter.save()
        painter.fillRect(rect, colour("surface2"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("border2"))
        self._paint_words(painter, rect.adjusted(PADDING, 0, -PADDING, -1), self._columns[logical_index])
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, column: Column) -> None:
        words = said(column.title)
        font = theme.active().font_for(words, "label")
        at_right = column.at_right(is_rtl=self._is_rtl())
        mark = column.key == self._sorted
        room = area
        if mark:
            room = area.adjusted(16, 0, 0, 0) if at_right else area.adjusted(0, 0, -16, 0)
        taken = paint_run(painter, room, isolate(words), font, colour("text2"), at_right=at_right)
        if mark:
            left = room.right() - taken - 16 if at_right else room.left() + taken + 2
            spot = QRect(QPoint(left, area.top()), area.size())
            spot.setWidth(14)
            icons.paint(
                painter,
                "chevron-down" if self._descending else "chevron-up",
                colour("text2").name(),
                spot,
                14,
            )

    def _is_rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    @override
    def paintEvent(self, event: Any) -> None:
        ground = QPainter(self.viewport())
        ground.fillRect(self.viewport().rect(), colour("surface2"))
        ground.fillRect(QRect(0, self.height() - 1, self.width(), 1), colour("border2"))
        ground.end()
        super().paintEvent(event)


class _Corner(QWidget):
    """Carries the heads on above the scroll bar."""

    @override
    def paintEvent(self, event: Any) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface2"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), colour("border2"))
