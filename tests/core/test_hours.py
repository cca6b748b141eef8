"""Hours typed in any digits, and told without losing a minute."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.core.errors import NotHours
from trainer_app.core.hours import clock_text, hours_text, parse_hours


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("46", 2760),
        ("46.5", 2790),
        ("46,5", 2790),
        ("46:20", 2780),
        ("۴۶٫۵", 2790),
        ("４６：２０", 2780),
        (" 0 ", 0),
        ("0.05", 3),
    ],
)
def test_hours_are_read_in_any_digits(typed, minutes):
    assert parse_hours(typed) == minutes


@pytest.mark.parametrize("typed", ["", "x", "-1", "46:75", "46.333", "46:", "1e2", "12 h"])
def test_what_is_no_time_is_refused_and_never_guessed(typed):
    with pytest.raises(NotHours) as refusal:
        parse_hours(typed)
    assert typed in str(refusal.value)


@given(st.integers(min_value=0, max_value=600_000))
def test_what_is_shown_is_read_back_as_the_same_minutes(minutes):
    assert parse_hours(hours_text(minutes)) == parse_hours(clock_text(minutes)) == minutes


def test_whole_and_tenth_hours_are_shown_without_minutes():
    assert [hours_text(minutes) for minutes in (2760, 2790, 2780)] == ["46", "46.5", "46:20"]
