from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from tests.services.certified import certify, decide
from trainer_app.models.catalogue import SchemeVersion
from trainer_app.rules.states import EnrolmentState, OfferingState, Outcome, SheetState
from trainer_app.services import today
from trainer_app.services.stages import Place
from trainer_app.services.today import Figure, WorkKind

DAY = date(2026, 11, 23)


def kinds(session, day=DAY):
    return [item.kind for item in today.work(session, today=day)]


def mark_everything(session, offering, trainee, state=SheetState.VERIFIED):
    for component in components_of(session, offering).values():
        sheet = make_sheet(session, offering, component)
        make_score(session, sheet, trainee, str(component.max_points))
        sheet.state = state
    session.flush()


def test_nothing_needs_anyone_in_an_empty_programme(session):
    assert today.work(session, today=DAY) == []
    assert today.running(session, today=DAY) == []
    assert today.next_start(session, today=DAY) is None


def test_what_an_assessment_lacks_is_counted(session):
    offering = make_offering(session, state=OfferingState.ASSESSMENT)
    trainee = enrol(session, offering, make_person(session, name_zh=""), credited_minutes=None)
    make_score(session, make_sheet(session, offering, components_of(session, offering)["WRT"]), trainee, "80")
    found = {item.kind: item for item in today.work(session, today=DAY)}
    scores = found[WorkKind.ENTER_SCORES]
    assert (scores.count, scores.total, scores.place) == (4, 5, Place.SCORES)
    assert (scores.code, scores.due_on, scores.offering_id) == ("PK-2026-01", offering.ends_on, offering.id)
    assert set(found) == {WorkKind.ENTER_SCORES, WorkKind.TYPE_ATTENDANCE, WorkKind.COMPLETE_NAMES}


def test_a_complete_assessment_moves_on_to_results_decision_certificates_and_closing(session):
    offering = make_offering(session, state=OfferingState.ASSESSMENT)
    trainee = enrol(session, offering)
    mark_everything(session, offering, trainee)
    assert kinds(session) == [WorkKind.MOVE_TO_RESULTS]
    offering.state = OfferingState.RESULTS
    session.flush()
    assert kinds(session) == [WorkKind.DECIDE_RESULTS]
    award = decide(session, offering, trainee)
    assert kinds(session) == [WorkKind.ISSUE_CERTIFICATES]
    certificate = certify(session, award)
    assert kinds(session) == [WorkKind.PRINT_CERTIFICATES, WorkKind.CLOSE_OFFERING]
    certificate.is_printed = True
    session.flush()
    assert kinds(session) == [WorkKind.CLOSE_OFFERING]


@pytest.mark.parametrize(
    ("state", "kind"),
    [(SheetState.DRAFT, WorkKind.SUBMIT_SHEETS), (SheetState.SUBMITTED, WorkKind.VERIFY_SHEETS)],
)
def test_complete_sheets_wait_to_be_submitted_and_verified(session, state, kind):
    offering = make_offering(session, state=OfferingState.ASSESSMENT)
    mark_everything(session, offering, enrol(session, offering), state)
    [found] = today.work(session, today=DAY)
    assert (found.kind, found.count, found.total, found.place) == (kind, 5, 5, Place.SCORES)


def test_attendance_is_no_work_where_there_is_no_minimum(session):
    offering = make_offering(session, state=OfferingState.ASSESSMENT)
    mark_everything(session, offering, enrol(session, offering, credited_minutes=None))
    session.get(SchemeVersion, offering.scheme_version_id).attendance_min = None
    session.flush()
    assert kinds(session) == [WorkKind.MOVE_TO_RESULTS]


def test_certificates_of_closed_offerings_are_not_forgotten(session):
    offering = make_offering(session, state=OfferingState.CLOSED)
    decide(session, offering, enrol(session, offering, make_person(session, name_ur="")))
    certify(session, decide(session, offering, enrol(session, offering)))
    found = today.work(session, today=DAY)
    assert [(item.kind, item.count, item.total, item.offering_id) for item in found] == [
        (WorkKind.ISSUE_CERTIFICATES, 1, 2, None),
        (WorkKind.PRINT_CERTIFICATES, 1, 2, None),
    ]


def test_an_offering_is_announced_two_weeks_before_it_starts(session):
    offering = make_offering(session, state=OfferingState.OPEN)
    start = offering.starts_on
    assert kinds(session, start - timedelta(days=15)) == []
    assert kinds(session, start - timedelta(days=14)) == [WorkKind.FILL_ROLL]
    enrol(session, offering, state=EnrolmentState.ENROLLED)
    assert kinds(session, start - timedelta(days=1)) == []
    assert kinds(session, start) == [WorkKind.START_OFFERING]
    assert today.next_start(session, today=start).code == offering.code


