"""How long an award is valid."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from trainer_app.rules.vocabulary import ValidityBasis


@dataclass(frozen=True, slots=True)
class ValidityRule:
    """Months from a basis.

    With PREVIOUS_EXPIRY a renewal that is completed within `renewal_window_days` before the last valid day
    loses nothing: it counts from that day. FIXED_DATE counts from `fixed_on` (0 months: valid to that day).
    With NONE, or without months, the award does not end.
    """

    basis: ValidityBasis
    months: int | None = None
    fixed_on: date | None = None
    renewal_window_days: int = 90


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def valid_to(rule: ValidityRule, *, completed_on: date, previous_valid_to: date | None = None) -> date | None:
    """The last valid day, itself included; None where the award does not end.

    A renewal outside the window, too early or after expiry, counts from its completion.

    Raises:
        ValueError: a fixed date is the basis and the rule names none.
    """
    if rule.basis == ValidityBasis.NONE or rule.months is None:
        return None
    if rule.basis == ValidityBasis.FIXED_DATE:
        if rule.fixed_on is None:
            raise ValueError(rule)
        return add_months(rule.fixed_on, rule.months)
    if rule.basis == ValidityBasis.PREVIOUS_EXPIRY and previous_valid_to is not None:
        opens_on = previous_valid_to - timedelta(days=rule.renewal_window_days)
        if opens_on <= completed_on <= previous_valid_to:
            return add_months(previous_valid_to, rule.months)
    return add_months(completed_on, rule.months)


def is_expired(valid_to: date | None, *, on: date) -> bool:
    """Whether an award with that last valid day has ended before the day."""
    return valid_to is not None and on > valid_to
