"""Makes the application object and the window, once, from what it is given."""

import os
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog

from trainer_app.core.errors import AppError
from trainer_app.core.log import logger
from trainer_app.core.settings import Settings
from trainer_app.storage.late import LateDatabase
from trainer_app.ui.appearance import Appearance
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.opening import Opening, ProgrammeFile
from trainer_app.ui.page import Finder, PageEntry, Station
from trainer_app.ui.tasks import Sessions, Tasks

if TYPE_CHECKING:
    from trainer_app.services.signing_in import Entered
_SWITCH_SECONDS = 0.0002
"""How long each call from Qt into Python may wait while the database thread computes; Python's own is 5 ms,
with which a page that is painted meanwhile holds the window half as long again."""


def run_window(
    database: LateDatabase,
    settings: Settings,
    *,
    pages: tuple[PageEntry, ...],
    file: ProgrammeFile,
    where: Callable[[Any], Station],
    finder: Finder | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> int:
    """Open the window and stay until it is closed; returns the exit status.

    The frame is shown first; who signs in opens the database, and the service `where` is its first question.
    `OPEN_ANOTHER`: the user chose another programme file, which the setting `database` names.
    """
    application = make_application()
    window = make_window(
        application, database, settings, pages=pages, station=Station(), finder=finder, clock=clock
    )
    window.cover()
    opening = Opening(window, file, where, database.give)
    window.begin = opening.begin
    window.show()
    status = application.exec()
    window.context.tasks.close()
    database.close()
    opening.release()
    close_window(window)
    return status


def close_window(window: MainWindow) -> None:
    """Let go of a window; it would follow every change of the look of the next one."""
    window.context.tasks.close()
    window.hide()
    sys.excepthook = sys.__excepthook__
    for part in (window.context.tasks, window.context.appearance, window):
        part.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def make_application() -> QApplication:
    """The application object in the style that the theme is made for."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    sys.setswitchinterval(_SWITCH_SECONDS)
    application.setStyle("Fusion")
    application.setApplicationName("JointPoliceTraining")
    application.setQuitOnLastWindowClosed(True)
    return application


def make_window(
    application: QApplication,
    database: Sessions,
    settings: Settings,
    *,
    pages: tuple[PageEntry, ...],
    station: Station,
    finder: Finder | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    entered: "Entered | None" = None,
) -> MainWindow:
    """The window with everything it needs, not yet shown; `entered` says who works in it from the start."""
    appearance = Appearance(application, settings)
    appearance.apply()
    faults = Faults(application)
    tasks = Tasks(database, clock, application)
    window = MainWindow(
        tasks,
        settings,
        appearance,
        pages,
        clock=clock,
        station=station,
        finder=finder,
        show_error=faults.show,
    )
    faults.hook(window)
    if entered is not None:
        window.enter(entered)
    return window


class Faults(QObject):
    """Brings every unexpected exception to the log and the one error dialog."""

    _raised = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._window: MainWindow | None = None
        self._dialog: QDialog | None = None
        self._raised.connect(self.show)

    def hook(self, window: MainWindow) -> None:
        """Catch what slots raise; it would be swallowed otherwise."""
        self._window = window
        sys.excepthook = self._caught

    def show(self, fault: Exception) -> None:
        """Tell a fault; a second one while the dialog is open only goes to the log."""
        if isinstance(fault, AppError) and self._window is not None:
            self._window.show_fault(fault)
            return
        if self._dialog is not None and self._dialog.isVisible():
            return
        from trainer_app.ui.widgets.dialogs import ErrorDialog

        self._dialog = ErrorDialog(self._window, details_of(fault))
        self._dialog.open()

    def _caught(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(fault, Exception):
            sys.__excepthook__(kind, fault, trace)
            return
        logger.error("unexpected fault", exc_info=(kind, fault, trace))
        self._raised.emit(fault)


def details_of(fault: BaseException) -> str:
    """The way to a fault for whoever looks after the program; places and kinds, no data of people."""
    lines = [type(fault).__name__]
    for frame in traceback.extract_tb(fault.__traceback__):
        lines.append(f"{os.path.basename(frame.filename)}:{frame.lineno} {frame.name}")  # noqa: PTH119
    return "\n".join(lines)
