import pytest
from PySide6.QtCore import Qt

from trainer_app.ui.page import Station
from trainer_app.ui.sidebar import Sidebar, station_words
from trainer_app.ui.widgets.labels import Label


@pytest.fixture
def sidebar(qtbot):
    made = Sidebar(frozenset({"today", "people", "settings"}), Station("IS", "PK", "Joint 2026"))
    qtbot.addWidget(made)
    made.resize(200, 800)
    made.show()
    return made


def test_only_pages_that_exist_have_an_item(sidebar):
    assert sidebar.keys() == ["today", "people", "settings"]


def test_a_click_asks_for_the_page(sidebar, qtbot):
    with qtbot.waitSignal(sidebar.chosen) as heard:
        qtbot.mouseClick(sidebar.button("people"), Qt.MouseButton.LeftButton)
    assert heard.args == ["people"]


def test_space_on_an_item_asks_for_the_page(sidebar, qtbot):
    with qtbot.waitSignal(sidebar.chosen):
        qtbot.keyClick(sidebar.button("people"), Qt.Key.Key_Space)


def test_the_rail_names_its_icons_and_their_keys(sidebar):
    assert sidebar.button("people").toolTip() == ""
    sidebar.set_rail(rail=True)
    assert sidebar.button("people").toolTip() == "People (\u2066Ctrl 2\u2069)"
    assert sidebar.width() == 52


def test_a_count_for_a_page_without_an_item_is_ignored(sidebar):
    sidebar.set_count("verify", 3)
    sidebar.show_current("verify")
    assert not any(sidebar.button(key).isChecked() for key in ("today", "people", "settings"))


def test_every_look_of_an_item_can_be_painted(sidebar, qtbot):
    sidebar.set_count("today", 7)
    sidebar.show_current("today")
    sidebar.button("people").setFocus(Qt.FocusReason.TabFocusReason)
    wide = sidebar.grab().toImage()
    sidebar.set_rail(rail=True)
    assert sidebar.grab().toImage() != wide


def test_the_station_is_named_with_its_country():
    assert station_words(Station("KM", "CN")) == "China · Station \u2066KM\u2069"


def test_the_heads_of_groups_stay_in_their_place_when_the_language_changes(sidebar, appearance):
    head = next(each for each in sidebar.findChildren(Label) if each.text() == "Training")
    before = head.contentsMargins()
    assert before.left() > 0
    for code in ("ur", "en"):
        appearance.set_language(code)
        assert head.contentsMargins() == before
