from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from trainer_app.core import language
from trainer_app.documents.sheet_model import (
    Book,
    Cell,
    Look,
    MadeRows,
    fitted,
    letters,
    on_sheet,
    sheet_name,
    shown_text,
    shown_width,
    span,
)

HEAD, FOOT = [[Cell("Name")]], [[Cell("Total")]]


@pytest.fixture
def rows():
    return MadeRows(HEAD, ["a", "b"], lambda number, item: [Cell(f"{number}{item}")], FOOT)


def test_made_rows_are_counted_and_numbered_as_in_the_sheet(rows):
    assert len(rows) == 4
    assert [row[0].value for row in rows] == ["Name", "2a", "3b", "Total"]


def test_one_made_row_is_the_same_as_in_the_whole(rows):
    assert [rows[place] for place in range(4)] == list(rows)
    assert rows[-1] == rows[3]
    assert rows[1:3] == [rows[1], rows[2]]


@pytest.mark.parametrize("place", [4, -5])
def test_there_is_no_row_outside_the_sheet(rows, place):
    with pytest.raises(IndexError):
        rows[place]


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_have_the_names_that_spreadsheets_give_them(column, name):
    assert letters(column) == name


def test_references_are_absolute_and_quote_the_sheet():
    assert span(3, 5, 44) == "$C$5:$C$44"
    assert on_sheet("Officers' roll", span(1, 2, 3, 4)) == "'Officers'' roll'!$A$2:$D$3"


def test_a_sheet_gets_a_name_that_spreadsheets_accept_and_that_is_new():
    taken = set()
    assert sheet_name("Marks: [A/B]?", taken) == "Marks- -A-B--"
    assert sheet_name("'" + "x" * 40, taken) == "x" * 31
    assert sheet_name("X" * 31, taken) == "X" * 27 + " (2)"
    assert sheet_name("'", taken) == "-"


def test_chinese_takes_twice_the_room_and_vowel_marks_none():
    assert (shown_width("Liu"), shown_width("刘洋"), shown_width("مُحَمَّد")) == (3, 4, 4)


def test_a_column_fits_its_longest_text_within_limits():
    assert fitted(["Hina Parveen"]).width == 16
    assert fitted([], least=9).width == 9
    assert fitted(["x" * 80], most=30).width == 30


@pytest.mark.parametrize(
    ("value", "look", "text"),
    [
        (None, Look(), ""),
        ("=1+1", Look(), "=1+1"),
        (Decimal("59.95"), Look(kind="number", places=1), "60.0"),
        (4800, Look(kind="number"), "4,800"),
        (Decimal("0.864"), Look(kind="percent", places=1), "86.4\u202f%"),
        (date(2026, 11, 23), Look(kind="date"), "23 Nov 2026"),
    ],
)
def test_the_preview_shows_what_the_cell_shows(value, look, text):
    assert shown_text(value, look) == text


def test_a_book_in_urdu_runs_from_the_right():
    def book(code):
        return Book("", code, datetime(2026, 1, 1, tzinfo=UTC), ())

    assert [book(code).is_right_to_left for code in language.LANGUAGES] == [False, True, False]
