from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from tests.services.acting import NOW, Desk, taken_back
from tests.services.certified import certify, decide
from trainer_app.models.catalogue import SchemeVersion
from trainer_app.models.delivery import Enrolment
from trainer_app.rules.roles import Role
from trainer_app.rules.states import EnrolmentState, OfferingState, ScoreState, SheetState, VersionState
from trainer_app.services import history, offerings, stages, tallies
from trainer_app.services.agreement_refusals import SamePerson, SecondPersonMissing
from trainer_app.services.agreements import Proven
from trainer_app.services.refusals import ConditionsOpen, MoveImpossible, ReasonMissing
from trainer_app.services.stages import ConditionKey
from trainer_app.services.undo_refusals import NeverUndone

NO_MARKS = dict.fromkeys(map(ord, "\u2068\u2069"))


def conditions(session, offering):
    return {each.key: each for each in stages.conditions(session, offering_id=offering.id)}


def open_conditions(session, offering):
    return [key for key, each in conditions(session, offering).items() if not each.is_met]


def mark_everything(session, offering, trainees):
    for component in components_of(session, offering).values():
        sheet = make_sheet(session, offering, component)
        for trainee in trainees:
            make_score(session, sheet, trainee, str(component.max_points))
        sheet.state = SheetState.VERIFIED
    session.flush()


def move(session, offering, to, reason=""):
    stages.move(session, offering_id=offering.id, to=to, reason=reason)
    session.refresh(offering)


def test_opening_needs_approved_rules_and_freezes_the_newest(session):
    offering = make_offering(session, state=OfferingState.PLANNED)
    old = session.get(SchemeVersion, offering.scheme_version_id)
    new = SchemeVersion(
        course_version_id=old.course_version_id, no=2, pass_mark=Decimal(70), state=VersionState.APPROVED
    )
    session.add(new)
    session.flush()
    assert open_conditions(session, offering) == []
    move(session, offering, OfferingState.OPEN)
    assert (offering.state, offering.scheme_version_id) == (OfferingState.OPEN, new.id)


def test_without_approved_rules_nothing_opens(session):
    offering = make_offering(session, state=OfferingState.PLANNED)
    session.get(SchemeVersion, offering.scheme_version_id).state = VersionState.DRAFT
    session.flush()
    with pytest.raises(ConditionsOpen) as refusal:
        move(session, offering, OfferingState.OPEN)
    assert "no approved version" in str(refusal.value)


def test_running_needs_a_trainee_and_makes_everyone_active(session):
    offering = make_offering(session, state=OfferingState.OPEN)
    with pytest.raises(ConditionsOpen):
        move(session, offering, OfferingState.RUNNING)
    trainee = enrol(session, offering, state=EnrolmentState.ENROLLED)
    move(session, offering, OfferingState.RUNNING)
    session.refresh(trainee)
    assert (trainee.state, trainee.version) == (EnrolmentState.ACTIVE, 2)


def test_assessment_asks_for_nothing(session):
    offering = make_offering(session, state=OfferingState.RUNNING)
    assert conditions(session, offering) == {}
    move(session, offering, OfferingState.ASSESSMENT)
    assert offering.state is OfferingState.ASSESSMENT


def test_results_name_everything_that_is_open(session):
    offering = make_offering(session, state=OfferingState.ASSESSMENT)
    first = enrol(session, offering, make_person(session, name_ur=""), credited_minutes=None)
    enrol(session, offering)
    sheet = make_sheet(session, offering, components_of(session, offering)["WRT"])
    make_score(session, sheet, first, None, ScoreState.ABSENT)
    found = conditions(session, offering)
    assert [found[key].sentence() for key in open_conditions(session, offering)] == [
        "9 scores are not entered.",
        "5 score sheets are not verified.",
        "1 trainee has no name in one of the three scripts.",
        "The attendance of 1 trainee is not typed.",
    ]
    assert found[ConditionKey.RULES_APPROVED].sentence() == "The rules are approved by both sides."
    with pytest.raises(ConditionsOpen) as refusal:
        move(session, offering, OfferingState.RESULTS)
    assert "9 scores are not entered." in str(refusal.value)


def test_who_has_left_holds_nobody_up(session):
    offering = make_offering(session, state=OfferingState.ASSESSMENT)
    mark_everything(session, offering, [enrol(session, offering)])
    enrol(session, offering, state=EnrolmentState.WITHDRAWN, credited_minutes=None)
    assert open_conditions(session, offering) == []
    move(session, offering, OfferingState.RESULTS)
    assert offering.state is OfferingState.RESULTS


def test_attendance_is_no_condition_without_a_minimum(session):
    offering = make_offering(session, state=OfferingState.ASSESSMENT)
    session.get(SchemeVersion, offering.scheme_version_id).attendance_min = None
    session.flush()
    assert ConditionKey.ATTENDANCE_TYPED not in conditions(session, offering)


