"""Values that were not accepted are there again when the grid is opened anew."""

import pytest
from PySide6.QtCore import Qt

from tests.services.acting import Desk
from tests.ui.pages.typing import press
from tests.ui.tables.score_grid.conftest import DRIVING, WRITTEN, enter, make_intake
from trainer_app.services import drafts
from trainer_app.ui.tables.score_grid import draft
from trainer_app.ui.tables.score_grid.draft import LeftUnsaved

Key = Qt.Key


@pytest.fixture
def intake(file_database):
    """Four trainees, and someone who signed in."""
    file_database.user = Desk(file_database).user
    return make_intake(file_database)


@pytest.fixture
def tab(open_tab, intake):
    return open_tab(intake)


@pytest.fixture
def kept(tab, intake, file_database, qtbot):
    """What is kept of the grid, once all is written."""

    def read():
        qtbot.waitUntil(lambda: tab.context.tasks.is_idle)
        with file_database.reading() as session:
            return drafts.kept(session, place=draft.place_of(intake.id, 1))

    return read


def test_what_was_not_accepted_is_there_again_as_it_was_typed(tab, intake, open_tab, kept):
    enter("157")
    enter("1e2")
    assert [text for *_cell, text in kept()["marks"]] == ["157", "1e2"]
    again = open_tab(intake)
    assert again.entry.table.rejected(0, WRITTEN).text == "157"
    assert again.entry.table.rejected(1, WRITTEN).text == "1e2"
    assert "1e2" in again.strips.strips()[0].first


def test_what_is_corrected_or_dropped_is_not_kept_any_more(tab, kept):
    enter("157")
    enter("1e2")
    tab.grid.go_to_place(0, WRITTEN)
    enter("57")
    assert [text for *_cell, text in kept()["marks"]] == ["1e2"]
    tab.grid.go_to_place(1, WRITTEN)
    press(Key.Key_Escape)
    assert kept() == {}


def test_a_value_that_can_be_read_now_still_waits_for_its_user(tab, intake, open_tab, kept, file_database):
    enter("157")
    content = kept()
    content["marks"][0][2] = "57"
    with file_database.transaction() as session:
        place = draft.place_of(intake.id, 1)
        drafts.keep(session, place=place, content=content, now=tab.context.now())
    again = open_tab(intake)
    assert isinstance(again.entry.table.rejected(0, WRITTEN).fault, LeftUnsaved)
    assert again.entry.table.mark(0, WRITTEN).points is None


def test_a_sum_is_kept_too_and_what_has_no_cell_any_more_is_left_out(tab):
    table, stranger = tab.entry.table, "0" * 32
    component = table.components[DRIVING].id
    content = {"marks": [[stranger, stranger, "1"]], "sums": [[component.hex, "x"], [stranger, "y"]]}
    draft.restore(table, content)
    assert len(table.rejects.marks) == 0
    assert {key: typed.text for key, typed in table.rejects.sums.items()} == {component: "x"}
