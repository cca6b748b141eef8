"""The way from one programme file to another, in the real event loop."""

import gc
import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui.entrance.conftest import PASSWORD, make
from tests.ui.pages.looking import button, click, words
from trainer_app import __main__ as program
from trainer_app.core import paths
from trainer_app.core.settings import Settings
from trainer_app.rules.roles import Role
from trainer_app.services import sample_users
from trainer_app.services.sample_users import SAMPLE_KEY, SAMPLE_PASSWORD
from trainer_app.storage import keys
from trainer_app.storage.engine import open_database
from trainer_app.ui.entrance.first_run import FirstRun
from trainer_app.ui.entrance.lock import LockPage
from trainer_app.ui.entrance.login import LoginPage
from trainer_app.ui.entrance.recovery import RecoveryPage
from trainer_app.ui.entrance.restore import RestorePage
from trainer_app.ui.main_window import MainWindow

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
    """Does one step after the other, each once its dialog, page of the gate, or window is there."""

    def __init__(self, *steps) -> None:
        super().__init__(interval=20)
        self.steps = list(steps)
        self.timeout.connect(self._step)
        self.start()

    def _step(self) -> None:
        if self.steps and (found := self._find(self.steps[0][0])) is not None:
            _kind, act = self.steps.pop(0)
            act(found)

    def _find(self, kind):
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        dialogs = [each for each in shown if isinstance(each, QDialog)]
        for window in (each for each in shown if isinstance(each, MainWindow)):
            if kind is MainWindow:
                return window if window.page is not None and not window.is_covered else None
            if isinstance(window.gate.page, kind) and window.is_covered:
                return window.gate.page
        return next((each for each in dialogs if isinstance(each, kind)), None)


def sign_in(login="samina", password=PASSWORD):
    def act(page):
        page.login.setText(login)
        page.password.setText(password)
        click(page.button)

    return LoginPage, act


def leave():
    return MainWindow, lambda window: window.close()


@pytest.fixture
def place(tmp_path):
    path = tmp_path / "first.db"
    make(path)[0].database.close()
    return path


def test_who_signs_in_works_in_the_file_and_the_next_start_asks_for_it_again(place, qapp):
    seen = []
    look = (MainWindow, lambda window: seen.append((window.status.user_words, window.sidebar.programme)))
    user = User(sign_in(), look, leave())
    assert program.open_window(place) == 0
    assert (user.steps, remembered()) == ([], str(place))
    assert "Samina Akhtar" in seen[0][0]
    assert seen[0][1] == "Joint 2026"
    assert gc.isenabled()
    user = User((LoginPage, lambda page: seen.append(page.login.text())), (LoginPage, close_window_of))
    assert program.open_window() == 0
    assert (user.steps, seen[-1]) == ([], "samina")


def close_window_of(page):
    page.window().close()


def test_the_file_chosen_in_the_window_is_opened_in_its_place(place, tmp_path, qapp):
    second = tmp_path / "second.db"
    make(second)[0].database.close()
    user = User(sign_in(), (MainWindow, lambda window: window.open_programme(second)), sign_in(), leave())
    assert program.open_window(place) == 0
    assert (user.steps, remembered()) == ([], str(second))


def test_where_there_is_no_file_the_first_run_begins_and_leaves_nothing_when_it_is_closed(qapp):
    user = User((FirstRun, lambda page: click(button(page, "Close"))))
    assert program.open_window() == 0
    assert user.steps == []
    assert list(paths.data_dir().iterdir()) == []


def test_the_usual_file_that_is_gone_is_told_and_its_backup_is_near(qapp):
    usual = paths.default_database()
    make(usual)[0].database.close()
    user = User(sign_in(), leave())
    assert program.open_window() == 0
    for file in usual.parent.glob("programme.db*"):
        file.unlink()
    seen = []
    user = User(
        (FirstRun, lambda page: seen.append(page.strips.strips()[0].accessibleName())),
        (FirstRun, lambda page: page.go_on()),
        (RestorePage, lambda page: seen.append(page.login.text())),
        (RestorePage, close_window_of),
    )
    assert program.open_window() == 0
    assert user.steps == []
    assert "is gone" in seen[0]
    assert seen[1] == "samina"


