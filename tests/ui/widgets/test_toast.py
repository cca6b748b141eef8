import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.toast import Toast


@pytest.fixture
def toast(qtbot):
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(800, 400)
    over.show()
    return Toast(over, foot=lambda: 26)


def test_what_was_done_stands_above_the_foot(toast):
    toast.say("36 people imported")
    assert toast.isVisible()
    assert toast.geometry().bottom() < 400 - 26
    assert not toast.can_undo
    toast.parentWidget().resize(800, 500)
    assert toast.geometry().bottom() > 400


def test_undo_is_done_once(toast, qtbot):
    undone = []
    toast.say("36 people imported", lambda: undone.append(1))
    qtbot.mouseClick(toast.findChild(Button), Qt.MouseButton.LeftButton)
    toast.undo()
    assert undone == [1]
    assert toast.isHidden()


def test_a_newer_word_replaces_the_older_and_its_undo(toast):
    toast.say("One", lambda: None)
    toast.say("Two")
    assert (toast.words, toast.can_undo) == ("Two", False)
