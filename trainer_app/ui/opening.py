"""From the painted frame to the first page: the programme file is opened away from the window."""

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from trainer_app.core.errors import AppError
from trainer_app.ui.page import Making, Station

if TYPE_CHECKING:
    from trainer_app.ui.lost_file import LostFileDialog
    from trainer_app.ui.main_window import MainWindow

_WAITING_SHOWN_AFTER_MS = 300
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
    """Asks the database where the program runs, which opens it; then the first page, or a way out."""

    def __init__(self, window: "MainWindow", file: ProgrammeFile, where: Callable[[Any], Station]) -> None:
        super().__init__(window)
        self._window = window
        self._file = file
        self._where = where
        self._dialog: LostFileDialog | None = None
        self._waiting: QWidget | None = None
        self._patience = QTimer(self, singleShot=True, interval=_WAITING_SHOWN_AFTER_MS)
        self._patience.timeout.connect(self._show_waiting)

    def begin(self) -> None:
        """Open the file; the window stays alive meanwhile."""
        self._patience.start()
        self._window.context.tasks.read(self._where, self._opened, on_failure=self._refused)

    def _opened(self, station: Station) -> None:
        self._window.context.settings.set("database", str(self._file.place.absolute()))
        self._window.context.settings.save()
        self._window.set_station(station)
        first = self._window.first_place
        self._import(self._window.makings(first) if first else (), self._open_first_place, pause_ms=0)

    def _open_first_place(self) -> None:
        self._stop_waiting()
        self._window.open_first_place()
        self._import(self._window.makings(), _collect_garbage, pause_ms=_PAUSE_MS)

    def _import(self, makings: Iterable[Making], then: Callable[[], object], *, pause_ms: int) -> None:
        from trainer_app.ui.ahead import Ahead

        ahead = Ahead(makings, self, pause_ms=pause_ms)
        ahead.ended.connect(then)
        ahead.start()

    def _refused(self, fault: Exception) -> None:
        self._stop_waiting()
        if isinstance(fault, AppError):
            self._ask(fault)

    def _ask(self, fault: AppError) -> None:
        from trainer_app.ui.lost_file import LostFileDialog

        place, usual = self._file.place, self._file.usual
        is_gone = not self._file.may_be_made and not place.is_file()
        self._dialog = LostFileDialog(
            self._window,
            place,
            why="" if is_gone else fault.sentence(),
            usual=None if place == usual else usual,
        )
        self._dialog.finished.connect(self._answered)
        self._dialog.open()

    def _answered(self) -> None:
        if self._dialog is not None and self._dialog.place is not None:
            self._window.open_programme(self._dialog.place)
        else:
            # Else the closed window would quit once more, after the loop has ended with this status.
            QApplication.setQuitOnLastWindowClosed(False)
            self._window.close()
            QApplication.exit(NOT_OPENED)

    def _show_waiting(self) -> None:
        from trainer_app.ui.widgets.states import Skeleton
        from trainer_app.ui.widgets.surfaces import Panel

        waiting = Panel(margin=20, surface="page")
        waiting.column.addWidget(Skeleton(rows=6))
        waiting.column.addStretch()
        self._waiting = waiting
        self._window.stack.addWidget(waiting)

    def _stop_waiting(self) -> None:
        self._patience.stop()
        if self._waiting is not None:
            self._window.stack.removeWidget(self._waiting)
            self._waiting.deleteLater()
            self._waiting = None


def _collect_garbage() -> None:
    """From now on; what was imported stays, and looking through it would hold the window for 70 ms."""
    gc.freeze()
    gc.enable()
