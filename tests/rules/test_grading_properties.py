"""What holds of every set of scores, not only of those that somebody thought of."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer_app.rules.adjustments import Adjustment
from trainer_app.rules.grading import Band, ComponentRule, Mark, Scheme, grade
from trainer_app.rules.schemes import problems
from trainer_app.rules.states import Outcome, ScoreState
from trainer_app.rules.vocabulary import AdjustmentKind, MarkCombination, ResitValue

OTHER_STATES = [state for state in ScoreState if state != ScoreState.SCORED]
WAITING = {ScoreState.NOT_ENTERED, ScoreState.ABSENT_EXCUSED, ScoreState.VOID}
percents = st.integers(0, 100).map(Decimal)


def parts_of_whole(count):
    cuts = st.lists(st.integers(0, 10_000), min_size=count - 1, max_size=count - 1).map(sorted)
    return cuts.map(lambda at: [b - a for a, b in zip([0, *at], [*at, 10_000], strict=True)])


@st.composite
def schemes(draw, max_components=6, trees=True):
    count = draw(st.integers(1, max_components))
    weights = draw(parts_of_whole(count))
    components = [draw(component(f"C{n}", weight)) for n, weight in enumerate(weights)]
    if trees and draw(st.booleans()):
        below = draw(parts_of_whole(2))
        components += [draw(component(f"P{n}", weight, "C0")) for n, weight in enumerate(below)]
    pass_mark = draw(st.integers(1, 99).map(Decimal))
    bounds = draw(st.sets(st.integers(1, 100).map(Decimal), max_size=4)) | {pass_mark, Decimal(0)}
    bands = [Band(f"band {bound}", bound) for bound in sorted(bounds, reverse=True)]
    return Scheme(
        components=tuple(components),
        pass_mark=pass_mark,
        decimals=draw(st.integers(0, 3)),
        attendance_min=draw(st.none() | percents),
        bands=tuple(bands),
        max_attempts=draw(st.integers(1, 3)),
        resit_value=draw(st.sampled_from(ResitValue)),
        combine=draw(st.sampled_from(MarkCombination)),
        grace_limit=draw(st.integers(0, 5).map(Decimal)),
    )


@st.composite
def component(draw, code, weight_bp, parent=None):
    return ComponentRule(
        code,
        max_points=draw(st.sampled_from(["10", "20", "37.5", "50", "60", "100"]).map(Decimal)),
        weight_bp=weight_bp,
        min_pct=draw(st.none() | percents),
        must_pass=draw(st.booleans()),
        resittable=draw(st.booleans()),
        parent=parent,
    )


def points_of(rule):
    return st.integers(0, int(rule.max_points * 100)).map(lambda n: Decimal(n).scaleb(-2))


@st.composite
def mark_of(draw, rule):
    attempt = draw(st.integers(1, 3))
    if draw(st.sampled_from([True, True, True, False])):
        return Mark(ScoreState.SCORED, draw(points_of(rule)), attempt)
    return Mark(draw(st.sampled_from(OTHER_STATES)), attempt=attempt)


@st.composite
def graded_inputs(draw, scheme=None, most_marks=3):
    scheme = scheme or draw(schemes())
    leaves = [rule for rule in scheme.components if rule.code in scheme.leaf_codes]
    most = draw(st.sampled_from([1, most_marks]))
    least = draw(st.sampled_from([1, 1, 0]))
    marks = {rule.code: draw(st.lists(mark_of(rule), min_size=least, max_size=most)) for rule in leaves}
    codes = st.none() | st.sampled_from([rule.code for rule in scheme.components])
    kinds = st.sampled_from(AdjustmentKind)
    adjustments = draw(
        st.lists(st.builds(Adjustment, kinds, st.integers(0, 60).map(Decimal), codes), max_size=3)
    )
    attendance = draw(st.none() | st.decimals(0, 100, places=3))
    return scheme, marks, {"attendance": attendance, "adjustments": adjustments}


def rounded(value, decimals):
    """Half up, by the standard library's own rounding of a quotient with many more digits."""
    many = Decimal(value.numerator * 10**40 // value.denominator).scaleb(-40)
    return many.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@given(graded_inputs())
def test_what_is_shown_is_tested_and_printed(inputs):
    scheme, marks, more = inputs
    graded = grade(scheme, marks, **more)
    if graded.overall is None:
        return
    assert graded.overall == rounded(graded.exact, scheme.decimals)
    assert -graded.overall.as_tuple().exponent == scheme.decimals
    assert graded.clauses[0].value == graded.overall
    assert graded.clauses[0].met == (graded.overall >= scheme.pass_mark)
    for clause in graded.clauses:
        line = next((line for line in graded.lines if line.code == clause.component), None)
        if line is not None:
            assert clause.value == line.percent
            assert clause.met == (clause.value is None or clause.value >= clause.limit)


@given(graded_inputs())
def test_attendance_is_tested_as_shown_and_never_rounded_up(inputs):
    scheme, marks, more = inputs
    graded = grade(scheme, marks, **more)
    if more["attendance"] is None:
        assert graded.attendance is None
        return
    assert graded.attendance == more["attendance"].quantize(Decimal("0.1"), ROUND_FLOOR)
    for clause in graded.clauses:
        if clause.rule == "attendance":
            assert clause.met == (graded.attendance >= scheme.attendance_min)


@given(graded_inputs())
def test_no_set_of_scores_is_without_a_band(inputs):
    scheme, marks, more = inputs
    graded = grade(scheme, marks, **more)
    assert (graded.band is None) == (graded.overall is None)
    assert graded.band in {None, *(band.name for band in scheme.bands)}
    if graded.overall is not None and not graded.is_band_capped:
        holding = [band for band in scheme.bands if band.lower <= graded.overall]
        assert graded.band == holding[0].name


@given(graded_inputs(), st.randoms(use_true_random=False))
def test_the_order_of_entry_never_matters(inputs, random):
    scheme, marks, more = inputs
    shuffled = {code: random.sample(of_code, len(of_code)) for code, of_code in marks.items()}
    backwards = dict(reversed(shuffled.items()))
    adjustments = random.sample(more["adjustments"], len(more["adjustments"]))
    again = grade(scheme, backwards, attendance=more["attendance"], adjustments=adjustments)
    assert again == grade(scheme, marks, **more)


@given(graded_inputs())
def test_a_pass_means_that_every_clause_is_met_and_nothing_else_does(inputs):
    scheme, marks, more = inputs
    graded = grade(scheme, marks, **more)
    assert graded.is_pass == (all(clause.met for clause in graded.clauses) and graded.overall is not None)
    assert (graded.outcome == Outcome.FAIL_RESIT) == bool(graded.to_resit)


@given(graded_inputs())
def test_every_figure_stays_between_0_and_100(inputs):
    scheme, marks, more = inputs
    graded = grade(scheme, marks, **more)
    for figure in (graded.overall, graded.so_far, *(line.percent for line in graded.lines)):
        assert figure is None or 0 <= figure <= 100


@given(graded_inputs(most_marks=1))
def test_blank_never_counts_as_zero(inputs):
    scheme, marks, more = inputs
    waiting = [code for code, of_code in marks.items() if not of_code or of_code[0].state in WAITING]
    graded = grade(scheme, marks, **more)
    assert (graded.overall is None) >= bool(waiting)
    assert graded.settled == len(scheme.leaf_codes) - len(waiting)
    if waiting:
        assert graded.outcome == Outcome.PENDING
    for line in graded.lines:
        assert line.percent is None or line.code not in waiting


@st.composite
def one_mark_better(draw):
    scheme = draw(schemes(trees=False))
    worse, better = {}, {}
    for rule in scheme.components:
        points = draw(points_of(rule))
        worse[rule.code] = [Mark(ScoreState.SCORED, points)]
        better[rule.code] = worse[rule.code]
    rule = draw(st.sampled_from(scheme.components))
    more = draw(points_of(rule).filter(lambda points: points >= worse[rule.code][0].points))
    better[rule.code] = [Mark(ScoreState.SCORED, more)]
    return scheme, worse, better


@given(one_mark_better())
def test_a_better_mark_never_lowers_the_total_or_breaks_a_clause(inputs):
    scheme, worse, better = inputs
    before, after = grade(scheme, worse), grade(scheme, better)
    assert after.overall >= before.overall
    assert all(now.met >= then.met for then, now in zip(before.clauses, after.clauses, strict=True))
    assert after.is_pass >= before.is_pass


@st.composite
def resat(draw):
    scheme = draw(schemes(trees=False))
    rule = draw(st.sampled_from(scheme.components))
    first = {other.code: [Mark(ScoreState.SCORED, draw(points_of(other)))] for other in scheme.components}
    second = first[rule.code] + [Mark(ScoreState.SCORED, draw(points_of(rule)), 2)]
    return scheme, rule, first, first | {rule.code: second}


@given(resat())
def test_a_capped_or_best_resit_never_harms_and_a_capped_one_never_exceeds_the_pass_mark(inputs):
    scheme, rule, first, both = inputs
    before, after = (
        next(line for line in grade(scheme, marks).lines if line.code == rule.code) for marks in (first, both)
    )
    if scheme.resit_value != ResitValue.LATEST:
        assert after.percent >= before.percent
    if scheme.resit_value == ResitValue.CAP_AT_PASS:
        highest = max(scheme.pass_mark, rule.min_pct or Decimal(0))
        assert after.percent <= max(before.percent, highest)


@given(one_mark_better(), st.integers(1, 9))
def test_grace_lifts_no_further_than_the_pass_mark(inputs, points):
    scheme, marks, _better = inputs
    without = grade(scheme, marks, attendance=Decimal(100))
    grace = [Adjustment(AdjustmentKind.GRACE, Decimal(points))]
    lifted = grade(scheme, marks, attendance=Decimal(100), adjustments=grace)
    assert lifted.overall in (without.overall, scheme.pass_mark)
    assert lifted.overall - without.overall <= max(Decimal(0), scheme.grace_limit)
    assert (lifted.outcome == Outcome.PASS_WITH_GRACE) <= (lifted.overall > without.overall)


@given(schemes(trees=False), st.data())
def test_the_total_is_the_weighted_mean_of_what_counts(scheme, data):
    marks = {
        rule.code: [Mark(ScoreState.SCORED, data.draw(points_of(rule)))]
        for rule in scheme.components
        if rule.weight_bp
    }
    marks |= {
        rule.code: [Mark(ScoreState.SCORED, Decimal(0))] for rule in scheme.components if not rule.weight_bp
    }
    mean = sum(
        Fraction(rule.weight_bp, 100) * Fraction(marks[rule.code][0].points) / Fraction(rule.max_points)
        for rule in scheme.components
    )
    assert grade(scheme, marks).exact == mean


@settings(max_examples=50)
@given(schemes())
def test_the_schemes_of_these_properties_could_be_approved(scheme):
    assert problems(scheme) == []