def test_attendance_waits_for_the_delivered_time(session):
    offering = make_offering(session, state=OfferingState.ASSESSMENT, delivered_minutes=None)
    enrol(session, offering)
    assert ConditionKey.ATTENDANCE_TYPED in open_conditions(session, offering)


def test_closing_needs_the_board_and_the_certificates(session):
    offering = make_offering(session, state=OfferingState.RESULTS)
    trainee = enrol(session, offering)
    assert open_conditions(session, offering) == [ConditionKey.BOARD_DECIDED]
    award = decide(session, offering, trainee)
    assert open_conditions(session, offering) == [ConditionKey.CERTIFICATES_ISSUED]
    certify(session, award)
    move(session, offering, OfferingState.CLOSED)
    assert session.scalars(select(Enrolment.state)).all() == [EnrolmentState.COMPLETED]


def test_a_certificate_that_waits_for_a_name_holds_nothing_up(session):
    offering = make_offering(session, state=OfferingState.RESULTS)
    decide(session, offering, enrol(session, offering, make_person(session, name_zh="")))
    assert open_conditions(session, offering) == []
    assert tallies.one(session, offering_id=offering.id).to_issue == 1


def test_cancelling_needs_a_reason_that_is_kept(session):
    offering = make_offering(session, state=OfferingState.RUNNING)
    with pytest.raises(ReasonMissing):
        move(session, offering, OfferingState.CANCELLED)
    move(session, offering, OfferingState.CANCELLED, reason=" Flood ")
    assert (offering.state, offering.state_reason) == (OfferingState.CANCELLED, "Flood")


def test_nobody_reopens_a_closed_offering_alone(session):
    offering = make_offering(session, state=OfferingState.CLOSED)
    with pytest.raises(SecondPersonMissing) as refusal:
        move(session, offering, OfferingState.RESULTS, reason="Flood")
    assert "PK-2026-01" in str(refusal.value)
    assert offering.state is OfferingState.CLOSED


@pytest.fixture
def pair(database):
    """Two people who may reopen, and the id of a closed offering."""
    first = Desk(database, "Farah Siddiqui", (Role.TRAINING_OFFICER,))
    second = Desk(database, "Chen Lihua", (Role.BOARD_SECRETARY,), side="CN")
    with database.transaction() as session:
        return first, second, make_offering(session, state=OfferingState.CLOSED).id


def reopen(desk, offering_id, second, reason="Wrong line"):
    desk.does(stages.reopen, offering_id=offering_id, reason=reason, second=Proven(second.user), now=NOW)


def state_of(desk, offering_id):
    found = desk.reads(offerings.facts, offering_id=offering_id)
    return found.state, found.state_reason


def test_two_people_reopen_the_results_and_the_history_tells_both(pair):
    first, second, offering_id = pair
    reopen(first, offering_id, second, reason=" Wrong line ")
    assert state_of(first, offering_id) == (OfferingState.RESULTS, "Wrong line")
    lines = first.reads(history.of_offering, offering_id=offering_id).lines
    [line] = [each for each in lines if each.kind == "Agreement of two people"]
    assert (line.user, line.act, line.reason.strip()) == (
        "Farah Siddiqui",
        "Results reopened by two people",
        "Wrong line",
    )
    assert line.what == "Reopening of the results, Chen Lihua"
    assert line.after.translate(NO_MARKS) == "Asked by: Farah Siddiqui, Agreed by: Chen Lihua"


def test_who_asks_cannot_agree_as_well(pair):
    first, _second, offering_id = pair
    with pytest.raises(SamePerson):
        reopen(first, offering_id, first)
    assert state_of(first, offering_id) == (OfferingState.CLOSED, "")


def test_reopening_needs_a_reason_and_a_closed_offering(pair):
    first, second, offering_id = pair
    with pytest.raises(ReasonMissing):
        reopen(first, offering_id, second, reason=" ")
    reopen(second, offering_id, first)
    with pytest.raises(MoveImpossible):
        reopen(first, offering_id, second)


def test_a_reopening_cannot_be_undone(pair):
    first, second, offering_id = pair
    reopen(first, offering_id, second)
    with pytest.raises(NeverUndone):
        taken_back(first)


def test_what_the_domain_does_not_know_is_refused(session):
    offering = make_offering(session, state=OfferingState.CLOSED)
    with pytest.raises(MoveImpossible) as refusal:
        move(session, offering, OfferingState.OPEN)
    assert "Closed" in str(refusal.value)
    assert "Open" in str(refusal.value)


def test_the_stages_follow_each_other():
    assert stages.next_stage(OfferingState.PLANNED) is OfferingState.OPEN
    assert stages.next_stage(OfferingState.CLOSED) is None
    assert stages.next_stage(OfferingState.CANCELLED) is None


@pytest.mark.parametrize("key", list(ConditionKey))
def test_every_condition_has_a_sentence_met_and_open(key):
    for is_met in (True, False):
        condition = stages.Condition(key, is_met, 1, 3, stages.Place.ROLL)
        assert condition.sentence().endswith(".")
        assert "{" not in condition.sentence()
