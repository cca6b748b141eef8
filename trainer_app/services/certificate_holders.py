"""Who has passed an offering, and what their certificate says."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Row, and_, exists, or_, select
from sqlalchemy.orm import Session

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles
from trainer_app.documents import qr
from trainer_app.documents.certificate import CertificateData
from trainer_app.documents.certificate import Signatory as SignatureBlock
from trainer_app.documents.certificate_data import MOST_SIGNATORIES
from trainer_app.models.awards import Award, CertificateDocument, Signatory, SigningKey
from trainer_app.models.catalogue import AwardType, Band, Course, CourseVersion
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.organisations import Organisation, Rank
from trainer_app.models.outcomes import Result, ResultRun
from trainer_app.models.people import Person
from trainer_app.rules.roles import STAFF
from trainer_app.rules.states import AwardState, DocumentState
from trainer_app.rules.vocabulary import RunState, StatementKind
from trainer_app.services import results
from trainer_app.services.access import allowed

Sign = Callable[[qr.Statement], str]


@dataclass(frozen=True, slots=True)
class Holder:
    """One passed trainee with everything that the certificate shows; `award_id` None before the board."""

    enrolment_id: uuid.UUID
    person_id: uuid.UUID
    roll_number: int
    names: Titles
    side: str
    course: Titles
    course_code: str
    kind: StatementKind
    band: Titles | None
    rank: Titles | None
    organisation: Titles | None
    held_from: date
    held_to: date
    hours: int
    decided_on: date
    valid_to: date | None
    award_id: uuid.UUID | None
    is_issued: bool
    signatories: tuple[SignatureBlock, ...]

    @property
    def display_name(self) -> str:
        """The name in the first script that has one."""
        return self.names.en or self.names.zh or self.names.ur


@allowed(*STAFF)
def passed(session: Session, *, offering_id: uuid.UUID, on: date) -> list[Holder]:
    """Everyone who passed, in roll order: by the board's decision, before it by the rules."""
    granted = session.execute(_granted().where(Enrolment.offering_id == offering_id)).all()
    signatories = _signatories(session, on)
    if granted or _is_final(session, offering_id):
        return [_holder(row, signatories) for row in granted]
    bands = results.passing_bands(session, offering_id=offering_id)
    rows = session.execute(_enrolled().where(Enrolment.id.in_(bands))).all()
    return [_holder(row, signatories, band=bands[row.enrolment_id], on=on) for row in rows]


def certificate(holder: Holder, *, number: str, sign: Sign | None) -> CertificateData:
    """The holder's certificate; without a number it is a proof. A statement of attendance shows no band.

    The day on it is that of the award; the day of the issue stands in the register alone.
    """
    data = CertificateData(
        name=holder.names,
        course=holder.course,
        kind=holder.kind,
        held_from=holder.held_from,
        held_to=holder.held_to,
        hours=Decimal(holder.hours),
        awarded_on=holder.decided_on,
        signatories=holder.signatories,
        number=number,
        valid_to=holder.valid_to,
        band=None if holder.kind is StatementKind.ATTENDANCE else holder.band,
        rank=holder.rank,
        organisation=holder.organisation,
        is_proof=not number,
    )
    if sign is None:
        return data
    statement = qr.Statement(
        number=number,
        name=holder.names,
        course_code=holder.course_code,
        outcome=holder.kind.value,
        awarded_on=holder.decided_on,
        valid_to=holder.valid_to,
    )
    return replace(data, qr=sign(statement))


@allowed(*STAFF)
def signer(session: Session, *, station_code: str) -> Sign:
    """Signs with the station's key that is in use.

    Raises:
        NotFound: the station has no key.
    """
    query = select(SigningKey.private_key).where(
        SigningKey.station == station_code, SigningKey.retired_on.is_(None)
    )
    secret = session.scalars(query).first()
    if secret is None:
        raise NotFound(N_("signing key"), station_code)
    key = Ed25519PrivateKey.from_private_bytes(secret)
    return partial(qr.sign, key)


