"""The first step: the file is dropped or chosen, and read."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.ui import theme
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import IconLabel, Label
from trainer_app.ui.widgets.states import Loading
from trainer_app.ui.widgets.strips import StripArea
from trainer_app.ui.widgets.style import colour
from trainer_app.ui.words import Words

_TEXT_WIDTH = 520


class FileStep(QWidget):
    """A place to drop the file on, with a button to choose it. Signals: choose_asked()."""

    choose_asked = Signal()

    def __init__(
        self, lead: Words, about: Words, *, counted: Callable[[int, int], str] | None = None
    ) -> None:
        super().__init__()
        self.strips = StripArea()
        self.loading = Loading(3, counted=counted)
        self.drop_place = DropPlace()
        self.choose = Button(
            lambda: _("Choose a file"), "primary", icon="folder-open", on_click=self.choose_asked.emit
        )
        self._fill_place(lead, about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 20)
        column.setSpacing(12)
        column.addWidget(self.strips)
        column.addWidget(self.drop_place, 1)
        column.addWidget(self.loading)

    def _fill_place(self, lead: Words, about: Words) -> None:
        centred = Qt.AlignmentFlag.AlignHCenter
        inside = QVBoxLayout(self.drop_place)
        inside.setContentsMargins(24, 24, 24, 24)
        inside.setSpacing(8)
        inside.addStretch()
        inside.addWidget(IconLabel("file-spreadsheet", "text3", 20), 0, centred)
        inside.addWidget(Label(lead, "strong"), 0, centred)
        inside.addLayout(_about_line(about))
        inside.addSpacing(4)
        inside.addWidget(self.choose, 0, centred)
        inside.addStretch()


def _about_line(about: Words) -> QHBoxLayout:
    """The wrapped text in a line of its own: a layout asks for its height only where it is not aligned."""
    words = Label(about, "body", tone="second", wraps=True)
    words.setFixedWidth(theme.active().px(_TEXT_WIDTH))
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    line = QHBoxLayout()
    line.addStretch()
    line.addWidget(words)
    line.addStretch()
    return line


class DropPlace(QWidget):
    """A surface with a dashed edge; lit while a file is held over it."""

    def __init__(self) -> None:
        super().__init__()
        self._is_lit = False

    def set_lit(self, *, lit: bool) -> None:
        """Show that the file would be taken."""
        self._is_lit = lit
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour("accent" if self._is_lit else "input"), 2 if self._is_lit else 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(colour("accent_soft" if self._is_lit else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
