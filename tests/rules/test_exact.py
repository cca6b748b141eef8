"""Rounding once: half up for figures, down for attendance."""

from decimal import Decimal
from fractions import Fraction

import pytest

from trainer_app.rules.exact import down, half_up, ratio, root


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("59.95", 1, "60.0"),
        ("59.949999", 1, "59.9"),
        ("0.05", 1, "0.1"),
        ("0.04", 1, "0.0"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("0.0005", 3, "0.001"),
        ("100", 1, "100.0"),
    ],
)
def test_a_half_goes_up(value, decimals, shown):
    assert str(half_up(ratio(Decimal(value)), decimals)) == shown


def test_a_third_is_rounded_from_the_exact_value():
    assert str(half_up(ratio(Fraction(265, 6)), 1)) == "44.2"


@pytest.mark.parametrize(("value", "shown"), [("89.96", "89.9"), ("89.999", "89.9"), ("90", "90.0")])
def test_down_never_goes_up(value, shown):
    assert str(down(ratio(Decimal(value)), 1)) == shown


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [("0", 1, "0.0"), ("2", 2, "1.41"), ("103.04", 1, "10.2"), ("0.0025", 1, "0.1"), ("0.0024", 1, "0.0")],
)
def test_the_root_is_rounded_from_the_exact_value(value, decimals, shown):
    assert str(root(Fraction(value), decimals)) == shown
