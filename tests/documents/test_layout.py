"""Columns by heading and contents together, where they agree and where they do not."""

import pytest

from tests.documents.rolls import sheet_of
from trainer_app.documents.headings import Field, recognise_heading
from trainer_app.documents.layout import (
    Column,
    fields_by_index,
    find_headings,
    is_heading_row,
    layout_key,
    recognise_columns,
)


def fields(*rows):
    """Field of each column of a sheet."""
    sheet = sheet_of(*rows)
    headings = find_headings(sheet, recognise_heading)
    assert headings is not None
    return [column.field for column in recognise_columns(sheet, headings, recognise_heading)]


CNICS = ("61101-1234567-1", "61101-1234567-2", "61101-1234567-3")


@pytest.mark.parametrize(
    ("heading", "values", "field"),
    [
        ("ID No", CNICS, Field.CNIC),
        ("ID No", ("11010519491231002X",) * 3, Field.PRC_ID),
        ("CNIC", ("E12345678",) * 3, Field.PASSPORT),
        ("ID", ("1234", "1235", "1236"), Field.POLICE_NO),
        ("ID", ("one", "two", "three"), Field.IDENTITY),
        ("CNIC", ("123", "124", "125"), Field.CNIC),
        ("Number", CNICS, Field.CNIC),
        ("Whatever", CNICS, Field.CNIC),
        ("ID", ("61101-1234567-1", "E12345678", "11010519491231002X"), Field.IDENTITY),
        ("Whatever", ("1990-01-01", "1991-01-01", "1992-01-01"), Field.BORN_ON),
        ("Whatever", ("M", "F", "M"), Field.SEX),
        ("Whatever", ("x", "y", "z"), Field.IGNORED),
        ("Whatever", (None, None, None), Field.IGNORED),
        ("CNIC", (None,) * 3, Field.CNIC),
        ("Date of issue", ("1990-01-01",) * 3, Field.IGNORED),
    ],
)
def test_contents_correct_a_heading_that_tells_little(heading, values, field):
    people = ("Amina Khan", "Bilal Ahmed", "Chand Bibi")
    rows = zip(people, ("CTD",) * 3, values, strict=True)
    assert fields(("Name", "Unit", heading), *rows)[2] == field


def test_a_field_that_two_columns_would_have_goes_to_the_one_with_the_heading():
    rows = [
        (cnic, name, cnic)
        for cnic, name in zip(CNICS, ("Amina Khan", "Bilal Ahmed", "Chand Bibi"), strict=True)
    ]
    assert fields(("Whatever", "Name", "CNIC"), *rows) == [Field.IGNORED, Field.NAME_LATIN, Field.CNIC]


def test_the_row_with_most_headings_wins_over_titles_and_data():
    sheet = sheet_of(
        ("Name of officers nominated", "Rank"),
        ("No", "Rank", "Name", "CNIC"),
        (1, "Officer", "Rank Khan", "1"),
    )
    headings = find_headings(sheet, recognise_heading)
    assert headings is not None
    assert headings.first_row == 2


def test_a_sheet_without_headings_has_none():
    assert find_headings(sheet_of(("a", "b"), (1, 2)), recognise_heading) is None


def test_a_row_of_data_is_no_row_of_headings():
    assert not is_heading_row((1, "ASI", "Amina Khan", "CTD"), recognise_heading)
    assert is_heading_row(("No", "Rank", "Name"), recognise_heading)


def test_the_key_of_a_layout_ignores_how_headings_are_spelt():
    assert layout_key(["S.No", "Father’s Name"]) == layout_key(["S NO", "FATHER'S  NAME:"])
    assert layout_key(["S.No", "Name"]) != layout_key(["Name", "S.No"])


def test_columns_that_are_not_imported_are_left_out_by_index():
    columns = [Column(0, "No", Field.SERIAL), Column(1, "x", Field.IGNORED)]
    assert fields_by_index(columns) == {0: Field.SERIAL}
