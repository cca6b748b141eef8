"""The leading side of the first run: the mark, the steps below each other, and where everything stays."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.ui import theme
from trainer_app.ui.sidebar import Mark, application_name
from trainer_app.ui.widgets.labels import IconLabel, Label
from trainer_app.ui.widgets.stepper import CIRCLE, paint_circle
from trainer_app.ui.widgets.style import LOOK_EVENTS, colour, visual
from trainer_app.ui.words import Words, said

_WIDTH = 300
_STEP = 48
_WORDS_AT = 28


class SideSteps(QWidget):
    """How far the first run is."""

    def __init__(self, steps: Sequence[Words]) -> None:
        super().__init__()
        self.setProperty("area", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.active().px(_WIDTH))
        self.steps = _Steps(steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 30, 26, 24)
        column.setSpacing(0)
        column.addWidget(Mark(40))
        column.addSpacing(12)
        column.addWidget(Label(application_name, "section-title", wraps=True))
        column.addWidget(Label(lambda: _("Setting up this computer"), tone="second", wraps=True))
        column.addSpacing(28)
        column.addWidget(self.steps)
        column.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(IconLabel("hard-drive"), 0, Qt.AlignmentFlag.AlignTop)
        words = Label(
            lambda: _("Everything stays on this computer. No network is used."), "second", wraps=True
        )
        foot.addWidget(words, 1)
        column.addLayout(foot)


class _Steps(QWidget):
    """Steps below each other, with a line from one to the next."""

    def __init__(self, steps: Sequence[Words]) -> None:
        super().__init__()
        self._steps, self._now = tuple(steps), 0
        self.set_now(0)

    def set_now(self, now: int) -> None:
        """Mark another step as the present one, from 0."""
        self._now = now
        sentence = _("Step {number} of {count}: {step}")
        step = said(self._steps[now])
        self.setAccessibleName(sentence.format(number=now + 1, count=len(self._steps), step=step))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, len(self._steps) * theme.active().px(_STEP))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange or event.type() in LOOK_EVENTS:
            self.set_now(self._now)
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme.active().px(_STEP)
        circles = visual(self, 0, CIRCLE)
        for place in range(len(self._steps)):
            corner = QPoint(circles.left(), place * height)
            if place + 1 < len(self._steps):
                painter.setPen(QPen(colour("border2"), 1))
                middle = corner.x() + CIRCLE // 2
                painter.drawLine(middle, corner.y() + CIRCLE + 2, middle, corner.y() + height - 2)
            paint_circle(painter, corner, place, self._now)
            self._paint_words(painter, place, corner.y())

    def _paint_words(self, painter: QPainter, place: int, top: int) -> None:
        is_now = place == self._now
        painter.setPen(colour("text" if is_now else "text2"))
        painter.setFont(theme.active().font("body", 600 if is_now else None))
        room = visual(self, _WORDS_AT, self.width() - _WORDS_AT)
        leading = (
            Qt.AlignmentFlag.AlignRight if theme.active().is_right_to_left else Qt.AlignmentFlag.AlignLeft
        )
        alignment = leading | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        line = QRect(room.left(), top, room.width(), CIRCLE).adjusted(0, -6, 0, 6)
        painter.drawText(line, alignment, said(self._steps[place]))
