"""What stands in the place of content: nothing there, still loading, could not be read."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.ui import theme
from trainer_app.ui.tasks import Task
from trainer_app.ui.widgets.bars import Bar
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import IconLabel, Label
from trainer_app.ui.widgets.style import colour
from trainer_app.ui.words import Words

_SHOWN_AFTER_MS = 300
_BAR_AFTER_MS = 2000


class EmptyState(QWidget):
    """Says what is missing and how to begin."""

    def __init__(
        self, icon: str, missing: Words, begin: Words = "", *, buttons: Sequence[QWidget] = ()
    ) -> None:
        super().__init__()
        self.missing = Label(missing, "strong", wraps=True)
        self.begin = Label(begin, "body", tone="second", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch()
        column.addWidget(IconLabel(icon, "text3", 20), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.missing, self.begin):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        self.begin.setVisible(bool(begin))
        column.addLayout(_centred(buttons))
        column.addStretch()


def _centred(buttons: Sequence[QWidget]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 4, 0, 0)
    line.setSpacing(8)
    line.addStretch()
    for button in buttons:
        line.addWidget(button)
    line.addStretch()
    return line


class ErrorPanel(QWidget):
    """Says what could not be done and why, with another try; the rest of the page stays usable."""

    def __init__(self, what: str, why: str, *, on_retry: Callable[[], object], details: str = "") -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 14, 14, 14)
        line.setSpacing(12)
        line.addWidget(IconLabel("circle-alert", "danger"), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Label(what, "strong", wraps=True))
        column.addWidget(Label(why, "body", tone="second", wraps=True))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 8, 0, 0)
        buttons.setSpacing(8)
        buttons.addWidget(Button(lambda: _("Try again"), small=True, on_click=on_retry))
        if details:
            copy = Button(lambda: _("Copy details"), "text", small=True)
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
            buttons.addWidget(copy)
        buttons.addStretch()
        column.addLayout(buttons)
        line.addLayout(column, 1)


class Skeleton(QWidget):
    """Grey bars in the shape of rows."""

    def __init__(self, rows: int = 2) -> None:
        super().__init__()
        self._rows = rows
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self._rows * theme.active().px(20))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("track"))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        step = self.height() / self._rows
        for row in range(self._rows):
            width = self.width() * (0.82, 0.64, 0.74)[row % 3]
            left = self.width() - width if rtl else 0
            painter.drawRoundedRect(QRectF(left, row * step + 5, width, 9), 4, 4)


class Loading(QWidget):
    """Nothing for 300 ms, then grey rows; after two seconds a bar with the count and Cancel."""

    def __init__(self, rows: int = 2, *, counted: Callable[[int, int], str] | None = None) -> None:
        super().__init__()
        self._counted = counted
        self._task: Task | None = None
        self._skeleton = Skeleton(rows)
        self._bar = Bar()
        self._count = Label("", "second")
        self._foot = self._make_foot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._skeleton)
        column.addWidget(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._soon = QTimer(self, singleShot=True, interval=_SHOWN_AFTER_MS)
        self._soon.timeout.connect(self._skeleton.show)
        self._later = QTimer(self, singleShot=True, interval=_BAR_AFTER_MS)
        self._later.timeout.connect(self._foot.show)
        self._skeleton.hide()
        self._foot.hide()
        self.hide()

    def follow(self, task: Task) -> None:
        """Show the waiting for a task; hides itself when the task has ended."""
        self._task = task
        task.progressed.connect(self.show_progress)
        task.ended.connect(self._ended)
        self._soon.start()
        self._later.start()
        self.show()

    def show_at_once(self, done: int, total: int) -> None:
        """Show rows and bar without waiting."""
        self._skeleton.show()
        self._foot.show()
        self.show()
        self.show_progress(done, total)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the work is."""
        self._bar.set_share(done, total)
        counted = self._counted or (lambda d, t: _("{done} of {total}").format(done=d, total=t))
        self._count.set_words(counted(done, total) if total else "")

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self._bar, 1)
        line.addWidget(self._count)
        line.addWidget(Button(lambda: _("Cancel"), small=True, on_click=self._cancel))
        return foot

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _ended(self) -> None:
        self._task = None
        self._soon.stop()
        self._later.stop()
        self._skeleton.hide()
        self._foot.hide()
        self.hide()
