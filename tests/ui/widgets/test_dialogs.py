import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from trainer_app.core.errors import NotFound
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.dialogs import Dialog, ask
from trainer_app.ui.widgets.fields import Field, TextField


@pytest.fixture
def revoke(qtbot):
    dialog = Dialog(None, "Revoke JPT-PK-2026-IS-00124-G?", "This cannot be undone.")
    qtbot.addWidget(dialog)
    dialog.body.addWidget(Field("Order number", TextField()))
    dialog.add_cancel("Keep it")
    dialog.add_action("Revoke certificate", dialog.accept, role="danger")
    dialog.show()
    yield dialog
    dialog.close()


def buttons(dialog):
    return [each for each in dialog.findChildren(Button) if each.isVisible()]


def test_the_first_field_has_the_focus(revoke):
    assert isinstance(revoke.focusWidget(), TextField)


def test_the_safe_button_has_the_focus_where_there_is_no_field(qtbot):
    dialog = Dialog(None, "Leave?")
    qtbot.addWidget(dialog)
    keep = dialog.add_cancel()
    dialog.add_action("Leave", dialog.accept)
    dialog.show()
    assert dialog.focusWidget() is keep
    dialog.close()


def test_buttons_stand_in_the_order_they_were_given(revoke):
    assert [each.text() for each in buttons(revoke)] == ["Keep it", "Revoke certificate"]
    left, right = buttons(revoke)
    assert left.x() < right.x()


def test_the_order_is_mirrored_in_urdu(revoke, appearance, qtbot):
    appearance.set_language("ur")
    first, last = buttons(revoke)
    qtbot.waitUntil(lambda: first.x() > last.x())
    appearance.set_language("en")


def test_a_dangerous_act_is_never_the_default(revoke, qtbot):
    assert not any(each.isDefault() for each in buttons(revoke))
    with qtbot.assertNotEmitted(revoke.accepted):
        qtbot.keyClick(revoke, Qt.Key.Key_Return)


def test_enter_on_cancel_cancels_and_does_not_do_the_act(qtbot):
    dialog = Dialog(None, "New offering")
    qtbot.addWidget(dialog)
    keep = dialog.add_cancel()
    dialog.add_action("Plan offering", dialog.accept)
    dialog.show()
    with qtbot.assertNotEmitted(dialog.accepted), qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(keep, Qt.Key.Key_Return)


def test_escape_keeps_everything(revoke, qtbot):
    with qtbot.waitSignal(revoke.rejected):
        qtbot.keyClick(revoke, Qt.Key.Key_Escape)


def test_a_refusal_is_shown_inside_and_what_was_typed_stays(revoke, qtbot, tasks):
    field = revoke.findChild(TextField)
    field.setText("118/2026")
    task = tasks.write(_refuse, changes=("award",))
    revoke.follow(task, buttons(revoke)[1])
    with qtbot.waitSignal(task.ended), qtbot.assertNotEmitted(tasks.unanswered):
        pass
    assert revoke.isVisible()
    assert "PK-2026-07" in revoke.strips.strips()[0].first
    assert field.text() == "118/2026"


def test_success_closes_the_dialog(revoke, qtbot, tasks):
    with qtbot.waitSignal(revoke.accepted):
        revoke.follow(tasks.write(_agree, changes=("award",)), buttons(revoke)[1])


@pytest.mark.parametrize(("text", "answer"), [("Leave", True), ("Stay", False)])
def test_a_question_without_fields_is_answered_by_its_buttons(qtbot, text, answer):
    parent = TextField()
    qtbot.addWidget(parent)

    def press():
        dialog = QApplication.activeModalWidget()
        next(each for each in dialog.findChildren(Button) if each.text() == text).click()

    QTimer.singleShot(0, parent, press)
    assert (
        ask(parent, "Leave the sheet?", "1 value is not saved.", act="Leave", keep="Stay", danger=True)
        is answer
    )


def _refuse(session):
    raise NotFound("offering", "PK-2026-07")


def _agree(session):
    return None


def test_a_dialog_widens_for_buttons_that_do_not_fit_beside_each_other(qtbot):
    dialog = Dialog(None, "Where is the file?")
    qtbot.addWidget(dialog)
    dialog.add_cancel("Close the program")
    dialog.add_action("Restore a backup", dialog.accept, role="outlined")
    dialog.add_action("Open the file that was used before", dialog.accept)
    dialog.show()
    assert dialog.width() == 640
    assert all(each.width() >= each.sizeHint().width() for each in buttons(dialog))
    dialog.close()


def test_a_note_takes_room_beside_the_buttons_only_while_it_says_something(revoke, qtbot):
    assert not revoke.note.isVisible()
    revoke.note.set_words("The order number stays on record.")
    assert revoke.note.isVisible()
    revoke.note.set_words("")
    assert not revoke.note.isVisible()
