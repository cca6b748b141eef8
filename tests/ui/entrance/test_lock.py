from datetime import datetime

import pytest
from PySide6.QtTest import QTest

from tests.ui.entrance.conftest import PASSWORD
from tests.ui.pages.looking import button, click, words
from trainer_app.ui.entrance.lock import LockPage, lock_words, waiting_words
from trainer_app.ui.tasks import Saving


@pytest.fixture
def page(frame, entered, cover):
    return cover(
        LockPage(frame.context, entered.user, entered.database.place, minutes=10, second=lambda: "Joint 2026")
    )


def test_the_page_names_no_person_but_the_login(page):
    assert "Samina Akhtar" not in words(page)
    assert "samina" in words(page)
    assert "Locked after 10 minutes" in words(page)


def test_the_password_of_who_signed_in_opens_the_window(page, qtbot):
    QTest.keyClicks(page.password, PASSWORD)
    with qtbot.waitSignal(page.unlocked):
        click(button(page, "Unlock"))


def test_another_password_does_not(page, qtbot):
    QTest.keyClicks(page.password, "not the right one")
    with qtbot.assertNotEmitted(page.unlocked):
        click(button(page, "Unlock"))
        qtbot.waitUntil(page.fault.isVisible)
    assert page.fault.words.startswith("The password is wrong.")


def test_what_waits_is_said_and_follows_the_saving(page):
    assert "Your work is saved." in words(page)
    page.context.tasks.set_not_accepted(2)
    assert "2 values that were not accepted wait for you" in words(page)


@pytest.mark.parametrize(
    ("saving", "said"),
    [
        (Saving("saving"), "is being saved"),
        (Saving("not_saved", datetime(2026, 11, 23).astimezone(), "The disk is full."), "The disk is full."),
    ],
)
def test_the_truth_about_saving_is_said(saving, said):
    assert said in waiting_words(saving)


def test_a_lock_that_was_asked_for_names_no_minutes():
    assert lock_words(0) == "Locked"
    assert lock_words(1) == "Locked after 1 minute"
