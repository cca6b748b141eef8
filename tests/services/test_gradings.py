"""What the rules are given."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.factories import components_of, make_offering
from tests.services.assessed import give, trainee_with
from trainer_app.core.errors import NotFound
from trainer_app.models.base import new_id
from trainer_app.models.outcomes import Adjustment
from trainer_app.rules.adjustments import Adjustment as Given
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState
from trainer_app.rules.vocabulary import AdjustmentKind
from trainer_app.services import gradings


def gathered(session, offering, **more):
    return gradings.gather(session, offering_id=offering.id, **more)


def test_every_attempt_reaches_the_rules(session):
    offering = make_offering(session)
    enrolment = trainee_with(session, offering, marks={"FIR": "20"})
    give(session, offering, enrolment, "FIR", ScoreState.ABSENT, attempt=2)
    (trainee,) = gathered(session, offering).trainees
    assert trainee.marks["FIR"] == (
        Mark(ScoreState.SCORED, Decimal(20)),
        Mark(ScoreState.ABSENT, attempt=2),
    )
    assert set(trainee.marks) == set(components_of(session, offering))


def test_adjustments_reach_the_rules_with_their_component(session):
    offering = make_offering(session)
    enrolment = trainee_with(session, offering)
    component = components_of(session, offering)["WRT"]
    for component_id in (component.id, None):
        session.add(
            Adjustment(
                enrolment_id=enrolment.id,
                component_id=component_id,
                kind=AdjustmentKind.SCALING,
                points=Decimal("1.5"),
                authority="Board",
                reason="Question 7 was void",
            )
        )
    session.flush()
    (trainee,) = gathered(session, offering).trainees
    assert set(trainee.adjustments) == {
        Given(AdjustmentKind.SCALING, Decimal("1.5"), "WRT"),
        Given(AdjustmentKind.SCALING, Decimal("1.5"), None),
    }


def test_attendance_is_exact_and_none_until_both_minutes_are_there(session):
    offering = make_offering(session, delivered_minutes=900)
    trainee_with(session, offering, credited_minutes=600)
    trainee_with(session, offering, credited_minutes=None)
    inputs = gathered(session, offering)
    assert [inputs.attendance(trainee) for trainee in inputs.trainees] == [Fraction(200, 3), None]
    offering.delivered_minutes = None
    session.flush()
    inputs = gathered(session, offering)
    assert inputs.attendance(inputs.trainees[0]) is None


def test_some_trainees_can_be_gathered_alone(session):
    offering = make_offering(session)
    trainee_with(session, offering)
    second = trainee_with(session, offering)
    (trainee,) = gathered(session, offering, enrolment_ids=[second.id]).trainees
    assert trainee.enrolment_id == second.id
    assert trainee.marks


def test_the_digest_changes_with_whatever_decides_a_result(session):
    offering = make_offering(session)
    enrolment = trainee_with(session, offering)
    digests = [gathered(session, offering).sha256]
    assert gathered(session, offering).sha256 == digests[0]
    give(session, offering, enrolment, "FIR", "50", attempt=2)
    digests.append(gathered(session, offering).sha256)
    enrolment.credited_minutes = 4000
    session.flush()
    digests.append(gathered(session, offering).sha256)
    offering.delivered_minutes = 4900
    session.flush()
    digests.append(gathered(session, offering).sha256)
    assert len(set(digests)) == 4


def test_an_unknown_offering_is_not_found(session):
    with pytest.raises(NotFound):
        gradings.gather(session, offering_id=new_id())
