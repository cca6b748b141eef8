"""How near a total lies to a line."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.rules.borderline import BORDERLINE, Near, near

LINES = [Decimal(line) for line in ("85", "75", "60")]
totals = st.integers(0, 1000).map(lambda tenths: Decimal(tenths).scaleb(-1))
bounds = st.sets(st.integers(1, 100).map(Decimal), max_size=5)


@pytest.mark.parametrize(
    ("total", "line", "gap"),
    [
        ("84.6", "85", "-0.4"),
        ("75.2", "75", "0.2"),
        ("61.3", "60", "1.3"),
        ("58.9", "60", "-1.1"),
        ("58.0", "60", "-2.0"),
        ("62.0", "60", "2.0"),
        ("60.0", "60", "0.0"),
    ],
)
def test_two_points_on_either_side_of_a_line_are_near_it(total, line, gap):
    assert near(Decimal(total), LINES) == Near(Decimal(line), Decimal(gap))


@pytest.mark.parametrize("total", ["57.9", "62.1", "0.0", "100.0", "80.0"])
def test_further_away_is_not_near(total):
    assert near(Decimal(total), LINES) is None


def test_between_two_lines_the_higher_one_is_told():
    assert near(Decimal("61.0"), [Decimal(60), Decimal(62)]) == Near(Decimal(62), Decimal("-1.0"))


def test_without_lines_nothing_is_near():
    assert near(Decimal(60), []) is None


@given(totals, bounds)
def test_a_total_is_near_exactly_when_some_line_is(total, lines):
    found = near(total, lines)
    assert (found is not None) == any(abs(total - line) <= BORDERLINE for line in lines)
    if found is not None:
        assert found.line in lines
        assert found.line + found.gap == total
        assert all(abs(found.gap) <= abs(total - line) for line in lines)
