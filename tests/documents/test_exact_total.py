"""Binary arithmetic as a spreadsheet does it, against the rules' exact one."""

from decimal import Decimal
from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from trainer_app.documents.exact_total import LARGEST_EXACT, scale
from trainer_app.rules.exact import half_up, ratio

MAXIMA, WEIGHTS = (100, 60, 20, 50, 10), (3000, 2500, 1500, 2000, 1000)


def rounded(value: float) -> float:
    """ROUND(value, 0) of a number that is not negative."""
    return floor(value + 0.5)


def spreadsheet_total(made, maxima, weights_bp, points, counted):
    factors = [made.factor_value(maximum, weight) for maximum, weight in zip(maxima, weights_bp, strict=True)]
    total = rounded(sum(f * float(p) for f, p in zip(factors, points, strict=True)) * made.points)
    whole = rounded(counted / 10_000 * made.unit) * made.common * made.points
    return rounded(total * (100 * made.result) / whole) / made.result


@given(
    st.lists(st.integers(0, 2000), min_size=5, max_size=5),
    st.sampled_from([0, 1, 2, 3]),
    st.sets(st.integers(0, 4), max_size=2),
)
def test_the_formula_gives_the_total_of_the_rules_for_every_set_of_marks(twentieths, places, left_out):
    maxima = [Decimal(maximum) for maximum in MAXIMA]
    points = [Decimal(t % (20 * m + 1)) / 20 for t, m in zip(twentieths, MAXIMA, strict=True)]
    kept = [place for place in range(5) if place not in left_out]
    weights = [WEIGHTS[place] for place in kept]
    exact = sum(Fraction(points[at]) * 100 * WEIGHTS[at] / MAXIMA[at] for at in kept) / sum(weights)
    made = scale(maxima, WEIGHTS, point_places=2, places=places)
    counted = [points[at] if at in kept else Decimal(0) for at in range(5)]
    assert spreadsheet_total(made, maxima, WEIGHTS, counted, sum(weights)) == float(
        half_up(ratio(exact), places)
    )


@given(st.integers(0, 20_000), st.sampled_from([Decimal(1000), Decimal(37), Decimal("12.5"), Decimal(3)]))
def test_a_total_on_the_edge_of_rounding_goes_up(twentieths, maximum):
    points = min(Decimal(twentieths) / 20, maximum)
    made = scale([maximum], [10_000], point_places=2, places=1)
    exact = Fraction(points) * 100 / Fraction(maximum)
    total = spreadsheet_total(made, [maximum], [10_000], [points], 10_000)
    assert total == float(half_up(ratio(exact), 1))


def test_the_formula_is_written_with_whole_numbers_only():
    made = scale([Decimal(maximum) for maximum in MAXIMA], WEIGHTS, point_places=1, places=1)
    assert made.factor("D$3", "D$4") == "ROUND(D$4*20,0)*300/D$3"
    assert made.total("$D$7:$H$7", "$D9:$H9", "$I9") == (
        "ROUND(ROUND(SUMPRODUCT($D$7:$H$7,$D9:$H9)*10,0)*1000/(ROUND($I9*20,0)*3000),0)/10"
    )


def test_no_formula_is_offered_where_its_numbers_would_not_be_exact():
    maxima = [Decimal(maximum) for maximum in (97, 89, 83, 79)]
    assert scale(maxima, (3333, 3333, 3333, 1), point_places=3, places=3) is None


def test_a_formula_that_is_offered_stays_within_fifteen_digits():
    made = scale([Decimal(1000)], [10_000], point_places=3, places=3)
    assert 2 * made.unit * made.common * made.points * 100 * made.result <= LARGEST_EXACT
