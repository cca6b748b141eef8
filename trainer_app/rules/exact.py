"""Exact ratios of whole numbers, and the two ways in which the rules round them."""

from decimal import Decimal
from fractions import Fraction

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
