"""Stored runs of the rules, and whose result is another since."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.services.assessed import give, offering_in_results, trainee_with
from trainer_app.models.outcomes import Adjustment
from trainer_app.rules.changes import Cause
from trainer_app.rules.states import EnrolmentState, Outcome
from trainer_app.rules.vocabulary import AdjustmentKind
from trainer_app.services import gradings, result_runs, results

NOW = datetime(2026, 11, 23, 14, 10, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def offering(session):
    return offering_in_results(session)


def changed(session, offering):
    return results.of_offering(session, offering_id=offering.id).changed


def test_before_the_first_run_there_is_none(session, offering):
    assert result_runs.last(session, offering_id=offering.id) is None


def test_the_last_run_is_the_newest_and_the_final_one_once_there_is_one(session, offering):
    enrolment = trainee_with(session, offering, "80", marks={"FIR": None})
    results.run(session, offering_id=offering.id, now=NOW)
    give(session, offering, enrolment, "FIR", "50")
    newer = results.run(session, offering_id=offering.id, now=LATER)
    found = result_runs.last(session, offering_id=offering.id)
    assert (found.id, found.is_final, found.computed_at) == (newer.id, False, LATER)
    results.decide(
        session, offering_id=offering.id, decided_on=date(2026, 11, 24), minutes_reference="7", now=LATER
    )
    found = result_runs.last(session, offering_id=offering.id)
    assert (found.id, found.is_final, found.minutes_reference) == (newer.id, True, "7")


def test_a_stored_run_gives_back_what_the_rules_said(session, offering):
    trainee_with(session, offering, "78", marks={"FIR": "20"})
    trainee_with(session, offering, "80", marks={"FIR": None})
    inputs = gradings.gather(session, offering_id=offering.id)
    results.run(session, offering_id=offering.id, now=NOW)
    stored = result_runs.graded(session, result_runs.last(session, offering_id=offering.id))
    assert stored == {trainee.enrolment_id: inputs.graded(trainee) for trainee in inputs.trainees}


def test_a_changed_mark_names_whose_result_it_changes_and_how(session, offering):
    trainee_with(session, offering, "80")
    falls = trainee_with(session, offering, "80", name="Shahid Iqbal", marks={"FIR": None})
    results.run(session, offering_id=offering.id, now=NOW)
    give(session, offering, falls, "FIR", "60")
    (found,) = changed(session, offering)
    assert (found.roll_number, found.names.en, found.causes) == (2, "Shahid Iqbal", (Cause.MARKS,))
    assert (found.before.outcome, found.before.overall, found.before.band) == (Outcome.PENDING, None, None)
    assert (found.now.outcome, found.now.overall, found.now.band.titles.en) == (
        Outcome.PASS,
        Decimal("85.0"),
        "Distinction",
    )
    assert not found.holds_award


def test_hours_that_cross_the_minimum_change_a_result(session, offering):
    enrolment = trainee_with(session, offering, "80")
    results.run(session, offering_id=offering.id, now=NOW)
    enrolment.credited_minutes = 1
    session.flush()
    (found,) = changed(session, offering)
    assert (found.now.outcome, found.causes) == (Outcome.INCOMPLETE, (Cause.HOURS,))


def test_an_adjustment_changes_a_result(session, offering):
    enrolment = trainee_with(session, offering, "80")
    results.run(session, offering_id=offering.id, now=NOW)
    session.add(
        Adjustment(
            enrolment_id=enrolment.id,
            kind=AdjustmentKind.PENALTY,
            points=Decimal(5),
            authority="Board",
            reason="Late",
        )
    )
    session.flush()
    (found,) = changed(session, offering)
    assert (found.before.overall, found.now.overall) == (Decimal("80.0"), Decimal("75.0"))
    assert found.causes == (Cause.ADJUSTMENT,)


def test_who_left_or_came_after_the_run_is_named(session, offering):
    leaves = trainee_with(session, offering, "80")
    results.run(session, offering_id=offering.id, now=NOW)
    leaves.state = EnrolmentState.WITHDRAWN
    trainee_with(session, offering, "80", name="Xu Jing")
    left, came = changed(session, offering)
    assert (left.now.outcome, left.causes) == (Outcome.WITHDRAWN, (Cause.ROLL,))
    assert (came.names.en, came.before, came.causes) == ("Xu Jing", None, (Cause.ROLL,))


def test_an_input_can_change_and_nobody_s_result_with_it(session, offering):
    enrolment = trainee_with(session, offering, "80")
    results.run(session, offering_id=offering.id, now=NOW)
    enrolment.credited_minutes -= 1
    session.flush()
    found = results.of_offering(session, offering_id=offering.id)
    assert (found.is_stale, found.changed) == (True, ())


def test_after_the_decision_the_awards_that_a_change_touches_are_named(session, offering):
    holder = trainee_with(session, offering, "80")
    failed = trainee_with(session, offering, "20")
    results.decide(
        session, offering_id=offering.id, decided_on=date(2026, 11, 24), minutes_reference="7", now=NOW
    )
    holder.credited_minutes = failed.credited_minutes = 1
    session.flush()
    found = results.of_offering(session, offering_id=offering.id)
    assert [(each.now.outcome, each.holds_award) for each in found.changed] == [
        (Outcome.INCOMPLETE, True),
        (Outcome.FAIL_RESIT, False),
    ]
    assert [trainee.graded.outcome for trainee in found.trainees] == [Outcome.PASS, Outcome.FAIL_RESIT]
