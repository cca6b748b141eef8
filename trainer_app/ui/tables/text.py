"""Painting one run of text: its own font and direction, elided, on a baseline shared by all scripts."""

import unicodedata
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QTextOption

from trainer_app.core.text import has_arabic
from trainer_app.ui import theme

_RTL = Qt.LayoutDirection.RightToLeft
_LTR = Qt.LayoutDirection.LeftToRight


def run_direction(text: str, window: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """Direction of a run: in an Urdu window whatever holds Urdu letters, else by the first strong letter."""
    if window == _RTL:
        return _RTL if has_arabic(text) else _LTR
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind == "L":
            return _LTR
        if kind in {"R", "AL"}:
            return _RTL
    return _LTR


def run_width(text: str, font: QFont) -> int:
    """Room that a run takes; rounded up, since a pixel too few would elide it."""
    return ceil(QFontMetricsF(font).horizontalAdvance(text))


def baseline(area: QRect, role: str = "body") -> float:
    """Baseline of a line in the middle of an area, the same for every script."""
    metrics = QFontMetrics(theme.active().font(role))
    return area.top() + (area.height() - metrics.height()) / 2 + metrics.ascent()


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
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    width = min(metrics.horizontalAdvance(shown), area.width())
    left = area.right() + 1 - width if at_right else area.left()
    painter.save()
    painter.setFont(font)
    painter.setPen(ink)
    painter.setLayoutDirection(run_direction(text, painter.layoutDirection()))
    painter.drawText(QPointF(left, baseline(area) if line is None else line), shown)
    painter.restore()
    return width


def sentence_font(text: str) -> QFont:
    """Font of a text of several lines: that of its own direction, whatever names stand in it."""
    look = theme.active()
    window = _RTL if look.is_right_to_left else _LTR
    return look.font_for(text) if run_direction(text, window) == _RTL else look.font("body")


def wrapped_height(text: str, width: int) -> int:
    """Height of a text in the lines that a width makes of it; 0 where it fits into one."""
    font = sentence_font(text)
    if run_width(text, font) <= width:
        return 0
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 0), Qt.TextFlag.TextWordWrap, text).height()


def paint_wrapped(painter: QPainter, area: QRect, text: str, ink: QColor) -> None:
    """Draw a text in as many lines as it needs, in the middle of an area."""
    flags = Qt.AlignmentFlag
    direction = run_direction(text, painter.layoutDirection())
    at_right = _RTL in {direction, painter.layoutDirection()}
    side = flags.AlignRight if at_right else flags.AlignLeft
    option = QTextOption(side | flags.AlignAbsolute | flags.AlignVCenter)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    option.setTextDirection(direction)
    painter.save()
    painter.setFont(sentence_font(text))
    painter.setPen(ink)
    painter.drawText(QRectF(area), text, option)
    painter.restore()
