"""Adjustments of results: who may, within which limits, and what they do."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.factories import components_of
from tests.services.acting import NOW, Desk, count, scored, taken_back
from tests.services.assessed import offering_in_results, trainee_with
from trainer_app.core.errors import HasLeft, NotFound
from trainer_app.models.assessment import ScoreSheet
from trainer_app.models.base import new_id
from trainer_app.models.catalogue import SchemeVersion
from trainer_app.models.delivery import Offering
from trainer_app.models.outcomes import Adjustment
from trainer_app.rules.roles import Role
from trainer_app.rules.states import (
    EnrolmentState,
    OfferingState,
    Outcome,
    SheetState,
    VersionState,
)
from trainer_app.rules.vocabulary import AdjustmentKind
from trainer_app.services import adjustments, history, results, scores
from trainer_app.services.access import NotAllowed
from trainer_app.services.adjustment_refusals import (
    AuthorityMissing,
    GraceAboveLimit,
    GraceLiftsNothing,
    GraceOnComponent,
    PointsOutside,
)
from trainer_app.services.duty_refusals import OwnMarksAdjusted
from trainer_app.services.refusals import ReasonMissing, WrongStage
from trainer_app.services.result_refusals import AlreadyDecided
from trainer_app.services.undo_refusals import Closed, NeverUndone

BOARD = {"decided_on": date(2026, 11, 24), "minutes_reference": "JB-2026-07", "now": NOW}
GRACE, PENALTY, SCALING = AdjustmentKind.GRACE, AdjustmentKind.PENALTY, AdjustmentKind.SCALING


@pytest.fixture
def offering_id(database):
    """An offering before the board, whose rules allow two points of grace."""
    with database.transaction() as session:
        offering = offering_in_results(session)
        scheme = session.get(SchemeVersion, offering.scheme_version_id)
        scheme.state, scheme.grace_limit = VersionState.DRAFT, Decimal(2)
        session.flush()
        scheme.state = VersionState.APPROVED
        return offering.id


@pytest.fixture
def board(database):
    return Desk(database, "Chen Lihua", (Role.BOARD_SECRETARY,))


@pytest.fixture
def trainee(database, offering_id):
    """Adds a trainee by percent and marks; gives the id of the enrolment."""

    def make(percent="80", **given):
        with database.transaction() as session:
            return trainee_with(session, session.get(Offering, offering_id), percent, **given).id

    return make


def add(desk, enrolment_id, kind=PENALTY, points="5", **given):
    words = {"authority": "Board 12/2026", "reason": "Late assignment"}
    return desk.does(
        adjustments.add, enrolment_id=enrolment_id, kind=kind, points=Decimal(points), **words | given
    )


def result(desk, offering_id):
    return desk.reads(results.of_offering, offering_id=offering_id).trainees[0].graded


def test_a_penalty_is_recorded_applied_and_taken_back(board, offering_id, trainee):
    enrolment_id = trainee()
    row_id = add(board, enrolment_id, authority=" Board 12/2026 ")
    assert result(board, offering_id).overall == Decimal("75.0")
    (row,) = board.reads(adjustments.rows, offering_id=offering_id)
    assert (row.id, row.enrolment_id, row.component) == (row_id, enrolment_id, None)
    assert (row.kind, row.points, row.authority) == (PENALTY, 5, "Board 12/2026")
    board.does(adjustments.take_back, adjustment_id=row_id)
    assert result(board, offering_id).overall == Decimal("80.0")
    assert count(board, Adjustment) == 0


def test_an_adjustment_of_a_component_is_told_with_all_that_stands_behind_it(board, offering_id, trainee):
    enrolment_id, other = trainee(), trainee(name="Liu Yang")
    add(board, enrolment_id, SCALING, "1.5", component="WRT", reason="Question 3 was wrong")
    add(board, other)
    of_one = board.reads(adjustments.rows, offering_id=offering_id, enrolment_id=enrolment_id)
    of_all = board.reads(adjustments.rows, offering_id=offering_id)
    assert len(of_one) == 1
    assert [each.enrolment_id for each in of_all] == [enrolment_id, other]
    told = [each.replace("\u2068", "").replace("\u2069", "") for each in adjustments.sentences(of_all)]
    assert [each.replace("\u2066", "") for each in told] == [
        "Scaling, Written examination: +1.5 points. Authority: Board 12/2026. Reason: Question 3 was wrong",
        "Penalty, Total: −5 points. Authority: Board 12/2026. Reason: Late assignment",
    ]


def test_grace_within_the_limit_lifts_to_the_pass_mark_and_no_further(board, offering_id, trainee):
    enrolment_id = trainee("54", marks={"FIR": "45"})
    given = {"enrolment_id": enrolment_id, "kind": GRACE, "points": Decimal(2)}
    effect = board.reads(adjustments.preview, **given)
    assert (effect.old.outcome, effect.old.overall) == (Outcome.FAIL_RESIT, Decimal("59.3"))
    assert (effect.new.outcome, effect.new.overall) == (Outcome.PASS_WITH_GRACE, Decimal("60.0"))
    assert count(board, Adjustment) == 0
    add(board, enrolment_id, GRACE, "2")
    assert result(board, offering_id) == effect.new


@pytest.mark.parametrize(
    ("percent", "marks", "words"),
    [
        ("80", {}, "reaches the pass mark without it"),
        ("50", {"FIR": "45"}, "further below the pass mark than the rules allow"),
        ("60", {"FIR": "40"}, "has not passed a component that must be passed"),
        ("54", {"FIR": None}, "still pending"),
    ],
)
def test_grace_that_would_lift_nothing_is_refused(board, trainee, percent, marks, words):
    enrolment_id = trainee(percent, marks=marks)
    with pytest.raises(GraceLiftsNothing) as refusal:
        add(board, enrolment_id, GRACE, "2")
    assert words in str(refusal.value)
    assert "Sana Javed" in str(refusal.value)
    assert count(board, Adjustment) == 0


def test_grace_helps_against_no_missing_hours(board, trainee):
    enrolment_id = trainee("54", marks={"FIR": "45"}, credited_minutes=60)
    with pytest.raises(GraceLiftsNothing, match="below the minimum"):
        add(board, enrolment_id, GRACE, "2")


def test_fewer_points_of_grace_than_the_gap_are_refused(board, trainee):
    enrolment_id = trainee("54", marks={"FIR": "45"})
    with pytest.raises(GraceLiftsNothing, match="than these points"):
        add(board, enrolment_id, GRACE, "0.5")


def test_a_second_grace_is_refused_once_the_first_has_lifted(board, trainee):
    enrolment_id = trainee("54", marks={"FIR": "45"})
    add(board, enrolment_id, GRACE, "1")
    with pytest.raises(GraceLiftsNothing, match="without it"):
        add(board, enrolment_id, GRACE, "1")


def test_grace_above_the_limit_and_on_a_component_is_refused(board, trainee):
    enrolment_id = trainee("54", marks={"FIR": "45"})
    with pytest.raises(GraceAboveLimit, match=r"allow .*2.* points of grace at most, and .*2\.5"):
        add(board, enrolment_id, GRACE, "2.5")
    with pytest.raises(GraceOnComponent, match="Choose the total"):
        add(board, enrolment_id, GRACE, "2", component="FIR")


def test_rules_without_grace_say_so(database, board, offering_id, trainee):
    with database.transaction() as session:
        scheme = session.get(SchemeVersion, session.get(Offering, offering_id).scheme_version_id)
        scheme.state, scheme.grace_limit = VersionState.DRAFT, Decimal(0)
    with pytest.raises(GraceAboveLimit, match="allow no grace"):
        add(board, trainee("54", marks={"FIR": "45"}), GRACE, "1")


@pytest.mark.parametrize(
    ("kind", "points", "words"),
    [
        (PENALTY, "0", "no sign"),
        (PENALTY, "-5", "no sign"),
        (GRACE, "-1", "no sign"),
        (PENALTY, "100.5", "at most 100"),
        (SCALING, "-101", "between −100 and 100"),
        (SCALING, "0", "not 0"),
        (AdjustmentKind.CORRECTION, "0.0001", "three decimal places"),
    ],
)
def test_points_that_cannot_be_are_refused(board, trainee, kind, points, words):
    with pytest.raises(PointsOutside, match=words):
        add(board, trainee(), kind, points)


def test_without_authority_or_reason_nothing_is_adjusted(board, trainee):
    enrolment_id = trainee()
    with pytest.raises(AuthorityMissing, match="Type who allowed it"):
        add(board, enrolment_id, authority=" ")
    with pytest.raises(ReasonMissing):
        add(board, enrolment_id, reason=" ")
    assert count(board, Adjustment) == 0


def test_only_in_assessment_and_results_is_adjusted(database, board, offering_id, trainee):
    row_id = add(board, enrolment_id := trainee())
    with database.transaction() as session:
        session.get(Offering, offering_id).state = OfferingState.RUNNING
    with pytest.raises(WrongStage):
        add(board, enrolment_id)
    with pytest.raises(WrongStage):
        board.does(adjustments.take_back, adjustment_id=row_id)
    with pytest.raises(Closed):
        taken_back(board)


def test_final_results_are_not_adjusted_nor_is_it_undone(board, offering_id, trainee):
    row_id = add(board, enrolment_id := trainee())
    made = board.operation
    board.does(results.decide, offering_id=offering_id, **BOARD)
    with pytest.raises(AlreadyDecided):
        add(board, enrolment_id)
    with pytest.raises(AlreadyDecided):
        board.does(adjustments.take_back, adjustment_id=row_id)
    with pytest.raises(NeverUndone):
        taken_back(board, made)


def test_who_left_and_who_is_not_there_is_not_adjusted(board, trainee):
    with pytest.raises(HasLeft):
        add(board, trainee(state=EnrolmentState.WITHDRAWN))
    with pytest.raises(NotFound):
        add(board, new_id())
    with pytest.raises(NotFound):
        board.does(adjustments.take_back, adjustment_id=new_id())


def test_who_entered_marks_of_a_trainee_adjusts_the_result_of_others_alone(database, offering_id, trainee):
    both = Desk(database, "Rao Danish", (Role.INSTRUCTOR, Role.BOARD_SECRETARY))
    own, other = trainee(marks={"FIR": None}), trainee(name="Liu Yang")
    with database.transaction() as session:
        offering = session.get(Offering, offering_id)
        offering.state, component_id = OfferingState.ASSESSMENT, components_of(session, offering)["FIR"].id
        for sheet in session.scalars(select(ScoreSheet)):
            sheet.state = SheetState.DRAFT
    mark = {"component_id": component_id, "mark": scored(50), "now": NOW}
    both.does(scores.record, offering_id=offering_id, enrolment_id=own, **mark)
    with pytest.raises(OwnMarksAdjusted, match="Another board secretary"):
        add(both, own)
    add(both, other)


def test_only_the_boards_secretary_adjusts(database, offering_id, trainee):
    officer = Desk(database, "Sara Farooq", (Role.TRAINING_OFFICER, Role.CERTIFYING_OFFICER))
    enrolment_id = trainee()
    with pytest.raises(NotAllowed):
        add(officer, enrolment_id)
    assert officer.reads(adjustments.rows, offering_id=offering_id) == ()


def test_the_history_tells_who_adjusted_and_why(database, board, offering_id, trainee):
    add(board, trainee())
    board.does(adjustments.take_back, adjustment_id=board.reads(_first_id))
    with database.reading() as session:
        told = str(history.of_offering(session, offering_id=offering_id))
    for words in ("Result adjusted", "Adjustment taken back", "Late assignment", "Chen Lihua"):
        assert words in told


def _first_id(session):
    return session.scalars(select(Adjustment.id)).one()
