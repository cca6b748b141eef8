"""A row of filters of which one is chosen, each with its count."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from trainer_app.ui import theme
from trainer_app.ui.widgets.baselines import lift
from trainer_app.ui.widgets.style import colour, set_style_property, visual
from trainer_app.ui.words import Words, said

_GAP = 6
_PADDING = 12


@dataclass(frozen=True, slots=True)
class Segment:
    """One filter: its key, its word and how many it shows."""

    key: str
    words: Words
    count: int | None = None


class Segmented(QWidget):
    """Filters side by side; arrows move along them. Signals: chosen(key)."""

    chosen = Signal(str)

    def __init__(self, segments: Sequence[Segment]) -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, _SegmentButton] = {}
        for place, segment in enumerate(segments):
            button = _SegmentButton(segment)
            button.clicked.connect(lambda _on=False, key=segment.key: self.choose(key))
            self._buttons[segment.key] = button
            self._group.addButton(button, place)
            self._line.addWidget(button)
        self._current = segments[0].key if segments else ""
        self._buttons[self._current].setChecked(True)
        self._shape()

    @property
    def current(self) -> str:
        """Key of the chosen filter."""
        return self._current

    def choose(self, key: str) -> None:
        """Choose a filter."""
        self._buttons[key].setChecked(True)
        if key != self._current:
            self._current = key
            self.chosen.emit(key)

    def take_focus(self) -> None:
        """Receive the keyboard at the chosen filter."""
        self._buttons[self._current].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show how many each filter shows."""
        for key, count in counts.items():
            self._buttons[key].set_count(count)

    def _shape(self) -> None:
        buttons = list(self._buttons.values())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            buttons.reverse()
        for place, button in enumerate(buttons):
            set_style_property(button, "segment", _position(place, len(buttons)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = (
            Qt.Key.Key_Left if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else Qt.Key.Key_Right
        )
        if event.key() not in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            super().keyPressEvent(event)
            return
        keys = list(self._buttons)
        place = keys.index(self._current) + (1 if event.key() == forward else -1)
        if 0 <= place < len(keys):
            self.choose(keys[place])
            self._buttons[keys[place]].setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._shape()


def _position(place: int, length: int) -> str:
    if length == 1:
        return "only"
    return "left" if place == 0 else "right" if place == length - 1 else "mid"


class _SegmentButton(QPushButton):
    def __init__(self, segment: Segment) -> None:
        super().__init__()
        self._segment, self._count = segment, segment.count
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()

    def set_count(self, count: int) -> None:
        self._count = count
        self._say()
        self.update()  # the words are the same, so that Qt sees nothing new

    def _say(self) -> None:
        words = said(self._segment.words)
        self.setText(words)
        self.setAccessibleName(words if self._count is None else f"{words}, {self._count:,}")
        self.updateGeometry()

    def _parts(self) -> tuple[str, str]:
        return self.text(), "" if self._count is None else f"{self._count:,}"

    @override
    def sizeHint(self) -> QSize:
        # The chosen filter is bold; no button may change its width for that.
        bold = QFontMetrics(theme.active().font("body", 600))
        widths = [bold.horizontalAdvance(part) for part in self._parts() if part]
        return QSize(sum(widths) + _GAP * (len(widths) - 1) + 2 * _PADDING, theme.active().height("control"))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        ground = "accent_soft" if chosen else "hover" if self.underMouse() else "surface"
        painter.setPen(QPen(colour("input"), 1))
        painter.setBrush(colour(ground))
        painter.drawPath(_outline(self.rect(), self.property("segment")))
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(3, 3, -3, -3))
        painter.setPen(colour("accent" if chosen else "text2"))
        self._paint_parts(painter)

    def _paint_parts(self, painter: QPainter) -> None:
        fonts = (
            theme.active().font("body", 600 if self.isChecked() else None),
            theme.active().font("body", 600),
        )
        parts = [(part, font) for part, font in zip(self._parts(), fonts, strict=True) if part]
        widths = [QFontMetrics(font).horizontalAdvance(part) for part, font in parts]
        at = (self.width() - sum(widths) - _GAP * (len(widths) - 1)) // 2
        for (part, font), width in zip(parts, widths, strict=True):
            area = visual(self, at, width).translated(0, -lift(part, font))
            painter.setFont(font)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, part)
            at += width + _GAP

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()


def _outline(area: QRect, position: str) -> QPainterPath:
    """The edge of one filter: round only at the ends, and shared with the one before it."""
    before = 0.5 if position in {"left", "only"} else -0.5
    box = QRectF(area).adjusted(before, 0.5, -0.5, -0.5)
    path = QPainterPath()
    if position == "mid":
        path.addRect(box)
        return path
    path.addRoundedRect(box, 4.5, 4.5)
    square = QRectF(box)
    if position == "left":
        square.setLeft(box.center().x())
    elif position == "right":
        square.setRight(box.center().x())
    else:
        return path
    filled = QPainterPath()
    filled.addRect(square)
    return path.united(filled)
