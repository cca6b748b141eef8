"""Bars: progress, a figure against its plan, and parts of a whole."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from trainer_app.ui.widgets.style import colour

BarTone = Literal["accent", "ok", "warn", "danger"]

_THICK = 6
_MARK = 12


def paint_bar(
    painter: QPainter, area: QRectF, share: float, tone: BarTone, *, rtl: bool, radius: float = 3
) -> None:
    """Draw a bar that is filled from the leading edge by a share of 0..1."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("track"))
    painter.drawRoundedRect(area, radius, radius)
    filled = QRectF(area)
    filled.setWidth(area.width() * min(max(share, 0.0), 1.0))
    if rtl:
        filled.moveRight(area.right())
    if filled.width() > 0:
        painter.setBrush(colour(tone))
        painter.drawRoundedRect(filled, radius, radius)
    painter.restore()


class Bar(QWidget):
    """Progress from nothing to all, with a mark for the plan where there is one."""

    def __init__(self, *, tone: BarTone = "accent", length: int = 0) -> None:
        super().__init__()
        self._share = 0.0
        self._plan: float | None = None
        self._tone: BarTone = tone
        self._length = length
        policy = QSizePolicy.Policy.Fixed if length else QSizePolicy.Policy.Expanding
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)

    def set_share(
        self, done: float, total: float, *, plan: float | None = None, tone: BarTone | None = None
    ) -> None:
        """Fill the bar by `done` of `total`; `plan`, in the same unit, is where it should be today."""
        self._share = done / total if total else 0.0
        self._plan = None if plan is None or not total else plan / total
        self._tone = tone or self._tone
        self.setAccessibleName(f"{done:g} / {total:g}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._length or 80, _MARK if self._plan is not None else _THICK)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._length or 24, _MARK)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area = QRectF(0, (self.height() - _THICK) / 2, self.width(), _THICK)
        paint_bar(painter, area, self._share, self._tone, rtl=rtl)
        if self._plan is not None:
            at = self.width() * min(max(self._plan, 0.0), 1.0)
            at = self.width() - at if rtl else at
            left = min(max(at - 1, 0), self.width() - 2)
            painter.fillRect(QRectF(left, (self.height() - _MARK) / 2, 2, _MARK), colour("text"))


class SplitBar(QWidget):
    """Two parts of a whole side by side, such as the roll by side."""

    def __init__(self, parts: Sequence[float] = ()) -> None:
        super().__init__()
        self._parts = tuple(parts)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_parts(self, *parts: float) -> None:
        """Show other parts, first at the leading edge."""
        self._parts = parts
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, 10)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        whole = sum(self._parts)
        paint_bar(painter, QRectF(self.rect()), 0, "accent", rtl=rtl, radius=2)
        begin = 0.0
        for part, token in zip(self._parts, ("bar_a", "bar_b"), strict=False):
            width = self.width() * part / whole if whole else 0
            left = self.width() - begin - width if rtl else begin
            painter.fillRect(QRectF(left, 0, width, self.height()), colour(token))
            begin += width


class Swatch(QWidget):
    """The small square of a legend."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setFixedSize(9, 9)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(colour(self._token)))
