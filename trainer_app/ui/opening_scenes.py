"""Scenes of a programme file that is not opened, and of what is told once it is."""

from datetime import UTC, datetime
from pathlib import Path

from trainer_app.core.errors import DatabaseUnusable
from trainer_app.core.language import _
from trainer_app.services.clock import SetBack
from trainer_app.storage.file_lock import Holder, InUse, Kind
from trainer_app.storage.place import OnNetworkShare
from trainer_app.ui.entrance_scenes import Act
from trainer_app.ui.lost_file import LostFileDialog, refused_dialog
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.opening import clock_strip
from trainer_app.ui.scene_steps import Step

_LOST, _USUAL = Path("/media/usb/programme.db"), Path("/home/programme.db")
_MORNING = datetime(2026, 11, 23, 4, 5, tzinfo=UTC)
_AFTERNOON = datetime(2026, 11, 27, 9, 40, tzinfo=UTC)


def _lose(window: MainWindow) -> None:
    LostFileDialog(window, _LOST, why="", usual=_USUAL).open()


def _damage(window: MainWindow) -> None:
    _ask(window, DatabaseUnusable(_LOST.name, _("it is no programme file, or its end is missing.")))


def _hold(window: MainWindow) -> None:
    _ask(window, InUse(_LOST.name, Holder("samina", "IS-OFFICE-2", _MORNING.isoformat(), Kind.WINDOW)))


def _share(window: MainWindow) -> None:
    _ask(window, OnNetworkShare(_LOST.name, "smb3"))


def _ask(window: MainWindow, fault: DatabaseUnusable) -> None:
    refused_dialog(window, _LOST, fault, usual=None).open()


def _set_back(window: MainWindow) -> None:
    window.strips.show_strip(clock_strip(SetBack(clock=_MORNING, last_step=_AFTERNOON)))


def _scene(name: str, step: Step) -> Act:
    return name, (step,), LostFileDialog


OPENING: tuple[Act, ...] = (
    _scene("file-lost", _lose),
    _scene("file-unusable", _damage),
    _scene("file-in-use", _hold),
    _scene("file-on-share", _share),
    ("clock-set-back", (_set_back,), None),
)
