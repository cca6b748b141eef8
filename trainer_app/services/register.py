"""The register of certificate numbers: every number ever taken, in order, and what became of it."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, literal_column, or_, select
from sqlalchemy.orm import Session

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles
from trainer_app.models.awards import Award, CertificateDocument, NumberSeries
from trainer_app.models.catalogue import CourseVersion
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.organisations import Rank
from trainer_app.models.people import Person
from trainer_app.rules.roles import STAFF
from trainer_app.rules.states import AwardState, DocumentState
from trainer_app.services.access import allowed
from trainer_app.storage import search as index

_SEARCHED_PEOPLE = 500
EXPIRING_DAYS = 90


class Status(StrEnum):
    """What a number stands for on a day; expired and the award's state are derived."""

    ISSUED = "issued"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    VOID = "void"
    RESERVED = "reserved"


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One number; holder, side and number on the roll are missing on spoiled paper."""

    id: uuid.UUID
    number: str
    status: Status
    holder: Titles | None
    side: str
    course: Titles | None
    reason: str
    issued_on: date
    valid_to: date | None
    is_printed: bool
    roll_number: int | None = None


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One number with everything behind it."""

    row: RegisterRow
    person_id: uuid.UUID | None
    offering_id: uuid.UUID | None
    offering_code: str
    rank: Titles | None
    copy_no: int
    has_page: bool


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """Numbers of one issuer, year and station; without gaps when `taken` is `last`."""

    issuer: str
    year: int
    station: str
    last: int
    taken: int

    @property
    def is_whole(self) -> bool:
        """Whether no number is missing."""
        return self.last == self.taken


@allowed(*STAFF)
def years(session: Session) -> Sequence[int]:
    """Years in which numbers were taken, the newest first."""
    return session.scalars(select(NumberSeries.year).distinct().order_by(NumberSeries.year.desc())).all()


@allowed(*STAFF)
def series(session: Session, *, year: int | None = None) -> list[SeriesFacts]:
    """The series of numbers with how many of them stand in the register."""
    taken = func.count(CertificateDocument.id)
    query = (
        select(NumberSeries.issuer, NumberSeries.year, NumberSeries.station, NumberSeries.next_serial, taken)
        .outerjoin(CertificateDocument, CertificateDocument.series_id == NumberSeries.id)
        .group_by(NumberSeries.id)
        .order_by(NumberSeries.year.desc(), NumberSeries.station)
    )
    if year is not None:
        query = query.where(NumberSeries.year == year)
    return [
        SeriesFacts(issuer, of_year, station, next_serial - 1, count)
        for issuer, of_year, station, next_serial, count in session.execute(query)
    ]


@allowed(*STAFF)
def counts(session: Session, *, on: date, year: int | None = None) -> dict[str, int]:
    """How many numbers have each status; `to_print` waits for the printer, `expiring` ends within 90 days."""
    query = _in_year(
        select(
            CertificateDocument.state,
            Award.state.label("award_state"),
            (Award.valid_to < on).label("is_over"),
            CertificateDocument.is_printed,
            func.count().label("how_many"),
        )
        .select_from(CertificateDocument)
        .outerjoin(Award, Award.id == CertificateDocument.award_id)
        .group_by(
            CertificateDocument.state, Award.state, literal_column("is_over"), CertificateDocument.is_printed
        ),
        year,
    )
    found: Counter[str] = Counter()
    for row in session.execute(query):
        found[_status(row.state, row.award_state, is_over=bool(row.is_over)).value] += row.how_many
        if row.state is DocumentState.ISSUED and not row.is_printed:
            found["to_print"] += row.how_many
    found["expiring"] = len(ids(session, on=on, status="expiring", year=year))
    return dict(found)


@allowed(*STAFF)
def ids(
    session: Session, *, on: date, status: str = "", typed: str = "", year: int | None = None
) -> Sequence[uuid.UUID]:
    """Numbers from the newest to the oldest; `status` is a `Status`, `to_print`, `expiring` or empty for all.

    `typed` finds a part of a number, or a holder as the search of people does.
    """
    query = _in_year(
        select(CertificateDocument.id)
        .outerjoin(Award, Award.id == CertificateDocument.award_id)
        .order_by(
            CertificateDocument.issued_on.desc(),
            CertificateDocument.series_id,
            CertificateDocument.serial.desc(),
        ),
        year,
    )
    if typed.strip():
        query = query.where(_matches(session, typed.strip()))
    return session.scalars(_with_status(query, status, on)).all()


@allowed(*STAFF)
def rows(session: Session, ids: Sequence[uuid.UUID], *, on: date) -> list[RegisterRow]:
    """The lines of these numbers in the same order; made for pages of a hundred."""
    found = session.execute(_entries().where(CertificateDocument.id.in_(ids)))
    lines = {row.id: _register_row(row, on) for row in found}
    return [lines[row_id] for row_id in ids if row_id in lines]


