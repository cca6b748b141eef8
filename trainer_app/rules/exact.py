"""Exact ratios of whole numbers, and the ways in which the rules round them."""

from decimal import Decimal
from fractions import Fraction
from math import isqrt

Ratio = tuple[int, int]
"""Numerator and positive denominator, not reduced: `Fraction` would spend ten times as long reducing."""


def ratio(value: Decimal | Fraction | int) -> Ratio:
    """The value as a ratio, exactly."""
    return value.as_integer_ratio()


def half_up(value: Ratio, decimals: int) -> Decimal:
    """The value, not negative, rounded half up: 59.95 is 60.0 with one decimal."""
    numerator, denominator = value
    return Decimal((2 * numerator * 10**decimals + denominator) // (2 * denominator)).scaleb(-decimals)


def down(value: Ratio, decimals: int) -> Decimal:
    """The value, not negative, rounded down: 89.96 is 89.9 with one decimal."""
    numerator, denominator = value
    return Decimal(numerator * 10**decimals // denominator).scaleb(-decimals)


def root(value: Fraction, decimals: int) -> Decimal:
    """The square root of a value that is not negative, rounded half up."""
    # The whole part of 2·root·10^n, plus one, halved, is exact.
    doubled = isqrt(value.numerator * 4 * 10 ** (2 * decimals) // value.denominator)
    return Decimal((doubled + 1) // 2).scaleb(-decimals)