def test_an_offering_that_is_over_goes_into_assessment(session):
    offering = make_offering(session, state=OfferingState.RUNNING)
    assert kinds(session, offering.ends_on) == []
    assert kinds(session, offering.ends_on + timedelta(days=1)) == [WorkKind.BEGIN_ASSESSMENT]


@pytest.mark.parametrize(
    ("days", "found"), [(-1, []), (0, [WorkKind.RENEW_AWARDS]), (90, [WorkKind.RENEW_AWARDS]), (91, [])]
)
def test_awards_are_announced_ninety_days_before_they_expire(session, days, found):
    offering = make_offering(session, state=OfferingState.CLOSED)
    award = decide(session, offering, enrol(session, offering), valid_to=date(2027, 6, 1))
    certify(session, award, is_printed=True)
    assert kinds(session, award.valid_to - timedelta(days=days)) == found


def test_the_most_urgent_comes_first(session):
    later = make_offering(session, code="PK-2026-01", state=OfferingState.RESULTS)
    sooner = make_offering(session, code="PK-2026-02", state=OfferingState.RESULTS)
    sooner.ends_on = later.ends_on - timedelta(days=3)
    session.flush()
    assert [item.code for item in today.work(session, today=DAY)] == ["PK-2026-02", "PK-2026-01"]


def test_progress_is_counted_in_what_the_stage_is_about(session):
    make_offering(session, code="PK-2026-01", state=OfferingState.RUNNING)
    assessed = make_offering(session, code="PK-2026-02", state=OfferingState.ASSESSMENT)
    trainee = enrol(session, assessed, credited_minutes=4320)
    mark_everything(session, assessed, trainee)
    make_offering(session, code="PK-2026-03", state=OfferingState.RESULTS)
    found = {each.code: each for each in today.running(session, today=DAY)}
    assert [(each.done, each.total) for each in found.values()] == [(43, 47), (5, 5), (0, 1)]
    assert found["PK-2026-02"].attendance == Decimal("90.0")
    assert found["PK-2026-01"].attendance is None


def test_the_quarter_measures_what_is_done_against_what_was_planned(session):
    closed = make_offering(session, code="PK-2026-01", state=OfferingState.CLOSED)
    passed = enrol(session, closed, state=EnrolmentState.COMPLETED, credited_minutes=4750)
    after_resit = enrol(session, closed, state=EnrolmentState.COMPLETED)
    enrol(session, closed, state=EnrolmentState.WITHDRAWN)
    certify(session, decide(session, closed, passed))
    decide(session, closed, after_resit, outcome=Outcome.PASS)
    resit = make_sheet(session, closed, components_of(session, closed)["WRT"], attempt=2)
    make_score(session, resit, after_resit, "70")
    make_offering(session, code="PK-2026-02", state=OfferingState.RUNNING)
    make_offering(session, code="PK-2026-03", state=OfferingState.CANCELLED)
    found = today.quarter(session, today=DAY)
    assert (found.year, found.number, found.day, found.days) == (2026, 4, 54, 92)
    assert found.offerings_completed == Figure(1, 2)
    assert found.trainees_completed == Figure(2, 3)
    assert found.first_attempts_passed.percent == Decimal("50.0")
    assert found.trainee_hours == Figure(159, 160)
    assert found.certificates_issued == Figure(1, 2)


def test_a_quarter_without_offerings_has_no_rate(session):
    found = today.quarter(session, today=date(2026, 1, 1))
    assert (found.day, found.days) == (1, 90)
    assert found.first_attempts_passed.percent is None
    assert found.trainee_hours == Figure(0, 0)


def test_completed_trainees_are_counted_by_month_and_side(session):
    offering = make_offering(session, state=OfferingState.CLOSED)
    enrol(session, offering, state=EnrolmentState.COMPLETED)
    enrol(session, offering, make_person(session, side="CN"), state=EnrolmentState.COMPLETED)
    enrol(session, offering, state=EnrolmentState.DISMISSED)
    found = today.completed_by_month(session, today=date(2027, 1, 31))
    assert [(each.year, each.month) for each in found] == [
        (2026, 8), (2026, 9), (2026, 10), (2026, 11), (2026, 12), (2027, 1),
    ]  # fmt: skip
    assert found[3].by_side == {"PK": 1, "CN": 1}
    assert found[5].by_side == {}
