"""The own password, and the recovery key of the programme file."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.services import signing_in
from trainer_app.services.signing_in import Entered
from trainer_app.services.user_refusals import PasswordWrong
from trainer_app.ui.entrance.key_panel import KeyPanel
from trainer_app.ui.page import Context
from trainer_app.ui.pages.settings.parts import RecordDialog
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.dialogs import ask
from trainer_app.ui.widgets.fields import Field
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.new_password import NewPassword
from trainer_app.ui.widgets.password_field import PasswordField
from trainer_app.ui.widgets.surfaces import Card
from trainer_app.ui.words import Words


class PasswordCard(Card):
    """The password of who signed in."""

    def __init__(self, context: Context, entered: Entered) -> None:
        super().__init__(lambda: _("Password"))
        self._context, self._entered = context, entered
        words = lambda: _("You sign in as {login}.").format(login=entered.user.login)  # noqa: E731
        self.body.addLayout(_line(words, Button(lambda: _("Change the password"), on_click=self.change)))

    def change(self) -> None:
        """Take another password."""
        PasswordDialog(self, self._context, self._entered).open()


class RecoveryKeyCard(Card):
    """The key on paper, which opens the file when every password is lost."""

    def __init__(self, context: Context, entered: Entered) -> None:
        super().__init__(lambda: _("Recovery key"))
        self._context, self._entered = context, entered
        words = lambda: _(  # noqa: E731
            "It is on the two sealed sheets. Where one is lost or was opened, make a new key: "
            "the earlier sheets then open nothing."
        )
        button = Button(lambda: _("Make a new recovery key"), on_click=self.make)
        self.body.addLayout(_line(words, button))

    def make(self) -> None:
        """Make a new key and put it on paper."""
        RecoveryKeyDialog(self, self._context, self._entered).open()


class PasswordDialog(RecordDialog):
    """Takes another password of one's own."""

    def __init__(self, parent: QWidget, context: Context, entered: Entered) -> None:
        super().__init__(parent, context, lambda: _("Change your password?"))
        self._entered = entered
        self._old = PasswordField()
        self._new = NewPassword(lambda: entered.user.login, words=lambda: _("New password"))
        field = Field(lambda: _("Present password"), self._old)
        self.body.addWidget(field)
        self.body.addWidget(self._new)
        self.at = {PasswordWrong: field}
        self.add_buttons(lambda: _("Change the password"), self._save)
        self._new.changed.connect(self._check)
        self._old.textChanged.connect(self._check)
        self._check()

    def _check(self, _text: str = "") -> None:
        is_ready = self._new.is_right and bool(self._old.text())
        self.act.setEnabled(is_ready)
        self.note.set_words("" if is_ready else _("The password must keep the three rules."))

    def _save(self) -> None:
        task = self._context.tasks.run(
            signing_in.change_password,
            self._changed,
            on_failure=self.show_fault,
            place=self._entered.database.place,
            login=self._entered.user.login,
            old=self._old.text(),
            new=self._new.text,
        )
        self.follow(task, self.act)

    def _changed(self, _nothing: object) -> None:
        self._context.toast(_("The password is changed"))


class RecoveryKeyDialog(RecordDialog):
    """Asks the own password, makes the key, and closes when it is on paper."""

    def __init__(self, parent: QWidget, context: Context, entered: Entered) -> None:
        super().__init__(
            parent,
            context,
            lambda: _("Make a new recovery key?"),
            lambda: _("The sheets with the earlier key then open nothing. Passwords stay as they are."),
            width=640,
        )
        self._entered = entered
        self._password = PasswordField()
        self._field = Field(lambda: _("Your password"), self._password)
        self._panel: KeyPanel | None = None
        self._key = ""
        self.body.addWidget(self._field)
        self.at = {PasswordWrong: self._field}
        self.keep = self.add_cancel(lambda: _("Keep the present key"))
        self.act = self.add_action(lambda: _("Make the key"), self._go_on)

    def _go_on(self) -> None:
        if self._panel is not None:
            self.accept()
            return
        task = self._context.tasks.run(
            make_key,
            self._keep_key,
            on_failure=self.show_fault,
            place=self._entered.database.place,
            key=self._entered.database.key,
            login=self._entered.user.login,
            password=self._password.text(),
        )
        self.act.follow(task)
        task.ended.connect(self._show_key)  # after the button has its own words again

    def _keep_key(self, key: str) -> None:
        self._key = key

    def _show_key(self) -> None:
        if not self._key:
            return
        self.strips.clear()
        self._field.hide()
        self.keep.hide()
        self._panel = KeyPanel(self._context, self._entered, self._key)
        self._panel.changed.connect(self._check)
        self.body.addWidget(self._panel)
        self.title.set_words(lambda: _("Keep the recovery key on paper"))
        self.act.set_words(lambda: _("Done"))
        self._check()
        self._panel.focus()

    def _check(self) -> None:
        if self._panel is not None:
            self.act.setEnabled(self._panel.is_done)
            self.note.set_words(self._panel.reason())

    @override
    def reject(self) -> None:
        """Close; once the key is made, only after asking, since it is not shown again."""
        if self._panel is None or self._panel.is_done or self._is_sure():
            super().reject()

    def _is_sure(self) -> bool:
        return ask(
            self,
            lambda: _("Leave without the new key on paper?"),
            lambda: _("It is not shown again, and the earlier one opens nothing. You can make another one."),
            act=lambda: _("Leave without it"),
            keep=lambda: _("Go on"),
            danger=True,
        )


def make_key(*, place: Path, key: bytes, login: str, password: str) -> str:
    """A new recovery key, for whoever knows the own password."""
    signing_in.confirm(place, login=login, password=password)
    return signing_in.new_recovery_key(place, key)


def _line(words: Words, button: Button) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(14)
    line.addWidget(Label(words, "second", wraps=True), 1)
    line.addWidget(button)
    return line
