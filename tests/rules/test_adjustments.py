"""One kind of adjustment, and why a grace lifts nothing."""

from decimal import Decimal

import pytest

from trainer_app.rules.adjustments import Adjustment, NoGrace, adjust, why_no_grace
from trainer_app.rules.schemes import Scheme
from trainer_app.rules.vocabulary import AdjustmentKind


@pytest.mark.parametrize(
    ("kind", "points", "after"),
    [
        (AdjustmentKind.CORRECTION, "1.25", Decimal("51.25")),
        (AdjustmentKind.SCALING, "-1.25", Decimal("48.75")),
        (AdjustmentKind.PENALTY, "1.25", Decimal("48.75")),
        (AdjustmentKind.SCALING, "51", Decimal(100)),
        (AdjustmentKind.PENALTY, "51", Decimal(0)),
    ],
)
def test_a_percent_stays_exact_and_between_0_and_100(kind, points, after):
    numerator, denominator = adjust((100, 2), [Adjustment(kind, Decimal(points))])
    assert Decimal(numerator) / denominator == after


def test_several_of_one_kind_are_added_before_the_limits_hold():
    granted = [Adjustment(AdjustmentKind.SCALING, Decimal(points)) for points in (60, -20)]
    assert adjust((50, 1), granted) == (90, 1)


@pytest.mark.parametrize(
    ("value", "granted", "reason"),
    [
        ((5796, 100), 2, None),
        ((60, 1), 2, NoGrace.MET_WITHOUT),
        ((5995, 100), 2, NoGrace.MET_WITHOUT),
        ((5794, 100), 3, NoGrace.GAP_ABOVE_LIMIT),
        ((585, 10), 1, NoGrace.GAP_ABOVE_GRANT),
    ],
)
def test_the_gap_is_measured_from_the_figure_as_shown(value, granted, reason):
    scheme = Scheme(components=(), grace_limit=Decimal(2))
    assert why_no_grace(value, Decimal(60), Decimal(granted), scheme) == reason
