"""Figures of groups."""

import statistics
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.rules.indicators import Rate, Spread, completion_rate, outcome_counts, pass_rate, spread
from trainer_app.rules.states import Outcome

MIXED = [
    *[Outcome.PASS] * 5,
    Outcome.PASS_WITH_GRACE,
    Outcome.FAIL_RESIT,
    Outcome.FAIL_FINAL,
    Outcome.INCOMPLETE,
    Outcome.PENDING,
    Outcome.WITHDRAWN,
    Outcome.ATTENDANCE_ONLY,
]
marks = st.integers(0, 1000).map(lambda tenths: Decimal(tenths).scaleb(-1))


def test_the_outcomes_sum_to_the_enrolled():
    counts = outcome_counts(MIXED)
    assert sum(counts.values()) == len(MIXED)
    assert (counts[Outcome.PASS], counts[Outcome.ANNULLED]) == (5, 0)
    assert list(counts) == list(Outcome)


def test_the_pass_rate_is_of_those_who_were_judged():
    rate = pass_rate(MIXED)
    assert (rate.numerator, rate.denominator, str(rate.percent)) == (6, 9, "66.7")


def test_the_rate_of_an_empty_group_is_no_number():
    assert pass_rate([]).percent is None
    assert Rate(0, 0).percent is None


def test_the_completion_rate_has_both_parts():
    assert str(completion_rate(31, 32).percent) == "96.9"


def test_mean_median_and_spread_of_a_group():
    figures = [Decimal(mark) for mark in ("60", "70", "75", "80", "90.5")]
    # mean 375.5/5 = 75.1; variance (228.01 + 26.01 + 0.01 + 24.01 + 237.16)/5 = 103.04; root 10.1509
    assert spread(figures) == Spread(5, Decimal("75.1"), Decimal("75.0"), Decimal("10.2"))


def test_the_median_of_an_even_group_lies_between_the_two_in_the_middle():
    figures = [Decimal(mark) for mark in (60, 62, 63, 64, 65, 99)]
    assert str(spread(figures).median) == "63.5"


@pytest.mark.parametrize("size", range(5))
def test_a_small_group_tells_nothing_of_single_persons(size):
    assert spread([Decimal(70)] * size) == Spread(size, None, None, None)


@given(st.lists(marks, min_size=5, max_size=40))
def test_they_are_those_of_the_standard_library(figures):
    found = spread(figures, 2)
    places = Decimal("0.01")
    assert found.median == statistics.median(figures).quantize(places, ROUND_HALF_UP)
    assert abs(found.mean - statistics.mean(figures)) <= Decimal("0.005")
    assert abs(found.deviation - statistics.pstdev(figures)) <= Decimal("0.00501")


@given(st.lists(marks, min_size=5), st.randoms(use_true_random=False))
def test_their_order_does_not_matter(figures, random):
    assert spread(random.sample(figures, len(figures))) == spread(figures)
