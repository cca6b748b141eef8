"""Putting a backup back where nobody can sign in: the file is gone or damaged, or the computer is new."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from trainer_app.core.errors import AppError
from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.storage.backup import Backup
from trainer_app.ui import backup_words
from trainer_app.ui.entrance import last_user
from trainer_app.ui.entrance.login import Refusals
from trainer_app.ui.entrance.loss import LossView
from trainer_app.ui.entrance.parts import (
    CardHead,
    CentrePage,
    FaultLine,
    FootLinks,
    WideButton,
    enlarge,
    link,
)
from trainer_app.ui.page import Context
from trainer_app.ui.tables.cells import Cell, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.whole import WholeTable
from trainer_app.ui.widgets.fields import Field, TextField, in_row
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.password_field import PasswordField
from trainer_app.ui.words import Words

if TYPE_CHECKING:
    from trainer_app.services.backups import Loss

_WIDTH = 560
_ROWS_SEEN = 5


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A backup to choose."""

    backup: Backup

    @property
    def id(self) -> Path:
        """Where it is."""
        return self.backup.path


class RestorePage(CentrePage):
    """Two of the three steps: which backup and whose password; then what would be lost.

    Signals: confirmed(Backup, login, password); back().
    """

    confirmed = Signal(object, str, str)
    back = Signal()

    def __init__(self, context: Context, place: Path) -> None:
        super().__init__(context, lambda: _("Programme file {file}").format(file=ltr(place.name)))
        self._place = place
        self._found: list[Backup] | None = None
        self._named: Backup | None = None
        self.table = WholeTable(_columns(), context.settings, "restore", most=_ROWS_SEEN)
        self.named = Label("", "strong", wraps=True)
        self.login, self.password = TextField(), PasswordField()
        self.login.setText(last_user.of(context.settings, place))
        self.fault, self.loss = FaultLine(), LossView(context.settings)
        self.look_button = WideButton(lambda: _("Look into the backup"), on_click=self.look_into)
        self.act = WideButton(lambda: _("Restore this backup"), on_click=self._confirm)
        self.act.set_role("danger")
        self.refusals = Refusals(self.fault, self.look_button, self)
        self._fields = in_row(
            Field(lambda: _("Name to sign in with"), self.login), Field(lambda: _("Password"), self.password)
        )
        self._arrange()
        self.table.current_changed.connect(self._chosen)
        self.password.returnPressed.connect(self.look_button.click)
        context.tasks.run_aside(find, self._list, place=place, second=context.shell.backups.second)
        self._check()

    @property
    def chosen(self) -> Backup | None:
        """The backup that would be restored."""
        current = self.table.current_id
        return self._named or next((each for each in self._found or () if each.path == current), None)

    def choose_file(self) -> None:
        """Ask for a backup that is not in the list."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a backup"), str(self._place.parent), _("Backups (*.backup)")
        )
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Take a file that somebody names as a backup."""
        self.fault.say("")
        self.context.tasks.run_aside(choose, self._name, on_failure=self.fault.tell, path=path)

    def look_into(self) -> None:
        """Open the backup with the password, and see what restoring it would lose."""
        if self.chosen is None:
            return
        self.fault.say("")
        task = self.context.tasks.run_aside(
            look_into,
            self._show_loss,
            on_failure=self._refused,
            place=self._place,
            chosen=self.chosen,
            login=self.login.text(),
            password=self.password.text(),
        )
        self.look_button.busy(task, lambda: _("The backup is being opened…"))

    def _list(self, found: list[Backup]) -> None:
        self._found = found
        self.table.set_rows([FoundRow(each) for each in found])
        self.table.setVisible(bool(found) and self._named is None)
        if found and self.table.current_id is None:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._check()

    def _name(self, chosen: Backup) -> None:
        self._named = chosen
        self.table.hide()
        self._check()

    def _chosen(self, _row_id: object = None) -> None:
        self._check()

    def _check(self) -> None:
        words: Words = ""
        if self._named is not None:
            words = ltr(self._named.path.name)
        elif self._found is None:
            words = lambda: _("Backups are being looked for…")  # noqa: E731
        elif not self._found:
            words = lambda: _("No backup was found beside the programme file. Choose one.")  # noqa: E731
        self.named.set_words(words)
        self.named.setVisible(bool(words))
        self.look_button.setEnabled(self.chosen is not None)

    def _refused(self, fault: Exception) -> None:
        self.password.selectAll()
        self.password.setFocus()
        if isinstance(fault, AppError):
            self.refusals.tell(fault)

    def _show_loss(self, loss: "Loss") -> None:
        self.loss.show_loss(loss)
        self.head.first.set_words(
            lambda: _("The backup of {when}").format(when=backup_words.instant(loss.backup.made_at))
        )
        self._show_step(is_second=True)
        self.act.setFocus()

    def _show_step(self, *, is_second: bool) -> None:
        for part in (self.table, self._fields, self.look_button, self._other):
            part.setVisible(not is_second)
        self.named.setVisible(not is_second and bool(self.named.text()))
        self.loss.setVisible(is_second)
        self.act.setVisible(is_second)

    def _confirm(self) -> None:
        if self.chosen is not None:
            self.act.setEnabled(False)
            self.confirmed.emit(self.chosen, self.login.text(), self.password.text())

    def _arrange(self) -> None:
        enlarge(self.login, self.password)
        self.head = CardHead(
            "history",
            lambda: _("Restore a backup"),
            lambda: _("For an administrator of the file. A present file is kept, whatever its state."),
        )
        self._other: QWidget = FootLinks((link(lambda: _("Choose a backup file…"), self.choose_file),))
        card = self.add_card(width=_WIDTH)
        card.body.setSpacing(12)
        parts = (self.head, self.table, self.named, self._other, self._fields, self.loss, self.fault)
        for part in (*parts, self.look_button, self.act):
            card.body.addWidget(part)
        card.body.addWidget(FootLinks((link(lambda: _("Back"), self.back.emit),)))
        self.table.hide()
        self._show_step(is_second=False)
        self.table.hide()
        self.setFocusProxy(self.password if self.login.text() else self.login)


def _columns() -> tuple[Column, ...]:
    return (
        Column("made", lambda: _("Made"), _when, width=170, stretch=1, keeps=9),
        Column("occasion", lambda: _("Why"), _why, width=190, stretch=1, keeps=7),
    )


def _when(row: FoundRow) -> Cell:
    return Text(backup_words.instant(row.backup.made_at))


def _why(row: FoundRow) -> Cell:
    return Text(backup_words.occasion(row.backup.occasion), tone="text2")


def find(*, place: Path, second: Path | None) -> list[Backup]:
    """The backups of a file, looked for away from the window."""
    from trainer_app.services import backups

    return backups.found(place, second)


def choose(*, path: Path) -> Backup:
    """A file that somebody names as a backup."""
    from trainer_app.services import backups

    return backups.chosen(path)


def look_into(*, place: Path, chosen: Backup, login: str, password: str) -> "Loss":
    """Open a backup for an administrator, and compare it with the present file."""
    from trainer_app.services import backups

    return backups.loss(place, backups.unlock(place, chosen, login=login, password=password), chosen)
