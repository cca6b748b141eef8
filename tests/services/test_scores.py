"""Recording scores."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from trainer_app.core import language
from trainer_app.core.errors import (
    ChangedMeanwhile,
    HasLeft,
    MarkOffStep,
    MarkOutOfRange,
    NoSuchAttempt,
    NotFound,
    ScoresClosed,
)
from trainer_app.models.assessment import Score, ScoreSheet, Sitting
from trainer_app.models.base import derived_id, new_id
from trainer_app.rules.states import EnrolmentState, OfferingState, ScoreState, SheetState
from trainer_app.services import scores
from trainer_app.services.scores import NOT_ENTERED, Entry, Mark
from trainer_app.services.sheet_refusals import SheetClosed
from trainer_app.storage.journal.origin import Origin

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)


@pytest.fixture
def offering(session):
    return make_offering(session)


@pytest.fixture
def trainee(session, offering):
    return enrol(session, offering, make_person(session, "Liu Yang", side="CN", name_ur="", name_zh="刘洋"))


@pytest.fixture
def firearms(session, offering):
    return components_of(session, offering)["FIR"]


def scored(points: str) -> Mark:
    return Mark(ScoreState.SCORED, Decimal(points))


def record(session, offering, trainee, component, mark, **more):
    return scores.record(
        session,
        offering_id=offering.id,
        enrolment_id=trainee.id,
        component_id=component.id,
        mark=mark,
        now=NOW,
        **more,
    )


def stored(session) -> list[Score]:
    session.expire_all()
    return list(session.scalars(select(Score)))


def test_the_first_mark_makes_sitting_sheet_and_score(session, offering, trainee, firearms):
    recorded = record(session, offering, trainee, firearms, scored("43.5"))
    assert (recorded.before, recorded.after, recorded.is_changed) == (NOT_ENTERED, scored("43.5"), True)
    (score,) = stored(session)
    sheet = session.scalars(select(ScoreSheet)).one()
    assert (score.state, score.points, score.changed_at) == (ScoreState.SCORED, Decimal("43.5"), NOW)
    assert score.id == derived_id(sheet.id, trainee.id)
    assert sheet.state is SheetState.DRAFT
    assert session.scalars(select(Sitting)).one().attempt == 1


def test_a_second_mark_replaces_the_first_and_tells_it_for_undo(session, offering, trainee, firearms):
    record(session, offering, trainee, firearms, scored("42"))
    recorded = record(session, offering, trainee, firearms, scored("47"))
    assert recorded.before == scored("42")
    (score,) = stored(session)
    assert (score.points, score.version) == (Decimal(47), 2)


def test_a_blank_is_never_zero(session, offering, trainee, firearms):
    record(session, offering, trainee, firearms, scored("0"))
    record(session, offering, trainee, firearms, NOT_ENTERED)
    (score,) = stored(session)
    assert (score.state, score.points) == (ScoreState.NOT_ENTERED, None)


def test_a_blank_over_a_blank_writes_nothing(session, offering, trainee, firearms):
    recorded = record(session, offering, trainee, firearms, NOT_ENTERED)
    assert not recorded.is_changed
    assert stored(session) == []
    assert session.scalar(select(func.count()).select_from(ScoreSheet)) == 0


def test_the_same_mark_again_changes_nothing(session, offering, trainee, firearms):
    record(session, offering, trainee, firearms, scored("43.50"))
    assert not record(session, offering, trainee, firearms, scored("43.5")).is_changed
    assert stored(session)[0].version == 1


@pytest.mark.parametrize("state", [ScoreState.ABSENT, ScoreState.ABSENT_EXCUSED, ScoreState.EXEMPT])
def test_states_are_recorded_without_points(session, offering, trainee, firearms, state):
    record(session, offering, trainee, firearms, scored("12"))
    record(session, offering, trainee, firearms, Mark(state))
    (score,) = stored(session)
    assert (score.state, score.points) == (state, None)


@pytest.mark.parametrize("points", ["60.5", "-1", "66"])
def test_a_mark_outside_the_range_is_refused_by_name_and_never_cut(
    session, offering, trainee, firearms, points
):
    record(session, offering, trainee, firearms, scored("30"))
    with pytest.raises(MarkOutOfRange) as refusal:
        record(session, offering, trainee, firearms, scored(points))
    assert str(refusal.value) == (
        f"{points} is not saved. Liu Yang, Firearms practical: the maximum is 60. "
        "Type a value from 0 to 60, or leave the cell blank."
    )
    assert stored(session)[0].points == Decimal(30)


def test_a_mark_between_two_steps_is_refused(session, offering, trainee, firearms):
    with pytest.raises(MarkOffStep) as refusal:
        record(session, offering, trainee, firearms, scored("43.25"))
    assert "Liu Yang, Firearms practical: marks go in steps of 0.5" in str(refusal.value)


def test_a_refusal_names_the_trainee_in_the_screen_language(session, offering, trainee, firearms):
    with pytest.raises(MarkOutOfRange) as refusal:
        record(session, offering, trainee, firearms, scored("99"))
    with language.using("zh"):
        assert "刘洋" in str(refusal.value)


@pytest.mark.parametrize(
    "state", [OfferingState.PLANNED, OfferingState.RESULTS, OfferingState.CLOSED, OfferingState.CANCELLED]
)
def test_scores_of_other_stages_do_not_change(session, state):
    offering = make_offering(session, state=state)
    trainee = enrol(session, offering)
    with pytest.raises(ScoresClosed) as refusal:
        record(session, offering, trainee, components_of(session, offering)["FIR"], scored("1"))
    assert "PK-2026-01" in str(refusal.value)


def test_a_sheet_that_was_submitted_does_not_change(session, offering, trainee, firearms):
    make_sheet(session, offering, firearms).state = SheetState.SUBMITTED
    session.flush()
    with pytest.raises(SheetClosed) as refusal:
        record(session, offering, trainee, firearms, scored("1"))
    assert "Firearms practical" in str(refusal.value)


def test_who_has_left_is_not_assessed(session, offering, firearms):
    gone = enrol(session, offering, make_person(session, "Bilal Khan"), state=EnrolmentState.WITHDRAWN)
    with pytest.raises(HasLeft) as refusal:
        record(session, offering, gone, firearms, scored("1"))
    assert "Bilal Khan" in str(refusal.value)


def test_a_resit_has_a_sheet_of_its_own(session, offering, trainee, firearms):
    record(session, offering, trainee, firearms, scored("20"))
    recorded = record(session, offering, trainee, firearms, scored("50"), attempt=2)
    assert recorded.before == Mark(ScoreState.NOT_ENTERED, attempt=2)
    assert sorted(score.points for score in stored(session)) == [20, 50]


def test_an_attempt_that_the_scheme_does_not_give_is_refused(session, offering, trainee, firearms):
    with pytest.raises(NoSuchAttempt) as refusal:
        record(session, offering, trainee, firearms, scored("50"), attempt=3)
    assert "Firearms practical has no attempt 3" in str(refusal.value)


def test_a_mark_that_someone_else_changed_meanwhile_is_kept(session, offering, trainee, firearms):
    record(session, offering, trainee, firearms, scored("40"))
    with pytest.raises(ChangedMeanwhile):
        record(session, offering, trainee, firearms, scored("41"), seen=scored("39"))
    assert record(session, offering, trainee, firearms, scored("41"), seen=scored("40")).is_changed


def test_strangers_and_other_components_are_not_found(session, offering, trainee, firearms):
    other = make_offering(session, code="PK-2026-02", course="CPR-201")
    with pytest.raises(NotFound):
        record(session, offering, enrol(session, other), firearms, scored("1"))
    with pytest.raises(NotFound):
        record(session, offering, trainee, next(iter(components_of(session, other).values())), scored("1"))


def test_a_block_is_saved_whole_or_not_at_all(session, offering, trainee, firearms):
    other = enrol(session, offering)
    entries = [Entry(trainee.id, firearms.id, scored("43")), Entry(other.id, firearms.id, scored("66"))]
    with pytest.raises(MarkOutOfRange):
        scores.record_many(session, offering_id=offering.id, entries=entries, now=NOW)
    assert stored(session) == []
    entries[1] = Entry(other.id, firearms.id, Mark(ScoreState.ABSENT))
    recorded = scores.record_many(session, offering_id=offering.id, entries=entries, now=NOW)
    assert [each.is_changed for each in recorded] == [True, True]
    assert len(stored(session)) == 2


def test_of_two_entries_for_one_cell_the_later_counts(session, offering, trainee, firearms):
    entries = [Entry(trainee.id, firearms.id, scored(points)) for points in ("43", "44")]
    (recorded,) = scores.record_many(session, offering_id=offering.id, entries=entries, now=NOW)
    assert recorded.after == scored("44")
    assert [score.points for score in stored(session)] == [44]


def test_who_typed_is_kept_with_the_score(database):
    instructor = new_id()
    with database.transaction(origin=Origin(instructor, "scores.record", is_program=True)) as session:
        offering = make_offering(session)
        trainee = enrol(session, offering)
        record(session, offering, trainee, components_of(session, offering)["FIR"], scored("44"))
        assert stored(session)[0].changed_by == instructor


def test_the_paper_sum_is_kept_with_the_sheet(session, offering, trainee, firearms):
    make_score(session, make_sheet(session, offering, firearms), trainee, "40")
    ids = {"offering_id": offering.id, "component_id": firearms.id, "now": NOW}
    scores.set_control_sum(session, control_sum=Decimal("1476.5"), **ids)
    assert fir_column(session, offering).control_sum == Decimal("1476.5")
    scores.set_control_sum(session, control_sum=None, **ids)
    assert fir_column(session, offering).control_sum is None


def test_the_paper_sum_of_a_closed_offering_stays(session):
    offering = make_offering(session, state=OfferingState.CLOSED)
    component = components_of(session, offering)["FIR"]
    with pytest.raises(ScoresClosed):
        scores.set_control_sum(
            session, offering_id=offering.id, component_id=component.id, control_sum=None, now=NOW
        )


def fir_column(session, offering):
    grid = scores.grid(session, offering_id=offering.id)
    return next(component for component in grid.components if component.code == "FIR")


def test_totals_follow_each_mark(session, offering, trainee, firearms):
    record(session, offering, trainee, firearms, scored("45"))
    total = scores.totals(session, offering_id=offering.id, enrolment_ids=[trainee.id])[trainee.id].graded
    assert (total.so_far, total.settled, total.overall) == (Decimal("75.0"), 1, None)


def remark(session, offering, trainee, component, text, **more):
    scores.remark(
        session,
        offering_id=offering.id,
        enrolment_id=trainee.id,
        component_id=component.id,
        text=text,
        now=NOW,
        **more,
    )


def remarks(session, offering):
    return list(scores.remarks(session, offering_id=offering.id).values())


def test_a_remark_stands_beside_the_mark_and_stays_when_the_mark_changes(
    session, offering, trainee, firearms
):
    record(session, offering, trainee, firearms, scored("41.5"))
    remark(session, offering, trainee, firearms, "Arrived late")
    record(session, offering, trainee, firearms, scored("42"))
    assert remarks(session, offering) == ["Arrived late"]
    assert [(row.points, row.remark) for row in stored(session)] == [(Decimal(42), "Arrived late")]
    remark(session, offering, trainee, firearms, "", seen="Arrived late")
    assert remarks(session, offering) == []


def test_a_remark_on_a_blank_is_no_mark(session, offering, trainee, firearms):
    remark(session, offering, trainee, firearms, "Ill that day")
    grid = scores.grid(session, offering_id=offering.id)
    assert {mark.state for row in grid.marks for mark in row} == {ScoreState.NOT_ENTERED}
    record(session, offering, trainee, firearms, scored("41.5"))
    assert [(row.points, row.remark) for row in stored(session)] == [(Decimal("41.5"), "Ill that day")]


def test_a_remark_that_someone_else_wrote_meanwhile_is_kept(session, offering, trainee, firearms):
    remark(session, offering, trainee, firearms, "Theirs")
    with pytest.raises(ChangedMeanwhile, match="remark"):
        remark(session, offering, trainee, firearms, "Mine")
    assert remarks(session, offering) == ["Theirs"]


def test_a_closed_offering_takes_no_remark(session, trainee, offering, firearms):
    offering.state = OfferingState.CLOSED
    session.flush()
    with pytest.raises(ScoresClosed):
        remark(session, offering, trainee, firearms, "Late")
