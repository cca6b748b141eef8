from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from trainer_app.core.errors import ChangedMeanwhile, NotFound
from trainer_app.models.base import derived_id, new_id
from trainer_app.models.delivery import Enrolment, Nomination
from trainer_app.rules.states import EnrolmentState, NominationState, OfferingState
from trainer_app.services import enrolments
from trainer_app.services.refusals import (
    AlreadyOnRoll,
    CapacityReached,
    MarksRecorded,
    NotLeaving,
    NotPositive,
    ReasonMissing,
    WrongStage,
)


@pytest.fixture
def offering(session):
    return make_offering(session, state=OfferingState.OPEN, capacity=2, delivered_minutes=None)


def roll(session, offering):
    return enrolments.roll(session, offering_id=offering.id)


def test_people_take_the_next_numbers_in_the_order_given(session, offering):
    first, second = make_person(session, "Sana Javed"), make_person(session, "Amir Khan")
    given = enrolments.enrol_many(session, offering_id=offering.id, person_ids=[first.id, second.id])
    assert [(line.roll_number, line.name) for line in roll(session, offering)] == [
        (1, "Sana Javed"),
        (2, "Amir Khan"),
    ]
    assert given == [derived_id(offering.id, first.id), derived_id(offering.id, second.id)]


def test_an_enrolled_person_was_nominated_and_accepted(session, offering):
    person = make_person(session)
    session.add(Nomination(offering_id=offering.id, person_id=person.id))
    session.flush()
    enrolments.enrol(session, offering_id=offering.id, person_id=person.id)
    assert session.scalars(select(Nomination.state)).all() == [NominationState.ACCEPTED]


def test_who_comes_after_the_start_is_active_at_once(session, offering):
    enrolments.enrol(session, offering_id=offering.id, person_id=make_person(session).id)
    offering.state = OfferingState.RUNNING
    enrolments.enrol(session, offering_id=offering.id, person_id=make_person(session, "Late").id)
    states = [line.state for line in roll(session, offering)]
    assert states == [EnrolmentState.ENROLLED, EnrolmentState.ACTIVE]


def test_nobody_stands_on_a_roll_twice(session, offering):
    person = make_person(session, "Sana Javed")
    enrolments.enrol(session, offering_id=offering.id, person_id=person.id)
    with pytest.raises(AlreadyOnRoll) as refusal:
        enrolments.enrol(session, offering_id=offering.id, person_id=person.id)
    assert "Sana Javed" in str(refusal.value)


def test_beyond_the_capacity_a_reason_is_needed_and_kept(session, offering):
    people = [make_person(session, name).id for name in ("A", "B", "C")]
    with pytest.raises(CapacityReached) as refusal:
        enrolments.enrol_many(session, offering_id=offering.id, person_ids=people)
    assert "2 seats" in str(refusal.value)
    assert roll(session, offering) == []
    enrolments.enrol_many(session, offering_id=offering.id, person_ids=people, reason="Order 118")
    assert [line.reason for line in roll(session, offering)] == ["Order 118"] * 3


def test_a_reason_within_the_capacity_is_not_kept(session, offering):
    enrolments.enrol(session, offering_id=offering.id, person_id=make_person(session).id, reason="why not")
    assert roll(session, offering)[0].reason == ""


def test_enrolling_nobody_changes_nothing(session, offering):
    assert enrolments.enrol_many(session, offering_id=offering.id, person_ids=[]) == []


@pytest.mark.parametrize("state", [OfferingState.RESULTS, OfferingState.CLOSED, OfferingState.CANCELLED])
def test_a_closed_roll_takes_nobody(session, offering, state):
    offering.state = state
    with pytest.raises(WrongStage):
        enrolments.enrol(session, offering_id=offering.id, person_id=make_person(session).id)


def test_an_unknown_person_is_not_enrolled(session, offering):
    with pytest.raises(NotFound):
        enrolments.enrol(session, offering_id=offering.id, person_id=new_id())


