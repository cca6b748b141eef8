from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.entrance.conftest import PASSWORD
from tests.ui.pages.looking import button, click, dialog, words
from trainer_app.rules.roles import Role
from trainer_app.services.signing_in import Entered
from trainer_app.ui.entrance.lock import LockPage
from trainer_app.ui.entrance.locking import Locking
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import Field
from trainer_app.ui.widgets.text_fields import TextField


@pytest.fixture
def working(frame, entered, qtbot):
    """The window in which the officer works."""
    frame.enter(entered)
    frame.uncover()
    frame.navigate("today")
    qtbot.waitUntil(lambda: frame.page is not None)
    return frame


@pytest.fixture
def locking(working, entered):
    return Locking(working, entered)


def unlock(window, qtbot):
    QTest.keyClicks(window.gate.page.password, PASSWORD)
    click(button(window.gate.page, "Unlock"))
    qtbot.waitUntil(lambda: not window.is_covered)


def test_ctrl_l_hides_everything_and_the_password_brings_it_back(working, locking, qtbot):
    QTest.keyClick(working, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(working.gate.page, LockPage)
    assert not any(
        part.isVisible() for part in (working.sidebar, working.top_bar, working.stack, working.status)
    )
    assert working.windowTitle() == "Joint Police Training"
    unlock(working, qtbot)
    assert working.page.isVisible()
    assert working.windowTitle().startswith("\u2068today")


def test_the_button_of_the_top_bar_locks_too(working, locking):
    click(working.top_bar.lock_button)
    assert working.is_covered


def test_keys_of_the_window_do_nothing_behind_the_lock(working, locking):
    locking.lock()
    place = working.place
    for key in (Qt.Key.Key_2, Qt.Key.Key_K):
        QTest.keyClick(working, key, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(working, Qt.Key.Key_F10)
    assert working.place == place
    assert not working.search.hasFocus()
    assert not working.menuBar().isVisible()


def test_what_is_typed_in_a_dialog_is_there_again_after_the_lock(working, locking, qtbot):
    field = TextField()
    opened = Dialog(working, "Edit Amina Khan")
    opened.body.addWidget(Field("Name", field))
    opened.open()
    QTest.keyClicks(field, "half a wor")
    locking.lock()
    assert not opened.isVisible()
    unlock(working, qtbot)
    assert opened.isVisible()
    assert field.text() == "half a wor"
    opened.reject()


def test_a_dialog_that_opens_behind_the_lock_waits(working, locking, qtbot):
    locking.lock()
    late = Dialog(working, "Issue 3 certificates?")
    late.add_action("Issue", late.accept)
    late.open()
    qtbot.waitUntil(lambda: not late.isVisible())
    unlock(working, qtbot)
    qtbot.waitUntil(late.isVisible)
    late.reject()


def test_what_is_said_behind_the_lock_is_shown_after_it(working, locking, qtbot):
    working.toast("Amina Khan is on the roll")
    locking.lock()
    assert not working.toast_bar.isVisible()
    working.toast("3 certificates issued")
    assert not working.toast_bar.isVisible()
    unlock(working, qtbot)
    assert "3 certificates issued" in words(working.toast_bar)


def test_a_notice_comes_before_the_idle_lock_and_goes_with_the_next_key(working, entered, qtbot):
    locking = Locking(working, entered, idle_seconds=0.6, notice_seconds=0.3)
    working.windowHandle().installEventFilter(locking._idle)
    qtbot.waitUntil(working.strips.isVisible)
    assert "locks in one minute" in working.strips.strips()[0].accessibleName()
    QTest.mouseMove(working.windowHandle(), QPoint(9, 9))
    qtbot.waitUntil(lambda: not working.strips.isVisible())
    qtbot.waitUntil(lambda: working.is_covered)
    assert "Locked after 3 minutes" in words(working.gate.page)


@pytest.mark.parametrize(
    ("roles", "minutes"), [({Role.AUDITOR}, 10), ({Role.AUDITOR, Role.ADMINISTRATOR}, 3)]
)
def test_administrators_are_locked_earlier(working, entered, roles, minutes):
    user = replace(entered.user, roles=frozenset(roles))
    assert Locking(working, Entered(entered.database, user))._minutes == minutes


def test_another_person_is_told_of_values_that_would_be_forgotten(working, locking, qtbot):
    from PySide6.QtCore import QTimer

    working.context.tasks.set_not_accepted(1)
    locking.lock()
    seen = []

    def answer():
        seen.append(words(dialog()))
        click(button(dialog(), "Cancel"))

    QTimer.singleShot(100, working, answer)
    click(button(working.gate.page, "Another person"))
    assert "forgotten when another person signs in" in seen[0]
    assert working.is_covered
