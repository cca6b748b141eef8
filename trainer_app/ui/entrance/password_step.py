"""The third step: who makes the file, and the password that opens it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from trainer_app.core.language import _
from trainer_app.core.text import clean_spaces, isolate
from trainer_app.ui.entrance.parts import Centred, FaultLine, enlarge
from trainer_app.ui.entrance.start_step import WIDTH
from trainer_app.ui.widgets.fields import Field, TextField, in_row
from trainer_app.ui.widgets.new_password import NewPassword


class PasswordStep(Centred):
    """Name, login and password of the first officer. Signals: changed()."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(WIDTH)
        self.name, self.login = TextField(), TextField()
        self.new = NewPassword(self.login.text)
        self.fault = FaultLine()
        self._has_caps_lock: bool | None = None
        self._arrange()
        self.new.changed.connect(self.changed)
        self.name.textChanged.connect(self._name_changed)
        self.login.textChanged.connect(self.new.check)
        for field in (self.new.first, self.new.again):
            field.caps_lock_seen.connect(self._caps_lock_seen)

    def take_focus(self) -> None:
        """Receive the keyboard."""
        (self.new.first if self.login.text() else self.name).setFocus()

    def reason(self) -> str:
        """What is still missing before the file can be made."""
        if not clean_spaces(self.name.text()) or not clean_spaces(self.login.text()):
            return _("Type your name and the name to sign in with.")
        return "" if self.new.is_right else _("The password must keep the three rules.")

    def keyboard_words(self) -> str:
        """What the keyboard does unseen: Caps Lock, and the language of its keys."""
        language = QGuiApplication.inputMethod().locale().nativeLanguageName()
        if self._has_caps_lock is None:
            return _("Keyboard: {language}.").format(language=isolate(language)) if language else ""
        return _("Caps Lock is on.") if self._has_caps_lock else _("Caps Lock is off.")

    def _caps_lock_seen(self, is_on: bool) -> None:
        self._has_caps_lock = is_on
        self.changed.emit()

    def _name_changed(self, _text: str) -> None:
        self.changed.emit()

    def _arrange(self) -> None:
        enlarge(self.name, self.login, self.new.first, self.new.again)
        self.add_title(
            lambda: _("Set your password"),
            lambda: _(
                "It encrypts the programme file. Nobody can reset it for you, "
                "so the next step makes a recovery key."
            ),
        )
        login = Field(lambda: _("Name to sign in with"), self.login)
        self.column.addWidget(in_row(Field(lambda: _("Your name"), self.name), login))
        self.column.addWidget(self.new)
        self.column.addWidget(self.fault)
        self.column.addStretch()
