"""From the painted frame to the first page: what stands before it is signing in, or the first run."""

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from trainer_app.core.errors import AppError
from trainer_app.core.language import _
from trainer_app.rules.roles import Role
from trainer_app.ui.page import Making, Station
from trainer_app.ui.widgets.strips import MessageStrip

if TYPE_CHECKING:
    from trainer_app.services.clock import SetBack
    from trainer_app.services.signing_in import Entered
    from trainer_app.storage.backup import Backup
    from trainer_app.storage.file_lock import FileLock
    from trainer_app.ui.lost_file import LostFileDialog
    from trainer_app.ui.main_window import MainWindow

_PAUSE_MS = 5
"""Between two imports that nobody waits for yet: the first page is being read in the other thread."""

NOT_OPENED = 1
"""Status with which the window ends when its programme file could not be opened."""


@dataclass(frozen=True, slots=True)
class ProgrammeFile:
    """The file to open, the usual one, and whether a missing file is made or told."""

    place: Path
    usual: Path
    may_be_made: bool


class Opening(QObject):
    """Shows what stands before the pages, until somebody signed in; then the first page.

    `give` takes the opened database; `where` is the first question to it.
    """

    def __init__(
        self,
        window: "MainWindow",
        file: ProgrammeFile,
        where: Callable[[Any], Station],
        give: Callable[[Any], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._file = file
        self._where, self._give = where, give
        self._is_sample = self._only_looks = False
        self._lock: FileLock | None = None
        self._dialog: LostFileDialog | None = None

    def begin(self) -> None:
        """Show the page of signing in, the first run, or what became of the file."""
        if self._file.may_be_made and not self._file.place.exists():
            was_opened = self._window.context.settings.get("database") == str(self._file.place)
            self.show_first_run(lost=self._file.place if was_opened else None)
        else:
            self._look()

    def show_first_run(self, *, lost: Path | None = None) -> None:
        """Show the ways to start; `lost` is the file that was used last and is gone."""
        from trainer_app.ui.entrance.first_run import FirstRun

        page = FirstRun(self._window.context, self._file.usual, lost=lost)
        page.finished.connect(self.enter)
        page.file_chosen.connect(self._take_file)
        page.closed.connect(self._close_first_run)
        page.restore_asked.connect(self.show_restore)
        self._cover(page)
        page.take_focus()

    def show_login(self) -> None:
        """Show the page of signing in."""
        from trainer_app.ui.entrance.login import LoginPage

        page = LoginPage(
            self._window.context, self._file.place, is_sample=self._is_sample, only_looks=self._only_looks
        )
        page.entered.connect(self.enter)
        page.recovery_asked.connect(self._show_recovery)
        page.other_asked.connect(lambda: self.show_first_run())
        page.restore_asked.connect(self.show_restore)
        self._cover(page)

    def show_restore(self) -> None:
        """Show the backups that can take the place of the file, or make it where there is none."""
        from trainer_app.ui.entrance.restore import RestorePage

        page = RestorePage(self._window.context, self._file.place)
        page.back.connect(self.begin)
        page.confirmed.connect(self._restore)
        self._cover(page)

    def _restore(self, chosen: "Backup", login: str, password: str) -> None:
        from trainer_app.ui.entrance.restoring import RestoringPage

        page = RestoringPage(self._window.context, self._file.place, chosen)
        page.opened.connect(self.enter)
        page.given_up.connect(self.begin)
        self._cover(page)
        page.start(login, password)

    def enter(self, entered: "Entered") -> None:
        """Let someone work in an opened programme file."""
        from trainer_app.ui.entrance import last_user
        from trainer_app.ui.entrance.locking import Locking

        if not entered.database.only_looks:
            self._hold(entered.database.place)
        self._give(entered.database)
        settings = self._window.context.settings
        settings.set("database", str(entered.database.place))
        last_user.remember(settings, entered.database.place, entered.user.login)
        settings.save()
        self._window.enter(entered)
        if entered.database.only_looks:
            self._window.strips.show_strip(only_looks_strip())
        Locking(self._window, entered)
        tasks = self._window.context.tasks
        tasks.read(self._where, self._opened, on_failure=self._refused)
        tasks.read(set_back, self._tell_clock, now=self._window.context.now())

    def release(self) -> None:
        """Let another program open the file; the database is closed."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _look(self) -> None:
        self._only_looks = False
        self._window.context.tasks.run(look, self._looked, on_failure=self._refused, place=self._file.place)

    def _looked(self, is_sample: bool) -> None:
        from trainer_app.storage.file_lock import InUse

        self._is_sample = is_sample
        try:
            self._hold(self._file.place)
        except InUse as fault:
            self._refused(fault)
        else:
            self.show_login()

    def _hold(self, place: Path) -> None:
        """Be the one program that has the file open.

        Raises:
            InUse: another one is.
        """
        from trainer_app.storage import file_lock
        from trainer_app.storage.file_lock import Kind
        from trainer_app.ui.front import Front

        if self._lock is not None and self._lock.place == place:
            return
        self.release()
        self._lock = file_lock.take(place, kind=Kind.WINDOW, now=self._window.context.now())
        Front(self._window, file_lock.path_of(place))

    def _tell_clock(self, found: "SetBack | None") -> None:
        if found is not None:
            self._window.strips.show_strip(clock_strip(found))

    def _show_recovery(self) -> None:
        from trainer_app.ui.entrance import last_user
        from trainer_app.ui.entrance.recovery import RecoveryPage

        login = last_user.of(self._window.context.settings, self._file.place)
        page = RecoveryPage(self._window.context, self._file.place, login)
        page.entered.connect(self._enter_recovered)
        page.back.connect(self.show_login)
        self._cover(page)

    def _enter_recovered(self, entered: "Entered") -> None:
        self.enter(entered)
        self._window.strips.show_strip(sheet_opened_strip(self._window))

    def _take_file(self, place: Path) -> None:
        self._file = replace(self._file, place=place, may_be_made=False)
        self._look()

    def _close_first_run(self) -> None:
        """Leave the ways to start: to the file that is there, else the program."""
        if self._file.place.is_file():
            self.show_login()
        else:
            self._window.close()

    def _cover(self, page: QWidget) -> None:
        self._window.cover(page)

    def _opened(self, station: Station) -> None:
        self._window.set_station(station)
        first = self._window.first_place
        self._import(self._window.makings(first) if first else (), self._open_first_place, pause_ms=0)

    def _open_first_place(self) -> None:
        self._window.uncover()
        self._window.open_first_place()
        self._import(self._window.makings(), _collect_garbage, pause_ms=_PAUSE_MS)

    def _import(self, makings: Iterable[Making], then: Callable[[], object], *, pause_ms: int) -> None:
        from trainer_app.ui.ahead import Ahead

        ahead = Ahead(makings, self, pause_ms=pause_ms)
        ahead.ended.connect(then)
        ahead.start()

    def _refused(self, fault: Exception) -> None:
        from trainer_app.storage import file_lock
        from trainer_app.storage.file_lock import InUse

        if isinstance(fault, InUse) and fault.holder.is_own_window:
            file_lock.knock(self._file.place)
            self._leave(0)
        elif isinstance(fault, AppError):
            self._ask(fault)

    def _ask(self, fault: AppError) -> None:
        from trainer_app.ui.lost_file import LostFileDialog, refused_dialog

        place = self._file.place
        usual = None if place == self._file.usual else self._file.usual
        if not self._file.may_be_made and not place.is_file():
            self._dialog = LostFileDialog(self._window, place, why="", usual=usual)
        else:
            self._dialog = refused_dialog(self._window, place, fault, usual=usual)
        self._dialog.finished.connect(self._answered)
        self._dialog.open()

    def _answered(self) -> None:
        if self._dialog is not None and self._dialog.wants_backup:
            self.show_restore()
        elif self._dialog is not None and self._dialog.wants_again:
            self._look()
        elif self._dialog is not None and self._dialog.wants_look:
            self._only_looks = True
            self.show_login()
        elif self._dialog is not None and self._dialog.place is not None:
            self._window.open_programme(self._dialog.place)
        else:
            self._leave(NOT_OPENED)

    def _leave(self, status: int) -> None:
        # Else the closed window would quit once more, after the loop has ended with this status.
        QApplication.setQuitOnLastWindowClosed(False)
        self._window.close()
        QApplication.exit(status)


def look(*, place: Path) -> bool:
    """Make sure that a programme file and its keys are there; gives whether it is a sample.

    Raises:
        DatabaseUnusable, KeyFileUnreadable: they are not.
    """
    from trainer_app.services import programme_files, sample_users
    from trainer_app.storage import keys

    programme_files.expect(place=place)
    keys.KeyFile.read(keys.place_of(place))
    return sample_users.is_sample(place)


def set_back(session: Any, *, now: datetime) -> "SetBack | None":
    """Whether the clock is wrong, asked away from the window."""
    from trainer_app.services import clock

    return clock.set_back(session, now=now)


def clock_strip(found: "SetBack") -> MessageStrip:
    """That the clock was set back, with both times, and that work can go on."""
    from trainer_app.ui import backup_words

    def both_times() -> str:
        words = _("The clock of this computer is behind: it shows {now}, and something was saved at {saved}.")
        return words.format(
            now=backup_words.instant(found.clock), saved=backup_words.instant(found.last_step)
        )

    return MessageStrip(
        "warn",
        both_times,
        lambda: _(
            "Set it right. Work can go on: the order of what is saved does not depend on it, its dates do."
        ),
        closes=True,
        stays=True,
    )


def sheet_opened_strip(window: "MainWindow") -> MessageStrip:
    """That the sealed sheet is sealed no longer, and what to do; who may make a new key gets there."""
    user = window.context.user
    may_renew = user is not None and Role.ADMINISTRATOR in user.roles
    return MessageStrip(
        "warn",
        lambda: _("The sealed sheet was opened."),
        lambda: (
            _("Whoever has read its key can open this file. Make a new key, and seal its two sheets.")
            if may_renew
            else _("Whoever has read its key can open this file. Ask an administrator to make a new key.")
        ),
        button=(lambda: _("Open the settings")) if may_renew else "",
        on_click=lambda: window.navigate("settings"),
        closes=True,
        stays=True,
    )


def only_looks_strip() -> MessageStrip:
    """That nothing can be changed, and how to work in the file."""
    return MessageStrip(
        "info",
        lambda: _("You only look: another program works in this file."),
        lambda: _("Nothing can be changed here. Close the file there, then sign in here again to work."),
        stays=True,
    )


def _collect_garbage() -> None:
    """From now on; what was imported stays, and looking through it would hold the window for 70 ms."""
    gc.freeze()
    gc.enable()
