"""Decided results and issued certificates for tests that are about something else."""

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.models.awards import (
    Award,
    CertificateDocument,
    CertificateFile,
    CertificateTemplate,
    NumberSeries,
)
from trainer_app.models.catalogue import AwardType, Band, CourseVersion
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.organisations import Station
from trainer_app.models.outcomes import Result, ResultRun
from trainer_app.rules.numbering import CertificateNumber
from trainer_app.rules.states import DocumentState, Outcome
from trainer_app.rules.vocabulary import RunState
from trainer_app.services.certificates import snapshot_sha256

DECIDED_ON = date(2026, 11, 30)


def decide(
    session: Session,
    offering: Offering,
    trainee: Enrolment,
    *,
    outcome: Outcome = Outcome.PASS,
    valid_to: date | None = None,
) -> Award:
    """The board's decision on one trainee, with the award that follows from it."""
    run = session.scalars(select(ResultRun).where(ResultRun.offering_id == offering.id)).one_or_none()
    if run is None:
        run = ResultRun(
            offering_id=offering.id,
            scheme_version_id=offering.scheme_version_id,
            inputs_sha256="0" * 64,
            computed_at=datetime(2026, 11, 30, tzinfo=UTC),
            state=RunState.FINAL,
            decided_on=DECIDED_ON,
        )
        session.add(run)
        session.flush()
    lowest = select(Band).where(Band.scheme_version_id == offering.scheme_version_id).order_by(Band.lower)
    result = Result(
        run_id=run.id,
        enrolment_id=trainee.id,
        overall=Decimal(80),
        band_id=session.scalars(lowest).all()[2].id,
        outcome=outcome,
        trace=[],
    )
    session.add(result)
    session.flush()
    award = Award(
        person_id=trainee.person_id,
        award_type_id=_award_type(session, offering).id,
        enrolment_id=trainee.id,
        result_id=result.id,
        awarded_on=DECIDED_ON,
        valid_from=DECIDED_ON,
        valid_to=valid_to,
    )
    session.add(award)
    session.flush()
    return award


def certify(session: Session, award: Award, *, is_printed: bool = False) -> CertificateDocument:
    """The certificate of an award, with the next number and a stored page."""
    series = _series(session)
    serial, series.next_serial = series.next_serial, series.next_serial + 1
    pdf = f"page {serial}".encode()
    file = CertificateFile(pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest(), pages=1)
    session.add(file)
    session.flush()
    number = CertificateNumber(series.issuer, series.year, series.station, serial)
    snapshot = {"number": str(number)}
    document = CertificateDocument(
        series_id=series.id,
        serial=serial,
        number=str(number),
        award_id=award.id,
        template_id=session.scalars(select(CertificateTemplate.id)).one(),
        snapshot=snapshot,
        snapshot_sha256=snapshot_sha256(snapshot),
        file_id=file.id,
        page_no=1,
        issued_on=DECIDED_ON,
        is_printed=is_printed,
        state=DocumentState.ISSUED,
    )
    session.add(document)
    session.flush()
    return document


def _award_type(session: Session, offering: Offering) -> AwardType:
    query = (
        select(AwardType)
        .join(CourseVersion, CourseVersion.course_id == AwardType.course_id)
        .where(CourseVersion.id == offering.course_version_id)
    )
    return session.scalars(query).one()


def _series(session: Session) -> NumberSeries:
    found = session.scalars(select(NumberSeries)).one_or_none()
    if found is None:
        session.add(Station(code="IS", side="PK", title_en="Islamabad", is_here=True))
        session.flush()
        found = NumberSeries(issuer="PK", year=2026, station="IS", next_serial=1)
        session.add(found)
        session.flush()
    return found
