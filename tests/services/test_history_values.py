from datetime import UTC, datetime

import pytest

from trainer_app.services.history_values import Values, instant, named_in
from trainer_app.services.record_names import Register


@pytest.fixture
def values(session):
    return Values(Register(session))


def plain(text):
    return "".join(letter for letter in text if letter not in "\u2066\u2067\u2068\u2069\u202f")


@pytest.mark.parametrize(
    ("entity", "name", "stored", "shown"),
    [
        ("enrolments", "credited_minutes", 2790, "46.5 h"),
        ("components", "weight_bp", 1250, "12.50%"),
        ("components", "must_pass", True, "Yes"),
        ("components", "must_pass", False, "No"),
        ("components", "max_points", 50500, "50.5"),
        ("offerings", "starts_on", "2026-10-12", "12 Oct 2026"),
        ("offerings", "host_side", "CN", "China side"),
        ("offerings", "state", "running", "Running"),
        ("users", "roles", ["auditor", "verifier"], "Auditor, Verifier"),
        ("results", "trace", [{"a": 1}], "Data that only the program reads"),
        ("people", "name_latin", "", ""),
        ("people", "born_on", None, ""),
    ],
)
def test_a_value_is_told_as_the_screens_tell_it(values, entity, name, stored, shown):
    assert plain(values.told(entity, name, {name: stored})) == shown


def test_a_mark_is_its_points_or_its_state(values):
    assert plain(values.told("scores", "mark", {"state": "SCORED", "points": 43500})) == "43.5"
    assert values.told("scores", "mark", {"state": "ABSENT", "points": None}) == "Absent"
    assert values.told("scores", "mark", None) == ""


def test_an_identity_number_is_masked_and_a_belt_number_is_not(values):
    number = {"kind": "CNIC", "value": "35202-1234567-1"}
    assert plain(values.told("identifiers", "value", number)) == "352…671"
    assert values.told("identifiers", "value", {"kind": "BELT_NO", "value": "7688"}) == "7688"


def test_an_instant_is_told_where_the_program_runs():
    at = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
    assert plain(instant(at)) == f"{at.astimezone():%d %b %Y}, {at.astimezone():%H:%M}"


def test_a_record_that_is_not_there_names_nobody():
    assert list(named_in("scores", None)) == []
