"""What became of a result since it was computed."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from trainer_app.rules.adjustments import Adjustment
from trainer_app.rules.changes import Cause, causes, differs
from trainer_app.rules.grading import ComponentRule, Mark, Scheme, grade
from trainer_app.rules.states import Outcome, ScoreState
from trainer_app.rules.vocabulary import AdjustmentKind

SCHEME = Scheme(
    components=(
        ComponentRule("LAW", Decimal(100), 6000, min_pct=Decimal(50)),
        ComponentRule("ROA", Decimal(60), 4000),
    ),
    attendance_min=Decimal(90),
    grace_limit=Decimal(2),
)
PENALTY = Adjustment(AdjustmentKind.PENALTY, Decimal(5))
points = st.integers(0, 60).map(Decimal)


def result(law="80", road="48", attendance="95", **more):
    given = {
        "LAW": [Mark(ScoreState.SCORED, Decimal(law))],
        "ROA": [Mark(ScoreState.SCORED, Decimal(road))],
    }
    return grade(SCHEME, given, attendance=Decimal(attendance), **more)


def test_the_same_inputs_change_nothing():
    assert not differs(result(), result())
    assert causes(result(), result()) == ()


def test_a_mark_that_changes_the_total_changes_the_result():
    assert differs(result(), result(law="70"))
    assert causes(result(), result(law="70")) == (Cause.MARKS,)


def test_marks_that_give_the_same_total_change_no_result():
    before, now = result(law="80", road="48"), result(law="76", road="51.6")
    assert before.overall == now.overall
    assert not differs(before, now)
    assert causes(before, now) == (Cause.MARKS,)


def test_hours_change_a_result_when_they_cross_the_minimum():
    assert differs(result(), result(attendance="89.9"))
    assert not differs(result(), result(attendance="99"))
    assert causes(result(), result(attendance="99")) == (Cause.HOURS,)


def test_a_new_adjustment_is_told():
    assert differs(result(), result(adjustments=[PENALTY]))
    assert causes(result(), result(adjustments=[PENALTY])) == (Cause.ADJUSTMENT,)


def test_an_adjustment_of_other_points_is_told():
    harder = replace(PENALTY, points=Decimal(8))
    assert causes(result(adjustments=[PENALTY]), result(adjustments=[harder])) == (Cause.ADJUSTMENT,)


def test_a_grace_that_works_otherwise_after_a_mark_changed_is_no_change_of_its_own():
    grace = [Adjustment(AdjustmentKind.GRACE, Decimal(2))]
    before, now = (
        result(law="58.5", road="36", adjustments=grace),
        result(law="60", road="36", adjustments=grace),
    )
    assert (before.outcome, now.outcome) == (Outcome.PASS_WITH_GRACE, Outcome.PASS)
    assert causes(before, now) == (Cause.MARKS,)


def test_who_left_the_roll_is_told():
    assert causes(result(), result(is_withdrawn=True)) == (Cause.ROLL,)
    assert causes(result(is_withdrawn=True), result()) == (Cause.ROLL,)


def test_who_is_new_on_the_roll_has_another_result():
    assert differs(None, result())
    assert causes(None, result()) == (Cause.ROLL,)


def test_several_causes_are_told_in_their_order():
    now = result(law="70", attendance="80", adjustments=[PENALTY])
    assert causes(result(), now) == (Cause.MARKS, Cause.HOURS, Cause.ADJUSTMENT)


@given(points, points, points, points)
def test_a_result_differs_only_when_an_input_does(law, road, other_law, other_road):
    before, now = result(law=law, road=road), result(law=other_law, road=other_road)
    assert differs(before, now) == differs(now, before)
    assert (Cause.MARKS in causes(before, now)) == ((law, road) != (other_law, other_road))
    if differs(before, now):
        assert causes(before, now)
