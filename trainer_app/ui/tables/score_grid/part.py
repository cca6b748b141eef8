"""One part of the grid: the leading names, the marks, or the totals."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget
from typing_extensions import override

from trainer_app.ui import theme
from trainer_app.ui.tables.score_grid.delegate import GridDelegate
from trainer_app.ui.tables.score_grid.head import GridHead
from trainer_app.ui.tables.score_grid.ink import ink
from trainer_app.ui.tables.score_grid.model import GridModel


class GridPart(QTableView):
    """A view of some sections of the model, without scroll bars of its own."""

    def __init__(self, model: GridModel, delegate: GridDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self.grid_model = model
        self.head = GridHead(model, self)
        self.setHorizontalHeader(self.head)
        self.verticalHeader().hide()
        self.setItemDelegate(delegate)
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoScroll(False)
        # Painted wholly by itself: then scrolling by a line moves the picture instead of painting it anew.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_sections(self, sections: range, widths: Sequence[int]) -> None:
        """Show these sections alone, with these widths."""
        for section in range(self.grid_model.columnCount()):
            self.setColumnHidden(section, section not in sections)
        for section, width in zip(sections, widths, strict=True):
            self.setColumnWidth(section, width)

    def set_heights(self) -> None:
        """Follow the language and the size of texts."""
        look = theme.active()
        self.verticalHeader().setMinimumSectionSize(look.height("grid_row"))
        self.verticalHeader().setDefaultSectionSize(look.height("grid_row"))
        self.head.setFixedHeight(look.height("grid_head"))

    def repaint_line(self, line: int) -> None:
        """Paint a line again."""
        height = self.rowHeight(line)
        self.viewport().update(QRect(0, self.rowViewportPosition(line), self.viewport().width(), height))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        last = self.grid_model.rowCount() - 1
        below = self.rowViewportPosition(last) + self.rowHeight(last) if last >= 0 else 0
        room = self.viewport().rect()
        if below < room.height():
            QPainter(self.viewport()).fillRect(room.adjusted(0, below, 0, 0), ink("surface"))

    def index_of(self, line: int, section: int) -> QModelIndex:
        """The model's index of a cell."""
        return self.grid_model.index(line, section)
