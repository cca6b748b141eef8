import pytest
from PySide6.QtTest import QTest

from tests.ui.pages.looking import button, click, dialog, words
from trainer_app.rules.roles import Role
from trainer_app.services import signing_in, users
from trainer_app.services.sample_users import SAMPLE_PASSWORD
from trainer_app.storage.key_refusals import WrongPassword

PASSWORD = "a first password"


@pytest.fixture
def card(page, qtbot):
    qtbot.waitUntil(lambda: page.users.table.model().rowCount() > 0)
    return page.users


@pytest.fixture
def chosen(card, programme):
    """Gives the row of a login, chosen in the list."""

    def choose(login):
        with programme.reading() as session:
            row = next(each for each in users.rows(session) if each.login == login)
        card.table.select_id(row.id)
        return row

    return choose


def row_of(programme, login):
    with programme.reading() as session:
        return next((each for each in users.rows(session) if each.login == login), None)


def can_sign_in(programme, login, password):
    try:
        signing_in.confirm(programme.place, login=login, password=password)
    except WrongPassword:
        return False
    return True


def test_a_user_is_added_with_roles_and_a_first_password(card, programme, qtbot):
    click(button(card, "Add user"))
    made = dialog()
    made._name.setText("Ayesha Noor")
    made._login.setText("Ayesha")
    made._boxes[Role.INSTRUCTOR].click()
    assert not made.act.isEnabled()
    QTest.keyClicks(made._new.first, PASSWORD)
    QTest.keyClicks(made._new.again, PASSWORD)
    click(button(made, "Add user"))
    qtbot.waitUntil(lambda: row_of(programme, "ayesha") is not None)
    assert row_of(programme, "ayesha").roles == {Role.INSTRUCTOR}
    assert can_sign_in(programme, "ayesha", PASSWORD)


def test_a_login_that_is_taken_is_refused_at_its_field(card, programme, qtbot):
    click(button(card, "Add user"))
    made = dialog()
    made._name.setText("Ayesha Noor")
    made._login.setText("board")
    made._boxes[Role.INSTRUCTOR].click()
    for field in (made._new.first, made._new.again):
        field.setText(PASSWORD)
    click(button(made, "Add user"))
    qtbot.waitUntil(lambda: "signs in as" in words(made))
    assert can_sign_in(programme, "board", SAMPLE_PASSWORD)
    made.reject()


def test_roles_are_changed(card, chosen, programme, qtbot):
    chosen("verifier")
    click(card.edit_button)
    made = dialog()
    assert not made._login.isEnabled()
    made._boxes[Role.AUDITOR].click()
    click(button(made, "Save changes"))
    qtbot.waitUntil(lambda: row_of(programme, "verifier").roles == {Role.VERIFIER, Role.AUDITOR})


def test_the_last_administrator_stays_one(card, chosen, qtbot):
    chosen("admin")
    click(card.edit_button)
    made = dialog()
    made._boxes[Role.ADMINISTRATOR].click()
    made._boxes[Role.AUDITOR].click()
    click(button(made, "Save changes"))
    qtbot.waitUntil(made.strips.isVisible)
    assert "only administrator" in made.strips.strips()[0].accessibleName()
    made.reject()


def test_a_removed_user_signs_in_no_longer_and_can_be_added_again(card, chosen, programme, qtbot):
    chosen("reports")
    click(card.remove_button)
    click(button(dialog(), "Remove user"))
    qtbot.waitUntil(lambda: not row_of(programme, "reports").is_active)
    assert not can_sign_in(programme, "reports", SAMPLE_PASSWORD)
    qtbot.waitUntil(lambda: any(not row.is_active for row in card._rows))
    chosen("reports")
    assert "was removed" in words(card)
    assert not card.password_button.isEnabled()


def test_nobody_removes_themselves(card, chosen):
    chosen("admin")
    assert not card.remove_button.isEnabled()
    assert "You cannot remove yourself" in words(card)


def test_a_forgotten_password_is_replaced(card, chosen, programme, qtbot):
    chosen("auditor")
    click(card.password_button)
    made = dialog()
    for field in (made._new.first, made._new.again):
        field.setText(PASSWORD)
    click(button(made, "Give the password"))
    qtbot.waitUntil(lambda: not made.isVisible())
    assert can_sign_in(programme, "auditor", PASSWORD)
    assert not can_sign_in(programme, "auditor", SAMPLE_PASSWORD)
