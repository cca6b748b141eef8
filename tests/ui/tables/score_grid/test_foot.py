"""The sums at the foot, typed from the paper."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.ui.pages.typing import focused, press, type_text
from tests.ui.tables.score_grid.conftest import DRIVING, LANGUAGE, WRITTEN, enter, make_intake
from trainer_app.rules.states import OfferingState
from trainer_app.services import scores

Key = Qt.Key


@pytest.fixture
def sums(file_database, intake):
    def read():
        with file_database.reading() as session:
            grid = scores.grid(session, offering_id=intake.id)
        return [component.control_sum for component in grid.components]

    return read


def test_down_from_the_last_row_reaches_the_sum_and_enter_goes_on(tab, saved, sums):
    for value in ("10", "20", "30"):
        enter(value)
    type_text("40")
    press(Key.Key_Down)
    assert focused() is tab.grid.foot
    enter("100")
    saved()
    assert sums()[WRITTEN] == Decimal(100)
    assert tab.grid.marks.place == (0, DRIVING)
    assert focused() is tab.grid.marks
    assert tab.entry.table.difference(WRITTEN) == 0


def test_a_sum_that_differs_is_told_below_the_grid(tab, saved):
    enter("10")
    tab.grid.foot.go_to(WRITTEN)
    enter("12.5")
    saved()
    tab.grid.marks.go_to(0, WRITTEN)
    plain = tab.foot.missing.text().translate({0x2066: "", 0x2069: ""})
    assert "The sum on paper differs by 2.5." in plain


def test_a_sum_that_is_no_number_stays_red_and_unsaved(tab, saved, sums):
    tab.grid.foot.go_to(WRITTEN)
    enter("many")
    saved()
    assert sums()[WRITTEN] is None
    assert tab.context.tasks.saving.not_accepted == 1
    assert "many" in tab.strips.strips()[0].first
    tab.grid.foot.go_to(WRITTEN)
    press(Key.Key_Escape)
    assert tab.context.tasks.saving.not_accepted == 0


def test_escape_leaves_a_sum_as_it_was_and_delete_takes_it_back(tab, saved, sums):
    tab.grid.foot.go_to(WRITTEN)
    enter("12")
    tab.grid.foot.go_to(WRITTEN)
    type_text("99")
    press(Key.Key_Escape)
    saved()
    assert sums()[WRITTEN] == 12
    press(Key.Key_Delete)
    saved()
    assert sums()[WRITTEN] is None


def test_f2_edits_a_sum(tab, saved, sums):
    tab.grid.foot.go_to(WRITTEN)
    enter("12")
    tab.grid.foot.go_to(WRITTEN)
    press(Key.Key_F2)
    type_text("5")
    press(Key.Key_Return)
    saved()
    assert sums()[WRITTEN] == 125


def test_arrows_and_tab_go_along_the_sums(tab):
    foot = tab.grid.foot
    foot.go_to(WRITTEN)
    press(Key.Key_Right)
    assert foot._current == DRIVING
    press(Key.Key_Left)
    press(Key.Key_Tab)
    assert foot._current == DRIVING
    foot.go_to(LANGUAGE)
    press(Key.Key_Tab)
    assert focused() is not foot
    foot.go_to(LANGUAGE)
    press(Key.Key_Up)
    assert tab.grid.marks.place == (3, LANGUAGE)


def test_a_click_takes_a_sum_and_a_double_click_edits_it(tab, qtbot):
    foot = tab.grid.foot
    spot = QPoint(foot._marks[DRIVING].center().x(), foot.height() - 8)
    qtbot.mouseClick(foot, Qt.MouseButton.LeftButton, pos=spot)
    assert (focused(), foot._current) == (foot, DRIVING)
    qtbot.mouseDClick(foot, Qt.MouseButton.LeftButton, pos=spot)
    assert focused() is foot.editor


def test_a_sum_is_spoken(tab):
    enter("10")
    tab.grid.foot.go_to(WRITTEN)
    assert tab.grid.foot.accessibleName() == "Sum on paper, Written examination, blank. Sum here 10.0."


def test_no_sum_is_typed_where_the_scores_are_closed(open_tab, file_database):
    tab = open_tab(make_intake(file_database, state=OfferingState.CLOSED))
    assert not tab.grid.foot.go_to(WRITTEN)
    assert not tab.grid.foot.can_type


def test_a_sum_that_the_database_refuses_is_shown_as_not_saved(tab, saved, file_database, intake):
    from trainer_app.models.delivery import Offering

    with file_database.transaction() as session:
        session.get(Offering, intake.id).state = OfferingState.CLOSED
    tab.grid.foot.go_to(WRITTEN)
    enter("12")
    saved()
    assert tab.entry.table.sums[intake.components[WRITTEN]] is None
    assert "12 is not saved" in tab.strips.strips()[0].first.translate({0x2068: "", 0x2069: ""})
