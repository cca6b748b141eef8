"""Offerings: the list, the facts of one, planning and changing; stages and conditions are in `stages`."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, extract, func, select
from sqlalchemy.orm import Session

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles
from trainer_app.core.text import clean_spaces, search_key
from trainer_app.models.catalogue import AwardType, Course, CourseVersion, SchemeVersion
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.organisations import Side
from trainer_app.rules.roles import STAFF, Role
from trainer_app.rules.states import EnrolmentState, OfferingState, VersionState
from trainer_app.rules.vocabulary import StatementKind
from trainer_app.services import locking
from trainer_app.services.access import allowed
from trainer_app.services.refusals import (
    CodeTaken,
    DatesReversed,
    FrozenSinceOpen,
    NoApprovedRules,
    NotPositive,
    TitleMissing,
    TooFewSeats,
)

ON_ROLL = frozenset({EnrolmentState.ENROLLED, EnrolmentState.ACTIVE, EnrolmentState.COMPLETED})
"""States of those who have a seat; the others have left."""

_NO_VENUE = Titles("")
TIME_ZONES = MappingProxyType({"PK": "Asia/Karachi", "CN": "Asia/Shanghai"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingDraft:
    """What is typed about an offering; `capacity` counts seats, both days belong to it."""

    code: str
    course_id: uuid.UUID
    host_side: str
    starts_on: date
    ends_on: date
    capacity: int
    venue: Titles = _NO_VENUE
    time_zone: str = "Asia/Karachi"


@dataclass(frozen=True, slots=True)
class OfferingRow:
    """One line of the list; `trainees` counts those with a seat."""

    id: uuid.UUID
    code: str
    titles: Titles
    course_code: str
    host_side: str
    venue: Titles
    starts_on: date
    ends_on: date
    state: OfferingState
    capacity: int
    trainees: int


@dataclass(frozen=True, slots=True)
class OfferingFacts:
    """One offering; `version` is what saving must name again.

    `planned_minutes` is the course's time, `delivered_minutes` what was given so far (None: not typed yet).
    Pass mark and attendance minimum are percents.
    """

    id: uuid.UUID
    version: int
    code: str
    titles: Titles
    course_id: uuid.UUID
    course_code: str
    course_version_no: int
    course_state: VersionState
    scheme_id: uuid.UUID
    scheme_no: int
    scheme_state: VersionState
    host_side: str
    host: Titles
    venue: Titles
    starts_on: date
    ends_on: date
    time_zone: str
    capacity: int
    planned_minutes: int
    delivered_minutes: int | None
    state: OfferingState
    state_reason: str
    pass_mark: Decimal
    decimals: int
    attendance_min: Decimal | None
    max_attempts: int
    resit_window_days: int
    award: Titles | None
    validity_months: int | None

    @property
    def draft(self) -> OfferingDraft:
        """What the edit dialog starts from."""
        return OfferingDraft(
            code=self.code,
            course_id=self.course_id,
            host_side=self.host_side,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            capacity=self.capacity,
            venue=self.venue,
            time_zone=self.time_zone,
        )


@allowed(*STAFF)
def rows(
    session: Session,
    *,
    states: Collection[OfferingState] | None = None,
    year: int | None = None,
    host_side: str | None = None,
    search: str = "",
) -> list[OfferingRow]:
    """Offerings that pass every filter, the latest start first; `search` looks in codes and titles."""
    query = _listed().where(*_filters(year, host_side)).order_by(Offering.starts_on.desc(), Offering.code)
    if states is not None:
        query = query.where(Offering.state.in_(states))
    seats = _seats_of_each(session)
    typed = search_key(search).split()
    listed = (_row(row, seats.get(row.id, 0)) for row in session.execute(query))
    return [row for row in listed if _is_found(row, typed)]


@allowed(*STAFF)
def counts(
    session: Session, *, year: int | None = None, host_side: str | None = None
) -> dict[OfferingState, int]:
    """How many offerings stand in each stage, 0 included."""
    query = select(Offering.state, func.count()).where(*_filters(year, host_side)).group_by(Offering.state)
    found = dict(session.execute(query).all())
    return {state: found.get(state, 0) for state in OfferingState}


@allowed(*STAFF)
def years(session: Session) -> list[int]:
    """Years in which offerings start, the latest first."""
    found = session.scalars(select(extract("year", Offering.starts_on)).distinct())
    return sorted(map(int, found), reverse=True)


@allowed(*STAFF)
def with_code(session: Session, code: str) -> uuid.UUID:
    """Id of the offering with that code, whatever its case.

    Raises:
        NotFound: there is none.
    """
    wanted = clean_spaces(code)
    found = session.scalar(select(Offering.id).where(func.lower(Offering.code) == wanted.lower()))
    if found is None:
        raise NotFound(N_("offering"), wanted)
    return found


@allowed(*STAFF)
def facts(session: Session, *, offering_id: uuid.UUID) -> OfferingFacts:
    """Everything that is kept about an offering itself.

    Raises:
        NotFound: there is none.
    """
    row = session.execute(_facts().where(Offering.id == offering_id)).one_or_none()
    if row is None:
        raise NotFound(N_("offering"), str(offering_id))
    return _offering_facts(row)


@allowed(*STAFF)
def next_code(session: Session, *, host_side: str, year: int) -> str:
    """The code that follows the host side's last one of the year: PK-2026-09."""
    start = f"{host_side}-{year}-"
    codes = session.scalars(select(Offering.code).where(Offering.code.startswith(start, autoescape=True)))
    numbers = [int(rest) for code in codes if (rest := code.removeprefix(start)).isdecimal()]
    return f"{start}{max(numbers, default=0) + 1:02d}"


