from dataclasses import replace
from decimal import Decimal

from tests.documents.offering_samples import RAPID, mixed_report, report
from trainer_app.core.language import Titles
from trainer_app.documents.offering_layout import Layout
from trainer_app.documents.offering_sheets import results_sheet, roll_sheet, scores_sheet
from trainer_app.rules.grading import Mark, grade
from trainer_app.rules.states import ScoreState


def scored(points, attempt=1):
    return Mark(ScoreState.SCORED, Decimal(points), attempt)


MARKS = {
    "WRT": [scored("64.5")],
    "FIR": [scored(30), scored(50, 2)],
    "FIT": [Mark(ScoreState.ABSENT)],
    "EXE": [scored(40)],
    "CON": [Mark(ScoreState.EXEMPT)],
}


def one(**marks):
    result = grade(RAPID, MARKS | marks, attendance=Decimal("89.96"))
    return Layout(report([(result, 4318)]), "en")


def values(sheet, row):
    return [cell.value for cell in sheet.rows[row - 1]]


def test_the_roll_names_everyone_in_three_scripts_with_side_rank_and_attendance():
    sheet = roll_sheet(Layout(mixed_report(3), "en"))
    assert values(sheet, 7)[:9] == [
        3, "Liu Yang", "لیو یانگ", "刘洋", "CN", "Beijing Municipal Public Security Bureau", "BJPSB",
        "Superintendent, 2nd Class", "Active",
    ]  # fmt: skip


def test_adjustments_have_a_column_where_there_are_any():
    sample = mixed_report(2)
    first, second = sample.trainees
    adjusted = replace(sample, trainees=[replace(first, adjustments=Titles("Penalty −5")), second])
    assert values(results_sheet(Layout(adjusted, "en")), 4)[-1] == "Adjustments"
    assert values(results_sheet(Layout(adjusted, "en")), 5)[-1] == "Penalty −5"
    assert values(results_sheet(Layout(adjusted, "en")), 6)[-1] is None
    assert values(results_sheet(Layout(sample, "en")), 4)[-1] == "Differs"


def test_a_row_with_long_adjustments_gets_the_lines_that_it_needs():
    sample = mixed_report(2)
    first, second = sample.trainees
    long = replace(first, adjustments=Titles("Penalty of the total by the board. " * 5))
    sheet = results_sheet(Layout(replace(sample, trainees=[long, second]), "en"))
    assert sheet.heights[5] > 50
    assert 6 not in sheet.heights


def test_attendance_is_a_share_rounded_down():
    assert values(roll_sheet(one()), 5)[9:] == [4318, Decimal("0.899")]


def test_scores_show_points_after_the_cap_and_words_for_states():
    row = values(scores_sheet(one()), 9)
    assert row[3:8] == [Decimal("64.5"), Decimal(42), "Absent", Decimal(40), "Exempt"]


def test_the_rules_of_each_component_stand_above_its_marks():
    sheet = scores_sheet(one())
    assert values(sheet, 3)[3:] == [100, 60, 20, 50, 10]
    assert values(sheet, 5)[3:] == [None, Decimal("0.7"), None, None, None]
    assert values(sheet, 6)[4] == Decimal("41.97")
    assert values(sheet, 7)[3:] == [18, 25, 45, 24, 60]


def test_a_component_with_the_title_of_another_column_gets_its_code_beside_it():
    sample = mixed_report(1)
    same = tuple(replace(each, titles=Titles("Total")) for each in sample.scheme.components)
    layout = Layout(replace(sample, scheme=replace(sample.scheme, components=same)), "en")
    assert values(scores_sheet(layout), 8)[3:5] == ["Total (WRT)", "Total (FIR)"]


def test_results_show_total_band_outcome_and_the_recorded_figures():
    row = values(results_sheet(one()), 5)
    assert row[5:9] == [Decimal("58.7"), "Fail", "No", "Resit"]
    assert row[12:] == [Decimal("58.7"), "Fail", 0]


def test_an_open_result_has_no_total_but_a_figure_so_far():
    row = values(results_sheet(one(EXE=[])), 5)
    assert row[5:7] == [None, None]
    assert row[8] == "Pending"
    assert row[9] is not None


def test_every_user_text_stays_a_value_and_is_never_a_formula():
    sheet = results_sheet(Layout(mixed_report(people=[("=1+1", "", "", "PK", "")]), "en"))
    assert sheet.rows[5][1].value == "=1+1"
    assert sheet.rows[5][1].formula is None
