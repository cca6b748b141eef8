"""The dialog in which a second person signs in and agrees, on the reopening of a closed offering."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from tests.ui.pages.looking import button, click, dialog, has_button, words
from trainer_app.models.agreements import Agreement
from trainer_app.models.users import User
from trainer_app.rules.states import OfferingState
from trainer_app.services import offerings
from trainer_app.services.sample_users import SAMPLE_PASSWORD
from trainer_app.ui.pages.offering.reopening import ReopenDialog
from trainer_app.ui.widgets.buttons import MenuButton


@pytest.fixture
def asked(office, programme, code_of, qtbot):
    """The dialog on a closed offering, opened by the sample's training officer."""
    with programme.reading() as session:
        training = session.scalar(select(User.id).where(User.login == "training"))
    programme.user, programme.is_program = training, False
    row = code_of("closed")
    office.navigate("offering", id=str(row.id), tab="overview")
    qtbot.waitUntil(lambda: office.page.facts is not None and office.page.facts.id == row.id)
    qtbot.waitUntil(lambda: has_button(office.page, "More"))
    menu = next(each for each in office.page.findChildren(MenuButton) if each.isVisible())
    next(line for line in menu.menu_.actions() if line.text() == "Reopen the results").trigger()
    qtbot.waitUntil(lambda: isinstance(dialog(), ReopenDialog))
    yield dialog()
    if dialog() is not None:
        dialog().reject()


def type_in(asked, *, reason="Wrong line", login="board", password=SAMPLE_PASSWORD):
    QTest.keyClicks(asked._reason, reason)
    QTest.keyClicks(asked.login, login)
    QTest.keyClicks(asked.password, password)


def state_of(programme, offering_id):
    with programme.reading() as session:
        return offerings.facts(session, offering_id=offering_id).state


def kept(programme):
    with programme.reading() as session:
        return session.scalars(select(Agreement)).all()


def test_a_second_person_signs_in_by_the_keyboard_and_the_results_are_reopened(
    office, asked, programme, qtbot
):
    type_in(asked)
    QTest.keyClick(asked.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: office.page.facts.state is OfferingState.RESULTS)
    [row] = kept(programme)
    assert row.reason == "Wrong line"
    assert dialog() is None
    assert programme.user == row.asked_by_id
    qtbot.waitUntil(lambda: "Reopened" in words(office.page))
    assert "Wrong line" in words(office.page)


def test_what_is_missing_is_said_at_its_field_and_nothing_is_asked(asked, programme):
    click(asked.act)
    for told in (
        "Type the reason; it stays with the offering.",
        "Type the name that the second person signs in with.",
        "Type the second person's password.",
    ):
        assert told in words(asked)
    assert asked.act.text() == "Reopen the results"


def test_a_wrong_password_is_refused_in_place_and_changes_nothing(asked, programme, qtbot):
    type_in(asked, password="not the right one")
    click(asked.act)
    assert asked.act.text() == "Checking the password…"
    click(asked.act)
    qtbot.waitUntil(asked.fault.isVisible)
    assert asked.fault.words.startswith("Name or password is wrong.")
    qtbot.waitUntil(lambda: asked.act.text() == "Reopen the results")
    assert asked.password.selectedText() != ""
    assert state_of(programme, asked._facts.id) is OfferingState.CLOSED


def test_many_wrong_passwords_make_the_next_wait_as_at_signing_in(asked, qtbot):
    type_in(asked, password="not the right one")
    for _attempt in range(7):
        click(asked.act)
        qtbot.waitUntil(lambda: asked.context.tasks.is_idle and asked.act.text() == "Reopen the results")
    assert "Wait" in asked.fault.words
    assert not asked.act.isEnabled()


def test_who_asks_is_told_that_another_one_must_agree(asked, programme, qtbot):
    type_in(asked, login="training")
    click(asked.act)
    qtbot.waitUntil(lambda: bool(asked.strips.strips()))
    assert "Farah Siddiqui" in asked.strips.strips()[0].accessibleName()
    assert "another person" in asked.strips.strips()[0].accessibleName()
    assert kept(programme) == []


def test_a_role_that_may_not_is_told_whose_agreement_counts(asked, programme, qtbot):
    type_in(asked, login="auditor")
    click(asked.act)
    qtbot.waitUntil(lambda: bool(asked.strips.strips()))
    assert "Board secretary" in asked.strips.strips()[0].accessibleName()
    assert kept(programme) == []


def test_the_password_agrees_once_and_is_typed_again_after_a_refusal(asked, programme, qtbot):
    type_in(asked, login="auditor")
    click(asked.act)
    qtbot.waitUntil(lambda: bool(asked.strips.strips()))
    assert asked.password.text() == ""


def test_behind_the_lock_the_password_is_forgotten_and_the_reason_stays(asked):
    type_in(asked)
    asked.hide()
    asked.show()
    assert (asked._reason.toPlainText(), asked.login.text(), asked.password.text()) == (
        "Wrong line",
        "board",
        "",
    )


def test_leaving_while_the_password_is_looked_at_agrees_to_nothing(asked, programme, qtbot):
    type_in(asked)
    click(asked.act)
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: asked.context.tasks.is_idle)
    assert kept(programme) == []
    assert state_of(programme, asked._facts.id) is OfferingState.CLOSED


def test_it_can_be_left_as_it_is(asked, programme):
    click(button(asked, "Leave it closed"))
    assert dialog() is None
    assert kept(programme) == []


def test_caps_lock_is_named_here_too(asked):
    QTest.keyClick(asked.password, "S")
    assert "Caps Lock is on." in asked.fault.words
