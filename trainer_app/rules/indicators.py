"""Figures of groups: counts of outcomes, rates with their parts, mean, median and spread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from trainer_app.rules.exact import half_up, root
from trainer_app.rules.states import Outcome

SMALLEST_GROUP = 5
"""Below so many figures no mean, median or spread is shown: it would tell of single persons."""

PASSES = frozenset({Outcome.PASS, Outcome.PASS_WITH_GRACE})
JUDGED = PASSES | {Outcome.FAIL_RESIT, Outcome.FAIL_FINAL, Outcome.INCOMPLETE}
"""Outcomes that the rules decided on their merits; the basis of the pass rate."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its parts; `percent` is rounded half up to one decimal, None of an empty group."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> Decimal | None:
        """The share in percent."""
        return half_up((100 * self.numerator, self.denominator), 1) if self.denominator else None


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and the width of a group's figures, rounded half up; None below the smallest group.

    `deviation` is the standard deviation of a whole group (STDEV.P in a workbook): an intake is no sample.
    """

    count: int
    mean: Decimal | None
    median: Decimal | None
    deviation: Decimal | None


def outcome_counts(outcomes: Iterable[Outcome]) -> dict[Outcome, int]:
    """How many have each outcome, zeros included; the counts sum to the number of outcomes."""
    counts = dict.fromkeys(Outcome, 0)
    for outcome in outcomes:
        counts[Outcome(outcome)] += 1
    return counts


def pass_rate(outcomes: Iterable[Outcome]) -> Rate:
    """Passes, those with grace included, among the results that are judged.

    Pending, deferred, withdrawn and annulled results and statements of attendance are in neither part.
    """
    judged = [outcome for outcome in outcomes if outcome in JUDGED]
    return Rate(sum(1 for outcome in judged if outcome in PASSES), len(judged))


def completion_rate(completed: int, enrolled: int) -> Rate:
    """Trainees who completed among those who were enrolled."""
    return Rate(completed, enrolled)


def spread(figures: Sequence[Decimal], decimals: int = 1) -> Spread:
    """Mean, median and standard deviation of figures that are not negative, in any order."""
    count = len(figures)
    if count < SMALLEST_GROUP:
        return Spread(count, None, None, None)
    # Whole numbers in the finest place: Fraction would take most of the time of a report of 5 000 rows.
    unit = 10 ** max(0, *(-int(figure.as_tuple().exponent) for figure in figures))
    ordered = sorted(int(figure * unit) for figure in figures)
    total, squares = sum(ordered), sum(figure * figure for figure in ordered)
    middle = ordered[(count - 1) // 2] + ordered[count // 2]
    variance = Fraction(count * squares - total * total, (count * unit) ** 2)
    return Spread(
        count,
        half_up((total, count * unit), decimals),
        half_up((middle, 2 * unit), decimals),
        root(variance, decimals),
    )
