"""What a result says beside its figures: so far, what to resit, the trace and its refusals."""

from decimal import Decimal
from fractions import Fraction

import pytest

from trainer_app.rules.adjustments import Adjustment, NoGrace
from trainer_app.rules.grading import ComponentRule, Mark, Scheme, grade
from trainer_app.rules.states import Outcome, ScoreState
from trainer_app.rules.vocabulary import AdjustmentKind

ROAD = Scheme(
    components=(
        ComponentRule("LAW", Decimal(100), 2000, min_pct=Decimal(50)),
        ComponentRule("ROA", Decimal(60), 2000, min_pct=Decimal(50)),
        ComponentRule("VEH", Decimal(50), 1500),
        ComponentRule("SCE", Decimal(100), 2500, must_pass=True),
        ComponentRule("REP", Decimal(50), 2000, resittable=False),
    ),
    attendance_min=Decimal(90),
)


def scored(**points):
    return {code: [Mark(ScoreState.SCORED, Decimal(value))] for code, value in points.items()}


SHAHID = scored(LAW="74", ROA="26.5", VEH="42.5", SCE="81", REP="40.5")


def test_the_trace_lists_each_clause_with_value_limit_and_verdict():
    graded = grade(ROAD, SHAHID, attendance=Decimal("96.4"))
    assert [(c.rule, str(c.value), str(c.limit), c.met) for c in graded.clauses] == [
        ("overall", "72.8", "60", True),
        ("component_min:LAW", "74.0", "50", True),
        ("component_min:ROA", "44.2", "50", False),
        ("must_pass:SCE", "81.0", "60", True),
        ("attendance", "96.4", "90", True),
        ("nothing_pending", "0", "0", True),
        ("misconduct", "0", "0", True),
    ]
    assert graded.clauses[2].component == "ROA"
    assert graded.clauses[0].component is None


def test_without_an_attendance_minimum_there_is_no_attendance_clause():
    scheme = Scheme(components=(ComponentRule("W", Decimal(100), 10_000),))
    graded = grade(scheme, scored(W="70"), attendance=Decimal("12.34"))
    assert "attendance" not in [clause.rule for clause in graded.clauses]
    assert str(graded.attendance) == "12.3"


def test_an_exempt_component_meets_its_minimum_without_a_value_and_shows_the_limit():
    graded = grade(ROAD, SHAHID | {"ROA": [Mark(ScoreState.EXEMPT)]}, attendance=Decimal(96))
    road = next(clause for clause in graded.clauses if clause.component == "ROA")
    assert (road.value, road.met) == (None, True)
    exempted = graded.clauses[-1]
    assert (exempted.rule, str(exempted.value), str(exempted.limit)) == ("exempt_limit", "20.00", "25.00")


def test_each_line_tells_marks_weight_and_exact_points():
    graded = grade(ROAD, SHAHID, attendance=Decimal("96.4"))
    told = [(line.code, str(line.points), str(line.percent), line.weighted_points) for line in graded.lines]
    assert told == [
        ("LAW", "74", "74.0", Fraction("14.8")),
        ("ROA", "26.5", "44.2", Fraction(265, 30)),
        ("VEH", "42.5", "85.0", Fraction("12.75")),
        ("SCE", "81", "81.0", Fraction("20.25")),
        ("REP", "40.5", "81.0", Fraction("16.2")),
    ]
    assert graded.exact == Fraction(437, 6)


def test_a_blank_component_has_a_line_without_figures():
    line = grade(ROAD, {}, attendance=Decimal(96)).lines[0]
    assert (line.state, line.points, line.percent, line.weighted_points) == (
        ScoreState.NOT_ENTERED,
        None,
        None,
        None,
    )
    assert not line.is_settled


def test_a_component_with_parts_has_a_line_without_state_and_points():
    scheme = Scheme(
        components=(
            ComponentRule("TH", Decimal(100), 10_000),
            ComponentRule("A", Decimal(50), 5000, parent="TH"),
            ComponentRule("B", Decimal(50), 5000, parent="TH"),
        )
    )
    theory, first, _second = grade(scheme, scored(A="40", B="30")).lines
    assert (theory.state, theory.points, str(theory.percent)) == (None, None, "70.0")
    assert first.weighted_points == 40
    assert theory.is_settled


def test_the_figure_so_far_counts_what_is_settled():
    graded = grade(ROAD, scored(LAW="74", ROA="30"), attendance=Decimal("96.4"))
    assert (str(graded.so_far), graded.settled, graded.components) == ("62.0", 2, 5)
    assert graded.overall is None
    assert graded.exact is None
    assert graded.band is None


def test_once_nothing_waits_the_figure_so_far_is_the_overall():
    graded = grade(ROAD, SHAHID, attendance=Decimal("96.4"))
    assert graded.so_far == graded.overall
    assert graded.settled == graded.components


def test_the_component_to_resit_is_named():
    assert grade(ROAD, SHAHID, attendance=Decimal("96.4")).to_resit == ("ROA",)


def test_with_a_low_total_everything_below_the_pass_mark_may_be_resat():
    marks = scored(LAW="55", ROA="40", VEH="20", SCE="60", REP="20")
    graded = grade(ROAD, marks, attendance=Decimal("96.4"))
    assert graded.outcome == Outcome.FAIL_RESIT
    assert graded.to_resit == ("LAW", "VEH")


