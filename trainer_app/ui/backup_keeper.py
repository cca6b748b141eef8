"""Backs up the programme file by itself: while it is worked on, before imports, and at the end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from typing_extensions import override

from trainer_app.core.errors import AppError
from trainer_app.core.language import _
from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.storage.backup import Backup, Occasion
from trainer_app.ui.tasks import Task
from trainer_app.ui.widgets.strips import MessageStrip

if TYPE_CHECKING:
    from trainer_app.services.backups import Made
    from trainer_app.services.signing_in import Entered
    from trainer_app.storage.engine import Database
    from trainer_app.ui.main_window import MainWindow

LOOK_MS = 10 * 60 * 1000
FIRST_LOOK_MS = 1000
"""After signing in; the first page is read and painted before."""
SECOND_PLACE = "backup/second"
"""Setting of this workstation: the folder that gets a copy of every backup."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is of backups: those of both places, newest first; whether another is due, or late."""

    found: tuple[Backup, ...]
    is_due: bool
    is_late: bool
    is_second_missing: bool

    @property
    def newest(self) -> Backup | None:
        """The newest backup."""
        return self.found[0] if self.found else None


class BackupKeeper(QObject):
    """Watches one window from the moment when somebody signed in; a server needs no backups of ours.

    Backups are made beside the database thread, so that saving goes on. One that could not be made is told in
    a strip that stays until one was made. Signals: looked(Standing) after each look and each backup.
    """

    looked = Signal(object)

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._entered: Entered | None = None
        self._task: Task | None = None
        self._strip: MessageStrip | None = None
        self._has_changed = self._is_imported_over = False
        self._is_let_go = False
        self._again: Callable[[], object] | None = None
        self.standing: Standing | None = None
        self._turn = QTimer(self, interval=LOOK_MS)
        self._turn.timeout.connect(self.make_if_due)
        window.entered_by.connect(self._begin)
        window.context.tasks.changed.connect(self._changed)
        window.installEventFilter(self)

    @property
    def entered(self) -> "Entered | None":
        """The open file and who works in it, where backups can be made of it."""
        return self._entered

    @property
    def second(self) -> Path | None:
        """The folder that gets a copy of every backup, if one was chosen."""
        chosen = self._window.context.settings.get(SECOND_PLACE)
        return Path(chosen) if chosen else None

    def set_second(self, place: Path | None) -> None:
        """Choose the second place, or none."""
        settings = self._window.context.settings
        settings.set(SECOND_PLACE, str(place) if place else None)
        settings.save()
        self.look()

    def look(self) -> None:
        """Look what there is, and show it."""
        self._look(self._show)

    def make_if_due(self) -> None:
        """Look what there is; back up where that is due and something was changed."""
        self._look(self._make_if_due)

    def _look(self, then: Callable[[Standing], object]) -> None:
        if self._entered is not None:
            self._window.context.tasks.run_aside(
                look,
                then,
                place=self._entered.database.place,
                second=self.second,
                now=self._window.context.now(),
            )

    def make(self, occasion: Occasion = Occasion.ASKED) -> Task | None:
        """Back up now; gives the task, that of a backup under way where there is one."""
        if self._entered is None or self._task is not None:
            return self._task
        self._has_changed, self._is_imported_over = False, occasion is Occasion.IMPORT
        self._task = self._window.context.tasks.run_aside(
            make,
            self._made,
            on_failure=self._failed,
            database=self._entered.database,
            second=self.second,
            now=self._window.context.now(),
            occasion=occasion,
        )
        self._task.cancelled.connect(self._withdrawn)
        self._task.ended.connect(self._ended)
        return self._task

    def make_before_import(self) -> Task | None:
        """Back up before an import; None where that was done and nothing was changed since."""
        if self._is_imported_over and not self._has_changed and self._task is None:
            return None
        return self.make(Occasion.IMPORT)

    def stop(self) -> None:
        """Make no more backups: the file is closed, or another one takes its place."""
        self._turn.stop()
        self._entered = None
        if self._task is not None:
            self._task.cancel()

    # Restoring

    def restore(self, chosen: Backup, password: str) -> None:
        """Close the file, put a backup in its place, say what was kept, and open it again."""
        from trainer_app.ui.entrance.restoring import RestoringPage

        entered, tasks = self._entered, self._window.context.tasks
        if entered is None:
            return
        self.stop()
        page = RestoringPage(self._window.context, entered.database.place, chosen)
        page.opened.connect(self._open_restored)
        page.given_up.connect(self._window.leave_to_another)
        self._window.cover(page)
        close = entered.database.close
        # One after the other in both threads, so that neither has the file open any longer.
        tasks.run_aside(
            _nothing, lambda _: tasks.run(close, lambda _: page.start(entered.user.login, password))
        )

    def _open_restored(self, entered: "Entered") -> None:
        entered.database.close()
        self._window.leave_to_another()

    # Closing

    def holds(self, again: Callable[[], object]) -> bool:
        """Whether closing waits for a backup of what was changed; `again` is called when it may go on."""
        if self._entered is None or self._is_let_go or not (self._has_changed or self._task is not None):
            return False
        task = self.make(Occasion.SCHEDULE)
        if task is None or self._again is not None:
            return self._again is not None
        self._again = again
        if self._window.is_covered:  # nobody is asked behind the lock
            task.ended.connect(self._let_go)
            return True
        from trainer_app.ui.closing_dialog import ClosingDialog

        dialog = ClosingDialog(self._window, task)
        dialog.accepted.connect(self._let_go)
        dialog.rejected.connect(self._stay)
        dialog.open()
        return True

    def _let_go(self) -> None:
        again, self._again = self._again, None
        if again is not None:
            self._is_let_go = True
            again()
            self._is_let_go = False

    def _stay(self) -> None:
        self._again = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QCloseEvent) and self.holds(self._window.close):
            event.ignore()
            return True
        return False

    # What arrives

    def _begin(self, entered: "Entered") -> None:
        database = entered.database
        if database.is_file and database.key is not None and not database.only_looks:
            self._entered = entered
            self._turn.start()
            QTimer.singleShot(FIRST_LOOK_MS, self, self.look)

    def _changed(self, _nouns: object) -> None:
        self._has_changed = True

    def _make_if_due(self, standing: Standing) -> None:
        self._show(standing)
        if self._has_changed and standing.is_due:
            self.make(Occasion.SCHEDULE)

    def _show(self, standing: Standing) -> None:
        self.standing = standing
        self._window.status.show_backup(standing, self._window.context.now)
        self.looked.emit(standing)

    def _made(self, _made: "Made") -> None:
        self._take_strip()

    def _failed(self, fault: Exception) -> None:
        self._withdrawn()
        if isinstance(fault, AppError):
            self._take_strip()
            self._strip = MessageStrip(
                "danger",
                lambda: _("The backup was not made."),
                fault.sentence,
                button=lambda: _("Back up now"),
                on_click=self.make,
                stays=True,
            )
            self._window.strips.show_strip(self._strip)

    def _withdrawn(self) -> None:
        self._has_changed, self._is_imported_over = True, False

    def _ended(self) -> None:
        self._task = None
        self.look()

    def _take_strip(self) -> None:
        if self._strip is not None:
            self._window.strips.take(self._strip)
            self._strip = None


def _nothing() -> None:
    """What is waited for has ended when this is called."""


def look(*, place: Path, second: Path | None, now: datetime) -> Standing:
    """What there is of backups; a second place may take long to answer, so no window waits for it."""
    from trainer_app.services import backups

    found = backups.found(place, second)
    is_late = not found or now - found[0].made_at >= backups.LATE_AFTER
    is_missing = second is not None and not second.is_dir()
    return Standing(tuple(found), backups.is_due(place, now=now), is_late, is_missing)


def make(
    *,
    database: "Database",
    second: Path | None,
    now: datetime,
    occasion: Occasion,
    progress: Progress = NO_PROGRESS,
) -> Any:
    """Make a backup; one that is asked for only by those who may."""
    from trainer_app.services import backups

    if occasion is Occasion.ASKED:
        with database.reading() as session:
            backups.expect_may_back_up(session)
    return backups.make(database, second=second, now=now, occasion=occasion, progress=progress)