@allowed(*STAFF)
def entry(session: Session, *, document_id: uuid.UUID, on: date) -> RegisterEntry:
    """One number with everything behind it.

    Raises:
        NotFound: there is none.
    """
    row = session.execute(_entries().where(CertificateDocument.id == document_id)).one_or_none()
    if row is None:
        raise NotFound(N_("certificate"), "")
    return RegisterEntry(
        row=_register_row(row, on),
        person_id=row.person_id,
        offering_id=row.offering_id,
        offering_code=row.offering_code or "",
        rank=_titles(row.rank_en, row.rank_ur, row.rank_zh),
        copy_no=row.copy_no,
        has_page=row.file_id is not None,
    )


@allowed(*STAFF)
def of_offering(session: Session, *, offering_id: uuid.UUID, on: date) -> list[RegisterRow]:
    """The issued papers of one offering, in the order of their numbers."""
    query = (
        _entries()
        .where(Offering.id == offering_id, CertificateDocument.state == DocumentState.ISSUED)
        .order_by(CertificateDocument.series_id, CertificateDocument.serial)
    )
    return [_register_row(row, on) for row in session.execute(query)]


def _entries() -> Any:
    document = CertificateDocument
    return (
        select(
            document.id, document.number, document.state, document.reason, document.issued_on,
            document.is_printed, document.copy_no, document.file_id,
            Award.state.label("award_state"), Award.valid_to, Award.person_id,
            Person.name_latin, Person.name_ur, Person.name_zh, Person.side,
            CourseVersion.title_en, CourseVersion.title_ur, CourseVersion.title_zh,
            Rank.title_en.label("rank_en"), Rank.title_ur.label("rank_ur"), Rank.title_zh.label("rank_zh"),
            Enrolment.roll_number, Offering.id.label("offering_id"), Offering.code.label("offering_code"),
        )
        .outerjoin(Award, Award.id == document.award_id)
        .outerjoin(Person, Person.id == Award.person_id)
        .outerjoin(Rank, Rank.id == Person.rank_id)
        .outerjoin(Enrolment, Enrolment.id == Award.enrolment_id)
        .outerjoin(Offering, Offering.id == Enrolment.offering_id)
        .outerjoin(CourseVersion, CourseVersion.id == Offering.course_version_id)
    )  # fmt: skip


def _register_row(row: Any, on: date) -> RegisterRow:
    is_over = row.valid_to is not None and row.valid_to < on
    return RegisterRow(
        id=row.id,
        number=row.number,
        status=_status(row.state, row.award_state, is_over=is_over),
        holder=None if row.person_id is None else Titles(row.name_latin, row.name_ur, row.name_zh),
        side=row.side or "",
        course=_titles(row.title_en, row.title_ur, row.title_zh),
        reason=row.reason,
        issued_on=row.issued_on,
        valid_to=row.valid_to,
        is_printed=row.is_printed,
        roll_number=row.roll_number,
    )


def _status(state: DocumentState, award_state: AwardState | None, *, is_over: bool) -> Status:
    if state is not DocumentState.ISSUED:
        return Status(state.value)
    if award_state in (AwardState.SUSPENDED, AwardState.WITHDRAWN):
        return Status(award_state.value)
    return Status.EXPIRED if is_over else Status.ISSUED


def _with_status(query: Select[Any], status: str, on: date) -> Select[Any]:
    document, is_issued = CertificateDocument, CertificateDocument.state == DocumentState.ISSUED
    if not status:
        return query
    if status == "expiring":
        ends = Award.valid_to.between(on, on + timedelta(days=EXPIRING_DAYS))
        return query.where(is_issued, Award.state == AwardState.GRANTED, ends)
    if status == "to_print":
        return query.where(is_issued, document.is_printed.is_(False))
    if status in (Status.SUSPENDED, Status.WITHDRAWN):
        return query.where(is_issued, Award.state == AwardState(status))
    if status == Status.EXPIRED:
        return query.where(is_issued, Award.state == AwardState.GRANTED, Award.valid_to < on)
    if status == Status.ISSUED:
        is_held = or_(Award.valid_to.is_(None), Award.valid_to >= on)
        return query.where(is_issued, Award.state == AwardState.GRANTED, is_held)
    return query.where(document.state == DocumentState(status))


def _in_year(query: Any, year: int | None) -> Any:
    if year is None:
        return query
    series_ids = select(NumberSeries.id).where(NumberSeries.year == year)
    return query.where(CertificateDocument.series_id.in_(series_ids))


def _matches(session: Session, typed: str) -> Any:
    people = index.find(session, typed, limit=_SEARCHED_PEOPLE)
    part = typed.upper().replace("%", "").replace("_", "")
    return or_(Award.person_id.in_(people), CertificateDocument.number.contains(part))


def _titles(en: str | None, ur: str | None, zh: str | None) -> Titles | None:
    return None if en is None else Titles(en, ur or "", zh or "")
