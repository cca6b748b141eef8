"""A button that names its key."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from typing_extensions import override

from trainer_app.core.text import ltr
from trainer_app.ui import theme
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.style import colour, visual
from trainer_app.ui.words import Words

_GAP = 8
_PADDING = 5


class KeyedButton(Button):
    """A small button with the key that does the same behind its words."""

    def __init__(self, words: Words, key: str, *, on_click: Callable[[], object] | None = None) -> None:
        self._key = key
        super().__init__(words, small=True, on_click=on_click)

    def _key_width(self) -> int:
        metrics = QFontMetrics(theme.active().font("group", 400))
        return metrics.horizontalAdvance(self._key) + 2 * _PADDING

    @override
    def _content_width(self) -> int:
        return super()._content_width() + _GAP + self._key_width()

    @override
    def _paint_content(self, painter: QPainter) -> None:
        super()._paint_content(painter)
        begin = (self.width() + self._content_width()) // 2 - self._key_width()
        area = visual(self, begin, self._key_width())
        height = theme.active().line("group") + 1
        box = QRectF(area.left() + 0.5, (self.height() - height) / 2, area.width() - 1, height)
        painter.setPen(QPen(colour("border2"), 1))
        painter.setBrush(colour("surface2"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(colour("text2"))
        painter.setFont(theme.active().font("group", 400))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, ltr(self._key))
