"""Paints the cells of all tables: texts in three scripts, chips, changes, sides, bars and numbers."""

from functools import lru_cache

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)
from typing_extensions import override

from trainer_app.core.text import has_arabic
from trainer_app.ui import icons, theme
from trainer_app.ui.tables.cells import Cell, Change, Fault, Names, Number, Progress, Side, Text, plain
from trainer_app.ui.tables.model import CELL_ROLE, Index
from trainer_app.ui.tables.text import paint_run, paint_wrapped, run_width, sentence_font
from trainer_app.ui.widgets.bars import paint_bar
from trainer_app.ui.widgets.chips import ChipLook, chip_size, paint_chip
from trainer_app.ui.widgets.style import colour

PADDING = 10
_GAP = 8
_BAR_LENGTH = 84
_MARK_EDGES = 8


class CellDelegate(QStyledItemDelegate):
    """Paints a cell by the kind of its value; the row's ground and hairline belong to it too."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.hovered_row = -1

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.paint_ground(painter, option, index)
        cell = index.data(CELL_ROLE)
        if cell is None:
            return
        painter.save()
        painter.setLayoutDirection(option.direction)
        area = option.rect.adjusted(PADDING, 0, -PADDING, -1)
        painter.setClipRect(option.rect)
        CellPainter(painter, area, option.direction).paint(cell)
        painter.restore()

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground of the row, its hairline, and the bar of the row with the keyboard focus."""
        area = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(area, colour("accent_soft"))
        elif index.row() == self.hovered_row:
            painter.fillRect(area, colour("hover"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), colour("border"))
        view = self.parent()
        if not isinstance(view, QAbstractItemView) or index.column() != 0 or not view.hasFocus():
            return
        if view.currentIndex().row() == index.row():
            rtl = option.direction == Qt.LayoutDirection.RightToLeft
            left = area.right() - 1 if rtl else area.left()
            painter.fillRect(QRect(left, area.top(), 2, area.height() - 1), colour("accent"))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = index.data(CELL_ROLE)
        width = 0 if cell is None else cell_width(cell)
        return QSize(width + 2 * PADDING, theme.active().height("table_row"))

    @override
    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        cell = index.data(CELL_ROLE)
        wraps = isinstance(cell, Text) and cell.wraps
        too_long = cell is not None and not wraps and cell_width(cell) > option.rect.width() - 2 * PADDING
        if event.type() == QEvent.Type.ToolTip and too_long:
            QToolTip.showText(event.globalPos(), plain(cell), view)
        else:
            QToolTip.hideText()
        return True


