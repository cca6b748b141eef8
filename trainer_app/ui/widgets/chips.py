"""Chips: a state as a word on a soft ground, with a fixed meaning across the program."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from trainer_app.ui import icons, theme
from trainer_app.ui.widgets.style import LOOK_EVENTS, colour
from trainer_app.ui.words import Words, said

ChipKind = Literal["ok", "warn", "danger", "accent", "neutral", "outline"]

_GROUND = {
    "ok": "ok_soft",
    "warn": "warn_soft",
    "danger": "danger_soft",
    "accent": "accent_soft",
    "neutral": "neutral_soft",
    "outline": "surface",
}
_INK = {"neutral": "text2", "outline": "text2"}
_PADDING = 7
_ICON = 12
_ICON_GAP = 5


@dataclass(frozen=True, slots=True)
class ChipLook:
    """What a chip shows; also a value for table cells."""

    kind: ChipKind
    word: str
    icon: str = ""


def chip_size(look: ChipLook) -> QSize:
    """Size of a painted chip."""
    active = theme.active()
    width = QFontMetrics(active.font("chip")).horizontalAdvance(look.word) + 2 * _PADDING
    return QSize(width + (_ICON + _ICON_GAP if look.icon else 0), active.height("chip"))


def paint_chip(painter: QPainter, corner: QPoint, look: ChipLook, direction: Qt.LayoutDirection) -> None:
    """Draw a chip with its top left corner at a point."""
    area = QRect(corner, chip_size(look))
    ink = colour(_INK.get(look.kind, look.kind))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("input"), 1) if look.kind == "outline" else Qt.PenStyle.NoPen)
    painter.setBrush(colour(_GROUND[look.kind]))
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    inner = area.adjusted(_PADDING, 0, -_PADDING, 0)
    if look.icon:
        inner = _paint_icon(painter, inner, look.icon, ink.name(), direction)
    painter.setPen(ink)
    painter.setFont(theme.active().font("chip"))
    painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, look.word)
    painter.restore()


def _paint_icon(painter: QPainter, inner: QRect, name: str, ink: str, direction: Qt.LayoutDirection) -> QRect:
    rtl = direction == Qt.LayoutDirection.RightToLeft
    left = inner.right() - _ICON + 1 if rtl else inner.left()
    icons.paint(painter, name, ink, QRect(left, inner.top(), _ICON, inner.height()), _ICON)
    taken = _ICON + _ICON_GAP
    return inner.adjusted(0, 0, -taken, 0) if rtl else inner.adjusted(taken, 0, 0, 0)


class Chip(QWidget):
    """A chip as a widget."""

    def __init__(self, kind: ChipKind, words: Words, icon: str = "") -> None:
        super().__init__()
        self._kind: ChipKind = kind
        self._words: Words = words
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(said(words))

    def set_look(self, kind: ChipKind, words: Words, icon: str = "") -> None:
        """Show another state."""
        self._kind, self._words, self._icon = kind, words, icon
        self.setAccessibleName(said(words))
        self.updateGeometry()
        self.update()

    def look(self) -> ChipLook:
        """What the chip shows now."""
        return ChipLook(self._kind, said(self._words), self._icon)

    @override
    def sizeHint(self) -> QSize:
        return chip_size(self.look())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), QPoint(0, 0), self.look(), self.layoutDirection())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange or event.type() in LOOK_EVENTS:
            self.setAccessibleName(said(self._words))
            self.updateGeometry()
