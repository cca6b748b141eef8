from dataclasses import replace
from decimal import Decimal

from tests.documents.offering_samples import mixed_report
from trainer_app.documents.offering_formulas import ResultFormulas, ScoreFormulas, attendance_formula
from trainer_app.documents.offering_layout import Layout
from trainer_app.documents.offering_report import CountedMark
from trainer_app.rules.states import ScoreState

SAMPLE = mixed_report(12)
LAYOUT = Layout(SAMPLE, "en")
TRAINEE = SAMPLE.trainees[0]


def with_marks(*marks):
    filler = [CountedMark(ScoreState.SCORED, Decimal(9))] * (5 - len(marks))
    return replace(TRAINEE, marks=(*marks, *filler))


def test_absence_counts_exemption_leaves_and_a_blank_waits():
    states = (ScoreState.ABSENT, ScoreState.EXEMPT, ScoreState.NOT_ENTERED)
    trainee = with_marks(*(CountedMark(state) for state in states))
    counted, waiting, below, _total = ScoreFormulas(LAYOUT).cells(9, trainee)
    assert (counted.value, waiting.value, below.value) == (Decimal("0.6"), 1, 0)


def test_an_absence_is_below_the_minimum_of_its_component():
    trainee = with_marks(CountedMark(ScoreState.SCORED, Decimal(50)), CountedMark(ScoreState.ABSENT))
    assert ScoreFormulas(LAYOUT).cells(9, trainee)[2].value == 1


def test_a_total_that_the_marks_alone_do_not_give_is_written_without_a_formula():
    adjusted = replace(TRAINEE, is_recomputable=False)
    assert ScoreFormulas(LAYOUT).cells(9, adjusted)[3].formula is None
    assert ResultFormulas(LAYOUT).every_rule_met(5, adjusted) is None
    assert ScoreFormulas(LAYOUT).cells(9, TRAINEE)[3].formula is not None


def test_components_with_parts_leave_the_totals_as_recorded():
    layout = Layout(replace(SAMPLE, scheme=replace(SAMPLE.scheme, is_flat=False)), "en")
    assert ScoreFormulas(layout).cells(9, TRAINEE)[3].formula is None


def test_attendance_that_was_recorded_without_minutes_stays_as_recorded():
    formula = attendance_formula(LAYOUT)
    assert formula(5, replace(TRAINEE, credited_minutes=None, attendance=Decimal(90))) is None
    assert formula(5, TRAINEE) is not None


def test_results_look_their_figures_up_by_roll_number_so_that_sheets_can_be_sorted():
    formulas = ResultFormulas(LAYOUT)
    assert "MATCH($A5,'Scores'!$A$9:$A$20,0)" in formulas.total(5)
    assert "MATCH($A5,'Roll'!$A$5:$A$16,0)" in formulas.attendance(5)


def test_without_a_minimum_attendance_is_no_condition():
    layout = Layout(replace(SAMPLE, scheme=replace(SAMPLE.scheme, attendance_min=None)), "en")
    assert "$E5" not in ResultFormulas(layout).every_rule_met(5, TRAINEE)
    assert "$E5" in ResultFormulas(LAYOUT).every_rule_met(5, TRAINEE)
