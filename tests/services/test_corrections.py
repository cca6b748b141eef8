"""Correcting verified sheets by two people, with a look at what it changes before."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import components_of
from tests.services.acting import NOW, Desk, scored, taken_back
from tests.services.passed import make_passed
from trainer_app.core.errors import ChangedMeanwhile, MarkOutOfRange
from trainer_app.models.agreements import Agreement
from trainer_app.models.assessment import ScoreSheet
from trainer_app.models.delivery import Enrolment
from trainer_app.rules.roles import Role
from trainer_app.rules.states import Outcome, ScoreState, SheetState
from trainer_app.services import corrections, gradings, integrity, results, scores, sheets
from trainer_app.services.agreement_refusals import MayNotAgree, SamePerson
from trainer_app.services.agreements import Proven
from trainer_app.services.refusals import ReasonMissing
from trainer_app.services.scores import NOT_ENTERED, Entry, Mark
from trainer_app.services.sheet_refusals import NotCorrectable, NothingCorrected, SecondEntered
from trainer_app.services.undo_refusals import NeverUndone

BOARD = {"decided_on": date(2026, 11, 30), "minutes_reference": "Board 7/2026", "now": NOW}


@pytest.fixture
def course(database):
    """An offering before the board, in which three trainees have full marks on locked sheets."""
    with database.transaction() as session:
        offering = make_passed(session, decided=False)
        component = components_of(session, offering)["FIR"]
        people = session.scalars(
            select(Enrolment.id).where(Enrolment.offering_id == offering.id).order_by(Enrolment.roll_number)
        ).all()
        return {"offering_id": offering.id, "component_id": component.id, "people": people}


@pytest.fixture
def officer(database):
    return Desk(database, "Sara Farooq", (Role.TRAINING_OFFICER,))


@pytest.fixture
def verifier(database):
    return Desk(database, "Imran Qureshi", (Role.VERIFIER,))


def of_sheet(course):
    return {name: course[name] for name in ("offering_id", "component_id")}


def correct(desk, course, second, *marks, reason="Row 2 was misread", seen=None):
    entries = [
        Entry(trainee, course["component_id"], mark, seen)
        for trainee, mark in zip(course["people"], marks, strict=False)
    ]
    given = {"entries": entries, "reason": reason, "second": Proven(second.user), "now": NOW}
    return desk.does(corrections.correct, **of_sheet(course), **given)


def looked_at(desk, course, *marks):
    proposed = dict(zip(course["people"], marks, strict=False))
    return desk.reads(corrections.preview, **of_sheet(course), marks=proposed)


def facts(desk, course):
    found = desk.reads(sheets.of_offering, offering_id=course["offering_id"])
    return next(each for each in found if each.component_id == course["component_id"])


def marks_of(desk, course):
    component_id = course["component_id"]
    grid = desk.reads(scores.grid, offering_id=course["offering_id"])
    column = [each.id for each in grid.components].index(component_id)
    return [row[column].points for row in grid.marks]


def test_two_people_correct_a_locked_sheet_to_a_new_verified_version(course, officer, verifier):
    full = marks_of(officer, course)
    recorded = correct(officer, course, verifier, scored(30))
    assert [(each.before.points, each.after.points) for each in recorded] == [(full[0], 30)]
    assert marks_of(officer, course) == [30, *full[1:]]
    found = facts(officer, course)
    assert (found.state, found.version, found.reason) == (SheetState.VERIFIED, 2, "Row 2 was misread")
    assert (found.submitted_by, found.verified_by) == ("Sara Farooq", "Imran Qureshi")
    assert found.entered_by == ("Sara Farooq",)
    verifier.does(sheets.lock, **of_sheet(course))
    correct(officer, course, verifier, scored(31))
    assert facts(officer, course).version == 3


def test_both_names_and_the_reason_are_kept(course, officer, verifier):
    correct(officer, course, verifier, scored(30))
    with officer.database.reading() as session:
        [kept] = session.scalars(select(Agreement)).all()
    assert (kept.asked_by_id, kept.agreed_by_id) == (officer.user, verifier.user)
    assert kept.reason == "Row 2 was misread"


def test_nobody_corrects_alone_or_with_somebody_who_does_not_verify(database, course, officer):
    both = Desk(database, "Rao Danish", (Role.INSTRUCTOR, Role.VERIFIER))
    with pytest.raises(SamePerson):
        correct(both, course, both, scored(30))
    with pytest.raises(MayNotAgree):
        correct(officer, course, Desk(database, "Zhao Ming", (Role.INSTRUCTOR,)), scored(30))
    assert facts(officer, course).version == 1


def test_who_entered_a_mark_of_the_sheet_does_not_verify_its_correction(database, course, officer, verifier):
    both = Desk(database, "Rao Danish", (Role.INSTRUCTOR, Role.VERIFIER))
    correct(both, course, verifier, scored(30))
    with pytest.raises(SecondEntered, match="Rao Danish"):
        correct(officer, course, both, scored(31))
    assert marks_of(officer, course)[0] == 30


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_has_a_reason(course, officer, verifier, reason):
    with pytest.raises(ReasonMissing):
        correct(officer, course, verifier, scored(30), reason=reason)


def test_a_correction_changes_a_mark(course, officer, verifier):
    same = Mark(ScoreState.SCORED, marks_of(officer, course)[0])
    with pytest.raises(NothingCorrected):
        correct(officer, course, verifier, same)
    assert facts(officer, course).state is SheetState.LOCKED


@pytest.mark.parametrize("state", [SheetState.DRAFT, SheetState.SUBMITTED])
def test_what_was_not_verified_is_not_corrected(database, course, officer, verifier, state):
    with database.transaction() as session:
        for sheet in session.scalars(select(ScoreSheet)):
            sheet.state = state
    for act in (
        lambda: correct(officer, course, verifier, scored(30)),
        lambda: looked_at(officer, course, scored(30)),
    ):
        with pytest.raises(NotCorrectable):
            act()


def test_of_a_correction_with_a_mark_that_cannot_be_nothing_is_saved(course, officer, verifier):
    full = marks_of(officer, course)
    with pytest.raises(MarkOutOfRange):
        correct(officer, course, verifier, scored(30), scored(5000))
    assert marks_of(officer, course) == full
    assert facts(officer, course).state is SheetState.LOCKED


def test_what_somebody_corrected_meanwhile_is_kept(course, officer, verifier):
    seen = Mark(ScoreState.SCORED, marks_of(officer, course)[0])
    correct(officer, course, verifier, scored(30))
    with pytest.raises(ChangedMeanwhile):
        correct(officer, course, verifier, scored(31), seen=seen)


def test_the_look_before_names_whose_band_or_outcome_changes(course, officer):
    full = marks_of(officer, course)
    found = looked_at(officer, course, scored(0), scored(full[1] - 1), Mark(ScoreState.SCORED, full[2]))
    assert [each.roll_number for each in found.consequences] == [1, 2]
    [decisive] = found.decisive
    assert (decisive.roll_number, decisive.names.en) == (1, "Sana Javed")
    assert decisive.old.outcome is Outcome.PASS
    assert decisive.new.outcome is Outcome.FAIL_RESIT
    assert (decisive.before.points, decisive.after.points) == (full[0], 0)
    assert not found.is_decided
    assert not decisive.holds_award


def test_the_look_before_writes_nothing(course, officer):
    full = marks_of(officer, course)
    looked_at(officer, course, scored(0))
    assert marks_of(officer, course) == full
    assert facts(officer, course).state is SheetState.LOCKED


def test_after_the_decision_nothing_changes_by_itself_and_the_results_are_stale(
    database, course, officer, verifier
):
    board = Desk(database, "Chen Lihua", (Role.BOARD_SECRETARY,))
    board.does(results.decide, offering_id=course["offering_id"], **BOARD)
    found = looked_at(officer, course, scored(0))
    assert found.is_decided
    assert found.decisive[0].holds_award
    correct(officer, course, verifier, scored(0))
    stands = officer.reads(results.of_offering, offering_id=course["offering_id"])
    assert stands.is_stale
    assert {each.graded.outcome for each in stands.trainees} == {Outcome.PASS}


def test_a_correction_is_never_undone(course, officer, verifier):
    correct(officer, course, verifier, scored(30))
    with pytest.raises(NeverUndone):
        taken_back(officer)


def test_a_mark_where_none_stood_is_a_consequence_too(session):
    offering = make_passed(session, decided=False)
    inputs = gradings.gather(session, offering_id=offering.id)
    trainee = inputs.trainees[0]
    bare = replace(trainee, marks={code: given for code, given in trainee.marks.items() if code != "FIR"})
    alone = replace(inputs, trainees=(bare,))
    stood = {bare.enrolment_id: alone.graded(bare)}
    [found] = corrections.consequences(
        alone, stood, code="FIR", marks={bare.enrolment_id: trainee.marks["FIR"][0]}
    )
    assert (found.before, found.old.outcome, found.new.outcome) == (
        NOT_ENTERED,
        Outcome.PENDING,
        Outcome.PASS,
    )


def test_the_check_names_a_verifier_who_entered_marks(database, course, officer, verifier):
    correct(officer, course, verifier, scored(30))
    with database.transaction() as session:
        assert integrity.check(session) == []
        sheet = session.get(ScoreSheet, session.scalars(select(Agreement.sheet_id)).one())
        sheet.submitted_by_id, sheet.verified_by_id = None, officer.user
    with database.reading() as session:
        found = integrity.check(session)
    assert [(each.invariant, each.row) for each in found] == [("I5", "PK-2026-01 FIR")]
    assert "verified the score sheet" in found[0].why
