"""What became of results since a run, told in words."""

from datetime import UTC, date, datetime

import pytest

from tests.services.assessed import give, offering_in_results, trainee_with
from trainer_app.core import language
from trainer_app.services import change_words, results

NOW = datetime(2026, 11, 23, 14, 10, tzinfo=UTC)


@pytest.fixture
def offering(session):
    return offering_in_results(session)


def found(session, offering):
    return results.of_offering(session, offering_id=offering.id)


def decide(session, offering):
    results.decide(
        session, offering_id=offering.id, decided_on=date(2026, 11, 24), minutes_reference="7", now=NOW
    )


def plain(text):
    return text.replace("\u2068", "").replace("\u2069", "")


def test_provisional_results_are_counted_and_each_tells_what_it_was(session, offering):
    enrolment = trainee_with(session, offering, "80", marks={"FIR": "20"})
    results.run(session, offering_id=offering.id, now=NOW)
    give(session, offering, enrolment, "FIR", "60", attempt=2)
    now = found(session, offering)
    assert change_words.heading(now) == "1 result has changed since the results were computed."
    assert change_words.consequence(now) == "The present ones are shown. Compute again to keep them."
    (change,) = now.changed
    assert plain(change_words.short(now, change)) == "was Resit, 68.3, Pass: marks"
    assert plain(change_words.sentence(now, change)) == (
        "Changed since the results were computed (marks). It was: Resit, 68.3, Pass."
    )


def test_who_is_new_had_no_result(session, offering):
    results.run(session, offering_id=offering.id, now=NOW)
    trainee_with(session, offering)
    now = found(session, offering)
    assert change_words.short(now, now.changed[0]) == "new: roll"
    assert "There was no result." in change_words.sentence(now, now.changed[0])


def test_a_change_without_effect_says_so(session, offering):
    enrolment = trainee_with(session, offering)
    results.run(session, offering_id=offering.id, now=NOW)
    enrolment.credited_minutes -= 1
    session.flush()
    now = found(session, offering)
    assert change_words.heading(now) == "Something changed since the results were computed."
    assert change_words.consequence(now) == "No result changes by it."


def test_decided_results_tell_what_they_would_be_and_which_awards_that_touches(session, offering):
    holder, failed = trainee_with(session, offering), trainee_with(session, offering, "20")
    decide(session, offering)
    holder.credited_minutes = failed.credited_minutes = 1
    session.flush()
    now = found(session, offering)
    assert change_words.heading(now) == "Something changed after the board's decision."
    assert change_words.consequence(now) == (
        "2 results would be different now. 1 award was granted on a result that would be different. "
        "The decided results are shown; nothing that was issued changes by itself."
    )
    first, second = now.changed
    assert plain(change_words.short(now, first)) == "would be Incomplete, 80.0, Merit: hours"
    assert change_words.sentence(now, first).endswith("An award was granted on the decided result.")
    assert "award" not in change_words.sentence(now, second)


def test_without_an_award_none_is_told(session, offering):
    failed = trainee_with(session, offering, "20")
    decide(session, offering)
    failed.credited_minutes = 1
    session.flush()
    assert "award" not in change_words.consequence(found(session, offering))


@pytest.mark.parametrize("code", ["ur", "zh"])
def test_every_language_has_its_words(session, offering, code):
    enrolment = trainee_with(session, offering)
    decide(session, offering)
    enrolment.credited_minutes = 1
    session.flush()
    now = found(session, offering)
    with language.using(code):
        told = change_words.heading(now) + change_words.consequence(now)
        told += change_words.short(now, now.changed[0])
    assert not any(letter in told for letter in "abcdefgh")
