import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.entrance.conftest import PASSWORD
from tests.ui.pages.looking import button, click, words
from trainer_app.core.text import ltr
from trainer_app.services.sample_users import SAMPLE_PASSWORD, USERS
from trainer_app.ui.entrance import last_user
from trainer_app.ui.entrance.login import LoginPage
from trainer_app.ui.widgets.buttons import Button


@pytest.fixture
def page(frame, made, cover):
    return cover(LoginPage(frame.context, made.place))


def type_in(page, login, password):
    page.login.clear()
    QTest.keyClicks(page.login, login)
    page.password.clear()
    QTest.keyClicks(page.password, password)


def test_name_and_password_open_the_file_by_the_keyboard_alone(page, qtbot):
    QTest.keyClicks(page.login, "Samina")
    QTest.keyClick(page.login, Qt.Key.Key_Return)
    QTest.keyClicks(page.password, PASSWORD)
    with qtbot.waitSignal(page.entered) as came:
        QTest.keyClick(page.password, Qt.Key.Key_Return)
    entered = came.args[0]
    assert entered.user.full_name == "Samina Akhtar"
    assert (page.button.text(), page.button.isEnabled()) == ("Opening the file…", False)
    entered.database.close()


@pytest.mark.parametrize(("login", "password"), [("samina", "not the right one"), ("nobody", PASSWORD)])
def test_what_was_wrong_is_not_said_and_nothing_is_opened(page, qtbot, login, password):
    type_in(page, login, password)
    click(page.button)
    qtbot.waitUntil(page.fault.isVisible)
    assert page.fault.words.startswith("Name or password is wrong.")
    assert page.password.selectedText() != ""
    assert page.button.text() == "Sign in"


def test_caps_lock_is_named_as_soon_as_a_letter_shows_it(page, qtbot):
    page.password.setFocus()
    QTest.keyClicks(page.password, "s")
    assert not page.fault.isVisible()
    QTest.keyClick(page.password, "S")
    assert "Caps Lock is on." in page.fault.words


def test_the_button_says_what_it_does_and_takes_no_second_click(page, qtbot):
    type_in(page, "samina", "not the right one")
    click(page.button)
    assert page.button.text() == "Checking the password…"
    click(page.button)
    qtbot.waitUntil(lambda: page.context.tasks.is_idle)


def test_many_wrong_passwords_make_the_next_wait_with_the_seconds_counted_down(page, qtbot):
    type_in(page, "samina", "not the right one")
    for _attempt in range(7):
        click(page.button)
        qtbot.waitUntil(lambda: page.context.tasks.is_idle and page.button.text() == "Sign in")
    assert "Wait" in page.fault.words
    assert not page.button.isEnabled()
    first = page.fault.words
    qtbot.waitUntil(lambda: page.fault.words != first)
    qtbot.waitUntil(page.button.isEnabled)
    assert not page.fault.isVisible()


def test_the_last_name_is_there_and_the_password_comes_first(frame, made, cover):
    last_user.remember(frame.context.settings, made.place, "samina")
    page = cover(LoginPage(frame.context, made.place))
    assert page.login.text() == "samina"
    assert page.focusProxy() is page.password


def test_the_last_name_of_another_file_is_not_offered(frame, made, cover):
    last_user.remember(frame.context.settings, made.place.with_name("other.db"), "admin")
    page = cover(LoginPage(frame.context, made.place))
    assert page.login.text() == ""
    assert page.focusProxy() is page.login


def test_only_a_sample_shows_names_and_password(frame, made, cover):
    assert SAMPLE_PASSWORD not in words(cover(LoginPage(frame.context, made.place)))
    page = cover(LoginPage(frame.context, made.place, is_sample=True))
    assert SAMPLE_PASSWORD in words(page)
    for user in USERS:
        click(next(each for each in page.findChildren(Button) if f"· {ltr(user.login)}" in each.text()))
        assert (page.login.text(), page.password.text()) == (user.login, SAMPLE_PASSWORD)


def test_what_is_said_of_a_sample_follows_the_language(frame, made, cover):
    page = cover(LoginPage(frame.context, made.place, is_sample=True))
    click(button(page, "中文"))
    assert f"密码都是 {ltr(SAMPLE_PASSWORD)}" in words(page)
    click(button(page, "English"))


def test_the_other_ways_begin_and_end_at_the_edges_of_the_fields(page, qtbot):
    forgot, other = button(page, "Forgot the password"), button(page, "Another programme file")
    field = page.password.mapTo(page, page.password.rect().topLeft()).x()
    qtbot.waitUntil(lambda: forgot.mapTo(page, QPoint()).x() == field)
    end = other.mapTo(page, QPoint(other.width(), 0)).x()
    assert end == field + page.password.width()
    assert other._content_width() <= other.width()


def test_other_ways_are_beside_the_fields(page, qtbot):
    with qtbot.waitSignal(page.recovery_asked):
        click(button(page, "Forgot the password"))
    with qtbot.waitSignal(page.other_asked):
        click(button(page, "Another programme file"))


def test_the_language_can_be_changed_before_anybody_signed_in(page, frame):
    click(button(page, "中文"))
    assert frame.context.appearance.language == "zh"
    assert "Joint Police Training" not in words(page)