def _enrolled() -> Any:
    """What a certificate needs to know of an enrolment, whatever its result."""
    return (
        select(
            Enrolment.id.label("enrolment_id"),
            Enrolment.roll_number,
            Person.id.label("person_id"),
            Person.name_latin,
            Person.name_ur,
            Person.name_zh,
            Person.side,
            Offering.starts_on,
            Offering.ends_on,
            CourseVersion.hours,
            Course.code.label("course_code"),
            AwardType.kind,
            *_titles_of(CourseVersion, "course"),
            *_titles_of(Rank, "rank"),
            *_titles_of(Organisation, "organisation"),
        )
        .join(Person, Person.id == Enrolment.person_id)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .join(CourseVersion, CourseVersion.id == Offering.course_version_id)
        .join(Course, Course.id == CourseVersion.course_id)
        .join(AwardType, AwardType.course_id == Course.id)
        .outerjoin(Rank, Rank.id == Person.rank_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .order_by(Enrolment.roll_number)
    )


def _granted() -> Any:
    is_issued = exists().where(
        CertificateDocument.award_id == Award.id, CertificateDocument.state == DocumentState.ISSUED
    )
    return (
        _enrolled()
        .add_columns(
            Award.id.label("award_id"),
            Award.awarded_on,
            Award.valid_to,
            is_issued.label("is_issued"),
            *_titles_of(Band, "band"),
        )
        .join(Award, and_(Award.enrolment_id == Enrolment.id, Award.award_type_id == AwardType.id))
        .join(Result, Result.id == Award.result_id)
        .outerjoin(Band, Band.id == Result.band_id)
        .where(Award.state == AwardState.GRANTED)
    )


def _holder(
    row: Row[Any],
    signatories: tuple[SignatureBlock, ...],
    *,
    band: Titles | None = None,
    on: date | None = None,
) -> Holder:
    is_granted = on is None
    return Holder(
        enrolment_id=row.enrolment_id,
        person_id=row.person_id,
        roll_number=row.roll_number,
        names=Titles(row.name_latin, row.name_ur, row.name_zh),
        side=row.side,
        course=_read_titles(row, "course") or Titles(row.course_code),
        course_code=row.course_code,
        kind=row.kind,
        band=_read_titles(row, "band") if is_granted else band,
        rank=_read_titles(row, "rank"),
        organisation=_read_titles(row, "organisation"),
        held_from=row.starts_on,
        held_to=row.ends_on,
        hours=row.hours,
        decided_on=on or row.awarded_on,
        valid_to=row.valid_to if is_granted else None,
        award_id=row.award_id if is_granted else None,
        is_issued=bool(row.is_issued) if is_granted else False,
        signatories=signatories,
    )


def _is_final(session: Session, offering_id: uuid.UUID) -> bool:
    query = select(ResultRun.id).where(
        ResultRun.offering_id == offering_id, ResultRun.state == RunState.FINAL
    )
    return session.scalars(query).first() is not None


def _signatories(session: Session, on: date) -> tuple[SignatureBlock, ...]:
    query = (
        select(Signatory)
        .where(Signatory.valid_from <= on, or_(Signatory.valid_to.is_(None), Signatory.valid_to >= on))
        .order_by(Signatory.order_no)
        .limit(MOST_SIGNATORIES)
    )
    return tuple(_block(row) for row in session.scalars(query))


def _block(row: Signatory) -> SignatureBlock:
    name = Titles(row.name_latin, row.name_ur, row.name_zh)
    return SignatureBlock(
        office=Titles(row.title_en, row.title_ur, row.title_zh),
        name=name if name.en or name.ur or name.zh else None,
    )


def _titles_of(kind: Any, prefix: str) -> list[Any]:
    return [getattr(kind, f"title_{code}").label(f"{prefix}_{code}") for code in ("en", "ur", "zh")]


def _read_titles(row: Row[Any], prefix: str) -> Titles | None:
    parts = [getattr(row, f"{prefix}_{code}") for code in ("en", "ur", "zh")]
    return Titles(*parts) if parts[0] is not None else None
