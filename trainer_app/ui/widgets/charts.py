"""One painter for charts: stacked columns of at most two series, with the total written on each."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from trainer_app.ui import theme
from trainer_app.ui.widgets.bars import Swatch
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.style import colour
from trainer_app.ui.words import Words

_SERIES = ("bar_a", "bar_b")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its word below and one value for each series, first at the bottom."""

    word: str
    values: tuple[float, ...]

    @property
    def total(self) -> float:
        """The height of the column."""
        return sum(self.values)


class ColumnChart(QWidget):
    """Columns over time; they run left to right in every language.

    Signals: opened() when the rows behind the chart are asked for.
    """

    opened = Signal()

    def __init__(self, columns: Sequence[Column] = (), *, height: int = 120) -> None:
        super().__init__()
        self._columns: Sequence[Column] = ()
        self._height = height
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_columns(columns)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Draw other columns."""
        self._columns = tuple(columns)
        self.setAccessibleDescription("; ".join(f"{each.word}: {each.total:g}" for each in columns))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, theme.active().px(self._height))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        if not self._columns:
            return
        line = QFontMetrics(theme.active().font("caption")).height() + 4
        plot = QRectF(self.rect()).adjusted(0, line, 0, -line - 2)
        highest = max(each.total for each in self._columns) or 1
        slot = plot.width() / len(self._columns)
        for place, column in enumerate(self._columns):
            area = QRectF(plot.left() + place * slot, plot.top(), slot, plot.height())
            _paint_column(painter, column, area, highest, line)
        painter.setPen(QPen(colour("border2"), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())


def _paint_column(painter: QPainter, column: Column, area: QRectF, highest: float, line: int) -> None:
    width = min(area.width() * 0.5, 34)
    left = area.center().x() - width / 2
    foot = area.bottom()
    for value, token in zip(column.values, _SERIES, strict=False):
        height = area.height() * value / highest
        painter.fillRect(QRectF(left, foot - height, width, height), colour(token))
        foot -= height
        painter.fillRect(QRectF(left, foot, width, 1), colour("surface"))
    painter.setPen(colour("text2"))
    painter.setFont(theme.active().font("group"))
    above = QRectF(area.left(), foot - line, area.width(), line)
    painter.drawText(above, Qt.AlignmentFlag.AlignCenter, f"{column.total:,g}")
    painter.setFont(theme.active().font("caption"))
    below = QRectF(area.left(), area.bottom() + 3, area.width(), line)
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, column.word)


class Legend(QWidget):
    """The words of the series, beside the title of a chart."""

    def __init__(self, *words: Words) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for token, word in zip(_SERIES, words, strict=False):
            line.addWidget(Swatch(token))
            line.addWidget(Label(word, "second"))
            line.addSpacing(6)
