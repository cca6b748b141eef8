"""The marks as they stood at an instant."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from time import time_ns

import pytest
from sqlalchemy import select

from tests.factories import components_of, enrol, make_offering, make_person
from tests.services.acting import Desk
from trainer_app.models.journal import JournalNode
from trainer_app.rules import chain
from trainer_app.rules.states import ScoreState
from trainer_app.services import past_scores, scores
from trainer_app.services.scores import NOT_ENTERED, Mark

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)


@pytest.fixture
def desk(database):
    return Desk(database)


@pytest.fixture
def course(database):
    with database.transaction() as session:
        offering = make_offering(session)
        trainee = enrol(session, offering, make_person(session, "Sana Javed"))
        component = components_of(session, offering)["FIR"]
        return {"offering_id": offering.id, "enrolment_id": trainee.id, "component_id": component.id}


def scored(points):
    return Mark(ScoreState.SCORED, Decimal(points))


def record(desk, course, mark):
    """Record a mark; gives the instant at which it stood."""
    desk.does(scores.record, **course, mark=mark, now=NOW)
    with desk.database.reading() as session:
        hlc = session.scalar(select(JournalNode.last_hlc).where(JournalNode.is_here))
    while time_ns() // 1_000_000 <= chain.wall_ms(hlc):
        pass
    return datetime.fromtimestamp(chain.wall_ms(hlc) / 1000, UTC)


def test_a_mark_is_told_as_it_stood(desk, course):
    first = record(desk, course, scored("43.5"))
    second = record(desk, course, scored("40"))
    blank = record(desk, course, NOT_ENTERED)
    at = [first - timedelta(hours=1), first, second, blank, blank + timedelta(days=1)]
    told = [desk.reads(past_scores.score_as_on, **course, at=each) for each in at]
    assert told == [NOT_ENTERED, scored("43.5"), scored("40"), NOT_ENTERED, NOT_ENTERED]


def test_the_whole_table_stands_in_the_order_of_the_roll(desk, course):
    at = record(desk, course, scored("43.5"))
    found = desk.reads(past_scores.scores_as_on, offering_id=course["offering_id"], at=at)
    trainee = found.trainees[0]
    assert (trainee.roll_number, trainee.name) == (1, "Sana Javed")
    assert len(trainee.marks) == len(found.components)
    assert [mark for mark in trainee.marks if mark.points is not None] == [scored("43.5")]


def test_before_the_roll_was_made_the_table_is_empty(desk, course):
    found = desk.reads(
        past_scores.scores_as_on, offering_id=course["offering_id"], at=datetime(2020, 1, 1, tzinfo=UTC)
    )
    assert found.trainees == ()


def test_a_resit_has_marks_of_its_own(desk, course):
    at = record(desk, course, scored("43.5"))
    found = desk.reads(past_scores.scores_as_on, offering_id=course["offering_id"], at=at, attempt=2)
    assert {mark.state for mark in found.trainees[0].marks} == {ScoreState.NOT_ENTERED}