def test_a_pass_names_nothing_to_resit():
    graded = grade(ROAD, SHAHID | scored(ROA="30"), attendance=Decimal("96.4"))
    assert graded.is_pass
    assert graded.to_resit == ()


def test_withdrawal_comes_before_everything():
    graded = grade(ROAD, SHAHID, attendance=Decimal("96.4"), is_withdrawn=True)
    assert graded.outcome == Outcome.WITHDRAWN
    assert not graded.is_pass
    assert graded.to_resit == ()


def test_attendance_can_be_given_exactly():
    graded = grade(ROAD, SHAHID, attendance=Fraction(8996, 100))
    assert str(graded.attendance) == "89.9"


def test_a_capped_band_says_so():
    marks = {"W": [Mark(ScoreState.SCORED, Decimal(50)), Mark(ScoreState.SCORED, Decimal(90), 2)]}
    scheme = Scheme(
        components=(ComponentRule("W", Decimal(100), 5000), ComponentRule("P", Decimal(100), 5000))
    )
    graded = grade(scheme, marks | scored(P="100"))
    assert (str(graded.overall), graded.band, graded.is_band_capped) == ("80.0", "Pass", True)
    assert graded.lines[0].cell.is_capped


def test_a_misconduct_on_the_last_attempt_keeps_the_points_that_count():
    marks = {"VEH": [Mark(ScoreState.SCORED, Decimal(20)), Mark(ScoreState.MISCONDUCT, attempt=2)]}
    graded = grade(ROAD, SHAHID | marks, attendance=Decimal("96.4"))
    vehicle = graded.lines[2]
    assert (vehicle.state, vehicle.points, vehicle.cell.is_misconduct) == (
        ScoreState.SCORED,
        Decimal(20),
        True,
    )


@pytest.mark.parametrize(
    ("points", "component", "reason"),
    [
        ("2", None, NoGrace.MET_WITHOUT),
        ("2", "ROA", NoGrace.GAP_ABOVE_LIMIT),
        ("2", "SCE", NoGrace.MUST_PASS),
    ],
)
def test_a_grace_that_lifts_nothing_says_why(points, component, reason):
    graded = grade(
        ROAD,
        SHAHID,
        attendance=Decimal("96.4"),
        adjustments=[Adjustment(AdjustmentKind.GRACE, Decimal(points), component)],
    )
    (change,) = graded.adjusted
    assert (change.no_grace, change.before) == (reason, change.after)


@pytest.mark.parametrize(
    ("marks", "attendance", "reason"),
    [
        (SHAHID | scored(SCE="50"), "96.4", NoGrace.MUST_PASS),
        (SHAHID, "89.9", NoGrace.ATTENDANCE),
        ({**SHAHID, "VEH": []}, "96.4", NoGrace.PENDING),
    ],
)
def test_no_grace_at_all_with_a_must_pass_or_attendance_failed_or_while_waiting(marks, attendance, reason):
    graded = grade(
        ROAD,
        marks,
        attendance=Decimal(attendance),
        adjustments=[Adjustment(AdjustmentKind.GRACE, Decimal(9), "ROA")],
    )
    assert [change.no_grace for change in graded.adjusted] == [reason]


def test_what_an_adjustment_did_is_told():
    graded = grade(
        ROAD,
        SHAHID,
        attendance=Decimal("96.4"),
        adjustments=[Adjustment(AdjustmentKind.PENALTY, Decimal(5))],
    )
    assert [tuple(map(str, change)) for change in graded.adjusted] == [
        ("PENALTY", "None", "72.8", "67.8", "None")
    ]


@pytest.mark.parametrize("kind", [AdjustmentKind.PENALTY, AdjustmentKind.GRACE])
def test_a_penalty_or_grace_is_written_without_a_sign(kind):
    with pytest.raises(ValueError, match="-1"):
        Adjustment(kind, Decimal(-1))


def test_marks_of_an_unknown_component_are_a_fault():
    with pytest.raises(ValueError, match="XYZ"):
        grade(ROAD, scored(XYZ="1"))


def test_adjustments_of_an_unknown_component_are_a_fault():
    with pytest.raises(ValueError, match="XYZ"):
        grade(ROAD, SHAHID, adjustments=[Adjustment(AdjustmentKind.SCALING, Decimal(1), "XYZ")])


def test_an_adjustment_of_a_component_without_a_figure_does_nothing():
    graded = grade(ROAD, {}, adjustments=[Adjustment(AdjustmentKind.SCALING, Decimal(1), "LAW")])
    assert graded.adjusted == ()


@pytest.mark.parametrize("points", [None, Decimal(-1), Decimal("60.5")])
def test_points_that_no_sheet_can_hold_are_a_fault(points):
    with pytest.raises(ValueError, match=str(points)):
        grade(ROAD, {"ROA": [Mark(ScoreState.SCORED, points)]})


def test_a_scheme_without_components_decides_nothing():
    graded = grade(Scheme(components=()), {})
    assert (graded.outcome, graded.overall, graded.so_far) == (Outcome.PENDING, None, None)


def test_a_component_without_weight_can_still_fail_a_trainee():
    scheme = Scheme(
        components=(
            ComponentRule("W", Decimal(100), 10_000),
            ComponentRule("SAFE", Decimal(1), 0, must_pass=True),
        )
    )
    assert grade(scheme, scored(W="80", SAFE="1")).outcome == Outcome.PASS
    assert grade(scheme, scored(W="80", SAFE="0")).outcome == Outcome.FAIL_RESIT
