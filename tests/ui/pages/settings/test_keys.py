import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from tests.ui.pages.looking import button, click, dialog, words
from trainer_app.services import signing_in
from trainer_app.services.sample_users import SAMPLE_PASSWORD

PASSWORD = "another four words"


def test_the_own_password_is_changed_by_who_knows_it(page, programme, qtbot):
    click(button(page, "Change the password"))
    made = dialog()
    made._old.setText(SAMPLE_PASSWORD)
    for field in (made._new.first, made._new.again):
        QTest.keyClicks(field, PASSWORD)
    click(made.act)
    qtbot.waitUntil(lambda: not made.isVisible())
    signing_in.confirm(programme.place, login="admin", password=PASSWORD)


def test_a_wrong_present_password_is_told_at_its_field(page, programme, qtbot):
    click(button(page, "Change the password"))
    made = dialog()
    made._old.setText("not the right one")
    for field in (made._new.first, made._new.again):
        field.setText(PASSWORD)
    click(made.act)
    qtbot.waitUntil(lambda: "The password is wrong." in words(made))
    signing_in.confirm(programme.place, login="admin", password=SAMPLE_PASSWORD)
    made.reject()


@pytest.fixture
def making(page, qtbot):
    """The dialog that shows a new recovery key."""
    click(button(page, "Make a new recovery key"))
    made = dialog()
    made._password.setText(SAMPLE_PASSWORD)
    click(made.act)
    qtbot.waitUntil(lambda: made._panel is not None)
    return made


def test_a_new_recovery_key_closes_only_when_it_is_on_paper(making, tmp_path, qtbot):
    panel = making._panel
    assert not making.act.isEnabled()
    panel.save_sheet(tmp_path / "sheet.pdf")
    qtbot.waitUntil(panel._back.isVisible)
    for editor in panel._editors:
        QTest.keyClicks(editor, editor._wanted)
    click(button(making, "Done"))
    assert not making.isVisible()
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_a_new_recovery_key_is_not_left_by_mistake(making):
    seen = []

    def answer():
        seen.append(words(dialog_in_front(making)))
        click(button(dialog_in_front(making), "Go on"))

    QTimer.singleShot(100, making, answer)
    making.reject()
    assert "not shown again" in seen[0]
    assert making.isVisible()
    QTimer.singleShot(100, making, lambda: click(button(dialog_in_front(making), "Leave without it")))
    making.reject()
    assert not making.isVisible()


def dialog_in_front(behind):
    from PySide6.QtWidgets import QApplication

    return next(each for each in (QApplication.activeModalWidget(), dialog()) if each is not behind)


def test_a_wrong_password_makes_no_key(page, qtbot):
    click(button(page, "Make a new recovery key"))
    made = dialog()
    made._password.setText("not the right one")
    click(made.act)
    qtbot.waitUntil(lambda: "wrong" in words(made))
    assert made._panel is None
    made.reject()
