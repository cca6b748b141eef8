"""The real mark list exactly, and lists with other headings, columns and languages."""

from decimal import Decimal

import pytest

from tests.documents.rolls import ROLLS, book_of, expected, sheet_of
from trainer_app.core.errors import NothingRecognised
from trainer_app.documents import mark_list_reader, workbook_reader
from trainer_app.documents.faults import FaultCode
from trainer_app.documents.headings import Field
from trainer_app.documents.mark_list_reader import MarkList, MarkListMapping, stated_maximum
from trainer_app.documents.sheets import CellError, Sheet

PEOPLE = ((1, "Amina Khan", 43), (2, "Bilal Ahmed", "۴۰"), (3, "Chand Bibi", "Absent"))


def read(sheet: Sheet) -> tuple[MarkListMapping, MarkList]:
    """The proposed mapping of a sheet and what it gives."""
    mapping = mark_list_reader.recognise(book_of(sheet))
    return mapping, mark_list_reader.read_rows(sheet, mapping)


def marks_of(marks: MarkList) -> list[tuple[str, list[str]]]:
    """Names with the texts of their marks."""
    return [(row.shown_name, list(row.marks.values())) for row in marks.rows]


def test_the_range_marks_are_read_as_they_stand():
    wanted = expected("range-marks-2026")
    book = workbook_reader.read(ROLLS / "range-marks-2026.xlsx")
    mapping = mark_list_reader.recognise(book)
    marks = mark_list_reader.read_rows(book.sheets[0], mapping)
    assert (mapping.sheet_name, mapping.heading_row) == (wanted["sheet"], wanted["heading_row"])
    assert [(one.heading, one.maximum) for one in mapping.score_columns] == [("Score /60", Decimal(60))]
    assert [row.name_latin for row in marks.rows] == [one["name"] for one in wanted["marks"]]
    texts = {row.name_latin: row.marks[2] for row in marks.rows}
    plain = {one["name"]: one["mark"] for one in wanted["marks"] if one["mark"][0].isdigit()}
    assert {name: texts[name] for name in plain if name != "Fatima Zahra"} == {
        name: mark for name, mark in plain.items() if name != "Fatima Zahra"
    }
    assert [texts[name] for name in ("Fatima Zahra", "Shahzad Anwar", "Farhan Saeed")] == [
        "۴۰",
        "-",
        "medical leave",
    ]


@pytest.mark.parametrize(
    "headings",
    [
        ("No.", "Name", "Score /60"),
        ("S.No", "NAME OF TRAINEE", "Marks\nObtained"),
        ("序号", "姓名", "成绩"),
        ("نمبر شمار", "نام", "نمبر"),
        ("نمبر شمار", "نام", "حاصل کردہ نمبر"),
        ("", "Name", "Range shoot"),
        ("Sr", "Name", "Firearms practical"),
        ("序号", "姓名 Name", "得分(满分60)"),
    ],
)
def test_headings_of_other_agencies_are_recognised(headings):
    _mapping, marks = read(sheet_of(("RESULTS OF THE RANGE",), (), headings, *PEOPLE))
    assert marks_of(marks) == [("Amina Khan", ["43"]), ("Bilal Ahmed", ["۴۰"]), ("Chand Bibi", ["Absent"])]


@pytest.mark.parametrize(
    ("text", "maximum"),
    [
        ("Score /60", "60"),
        ("Score (max 60)", "60"),
        ("Marks out of 100", "100"),
        ("Max. marks: 25", "25"),
        ("满分60", "60"),
        ("成绩（满分：50分）", "50"),
        ("نمبر (کل نمبر ۶۰)", "60"),
        ("Score (60)", "60"),
        ("Total 12.5", "12.5"),
        ("۶۰ میں سے", "60"),
        ("FIREARMS PRACTICAL — RANGE RESULTS (max 60)", "60"),
        ("Driving [40 marks]", "40"),
    ],
)
def test_the_maximum_stands_in_the_heading(text, maximum):
    assert stated_maximum(text) == Decimal(maximum)


@pytest.mark.parametrize(
    "text", ["Score", "Marks obtained", "成绩", "Dated 12/05/2026", "Batch 2026", "Score /0"]
)
def test_a_heading_without_a_maximum_states_none(text):
    assert stated_maximum(text) is None


def test_the_title_states_the_maximum_where_the_heading_does_not():
    mapping, _marks = read(sheet_of(("RANGE RESULTS (max 60)",), ("No.", "Name", "Score"), *PEOPLE))
    assert mapping.score_columns[0].maximum == Decimal(60)


def test_a_column_that_repeats_the_maximum_is_no_mark():
    rows = [(name, 60, mark) for _n, name, mark in PEOPLE]
    mapping, marks = read(sheet_of(("Name", "Total Marks", "Obtained Marks"), *rows))
    assert [(one.heading, one.maximum) for one in mapping.score_columns] == [("Obtained Marks", Decimal(60))]
    assert marks_of(marks)[0] == ("Amina Khan", ["43"])


