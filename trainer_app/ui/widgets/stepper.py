"""Steps with what is done, what is now and what comes later."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.ui import icons, theme
from trainer_app.ui.widgets.style import LOOK_EVENTS, colour
from trainer_app.ui.words import Words, said

CIRCLE = 18
_GAP = 6
_LINE = 26


class Stepper(QWidget):
    """Steps in one line; where the room is short, the words of later steps are left out."""

    def __init__(self, steps: Sequence[Words], now: int = 0) -> None:
        super().__init__()
        self._steps = tuple(steps)
        self._now = now
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._name()

    def set_now(self, now: int) -> None:
        """Mark another step as the present one, from 0; the number of steps means all are done."""
        self._now = now
        self._name()
        self.updateGeometry()
        self.update()

    def _name(self) -> None:
        if self._now < len(self._steps):
            sentence = _("Step {number} of {count}: {step}")
            self.setAccessibleName(
                sentence.format(
                    number=self._now + 1, count=len(self._steps), step=said(self._steps[self._now])
                )
            )

    def _width(self, place: int, *, worded: bool) -> int:
        width = CIRCLE
        if worded:
            font = theme.active().font("body", 600 if place == self._now else None)
            width += _GAP + QFontMetrics(font).horizontalAdvance(said(self._steps[place]))
        return width

    def _total(self, *, later_worded: bool) -> int:
        widths = sum(
            self._width(place, worded=later_worded or place <= self._now) for place in range(len(self._steps))
        )
        return widths + max(len(self._steps) - 1, 0) * (_LINE + 2 * _GAP)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._total(later_worded=True), max(theme.active().line("body"), CIRCLE + 2))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._total(later_worded=False), self.sizeHint().height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange or event.type() in LOOK_EVENTS:
            self._name()
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        later_worded = self.width() >= self._total(later_worded=True)
        at = 0
        for place in range(len(self._steps)):
            worded = later_worded or place <= self._now
            width = self._width(place, worded=worded)
            self._paint_step(painter, place, self._visual(at, width), worded=worded)
            at += width + _GAP
            if place + 1 < len(self._steps):
                self._paint_line(painter, place, self._visual(at, _LINE))
                at += _LINE + _GAP

    def _visual(self, at: int, width: int) -> QRect:
        left = self.width() - at - width if self._is_rtl() else at
        return QRect(left, 0, width, self.height())

    def _is_rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _paint_step(self, painter: QPainter, place: int, area: QRect, *, worded: bool) -> None:
        top = (self.height() - CIRCLE) // 2
        left = area.right() + 1 - CIRCLE if self._is_rtl() else area.left()
        paint_circle(painter, QPoint(left, top), place, self._now)
        if not worded:
            return
        is_now = place == self._now
        painter.setPen(colour("text" if is_now else "text2"))
        painter.setFont(theme.active().font("body", 600 if is_now else None))
        taken = CIRCLE + _GAP
        words = area.adjusted(0, 0, -taken, 0) if self._is_rtl() else area.adjusted(taken, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, said(self._steps[place]))

    def _paint_line(self, painter: QPainter, place: int, area: QRect) -> None:
        painter.setPen(QPen(colour("ok" if place < self._now else "border2"), 2))
        middle = self.height() // 2
        painter.drawLine(area.left(), middle, area.right(), middle)


def paint_circle(painter: QPainter, corner: QPoint, place: int, now: int) -> None:
    """Draw the circle of one step: a tick when done, filled when now, an outline when later."""
    area = QRect(corner, QSize(CIRCLE, CIRCLE))
    painter.setFont(theme.active().font("group"))
    if place > now:
        painter.setPen(QPen(colour("input"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(colour("text2"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(place + 1))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("ok" if place < now else "accent"))
    painter.drawEllipse(area)
    painter.setPen(colour("on_accent"))
    if place < now:
        icons.paint(painter, "check", colour("on_accent").name(), area, 12)
    else:
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(place + 1))
