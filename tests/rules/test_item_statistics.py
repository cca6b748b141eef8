"""Statistics of a component."""

import statistics as floats
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trainer_app.rules.indicators import Rate
from trainer_app.rules.item_statistics import (
    ItemStatistics,
    Severity,
    correlation,
    severities,
    statistics,
)

percents = st.integers(0, 400).map(lambda quarters: Fraction(quarters, 4))
pairs_of = st.lists(st.tuples(percents, percents), min_size=5, max_size=40)


def of(*marks, line="60", **more):
    return statistics([Fraction(mark) for mark in marks], line=Decimal(line), decimals=1, **more)


def fractions(*pairs):
    return [(Fraction(first), Fraction(second)) for first, second in pairs]


def test_mean_spread_failed_and_classes_of_a_group():
    # mean 375.5/5; variance (243.36 + 26.01 + 0.01 + 24.01 + 252.81)/5 = 109.24; root 10.4518
    found = of("59.5", "70", "75", "80", "91")
    assert (found.mean, found.failed, found.count) == (Decimal("75.1"), Rate(1, 5), 5)
    assert found.deviation == Decimal("10.5")
    assert found.classes == (0, 0, 0, 0, 0, 1, 0, 2, 1, 1)


def test_a_mark_fails_by_the_figure_that_is_shown():
    assert of("59.95", "59.94", "60", "60", "60").failed == Rate(1, 5)


def test_the_full_mark_belongs_to_the_last_class():
    assert of("100", "90", "0", "10", "99").classes == (1, 1, 0, 0, 0, 0, 0, 0, 0, 3)


@pytest.mark.parametrize("size", range(5))
def test_fewer_than_five_marks_tell_nothing(size):
    found = of(*["70"] * size)
    assert found == ItemStatistics(size)
    assert (found.is_shown, found.is_uncertain) == (False, False)


@pytest.mark.parametrize(("size", "is_uncertain"), [(5, True), (19, True), (20, False), (200, False)])
def test_fewer_than_twenty_marks_carry_a_warning(size, is_uncertain):
    found = of(*["70"] * size)
    assert (found.is_shown, found.is_uncertain) == (True, is_uncertain)


def test_the_correlation_with_the_rest_by_hand():
    # deviations −2 −1 0 1 2 and −1 −2 1 0 2: sum of products 8, of squares 10 and 10
    pairs = fractions((1, 2), (2, 1), (3, 4), (4, 3), (5, 5))
    assert str(correlation(pairs)) == "0.80"
    assert str(correlation([(first, -second) for first, second in pairs])) == "-0.80"


def test_the_point_biserial_of_two_marks_is_the_same_number():
    # passed 8 9 10, not 1 2: (mean of passed − mean of not) / deviation × root(p·q)
    rests = [Fraction(rest) for rest in (8, 9, 10, 1, 2)]
    passed = [Fraction(100)] * 3 + [Fraction(0)] * 2
    expected = (9 - 1.5) / floats.pstdev([8, 9, 10, 1, 2]) * (0.6 * 0.4) ** 0.5
    assert float(correlation(list(zip(passed, rests, strict=True)))) == pytest.approx(expected, abs=0.005)


def test_marks_without_spread_tell_nobody_apart():
    assert correlation(fractions((1, 2), (1, 1), (1, 4), (1, 3), (1, 5))) is None
    assert correlation(fractions((1, 2), (2, 1), (3, 4), (4, 3))) is None


def test_the_statistics_say_of_how_many_the_discrimination_is():
    found = of("1", "2", "3", "4", "5", "6", pairs=fractions((1, 2), (2, 1), (3, 4), (4, 3), (5, 5)))
    assert (found.count, found.compared, str(found.discrimination)) == (6, 5, "0.80")


def test_a_severe_assessor_stands_below_nought():
    trainees = [{"A": Fraction(60), "B": Fraction(70)}] * 5
    assert severities(trainees, 1) == {
        "A": Severity(5, Decimal("-5.0")),
        "B": Severity(5, Decimal("5.0")),
    }


def test_a_trainee_with_one_mark_compares_nobody_and_few_are_not_told():
    trainees = [{"A": Fraction(60)}] * 9 + [{"A": Fraction(60), "B": Fraction(61)}] * 4
    assert severities(trainees, 1) == {"A": Severity(4, None), "B": Severity(4, None)}


def test_no_difference_has_no_sign():
    trainees = [{"A": Fraction(60), "B": Fraction(6001, 100)}] * 5
    assert [str(found.difference) for found in severities(trainees, 1).values()] == ["0.0", "0.0"]


@given(pairs_of)
def test_the_correlation_is_that_of_floating_point(pairs):
    first, second = ([float(pair[place]) for pair in pairs] for place in (0, 1))
    assume(len(set(first)) > 1 and len(set(second)) > 1)
    found = correlation(pairs)
    assert -1 <= found <= 1
    assert float(found) == pytest.approx(floats.correlation(first, second), abs=0.0051)


@given(pairs_of, st.integers(1, 9), st.integers(-50, 50))
def test_another_scale_changes_no_correlation(pairs, factor, shift):
    moved = [(first * factor + shift, second) for first, second in pairs]
    assert correlation(moved) == correlation(pairs)
    assert correlation([(second, first) for first, second in pairs]) == correlation(pairs)


@given(st.lists(percents, min_size=5, max_size=40))
def test_mean_spread_and_classes_are_of_every_mark(marks):
    found = statistics(marks, line=Decimal(60), decimals=1)
    numbers = [float(mark) for mark in marks]
    assert float(found.mean) == pytest.approx(floats.fmean(numbers), abs=0.051)
    assert float(found.deviation) == pytest.approx(floats.pstdev(numbers), abs=0.051)
    assert sum(found.classes) == len(marks)


@given(st.lists(st.tuples(percents, percents), min_size=5, max_size=30))
def test_two_assessors_differ_from_their_mean_by_the_same(marks):
    found = severities([{"A": first, "B": second} for first, second in marks], 1)
    assert found["A"].difference == -found["B"].difference
