import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from tests.ui.conftest import NOW
from tests.ui.sample_pages import KEYS, PAGES
from trainer_app.core.errors import NotFound
from trainer_app.core.settings import Settings
from trainer_app.ui import theme
from trainer_app.ui.application import make_window
from trainer_app.ui.page import Place, Station

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def places(window):
    return window.place.page


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window, key, modifier)


@pytest.mark.parametrize(("number", "page"), list(enumerate(KEYS, start=1)))
def test_ctrl_and_a_number_goes_to_a_page(window, number, page):
    press(window, Qt.Key(Qt.Key.Key_0.value + number), CTRL)
    assert places(window) == page


def test_the_window_opens_on_today_and_makes_no_other_page(window):
    assert places(window) == "today"
    assert window.stack.count() == 1


def test_a_page_is_made_once(window):
    for key in ("people", "today", "people"):
        window.navigate(key)
    assert window.stack.count() == 2
    assert window.page.reads == 2


def test_alt_and_arrows_go_back_and_forward(window):
    window.navigate("people")
    press(window, Qt.Key.Key_Left, ALT)
    assert places(window) == "today"
    press(window, Qt.Key.Key_Right, ALT)
    assert places(window) == "people"


def test_alt_and_arrows_are_mirrored_in_urdu(window):
    window.navigate("people")
    window.context.appearance.set_language("ur")
    press(window, Qt.Key.Key_Right, ALT)
    assert places(window) == "today"
    press(window, Qt.Key.Key_Left, ALT)
    assert places(window) == "people"


def test_back_is_possible_only_where_there_is_a_place(window, qtbot):
    assert not window.top_bar.back_button.isEnabled()
    window.navigate("courses")
    assert window.top_bar.back_button.isEnabled()
    qtbot.mouseClick(window.top_bar.back_button, Qt.MouseButton.LeftButton)
    assert places(window) == "today"
    assert window.top_bar.forward_button.isEnabled()


def test_the_place_is_named_in_title_bar_and_sidebar(window):
    window.navigate("offering", id="PK-2026-07")
    assert window.windowTitle() == "\u2068PK-2026-07\u2069 – Joint Police Training"
    assert window.sidebar.button("offerings").isChecked()


def test_a_page_that_may_not_be_left_stays(window):
    window.page.may_be_left = False
    window.navigate("people")
    press(window, Qt.Key.Key_3, CTRL)
    assert places(window) == "today"
    assert window.sidebar.button("today").isChecked()
    assert not window.close()
    window.page.may_be_left = True


def test_the_sidebar_item_of_a_page_that_was_not_reached_is_not_lit(window, qtbot):
    window.page.may_be_left = False
    qtbot.mouseClick(window.sidebar.button("people"), Qt.MouseButton.LeftButton)
    assert window.sidebar.button("today").isChecked()
    window.page.may_be_left = True


def test_a_change_is_read_again_where_it_is_seen_and_later_where_it_is_not(window, qtbot):
    window.navigate("people")
    people = window.page
    window.navigate("courses")
    courses = window.page
    with qtbot.waitSignal(window.context.tasks.changed):
        window.context.tasks.write(_nothing, changes=("person",))
    assert (courses.reads, people.reads, people.is_stale) == (2, 1, True)
    window.navigate("people")
    assert (people.reads, people.is_stale) == (2, False)


def test_a_change_of_something_else_is_not_read_again(window, qtbot):
    with qtbot.waitSignal(window.context.tasks.changed):
        window.context.tasks.write(_nothing, changes=("course",))
    assert window.page.reads == 1


def test_f5_reads_the_page_again(window):
    press(window, Qt.Key.Key_F5)
    assert window.page.reads == 2


def test_the_sidebar_becomes_a_rail_below_1400_pixels(window):
    assert not window.sidebar.is_rail
    window.resize(1366, 768)
    assert window.sidebar.is_rail
    assert window.sidebar.width() == 52


def test_f9_keeps_the_sidebar_as_it_was_chosen(window):
    press(window, Qt.Key.Key_F9)
    assert window.sidebar.is_rail
    window.resize(1600, 900)
    assert window.sidebar.is_rail


def test_the_language_changes_live_and_keeps_the_place(window, qtbot):
    window.navigate("people")
    window.context.appearance.set_language("ur")
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert window.top_bar.language_button.text() == "اردو"
    qtbot.waitUntil(lambda: window.sidebar.x() > window.stack.geometry().right())
    assert places(window) == "people"
    window.context.appearance.set_language("zh")
    assert window.top_bar.language_button.text() == "中文"
    assert window.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_the_theme_changes_live(window):
    before = window.grab().toImage()
    window.context.appearance.set_theme("dark")
    assert theme.active().name == "dark"
    assert window.grab().toImage() != before


def test_a_refusal_stands_above_the_page_until_it_is_left(window):
    window.show_fault(NotFound("offering", "PK-2026-07"))
    assert window.strips.isVisible()
    assert "PK-2026-07" in window.strips.strips()[0].first
    window.navigate("people")
    assert not window.strips.isVisible()


def test_what_was_done_is_said_and_can_be_undone_with_ctrl_z(window):
    undone = []
    window.toast("36 people imported", lambda: undone.append(True))
    assert window.toast_bar.isVisible()
    press(window, Qt.Key.Key_Z, CTRL)
    assert undone == [True]
    assert not window.toast_bar.isVisible()
    press(window, Qt.Key.Key_Z, CTRL)
    assert undone == [True]


