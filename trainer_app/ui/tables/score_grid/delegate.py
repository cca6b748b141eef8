"""Paints the cells of the score grid."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip
from typing_extensions import override

from trainer_app.core.text import has_arabic
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState
from trainer_app.ui import icons, theme
from trainer_app.ui.tables.delegate import paint_side, side_width
from trainer_app.ui.tables.model import Index
from trainer_app.ui.tables.score_grid import words
from trainer_app.ui.tables.score_grid.ink import PADDING, baseline, draw, ink, width
from trainer_app.ui.tables.score_grid.model import FIRST_MARK, NAME, NUMBER, SECOND, SIDE, GridModel
from trainer_app.ui.tables.score_grid.table import NotAccepted, ScoreTable
from trainer_app.ui.tasks import unraised

BOLD = 600
_MARK_ICON = 12
_FAULT_ICON = 14
_CORNER = 7


class CellLook(NamedTuple):
    """How one mark is shown."""

    text: str
    tone: str = "text"
    weight: int | None = None
    role: str = "body"
    icon: str = ""
    icon_size: int = _MARK_ICON
    ground: str = ""
    edge: str = ""
    struck: bool = False


class GridDelegate(QStyledItemDelegate):
    """Paints every part of the grid; `block` is the selected block, columns across and lines down."""

    def __init__(self, model: GridModel) -> None:
        super().__init__(model)
        self._model = model
        self.block = QRect()
        self.is_editing = False
        self.has_focus = False

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        unraised(lambda: self._paint(painter, option.rect, index.row(), index.column()))

    @override
    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        words = index.data(Qt.ItemDataRole.ToolTipRole) if index.isValid() else None
        if words is None and index.isValid() and index.column() in {NAME, SECOND}:
            name = str(index.data())
            words = name if width(name, "body") > option.rect.width() - 2 * PADDING else None
        if event.type() == QEvent.Type.ToolTip and words:
            QToolTip.showText(event.globalPos(), words, view)
        else:
            QToolTip.hideText()
        return True

    def _paint(self, painter: QPainter, area: QRect, line: int, section: int) -> None:
        table = self._model.table
        if table is None:
            return
        row, column = self._model.row(line), section - FIRST_MARK
        current = self._model.current
        is_current_row = current is not None and current[0] == row
        inner = area.adjusted(PADDING, 0, -PADDING, -1)
        if 0 <= column < len(table.components):
            self._paint_mark(painter, area, inner, table, (line, row, column))
        elif column < 0:
            self._ground(painter, area, "accent_soft" if is_current_row and section == NUMBER else "surface")
            _paint_trainee(painter, inner, table, row, section, is_current=is_current_row)
        else:
            self._ground(painter, area, "surface")
            _paint_standing(painter, inner, table, row, is_total=column == len(table.components))
        self._hairlines(painter, area, section)
        if current == (row, column):
            _edge(painter, area, "accent" if self.has_focus or self.is_editing else "accent_line")

    def _paint_mark(
        self, painter: QPainter, area: QRect, inner: QRect, table: ScoreTable, place: tuple[int, int, int]
    ) -> None:
        line, row, column = place
        is_current = self._model.current == (row, column)
        if is_current and self.is_editing:
            self._ground(painter, area, "surface")
            return
        look = mark_look(table, row, column)
        ground = look.ground or ("surface" if table.components[column].is_editable else "surface2")
        if not is_current and not look.edge and self.block.contains(column, line):
            ground = "accent_soft"
        self._ground(painter, area, ground)
        _paint_look(painter, inner, look)
        if look.edge:
            _edge(painter, area, look.edge)
        if table.remark(row, column):
            _corner(painter, area)

    def _ground(self, painter: QPainter, area: QRect, tone: str) -> None:
        painter.fillRect(area, ink(tone))

    def _hairlines(self, painter: QPainter, area: QRect, section: int) -> None:
        left, top, across, height = area.x(), area.y(), area.width(), area.height()
        painter.fillRect(left, top + height - 1, across, 1, ink("border"))
        total = self._model.total_section
        if section <= total:
            tone = "border2" if section == SECOND or section == total - 1 else "border"
            side = left if theme.active().is_right_to_left else left + across - 1
            painter.fillRect(side, top, 1, height, ink(tone))


def mark_look(table: ScoreTable, row: int, column: int) -> CellLook:
    """How the mark of a cell is shown."""
    proposed = table.proposed.get((row, column)) if table.proposed else None
    typed = proposed if isinstance(proposed, NotAccepted) else table.rejected(row, column)
    if isinstance(proposed, Mark):
        text = words.mark_text(proposed, table.components[column].facts.step)
        return CellLook(text, "accent", BOLD, ground="accent_soft", edge="accent_line")
    if typed is not None:
        return CellLook(
            typed.text, "danger", BOLD, icon="circle-alert", icon_size=_FAULT_ICON,
            ground="danger_soft", edge="danger",
        )  # fmt: skip
    mark = table.mark(row, column)
    if mark.points is not None:
        text = words.points_text(mark.points, table.components[column].facts.step)
        if table.is_below_minimum(row, column):
            return CellLook(text, "danger", BOLD, icon="chevron-down")
        return CellLook(text)
    if mark.state == ScoreState.NOT_ENTERED:
        is_open = table.is_open_work(row, column) and table.is_urgent(column)
        return CellLook("", ground="warn_soft" if is_open else "")
    tone = "danger" if mark.state == ScoreState.MISCONDUCT else "text2"
    return CellLook(words.state_word(mark.state), tone, role="second", struck=mark.state == ScoreState.VOID)


def _paint_look(painter: QPainter, inner: QRect, look: CellLook) -> None:
    if look.text:
        room = inner.adjusted(look.icon_size + 4, 0, 0, 0) if look.icon else inner
        taken = draw(painter, room, look.text, look.tone, role=look.role, weight=look.weight, at_right=True)
        if look.struck:
            middle = inner.center().y() + 1
            painter.fillRect(QRect(inner.right() + 1 - taken, middle, taken, 1), ink(look.tone))
    if look.icon:
        spot = QRect(inner.left(), inner.top(), look.icon_size, inner.height())
        icons.paint(painter, look.icon, ink(look.tone).name(), spot, look.icon_size)


def _paint_trainee(
    painter: QPainter, inner: QRect, table: ScoreTable, row: int, section: int, *, is_current: bool
) -> None:
    trainee, rtl = table.trainees[row], theme.active().is_right_to_left
    weight = BOLD if is_current else None
    if section == NUMBER:
        tone = "text" if is_current else "text3"
        draw(painter, inner, str(trainee.roll_number), tone, weight=weight, at_right=True)
    elif section == SIDE:
        tag = side_width(trainee.side)
        left = inner.center().x() - tag // 2 + 1
        paint_side(painter, QRect(left, inner.top(), tag, inner.height()), trainee.side)
    elif section == NAME:
        name = words.first_name(trainee)
        taken = draw(painter, inner, name, "text", weight=weight, at_right=rtl)
        if not words.has_own_name(trainee):
            _dots(painter, inner, taken, rtl=rtl)
    elif section == SECOND:
        second = words.second_name(trainee)
        draw(painter, inner, second, "text2", at_right=rtl or has_arabic(second))


def _paint_standing(painter: QPainter, inner: QRect, table: ScoreTable, row: int, *, is_total: bool) -> None:
    standing = words.standing(table.result(row), table.basis)
    if is_total:
        tone, weight = ("text", BOLD) if standing.is_official else ("text3", None)
        draw(painter, inner, standing.total, tone, weight=weight, at_right=True)
        return
    role, weight = ("body", BOLD) if standing.is_strong else ("body", None)
    if not standing.is_official:
        role = "second"
    at_right = theme.active().is_right_to_left
    draw(painter, inner, standing.band, standing.tone, role=role, weight=weight, at_right=at_right)


def _dots(painter: QPainter, inner: QRect, taken: int, *, rtl: bool) -> None:
    """Underline a name that stands for one that is missing."""
    left = inner.right() + 1 - taken if rtl else inner.left()
    line = round(baseline(inner.top(), inner.height())) + 3
    painter.setPen(QPen(ink("text3"), 1, Qt.PenStyle.DotLine))
    painter.drawLine(left, line, left + taken, line)


def _corner(painter: QPainter, area: QRect) -> None:
    """The mark of a remark, in the corner above the end of the cell."""
    right, top = area.x() + area.width() - 1, area.y()
    left = area.x() if theme.active().is_right_to_left else right
    inwards = _CORNER if theme.active().is_right_to_left else -_CORNER
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink("accent"))
    painter.drawPolygon([QPoint(left, top), QPoint(left + inwards, top), QPoint(left, top + _CORNER)])


def _edge(painter: QPainter, area: QRect, tone: str) -> None:
    colour = ink(tone)
    for side in (
        QRect(area.left(), area.top(), area.width(), 2),
        QRect(area.left(), area.bottom() - 1, area.width(), 2),
        QRect(area.left(), area.top(), 2, area.height()),
        QRect(area.right() - 1, area.top(), 2, area.height()),
    ):
        painter.fillRect(side, colour)
