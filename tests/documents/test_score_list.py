from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from tests.documents.offering_samples import MADE_AT, mixed_report
from tests.libreoffice import convert
from trainer_app.core.language import LANGUAGES, Titles
from trainer_app.documents.offering_report import CountedMark
from trainer_app.documents.score_list import (
    ListComponent,
    ListTrainee,
    ScoreList,
    read_score_list,
    score_list_book,
)
from trainer_app.documents.workbook import write
from trainer_app.documents.workbook_reader import read
from trainer_app.rules.states import ScoreState


def score_list(size=12):
    sample = mixed_report(size)
    return ScoreList(
        offering_code="PK-2026-04",
        course=sample.facts.course,
        components=tuple(
            ListComponent(each.code, each.titles, each.max_points, 1, is_open=each.code != "WRT")
            for each in sample.scheme.components
        ),
        trainees=[
            ListTrainee(
                each.roll_number, each.name_latin, each.name_ur or each.name_zh, each.side, each.marks
            )
            for each in sample.trainees
        ],
        made_at=MADE_AT,
    )


@pytest.fixture
def exported(tmp_path):
    path = tmp_path / "scores.xlsx"
    write(score_list_book(score_list(), "en"), path)
    return path


def returned(path):
    return read_score_list(read(path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_in_any_language_is_recognised_with_every_mark(tmp_path, language):
    scores, path = score_list(), tmp_path / "scores.xlsx"
    write(score_list_book(scores, language), path)
    back = returned(path)
    assert (back.offering_code, back.component_codes) == ("PK-2026-04", ("WRT", "FIR", "FIT", "EXE", "CON"))
    assert [(row.roll_number, row.name) for row in back.rows] == [
        (str(each.roll_number), each.name_latin) for each in scores.trainees
    ]
    for row, trainee in zip(back.rows, scores.trainees, strict=True):
        for text, mark in zip(row.marks.values(), trainee.marks, strict=True):
            assert mark.points is None or Decimal(text) == mark.points


def test_marks_that_were_typed_come_back_as_they_were_typed(exported):
    book = load_workbook(exported)
    book.active["F7"], book.active["G8"], book.active["H9"] = 43.5, "A", "۸۷٫۵"
    book.save(exported)
    first, second, third = returned(exported).rows[:3]
    assert first.marks["FIR"] == "43.5"
    assert second.marks["FIT"] == "A"
    assert third.marks["EXE"] == "۸۷٫۵"


def test_sorted_rows_and_moved_columns_still_speak_of_the_same_marks(exported):
    before = {row.roll_number: row.marks for row in returned(exported).rows}
    book = load_workbook(exported)
    sheet = book.active
    for row in range(1, 19):
        sheet.cell(row, 6).value, sheet.cell(row, 9).value = (
            sheet.cell(row, 9).value,
            sheet.cell(row, 6).value,
        )
    for column in range(1, 10):
        first, last = sheet.cell(7, column), sheet.cell(18, column)
        first.value, last.value = last.value, first.value
    book.save(exported)
    assert {row.roll_number: row.marks for row in returned(exported).rows} == before


def test_a_list_that_libreoffice_saved_is_recognised(exported, tmp_path):
    before = returned(exported)
    (saved,) = convert([exported], "xlsx", tmp_path / "office")
    assert returned(saved) == before


def test_another_workbook_is_no_list_of_the_program(exported):
    book = load_workbook(exported)
    book.active["B3"] = None
    book.save(exported)
    assert returned(exported) is None


def test_a_list_without_its_row_of_codes_is_not_guessed(exported):
    book = load_workbook(exported)
    book.active["A5"] = None
    book.save(exported)
    assert returned(exported) is None


def test_a_mark_that_was_not_entered_is_blank(exported):
    scores = score_list()
    marks = (CountedMark(ScoreState.NOT_ENTERED), *scores.trainees[0].marks[1:])
    trainee = replace(scores.trainees[0], marks=marks)
    write(score_list_book(replace(scores, trainees=[trainee]), "en"), exported)
    (row,) = returned(exported).rows
    assert row.marks["WRT"] == ""


def test_components_with_one_title_get_their_codes_beside_it(exported):
    same = tuple(replace(each, titles=Titles("Name")) for each in score_list().components)
    write(score_list_book(replace(score_list(), components=same), "en"), exported)
    headings = [cell.value for cell in load_workbook(exported).active[6]]
    assert headings[4] == "Name (WRT)"


def test_a_column_that_takes_marks_says_what_may_be_typed(exported):
    sheet = load_workbook(exported).active
    (validation,) = sheet.data_validations.dataValidation
    assert validation.formula1 == "OR(ISTEXT(E7),AND(E7>=0,E7<=E$4))"
    assert str(validation.sqref) == "E7:I18"


def test_a_narrow_list_is_printed_upright_and_a_wide_one_across():
    few = replace(score_list(), components=score_list().components[:2], trainees=[])
    assert not score_list_book(few, "en").sheets[0].is_landscape
    assert score_list_book(score_list(), "en").sheets[0].is_landscape
