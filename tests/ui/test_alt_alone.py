import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow

from trainer_app.ui.alt_alone import AltAlone

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def shown(qtbot):
    window = QMainWindow()
    field = QLineEdit()
    window.setCentralWidget(field)
    qtbot.addWidget(window)
    window.pressings = []
    AltAlone(window).pressed.connect(lambda: window.pressings.append(True))
    window.show()
    field.setFocus()
    return window


def test_alt_alone_is_told_also_from_a_field(shown):
    QTest.keyClick(shown.centralWidget(), Qt.Key.Key_Alt)
    assert shown.pressings == [True]


def test_alt_with_another_key_is_not_alt_alone(shown):
    QTest.keyPress(shown, Qt.Key.Key_Alt)
    QTest.keyClick(shown, Qt.Key.Key_F2, ALT)
    QTest.keyRelease(shown, Qt.Key.Key_Alt)
    assert shown.pressings == []


def test_alt_with_a_key_that_a_shortcut_takes_is_not_alt_alone(shown):
    gone_back = []
    back = QAction("Back", shown)
    back.setShortcut("Alt+Left")
    back.triggered.connect(lambda: gone_back.append(True))
    shown.addAction(back)
    QTest.keyPress(shown, Qt.Key.Key_Alt)
    QTest.keyPress(shown, Qt.Key.Key_Left, ALT)  # its release goes to what has the focus by then
    QTest.keyRelease(shown, Qt.Key.Key_Alt)
    assert (gone_back, shown.pressings) == ([True], [])
