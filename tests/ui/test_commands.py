from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from trainer_app.core import language
from trainer_app.ui.commands import Command


def test_a_command_is_reached_by_its_keys_from_inside_its_widget(qtbot):
    owner, done = QWidget(), []
    QVBoxLayout(owner).addWidget(inside := QLineEdit())
    Command(owner, "Do it", "Ctrl+J", lambda: done.append(1))
    qtbot.addWidget(owner)
    with qtbot.waitExposed(owner):
        owner.show()
    inside.setFocus()
    QTest.keyClick(inside, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: done == [1])


def test_a_command_says_its_words_in_the_language_of_the_window(qtbot, appearance):
    owner = QWidget()
    command = Command(owner, language.active, "", lambda: None)
    qtbot.addWidget(owner)
    appearance.set_language("zh")
    assert command.text() == "zh"
    appearance.set_language("en")
    assert command.text() == "en"


def test_the_commands_of_a_page_survive_the_visit_of_another(window, qtbot):
    page = window.page
    command = Command(page, "Do it", "Ctrl+J", lambda: None)
    window.menus.show_page(page)
    window.menus.show_page(window.page)
    assert command in page.actions()
