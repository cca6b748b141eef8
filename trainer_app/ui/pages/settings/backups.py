"""The backups of the programme file: made now, tried out, and put back."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from trainer_app.core.errors import AppError
from trainer_app.core.language import _
from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.core.text import ltr
from trainer_app.rules.roles import Role
from trainer_app.services import backups
from trainer_app.services.signing_in import Entered
from trainer_app.storage.backup import Backup, Occasion
from trainer_app.ui import backup_words
from trainer_app.ui.backup_keeper import BackupKeeper, Standing
from trainer_app.ui.page import Context
from trainer_app.ui.pages.settings.files import size_words
from trainer_app.ui.pages.settings.parts import Facts
from trainer_app.ui.pages.settings.restoring import RestoreDialog
from trainer_app.ui.tables.cells import Cell, Number, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.whole import WholeTable
from trainer_app.ui.widgets.buttons import Button, only_if
from trainer_app.ui.widgets.strips import MessageStrip, StripArea
from trainer_app.ui.widgets.surfaces import Card

if TYPE_CHECKING:
    from trainer_app.services.backups import Drill, Made

_ROWS_SEEN = 6
_SIDE = 13


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup in the list; `is_second`: it is the copy at the second place."""

    backup: Backup
    is_second: bool

    @property
    def id(self) -> Path:
        """Where it is."""
        return self.backup.path