def test_another_person_begins_with_the_name_and_on_the_first_page(place, qapp):
    seen = []
    user = User(
        sign_in(),
        (MainWindow, lambda window: window.navigate("settings")),
        (MainWindow, lambda window: window.lock_asked.emit()),
        (LockPage, lambda page: click(button(page, "Another person"))),
        (LoginPage, lambda page: seen.append(page.login.text())),
        (LoginPage, close_window_of),
    )
    assert program.open_window(place) == 0
    assert (user.steps, seen) == ([], [""])


def test_another_person_signs_in_from_the_lock(place, qapp):
    user = User(
        sign_in(),
        (MainWindow, lambda window: window.lock_asked.emit()),
        (LockPage, lambda page: click(button(page, "Another person"))),
        sign_in(),
        leave(),
    )
    assert program.open_window(place) == 0
    assert user.steps == []


def test_from_the_page_of_signing_in_the_ways_to_start_and_the_recovery_key_are_near(place, qapp):
    user = User(
        (LoginPage, lambda page: click(button(page, "Another programme file"))),
        (FirstRun, lambda page: click(button(page, "Close"))),
        (LoginPage, lambda page: click(button(page, "Forgot the password"))),
        (RecoveryPage, lambda page: click(button(page, "Back to signing in"))),
        (LoginPage, close_window_of),
    )
    assert program.open_window(place) == 0
    assert user.steps == []


def test_who_came_by_the_sealed_sheet_is_told_to_make_a_new_key(tmp_path, qapp):
    place = tmp_path / "first.db"
    made, recovery_key = make(place)
    made.database.close()
    seen = []

    def recover(page):
        page.key.setText(recovery_key)
        page.new.first.setText("another horse battery")
        page.new.again.setText("another horse battery")
        click(page.button)

    def look(window):
        [strip] = window.strips.strips()
        seen.append(strip.first)
        click(button(strip, "Open the settings"))
        seen.append(window.place.page)

    user = User(
        (LoginPage, lambda page: page.login.setText("samina")),
        (LoginPage, lambda page: click(button(page, "Forgot the password"))),
        (RecoveryPage, lambda page: page.login.setText("samina")),
        (RecoveryPage, recover),
        (MainWindow, look),
        leave(),
    )
    assert program.open_window(place) == 0
    assert user.steps == []
    assert seen == ["The sealed sheet was opened.", "settings"]


def test_a_sample_names_its_users_and_each_signs_in(tmp_path, qapp):
    place = tmp_path / "sample.db"
    database = open_database(place, SAMPLE_KEY)
    with database.transaction() as session:
        from trainer_app.services import programme, reference

        reference.load(session)
        programme.set_up(session, side="PK", station_code="IS", today=program.date(2026, 11, 23))
        ids = sample_users.add(session)
    database.close()
    sample_users.write_keys(place, ids)
    seen = []
    user = User(
        (LoginPage, lambda page: seen.append(words(page))),
        sign_in("auditor", SAMPLE_PASSWORD),
        (MainWindow, lambda window: seen.append(window.context.user.roles)),
        leave(),
    )
    assert program.open_window(place) == 0
    assert user.steps == []
    assert SAMPLE_PASSWORD in seen[0]
    assert seen[1] == frozenset({Role.AUDITOR})


def test_a_file_that_is_gone_is_told_and_the_usual_one_opened(tmp_path, qapp):
    make(paths.default_database())[0].database.close()
    settings = Settings(paths.settings_file())
    settings.set("database", str(tmp_path / "gone.db"))
    settings.save()
    user = User((QDialog, lambda dialog: click(button(dialog, "Open the usual file"))), sign_in(), leave())
    assert program.open_window() == 0
    assert (user.steps, remembered()) == ([], str(paths.default_database()))


def test_a_damaged_file_is_refused_and_the_program_can_be_closed(tmp_path, qapp):
    damaged = tmp_path / "damaged.db"
    damaged.write_text("no pages here " * 200)
    user = User((QDialog, lambda dialog: click(button(dialog, "Close the program"))))
    assert program.open_window(damaged) == 1
    assert (user.steps, remembered()) == ([], None)


def test_a_file_without_its_keys_is_told_before_a_password_is_asked(place, qapp):
    keys.place_of(place).unlink()
    seen = []
    user = User(
        (QDialog, lambda dialog: seen.append(words(dialog))),
        (QDialog, lambda dialog: click(button(dialog, "Close the program"))),
    )
    assert program.open_window(place) == 1
    assert user.steps == []
    assert "key file" in seen[0]
