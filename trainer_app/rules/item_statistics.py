"""Statistics of a component: how hard it was, how it tells trainees apart, how severe its assessors are.

Exact up to one rounding, half up (away from nought below it). Below SMALLEST_GROUP nothing is told, since it
would be about single persons; below FEW figures say so little that a warning belongs beside them.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import TypeVar

from trainer_app.rules.exact import half_up, ratio, root
from trainer_app.rules.indicators import SMALLEST_GROUP, Rate

FEW = 20
"""Below so many marks a warning stands beside the figures."""

CLASSES = 10
"""Classes of ten percent points in which marks are counted; 100 belongs to the last."""

_CORRELATION_DECIMALS = 2
Assessor = TypeVar("Assessor", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """Figures of marks in percent of their maximum; all but `count` are None below SMALLEST_GROUP.

    `deviation` is the standard deviation of the whole group. `failed` are those below the line. `classes`
    counts the marks by ten percent points. `discrimination` is None as well where all marks or all rests are
    the same, and `compared` says of how many trainees it is.
    """

    count: int
    mean: Decimal | None = None
    deviation: Decimal | None = None
    failed: Rate | None = None
    classes: tuple[int, ...] | None = None
    discrimination: Decimal | None = None
    compared: int = 0

    @property
    def is_shown(self) -> bool:
        """Whether there are enough marks to tell anything."""
        return self.count >= SMALLEST_GROUP

    @property
    def is_uncertain(self) -> bool:
        """Whether a warning belongs beside what is shown."""
        return self.is_shown and self.count < FEW


@dataclass(frozen=True, slots=True)
class Severity:
    """How an assessor marks against the others who marked the same trainees.

    `difference` is in percent points of the maximum, below nought for the severe; None below SMALLEST_GROUP.
    """

    count: int
    difference: Decimal | None


def statistics(
    percents: Sequence[Fraction],
    *,
    line: Decimal,
    decimals: int,
    pairs: Sequence[tuple[Fraction, Fraction]] = (),
) -> ItemStatistics:
    """The figures of a component's marks in percent, in any order.

    `line` is what must be reached, by the mark as it is shown with `decimals`. `pairs` are the mark and the
    rest of those who have a mark in every component.
    """
    count = len(percents)
    if count < SMALLEST_GROUP:
        return ItemStatistics(count)
    wholes, unit = _wholes(percents)
    total, squares = sum(wholes), sum(whole * whole for whole in wholes)
    failed = sum(1 for percent in percents if half_up(ratio(percent), decimals) < line)
    return ItemStatistics(
        count=count,
        mean=half_up((total, count * unit), decimals),
        deviation=root(Fraction(count * squares - total * total, (count * unit) ** 2), decimals),
        failed=Rate(failed, count),
        classes=_classes(percents),
        discrimination=correlation(pairs),
        compared=len(pairs),
    )


def correlation(pairs: Sequence[tuple[Fraction, Fraction]]) -> Decimal | None:
    """Pearson's correlation of pairs, −1..1 with two decimals; None below SMALLEST_GROUP or without spread.

    Of a component's mark and the rest of the total without it, this is the corrected item-total correlation
    (Henrysson, Correction of item-total correlations in item analysis, Psychometrika 28, 1963): with the
    component left in the total, it would correlate with itself. Where only two marks are given, passed and
    not, the same number is the point-biserial correlation with the rest.
    """
    count = len(pairs)
    if count < SMALLEST_GROUP:
        return None
    first, _unit = _wholes([pair[0] for pair in pairs])
    second, _unit = _wholes([pair[1] for pair in pairs])
    both = count * sum(a * b for a, b in zip(first, second, strict=True)) - sum(first) * sum(second)
    widths = _width(first) * _width(second)
    if not widths:
        return None
    size = root(Fraction(both * both, widths), _CORRELATION_DECIMALS)
    return -size if both < 0 and size else size


def severities(trainees: Iterable[Mapping[Assessor, Fraction]], decimals: int) -> dict[Assessor, Severity]:
    """How each assessor marks against the mean of all who marked the same trainee, in percent points.

    `trainees` gives the marks of each trainee in percent by assessor; a trainee with one mark compares
    nobody. The mean difference from the mean of the assessors, as leniency and severity are defined by Saal,
    Downey and Lahey (Rating the ratings, Psychological Bulletin 88, 1980); each assessor is part of that
    mean.
    """
    differences: dict[Assessor, list[Fraction]] = {}
    for marks in trainees:
        if len(marks) > 1:
            mean = sum(marks.values(), Fraction(0)) / len(marks)
            for assessor, percent in marks.items():
                differences.setdefault(assessor, []).append(percent - mean)
    return {assessor: _severity(found, decimals) for assessor, found in differences.items()}


def _severity(differences: Sequence[Fraction], decimals: int) -> Severity:
    count = len(differences)
    if count < SMALLEST_GROUP:
        return Severity(count, None)
    mean = sum(differences, Fraction(0)) / count
    size = half_up(ratio(abs(mean)), decimals)
    return Severity(count, -size if mean < 0 and size else size)


def _wholes(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """The values as whole numbers of a common part, and how many of it make one."""
    unit = lcm(*(value.denominator for value in values))
    return [value.numerator * (unit // value.denominator) for value in values], unit


def _width(values: Sequence[int]) -> int:
    return len(values) * sum(value * value for value in values) - sum(values) ** 2


def _classes(percents: Sequence[Fraction]) -> tuple[int, ...]:
    counts = [0] * CLASSES
    for percent in percents:
        counts[min(int(percent * CLASSES / 100), CLASSES - 1)] += 1
    return tuple(counts)
