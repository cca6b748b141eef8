"""The heads of the grid: name, maximum and weight, minimum, and the state of the sheet."""

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.core.text import isolate
from trainer_app.ui import icons, theme
from trainer_app.ui.tables.score_grid import words
from trainer_app.ui.tables.score_grid.ink import PADDING, baseline, draw, in_lines, ink
from trainer_app.ui.tables.score_grid.model import FIRST_MARK, SECOND, GridModel, fixed_heads
from trainer_app.ui.tasks import unraised

_ACCENT_LINE = 3
_SPARED = PADDING - 2
_ICON = 12
_ICON_GAP = 5
_MARK = 14
_BOLD = 600
# Tops of the lines in a head of 92 px: two of the name, maximum, minimum, state.
_NAME, _NEXT, _MAXIMUM, _MINIMUM, _STATE = 6, 22, 38, 53, 69
_LINE = 16
_DRAWN_FOR = 92


class GridHead(QHeaderView):
    """The heads of one part of the grid."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid = model
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(24)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        unraised(lambda: self._paint(painter, QRect(rect), logical_index))

    def _paint(self, painter: QPainter, area: QRect, section: int) -> None:
        painter.save()
        inner = area.adjusted(PADDING, 0, -PADDING, 0)
        column = section - FIRST_MARK
        if 0 <= column < self._grid.marks:
            self._paint_component(painter, area, inner, column)
        else:
            painter.fillRect(area, ink("surface2"))
            self._paint_fixed(painter, inner, section)
        self._hairlines(painter, area, section)
        painter.restore()

    def _hairlines(self, painter: QPainter, area: QRect, section: int) -> None:
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), ink("border2"))
        if section > self._grid.total_section:
            return
        is_group_end = section in {SECOND, self._grid.total_section - 1}
        side = area.left() if theme.active().is_right_to_left else area.right()
        token = "border2" if is_group_end else "border"
        painter.fillRect(QRect(side, area.top(), 1, area.height()), ink(token))

    def _paint_component(self, painter: QPainter, area: QRect, inner: QRect, column: int) -> None:
        table = self._grid.table
        if table is None:
            return
        component, current = table.components[column], self._grid.current
        is_current = current is not None and current[1] == column
        ground = "surface" if component.is_editable else "surface2"
        painter.fillRect(area, ink("accent_soft" if is_current else ground))
        if component.is_editable:
            painter.fillRect(QRect(area.left(), area.top(), area.width(), _ACCENT_LINE), ink("accent"))
        rtl = theme.active().is_right_to_left
        self._paint_title(painter, inner, component.titles.in_language(), at_right=rtl)
        maximum = isolate(words.weight_words(component))
        self._line(painter, inner, _MAXIMUM, maximum, "text2", "caption", at_right=rtl)
        minimum = words.minimum_words(component, table.basis.pass_mark)
        self._line(painter, inner, _MINIMUM, minimum, "text", "group", at_right=rtl)
        self._paint_state(painter, inner, words.sheet_look(component))

    def _paint_title(self, painter: QPainter, inner: QRect, title: str, *, at_right: bool) -> None:
        room = inner.adjusted(-_SPARED, 0, 0, 0) if at_right else inner.adjusted(0, 0, _SPARED, 0)
        lines = in_lines(title, "label", _BOLD, room.width(), 2)
        for top, line in zip((_NAME, _NEXT), lines, strict=False):
            self._line(painter, room, top, line, "text", "label", at_right=at_right)

    def _paint_state(self, painter: QPainter, inner: QRect, look: words.SheetLook) -> None:
        rtl = theme.active().is_right_to_left
        area = self._area(inner, _STATE)
        left = area.right() + 1 - _ICON if rtl else area.left()
        spot = QRect(left, area.top(), _ICON, area.height())
        icons.paint(painter, look.icon, ink(look.tone).name(), spot, _ICON)
        taken = _ICON + _ICON_GAP
        rest = inner.adjusted(0, 0, -taken, 0) if rtl else inner.adjusted(taken, 0, 0, 0)
        self._line(painter, rest, _STATE, look.words, look.tone, "group", at_right=rtl)

    def _paint_fixed(self, painter: QPainter, inner: QRect, section: int) -> None:
        rtl, total = theme.active().is_right_to_left, self._grid.total_section
        place = section if section < FIRST_MARK else section - total + FIRST_MARK
        title = isolate(fixed_heads()[place])
        if section == total:
            self._paint_sorting(painter, inner, section, _MINIMUM, title, at_right=True)
            self._line(painter, inner, _STATE, isolate("0–100"), "text2", "caption", at_right=True)
            return
        self._paint_sorting(painter, inner, section, _STATE, title, at_right=rtl)
        if section == SECOND:
            self._line(painter, inner, _MAXIMUM, _("Max · weight"), "text2", "caption", at_right=not rtl)
            self._line(painter, inner, _MINIMUM, _("Minimum"), "text2", "caption", at_right=not rtl)

    def _paint_sorting(
        self, painter: QPainter, inner: QRect, section: int, top: int, title: str, *, at_right: bool
    ) -> None:
        """A title, and where it is sorted by, the mark: after it, or above it where room is short."""
        taken = self._line(painter, inner, top, title, "text2", "label", at_right=at_right)
        if self._grid.sorted_by(section) != self._grid.order.by:
            return
        has_room = taken + _MARK + 2 <= inner.width()
        area = self._area(inner, top if has_room else top - _LINE)
        beside = taken + 2 if has_room else 0
        left = area.right() + 1 - beside - _MARK if at_right else area.left() + beside
        name = "chevron-down" if self._grid.order.descending else "chevron-up"
        icons.paint(painter, name, ink("text2").name(), QRect(left, area.top(), _MARK, area.height()), _MARK)

    def _area(self, inner: QRect, top: int) -> QRect:
        scale = self.height() / _DRAWN_FOR
        return QRect(inner.left(), round(top * scale), inner.width(), round(_LINE * scale))

    def _line(
        self,
        painter: QPainter,
        inner: QRect,
        top: int,
        text: str,
        token: str,
        role: str,
        *,
        at_right: bool,
    ) -> int:
        area = self._area(inner, top)
        weight = _BOLD if role != "caption" else None
        line = baseline(area.top(), area.height()) - 1
        return draw(painter, area, text, token, role=role, weight=weight, at_right=at_right, line=line)

    @override
    def paintEvent(self, event: Any) -> None:
        ground = QPainter(self.viewport())
        ground.fillRect(self.viewport().rect(), ink("surface2"))
        ground.end()
        super().paintEvent(event)
