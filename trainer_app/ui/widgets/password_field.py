"""A password: hidden unless it is asked to be shown, with what is known about Caps Lock."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.ui import icons, theme
from trainer_app.ui.widgets.style import LOOK_EVENTS
from trainer_app.ui.widgets.text_fields import TextField


class PasswordField(TextField):
    """One password. Signals: caps_lock_seen(is on), from the letters that are typed."""

    caps_lock_seen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._has_caps_lock: bool | None = None
        self._eye = self.addAction(
            icons.icon("eye", theme.tokens().text2), QLineEdit.ActionPosition.TrailingPosition
        )
        self._eye.triggered.connect(self._show_or_hide)
        self._paint_eye()

    @property
    def is_shown(self) -> bool:
        """Whether the letters can be read."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def _show_or_hide(self) -> None:
        mode = QLineEdit.EchoMode.Password if self.is_shown else QLineEdit.EchoMode.Normal
        self.setEchoMode(mode)
        self._paint_eye()

    def _paint_eye(self) -> None:
        self._eye.setIcon(icons.icon("eye-off" if self.is_shown else "eye", theme.tokens().text2))
        self._eye.setToolTip(_("Hide the password") if self.is_shown else _("Show the password"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._look_at(event)
        super().keyPressEvent(event)

    def _look_at(self, event: QKeyEvent) -> None:
        """No system tells Qt of Caps Lock; a letter that is large without Shift does."""
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock and self._has_caps_lock is not None:
            self._see(is_on=not self._has_caps_lock)
        elif letter.isupper() != letter.islower():
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._see(is_on=letter.isupper() != is_shifted)

    def _see(self, *, is_on: bool) -> None:
        self._has_caps_lock = is_on
        self.caps_lock_seen.emit(is_on)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange or event.type() in LOOK_EVENTS:
            self._paint_eye()
