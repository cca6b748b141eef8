"""The workflow of score sheets: submitting, verifying by another person, returning, locking."""

from dataclasses import replace

import pytest

from tests.factories import components_of, enrol, make_offering, make_person
from tests.services.acting import NOW, Desk, scored, taken_back
from tests.services.assessed import trainee_with
from trainer_app.core.errors import NotFound, ScoresClosed
from trainer_app.models.base import new_id
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.users import User
from trainer_app.rules.roles import Role
from trainer_app.rules.states import EnrolmentState, OfferingState, ScoreState, SheetState
from trainer_app.services import history, scores, sheets
from trainer_app.services.access import NotAllowed
from trainer_app.services.refusals import ReasonMissing
from trainer_app.services.scores import Entry, Mark
from trainer_app.services.sheet_refusals import (
    MarksMissing,
    NothingEntered,
    OwnSheet,
    SheetClosed,
    SheetElsewhere,
    SumDiffers,
)
from trainer_app.services.undo_refusals import ChangedSince, Closed, NeverUndone

BOTH = (Role.INSTRUCTOR, Role.VERIFIER)


@pytest.fixture
def course(database):
    """An offering in assessment with two trainees without marks, and a component."""
    with database.transaction() as session:
        offering = make_offering(session, state=OfferingState.ASSESSMENT)
        people = [enrol(session, offering, make_person(session, name)) for name in ("Sana Javed", "Li Wei")]
        component = components_of(session, offering)["FIR"]
        return {
            "offering_id": offering.id,
            "component_id": component.id,
            "people": [each.id for each in people],
            "full": component.max_points,
        }


@pytest.fixture
def instructor(database):
    return Desk(database, "Sara Farooq", (Role.INSTRUCTOR,))


@pytest.fixture
def verifier(database):
    return Desk(database, "Imran Qureshi", (Role.VERIFIER,))


def of_sheet(course):
    return {name: course[name] for name in ("offering_id", "component_id")}


def enter(desk, course, *marks, attempt=1):
    """Enter a mark for each trainee, from the first."""
    entries = [
        Entry(trainee, course["component_id"], replace(mark, attempt=attempt))
        for trainee, mark in zip(course["people"], marks, strict=False)
    ]
    desk.does(
        scores.record_many, offering_id=course["offering_id"], entries=entries, attempt=attempt, now=NOW
    )


def submitted(desk, course):
    enter(desk, course, scored(40), scored(30))
    desk.does(sheets.submit, **of_sheet(course))


def facts(desk, course, *, attempt=1):
    found = desk.reads(sheets.of_offering, offering_id=course["offering_id"], attempt=attempt)
    return next(each for each in found if each.component_id == course["component_id"])


def state(desk, course):
    return facts(desk, course).state


def test_a_sheet_goes_from_its_draft_to_the_lock(course, instructor, verifier):
    begun = facts(instructor, course)
    assert (begun.state, begun.entered, begun.missing) == (SheetState.DRAFT, 0, 2)
    submitted(instructor, course)
    assert state(instructor, course) is SheetState.SUBMITTED
    verifier.does(sheets.verify, **of_sheet(course))
    assert state(instructor, course) is SheetState.VERIFIED
    verifier.does(sheets.lock, **of_sheet(course))
    done = facts(instructor, course)
    assert (done.state, done.entered, done.missing, done.version) == (SheetState.LOCKED, 2, 0, 1)


def test_the_sheet_names_who_entered_submitted_and_verified_it(database, course, instructor, verifier):
    other = Desk(database, "Zhao Ming", (Role.INSTRUCTOR,))
    enter(other, course, scored(10))
    submitted(instructor, course)
    verifier.does(sheets.verify, **of_sheet(course))
    found = facts(verifier, course)
    assert found.entered_by == ("Sara Farooq", "Zhao Ming")
    assert (found.submitted_by, found.verified_by) == ("Sara Farooq", "Imran Qureshi")
    assert not found.is_own
    assert facts(instructor, course).is_own
    assert facts(other, course).is_own


def test_blanks_are_named_and_hold_the_sheet_back(course, instructor):
    enter(instructor, course, scored(40))
    with pytest.raises(MarksMissing) as refusal:
        instructor.does(sheets.submit, **of_sheet(course))
    assert "Li Wei" in str(refusal.value)
    assert "Sana Javed" not in str(refusal.value)
    assert state(instructor, course) is SheetState.DRAFT


def test_a_state_in_place_of_points_is_no_blank(course, instructor):
    enter(instructor, course, scored(40), Mark(ScoreState.ABSENT_EXCUSED))
    instructor.does(sheets.submit, **of_sheet(course))
    assert state(instructor, course) is SheetState.SUBMITTED


