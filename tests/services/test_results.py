"""Results, the board's decision and what the command line gives of them."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from tests.factories import make_offering
from tests.services.assessed import give, offering_in_results, trainee_with
from trainer_app.core.errors import NotFound
from trainer_app.models.assessment import ScoreSheet
from trainer_app.models.awards import Award
from trainer_app.models.base import new_id
from trainer_app.models.outcomes import Adjustment, Result, ResultRun
from trainer_app.rules.borderline import Near
from trainer_app.rules.states import EnrolmentState, OfferingState, Outcome, ScoreState, SheetState
from trainer_app.rules.vocabulary import AdjustmentKind, RunState
from trainer_app.services import results
from trainer_app.services.refusals import WrongStage
from trainer_app.services.result_refusals import AlreadyDecided, MinutesMissing, StillPending
from trainer_app.services.results import Group
from trainer_app.services.sheet_refusals import SheetsUnverified

NOW = datetime(2026, 11, 23, 14, 10, tzinfo=UTC)
BOARD = {"decided_on": date(2026, 11, 24), "minutes_reference": "JB-2026-07", "now": NOW}


def outcomes(session, offering):
    found = results.of_offering(session, offering_code=offering.code)
    return [trainee.graded.outcome for trainee in found.trainees]


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def test_results_come_from_the_rules_in_roll_order(session):
    offering = offering_in_results(session)
    trainee_with(session, offering, "80", name="Usman Ghani")
    trainee_with(session, offering, "80", name="Shahid Iqbal", marks={"FIR": "30"})
    trainee_with(session, offering, "80", name="Saima Rafiq", marks={"FIR": ScoreState.ABSENT_EXCUSED})
    found = results.of_offering(session, offering_code="PK-2026-01")
    assert [(each.roll_number, each.names.en, each.graded.outcome) for each in found.trainees] == [
        (1, "Usman Ghani", Outcome.PASS),
        (2, "Shahid Iqbal", Outcome.FAIL_RESIT),
        (3, "Saima Rafiq", Outcome.PENDING),
    ]
    first = found.trainees[0]
    assert (first.graded.overall, first.band.titles.en) == (Decimal("80.0"), "Merit")
    assert not found.is_final


def test_reading_results_writes_nothing(session):
    offering = offering_in_results(session)
    trainee_with(session, offering)
    results.of_offering(session, offering_id=offering.id)
    assert count(session, ResultRun) == 0


def test_an_unknown_offering_is_not_found(session):
    with pytest.raises(NotFound):
        results.of_offering(session, offering_code="NO-SUCH")
    with pytest.raises(NotFound):
        results.run(session, offering_id=new_id(), now=NOW)


def test_attendance_counts_and_is_awaited(session):
    offering = offering_in_results(session, delivered_minutes=10_000)
    trainee_with(session, offering, credited_minutes=8_996)
    trainee_with(session, offering, credited_minutes=9_000)
    trainee_with(session, offering, credited_minutes=None)
    assert outcomes(session, offering) == [Outcome.INCOMPLETE, Outcome.PASS, Outcome.PENDING]
    found = results.of_offering(session, offering_code=offering.code)
    assert found.trainees[0].graded.attendance == Decimal("89.9")


def test_a_resit_is_combined_with_the_first_attempt(session):
    offering = offering_in_results(session)
    enrolment = trainee_with(session, offering, marks={"FIR": "20"})
    give(session, offering, enrolment, "FIR", "60", attempt=2)
    found = results.of_offering(session, offering_code=offering.code).trainees[0]
    assert found.graded.outcome is Outcome.PASS
    assert found.graded.is_band_capped
    assert found.band.titles.en == "Pass"


def test_adjustments_are_applied(session):
    offering = offering_in_results(session)
    enrolment = trainee_with(session, offering, "80")
    session.add(
        Adjustment(
            enrolment_id=enrolment.id,
            kind=AdjustmentKind.PENALTY,
            points=Decimal(5),
            authority="Board 12/2026",
            reason="Late assignment",
        )
    )
    session.flush()
    assert results.of_offering(session, offering_id=offering.id).trainees[0].graded.overall == Decimal("75.0")


def test_who_left_has_no_say_in_the_groups(session):
    offering = offering_in_results(session)
    trainee_with(session, offering, state=EnrolmentState.WITHDRAWN)
    trainee_with(session, offering, state=EnrolmentState.DEFERRED)
    assert outcomes(session, offering) == [Outcome.WITHDRAWN, Outcome.DEFERRED]
    found = results.of_offering(session, offering_id=offering.id)
    assert len(found.in_group(Group.LEFT)) == 2


def test_groups_say_what_the_board_must_look_at(session):
    offering = offering_in_results(session)
    for percent, marks in (
        ("84", {}),
        ("56", {"FIR": "45"}),
        ("54", {"FIR": "45"}),
        ("72", {"FIR": "20"}),
        ("80", {"FIR": None}),
        ("80", {}),
        ("20", {"FIR": "45"}),
    ):
        trainee_with(session, offering, percent, marks=marks)
    found = results.of_offering(session, offering_id=offering.id)
    assert [trainee.group.value for trainee in found.trainees] == [
        "borderline",
        "borderline",
        "borderline",
        "fails_a_rule",
        "waiting",
        "clear",
        "fails_a_rule",
    ]


def test_live_totals_of_one_trainee_can_be_asked_for(session):
    offering = make_offering(session)
    first = trainee_with(session, offering, "90")
    second = trainee_with(session, offering, "80", marks={"FIR": None})
    found = results.of_trainees(session, offering_id=offering.id, enrolment_ids=[second.id])
    assert list(found) == [second.id]
    graded = found[second.id].graded
    assert (graded.overall, graded.so_far) == (None, Decimal("80.0"))
    assert graded.settled == graded.components - 1
    assert set(results.of_trainees(session, offering_id=offering.id)) == {first.id, second.id}


def test_a_run_is_stored_once_for_the_same_inputs(session):
    offering = offering_in_results(session)
    enrolment = trainee_with(session, offering, marks={"FIR": None})
    first = results.run(session, offering_id=offering.id, now=NOW)
    assert first.is_new
    assert results.run(session, offering_id=offering.id, now=NOW) == results.Run(first.id, is_new=False)
    give(session, offering, enrolment, "FIR", "50")
    assert results.run(session, offering_id=offering.id, now=NOW).is_new
    assert (count(session, ResultRun), count(session, Result)) == (2, 2)


def test_the_board_s_decision_makes_results_final_and_grants_awards(session):
    offering = offering_in_results(session)
    passed = trainee_with(session, offering, "80")
    trainee_with(session, offering, "80", marks={"FIR": "20"})
    decision = results.decide(session, offering_id=offering.id, **BOARD)
    assert decision.granted == (passed.id,)
    run = session.scalars(select(ResultRun)).one()
    assert (run.state, run.decided_on, run.minutes_reference) == (
        RunState.FINAL,
        date(2026, 11, 24),
        "JB-2026-07",
    )
    award = session.scalars(select(Award)).one()
    assert (award.awarded_on, award.valid_from, award.valid_to) == (
        date(2026, 11, 24),
        date(2026, 11, 27),
        date(2028, 11, 27),
    )
    found = results.of_offering(session, offering_id=offering.id)
    assert (found.is_final, found.is_stale, found.decided_on) == (True, False, date(2026, 11, 24))


def test_final_results_keep_their_whole_explanation(session):
    offering = offering_in_results(session)
    trainee_with(session, offering, "78", marks={"FIR": ScoreState.EXEMPT})
    resits = trainee_with(session, offering, "80", marks={"FIR": "20"})
    give(session, offering, resits, "FIR", "55", attempt=2)
    before = results.of_offering(session, offering_id=offering.id)
    results.decide(session, offering_id=offering.id, **BOARD)
    after = results.of_offering(session, offering_id=offering.id)
    assert after.trainees == before.trainees
    assert results.as_json(after) == results.as_json(before)


def test_final_results_stand_when_a_mark_changes_and_are_called_stale(session):
    offering = offering_in_results(session)
    enrolment = trainee_with(session, offering, "80")
    results.decide(session, offering_id=offering.id, **BOARD)
    give(session, offering, enrolment, "FIR", "0", attempt=2)
    found = results.of_offering(session, offering_id=offering.id)
    assert (found.trainees[0].graded.outcome, found.is_stale) == (Outcome.PASS, True)
    assert found.was_changed_after_decision
    assert not results.run(session, offering_id=offering.id, now=NOW).is_new


def test_a_decision_waits_for_the_stage_of_results(session):
    offering = make_offering(session, state=OfferingState.ASSESSMENT)
    trainee_with(session, offering)
    with pytest.raises(WrongStage):
        results.decide(session, offering_id=offering.id, **BOARD)


def test_a_decision_names_the_minutes(session):
    offering = offering_in_results(session)
    with pytest.raises(MinutesMissing, match="minutes"):
        results.decide(session, offering_id=offering.id, **{**BOARD, "minutes_reference": " "})


def test_nothing_is_decided_twice(session):
    offering = offering_in_results(session)
    results.decide(session, offering_id=offering.id, **BOARD)
    with pytest.raises(AlreadyDecided, match="24 November 2026"):
        results.decide(session, offering_id=offering.id, **BOARD)


def test_who_waits_is_named_before_the_board_decides_without_them(session):
    offering = offering_in_results(session)
    trainee_with(session, offering, name="Usman Ghani")
    waits = trainee_with(session, offering, name="Saima Rafiq", marks={"FIR": None})
    with pytest.raises(StillPending, match="1 result is still pending: \u2068Saima Rafiq"):
        results.decide(session, offering_id=offering.id, **BOARD)
    assert count(session, ResultRun) == 0
    decision = results.decide(session, offering_id=offering.id, **BOARD, left_pending=[waits.id])
    assert decision.pending == (waits.id,)
    assert count(session, Award) == 1
    assert outcomes(session, offering) == [Outcome.PASS, Outcome.PENDING]


def test_passing_bands_are_of_those_who_pass(session):
    offering = offering_in_results(session)
    passed = trainee_with(session, offering, "90")
    trainee_with(session, offering, "40")
    bands = results.passing_bands(session, offering_id=offering.id)
    assert {key: band.en for key, band in bands.items()} == {passed.id: "Distinction"}


def test_the_command_line_gets_numbers_as_decimal_strings(session):
    offering = offering_in_results(session)
    trainee_with(session, offering, "80", name="Usman Ghani", marks={"FIR": ScoreState.ABSENT})
    answer = json.loads(json.dumps(results.as_json(results.of_offering(session, offering_id=offering.id))))
    assert answer["offering"] == "PK-2026-01"
    scheme = answer["scheme"]
    assert (scheme["pass_mark"], scheme["decimals"], scheme["attendance_min"]) == ("60", "1", "90")
    assert scheme["bands"] == [
        {"name": "Distinction", "from": "85"},
        {"name": "Merit", "from": "75"},
        {"name": "Pass", "from": "60"},
        {"name": "Fail", "from": "0"},
    ]
    assert {"code": "FIR", "max": "60", "weight_bp": "2500", "min_pct": "70", "must_pass": True} in scheme[
        "components"
    ]
    (result,) = answer["results"]
    assert (result["roll_number"], result["name"], result["attendance"]) == ("1", "Usman Ghani", "100.0")
    assert (result["overall"], result["band"], result["outcome"]) == ("60.0", "Pass", "FAIL_RESIT")
    assert {"code": "FIR", "state": "ABSENT", "points": None} in result["components"]
    assert {"rule": "must_pass:FIR", "value": "0.0", "limit": "70", "met": False} in result["trace"]


def test_a_pending_result_has_no_figure_on_the_command_line(session):
    offering = offering_in_results(session)
    trainee_with(session, offering, marks={"FIR": None})
    (result,) = results.as_json(results.of_offering(session, offering_id=offering.id))["results"]
    assert (result["overall"], result["band"], result["outcome"]) == (None, None, "PENDING")


def test_everyone_near_a_line_is_borderline_whatever_else_is_wrong(session):
    offering = offering_in_results(session)
    trainee_with(session, offering, "84")
    trainee_with(session, offering, "80")
    trainee_with(session, offering, "84", credited_minutes=0)
    trainee_with(session, offering, "84", state=EnrolmentState.WITHDRAWN)
    trainee_with(session, offering, "84", marks={"FIR": None})
    found = results.of_offering(session, offering_id=offering.id)
    assert [trainee.roll_number for trainee in found.borderline] == [1, 3]
    assert found.trainees[0].near == Near(Decimal(85), Decimal("-1.0"))
    assert [trainee.group for trainee in found.borderline] == [Group.BORDERLINE, Group.FAILS_A_RULE]


def test_before_the_first_run_nothing_is_stale(session):
    offering = offering_in_results(session)
    trainee_with(session, offering)
    found = results.of_offering(session, offering_id=offering.id)
    assert (found.computed_at, found.is_stale, found.changed) == (None, False, ())


def test_provisional_results_say_whose_is_another_since_the_run(session):
    offering = offering_in_results(session)
    trainee_with(session, offering, "80")
    falls = trainee_with(session, offering, "80", name="Shahid Iqbal")
    results.run(session, offering_id=offering.id, now=NOW)
    assert not results.of_offering(session, offering_id=offering.id).is_stale
    give(session, offering, falls, "FIR", "0", attempt=2)
    found = results.of_offering(session, offering_id=offering.id)
    assert (found.is_final, found.is_stale, found.computed_at) == (False, True, NOW)
    assert not found.was_changed_after_decision
    assert list(found.changes) == [falls.id]
    results.run(session, offering_id=offering.id, now=NOW)
    assert not results.of_offering(session, offering_id=offering.id).is_stale


def test_a_board_decides_on_verified_sheets_alone_and_locks_them(session):
    offering = offering_in_results(session)
    trainee_with(session, offering, "90")
    [first, second, *_others] = session.scalars(select(ScoreSheet).order_by(ScoreSheet.id)).all()
    first.state, second.state = SheetState.SUBMITTED, SheetState.VERIFIED
    session.flush()
    with pytest.raises(SheetsUnverified, match="stay provisional"):
        results.decide(session, offering_id=offering.id, **BOARD)
    first.state = SheetState.VERIFIED
    session.flush()
    results.decide(session, offering_id=offering.id, **BOARD)
    assert set(session.scalars(select(ScoreSheet.state))) == {SheetState.LOCKED}
