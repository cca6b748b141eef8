"""Today: what needs the user, what is running, and the figures of the quarter."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer_app.core.language import Titles
from trainer_app.models.assessment import Score, ScoreSheet, Sitting
from trainer_app.models.awards import Award, CertificateDocument
from trainer_app.models.catalogue import CourseVersion
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.outcomes import Result, ResultRun
from trainer_app.models.people import Person
from trainer_app.rules.indicators import JUDGED, PASSES, Rate
from trainer_app.rules.roles import EVERYONE
from trainer_app.rules.states import AwardState, DocumentState, EnrolmentState, OfferingState
from trainer_app.rules.vocabulary import RunState
from trainer_app.services import offerings, tallies
from trainer_app.services.access import allowed
from trainer_app.services.offerings import OfferingRow
from trainer_app.services.stages import Place
from trainer_app.services.tallies import Tally

EXPIRING_DAYS = 90
SOON_DAYS = 14
_OPEN = (
    OfferingState.PLANNED,
    OfferingState.OPEN,
    OfferingState.RUNNING,
    OfferingState.ASSESSMENT,
    OfferingState.RESULTS,
)
_RUNNING = (OfferingState.RUNNING, OfferingState.ASSESSMENT, OfferingState.RESULTS)


class WorkKind(StrEnum):
    """Kinds of work that can be waiting, in the order in which equal dates are listed."""

    DECIDE_RESULTS = "decide_results"
    ENTER_SCORES = "enter_scores"
    SUBMIT_SHEETS = "submit_sheets"
    VERIFY_SHEETS = "verify_sheets"
    TYPE_ATTENDANCE = "type_attendance"
    COMPLETE_NAMES = "complete_names"
    MOVE_TO_RESULTS = "move_to_results"
    ISSUE_CERTIFICATES = "issue_certificates"
    PRINT_CERTIFICATES = "print_certificates"
    CLOSE_OFFERING = "close_offering"
    START_OFFERING = "start_offering"
    BEGIN_ASSESSMENT = "begin_assessment"
    FILL_ROLL = "fill_roll"
    RENEW_AWARDS = "renew_awards"


@dataclass(frozen=True, slots=True)
class WorkItem:
    """Something that needs the user: `count` of `total` are open; `due_on` None: no date.

    Awards that expire and the certificates of closed offerings are one item each, without an offering.
    """

    kind: WorkKind
    count: int
    total: int
    due_on: date | None
    place: Place | None = None
    offering_id: uuid.UUID | None = None
    code: str = ""
    titles: Titles | None = None


@dataclass(frozen=True, slots=True)
class RunningOffering:
    """A running offering: `done` of `total` marks in assessment, days before it, and 1 of 1 once decided.

    `attendance` is a percent, rounded down; None while nothing is typed.
    """

    id: uuid.UUID
    code: str
    titles: Titles
    ends_on: date
    state: OfferingState
    done: int
    total: int
    attendance: Decimal | None
    attendance_min: Decimal | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and the one that it is measured against."""

    value: int
    of: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """The figures of a quarter; an offering belongs to the quarter in which it ends.

    `day` of `days` of the quarter have come. Hours are whole trainee-hours, credited of planned.
    First attempts count trainees whom the board judged, without those who took a resit among the passed.
    """

    year: int
    number: int
    day: int
    days: int
    offerings_completed: Figure
    trainees_completed: Figure
    first_attempts_passed: Rate
    trainee_hours: Figure
    certificates_issued: Figure


@dataclass(frozen=True, slots=True)
class Month:
    """Trainees who completed an offering that ended in a month, by side."""

    year: int
    month: int
    by_side: Mapping[str, int]


@allowed(*EVERYONE)
def work(session: Session, *, today: date) -> list[WorkItem]:
    """Everything that needs the user, the most urgent first; without a date last."""
    open_offerings = offerings.rows(session, states=_OPEN)
    found = tallies.of(session, [row.id for row in open_offerings])
    items = [item for row in open_offerings for item in _of_offering(row, found[row.id], today)]
    items.extend(_expiring(session, today))
    items.extend(_of_closed(session))
    order = list(WorkKind)
    return sorted(items, key=lambda item: (item.due_on or date.max, order.index(item.kind), item.code))


@allowed(*EVERYONE)
def running(session: Session, *, today: date) -> list[RunningOffering]:
    """Offerings from their start to their closing, the next end first."""
    rows = offerings.rows(session, states=_RUNNING)
    found = tallies.of(session, [row.id for row in rows])
    return [
        _running(row, found[row.id], today) for row in sorted(rows, key=lambda row: (row.ends_on, row.code))
    ]


@allowed(*EVERYONE)
def next_start(session: Session, *, today: date) -> OfferingRow | None:
    """The next offering that starts, for a day on which nothing else is to be done."""
    rows = offerings.rows(session, states=(OfferingState.PLANNED, OfferingState.OPEN))
    return min((row for row in rows if row.starts_on >= today), key=lambda row: row.starts_on, default=None)


