"""Fast painting of short texts: fonts, widths and colours are kept, since a grid repeats them."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText, QTextLayout, QTextOption

from trainer_app.ui import theme
from trainer_app.ui.tables.text import run_direction

PADDING = 8


def ink(token: str) -> QColor:
    """Colour of a token in the active theme."""
    return _ink(theme.active().name, token)


@lru_cache(maxsize=128)
def _ink(_theme: str, token: str) -> QColor:
    return theme.active().colour(token)


class Run(NamedTuple):
    """A run of text ready to be drawn, with its room and the height above its line."""

    drawn: QStaticText
    font: QFont
    width: int
    ascent: float


def run(text: str, role: str, weight: int | None = None) -> Run:
    """The run of a text in a role."""
    look = theme.active()
    return _run(look.language, look.text_size, text, role, weight)


@lru_cache(maxsize=8192)
def _run(language: str, _size: int, text: str, role: str, weight: int | None) -> Run:
    made = theme.active().font_for(text, role, weight)
    metrics = QFontMetrics(made)
    window = Qt.LayoutDirection.RightToLeft if language == "ur" else Qt.LayoutDirection.LeftToRight
    option = QTextOption()
    option.setTextDirection(run_direction(text, window))
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    drawn = QStaticText(text)
    drawn.setTextFormat(Qt.TextFormat.PlainText)
    drawn.setTextOption(option)
    drawn.prepare(font=made)
    return Run(drawn, made, metrics.horizontalAdvance(text), _ascent(text, made, option))


def _ascent(text: str, made: QFont, option: QTextOption) -> float:
    """Height above the line, which is that of the font in which the letters are found."""
    layout = QTextLayout(text, made)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return line.ascent() if text else 0.0


def width(text: str, role: str, weight: int | None = None) -> int:
    """Room that a run takes."""
    return run(text, role, weight).width


@lru_cache(maxsize=1024)
def _elided(_language: str, _size: int, text: str, role: str, weight: int | None, room: int) -> str:
    metrics = QFontMetrics(run(text, role, weight).font)
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


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
    tone: str,
    *,
    role: str = "body",
    weight: int | None = None,
    at_right: bool,
    line: float | None = None,
) -> int:
    """Draw a run at one end of an area, elided where it is too long; returns the room it took."""
    made = run(text, role, weight)
    room = area.width()
    if made.width > room:
        look = theme.active()
        made = run(_elided(look.language, look.text_size, text, role, weight, room), role, weight)
    left = area.x() + room - made.width if at_right else area.x()
    if line is None:
        line = baseline(area.y(), area.height())
    painter.setFont(made.font)
    painter.setPen(ink(tone))
    painter.drawStaticText(QPointF(left, line - made.ascent), made.drawn)
    return min(made.width, room)


def in_lines(text: str, role: str, weight: int, room: int, most: int) -> tuple[str, ...]:
    """A text broken into a few lines; the last one holds the rest and is elided when it is drawn."""
    look = theme.active()
    return _in_lines(look.language, look.text_size, text, role, weight, room, most)


@lru_cache(maxsize=512)
def _in_lines(
    _language: str, _size: int, text: str, role: str, weight: int, room: int, most: int
) -> tuple[str, ...]:
    layout = QTextLayout(text, run(text, role, weight).font)
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
