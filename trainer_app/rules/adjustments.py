"""Adjustments of a percent after it was aggregated, in their fixed order."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from trainer_app.rules.exact import Ratio, half_up, ratio
from trainer_app.rules.schemes import Scheme
from trainer_app.rules.vocabulary import AdjustmentKind


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Percent points given to or taken from a component, or from the whole when `component` is None.

    CORRECTION and SCALING carry their sign. PENALTY is taken off and GRACE is the most that may be given;
    both are written without a sign.
    """

    kind: AdjustmentKind
    points: Decimal
    component: str | None = None

    def __post_init__(self) -> None:
        if self.points < 0 and self.kind in (AdjustmentKind.PENALTY, AdjustmentKind.GRACE):
            raise ValueError(self.points)


class NoGrace(StrEnum):
    """Why a grace that was granted lifts nothing."""

    MET_WITHOUT = "MET_WITHOUT"
    GAP_ABOVE_LIMIT = "GAP_ABOVE_LIMIT"
    GAP_ABOVE_GRANT = "GAP_ABOVE_GRANT"
    MUST_PASS = "MUST_PASS"  # noqa: S105 (a reason, not a password)
    ATTENDANCE = "ATTENDANCE"
    PENDING = "PENDING"


class Adjusted(NamedTuple):
    """What the adjustments of one kind did to one figure; `component` None is the whole.

    `before` and `after` are percents as shown; `no_grace` says why a grace did nothing.
    """

    kind: AdjustmentKind
    component: str | None
    before: Decimal
    after: Decimal
    no_grace: NoGrace | None = None


def adjust(value: Ratio, granted: Sequence[Adjustment]) -> Ratio:
    """The percent after all adjustments of one kind (other than GRACE), kept in 0..100."""
    numerator, denominator = value
    for adjustment in granted:
        over, under = ratio(adjustment.points)
        over = -over if adjustment.kind == AdjustmentKind.PENALTY else over
        numerator, denominator = numerator * under + over * denominator, denominator * under
    if numerator < 0:
        return (0, 1)
    return (100, 1) if numerator > 100 * denominator else (numerator, denominator)


def why_no_grace(value: Ratio, line: Decimal, granted: Decimal, scheme: Scheme) -> NoGrace | None:
    """Why a grace of so many points does not lift the percent to the line; None when it does.

    The gap is measured from the figure as shown, because that is the one which is tested.
    """
    gap = line - half_up(value, scheme.decimals)
    if gap <= 0:
        return NoGrace.MET_WITHOUT
    if gap > scheme.grace_limit:
        return NoGrace.GAP_ABOVE_LIMIT
    return NoGrace.GAP_ABOVE_GRANT if gap > granted else None
