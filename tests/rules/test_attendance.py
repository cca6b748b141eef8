"""Attendance is rounded down, and has three named figures."""

from decimal import Decimal
from fractions import Fraction

import pytest

from trainer_app.core.errors import NothingDelivered
from trainer_app.rules.attendance import (
    Attendance,
    AttendedTime,
    ExcusedTime,
    attended_share,
    figures,
    percent,
)


@pytest.mark.parametrize(
    ("credited", "delivered", "shown"),
    [
        (8996, 10_000, "89.9"),
        (8999, 10_000, "89.9"),
        (9000, 10_000, "90.0"),
        (2, 3, "66.6"),
        (0, 600, "0.0"),
        (600, 600, "100.0"),
        (660, 600, "100.0"),
    ],
)
def test_a_percent_is_rounded_down_to_one_decimal(credited, delivered, shown):
    assert str(percent(credited, delivered)) == shown


def test_the_share_is_exact():
    assert attended_share(1, 3) == Fraction(1, 3)


def test_nothing_delivered_can_be_compared_with_nothing():
    with pytest.raises(NothingDelivered) as refusal:
        percent(0, 0)
    assert "delivered" in str(refusal.value)


WEEK = [
    AttendedTime(100, is_delivered=True, credited_minutes=100),
    AttendedTime(100, is_delivered=True, credited_minutes=40, excused_minutes=60),
    AttendedTime(100, is_delivered=True),
    AttendedTime(200, is_delivered=False),
]


@pytest.mark.parametrize(
    ("excused", "expected"),
    [
        (ExcusedTime.COUNTS_AS_ABSENT, ("46.6", "28.0", "68.0")),
        (ExcusedTime.LEFT_OUT, ("58.3", "31.8", "77.2")),
        (ExcusedTime.CREDITED, ("66.6", "40.0", "80.0")),
    ],
)
def test_the_three_figures_by_what_excused_time_counts(excused, expected):
    found = figures(WEEK, excused=excused)
    assert (str(found.so_far), str(found.whole_course), str(found.best_reachable)) == expected


def test_a_make_up_session_credits_without_scheduling():
    make_up = AttendedTime(0, is_delivered=True, credited_minutes=50)
    assert figures([*WEEK[:1], make_up], excused=ExcusedTime.LEFT_OUT).so_far == Decimal(100)


def test_before_the_first_session_everything_is_still_reachable():
    assert figures(WEEK[3:], excused=ExcusedTime.LEFT_OUT) == Attendance(None, Decimal("0.0"), Decimal(100))


def test_without_sessions_there_are_no_figures():
    assert figures([], excused=ExcusedTime.LEFT_OUT) == Attendance(None, None, None)
