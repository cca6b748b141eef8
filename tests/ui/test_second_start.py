"""The program started twice, a clock set back, and a backup put back: in the real event loop."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtWidgets import QDialog

from tests.ui.entrance.conftest import PASSWORD
from tests.ui.pages.looking import button, click, words
from tests.ui.test_opening import (  # noqa: F401 (fixtures and steps of a user)
    User,
    _own_home,
    leave,
    place,
    sign_in,
)
from trainer_app import __main__ as program
from trainer_app.core.settings import Settings
from trainer_app.services import backups, people, signing_in
from trainer_app.storage import file_lock
from trainer_app.storage.file_lock import Kind
from trainer_app.storage.late import LateDatabase
from trainer_app.ui import application
from trainer_app.ui.entrance.login import LoginPage
from trainer_app.ui.entrance.restore import RestorePage
from trainer_app.ui.entrance.restoring import RestoringPage
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.opening import ProgrammeFile
from trainer_app.ui.pages.registry import PAGES

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="moves the home by XDG folders")
ROOT = Path(__file__).parents[2]


def start(place):  # noqa: F811
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    arguments = [sys.executable, "-m", "trainer_app", str(place)]
    return subprocess.Popen(arguments, env=environment, cwd=place.parent)


def test_the_second_start_leaves_the_file_to_the_first_and_ends(place, qtbot):  # noqa: F811
    first = start(place)
    try:
        qtbot.waitUntil(lambda: file_lock.holder_of(place).is_own_window, timeout=30_000)
        lock_file = file_lock.path_of(place)
        before = lock_file.stat().st_mtime_ns
        second = start(place)
        assert second.wait(timeout=30) == 0
        assert lock_file.stat().st_mtime_ns > before
        assert first.poll() is None
    finally:
        first.kill()
        first.wait()


def test_a_file_that_another_program_writes_in_is_told_with_its_holder(place, qapp):  # noqa: F811
    seen = []
    user = User(
        (QDialog, lambda dialog: seen.append(words(dialog))),
        (QDialog, lambda dialog: click(button(dialog, "Close the program"))),
    )
    with file_lock.take(place, kind=Kind.COMMAND, now=datetime.now(UTC)):
        assert program.open_window(place) == 1
    assert user.steps == []
    assert "Only one program at a time may write in it." in seen[0]


def test_a_file_that_is_free_again_is_opened_by_trying_again(place, qapp):  # noqa: F811
    lock = file_lock.take(place, kind=Kind.COMMAND, now=datetime.now(UTC))

    def free(dialog):
        lock.release()
        click(button(dialog, "Try again"))

    user = User((QDialog, free), sign_in(), leave())
    assert program.open_window(place) == 0
    assert user.steps == []


def test_a_file_in_use_is_looked_at_and_nothing_in_it_can_be_changed(place, qapp):  # noqa: F811
    seen = []

    def look(window):
        seen.append([strip.accessibleName() for strip in window.strips.strips()])
        seen.append(window.context.may(people.save_new))
        seen.append(window.backups.entered)

    user = User(
        (QDialog, lambda dialog: click(button(dialog, "Only look at it"))),
        (LoginPage, lambda page: seen.append(words(page))),
        sign_in(),
        (MainWindow, look),
        leave(),
    )
    with file_lock.take(place, kind=Kind.COMMAND, now=datetime.now(UTC)):
        assert program.open_window(place) == 0
    assert user.steps == []
    assert "Only to look: another program works in this file." in seen[0]
    assert "Forgot the password" not in seen[0]
    assert any("You only look" in strip for strip in seen[1])
    assert seen[2:] == [False, None]


def test_a_file_is_free_again_when_its_window_is_closed(place, qapp):  # noqa: F811
    user = User(sign_in(), leave())
    assert program.open_window(place) == 0
    assert user.steps == []
    file_lock.take(place, kind=Kind.COMMAND, now=datetime.now(UTC)).release()


def open_at(place, clock):  # noqa: F811
    database = LateDatabase()
    file = ProgrammeFile(place, place, may_be_made=False)
    return application.run_window(
        database, Settings(), pages=PAGES, file=file, where=program._station, clock=clock
    )


def test_a_clock_that_was_set_back_is_told_and_work_goes_on(place, qapp, qtbot):  # noqa: F811
    seen = []

    def look(window):
        qtbot.waitUntil(lambda: window.strips.strips() != [])
        seen.append(window.strips.strips()[0].accessibleName())
        window.navigate("people")
        seen.append(len(window.strips.strips()))

    user = User(sign_in(), (MainWindow, look), leave())
    now = datetime.now(UTC)
    assert open_at(place, lambda: now - timedelta(days=400)) == 0
    assert user.steps == []
    assert "The clock of this computer is behind" in seen[0]
    assert str(now.year) in seen[0]
    assert seen[1] == 1


def test_a_clock_that_is_right_is_not_spoken_of(place, qapp, qtbot):  # noqa: F811
    seen = []

    def look(window):
        qtbot.waitUntil(lambda: window.context.tasks.is_idle)
        seen.append(window.strips.strips())

    user = User(sign_in(), (MainWindow, look), leave())
    assert open_at(place, lambda: datetime.now(UTC)) == 0
    assert (user.steps, seen) == ([], [[]])


@pytest.fixture
def kept(place):  # noqa: F811
    """A backup of the file."""
    entered = signing_in.sign_in(place, login="samina", password=PASSWORD)
    made = backups.make(entered.database, now=datetime.now(UTC)).backup
    entered.database.settle()
    entered.database.close()
    return made


def look_into(page):
    page.login.setText("samina")
    page.password.setText(PASSWORD)
    click(page.look_button)


def when(kind, is_ready, act):
    """A step that waits until a page is ready."""
    started = monotonic()

    def step(page):
        from PySide6.QtTest import QTest

        while not is_ready(page) and monotonic() - started < 60:
            QTest.qWait(20)
        act(page)

    return kind, step


def test_a_damaged_file_is_replaced_by_its_backup_from_the_window(place, kept, qapp):  # noqa: F811
    place.write_bytes(b"no pages here " * 200)
    user = User(
        (QDialog, lambda dialog: click(button(dialog, "Restore a backup"))),
        when(RestorePage, lambda page: page.chosen is not None, look_into),
        when(RestorePage, lambda page: page.act.isVisible(), lambda page: click(page.act)),
        when(RestoringPage, lambda page: page.button.isEnabled(), lambda page: click(page.button)),
        leave(),
    )
    assert program.open_window(place) == 0
    assert user.steps == []
    assert len(list(place.parent.glob("*-replaced-*.db"))) == 1
    signing_in.sign_in(place, login="samina", password=PASSWORD).database.close()


def test_a_backup_put_back_from_the_settings_closes_and_opens_the_file_again(place, kept, qapp):  # noqa: F811
    user = User(
        sign_in(),
        (MainWindow, lambda window: window.backups.restore(kept, PASSWORD)),
        when(RestoringPage, lambda page: page.button.isEnabled(), lambda page: click(page.button)),
        (LoginPage, lambda _page: None),
        sign_in(),
        leave(),
    )
    assert program.open_window(place) == 0
    assert user.steps == []
    assert len(list(place.parent.glob("*-replaced-*.db"))) == 1
