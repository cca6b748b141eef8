from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.pages.looking import button, click, words
from trainer_app.ui import theme


def segment(choice, text):
    return next(each for each in choice._buttons.values() if each.text() == text)


def test_each_language_is_offered_in_its_own_script(office, page, qtbot):
    click(segment(page.language.choice, "اردو"))
    qtbot.waitUntil(lambda: office.layoutDirection() == Qt.LayoutDirection.RightToLeft)
    assert office.context.settings.get("language") == "ur"
    click(segment(page.language.choice, "English"))
    assert office.windowTitle().startswith("\u2068Settings")


def test_a_language_chosen_elsewhere_is_shown(office, page, qtbot):
    office.context.appearance.set_language("zh")
    qtbot.waitUntil(lambda: page.language.choice.current == "zh")


def test_theme_and_text_size_change_at_once(office, page):
    click(segment(page.look.themes, "Dark"))
    assert theme.active().name == "dark"
    page.look.sizes._buttons["100"].setFocus()
    QTest.keyClick(page.look.sizes._buttons["100"], Qt.Key.Key_Right)
    assert theme.active().text_size == 110
    page.look.sizes.choose("100")
    page.look.themes.choose("light")
    assert (theme.active().name, theme.active().text_size) == ("light", 100)


def test_the_page_names_version_and_licences(page):
    told = words(page)
    assert "Apache-2.0" in told
    assert "Noto Nastaliq Urdu" in told
    assert "SIL Open Font License 1.1" in told
    assert button(page, "Add rank").isEnabled()


def test_the_keyboard_begins_on_the_chosen_language(office, page):
    office.context.appearance.set_language("zh")
    office.navigate("today")
    office.navigate("settings")
    assert office.focusWidget() is page.language.choice._buttons["zh"]


def test_percents_of_the_text_size_are_written_as_the_language_writes_them(office, page):
    assert segment(page.look.sizes, "\u2066100\u202f%\u2069")
    office.context.appearance.set_language("zh")
    assert segment(page.look.sizes, "\u2066100%\u2069")
