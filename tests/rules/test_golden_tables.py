"""Golden tables of attendance, validity and certificate numbers, worked out by hand."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from trainer_app.rules.attendance import AttendedTime, ExcusedTime, figures
from trainer_app.rules.numbering import CertificateNumber, parse
from trainer_app.rules.validity import ValidityRule, is_expired, valid_to
from trainer_app.rules.vocabulary import ValidityBasis

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def table(name):
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [
        [part.strip() for part in line.split("|")] for line in text.splitlines() if not line.startswith("#")
    ]


ATTENDANCE = table("golden_attendance.txt")
VALIDITY = table("golden_validity.txt")
NUMBERS = table("golden_numbers.txt")


def times(text):
    found = []
    for part in text.split():
        count, _star, minutes = part.rpartition("*")
        numbers = [int(number) for number in minutes.rstrip("?").split("/")]
        one = AttendedTime(numbers[0], not minutes.endswith("?"), *numbers[1:])
        found += [one] * int(count or 1)
    return found


@pytest.mark.parametrize(
    ("sessions", "excused", "expected"),
    [pytest.param(case[1], case[2], case[3:6], id=case[0]) for case in ATTENDANCE],
)
def test_the_three_figures_of_attendance_are_those_worked_out_by_hand(sessions, excused, expected):
    found = figures(times(sessions), excused=ExcusedTime(excused))
    shown = (found.so_far, found.whole_course, found.best_reachable)
    assert ["-" if figure is None else str(figure) for figure in shown] == expected


def rule(text):
    basis, months, *more = text.split()
    settings = dict(zip(more[::2], more[1::2], strict=True))
    return ValidityRule(
        ValidityBasis(basis),
        None if months == "-" else int(months),
        fixed_on=day(settings.get("on")),
        renewal_window_days=int(settings.get("window", 90)),
    )


def day(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "completed", "previous", "expected"),
    [pytest.param(*case[1:5], id=case[0]) for case in VALIDITY],
)
def test_the_last_valid_day_is_the_one_counted_on_the_calendar(text, completed, previous, expected):
    last = valid_to(rule(text), completed_on=day(completed), previous_valid_to=day(previous))
    assert str(last or "-") == expected
    if last is not None:
        assert not is_expired(last, on=last)
        assert is_expired(last, on=last + timedelta(days=1))


@pytest.mark.parametrize(("issuer", "year", "station", "serial", "number", "working"), NUMBERS)
def test_certificate_numbers_carry_the_check_character_reckoned_by_hand(
    issuer, year, station, serial, number, working
):
    made = CertificateNumber(issuer, int(year), station, int(serial))
    assert str(made) == number
    assert parse(number) == made
    last = int(working.split()[-1])
    assert last + ALPHABET.index(number[-1]) in (1, 37)


def test_every_case_says_what_it_shows_once():
    for cases in (ATTENDANCE, VALIDITY):
        assert len({case[0] for case in cases}) == len(cases)
    assert (len(ATTENDANCE), len(VALIDITY), len(NUMBERS)) == (29, 32, 11)
