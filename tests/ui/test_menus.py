from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication


def commands(window):
    return {
        action.text(): action
        for top in window.menuBar().actions()
        for action in top.menu().actions()
        if action.text()
    }


def test_every_command_is_in_the_menu_with_its_key(window):
    keys = {text: action.shortcut().toString() for text, action in commands(window).items()}
    assert keys["Search"] == "Ctrl+K"
    assert keys["People"] == "Ctrl+4"
    assert keys["Sidebar wide or narrow"] == "F9"


def test_languages_and_themes_can_be_chosen_there(window):
    commands(window)["Dark theme"].trigger()
    assert window.context.appearance.theme_choice == "dark"
    commands(window)["中文"].trigger()
    assert window.context.appearance.language == "zh"


def test_no_key_is_given_twice(window):
    keys = [action.shortcut().toString() for action in window.actions() if not action.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))


def test_undo_is_possible_only_after_something_was_done(window):
    assert not commands(window)["Undo"].isEnabled()
    window.toast("Done", lambda: None)
    assert commands(window)["Undo"].isEnabled()


def test_escape_closes_the_menu_bar_and_gives_the_keyboard_back(window, qtbot):
    window.search.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F10)
    bar = window.menuBar()
    assert bar.isVisible()
    qtbot.keyClick(QApplication.activePopupWidget() or bar, Qt.Key.Key_Escape)
    qtbot.waitUntil(bar.isHidden)
    assert QApplication.activePopupWidget() is None
    assert window.focusWidget() is window.search
