from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.pages.looking import button, click, dialog, has_button, words
from trainer_app.rules.states import OfferingState
from trainer_app.services import courses, offerings
from trainer_app.services.offerings import OfferingDraft
from trainer_app.ui.pages.offering.tabs import TABS


@pytest.fixture
def visit(office, qtbot):
    def go(row, tab="overview"):
        office.navigate("offering", id=str(row.id), tab=tab)
        qtbot.waitUntil(lambda: office.page.facts is not None and office.page.facts.id == row.id)
        return office.page

    return go


def test_the_head_names_the_offering_in_three_scripts(visit, code_of, qtbot):
    row = code_of("assessment")
    page = visit(row)
    for title in (row.titles.en, row.titles.ur, row.titles.zh):
        assert title in words(page)
    assert "National Police Academy" in words(page)


def test_an_offering_whose_planning_was_undone_gives_way_to_the_list(office, programme, qtbot):
    day = date(2026, 12, 1)
    with programme.reading() as session:
        course = courses.rows(session)[0].id
    draft = OfferingDraft(
        code="PK-2026-77", course_id=course, host_side="PK", starts_on=day, ends_on=day, capacity=20
    )

    def go(offering_id):
        office.navigate("offering", id=str(offering_id))

    office.context.tasks.write(offerings.create, go, changes=("offering",), draft=draft)
    qtbot.waitUntil(lambda: office.place.page == "offering" and office.page.facts is not None)
    office.undoing.undo_last()
    qtbot.waitUntil(lambda: office.place.page == "offerings")
    qtbot.waitUntil(lambda: "Undone" in office.toast_bar.words)
    assert not office.strips.isVisible()


def test_the_next_step_lists_its_conditions_and_waits_for_them(visit, code_of, qtbot):
    page = visit(code_of("assessment"))
    qtbot.waitUntil(lambda: "Next step: move to Results" in words(page))
    move = button(page, "Move to Results")
    assert not move.isEnabled()
    qtbot.waitUntil(lambda: "not entered" in words(page))


def test_a_condition_leads_to_its_place(office, visit, code_of, qtbot):
    page = visit(code_of("assessment"))
    qtbot.waitUntil(lambda: has_button(page, "Enter scores"))
    click(button(page, "Enter scores"))
    qtbot.waitUntil(lambda: office.place.keys.get("tab") == "scores")


def test_an_offering_moves_to_its_next_stage(visit, code_of, programme, qtbot):
    row = code_of("open", "CPR-201")
    page = visit(row)
    qtbot.waitUntil(lambda: has_button(page, "Move to Running"))
    click(button(page, "Move to Running"))
    qtbot.waitUntil(lambda: page.facts.state is OfferingState.RUNNING)
    with programme.reading() as session:
        assert offerings.facts(session, offering_id=row.id).state is OfferingState.RUNNING


def test_an_offering_is_cancelled_with_a_reason_only(visit, code_of, qtbot):
    page = visit(code_of("planned"))
    qtbot.waitUntil(lambda: has_button(page, "More"))
    page._tabs["overview"]._next._moves._cancel()
    qtbot.waitUntil(lambda: dialog() is not None)
    shown = dialog()
    click(button(shown, "Cancel the offering"))
    assert shown._field.has_error()
    shown._reason.setPlainText("The range is closed")
    click(button(shown, "Cancel the offering"))
    qtbot.waitUntil(lambda: page.facts.state is OfferingState.CANCELLED)
    assert "The range is closed" in words(page)


def test_the_offering_is_edited_from_its_facts(visit, code_of, qtbot):
    page = visit(code_of("running"))
    qtbot.waitUntil(lambda: has_button(page, "Edit"))
    click(button(page, "Edit"))
    qtbot.waitUntil(lambda: dialog() is not None and dialog()._act.isEnabled())
    shown = dialog()
    shown._seats.setText("41")
    click(button(shown, "Save changes"))
    qtbot.waitUntil(lambda: page.facts.capacity == 41)


def test_ctrl_tab_walks_through_the_tabs_and_back_returns(office, visit, code_of, qtbot):
    page = visit(code_of("closed"))
    for entry in (*TABS[1:], TABS[0]):
        QTest.keyClick(page, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        reached = entry.key
        qtbot.waitUntil(lambda key=reached: office.place.keys.get("tab", "overview") == key)
    office.go_back()
    assert office.place.keys["tab"] == TABS[-1].key


@pytest.mark.parametrize("code", ["ur", "zh", "en"])
def test_every_tab_opens_in_every_language(office, visit, code_of, qtbot, code):
    office.context.appearance.set_language(code)
    row = code_of("results", "CTR-101")
    for entry in TABS:
        page = visit(row, entry.key)
        qtbot.waitUntil(lambda page=page, key=entry.key: key in page._tabs)
        assert page._stack.currentWidget() is page._tabs[entry.key]


def test_a_tab_takes_room_for_a_count_only_where_there_is_one(visit, code_of):
    bar = visit(code_of("planned"))._row.bar
    roll, results = ([bar.tabText(i) for i in range(bar.count())].index(word) for word in ("Roll", "Results"))
    around = [
        bar.tabRect(i).width() - bar.fontMetrics().horizontalAdvance(bar.tabText(i)) for i in (roll, results)
    ]
    assert abs(around[0] - around[1]) <= 1
    bar = visit(code_of("assessment"))._row.bar
    count = bar.tabButton(roll, bar.ButtonPosition.RightSide)
    assert bar.tabRect(roll).right() - count.geometry().right() < count._count.width()
    assert count._count.geometry().right() + 12 <= count.width()
