"""The way from one programme file to another, in the real event loop."""

import gc
import sys
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui.conftest import NOW
from tests.ui.pages.looking import button, click
from tests.ui.sample_pages import PAGES
from trainer_app import __main__ as program
from trainer_app.core import paths
from trainer_app.core.settings import Settings
from trainer_app.services import stations
from trainer_app.storage.engine import connect
from trainer_app.storage.late import LateDatabase
from trainer_app.ui.application import make_window
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.opening import Opening, ProgrammeFile
from trainer_app.ui.page import Station
from trainer_app.ui.widgets.dialogs import ErrorDialog
from trainer_app.ui.widgets.states import Skeleton

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="moves the home by XDG folders")


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    hook = sys.excepthook
    yield
    sys.excepthook = hook


def remembered():
    return Settings(paths.settings_file()).get("database")


class User(QTimer):
    """Does one step after the other, each with the window or dialog that is open."""

    def __init__(self, *steps) -> None:
        super().__init__(interval=20)
        self.steps = list(steps)
        self.done = []
        self.timeout.connect(self._step)
        self.start()

    def _step(self) -> None:
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        dialogs = [each for each in shown if isinstance(each, QDialog)]
        windows = [each for each in shown if isinstance(each, MainWindow) and each.page is not None]
        found = dialogs or [each for each in windows if each not in self.done]
        if found and self.steps:
            if isinstance(found[0], MainWindow):
                self.done.append(found[0])
            self.steps.pop(0)(found[0])


def test_the_file_chosen_in_the_window_is_opened_and_opened_again_at_the_next_start(tmp_path, qapp):
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    program.open_programme(second, today=program.datetime.now(program.UTC).date()).close()
    user = User(lambda window: window.open_programme(second), lambda window: window.close())
    assert program.open_window(first) == 0
    assert (user.steps, remembered()) == ([], str(second))
    assert gc.isenabled()
    user = User(lambda window: window.close())
    assert program.open_window() == 0
    assert (user.steps, remembered()) == ([], str(second))


def test_a_file_that_is_gone_is_told_and_the_usual_one_opened(tmp_path, qapp):
    settings = Settings(paths.settings_file())
    settings.set("database", str(tmp_path / "gone.db"))
    settings.save()
    user = User(lambda dialog: click(button(dialog, "Open the usual file")), lambda window: window.close())
    assert program.open_window() == 0
    assert (user.steps, remembered()) == ([], str(paths.default_database()))
    database = connect(paths.default_database())
    with database.reading() as session:
        assert stations.here(session).code == "IS"
    database.close()


def test_a_damaged_file_is_refused_and_the_program_can_be_closed(tmp_path, qapp):
    damaged = tmp_path / "damaged.db"
    damaged.write_text("no pages here " * 200)
    user = User(lambda dialog: click(button(dialog, "Close the program")))
    assert program.open_window(damaged) == 1
    assert (user.steps, remembered()) == ([], None)


@pytest.fixture
def opened_late(qapp, qtbot, settings, tmp_path):
    """Gives the shown window whose database is opened by a function."""
    made = []

    def show(opening):
        window = make_window(
            qapp, LateDatabase(opening), settings, pages=PAGES, station=Station(), clock=lambda: NOW
        )
        file = ProgrammeFile(tmp_path / "programme.db", tmp_path / "programme.db", may_be_made=True)
        window.begin = Opening(window, file, lambda _session: Station("KM", "CN")).begin
        qtbot.addWidget(window)
        made.append(window)
        window.show()
        return window

    yield show
    for window in made:
        window.context.tasks.close()


def test_a_file_that_takes_its_time_leaves_the_window_alive(opened_late, file_database, qtbot):
    gate = threading.Event()

    def opening():
        gate.wait(10)
        return file_database

    window = opened_late(opening)
    qtbot.waitUntil(lambda: window.stack.findChild(Skeleton) is not None)
    assert window.page is None
    gate.set()
    qtbot.waitUntil(lambda: window.page is not None)
    assert "China side" in window.status.station_words
    assert window.stack.count() == 1


def test_a_fault_of_the_program_while_opening_is_told_in_its_dialog(opened_late, qapp, qtbot):
    def opening():
        raise ValueError

    window = opened_late(opening)
    dialogs = lambda: [w for w in qapp.topLevelWidgets() if isinstance(w, ErrorDialog) and w.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    dialogs()[0].reject()
    assert window.page is None