@allowed(Role.TRAINING_OFFICER)
def create(session: Session, *, draft: OfferingDraft) -> uuid.UUID:
    """Plan an offering of the course's newest approved version; gives the id.

    Raises:
        AboutOfferings, CodeTaken, NotPositive, TitleMissing: what was typed cannot be kept.
    """
    _refuse_draft(session, draft)
    course_version_id, scheme_version_id = approved_rules(session, draft.course_id)
    offering = Offering(
        course_version_id=course_version_id, scheme_version_id=scheme_version_id, **_columns(draft)
    )
    session.add(offering)
    session.flush()
    return offering.id


@allowed(Role.TRAINING_OFFICER)
def change(session: Session, *, offering_id: uuid.UUID, version: int, draft: OfferingDraft) -> None:
    """Change what was typed; the course only while the offering is planned.

    Raises:
        AboutOfferings, TooFewSeats, CodeTaken, NotPositive, TitleMissing: what was typed cannot be kept.
        ChangedMeanwhile: `theirs` is the `OfferingFacts` that is kept, `yours` the draft.
        NotFound: there is no such offering.
    """
    row = locking.get(session, Offering, offering_id, N_("offering"))
    kept = facts(session, offering_id=offering_id)
    locking.expect(row, version, N_("this offering"), theirs=kept, yours=draft)
    _refuse_draft(session, draft, but=offering_id)
    taken = seats_taken(session, offering_id)
    if draft.capacity < min(taken, row.capacity):
        raise TooFewSeats(kept.code, draft.capacity, taken)
    if draft.course_id != kept.course_id:
        if row.state is not OfferingState.PLANNED:
            raise FrozenSinceOpen(kept.code)
        row.course_version_id, row.scheme_version_id = approved_rules(session, draft.course_id)
    for name, value in _columns(draft).items():
        setattr(row, name, value)
    locking.flush(session, N_("this offering"))


