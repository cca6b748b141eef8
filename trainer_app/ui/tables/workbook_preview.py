"""A workbook as it will look in Excel: the writer's own sheet model on white paper."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTabBar, QTableView, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import is_right_to_left, using
from trainer_app.documents.looks import ACCENT, ACCENT_SECOND, LINE, LOOKS, TEXT, TEXT_SECOND, WHITE
from trainer_app.documents.sheet_model import EMPTY, Book, Cell, Chart, Look, Sheet, letters, shown_text
from trainer_app.ui import theme
from trainer_app.ui.tables.model import NO_INDEX, Index

_CHARACTER = 7
_ROW = 22
_USUAL_COLUMN = 64
_POINT = 96 / 72
_SPANNED_ROWS = 80
_SERIES = (ACCENT, ACCENT_SECOND)
_ALIGN = {"left": Qt.AlignmentFlag.AlignLeft, "right": Qt.AlignmentFlag.AlignRight}


class SheetModel(QAbstractTableModel):
    """One sheet; rows are made when they are painted."""

    def __init__(self, sheet: Sheet, language: str) -> None:
        super().__init__()
        self.sheet = sheet
        self._language = language

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place, from 0; beyond the end of a row it is empty."""
        cells = self.sheet.rows[row]
        return cells[column] if column < len(cells) else EMPTY

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.sheet.rows)

    @override
    def columnCount(self, parent: Index = NO_INDEX) -> int:
        reach = max((chart.last[0] for chart in self.sheet.charts), default=0)
        return 0 if parent.isValid() else max(len(self.sheet.columns), reach)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index.row(), index.column())
        look = LOOKS[cell.style]
        if role == Qt.ItemDataRole.DisplayRole:
            with using(self._language):
                return shown_text(cell.value, look)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(f"#{look.colour}"))
        if role == Qt.ItemDataRole.BackgroundRole:
            return QBrush(QColor(f"#{look.ground or WHITE}"))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(look)
        if role == Qt.ItemDataRole.FontRole:
            return _font(look, str(cell.value))
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return letters(section + 1) if orientation == Qt.Orientation.Horizontal else str(section + 1)
        return None

    def _alignment(self, look: Look) -> int:
        start = "right" if is_right_to_left(self._language) else "left"
        end = "left" if start == "right" else "right"
        side = {"start": start, "end": end}.get(look.align, look.align)
        flags = _ALIGN[side] | Qt.AlignmentFlag.AlignAbsolute
        return int(
            flags | (Qt.AlignmentFlag.AlignTop if look.valign == "top" else Qt.AlignmentFlag.AlignVCenter)
        )


class WorkbookPreview(QWidget):
    """The sheets of a workbook with their tabs below."""

    def __init__(self) -> None:
        super().__init__()
        self._book: Book | None = None
        self._grid = _Grid()
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setShape(QTabBar.Shape.RoundedSouth)
        self._tabs.currentChanged.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._grid, 1)
        column.addWidget(self._tabs)

    def show_book(self, book: Book) -> None:
        """Show a workbook; the sheet at the same place stays chosen."""
        kept = max(self._tabs.currentIndex(), 0)
        self._book = book
        self._tabs.blockSignals(True)
        while self._tabs.count():
            self._tabs.removeTab(0)
        for sheet in self._sheets():
            self._tabs.addTab(sheet.name)
        self._tabs.blockSignals(False)
        self._tabs.setCurrentIndex(min(kept, self._tabs.count() - 1))
        self._chosen(self._tabs.currentIndex())

    def _sheets(self) -> Sequence[Sheet]:
        return () if self._book is None else [each for each in self._book.sheets if not each.is_hidden]

    def _chosen(self, place: int) -> None:
        if self._book is not None and place >= 0:
            self._grid.show_sheet(self._sheets()[place], self._book.language)


