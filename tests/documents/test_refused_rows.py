"""Refused rows come back as they stood, with the reason beside them, safe to correct and import again."""

from datetime import UTC, date, datetime

from openpyxl import load_workbook

from tests.documents.rolls import HEADINGS, PEOPLE, book_of, read_file, sheet_of
from trainer_app.core import language
from trainer_app.documents import refused_rows, roll_reader
from trainer_app.documents.sheets import CellError

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def written(path, sheet, reasons):
    """The rows of the workbook that is written for these reasons."""
    mapping = roll_reader.recognise(book_of(sheet))
    refused_rows.write(path, sheet=sheet, mapping=mapping, reasons=reasons, made_at=NOW)
    page = load_workbook(path).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_titles_headings_and_only_the_refused_rows_are_written(tmp_path):
    sheet = sheet_of(("NOMINAL ROLL",), HEADINGS, *PEOPLE)
    rows = written(tmp_path / "r.xlsx", sheet, {4: "Second.", 3: "First."})
    assert rows[0][0] == "NOMINAL ROLL"
    assert rows[1] == [*HEADINGS, "Row in the file", "Reason"]
    assert [(row[2], row[6], row[7]) for row in rows[2:]] == [
        ("Amina Khan", 3, "First."),
        ("Bilal Ahmed", 4, "Second."),
    ]


def test_long_numbers_become_texts_and_nothing_becomes_a_formula(tmp_path):
    odd = (1, "=1+1", "Am\x07ina", 4210129536727.0, date(1990, 3, 15), CellError("#REF!"))
    sheet = sheet_of(HEADINGS, *PEOPLE, odd)
    rows = written(tmp_path / "r.xlsx", sheet, {5: "Why."})
    assert rows[1][:4] == [1, "=1+1", "Amina", "4210129536727"]
    assert rows[1][4].date() == date(1990, 3, 15)
    assert rows[1][5] == "#REF!"
    assert load_workbook(tmp_path / "r.xlsx").worksheets[0]["B2"].data_type == "s"


def test_a_file_without_headings_gets_some(tmp_path):
    rows = written(tmp_path / "r.xlsx", sheet_of(*PEOPLE), {2: "Why."})
    assert rows[0][-2:] == ["Row in the file", "Reason"]
    assert len(rows) == 2
    assert load_workbook(tmp_path / "r.xlsx").worksheets[0].freeze_panes == "A2"


def test_the_written_file_can_be_imported_in_every_language(tmp_path):
    for code in language.LANGUAGES:
        path = tmp_path / f"{code}.xlsx"
        with language.using(code):
            written(path, sheet_of(("Roll",), HEADINGS, *PEOPLE), {3: "x", 4: "y"})
        _mapping, roll = read_file(path)
        assert [row.name_latin for row in roll.rows] == ["Amina Khan", "Bilal Ahmed"]


def test_a_long_reason_is_wrapped_and_its_row_is_high_enough(tmp_path):
    reason = "The CNIC 61101-1 has 6 digits, a CNIC has 13. Compare it with the card and write all of them."
    written(tmp_path / "r.xlsx", sheet_of(("Roll",), HEADINGS, *PEOPLE), {3: reason, 4: "Short."})
    page = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert page.cell(3, len(HEADINGS) + 2).alignment.wrap_text
    assert page.row_dimensions[3].height > 1.5 * page.row_dimensions[4].height
    assert (page.freeze_panes, page.print_title_rows) == ("A3", "$2:$2")
