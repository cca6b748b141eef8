"""What the grid says."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from tests.ui.pages.typing import press, type_text
from tests.ui.tables.score_grid.conftest import FIREARMS, WRITTEN, enter, make_intake
from tests.ui.tables.score_grid.test_table import table_of
from trainer_app.core import language
from trainer_app.core.errors import ChangedMeanwhile, FileUnwritable
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState, SheetState
from trainer_app.ui.tables.score_grid import words
from trainer_app.ui.tables.score_grid.table import NotAccepted


def plain(text):
    return text.translate(dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069)))


@pytest.fixture
def table(file_database):
    marks = {(0, "WRT"): 66, (1, "FIR"): 30, (2, "WRT"): ScoreState.ABSENT}
    return table_of(file_database, make_intake(file_database, marks=marks))


def test_decimals_follow_the_step_of_the_component():
    assert words.points_text(Decimal(46), Decimal("0.5")) == "46.0"
    assert words.points_text(Decimal(1476), Decimal(1)) == "1,476"
    assert words.points_text(Decimal("46.25"), Decimal("0.5")) == "46.25"


def told(table, row, column, text):
    first, rest = words.told(table, row, column, table.read(column, text))
    return plain(first), plain(rest)


def test_a_value_above_the_maximum_names_whose_it_is_and_the_way_out(table):
    assert told(table, 1, WRITTEN, "157") == (
        "157 is not saved.",
        "Liu Yang, Written examination: the maximum is 100. "
        "Type a value from 0 to 100, or press Esc to leave the cell blank.",
    )
    assert told(table, 0, WRITTEN, "157")[1].endswith("or press Esc to keep 66.0.")


def test_a_value_off_the_step_names_the_step(table):
    _first, rest = told(table, 1, WRITTEN, "43.3")
    assert "marks go in steps of 0.5" in rest
    assert rest.endswith("leave the cell blank.")
    assert told(table, 2, WRITTEN, "43.3")[1].endswith("keep Absent.")


def test_a_text_that_is_no_number_is_quoted(table):
    assert told(table, 1, WRITTEN, "4o") == (
        "“4o” is not a number.",
        "Liu Yang, Written examination. Type digits, or A for absent.",
    )


def test_a_mark_that_someone_else_changed_meanwhile_is_told_with_theirs(table):
    theirs = Mark(ScoreState.SCORED, Decimal(50))
    typed = NotAccepted("60", ChangedMeanwhile("this score", theirs=theirs, yours=None))
    first, rest = words.told(table, 1, WRITTEN, typed)
    assert plain(first) == "60 is not saved."
    assert "someone else entered 50.0 meanwhile" in plain(rest)


def test_any_other_fault_says_its_own_sentence(table, tmp_path):
    typed = NotAccepted("", FileUnwritable(tmp_path, "The disk is full."))
    first, rest = words.told(table, 1, WRITTEN, typed)
    assert plain(first) == "blank is not saved."
    assert "The disk is full." in rest


def test_a_cell_is_spoken_with_its_whole_meaning(table):
    assert plain(words.spoken(table, 0, WRITTEN)) == "Muhammad Asif Khan, Written examination, 66.0"
    assert plain(words.spoken(table, 1, WRITTEN)) == "Liu Yang, Written examination, Not entered"
    assert plain(words.spoken(table, 1, FIREARMS)).endswith("30.0, below minimum")
    table.reject(1, WRITTEN, table.read(WRITTEN, "157"))
    assert plain(words.spoken(table, 1, WRITTEN)).endswith("157, not accepted, maximum 100")


def test_the_second_name_is_the_one_of_the_owner(table):
    khan, liu = table.trainees[0], table.trainees[1]
    assert (words.first_name(khan), words.second_name(khan)) == ("Muhammad Asif Khan", "محمد آصف خان")
    assert words.second_name(liu) == "刘洋"
    with language.using("ur"):
        assert (words.first_name(khan), words.second_name(khan)) == ("محمد آصف خان", "Muhammad Asif Khan")
        assert (words.first_name(liu), words.second_name(liu)) == ("Liu Yang", "刘洋")
        assert not words.has_own_name(liu)
        assert words.name_missing()
    with language.using("zh"):
        assert (words.first_name(liu), words.second_name(liu)) == ("刘洋", "Liu Yang")


def test_what_a_column_lacks_is_said_in_sentences(table):
    assert plain(words.missing(table, WRITTEN)) == "2 of 4 entered. 2 are to be entered."
    table.reject(1, WRITTEN, table.read(WRITTEN, "157"))
    table.sums[table.components[WRITTEN].id] = Decimal(100)
    assert plain(words.missing(table, WRITTEN)) == (
        "2 of 4 entered. 1 value is to be corrected. 1 is to be entered. The sum on paper differs by 34.0."
    )
    table.sums[table.components[WRITTEN].id] = Decimal(66)
    assert plain(words.missing(table, WRITTEN)).endswith("The sum agrees with the paper.")


@pytest.mark.parametrize("state", list(SheetState))
def test_every_state_of_a_sheet_has_a_word_and_an_icon(table, state):
    from dataclasses import replace

    look = words.sheet_look(replace(table.components[0], sheet_state=state))
    assert look.words
    assert look.icon


def test_misconduct_stands_in_the_place_of_the_band(tab, saved):
    for value in ("90", "36", "54"):
        type_text(value)
        press(Qt.Key.Key_Tab)
    tab.entry.set_state(0, 3, ScoreState.MISCONDUCT)
    saved()
    standing = words.standing(tab.entry.table.result(0), tab.entry.table.basis)
    assert (standing.band, standing.tone) == ("Misconduct", "danger")


def test_a_trainee_without_a_mark_has_no_total(tab):
    assert words.standing(tab.entry.table.result(0), tab.entry.table.basis).total == ""


def test_a_block_is_named_by_its_count(tab, saved):
    enter("1")
    enter("2")
    tab.entry.make_blank([(0, WRITTEN), (1, WRITTEN)])
    saved()
    assert words.step_words(tab.entry.table, tab.entry.steps.to_undo) == "2 values"
