"""Nobody enters and decides, or decides and issues, for the same trainee."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import select, update

from tests.factories import components_of
from tests.services.acting import Desk
from tests.services.passed import make_passed
from trainer_app.core.language import Titles
from trainer_app.models.assessment import Score, ScoreSheet
from trainer_app.models.awards import CertificateDocument, NumberSeries
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.journal import JournalTransaction
from trainer_app.models.outcomes import ResultRun
from trainer_app.rules.roles import Role
from trainer_app.rules.states import OfferingState, ScoreState, SheetState
from trainer_app.rules.vocabulary import AdjustmentKind, RunState
from trainer_app.services import adjustments, certificates, integrity, results, scores
from trainer_app.services.duty_refusals import MOST_NAMES, OwnDecision, OwnMarks
from trainer_app.services.scores import Mark
from trainer_app.storage.journal import guard
from trainer_app.storage.journal.origin import Origin

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
DAY = date(2026, 11, 30)
BOARD = {"decided_on": DAY, "minutes_reference": "Board 7/2026", "now": NOW}
BOTH = (Role.INSTRUCTOR, Role.BOARD_SECRETARY, Role.CERTIFYING_OFFICER)


@pytest.fixture
def offering_id(database):
    """An offering in which everyone has full marks and nothing is decided."""
    with database.transaction() as session:
        return make_passed(session, decided=False).id


@pytest.fixture
def both(database):
    """Somebody with three roles, which the domain lets one hold."""
    return Desk(database, "Rao Danish", BOTH)


@pytest.fixture
def board(database):
    return Desk(database, "Chen Lihua", (Role.BOARD_SECRETARY,))


def first_enrolment(session, offering_id):
    query = select(Enrolment).where(Enrolment.offering_id == offering_id).order_by(Enrolment.roll_number)
    return session.scalars(query).first()


def enter(desk, offering_id, points="50", *, stage=OfferingState.RESULTS):
    """One mark of the first trainee, typed while the offering was being assessed."""
    with desk.database.transaction() as session:
        offering = session.get(Offering, offering_id)
        offering.state = OfferingState.ASSESSMENT
        enrolment, component = (
            first_enrolment(session, offering_id),
            components_of(session, offering)["FIR"],
        )
        given = {"enrolment_id": enrolment.id, "component_id": component.id}
        put_sheets(session, SheetState.DRAFT)
    mark = Mark(ScoreState.SCORED, Decimal(points))
    desk.does(scores.record, offering_id=offering_id, mark=mark, now=NOW, **given)
    with desk.database.transaction() as session:
        session.get(Offering, offering_id).state = stage
        put_sheets(session, SheetState.LOCKED)


def put_sheets(session, state):
    for sheet in session.scalars(select(ScoreSheet)):
        sheet.state = state


def decide(desk, offering_id):
    return desk.does(results.decide, offering_id=offering_id, **BOARD)


def issue(desk, offering_id):
    return desk.does(certificates.issue, offering_id=offering_id, issued_on=DAY, now=NOW)


def count(desk, kind, *conditions):
    with desk.database.reading() as session:
        return len(session.scalars(select(kind).where(*conditions)).all())


def test_who_entered_a_mark_does_not_make_the_results_final(both, board, offering_id):
    enter(both, offering_id)
    with pytest.raises(OwnMarks) as refusal:
        decide(both, offering_id)
    assert "Sana Javed" in str(refusal.value)
    assert "Usman Ghani" not in str(refusal.value)
    assert "Another board secretary" in str(refusal.value)
    assert count(both, ResultRun, ResultRun.state == RunState.FINAL) == 0
    assert len(decide(board, offering_id).granted) == 3


def test_a_mark_counts_also_when_somebody_typed_over_it(database, both, offering_id):
    enter(both, offering_id)
    enter(Desk(database, "Zhao Ming", (Role.INSTRUCTOR,)), offering_id, "60")
    with pytest.raises(OwnMarks):
        decide(both, offering_id)


def test_marks_of_another_offering_and_a_remark_do_not_count(database, both, offering_id):
    with database.transaction() as session:
        other = make_passed(session, code="PK-2026-02", decided=False).id
    enter(both, other)
    with database.transaction(origin=Origin(both.user, "scores.remark", is_program=True)) as session:
        enrolment = first_enrolment(session, offering_id)
        session.scalars(select(Score).where(Score.enrolment_id == enrolment.id)).first().remark = "Late"
    assert len(decide(both, offering_id).granted) == 3


def test_who_recorded_the_decision_issues_no_certificate(database, both, offering_id):
    decide(both, offering_id)
    with pytest.raises(OwnDecision) as refusal:
        issue(both, offering_id)
    assert "Sana Javed" in str(refusal.value)
    assert "Another certifying officer" in str(refusal.value)
    assert count(both, CertificateDocument) == count(both, NumberSeries) == 0
    other = Desk(database, "Nadia Rehman", (Role.CERTIFYING_OFFICER,))
    assert issue(other, offering_id).pages == 3


def test_who_only_computed_provisional_results_may_issue(both, board, offering_id):
    both.does(results.run, offering_id=offering_id, now=NOW)
    decide(board, offering_id)
    assert issue(both, offering_id).pages == 3


def test_who_entered_marks_may_issue_what_another_one_decided(both, board, offering_id):
    enter(both, offering_id)
    decide(board, offering_id)
    assert issue(both, offering_id).pages == 3


def findings(desk):
    with desk.database.reading() as session:
        return [(each.invariant, each.row, each.why) for each in integrity.check(session)]


def test_the_check_names_what_one_person_did_at_two_stations(database, both, offering_id):
    enter(both, offering_id)
    for act in (
        partial(results.decide, **BOARD),
        partial(certificates.issue, issued_on=DAY, now=NOW),
    ):
        with database.transaction() as session:
            act(session, offering_id=offering_id)
    assert findings(both) == []
    with database.engine.begin() as connection, guard.unwatched(connection):
        connection.execute(update(JournalTransaction).values(user_id=both.user))
    found = [each for each in findings(both) if each[0] == "I5"]
    assert [row for _invariant, row, _why in found] == [f"PK-2026-01 {number}" for number in (1, 2, 3)] * 2
    assert {why for _invariant, _row, why in found} == {
        "Who entered marks of the trainee made the result final as well.",
        "Who made the result of the trainee final issued the certificate as well.",
    }


def adjust(desk, offering_id):
    with desk.database.reading() as session:
        enrolment_id = first_enrolment(session, offering_id).id
    given = {"kind": AdjustmentKind.PENALTY, "points": Decimal(5), "enrolment_id": enrolment_id}
    desk.does(adjustments.add, authority="Board 12/2026", reason="Late", **given)


def test_the_check_names_who_adjusted_a_result_and_entered_its_marks_afterwards(both, offering_id):
    adjust(both, offering_id)
    assert findings(both) == []
    enter(both, offering_id)
    why = "Who entered marks of the trainee adjusted the result as well."
    assert findings(both) == [("I5", "PK-2026-01 1", why)]


def test_marks_that_another_one_entered_may_be_adjusted(database, both, board, offering_id):
    enter(both, offering_id)
    adjust(board, offering_id)
    assert findings(both) == []


def test_two_people_are_no_finding(both, board, offering_id):
    enter(both, offering_id)
    decide(board, offering_id)
    issue(both, offering_id)
    assert findings(both) == []


def test_many_trainees_are_counted_and_not_named():
    people = [f"Trainee {number}" for number in range(MOST_NAMES + 1)]
    refusal = OwnMarks([Titles(name) for name in people])
    assert "4 trainees" in str(refusal)
    assert "Trainee 0" not in str(refusal)


def test_the_program_itself_has_no_duty(database, offering_id):
    with database.transaction() as session:
        results.decide(session, offering_id=offering_id, **BOARD)
        assert certificates.issue(session, offering_id=offering_id, issued_on=DAY, now=NOW).pages == 3
