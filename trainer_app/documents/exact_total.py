"""A spreadsheet formula for the total that is exact although spreadsheets reckon in binary fractions.

Points / maximum × weight is brought to whole numbers by one common denominator; whole numbers up to 15 digits
are exact in every spreadsheet, and so is the one division whose quotient is rounded half up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import gcd, lcm

from trainer_app.rules.schemes import WHOLE_BP

# Spreadsheets round what lies within about 1e-15 of a whole number or of a half. Two quotients of whole
# numbers below 1e13 differ by more than that unless they are equal.
LARGEST_EXACT = 10**13


@dataclass(frozen=True, slots=True)
class Scale:
    """The whole numbers in which a scheme's totals are reckoned.

    `unit` parts make the whole of the weights, `common` is a common multiple of the maxima, `points` the
    number of parts into which one point is divided, `result` the same of the total.
    """

    unit: int
    common: int
    points: int
    result: int

    def factor(self, maximum: str, weight: str) -> str:
        """Formula of the whole number that one point of a component weighs."""
        return f"ROUND({weight}*{self.unit},0)*{self.common}/{maximum}"

    def factor_value(self, maximum: Decimal, weight_bp: int) -> int:
        """What `factor` gives."""
        numerator, denominator = maximum.as_integer_ratio()
        return weight_bp * self.unit // WHOLE_BP * (self.common // numerator) * denominator

    def total(self, factors: str, scores: str, counted: str) -> str:
        """Formula of the total of 100; `counted` is the cell with the counted part of the weights (0..1)."""
        sum_of_points = f"ROUND(SUMPRODUCT({factors},{scores})*{self.points},0)"
        whole = f"(ROUND({counted}*{self.unit},0)*{self.common * self.points})"
        return f"ROUND({sum_of_points}*{100 * self.result}/{whole},0)/{self.result}"


def scale(
    maxima: Sequence[Decimal], weights_bp: Sequence[int], *, point_places: int, places: int
) -> Scale | None:
    """The scale of a scheme; None where its whole numbers would grow too large to be exact."""
    unit = WHOLE_BP // gcd(WHOLE_BP, *weights_bp)
    common = lcm(*(maximum.as_integer_ratio()[0] for maximum in maxima))
    made = Scale(unit, common, 10**point_places, 10**places)
    largest = 2 * made.unit * made.common * made.points * 100 * made.result
    return made if largest <= LARGEST_EXACT else None