def test_several_columns_of_marks_are_kept_apart():
    headings = ("Roll No", "Name", "Written /100", "Practical (max 60)", "Grade", "%", "Position")
    mapping, marks = read(
        sheet_of(headings, (1, "Amina Khan", 81.5, 43, "A", 0.8, 1), (2, "Bilal Ahmed", 70, "-", "B", 0.7, 2))
    )
    assert [(one.index, one.maximum) for one in mapping.score_columns] == [
        (2, Decimal(100)),
        (3, Decimal(60)),
    ]
    assert marks.rows[0].marks == {2: "81.5", 3: "43"}
    assert [row.roll_number for row in marks.rows] == ["1", "2"]


def test_marks_below_two_rows_of_headings_are_found():
    sheet = sheet_of(
        ("No", "Name", "Marks", None), (None, None, "Written", "Practical"), (1, "Amina Khan", 81, 43)
    )
    mapping, marks = read(sheet)
    assert [one.index for one in mapping.score_columns] == [2, 3]
    assert marks_of(marks) == [("Amina Khan", ["81", "43"])]


def test_people_can_be_named_by_number_alone():
    sheet = sheet_of(("Roll No.", "CNIC", "Score"), ("12", 6110112345671.0, 43), ("۱۳", "wrong", 40))
    _mapping, marks = read(sheet)
    assert [(row.roll_number, len(row.identifiers)) for row in marks.rows] == [("12", 1), ("13", 0)]
    assert marks.rows[0].shown_name == "12"
    assert marks.rows[0].identifiers[0].value == "61101-1234567-1"


def test_names_in_three_scripts_are_read():
    sheet = sheet_of(
        ("No", "Name", "Score"), (1, "陈静 CHEN Jing", 1), (2, "آمنہ خان", 2), (3, "SAIMA NOOR", 3)
    )
    _mapping, marks = read(sheet)
    assert [(row.name_latin, row.name_ur, row.name_zh) for row in marks.rows] == [
        ("CHEN Jing", "", "陈静"),
        ("", "آمنہ خان", ""),
        ("Saima Noor", "", ""),
    ]


def test_totals_averages_and_preprinted_numbers_are_left_out():
    rows = [
        *PEOPLE,
        (4, None, None),
        ("Total", None, 83),
        ("No.", "Name", "Score"),
        ("Checked by: R.O.", None, None),
    ]
    _mapping, marks = read(sheet_of(("No.", "Name", "Score"), *rows))
    assert len(marks.rows) == 3
    assert list(marks.left_out) == [6, 7, 8]


def test_a_mark_without_anybody_and_a_broken_formula_are_faults():
    _mapping, marks = read(
        sheet_of(("No.", "Name", "Score"), (1, "Amina Khan", CellError("#REF!")), (2, None, 12), *PEOPLE)
    )
    faults = {row.row: [fault.code for fault in row.faults] for row in marks.rows if row.faults}
    assert faults == {2: [FaultCode.CELL_ERROR], 3: [FaultCode.NO_NAME]}


def test_a_result_of_words_is_no_mark():
    rows = [(name, mark, "Pass") for _n, name, mark in PEOPLE]
    mapping, _marks = read(sheet_of(("Name", "Score", "Result"), *rows))
    assert [one.index for one in mapping.score_columns] == [1]


def test_a_corrected_mapping_is_obeyed():
    sheet = sheet_of(("Name", "Score", "Again"), ("Amina Khan", 43, "first"), ("Bilal Ahmed", 40, "second"))
    mapping, _marks = read(sheet)
    marks = mark_list_reader.read_rows(sheet, mapping.with_field(1, Field.IGNORED).with_field(2, Field.SCORE))
    assert marks_of(marks) == [("Amina Khan", ["first"]), ("Bilal Ahmed", ["second"])]
    assert mapping.layout_key == mapping.with_field(2, Field.SCORE).layout_key


@pytest.mark.parametrize(
    "rows", [(("No", "Name", "Unit"), (1, "Amina Khan", "CTD")), (("Marks", "Total"), (1, 2))]
)
def test_a_workbook_without_people_and_marks_is_refused_by_name(rows):
    with pytest.raises(NothingRecognised) as refusal:
        mark_list_reader.recognise(book_of(sheet_of(*rows)))
    assert "mark list" in str(refusal.value)


def test_the_longest_sheet_of_marks_is_chosen_and_another_can_be():
    headings = ("No.", "Name", "Score")
    book = book_of(
        sheet_of(headings, PEOPLE[0], name="First"),
        sheet_of(("Notes",), name="Notes"),
        sheet_of(headings, *PEOPLE, name="All"),
    )
    assert mark_list_reader.recognise(book).sheet_name == "All"
    assert mark_list_reader.recognise(book, sheet_name="First").sheet_name == "First"