def test_ctrl_s_says_when_everything_was_saved(window):
    press(window, Qt.Key.Key_S, CTRL)
    assert window.toast_bar.words == "All changes saved"


def test_ctrl_k_goes_to_the_search_field(window, qtbot):
    press(window, Qt.Key.Key_K, CTRL)
    assert window.focusWidget() is window.search


def test_f6_walks_through_the_areas(window):
    press(window, Qt.Key.Key_F6)
    first = window.focusWidget()
    press(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is not first


def test_escape_in_the_empty_search_gives_the_keyboard_back_to_the_page(window):
    window.focus_search()
    press(window.search, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.page


def test_alt_alone_shows_the_menu_bar_and_hides_it(window):
    assert not window.menuBar().isVisible()
    press(window, Qt.Key.Key_Alt)
    assert window.menuBar().isVisible()
    press(window, Qt.Key.Key_Alt)
    assert not window.menuBar().isVisible()


def test_the_menu_lists_the_commands_of_the_page(window):
    window.page.addAction(QAction("Print the roll", window.page))
    window.navigate("people")
    window.navigate("today")
    menus = [action.menu() for action in window.menuBar().actions() if action.isVisible()]
    assert "Print the roll" in [action.text() for action in menus[-1].actions()]


def test_f11_uses_the_whole_screen_and_gives_it_back(window):
    press(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    press(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()


def test_a_count_is_spoken_with_the_page(window):
    window.set_count("today", 7)
    assert window.sidebar.button("today").accessibleName() == "Today, 7 open"


def test_the_station_can_be_told_after_the_window_is_there(window):
    window.set_station(Station("KM", "CN", "联合 2026"))
    assert window.context.station.code == "KM"
    assert "China side" in window.status.station_words
    assert window.sidebar.programme == "联合 2026"


def test_a_place_that_was_asked_for_is_not_left_for_the_remembered_one(window):
    window.navigate("people")
    window.open_first_place()
    assert places(window) == "people"


def test_size_and_place_come_back(window, qapp, qtbot, file_database, settings, tmp_path):
    window.resize(1300, 760)
    window.navigate("offering", id="PK-2026-07")
    window.close()
    again = make_window(qapp, file_database, settings, pages=PAGES, station=Station(), clock=lambda: NOW)
    qtbot.addWidget(again)
    again.open_first_place()
    assert (again.width(), again.height()) == (1300, 760)
    assert again.place == Place("offering", {"id": "PK-2026-07"})
    again.context.tasks.close()


def test_the_first_window_fits_the_screen_of_a_small_laptop(tmp_path):
    screens = json.loads(Path(__file__).with_name("screen.json").read_text("utf-8"))
    screens["screens"][0] |= {"width": 1366, "height": 768}
    (tmp_path / "laptop.json").write_text(json.dumps(screens), "utf-8")
    code = (
        "from trainer_app.core.settings import Settings\n"
        "from trainer_app.ui.application import make_application, make_window\n"
        "from trainer_app.ui.page import Station\n"
        "window = make_window(make_application(), None, Settings(), pages=(), station=Station())\n"
        "window.show()\n"
        "print(window.screen().availableGeometry().contains(window.frameGeometry()), window.width())\n"
        "window.context.tasks.close()\n"
    )
    screen = {"QT_QPA_PLATFORM": f"offscreen:configfile={tmp_path / 'laptop.json'}"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | screen
    )
    assert done.stdout == "True 1350\n", done.stderr


def test_the_place_of_another_programme_file_is_not_gone_to(window, qapp, qtbot, file_database, settings):
    window.navigate("offering", id="PK-2026-07")
    window.close()
    settings.set("database", "demo/sample.db")
    other = make_window(qapp, file_database, settings, pages=PAGES, station=Station(), clock=lambda: NOW)
    qtbot.addWidget(other)
    other.open_first_place()
    assert other.place == Place("today")
    other.context.tasks.close()


def test_the_place_of_another_user_is_not_gone_to(window, qapp, qtbot, file_database, settings):
    window.navigate("settings")
    window.close()
    page, keys, file, _login = settings.get("window/place")
    settings.set("window/place", [page, keys, file, "bilal"])
    other = make_window(qapp, file_database, settings, pages=PAGES, station=Station(), clock=lambda: NOW)
    qtbot.addWidget(other)
    other.open_first_place()
    assert other.place == Place("today")
    other.context.tasks.close()


def test_a_remembered_place_that_is_no_more_is_forgotten(qapp, qtbot, file_database):
    settings = Settings()
    settings.set("window/place", ["verify", {}, None, None])
    again = make_window(qapp, file_database, settings, pages=PAGES, station=Station(), clock=lambda: NOW)
    qtbot.addWidget(again)
    again.open_first_place()
    assert again.place == Place("today")
    again.context.tasks.close()


def test_a_window_without_pages_still_opens(qapp, qtbot, file_database):
    bare = make_window(qapp, file_database, Settings(), pages=(), station=Station(), clock=lambda: NOW)
    qtbot.addWidget(bare)
    bare.open_first_place()
    assert bare.windowTitle() == "Joint Police Training"
    bare.context.tasks.close()
    QToolTip.hideText()


def _nothing(session):
    return None