def test_who_has_left_holds_no_sheet_back(database, course, instructor):
    enter(instructor, course, scored(40))
    with database.transaction() as session:
        session.get(Enrolment, course["people"][1]).state = EnrolmentState.WITHDRAWN
    instructor.does(sheets.submit, **of_sheet(course))
    assert state(instructor, course) is SheetState.SUBMITTED


def test_a_sum_on_paper_that_differs_holds_the_sheet_back(course, instructor):
    enter(instructor, course, scored(40), scored(30))
    instructor.does(scores.set_control_sum, **of_sheet(course), control_sum=scored("72.5").points, now=NOW)
    with pytest.raises(SumDiffers, match=r"2\.5"):
        instructor.does(sheets.submit, **of_sheet(course))
    instructor.does(scores.set_control_sum, **of_sheet(course), control_sum=scored(70).points, now=NOW)
    instructor.does(sheets.submit, **of_sheet(course))
    assert facts(instructor, course).difference == 0


def test_nothing_to_submit_is_said(course, instructor, verifier):
    for desk, act in ((instructor, sheets.submit), (verifier, sheets.verify)):
        with pytest.raises(NothingEntered):
            desk.does(act, **of_sheet(course))


def test_an_unknown_component_is_named(course, instructor):
    with pytest.raises(NotFound):
        instructor.does(sheets.submit, offering_id=course["offering_id"], component_id=new_id())


def test_nobody_verifies_marks_of_the_own(database, course):
    both = Desk(database, "Rao Danish", BOTH)
    enter(both, course, scored(10), scored(20))
    other = Desk(database, "Sara Farooq", (Role.INSTRUCTOR,))
    submitted(other, course)
    with pytest.raises(OwnSheet, match="another person verifies"):
        both.does(sheets.verify, **of_sheet(course))


def test_nobody_verifies_what_they_submitted(database, course, instructor):
    enter(instructor, course, scored(10), scored(20))
    both = Desk(database, "Rao Danish", BOTH)
    both.does(sheets.submit, **of_sheet(course))
    with pytest.raises(OwnSheet):
        both.does(sheets.verify, **of_sheet(course))


def test_a_second_login_of_the_same_human_verifies_nothing(database, course, instructor, verifier):
    with database.transaction() as session:
        person = make_person(session, "Sara Farooq")
        for user_id in (instructor.user, verifier.user):
            session.get(User, user_id).person_id = person.id
    submitted(instructor, course)
    with pytest.raises(OwnSheet):
        verifier.does(sheets.verify, **of_sheet(course))


def test_a_returned_sheet_is_a_draft_with_the_remark(course, instructor, verifier):
    submitted(instructor, course)
    verifier.does(sheets.give_back, **of_sheet(course), reason=" Row 2 is smudged ")
    found = facts(instructor, course)
    assert (found.state, found.reason, found.submitted_by) == (SheetState.DRAFT, "Row 2 is smudged", "")
    enter(instructor, course, scored(41))
    instructor.does(sheets.submit, **of_sheet(course))
    assert facts(instructor, course).reason == ""


def test_a_sheet_is_returned_with_a_remark_alone(course, instructor, verifier):
    submitted(instructor, course)
    with pytest.raises(ReasonMissing):
        verifier.does(sheets.give_back, **of_sheet(course), reason=" ")


@pytest.mark.parametrize("act", [sheets.verify, sheets.lock])
def test_no_state_is_left_out(course, instructor, verifier, act):
    enter(instructor, course, scored(40), scored(30))
    with pytest.raises(SheetElsewhere, match="Being filled in"):
        verifier.does(act, **of_sheet(course))


def test_a_sheet_is_submitted_once(course, instructor):
    submitted(instructor, course)
    with pytest.raises(SheetElsewhere, match="Submitted"):
        instructor.does(sheets.submit, **of_sheet(course))


@pytest.mark.parametrize(
    ("acts", "way_out"),
    [
        ((), "Ask the verifier to return"),
        ((sheets.verify,), "Request a correction"),
        ((sheets.verify, sheets.lock), "is locked"),
    ],
)
def test_marks_of_a_sheet_handed_on_are_not_typed_over(course, instructor, verifier, acts, way_out):
    submitted(instructor, course)
    for act in acts:
        verifier.does(act, **of_sheet(course))
    with pytest.raises(SheetClosed, match=way_out):
        enter(instructor, course, scored(1))
    with pytest.raises(SheetClosed):
        instructor.does(scores.set_control_sum, **of_sheet(course), control_sum=None, now=NOW)
    with pytest.raises(SheetClosed):
        instructor.does(
            scores.remark, **of_sheet(course), enrolment_id=course["people"][0], text="Late", now=NOW
        )


def test_sheets_of_planned_and_closed_offerings_are_not_submitted(database, course, instructor):
    enter(instructor, course, scored(40), scored(30))
    with database.transaction() as session:
        session.get(Offering, course["offering_id"]).state = OfferingState.CLOSED
    with pytest.raises(ScoresClosed):
        instructor.does(sheets.submit, **of_sheet(course))


