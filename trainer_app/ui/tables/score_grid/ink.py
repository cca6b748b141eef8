"""Fast painting of short texts: fonts, widths and colours are kept, since a grid repeats them."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout

from trainer_app.core.text import has_arabic
from trainer_app.ui import theme
from trainer_app.ui.tables.text import run_direction

PADDING = 8


def ink(token: str) -> QColor:
    """Colour of a token in the active theme."""
    return _ink(theme.active().name, token)


@lru_cache(maxsize=128)
def _ink(_theme: str, token: str) -> QColor:
    return theme.active().colour(token)


def font(text: str, role: str, weight: int | None = None) -> QFont:
    """Font of a role for a run of text."""
    look = theme.active()
    return _font(look.language, look.text_size, role, weight, has_arabic(text))


@lru_cache(maxsize=256)
def _font(_language: str, _size: int, role: str, weight: int | None, is_arabic: bool) -> QFont:
    return theme.active().font_for("ا" if is_arabic else "a", role, weight)


def width(text: str, role: str, weight: int | None = None) -> int:
    """Room that a run takes."""
    look = theme.active()
    return _width(look.language, look.text_size, text, role, weight)


@lru_cache(maxsize=8192)
def _width(_language: str, _size: int, text: str, role: str, weight: int | None) -> int:
    return QFontMetrics(font(text, role, weight)).horizontalAdvance(text)


def baseline(top: int, height: int) -> float:
    """Where the line of a row of text stands, the same for every script."""
    look = theme.active()
    tall, ascent = _body(look.language, look.text_size)
    return top + (height - tall) / 2 + ascent


@lru_cache(maxsize=16)
def _body(_language: str, _size: int) -> tuple[int, int]:
    metrics = QFontMetrics(theme.active().font("body"))
    return metrics.height(), metrics.ascent()


def draw(
    painter: QPainter,
    area: QRect,
    text: str,
    token: str,
    *,
    role: str = "body",
    weight: int | None = None,
    at_right: bool,
    line: float | None = None,
) -> int:
    """Draw a run at one end of an area, elided where it is too long; returns the room it took."""
    taken = width(text, role, weight)
    run_font = font(text, role, weight)
    if taken > area.width():
        text = QFontMetrics(run_font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        taken = min(width(text, role, weight), area.width())
    left = area.right() + 1 - taken if at_right else area.left()
    painter.setFont(run_font)
    painter.setPen(ink(token))
    window = (
        Qt.LayoutDirection.RightToLeft if theme.active().is_right_to_left else Qt.LayoutDirection.LeftToRight
    )
    painter.setLayoutDirection(run_direction(text, window))
    painter.drawText(QPointF(left, baseline(area.top(), area.height()) if line is None else line), text)
    return taken


def in_lines(text: str, role: str, weight: int, room: int, most: int) -> tuple[str, ...]:
    """A text broken into a few lines; the last one holds the rest and is elided when it is drawn."""
    look = theme.active()
    return _in_lines(look.language, look.text_size, text, role, weight, room, most)


@lru_cache(maxsize=512)
def _in_lines(
    _language: str, _size: int, text: str, role: str, weight: int, room: int, most: int
) -> tuple[str, ...]:
    layout = QTextLayout(text, font(text, role, weight))
    layout.beginLayout()
    lines: list[str] = []
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(room, 1))
        start = line.textStart()
        end = len(text) if len(lines) == most - 1 else start + line.textLength()
        lines.append(text[start:end].strip())
    layout.endLayout()
    return tuple(lines)
