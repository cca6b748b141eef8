import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from trainer_app.ui.widgets.password_field import PasswordField


@pytest.fixture
def field(qtbot):
    made = PasswordField()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_password_is_hidden_until_it_is_asked_for(field):
    QTest.keyClicks(field, "secret")
    assert field.displayText() != "secret"
    field.actions()[-1].trigger()
    assert field.displayText() == "secret"
    field.actions()[-1].trigger()
    assert field.echoMode() == QLineEdit.EchoMode.Password


@pytest.mark.parametrize(
    ("letter", "modifier", "is_on"),
    [
        ("a", Qt.KeyboardModifier.NoModifier, False),
        ("A", Qt.KeyboardModifier.NoModifier, True),
        ("A", Qt.KeyboardModifier.ShiftModifier, False),
        ("a", Qt.KeyboardModifier.ShiftModifier, True),
    ],
)
def test_a_letter_tells_of_caps_lock(field, letter, modifier, is_on):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    seen = []
    field.caps_lock_seen.connect(seen.append)
    field.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, letter))
    assert seen == [is_on]


def test_the_key_itself_counts_once_a_letter_was_seen(field):
    seen = []
    field.caps_lock_seen.connect(seen.append)
    QTest.keyClick(field, Qt.Key.Key_CapsLock)
    QTest.keyClicks(field, "a1")
    QTest.keyClick(field, Qt.Key.Key_CapsLock)
    assert seen == [False, True]