class _Grid(QTableView):
    def __init__(self) -> None:
        super().__init__()
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setFixedWidth(40)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setStyleSheet(f"QTableView {{ background: #{WHITE}; }}")

    def show_sheet(self, sheet: Sheet, language: str) -> None:
        """Show one sheet from its first row."""
        old = self.model()
        model = SheetModel(sheet, language)
        model.setParent(self)
        self.setModel(model)
        if old is not None:
            old.deleteLater()
        rtl = is_right_to_left(language)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.horizontalHeader().setDefaultSectionSize(_USUAL_COLUMN)
        for column, spec in enumerate(sheet.columns):
            self.setColumnWidth(column, round(spec.width * _CHARACTER) + 5)
            self.setColumnHidden(column, spec.is_hidden)
        for row, height in sheet.heights.items():
            self.setRowHeight(row - 1, max(round(height * _POINT), _ROW))
        self._span_overflowing(model)
        self.scrollToTop()

    def _span_overflowing(self, model: SheetModel) -> None:
        """Let titles and notes run over the empty cells beside them, as Excel does."""
        for row in range(min(model.rowCount(), _SPANNED_ROWS)):
            for column in range(model.columnCount()):
                cell = model.cell(row, column)
                look = LOOKS[cell.style]
                if isinstance(cell.value, str) and not (look.has_border or look.ground):
                    reach = _empty_after(model, row, column)
                    if reach > 1:
                        self.setSpan(row, column, 1, reach)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        model = self.model()
        if not isinstance(model, SheetModel):
            return
        painter = QPainter(self.viewport())
        self._paint_lines(painter, model)
        for chart in model.sheet.charts:
            _paint_chart(painter, self._place_of(chart), chart)

    def _paint_lines(self, painter: QPainter, model: SheetModel) -> None:
        painter.setPen(QPen(QColor(f"#{LINE}"), 1))
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        for row in range(first, (last if last >= 0 else model.rowCount() - 1) + 1):
            for column in range(model.columnCount()):
                if LOOKS[model.cell(row, column).style].has_border:
                    painter.drawRect(self.visualRect(model.index(row, column)).adjusted(-1, -1, -1, -1))

    def _place_of(self, chart: Chart) -> QRect:
        first, last = chart.first[0] - 1, chart.last[0] - 1
        before, inside = self._width_of(range(first)), self._width_of(range(first, last))
        top = self.rowViewportPosition(chart.first[1] - 1)
        height = sum(self.rowHeight(row) or _ROW for row in range(chart.first[1] - 1, chart.last[1]))
        place = QRect(before - self.horizontalOffset(), top, inside, height)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            place.moveRight(self.viewport().width() - before + self.horizontalOffset())
        return place

    def _width_of(self, columns: range) -> int:
        """Room that columns take; those beyond the last have Excel's own width."""
        return sum(self.columnWidth(column) or _USUAL_COLUMN for column in columns)


def _empty_after(model: SheetModel, row: int, column: int) -> int:
    reach = 1
    while column + reach < model.columnCount() and model.cell(row, column + reach).value is None:
        reach += 1
    return reach


def _font(look: Look, text: str) -> QFont:
    font = theme.active().font_for(text, "body", 600 if look.bold else 400)
    if look.size:
        font.setPixelSize(round(look.size * _POINT * 0.9))
    return font


def _paint_chart(painter: QPainter, place: QRect, chart: Chart) -> None:
    painter.save()
    painter.fillRect(place, QColor(f"#{WHITE}"))
    painter.setPen(QPen(QColor(f"#{LINE}"), 1))
    painter.drawRect(place.adjusted(0, 0, -1, -1))
    painter.setFont(theme.active().font_for(chart.title, "strong"))
    painter.setPen(QColor(f"#{TEXT}"))
    painter.drawText(place.adjusted(14, 10, -14, 0), Qt.AlignmentFlag.AlignLeft, chart.title)
    _paint_columns(painter, QRectF(place).adjusted(20, 44, -20, -30), chart)
    painter.restore()


def _paint_columns(painter: QPainter, area: QRectF, chart: Chart) -> None:
    highest = max((float(value) for series in chart.series for value in series.values), default=0) or 1
    slot = area.width() / max(len(chart.categories), 1)
    bar = slot * 0.7 / max(len(chart.series), 1)
    painter.setFont(theme.active().font("caption"))
    for place, word in enumerate(chart.categories):
        left = area.left() + place * slot
        for number, series in enumerate(chart.series):
            value = float(series.values[place])
            height = area.height() * value / highest
            column = QRectF(left + slot * 0.15 + number * bar, area.bottom() - height, bar - 2, height)
            painter.fillRect(column, QColor(f"#{_SERIES[number % len(_SERIES)]}"))
            painter.setPen(QColor(f"#{TEXT}"))
            above = QRectF(column.left() - 10, column.top() - 16, column.width() + 20, 14)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, f"{value:g}")
        painter.setPen(QColor(f"#{TEXT_SECOND}"))
        painter.drawText(QRectF(left, area.bottom() + 4, slot, 18), Qt.AlignmentFlag.AlignCenter, word)
