"""Blocks of the clipboard: read, checked, proposed, and taken over or left."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.ui.pages.typing import press
from tests.ui.tables.score_grid.conftest import DRIVING, FIREARMS, LANGUAGE, WRITTEN, make_intake
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import OfferingState, ScoreState
from trainer_app.ui.tables.score_grid.paste import lay, read_block

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def paste(text):
    QGuiApplication.clipboard().setText(text)
    press(Key.Key_V, CTRL)


def strip(tab):
    return [f"{each.first} {each.rest}" for each in tab.strips.strips()]


def looks(tab, row, column):
    proposed = tab.entry.table.proposed.get((row, column))
    return str(proposed.points) if isinstance(proposed, Mark) else proposed


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("61\t30\r\n72.5\t35\r\n", [["61", "30"], ["72.5", "35"]]),
        ("61", [["61"]]),
        ("61\t\n\t35\n", [["61", ""], ["", "35"]]),
        ('"first\nsecond"\t"said ""no"""\n', [["first\nsecond", 'said "no"']]),
        ("", []),
    ],
)
def test_a_block_is_read_as_workbooks_copy_it(text, cells):
    assert read_block(text) == cells


def test_much_text_behind_a_quote_that_does_not_end_is_still_cells():
    assert read_block('"61\t30\n' + "x" * 200_000)[0] == ['"61', "30"]


def test_every_value_of_a_block_is_judged_for_its_cell(tab):
    table = tab.entry.table
    texts = [["61", "99", "۵۰", "30"], ["", "a", "1e2", "30", "extra"], ["72,5"]]
    pasted = lay(table, texts, [0, 1], WRITTEN)
    assert {place: found.points for place, found in pasted.marks.items() if found.points is not None} == {
        (0, WRITTEN): 61,
        (0, FIREARMS): 50,
        (0, LANGUAGE): 30,
        (1, LANGUAGE): 30,
    }
    assert pasted.marks[1, DRIVING].state == ScoreState.ABSENT
    assert {place: found.text for place, found in pasted.refused.items()} == {
        (0, DRIVING): "99",
        (1, FIREARMS): "1e2",
    }
    assert (pasted.blank, pasted.beyond, pasted.closed) == (1, 2, 0)


def test_nothing_is_written_before_it_is_taken_over(tab, saved, stored):
    paste("61\t30\n72.5\t99\n")
    saved()
    assert stored() == {}
    assert (looks(tab, 0, WRITTEN), looks(tab, 1, DRIVING).text) == ("61", "99")
    assert "4 values are pasted, and not saved yet." in strip(tab)[0]
    assert "1 is not accepted." in strip(tab)[0]
    press(Key.Key_Return)
    saved()
    assert stored() == {(0, WRITTEN): "61", (0, DRIVING): "30", (1, WRITTEN): "72.5"}
    assert tab.entry.table.rejected(1, DRIVING).text == "99"
    assert tab.entry.table.proposed == {}


def test_why_a_proposed_value_is_not_accepted_is_said_at_its_cell(tab):
    paste("61\t30\n72.5\t99\n")
    assert len(strip(tab)) == 1
    press(Key.Key_Down)
    press(Key.Key_Right)
    (shown,) = [each for each in tab.strips.strips() if each.kind == "danger"]
    assert "99" in shown.first
    assert "Liu Yang" in shown.rest
    assert "40" in shown.rest


def test_esc_leaves_everything_as_it_was(tab, saved, stored):
    paste("61\t30\n72.5\t35\n")
    press(Key.Key_Escape)
    saved()
    assert (stored(), tab.entry.pasted, strip(tab)) == ({}, None, [])


def test_other_keys_do_nothing_until_it_is_decided(tab, saved, stored):
    paste("61\n72.5\n")
    press(Key.Key_5)
    press(Key.Key_Delete)
    press(Key.Key_Down)
    assert tab.grid.marks.place == (1, WRITTEN)
    press(Key.Key_Return)
    saved()
    assert stored() == {(0, WRITTEN): "61", (1, WRITTEN): "72.5"}


def test_the_whole_block_is_undone_and_done_again_in_one_step(tab, saved, stored):
    paste("61\t30\n72.5\t35\n")
    press(Key.Key_Return)
    press(Key.Key_Z, CTRL)
    saved()
    assert set(stored().values()) <= {"NOT_ENTERED"}
    press(Key.Key_Y, CTRL)
    saved()
    assert stored()[1, DRIVING] == "35"


def test_what_would_be_replaced_is_counted_and_what_is_the_same_is_left(file_database, open_tab):
    marks = {(0, "WRT"): 61, (1, "WRT"): 70}
    tab = open_tab(make_intake(file_database, marks=marks))
    tab.grid.go_to_place(0, WRITTEN)
    paste("61\n72.5\n\n")
    assert set(tab.entry.pasted.found) == {(1, WRITTEN)}
    assert "1 replaces another value." in strip(tab)[0]
    assert "1 stands there already." in strip(tab)[0]


def test_one_value_fills_the_selected_block(tab, saved, stored):
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Right, SHIFT)
    paste("25")
    press(Key.Key_Return)
    saved()
    assert stored() == {(row, column): "25" for row in (0, 1) for column in (WRITTEN, DRIVING)}


def test_a_block_in_which_nothing_would_change_says_why(tab):
    paste("\t\n")
    assert tab.entry.pasted is None
    assert strip(tab) == [" Nothing was pasted. 2 blank cells leave the values that are there."]


def test_a_closed_grid_takes_no_block(file_database, open_tab):
    tab = open_tab(make_intake(file_database, state=OfferingState.CLOSED))
    tab.grid.marks.setFocus()
    tab.grid.go_to_place(0, WRITTEN)
    paste("61\n72.5\n")
    assert tab.entry.pasted is None
    assert "2 lie over columns that cannot be typed in" in " ".join(strip(tab))


def test_leaving_the_page_drops_what_was_not_taken_over(tab, saved, stored):
    paste("61\n72.5\n")
    assert tab.can_leave()
    saved()
    assert (tab.entry.pasted, stored()) == (None, {})


def test_a_block_is_filled_down_from_its_first_line(tab, saved, stored):
    paste("61\t30\n70\t\n")
    press(Key.Key_Return)
    for _line in range(3):
        press(Key.Key_Down, SHIFT)
    press(Key.Key_Right, SHIFT)
    press(Key.Key_D, CTRL)
    saved()
    assert stored() == {(row, WRITTEN): "61" for row in range(4)} | {(row, DRIVING): "30" for row in range(4)}
    assert strip(tab) == [" 1 other value was replaced. Ctrl+Z brings it back."]
    press(Key.Key_Z, CTRL)
    saved()
    assert stored()[1, WRITTEN] == "70"


def test_a_single_cell_is_filled_from_the_one_above_and_a_blank_fills_nothing(tab, saved, stored):
    press(Key.Key_A)
    press(Key.Key_Down)
    press(Key.Key_D, CTRL)
    saved()
    assert stored() == {(0, WRITTEN): "ABSENT", (1, WRITTEN): "ABSENT"}
    tab.grid.go_to_place(3, WRITTEN)
    press(Key.Key_D, CTRL)
    saved()
    assert (3, WRITTEN) not in stored()


def test_n_says_that_a_component_does_not_apply(tab, saved, stored):
    press(Key.Key_N)
    saved()
    assert stored() == {(0, WRITTEN): "NOT_APPLICABLE"}