@allowed(*EVERYONE)
def quarter(session: Session, *, today: date) -> Quarter:
    """The figures of the quarter that the day lies in."""
    number = (today.month - 1) // 3 + 1
    start = date(today.year, number * 3 - 2, 1)
    end = _next_month(date(today.year, number * 3, 1)) - timedelta(days=1)
    ended = (Offering.ends_on.between(start, end), Offering.state != OfferingState.CANCELLED)
    ids = session.scalars(select(Offering.id).where(*ended)).all()
    return Quarter(
        year=today.year,
        number=number,
        day=(today - start).days + 1,
        days=(end - start).days + 1,
        offerings_completed=_offerings_completed(session, ids),
        trainees_completed=_trainees_completed(session, ids),
        first_attempts_passed=_first_attempts(session, ids),
        trainee_hours=_hours(session, ids),
        certificates_issued=_certificates(session, ids),
    )


@allowed(*EVERYONE)
def completed_by_month(session: Session, *, today: date, months: int = 6) -> list[Month]:
    """Trainees completed in each of the last months, this one last."""
    first = today.replace(day=1)
    firsts = [first]
    while len(firsts) < months:
        firsts.insert(0, (firsts[0] - timedelta(days=1)).replace(day=1))
    query = (
        select(Offering.ends_on, Person.side, func.count())
        .join(Enrolment, Enrolment.offering_id == Offering.id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Enrolment.state == EnrolmentState.COMPLETED,
            Offering.ends_on >= firsts[0],
            Offering.ends_on < _next_month(first),
        )
        .group_by(Offering.ends_on, Person.side)
    )
    sums: dict[date, dict[str, int]] = {start: {} for start in firsts}
    for ends_on, side, number in session.execute(query):
        month = sums[ends_on.replace(day=1)]
        month[side] = month.get(side, 0) + number
    return [Month(start.year, start.month, by_side) for start, by_side in sums.items()]


def _of_offering(row: OfferingRow, tally: Tally, today: date) -> Iterator[WorkItem]:
    if row.state in (OfferingState.PLANNED, OfferingState.OPEN):
        yield from _before_start(row, tally, today)
    if row.state is OfferingState.RUNNING and row.ends_on < today:
        yield _item(row, WorkKind.BEGIN_ASSESSMENT, 1, 1, row.ends_on, None)
    if row.state is OfferingState.ASSESSMENT:
        yield from _in_assessment(row, tally)
    if row.state is OfferingState.RESULTS:
        yield from _in_results(row, tally)


def _before_start(row: OfferingRow, tally: Tally, today: date) -> Iterator[WorkItem]:
    if row.starts_on > today + timedelta(days=SOON_DAYS):
        return
    if not tally.trainees:
        yield _item(row, WorkKind.FILL_ROLL, row.capacity, row.capacity, row.starts_on, Place.ROLL)
    elif row.starts_on <= today:
        yield _item(row, WorkKind.START_OFFERING, tally.trainees, tally.trainees, row.starts_on, None)


def _in_assessment(row: OfferingRow, tally: Tally) -> Iterator[WorkItem]:
    to_submit = 0 if tally.missing_marks else tally.sheets_to_submit
    lacking = [
        (WorkKind.ENTER_SCORES, tally.missing_marks, tally.marks, Place.SCORES),
        (WorkKind.SUBMIT_SHEETS, to_submit, tally.sheets, Place.SCORES),
        (WorkKind.VERIFY_SHEETS, tally.submitted, tally.sheets, Place.SCORES),
        (WorkKind.COMPLETE_NAMES, tally.trainees - tally.named, tally.trainees, Place.ROLL),
    ]
    if tally.attendance_min is not None:
        typed = tally.attendance_typed if tally.delivered_minutes else 0
        lacking.append((WorkKind.TYPE_ATTENDANCE, tally.trainees - typed, tally.trainees, Place.ROLL))
    waiting = [
        _item(row, kind, count, total, row.ends_on, place) for kind, count, total, place in lacking if count
    ]
    yield from waiting
    if not waiting:
        yield _item(row, WorkKind.MOVE_TO_RESULTS, tally.trainees, tally.trainees, row.ends_on, None)


def _in_results(row: OfferingRow, tally: Tally) -> Iterator[WorkItem]:
    if not tally.is_decided:
        yield _item(row, WorkKind.DECIDE_RESULTS, tally.trainees, tally.trainees, row.ends_on, Place.RESULTS)
        return
    if tally.to_issue:
        yield _item(row, WorkKind.ISSUE_CERTIFICATES, tally.to_issue, tally.awards, None, Place.CERTIFICATES)
    if tally.to_print:
        yield _item(row, WorkKind.PRINT_CERTIFICATES, tally.to_print, tally.awards, None, Place.CERTIFICATES)
    if tally.to_issue == tally.unnamed_to_issue:
        yield _item(row, WorkKind.CLOSE_OFFERING, tally.trainees, tally.trainees, None, None)


def _item(
    row: OfferingRow, kind: WorkKind, count: int, total: int, due_on: date | None, place: Place | None
) -> WorkItem:
    return WorkItem(kind, count, total, due_on, place, row.id, row.code, row.titles)