@allowed(*STAFF)
def approved_rules(session: Session, course_id: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """Ids of the course's newest approved version and of that version's newest approved scheme.

    Raises:
        NoApprovedRules: there is none.
    """
    query = (
        select(CourseVersion.id, SchemeVersion.id)
        .join(SchemeVersion, SchemeVersion.course_version_id == CourseVersion.id)
        .where(
            CourseVersion.course_id == course_id,
            CourseVersion.state == VersionState.APPROVED,
            SchemeVersion.state == VersionState.APPROVED,
        )
        .order_by(CourseVersion.no.desc(), SchemeVersion.no.desc())
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        code = session.scalar(select(Course.code).where(Course.id == course_id))
        raise NoApprovedRules(code or str(course_id))
    return found


@allowed(*STAFF)
def seats_taken(session: Session, offering_id: uuid.UUID) -> int:
    """Trainees with a seat."""
    query = select(func.count()).where(Enrolment.offering_id == offering_id, Enrolment.state.in_(ON_ROLL))
    return session.scalar(query) or 0


def _refuse_draft(session: Session, draft: OfferingDraft, *, but: uuid.UUID | None = None) -> None:
    code = clean_spaces(draft.code)
    if not code:
        raise TitleMissing
    if draft.capacity <= 0:
        raise NotPositive(draft.capacity)
    if draft.ends_on < draft.starts_on:
        raise DatesReversed(draft.starts_on, draft.ends_on)
    holder = session.scalar(select(Offering.id).where(func.lower(Offering.code) == code.lower()))
    if holder not in (None, but):
        raise CodeTaken(code)


def _columns(draft: OfferingDraft) -> dict[str, Any]:
    return {
        "code": clean_spaces(draft.code),
        "host_side": draft.host_side,
        "venue_en": clean_spaces(draft.venue.en),
        "venue_ur": clean_spaces(draft.venue.ur),
        "venue_zh": clean_spaces(draft.venue.zh),
        "starts_on": draft.starts_on,
        "ends_on": draft.ends_on,
        "time_zone": draft.time_zone,
        "capacity": draft.capacity,
    }


def _filters(year: int | None, host_side: str | None) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if year is not None:
        wanted.append(Offering.starts_on.between(date(year, 1, 1), date(year, 12, 31)))
    if host_side is not None:
        wanted.append(Offering.host_side == host_side)
    return wanted


def _seats_of_each(session: Session) -> dict[uuid.UUID, int]:
    query = (
        select(Enrolment.offering_id, func.count())
        .where(Enrolment.state.in_(ON_ROLL))
        .group_by(Enrolment.offering_id)
    )
    return dict(session.execute(query).all())


def _is_found(row: OfferingRow, typed: list[str]) -> bool:
    titles = row.titles
    key = f" {search_key(' '.join((row.code, row.course_code, titles.en, titles.ur, titles.zh)))}"
    return all(f" {word}" in key for word in typed)


def _listed() -> Select[Any]:
    return (
        select(Offering.__table__, *_course_columns())
        .join(CourseVersion, CourseVersion.id == Offering.course_version_id)
        .join(Course, Course.id == CourseVersion.course_id)
    )


def _course_columns() -> list[ColumnElement[Any]]:
    titles = (CourseVersion.title_en, CourseVersion.title_ur, CourseVersion.title_zh)
    return [Course.code.label("course_code"), *(column.label(column.key) for column in titles)]


def _facts() -> Select[Any]:
    award = and_(AwardType.course_id == Course.id, AwardType.kind == StatementKind.COMPLETION)
    return (
        _listed()
        .add_columns(
            Course.id.label("course_id"),
            CourseVersion.no.label("course_version_no"),
            CourseVersion.state.label("course_state"),
            CourseVersion.hours,
            CourseVersion.validity_months,
            SchemeVersion.no.label("scheme_no"),
            SchemeVersion.state.label("scheme_state"),
            SchemeVersion.pass_mark,
            SchemeVersion.decimals,
            SchemeVersion.attendance_min,
            SchemeVersion.max_attempts,
            SchemeVersion.resit_window_days,
            *(getattr(Side, f"title_{code}").label(f"host_{code}") for code in ("en", "ur", "zh")),
            *(getattr(AwardType, f"title_{code}").label(f"award_{code}") for code in ("en", "ur", "zh")),
        )
        .join(SchemeVersion, SchemeVersion.id == Offering.scheme_version_id)
        .join(Side, Side.code == Offering.host_side)
        .outerjoin(AwardType, award)
    )


def _row(row: Row[Any], trainees: int) -> OfferingRow:
    return OfferingRow(
        id=row.id,
        code=row.code,
        titles=Titles(row.title_en, row.title_ur, row.title_zh),
        course_code=row.course_code,
        host_side=row.host_side,
        venue=Titles(row.venue_en, row.venue_ur, row.venue_zh),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        state=row.state,
        capacity=row.capacity,
        trainees=trainees,
    )


def _offering_facts(row: Row[Any]) -> OfferingFacts:
    return OfferingFacts(
        id=row.id,
        version=row.version,
        code=row.code,
        titles=Titles(row.title_en, row.title_ur, row.title_zh),
        course_id=row.course_id,
        course_code=row.course_code,
        course_version_no=row.course_version_no,
        course_state=row.course_state,
        scheme_id=row.scheme_version_id,
        scheme_no=row.scheme_no,
        scheme_state=row.scheme_state,
        host_side=row.host_side,
        host=Titles(row.host_en, row.host_ur, row.host_zh),
        venue=Titles(row.venue_en, row.venue_ur, row.venue_zh),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        time_zone=row.time_zone,
        capacity=row.capacity,
        planned_minutes=row.hours * 60,
        delivered_minutes=row.delivered_minutes,
        state=row.state,
        state_reason=row.state_reason,
        pass_mark=row.pass_mark,
        decimals=row.decimals,
        attendance_min=row.attendance_min,
        max_attempts=row.max_attempts,
        resit_window_days=row.resit_window_days,
        award=None if row.award_en is None else Titles(row.award_en, row.award_ur, row.award_zh),
        validity_months=row.validity_months,
    )
