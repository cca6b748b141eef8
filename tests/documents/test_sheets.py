"""What a person reads in a cell, and where rows and columns stand."""

from datetime import date, datetime, time, timedelta

import pytest

from tests.documents.rolls import book_of, sheet_of
from trainer_app.documents.sheets import CellError, cell_text, column_letter, is_blank, is_number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("  a\u00a0 b\n", "a b"),
        (4210129536727.0, "4210129536727"),
        (7, "7"),
        (28.5, "28.5"),
        (0.1 + 0.2, "0.3"),
        (5.301021994071519e17, "5.30102199407152E+17"),
        (True, "TRUE"),
        (date(1990, 2, 3), "1990-02-03"),
        (time(3, 4), "03:04:00"),
        (timedelta(hours=1), "1:00:00"),
        (CellError("#N/A"), "#N/A"),
        (-0.0, "0"),
    ],
)
def test_a_cell_is_read_as_one_line_of_text(value, text):
    assert cell_text(value) == text


def test_a_date_with_a_time_shows_the_time():
    assert cell_text(datetime(1990, 2, 3)) == "1990-02-03"  # noqa: DTZ001 (cells know no time zone)
    assert cell_text(datetime(1990, 2, 3, 4, 5)) == "1990-02-03 04:05:00"  # noqa: DTZ001


def test_truths_are_no_numbers():
    assert [is_number(value) for value in (1, 1.5, True, "1", None)] == [True, True, False, False, False]


def test_a_row_of_spaces_is_blank():
    assert is_blank((None, "  ", "\u00a0"))
    assert not is_blank((None, 0))


def test_columns_are_named_as_a_spreadsheet_does():
    assert [column_letter(index) for index in (0, 25, 26, 27, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "AB",
        "ZZ",
        "AAA",
        "XFD",
    ]


def test_rows_are_counted_from_one_and_columns_skip_blanks():
    sheet = sheet_of(("a", 1), (None, None), ("b",))
    assert sheet.row(3) == ("b", None)
    assert (sheet.row(0), sheet.row(4)) == ((), ())
    assert [number for number, _row in sheet.numbered(2)] == [2, 3]
    assert list(sheet.column(0)) == ["a", "b"]
    assert list(sheet.column(9)) == []


def test_hidden_sheets_are_read_only_when_there_are_no_others():
    hidden, shown = sheet_of(("a",), name="h", is_hidden=True), sheet_of(("a",), name="s")
    assert book_of(hidden, shown).readable_sheets == [shown]
    assert list(book_of(hidden).readable_sheets) == [hidden]
    assert book_of(shown).sheet("x") is None