def _expiring(session: Session, today: date) -> Iterable[WorkItem]:
    """Awards that end soon and that their holder has not renewed."""
    valid = session.execute(
        select(Award.person_id, Award.award_type_id, func.max(Award.valid_to))
        .where(Award.state == AwardState.GRANTED, Award.valid_to.is_not(None))
        .group_by(Award.person_id, Award.award_type_id)
        .having(func.max(Award.valid_to).between(today, today + timedelta(days=EXPIRING_DAYS)))
    ).all()
    ends = [ends_on for _person, _type, ends_on in valid if ends_on is not None]
    if ends:
        yield WorkItem(WorkKind.RENEW_AWARDS, len(valid), len(valid), min(ends))


def _running(row: OfferingRow, tally: Tally, today: date) -> RunningOffering:
    days = (row.ends_on - row.starts_on).days + 1
    progress = {
        OfferingState.RUNNING: (min(max((today - row.starts_on).days + 1, 0), days), days),
        OfferingState.ASSESSMENT: (tally.entered, tally.marks),
        OfferingState.RESULTS: (int(tally.is_decided), 1),
    }
    done, total = progress[row.state]
    return RunningOffering(
        id=row.id,
        code=row.code,
        titles=row.titles,
        ends_on=row.ends_on,
        state=row.state,
        done=done,
        total=total,
        attendance=tally.attendance,
        attendance_min=tally.attendance_min,
    )


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _offerings_completed(session: Session, ids: Sequence[uuid.UUID]) -> Figure:
    closed = select(func.count()).where(Offering.id.in_(ids), Offering.state == OfferingState.CLOSED)
    return Figure(session.scalar(closed) or 0, len(ids))


def _trainees_completed(session: Session, ids: Sequence[uuid.UUID]) -> Figure:
    everyone = select(func.count()).where(Enrolment.offering_id.in_(ids))
    completed = everyone.where(Enrolment.state == EnrolmentState.COMPLETED)
    return Figure(session.scalar(completed) or 0, session.scalar(everyone) or 0)


def _first_attempts(session: Session, ids: Sequence[uuid.UUID]) -> Rate:
    judged = (
        select(func.count())
        .select_from(Result)
        .join(ResultRun, ResultRun.id == Result.run_id)
        .where(ResultRun.offering_id.in_(ids), ResultRun.state == RunState.FINAL, Result.outcome.in_(JUDGED))
    )
    resit = (
        select(Score.id)
        .join(ScoreSheet, ScoreSheet.id == Score.sheet_id)
        .join(Sitting, Sitting.id == ScoreSheet.sitting_id)
        .where(Score.enrolment_id == Result.enrolment_id, Sitting.attempt > 1)
    )
    passed = judged.where(Result.outcome.in_(PASSES), ~resit.exists())
    return Rate(session.scalar(passed) or 0, session.scalar(judged) or 0)


def _hours(session: Session, ids: Sequence[uuid.UUID]) -> Figure:
    query = (
        select(
            func.coalesce(func.sum(Enrolment.credited_minutes), 0),
            func.coalesce(func.sum(CourseVersion.hours), 0),
        )
        .join(Offering, Offering.id == Enrolment.offering_id)
        .join(CourseVersion, CourseVersion.id == Offering.course_version_id)
        .where(Offering.id.in_(ids), Enrolment.state.in_(offerings.ON_ROLL))
    )
    credited, planned = session.execute(query).one()
    return Figure(int(credited or 0) // 60, int(planned or 0))


def _of_closed(session: Session) -> Iterator[WorkItem]:
    awards = (
        select(func.count(Award.id))
        .join(Enrolment, Enrolment.id == Award.enrolment_id)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .where(Offering.state == OfferingState.CLOSED, Award.state == AwardState.GRANTED)
    )
    paper = select(CertificateDocument.id).where(
        CertificateDocument.award_id == Award.id, CertificateDocument.state == DocumentState.ISSUED
    )
    open_work = {
        WorkKind.ISSUE_CERTIFICATES: ~paper.exists(),
        WorkKind.PRINT_CERTIFICATES: paper.where(CertificateDocument.is_printed.is_(False)).exists(),
    }
    total = session.scalar(awards) or 0
    for kind, is_open in open_work.items():
        count = session.scalar(awards.where(is_open))
        if count:
            yield WorkItem(kind, count, total, None, Place.CERTIFICATES)


def _certificates(session: Session, ids: Sequence[uuid.UUID]) -> Figure:
    awards = (
        select(func.count(Award.id))
        .join(Enrolment, Enrolment.id == Award.enrolment_id)
        .where(Enrolment.offering_id.in_(ids), Award.state == AwardState.GRANTED)
    )
    paper = select(CertificateDocument.id).where(
        CertificateDocument.award_id == Award.id, CertificateDocument.state == DocumentState.ISSUED
    )
    return Figure(session.scalar(awards.where(paper.exists())) or 0, session.scalar(awards) or 0)
