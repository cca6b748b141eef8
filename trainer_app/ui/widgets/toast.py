"""The dark bar that says what was done, with Undo."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import IconLabel, Label

_SECONDS = 10
_ABOVE_FOOT = 16


class Toast(QFrame):
    """A bar above the foot of its parent for ten seconds or until the next one."""

    def __init__(self, parent: QWidget, *, foot: Callable[[], int] = lambda: 0) -> None:
        super().__init__(parent)
        self._over, self._foot = parent, foot
        self._undo: Callable[[], object] | None = None
        self.setProperty("toast", "true")
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 6, 8, 6)
        line.setSpacing(12)
        line.addSpacing(6)  # margins are not mirrored in Urdu
        line.addWidget(IconLabel("check", "tip_text"))
        self._label = Label()
        line.addWidget(self._label)
        self._button = Button(lambda: _("Undo"), "on-tip", small=True, on_click=self.undo)
        line.addWidget(self._button)
        self._timer = QTimer(self, singleShot=True, interval=_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def words(self) -> str:
        """What was said last."""
        return self._label.text()

    @property
    def can_undo(self) -> bool:
        """Whether what was said last can still be undone, also after the bar has gone."""
        return self._undo is not None

    def say(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Show that something was done."""
        self._undo = undo
        self._label.set_words(words)
        self._button.setVisible(undo is not None)
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def undo(self) -> None:
        """Undo what was said last, once."""
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()

    def _place(self) -> None:
        self.adjustSize()
        left = (self._over.width() - self.width()) // 2
        self.move(left, self._over.height() - self._foot() - _ABOVE_FOOT - self.height())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False
