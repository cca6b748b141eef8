import pytest
from PySide6.QtCore import Qt

from trainer_app.ui.page import Crumb, Place
from trainer_app.ui.search_box import SearchBox
from trainer_app.ui.top_bar import TopBar
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import IconLabel, Label


@pytest.fixture
def bar(qtbot, tasks):
    made = TopBar(SearchBox(tasks, None, []))
    qtbot.addWidget(made)
    made.show()
    return made


def steps(bar):
    return [each for each in bar.findChildren(Button) if each.property("role") == "quiet" and not each.menu()]


def test_a_step_of_the_breadcrumb_goes_there(bar, qtbot):
    bar.show_crumbs([Crumb("Offerings", Place("offerings")), Crumb("PK-2026-07")])
    with qtbot.waitSignal(bar.place_chosen) as heard:
        qtbot.mouseClick(steps(bar)[0], Qt.MouseButton.LeftButton)
    assert heard.args == [Place("offerings")]


def test_the_last_step_is_the_place_itself(bar):
    bar.show_crumbs([Crumb("Offerings", Place("offerings")), Crumb("PK-2026-07")])
    assert "PK-2026-07" in [label.text() for label in bar.findChildren(Label)]
    assert len(steps(bar)) == 1


def test_a_step_without_a_place_is_only_read(bar):
    bar.show_crumbs([Crumb("Records"), Crumb("Roll")])
    assert steps(bar) == []


def test_the_steps_stand_apart_evenly_whether_they_lead_anywhere_or_not(bar, qtbot):
    bar.show_crumbs([Crumb("Offerings", Place("offerings")), Crumb("Roll"), Crumb("File")])
    bar.resize(1200, 44)
    qtbot.waitUntil(lambda: bar.findChildren(IconLabel)[-1].x() > 0)
    first, second = bar.findChildren(IconLabel)[-2:]
    labels = {label.text(): label for label in bar.findChildren(Label)}
    room = labels["Roll"].x() - first.geometry().right()
    assert second.x() - labels["Roll"].geometry().right() == room
    assert labels["File"].x() - second.geometry().right() == room
    assert steps(bar)[0].geometry().right() + 1 == first.x()


def test_a_language_is_chosen_in_its_own_script(bar, qtbot):
    menu = bar.language_button.menu()
    assert [action.text() for action in menu.actions()] == ["English", "اردو", "中文"]
    with qtbot.waitSignal(bar.language_chosen) as heard:
        menu.actions()[1].trigger()
    assert heard.args == ["ur"]


def test_back_and_forward_ask_for_it(bar, qtbot):
    bar.set_history(can_go_back=True, can_go_forward=False)
    with qtbot.waitSignal(bar.back):
        qtbot.mouseClick(bar.back_button, Qt.MouseButton.LeftButton)
    assert not bar.forward_button.isEnabled()


def test_the_arrows_stay_together_where_there_is_no_step_yet(window, qapp):
    window.top_bar.show_crumbs([])
    qapp.processEvents()
    back, forward = window.top_bar.back_button.geometry(), window.top_bar.forward_button.geometry()
    assert forward.left() - back.right() < back.width()
