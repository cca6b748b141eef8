"""Limits and caps work in one direction: a stricter rule never helps, a milder one never harms."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.golden import case_of, scheme_of
from tests.rules.random_texts import case_texts, settled_texts
from trainer_app.rules.vocabulary import ResitValue

EXAMPLES = 60
steps = st.integers(1, 30).map(Decimal)


def graded(text, scheme):
    return case_of(text, scheme).graded()


def percents(result):
    return [Decimal(-1) if line.percent is None else line.percent for line in result.lines]


def never_helped(mild, strict):
    """The stricter result has the same figures, and meets no rule that the milder one did not meet."""
    assert (strict.overall, strict.so_far) == (mild.overall, mild.so_far)
    met = {clause.rule: clause.met for clause in mild.clauses}
    assert all(met.get(clause.rule, True) >= clause.met for clause in strict.clauses)
    assert mild.is_pass >= strict.is_pass


def with_minimum(scheme, rule, least):
    raised = replace(rule, min_pct=least)
    return replace(scheme, components=tuple(raised if each is rule else each for each in scheme.components))


@settings(max_examples=EXAMPLES)
@given(settled_texts(), st.integers(0, 100).map(Decimal), steps, st.data())
def test_a_higher_minimum_of_a_component_never_helps(text, least, step, data):
    scheme = scheme_of(text.scheme)
    rule = data.draw(st.sampled_from(scheme.components))
    mild, strict = (with_minimum(scheme, rule, minimum) for minimum in (least, min(least + step, 100)))
    never_helped(graded(text, mild), graded(text, strict))


@settings(max_examples=EXAMPLES)
@given(settled_texts(), steps)
def test_a_higher_pass_mark_never_helps(text, step):
    scheme = scheme_of(text.scheme)
    never_helped(graded(text, scheme), graded(text, replace(scheme, pass_mark=scheme.pass_mark + step)))


@settings(max_examples=EXAMPLES)
@given(settled_texts(), steps)
def test_a_higher_minimum_of_attendance_never_helps(text, step):
    scheme = scheme_of(text.scheme)
    least = Decimal(0) if scheme.attendance_min is None else scheme.attendance_min
    never_helped(graded(text, scheme), graded(text, replace(scheme, attendance_min=least + step)))


@settings(max_examples=EXAMPLES)
@given(settled_texts(), st.integers(0, 10_000), st.integers(0, 10_000), st.data())
def test_a_lower_limit_of_exemptions_never_helps(text, one, other, data):
    scheme = scheme_of(text.scheme)
    exempt = data.draw(st.sampled_from(sorted(scheme.leaf_codes)))
    text = replace(text, marks=f"{text.marks}, {exempt} X".removeprefix(", "))
    low, high = (replace(scheme, exempt_limit_bp=limit) for limit in sorted((one, other)))
    never_helped(graded(text, high), graded(text, low))


@settings(max_examples=EXAMPLES)
@given(case_texts(), steps)
def test_a_higher_pass_mark_never_lowers_what_a_capped_resit_counts(text, step):
    text = replace(text, adjustments="")
    low = replace(scheme_of(text.scheme), resit_value=ResitValue.CAP_AT_PASS)
    before, after = graded(text, low), graded(text, replace(low, pass_mark=low.pass_mark + step))
    assert all(now >= then for then, now in zip(percents(before), percents(after), strict=True))


@settings(max_examples=EXAMPLES)
@given(case_texts(), st.sampled_from([ResitValue.CAP_AT_PASS, ResitValue.BEST]), st.integers(1, 2))
def test_one_attempt_more_never_lowers_a_figure_unless_the_latest_counts(text, policy, more):
    text = replace(text, adjustments="")
    few = replace(scheme_of(text.scheme), resit_value=policy)
    before, after = graded(text, few), graded(text, replace(few, max_attempts=few.max_attempts + more))
    assert all(now >= then for then, now in zip(percents(before), percents(after), strict=True))


@settings(max_examples=EXAMPLES)
@given(case_texts())
def test_a_cap_never_gives_more_than_the_best_mark(text):
    text = replace(text, adjustments="")
    scheme = scheme_of(text.scheme)
    capped, best = (
        graded(text, replace(scheme, resit_value=policy))
        for policy in (ResitValue.CAP_AT_PASS, ResitValue.BEST)
    )
    assert all(less <= most for less, most in zip(percents(capped), percents(best), strict=True))
    assert capped.overall is None or capped.overall <= best.overall


@st.composite
def two_assessors(draw):
    """A random scheme's tolerance, for one component with marks that differ by up to thirty percent."""
    text = draw(case_texts())
    one, difference = draw(st.integers(0, 70)), draw(st.integers(0, 30))
    scheme = f"W 100 100; {text.scheme.partition('; ')[2]}"
    return replace(text, scheme=scheme, marks=f"W {one}&{one + difference}", adjustments="")


@settings(max_examples=EXAMPLES)
@given(two_assessors(), steps)
def test_a_wider_tolerance_never_makes_a_settled_component_wait(text, step):
    scheme = scheme_of(text.scheme)
    wide = replace(scheme, tolerance_pct=scheme.tolerance_pct + step)
    assert graded(text, wide).settled >= graded(text, scheme).settled


@st.composite
def near_the_pass_mark(draw):
    """A case of one component, its mark as near below the pass mark as a grace can matter, and the grace."""
    text = draw(case_texts())
    scheme = scheme_of(text.scheme)
    gap = Decimal(draw(st.integers(0, 60))) / 10
    code = "W"
    least = max(scheme.pass_mark - gap, Decimal(0))
    points, grace = f"{code} {least}", f"GRACE {draw(st.integers(0, 6))}"
    settings_text = text.scheme.partition("; ")[2]
    return replace(
        text, scheme=f"W 100 100; {settings_text}", marks=points, attendance="100", adjustments=grace
    )


@settings(max_examples=EXAMPLES)
@given(near_the_pass_mark(), steps)
def test_a_larger_grace_never_harms_and_lifts_no_further_than_the_pass_mark(text, step):
    small = scheme_of(text.scheme)
    without = graded(replace(text, adjustments=""), small)
    before, after = graded(text, small), graded(text, replace(small, grace_limit=small.grace_limit + step))
    assert after.overall >= before.overall >= without.overall
    assert after.is_pass >= before.is_pass >= without.is_pass
    assert after.overall in (without.overall, small.pass_mark)
    assert before.overall - without.overall <= small.grace_limit


@settings(max_examples=EXAMPLES)
@given(case_texts())
def test_the_figure_so_far_does_not_depend_on_what_waits(text):
    """A blank is no zero: without the waiting components the trainee has the same figure."""
    case = case_of(replace(text, adjustments=""), scheme_of(text.scheme))
    whole = case.graded()
    waiting = {line.code for line in whole.lines if line.cell is not None and line.cell.waiting}
    kept = replace(case, marks={code: marks for code, marks in case.marks.items() if code not in waiting})
    assert kept.graded().so_far == whole.so_far
    assert kept.graded().settled == whole.settled
    assert (whole.overall is None) >= bool(waiting)
