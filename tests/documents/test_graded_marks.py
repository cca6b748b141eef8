from decimal import Decimal

from trainer_app.documents.graded_marks import counted_marks, is_recomputable
from trainer_app.documents.offering_report import CountedMark
from trainer_app.rules.adjustments import Adjustment
from trainer_app.rules.grading import ComponentRule, Mark, Scheme, grade
from trainer_app.rules.states import ScoreState
from trainer_app.rules.vocabulary import AdjustmentKind

SCHEME = Scheme(
    components=(ComponentRule("W", Decimal(60), 10_000, min_pct=Decimal(70)),), grace_limit=Decimal(5)
)


def scored(points, attempt=1):
    return Mark(ScoreState.SCORED, Decimal(points), attempt)


def graded(*marks, **settings):
    return grade(SCHEME, {"W": list(marks)}, **settings)


def test_the_points_of_a_single_mark_are_those_that_were_typed():
    result = graded(scored("43.50"))
    assert counted_marks(result) == (CountedMark(ScoreState.SCORED, Decimal("43.50")),)
    assert is_recomputable(result)


def test_a_state_without_points_keeps_its_state():
    result = graded(Mark(ScoreState.ABSENT))
    assert counted_marks(result) == (CountedMark(ScoreState.ABSENT),)
    assert is_recomputable(result)


def test_a_capped_resit_gives_the_points_that_count():
    result = graded(scored(30), scored(55, 2))
    assert counted_marks(result) == (CountedMark(ScoreState.SCORED, Decimal(42)),)
    assert is_recomputable(result)


def test_a_mean_that_is_no_decimal_number_is_shown_rounded_and_not_recomputed():
    result = graded(scored(43), scored(43), scored(44))
    assert counted_marks(result) == (CountedMark(ScoreState.SCORED, Decimal("43.33")),)
    assert not is_recomputable(result)


def test_a_mean_of_two_is_exact():
    result = graded(scored("43.25"), scored("43.5"))
    assert counted_marks(result) == (CountedMark(ScoreState.SCORED, Decimal("43.375")),)
    assert is_recomputable(result)


def test_a_mark_that_waits_for_a_third_assessor_has_no_points():
    assert counted_marks(graded(scored(20), scored(50))) == (CountedMark(ScoreState.SCORED),)


def test_an_adjusted_result_is_not_recomputed():
    adjustment = Adjustment(AdjustmentKind.PENALTY, Decimal(2))
    assert not is_recomputable(graded(scored(50), adjustments=[adjustment]))


def test_a_grace_that_lifts_nothing_leaves_the_total_to_the_marks():
    needless = Adjustment(AdjustmentKind.GRACE, Decimal(2))
    assert is_recomputable(graded(scored(50), adjustments=[needless]))
    lifting = Adjustment(AdjustmentKind.GRACE, Decimal(5), "W")
    assert not is_recomputable(graded(scored(40), adjustments=[lifting]))


def test_components_with_parts_hold_no_marks_themselves():
    parts = (ComponentRule("T", Decimal(1), 10_000), ComponentRule("A", Decimal(10), 10_000, parent="T"))
    result = grade(Scheme(components=parts), {"A": [scored(7)]})
    assert counted_marks(result) == (CountedMark(ScoreState.SCORED, Decimal(7)),)