class CellPainter:
    """Draws one value into an area."""

    def __init__(self, painter: QPainter, area: QRect, direction: Qt.LayoutDirection) -> None:
        self._painter = painter
        self._area = area
        self._direction = direction
        self._rtl = direction == Qt.LayoutDirection.RightToLeft

    def paint(self, cell: Cell) -> None:
        """Draw the value."""
        match cell:
            case str():
                self._text(Text(cell))
            case Text():
                self._text(cell)
            case Number():
                self._number(cell)
            case Names():
                self._names(cell)
            case Change():
                self._change(cell)
            case Fault():
                self._fault(cell)
            case Side():
                self._side(cell)
            case Progress():
                self._progress(cell)
            case ChipLook():
                paint_chip(self._painter, self._chip_corner(cell), cell, self._direction)

    def _text(self, cell: Text) -> None:
        font = theme.active().font_for(cell.words, weight=600 if cell.strong else None)
        font.setStrikeOut(cell.struck)
        area = self._area
        if cell.icon:
            spot = self._take(area, 16)
            icons.paint(self._painter, cell.icon, colour(cell.tone).name(), spot, 14)
            area = self._rest(area, 16 + 4)
        if cell.wraps and run_width(cell.words, sentence_font(cell.words)) > area.width():
            paint_wrapped(self._painter, area, cell.words, colour(cell.tone))
        else:
            self._run(area, cell.words, font, cell.tone, at_right=self._rtl or has_arabic(cell.words))

    def _number(self, cell: Number) -> None:
        font = theme.active().font("body", 600 if cell.strong else None)
        self._run(self._area, cell.words, font, cell.tone, at_right=True)

    def _names(self, cell: Names) -> None:
        look = theme.active()
        font = look.font_for(cell.first, weight=600 if cell.strong else None)
        taken = self._run(self._area, cell.first, font, cell.tone, at_right=self._rtl) + _GAP
        if cell.second and taken < self._area.width():
            rest = self._rest(self._area, taken)
            self._run(rest, cell.second, look.font_for(cell.second), cell.second_tone, at_right=self._rtl)

    def _change(self, cell: Change) -> None:
        """Old and new side by side, or above each other in a higher row; the new one is never left out."""
        font = theme.active().font_for(cell.old)
        font.setStrikeOut(True)
        if not cell.old:
            self._marked(cell.new, "accent", self._area)
            return
        line = theme.active().line("body")
        if cell_width(cell) > self._area.width() and self._area.height() >= 2 * line:
            upper = self._area.adjusted(0, 0, 0, -line - 2)
            self._run(upper, cell.old, font, "text3", at_right=self._rtl)
            self._marked(cell.new, "accent", self._area.adjusted(0, line + 2, 0, 0))
            return
        kept = run_width(cell.new, theme.active().font_for(cell.new, weight=600)) + 8 + _GAP
        room = self._area.width() - min(kept, self._area.width())
        taken = 0
        if room > _GAP:
            old_area = self._take(self._area, room)
            taken = self._run(old_area, cell.old, font, "text3", at_right=self._rtl) + _GAP
        self._marked(cell.new, "accent", self._rest(self._area, taken))

    def _fault(self, cell: Fault) -> None:
        spare = self._area.width() - cell_width(cell)
        at_right = cell.number and not self._rtl and spare > 0
        self._marked(cell.words, "danger", self._rest(self._area, spare) if at_right else self._area)

    def _marked(self, words: str, tone: str, area: QRect) -> None:
        font = theme.active().font_for(words, weight=600)
        width = min(run_width(words, font) + _MARK_EDGES, area.width())
        height = theme.active().height("chip")
        spot = self._take(area, width)
        ground = QRectF(spot.left(), area.center().y() - height / 2 + 1, width, height)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour(f"{tone}_soft"))
        self._painter.drawRoundedRect(ground, 3, 3)
        self._run(spot.adjusted(4, 0, -4, 0), words, font, tone, at_right=self._rtl)

    def _side(self, cell: Side) -> None:
        paint_side(self._painter, self._take(self._area, side_width(cell.code)), cell.code)

    def _progress(self, cell: Progress) -> None:
        spot = self._take(self._area, _BAR_LENGTH)
        bar = QRectF(spot.left(), spot.center().y() - 2, _BAR_LENGTH, 6)
        paint_bar(self._painter, bar, cell.done / cell.total if cell.total else 0, cell.tone, rtl=self._rtl)
        font = theme.active().font_for(cell.words, "second")
        self._run(self._rest(self._area, _BAR_LENGTH + 10), cell.words, font, "text2", at_right=self._rtl)

    def _chip_corner(self, look: ChipLook) -> QPoint:
        size = chip_size(look)
        spot = self._take(self._area, size.width())
        return QPoint(spot.left(), self._area.top() + (self._area.height() - size.height() + 1) // 2)

    def _run(self, area: QRect, words: str, font: QFont, tone: str, *, at_right: bool) -> int:
        return paint_run(self._painter, area, words, font, colour(tone), at_right=at_right)

    def _take(self, area: QRect, width: int) -> QRect:
        left = area.right() + 1 - width if self._rtl else area.left()
        return QRect(left, area.top(), width, area.height())

    def _rest(self, area: QRect, taken: int) -> QRect:
        return area.adjusted(0, 0, -taken, 0) if self._rtl else area.adjusted(taken, 0, 0, 0)


def side_width(code: str) -> int:
    """Room of a side tag."""
    return run_width(code, theme.active().font("group")) + 10


def paint_side(painter: QPainter, spot: QRect, code: str) -> None:
    """Draw PK or CN in the neutral tag."""
    height = theme.active().line("group") + 2
    tag = _side_tag(theme.active(), code, spot.width(), height, painter.device().devicePixelRatioF())
    painter.drawPixmap(spot.left(), spot.top() + (spot.height() - height + 1) // 2, tag)


@lru_cache(maxsize=32)
def _side_tag(look: theme.Theme, code: str, width: int, height: int, ratio: float) -> QPixmap:
    """The tag, drawn once: it stands in every row, and takes a fifth of painting a list otherwise."""
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    area = QRectF(0.5, 0.5, width - 1, height - 1)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("border2"), 1))
    painter.setBrush(look.colour("surface"))
    painter.drawRoundedRect(area, 3, 3)
    painter.setPen(look.colour("text2"))
    painter.setFont(look.font("group"))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, code)
    painter.end()
    return made


def cell_width(cell: Cell) -> int:
    """Room that the whole value would take."""
    look = theme.active()
    match cell:
        case Names(first=first, second=second):
            width = run_width(first, look.font_for(first, weight=600 if cell.strong else None))
            return width + (_GAP + run_width(second, look.font_for(second)) if second else 0)
        case Change(old=old, new=new):
            return (
                run_width(old, look.font_for(old))
                + _GAP
                + run_width(new, look.font_for(new, weight=600))
                + _MARK_EDGES
            )
        case Fault(words=words):
            return run_width(words, look.font_for(words, weight=600)) + _MARK_EDGES
        case Side(code=code):
            return side_width(code)
        case Progress(words=words):
            return _BAR_LENGTH + 10 + run_width(words, look.font_for(words, "second"))
        case ChipLook():
            return chip_size(cell).width()
        case _:
            words = plain(cell)
            strong = isinstance(cell, Text | Number) and cell.strong
            return run_width(words, look.font_for(words, weight=600 if strong else None))
