"""The dialog that shows what putting a backup back would lose, and asks the own password for it."""

from PySide6.QtWidgets import QWidget

from trainer_app.core.language import _
from trainer_app.services import backups
from trainer_app.services.signing_in import Entered
from trainer_app.storage.backup import Backup
from trainer_app.storage.key_refusals import WrongPassword
from trainer_app.ui import backup_words
from trainer_app.ui.entrance.loss import LossView
from trainer_app.ui.page import Context
from trainer_app.ui.pages.settings.parts import RecordDialog
from trainer_app.ui.widgets.fields import Field
from trainer_app.ui.widgets.password_field import PasswordField


class RestoreDialog(RecordDialog):
    """The second of the three steps; the first chose the backup, the last puts it back and says so."""

    def __init__(self, parent: QWidget, context: Context, entered: Entered, chosen: Backup) -> None:
        when = backup_words.instant(chosen.made_at)
        super().__init__(
            parent,
            context,
            _("Restore the backup of {when}?").format(when=when),
            lambda: _(
                "The program closes, takes the backup in the place of the present file and opens again."
            ),
            width=640,
        )
        self._entered, self._chosen = entered, chosen
        self.loss = LossView(context.settings)
        self._password = PasswordField()
        field = Field(lambda: _("Your password"), self._password)
        self.at = {WrongPassword: field}
        self.body.addWidget(self.loss)
        self.body.addWidget(field)
        self.add_cancel(lambda: _("Keep the present file"))
        self.act = self.add_action(lambda: _("Restore this backup"), self._restore, role="danger")
        self._is_looked_at = False
        self._password.textChanged.connect(self._check)
        self._check()
        context.tasks.run_aside(
            loss,
            self._show,
            on_failure=self.show_fault,
            entered=entered,
            chosen=chosen,
        )

    def _show(self, found: backups.Loss) -> None:
        self.loss.show_loss(found)
        self._is_looked_at = True
        self._check()

    def _check(self, _text: str = "") -> None:
        has_password = bool(self._password.text())
        self.act.setEnabled(self._is_looked_at and has_password)
        self.note.set_words("" if has_password else lambda: _("Type your password to restore."))

    def _restore(self) -> None:
        task = self._context.tasks.run_aside(
            unlock,
            self._unlocked,
            entered=self._entered,
            chosen=self._chosen,
            password=self._password.text(),
        )
        self.follow(task, self.act)

    def _unlocked(self, _nothing: object) -> None:
        self._context.shell.backups.restore(self._chosen, self._password.text())


def loss(*, entered: Entered, chosen: Backup) -> backups.Loss:
    """What would be lost, read away from the window."""
    return backups.loss(entered.database.place, entered.database.key or b"", chosen)


def unlock(*, entered: Entered, chosen: Backup, password: str) -> None:
    """Make sure, before anything closes, that who asks may restore."""
    place, login = entered.database.place, entered.user.login
    backups.unlock(place, chosen, login=login, password=password)
