"""Painting one run of text: its own font and direction, elided, on a baseline shared by all scripts."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from trainer_app.core.text import has_arabic
from trainer_app.ui import theme
from trainer_app.ui.widgets.lines import from_right, unbroken

_RTL = Qt.LayoutDirection.RightToLeft
_LTR = Qt.LayoutDirection.LeftToRight
_ISOLATED = re.compile("[\u2066-\u2068][^\u2069]*\u2069")


def run_direction(text: str, window: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """Direction of a run: in an Urdu window whatever holds Urdu letters, else by the first strong letter.

    What is isolated in a sentence gives it no direction (UAX #9, P2); alone it has its own.
    """
    if window == _RTL:
        return _RTL if has_arabic(text) else _LTR
    for letter in _ISOLATED.sub("", text) + text:
        kind = unicodedata.bidirectional(letter)
        if kind == "L":
            return _LTR
        if kind in {"R", "AL"}:
            return _RTL
    return _LTR


def run_width(text: str, font: QFont) -> int:
    """Room that a run takes; rounded up, since a pixel too few would elide it.

    Urdu letters that are set take up to a pixel more than they are measured.
    """
    return ceil(QFontMetricsF(font).horizontalAdvance(text)) + has_arabic(text)


def baseline(area: QRect, role: str = "body") -> float:
    """Baseline of a line in the middle of an area, the same for every script."""
    height, ascent = _line_of(theme.active(), role)
    return area.top() + (area.height() - height) / 2 + ascent


@lru_cache(maxsize=64)
def _line_of(look: theme.Theme, role: str) -> tuple[int, int]:
    metrics = QFontMetrics(look.font(role))
    return metrics.height(), metrics.ascent()


def paint_run(
    painter: QPainter,
    area: QRect,
    text: str,
    font: QFont,
    ink: QColor,
    *,
    at_right: bool,
    line: float | None = None,
) -> int:
    """Draw a run at one end of an area, elided where it is too long; returns the room it took."""
    direction = run_direction(text, painter.layoutDirection())
    run = laid_out(text, font, direction)
    if run.width > area.width():
        run = _shortened(text, font, direction, area.width())
    width = min(run.width, area.width())
    left = area.right() + 1 - width if at_right else area.left()
    painter.save()
    painter.setPen(ink)
    run.layout.draw(painter, QPointF(left, (baseline(area) if line is None else line) - run.ascent))
    painter.restore()
    return width


@dataclass(frozen=True, slots=True)
class Run:
    """A text whose letters are set, to be measured and drawn; the line lives as long as the layout."""

    layout: QTextLayout
    line: QTextLine
    width: int
    ascent: float

    def x_of(self, place: int) -> float:
        """Where a letter begins, from the left end of the run."""
        x, *_place = cast("tuple[float, int]", self.line.cursorToX(place))
        return x - self.line.x()


@lru_cache(maxsize=4096)
def laid_out(text: str, font: QFont, direction: Qt.LayoutDirection) -> Run:
    """The run with its letters set; kept, since lists say the same words in row after row."""
    return _lay_out(text, QFont(font), direction)


@lru_cache(maxsize=4096)
def _shortened(text: str, font: QFont, direction: Qt.LayoutDirection, room: int) -> Run:
    """The run that fits into a room, with an ellipsis."""
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
    return laid_out(shown, font, direction)


def _lay_out(text: str, font: QFont, direction: Qt.LayoutDirection) -> Run:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setTextDirection(direction)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return Run(layout, line, ceil(line.naturalTextWidth()), line.ascent())


def sentence_font(text: str, role: str = "body") -> QFont:
    """Font of a sentence: that of its own direction, whatever names stand in it."""
    look = theme.active()
    window = _RTL if look.is_right_to_left else _LTR
    return look.font_for(text, role) if run_direction(text, window) == _RTL else look.font(role)


def wrapped_height(text: str, width: int) -> int:
    """Height of a text in the lines that a width makes of it; 0 where it fits into one."""
    font = sentence_font(text)
    if run_width(text, font) <= width:
        return 0
    room = QRect(0, 0, width, 0)
    return QFontMetrics(font).boundingRect(room, Qt.TextFlag.TextWordWrap, unbroken(text)).height()


def paint_wrapped(painter: QPainter, area: QRect, text: str, ink: QColor) -> None:
    """Draw a text in as many lines as it needs, in the middle of an area."""
    flags = Qt.AlignmentFlag
    direction = run_direction(text, painter.layoutDirection())
    at_right = _RTL in {direction, painter.layoutDirection()}
    side = flags.AlignRight if at_right else flags.AlignLeft
    option = from_right(side | flags.AlignAbsolute | flags.AlignVCenter)
    option.setTextDirection(direction)
    painter.save()
    painter.setFont(sentence_font(text))
    painter.setPen(ink)
    painter.drawText(QRectF(area), unbroken(text), option)
    painter.restore()
