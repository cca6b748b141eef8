from dataclasses import replace

from tests.documents.offering_samples import mixed_report
from trainer_app.core.language import Titles
from trainer_app.documents.offering_definitions import definitions, definitions_sheet
from trainer_app.documents.offering_layout import Layout
from trainer_app.documents.offering_sheets import results_sheet, scores_sheet

LAYOUT = Layout(mixed_report(5), "en")


def test_every_computed_column_is_defined():
    terms = {term for term, _meaning in definitions(LAYOUT)}
    headings = {
        cell.value for cell in (*scores_sheet(LAYOUT).rows[7][8:], *results_sheet(LAYOUT).rows[3][4:])
    }
    told_elsewhere = {"Misconduct cases", "Band limit after a resit", "Recorded band"}
    assert headings - told_elsewhere <= terms


def test_adjustments_are_defined_where_there_are_any():
    sample = mixed_report(2)
    first, second = sample.trainees
    adjusted = replace(sample, trainees=[replace(first, adjustments=Titles("Penalty −5")), second])
    assert "Adjustments" in {term for term, _meaning in definitions(Layout(adjusted, "en"))}
    assert "Adjustments" not in {term for term, _meaning in definitions(LAYOUT)}


def test_every_word_of_a_score_cell_is_explained():
    terms = {term for term, _meaning in definitions(LAYOUT)}
    assert set(LAYOUT.states.values()) <= terms


def test_a_long_meaning_gets_the_lines_that_it_needs():
    sheet = definitions_sheet(LAYOUT)
    heights = [sheet.heights[row] for row in range(5, len(sheet.rows) + 1)]
    assert max(heights) > 2 * min(heights)
