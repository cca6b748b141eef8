"""How long an award is valid: month ends, 29 February, renewals and the last day."""

from datetime import date

import pytest

from trainer_app.rules.validity import ValidityRule, add_months, is_expired, valid_to
from trainer_app.rules.vocabulary import ValidityBasis

TWO_YEARS = ValidityRule(ValidityBasis.COMPLETION, 24)
RENEWED = ValidityRule(ValidityBasis.PREVIOUS_EXPIRY, 24, renewal_window_days=90)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 2, 1), 24, date(2028, 2, 1)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 2, 28), 24, date(2028, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 13, date(2027, 12, 30)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_keep_the_day_or_end_with_the_month(day, months, after):
    assert add_months(day, months) == after


def test_validity_counts_from_completion():
    assert valid_to(TWO_YEARS, completed_on=date(2026, 11, 27)) == date(2028, 11, 27)


@pytest.mark.parametrize(
    ("completed_on", "expected"),
    [
        (date(2026, 6, 30), date(2028, 6, 30)),
        (date(2026, 4, 1), date(2028, 6, 30)),
        (date(2026, 3, 31), date(2028, 3, 31)),
        (date(2026, 7, 1), date(2028, 7, 1)),
    ],
)
def test_a_renewal_inside_the_window_counts_from_the_previous_expiry(completed_on, expected):
    assert valid_to(RENEWED, completed_on=completed_on, previous_valid_to=date(2026, 6, 30)) == expected


def test_a_first_award_counts_from_completion():
    assert valid_to(RENEWED, completed_on=date(2026, 6, 1)) == date(2028, 6, 1)


def test_a_fixed_date_is_the_last_day_itself_or_so_many_months_on():
    last_day = ValidityRule(ValidityBasis.FIXED_DATE, 0, fixed_on=date(2026, 12, 31))
    assert valid_to(last_day, completed_on=date(2026, 6, 1)) == date(2026, 12, 31)
    later = ValidityRule(ValidityBasis.FIXED_DATE, 12, fixed_on=date(2027, 2, 28))
    assert valid_to(later, completed_on=date(2026, 6, 1)) == date(2028, 2, 28)


def test_a_fixed_date_that_is_not_given_is_a_fault():
    with pytest.raises(ValueError, match="FIXED_DATE"):
        valid_to(ValidityRule(ValidityBasis.FIXED_DATE, 0), completed_on=date(2026, 6, 1))


@pytest.mark.parametrize(
    "rule", [ValidityRule(ValidityBasis.NONE, 24), ValidityRule(ValidityBasis.COMPLETION, None)]
)
def test_some_awards_do_not_end(rule):
    assert valid_to(rule, completed_on=date(2026, 6, 1)) is None
    assert not is_expired(None, on=date(9999, 12, 31))


def test_the_last_day_is_valid_itself():
    assert not is_expired(date(2028, 2, 29), on=date(2028, 2, 29))
    assert is_expired(date(2028, 2, 29), on=date(2028, 3, 1))