def test_leaving_keeps_the_line_with_its_reason_and_frees_the_seat(session, offering):
    trainee = enrol(session, offering)
    enrolments.leave(
        session, enrolment_id=trainee.id, version=1, state=EnrolmentState.WITHDRAWN, reason=" Illness "
    )
    [line] = roll(session, offering)
    assert (line.state, line.reason, line.is_on_roll) == (EnrolmentState.WITHDRAWN, "Illness", False)
    people = [make_person(session, name).id for name in ("A", "B")]
    enrolments.enrol_many(session, offering_id=offering.id, person_ids=people)
    assert [line.roll_number for line in roll(session, offering)] == [1, 2, 3]


def test_leaving_needs_a_reason_and_a_state_of_leaving(session, offering):
    active = enrol(session, offering)
    enrolled = enrol(session, offering, state=EnrolmentState.ENROLLED)
    with pytest.raises(ReasonMissing):
        enrolments.leave(
            session, enrolment_id=active.id, version=1, state=EnrolmentState.DISMISSED, reason=" "
        )
    for trainee, state in ((active, EnrolmentState.COMPLETED), (enrolled, EnrolmentState.WITHDRAWN)):
        with pytest.raises(NotLeaving) as refusal:
            enrolments.leave(session, enrolment_id=trainee.id, version=1, state=state, reason="x")
        assert "taken off" in str(refusal.value)


def test_an_entry_changed_meanwhile_is_not_changed_again(session, offering):
    trainee = enrol(session, offering)
    with pytest.raises(ChangedMeanwhile):
        enrolments.leave(
            session, enrolment_id=trainee.id, version=7, state=EnrolmentState.DEFERRED, reason="x"
        )


def test_a_mistaken_entry_is_taken_off(session, offering):
    enrolments.enrol(session, offering_id=offering.id, person_id=make_person(session).id)
    [line] = roll(session, offering)
    enrolments.take_off(session, enrolment_id=line.enrolment_id, version=1)
    assert roll(session, offering) == []
    assert session.scalars(select(Nomination)).all() == []


def test_an_entry_with_marks_or_attendance_stays(session, offering):
    attended = enrol(session, offering, credited_minutes=0)
    marked = enrol(session, offering, credited_minutes=None)
    make_score(session, make_sheet(session, offering, components_of(session, offering)["WRT"]), marked, "80")
    for trainee in (attended, marked):
        with pytest.raises(MarksRecorded):
            enrolments.take_off(session, enrolment_id=trainee.id, version=1)


def test_attendance_is_typed_in_minutes_and_rounded_down(session, offering):
    trainee = enrol(session, offering, credited_minutes=None)
    offering.state = OfferingState.RUNNING
    session.flush()
    assert roll(session, offering)[0].attendance is None
    enrolments.record_delivered(session, offering_id=offering.id, version=offering.version, minutes=10000)
    enrolments.record_credited(session, enrolment_id=trainee.id, version=1, minutes=8996)
    assert roll(session, offering)[0].attendance == Decimal("89.9")
    enrolments.record_credited(session, enrolment_id=trainee.id, version=2, minutes=None)
    assert session.get(Enrolment, trainee.id).credited_minutes is None


def test_time_below_zero_is_refused(session, offering):
    trainee = enrol(session, offering)
    offering.state = OfferingState.RUNNING
    session.flush()
    with pytest.raises(NotPositive):
        enrolments.record_delivered(session, offering_id=offering.id, version=offering.version, minutes=0)
    with pytest.raises(NotPositive) as refusal:
        enrolments.record_credited(session, enrolment_id=trainee.id, version=1, minutes=-1)
    assert "-1" in str(refusal.value)


def test_attendance_is_typed_while_the_offering_runs(session, offering):
    trainee = enrol(session, offering)
    with pytest.raises(WrongStage):
        enrolments.record_delivered(session, offering_id=offering.id, version=1, minutes=60)
    with pytest.raises(WrongStage):
        enrolments.record_credited(session, enrolment_id=trainee.id, version=1, minutes=60)


def test_a_line_names_the_scripts_that_are_missing(session, offering):
    enrol(session, offering, make_person(session, "Sana Javed", name_ur="", name_zh=""))
    [line] = roll(session, offering)
    assert line.missing_scripts == ("ur", "zh")
    assert line.is_on_roll
