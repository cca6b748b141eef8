import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.pages.looking import button, click, dialog, has_button, words
from tests.ui.pages.people.conftest import LI, type_text
from trainer_app.services.people import PersonDraft
from trainer_app.ui.page import Place
from trainer_app.ui.pages.people.page import PeoplePage
from trainer_app.ui.tables.lists import TwoLineList
from trainer_app.ui.widgets.buttons import MenuButton
from trainer_app.ui.widgets.fields import TextField


def people_list(page):
    return page.findChild(TwoLineList)


def search(page):
    return page.findChild(TextField)


def listed(page):
    model = people_list(page).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_everyone_is_listed_and_the_first_person_shown(page, qtbot):
    assert "200 people" in words(page)
    assert listed(page)[:2] == ["Adnan Ghauri", "Aftab Leghari"]
    assert [crumb.words.strip("\u2068\u2069") for crumb in page.breadcrumb()] == ["People", "Adnan Ghauri"]


@pytest.mark.parametrize("typed", ["ljg", "jianguo", "建国", "لي جيان گوؤ", "053118", "E5301"])
def test_a_person_is_found_while_typing_in_any_script(page, qtbot, add_person, typed):
    add_person()
    type_text(search(page), typed)
    qtbot.waitUntil(lambda: listed(page) == ["Li Jianguo"])
    assert "1 of 20" in words(page)
    qtbot.waitUntil(lambda: page.title() == "Li Jianguo")


def test_arrows_in_the_search_move_the_list_and_enter_opens(page, office, qtbot):
    qtbot.keyClick(search(page), Qt.Key.Key_Down)
    qtbot.keyClick(search(page), Qt.Key.Key_Down)
    qtbot.keyClick(search(page), Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: page.title() == "Aftab Leghari")
    qtbot.keyClick(search(page), Qt.Key.Key_Return)
    assert office.place == Place("people", {"id": str(people_list(page).current_id)})
    assert QApplication.focusWidget() is button(page, "Edit")


def test_nobody_found_is_said_and_escape_clears_the_search(page, qtbot):
    type_text(search(page), "zzz")
    qtbot.waitUntil(lambda: has_button(page, "Clear the search"))
    qtbot.waitUntil(lambda: "Nobody is chosen" in words(page))
    assert page.title() == "People"
    qtbot.keyClick(search(page), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(listed(page)) == 200)
    qtbot.waitUntil(lambda: page.title() == "Adnan Ghauri")


def test_many_hits_are_counted_as_the_first_ones(page, qtbot, add_person):
    for n in range(101):
        add_person(PersonDraft(side="PK", given_latin=f"Qzz Number {n}"))
    type_text(search(page), "qzz")
    qtbot.waitUntil(lambda: "First 100 of " in words(page))


def test_one_side_is_listed_alone(page, qtbot):
    menu = page.findChild(MenuButton).menu_
    menu.actions()[2].trigger()
    qtbot.waitUntil(lambda: "71 people" in words(page))
    assert page.findChild(MenuButton).text() == "Filter: China side"
    type_text(search(page), "adnan")
    qtbot.waitUntil(lambda: "0 of 71 people" in words(page))


def test_a_place_opens_a_person_that_a_search_hides(page, office, qtbot, add_person):
    person_id = add_person()
    type_text(search(page), "adnan")
    qtbot.waitUntil(lambda: "of 20" in words(page))
    page.findChild(MenuButton).menu_.actions()[1].trigger()
    office.navigate("people", id=str(person_id))
    qtbot.waitUntil(lambda: page.title() == "Li Jianguo")
    assert (search(page).text(), people_list(page).current_id) == ("", person_id)


def test_people_of_one_name_are_announced_and_shown_together(page, office, qtbot, add_person):
    add_person()
    other = add_person(PersonDraft(side="CN", given_latin="Li Jianguo", name_zh="李建国"))
    office.navigate("people", id=str(other))
    qtbot.waitUntil(lambda: has_button(page, "Show them"))
    assert "2 people are named" in words(page)
    click(button(page, "Show them"))
    qtbot.waitUntil(lambda: listed(page) == ["Li Jianguo", "Li Jianguo"])
    qtbot.waitUntil(lambda: not has_button(page, "Show them"))


def test_a_new_person_is_opened(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog() is not None)
    shown = dialog()
    type_text(shown.focusWidget(), "Zeenat Akhtar")
    click(button(shown, "Add person"))
    qtbot.waitUntil(lambda: page.title() == "Zeenat Akhtar")
    assert "201 people" in words(page)


def test_a_changed_person_is_shown_changed(page, qtbot):
    click(button(page, "Edit"))
    qtbot.waitUntil(lambda: dialog() is not None)
    shown = dialog()
    type_text(shown.focusWidget(), "Adnan Ghauri Khan")
    click(button(shown, "Save changes"))
    qtbot.waitUntil(lambda: page.title() == "Adnan Ghauri Khan")


def test_ctrl_f_goes_to_the_search(page, qtbot):
    people_list(page).setFocus()
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is search(page)


@pytest.mark.parametrize("code", ["ur", "zh"])
def test_names_follow_the_language_of_the_window(page, office, qtbot, add_person, code):
    person_id = add_person()
    office.navigate("people", id=str(person_id))
    office.context.appearance.set_language(code)
    expected = {"ur": LI.name_ur, "zh": LI.name_zh}[code]
    qtbot.waitUntil(lambda: page.title() == expected)
    type_text(search(page), "ljg")
    qtbot.waitUntil(lambda: listed(page) == [expected])
    page.grab()


def test_an_empty_programme_says_how_to_begin(window, qtbot):
    page = PeoplePage(window.context)
    page.show()
    page.show_place()
    qtbot.waitUntil(lambda: "No one is here yet" in words(page))
    shiboken6.delete(page)