def test_a_sheet_before_the_board_is_not_returned(database, course, instructor, verifier):
    submitted(instructor, course)
    with database.transaction() as session:
        session.get(Offering, course["offering_id"]).state = OfferingState.RESULTS
    with pytest.raises(ScoresClosed):
        verifier.does(sheets.give_back, **of_sheet(course), reason="Row 2")
    verifier.does(sheets.verify, **of_sheet(course))
    assert state(verifier, course) is SheetState.VERIFIED


def test_an_instructor_does_not_verify_and_a_verifier_does_not_submit(course, instructor, verifier):
    enter(instructor, course, scored(40), scored(30))
    with pytest.raises(NotAllowed):
        verifier.does(sheets.submit, **of_sheet(course))
    instructor.does(sheets.submit, **of_sheet(course))
    with pytest.raises(NotAllowed):
        instructor.does(sheets.verify, **of_sheet(course))


def test_each_step_stands_in_the_history(course, instructor, verifier):
    submitted(instructor, course)
    verifier.does(sheets.give_back, **of_sheet(course), reason="Row 2")
    instructor.does(sheets.submit, **of_sheet(course))
    verifier.does(sheets.verify, **of_sheet(course))
    reader = Desk(verifier.database, "Sun Yuting", (Role.AUDITOR,))
    told = reader.reads(history.of_offering, offering_id=course["offering_id"]).lines
    acts = list(dict.fromkeys((line.user, line.act) for line in told if "sheet" in line.act))
    assert acts == [
        ("Imran Qureshi", "Score sheet verified"),
        ("Sara Farooq", "Score sheet submitted"),
        ("Imran Qureshi", "Score sheet returned"),
    ]


def test_submitting_is_undone_until_somebody_verified(course, instructor, verifier):
    submitted(instructor, course)
    taken_back(instructor)
    assert facts(instructor, course).submitted_by == ""
    assert state(instructor, course) is SheetState.DRAFT
    instructor.does(sheets.submit, **of_sheet(course))
    step = instructor.operation
    verifier.does(sheets.verify, **of_sheet(course))
    with pytest.raises(ChangedSince, match="Imran Qureshi"):
        taken_back(instructor, step)


def test_verifying_is_undone_until_the_sheet_is_locked(course, instructor, verifier):
    submitted(instructor, course)
    verifier.does(sheets.verify, **of_sheet(course))
    taken_back(verifier)
    assert (state(verifier, course), facts(verifier, course).verified_by) == (SheetState.SUBMITTED, "")
    verifier.does(sheets.verify, **of_sheet(course))
    step = verifier.operation
    verifier.does(sheets.lock, **of_sheet(course))
    with pytest.raises(NeverUndone):
        taken_back(verifier)
    with pytest.raises(ChangedSince):
        taken_back(verifier, step)


def test_verifying_stands_once_the_results_are_before_the_board(database, course, instructor, verifier):
    submitted(instructor, course)
    verifier.does(sheets.verify, **of_sheet(course))
    with database.transaction() as session:
        session.get(Offering, course["offering_id"]).state = OfferingState.RESULTS
    with pytest.raises(Closed):
        taken_back(verifier)


def test_marks_on_a_submitted_sheet_are_not_undone(course, instructor):
    enter(instructor, course, scored(40), scored(30))
    enter(instructor, course, scored(41))
    step = instructor.operation
    instructor.does(sheets.submit, **of_sheet(course))
    with pytest.raises(NeverUndone):
        taken_back(instructor, step)


def test_returning_is_never_undone(course, instructor, verifier):
    submitted(instructor, course)
    verifier.does(sheets.give_back, **of_sheet(course), reason="Row 2")
    with pytest.raises(NeverUndone):
        taken_back(verifier)


def test_a_resit_lacks_the_marks_of_those_who_take_it_alone(database, course, instructor):
    with database.transaction() as session:
        offering = session.get(Offering, course["offering_id"])
        for enrolment_id in course["people"]:
            enrolment = session.get(Enrolment, enrolment_id)
            enrolment.state = EnrolmentState.WITHDRAWN
        marks = {"FIR": "10"}
        weak = trainee_with(session, offering, "90", name="Weak One", marks=marks)
        trainee_with(session, offering, "90", name="Strong One")
        course["people"] = [weak.id]
    resit = facts(instructor, course, attempt=2)
    assert (resit.entered, resit.missing) == (0, 1)
    enter(instructor, course, scored(45), attempt=2)
    instructor.does(sheets.submit, **of_sheet(course), attempt=2)
    assert facts(instructor, course, attempt=2).state is SheetState.SUBMITTED
    assert state(instructor, course) is SheetState.DRAFT
