"""The training record of one person: intakes with their results, and what the person is qualified for."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from trainer_app.core.language import Titles
from trainer_app.models.awards import Award, CertificateDocument
from trainer_app.models.catalogue import AwardType, Band, CourseVersion, SchemeVersion
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.outcomes import Result, ResultRun
from trainer_app.rules.roles import STAFF
from trainer_app.rules.states import AwardState, DocumentState, EnrolmentState, Outcome
from trainer_app.rules.validity import is_expired
from trainer_app.rules.vocabulary import RunState
from trainer_app.services.access import allowed


@dataclass(frozen=True, slots=True)
class Training:
    """One intake that the person took part in; result and certificate only once the board decided.

    `hours` are those of the course, `attended_minutes` what the register credits (None: not typed).
    `decimals` are those of the rules, to which the overall result was rounded.
    """

    offering_id: uuid.UUID
    code: str
    titles: Titles
    venue: Titles
    starts_on: date
    ends_on: date
    hours: int
    attended_minutes: int | None
    state: EnrolmentState
    outcome: Outcome | None
    overall: Decimal | None
    decimals: int
    band: Titles | None
    certificate_number: str


@dataclass(frozen=True, slots=True)
class Qualification:
    """What the person holds; `valid_to` None: without end."""

    award_id: uuid.UUID
    titles: Titles
    valid_from: date
    valid_to: date | None
    state: AwardState
    is_expired: bool

    @property
    def is_valid(self) -> bool:
        """Whether it can be relied on: granted and not expired."""
        return self.state is AwardState.GRANTED and not self.is_expired

    def days_left(self, on: date) -> int | None:
        """Days until the last valid one; None without end."""
        return None if self.valid_to is None else (self.valid_to - on).days


@allowed(*STAFF)
def trainings(session: Session, *, person_id: uuid.UUID) -> list[Training]:
    """The intakes of a person, the latest first."""
    query = _trainings().where(Enrolment.person_id == person_id)
    found = session.execute(
        query.order_by(Offering.starts_on.desc(), CertificateDocument.serial.desc().nulls_last())
    )
    by_offering: dict[uuid.UUID, Training] = {}
    for row in found:
        by_offering.setdefault(row.offering_id, _training(row))
    return list(by_offering.values())


@allowed(*STAFF)
def qualifications(session: Session, *, person_id: uuid.UUID, on: date) -> list[Qualification]:
    """The awards of a person as they stand on a day, those that can be relied on first."""
    query: Select[*tuple[Any, ...]] = (
        select(
            Award.id,
            Award.valid_from,
            Award.valid_to,
            Award.state,
            AwardType.title_en,
            AwardType.title_ur,
            AwardType.title_zh,
        )
        .join(AwardType, AwardType.id == Award.award_type_id)
        .where(Award.person_id == person_id)
        .order_by(Award.valid_from.desc())
    )
    found = [_qualification(row, on) for row in session.execute(query)]
    return sorted(found, key=lambda each: not each.is_valid)


def _trainings() -> Select[Any]:
    final = and_(ResultRun.offering_id == Enrolment.offering_id, ResultRun.state == RunState.FINAL)
    paper = and_(CertificateDocument.award_id == Award.id, CertificateDocument.state == DocumentState.ISSUED)
    query: Select[Any] = select(
        Offering.id.label("offering_id"),
        Offering.code,
        Offering.venue_en,
        Offering.venue_ur,
        Offering.venue_zh,
        Offering.starts_on,
        Offering.ends_on,
        Enrolment.state,
        Enrolment.credited_minutes,
    ).add_columns(
        CourseVersion.title_en,
        CourseVersion.title_ur,
        CourseVersion.title_zh,
        CourseVersion.hours,
        Result.outcome,
        Result.overall,
        SchemeVersion.decimals,
        *(getattr(Band, f"title_{code}").label(f"band_{code}") for code in ("en", "ur", "zh")),
        CertificateDocument.number,
    )
    return (
        query.select_from(Enrolment)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .join(CourseVersion, CourseVersion.id == Offering.course_version_id)
        .join(SchemeVersion, SchemeVersion.id == Offering.scheme_version_id)
        .outerjoin(ResultRun, final)
        .outerjoin(Result, and_(Result.run_id == ResultRun.id, Result.enrolment_id == Enrolment.id))
        .outerjoin(Band, Band.id == Result.band_id)
        .outerjoin(Award, Award.enrolment_id == Enrolment.id)
        .outerjoin(CertificateDocument, paper)
    )


def _training(row: Row[Any]) -> Training:
    return Training(
        offering_id=row.offering_id,
        code=row.code,
        titles=Titles(row.title_en, row.title_ur, row.title_zh),
        venue=Titles(row.venue_en, row.venue_ur, row.venue_zh),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        hours=row.hours,
        attended_minutes=row.credited_minutes,
        state=row.state,
        outcome=row.outcome,
        overall=row.overall,
        decimals=row.decimals,
        band=None if row.band_en is None else Titles(row.band_en, row.band_ur, row.band_zh),
        certificate_number=row.number or "",
    )


def _qualification(row: Row[Any], on: date) -> Qualification:
    return Qualification(
        award_id=row.id,
        titles=Titles(row.title_en, row.title_ur, row.title_zh),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        state=row.state,
        is_expired=is_expired(row.valid_to, on=on),
    )