class BackupsCard(Card):
    """For those who may back up; administrators put one back."""

    def __init__(self, context: Context, entered: Entered) -> None:
        super().__init__(lambda: _("Backups"), edge_to_edge=True)
        self._context, self._entered = context, entered
        self._keeper: BackupKeeper = context.shell.backups
        self._standing: Standing | None = None
        self._facts, self.strips = Facts(), StripArea()
        self.table = WholeTable(_columns(), context.settings, "backups", most=_ROWS_SEEN)
        self.make_button = Button(lambda: _("Back up now"), small=True, on_click=self.make)
        self.second_button = Button(
            lambda: _("Choose the second place…"), small=True, on_click=self.choose_second
        )
        self.no_second_button = Button(
            lambda: _("Use no second place"), small=True, on_click=self._use_no_second
        )
        self.try_button = Button(lambda: _("Try a restore"), small=True, on_click=self.drill)
        self.restore_button = Button(lambda: _("Restore…"), small=True, on_click=self.restore)
        self.other_button = Button(lambda: _("Restore another file…"), small=True, on_click=self.choose_other)
        self._arrange()
        only_if(Role.ADMINISTRATOR in entered.user.roles, self.restore_button, self.other_button)
        self.table.current_changed.connect(self._chosen)
        self._keeper.looked.connect(self._show)
        if self._keeper.standing is not None:  # it was looked before there was a card
            self._show(self._keeper.standing)
        else:
            self._show_parts(has_rows=False)
        self._chosen()

    def make(self) -> None:
        """Back up now."""
        task = self._keeper.make(Occasion.ASKED)
        if task is not None:
            self.make_button.follow(task)
            task.succeeded.connect(self._made)

    def drill(self) -> None:
        """Restore the chosen backup for trial."""
        if (chosen := self._current) is not None:
            task = self._context.tasks.run_aside(
                drill,
                self._drilled,
                on_failure=self._refused,
                key=self._entered.database.key,
                chosen=chosen,
            )
            self.try_button.follow(task)

    def restore(self) -> None:
        """Put the chosen backup back."""
        if (chosen := self._current) is not None:
            RestoreDialog(self, self._context, self._entered, chosen).open()

    def choose_other(self) -> None:
        """Put back a backup that is not in the list."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a backup"), str(self._keeper.second or ""), _("Backups (*.backup)")
        )
        if name:
            self.restore_file(Path(name))

    def restore_file(self, path: Path) -> None:
        """Put a file back that somebody names as a backup."""
        try:
            chosen = backups.chosen(path)
        except AppError as fault:
            self._refused(fault)
        else:
            RestoreDialog(self, self._context, self._entered, chosen).open()

    def choose_second(self) -> None:
        """Choose the folder that gets a copy of every backup."""
        folder = QFileDialog.getExistingDirectory(
            self, _("Choose the second place"), str(self._keeper.second or "")
        )
        if folder:
            self._keeper.set_second(Path(folder))

    def _use_no_second(self) -> None:
        self._keeper.set_second(None)

    @property
    def _current(self) -> Backup | None:
        found = self._standing.found if self._standing else ()
        return next((each for each in found if each.path == self.table.current_id), None)

    def _chosen(self, _row_id: object = None) -> None:
        for button in (self.try_button, self.restore_button):
            button.setEnabled(self._current is not None)

    def _show(self, standing: Standing) -> None:
        self._standing = standing
        second = self._keeper.second
        rows = [BackupRow(each, second is not None and each.path.parent == second) for each in standing.found]
        self.table.set_rows(rows)
        self._show_parts(has_rows=bool(rows))
        if rows and self._current is None:
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._say()
        self._chosen()

    def _show_parts(self, *, has_rows: bool) -> None:
        for part in (self.table, self.try_button, self.restore_button):
            part.setVisible(has_rows)
        self.no_second_button.setVisible(self._keeper.second is not None)

    def _say(self) -> None:
        standing, second = self._standing, self._keeper.second
        newest = standing.newest if standing else None
        said = [(_("Last backup"), backup_words.instant(newest.made_at) if newest else _("None yet"))]
        if newest is not None:
            said.append((_("Folder"), ltr(str(newest.path.parent))))
        said.append((_("Second place"), ltr(str(second)) if second else _("None. A stick or another disk.")))
        if standing is not None and standing.is_second_missing:
            said.append(("", _("The second place is missing. Plug it in, or choose another one.")))
        self._facts.show_facts(said)

    def _made(self, made: "Made") -> None:
        self.strips.clear()
        self._context.toast(backup_words.made(made.backup, is_second_missing=made.is_second_missing))

    def _drilled(self, found: "Drill") -> None:
        is_right = not (found.findings or found.differences)
        first, second = backup_words.drilled(found)
        self._tell(MessageStrip("ok" if is_right else "danger", first, second, closes=True))

    def _refused(self, fault: Exception) -> None:
        if isinstance(fault, AppError):
            self._tell(MessageStrip("danger", fault.sentence(), closes=True))

    def _tell(self, strip: MessageStrip) -> None:
        self.strips.clear()
        self.strips.show_strip(strip)

    def _arrange(self) -> None:
        self.head.addWidget(self.make_button)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(_SIDE, 0, _SIDE, 12)
        column.setSpacing(10)
        column.addWidget(self.strips)
        column.addWidget(self._facts)
        column.addLayout(_in_line(self.second_button, self.no_second_button))
        line = _in_line(self.try_button, self.restore_button, self.other_button)
        line.setContentsMargins(_SIDE, 10, _SIDE, 12)
        foot = QWidget()
        foot.setLayout(line)
        for part in (upper, self.table, foot):
            self.body.addWidget(part)


def drill(*, key: bytes, chosen: Backup, progress: Progress = NO_PROGRESS) -> "Drill":
    """Restore a backup for trial, away from the window."""
    return backups.drill(key, chosen, progress=progress)


def _in_line(*buttons: Button) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for button in buttons:
        line.addWidget(button)
    line.addStretch()
    return line


def _columns() -> tuple[Column, ...]:
    return (
        Column("made", lambda: _("Made"), _when, width=170, stretch=1, keeps=9),
        Column("occasion", lambda: _("Why"), _why, width=190, stretch=2, keeps=7),
        Column("place", lambda: _("Where"), _where, width=150, stretch=1, keeps=6),
        Column("size", lambda: _("Size"), _size, width=80, number=True, keeps=8),
    )


def _when(row: BackupRow) -> Cell:
    return Text(backup_words.instant(row.backup.made_at))


def _why(row: BackupRow) -> Cell:
    return Text(backup_words.occasion(row.backup.occasion), tone="text2")


def _where(row: BackupRow) -> Cell:
    return Text(_("Second place") if row.is_second else _("Beside the programme file"), tone="text2")


def _size(row: BackupRow) -> Cell:
    return Number(size_words(row.backup.size))
