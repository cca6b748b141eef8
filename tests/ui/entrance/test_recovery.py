import pytest
from PySide6.QtTest import QTest

from tests.ui.entrance.conftest import PASSWORD
from tests.ui.pages.looking import button, click
from trainer_app.services import signing_in
from trainer_app.storage.key_refusals import WrongPassword
from trainer_app.ui.entrance.recovery import RecoveryPage

NEW = "another four words here"


@pytest.fixture
def page(frame, made, cover):
    return cover(RecoveryPage(frame.context, made.place, made.login))


def fill(page, key):
    QTest.keyClicks(page.key, key)
    QTest.keyClicks(page.new.first, NEW)
    QTest.keyClicks(page.new.again, NEW)


def test_the_printed_key_opens_the_file_and_the_new_password_from_then_on(page, made, qtbot):
    fill(page, made.recovery_key.lower().replace("-", " "))
    with qtbot.waitSignal(page.entered) as came:
        click(button(page, "Set the password and sign in"))
    came.args[0].database.close()
    signing_in.sign_in(made.place, login=made.login, password=NEW).database.close()
    with pytest.raises(WrongPassword):
        signing_in.sign_in(made.place, login=made.login, password=PASSWORD)


def test_a_key_of_another_file_is_refused_and_the_password_stays(page, made, qtbot):
    fill(page, made.recovery_key[:-1] + ("0" if made.recovery_key[-1] != "0" else "1"))
    click(button(page, "Set the password and sign in"))
    qtbot.waitUntil(page.fault.isVisible)
    assert "Nothing was changed" in page.fault.words
    assert page.key.hasFocus()
    assert page.key.selectedText() == page.key.text()
    signing_in.sign_in(made.place, login=made.login, password=PASSWORD).database.close()


def test_the_button_waits_for_a_key_and_a_password_that_keeps_the_rules(page, made):
    assert not page.button.isEnabled()
    fill(page, made.recovery_key)
    assert page.button.isEnabled()


def test_who_remembers_goes_back(page, qtbot):
    with qtbot.waitSignal(page.back):
        click(button(page, "Back to signing in"))
