"""Certificates: what can be issued, the proof, the issue that takes numbers, and the stored pages."""

import hashlib
import io
import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, joined
from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.documents import pdf
from trainer_app.documents.certificate import CertificateData, Problem, problems, write_certificates
from trainer_app.documents.whole_file import whole_file
from trainer_app.models.awards import (
    Award,
    CertificateDocument,
    CertificateFile,
    CertificateTemplate,
    NumberSeries,
)
from trainer_app.models.base import new_id
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.rules.numbering import LAST_SERIAL, CertificateNumber
from trainer_app.rules.roles import STAFF, Role
from trainer_app.rules.states import DocumentState, VersionState
from trainer_app.services import certificate_holders as holders
from trainer_app.services import duties, programme
from trainer_app.services.access import allowed
from trainer_app.services.certificate_holders import Holder
from trainer_app.services.refusals import (
    NotDecidedYet,
    NoTemplate,
    NothingToIssue,
    NumbersExhausted,
)
from trainer_app.storage import bulk
from trainer_app.storage.journal import checkpoints


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passed trainee: ready when there are no problems."""

    holder: Holder
    problems: tuple[Problem, ...]

    @property
    def is_ready(self) -> bool:
        """Whether the certificate can be printed as it is."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Someone who gets no certificate now, and why."""

    roll_number: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Check:
    """What an issue would do: whom it serves, whom it leaves for later, which numbers it would take."""

    offering_id: uuid.UUID
    offering_code: str
    is_decided: bool
    candidates: tuple[Candidate, ...]
    issued: int
    first_number: str
    last_number: str

    @property
    def ready(self) -> tuple[Candidate, ...]:
        """Those who can be issued now, in roll order."""
        return tuple(each for each in self.candidates if each.is_ready)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Those who wait, with every reason."""
        return tuple(_left_out(each) for each in self.candidates if not each.is_ready)


@dataclass(frozen=True, slots=True)
class Batch:
    """What was written: pages, numbers in the order of the pages, and whom it left out."""

    pages: int
    numbers: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    document_ids: tuple[uuid.UUID, ...] = ()


@allowed(Role.TRAINING_OFFICER, Role.CERTIFYING_OFFICER)
def check(session: Session, *, offering_id: uuid.UUID, on: date) -> Check:
    """What would be issued for an offering on a day; nothing is written."""
    offering = _offering(session, offering_id)
    found = holders.passed(session, offering_id=offering_id, on=on)
    waiting = [each for each in found if not each.is_issued]
    candidates = tuple(Candidate(each, tuple(problems(_proof_data(each)))) for each in waiting)
    ready = sum(1 for each in candidates if each.is_ready)
    first, last = _numbers_ahead(session, on, ready)
    return Check(
        offering_id=offering_id,
        offering_code=offering.code,
        is_decided=all(each.award_id is not None for each in found) and bool(found),
        candidates=candidates,
        issued=len(found) - len(waiting),
        first_number=first,
        last_number=last,
    )


@allowed(Role.TRAINING_OFFICER, Role.CERTIFYING_OFFICER)
def proof(
    session: Session, *, offering_id: uuid.UUID, on: date, only: uuid.UUID | None = None
) -> tuple[bytes, Batch]:
    """The certificates as they would be printed, each marked as a proof and without a number.

    `only` limits the proof to one enrolment.

    Raises:
        NothingToIssue: nobody has passed, or no name can be printed.
    """
    found = holders.passed(session, offering_id=offering_id, on=on)
    chosen = [each for each in found if only in (None, each.enrolment_id)]
    checked = [Candidate(each, tuple(problems(_proof_data(each)))) for each in chosen]
    ready = [each.holder for each in checked if each.is_ready]
    left_out = tuple(_left_out(each) for each in checked if not each.is_ready)
    if not ready:
        raise NothingToIssue(_offering(session, offering_id).code, [each.why for each in left_out])
    stream = io.BytesIO()
    write_certificates((_proof_data(each) for each in ready), stream, total=len(ready))
    return stream.getvalue(), Batch(len(ready), (), left_out)


@allowed(Role.CERTIFYING_OFFICER)
def issue(
    session: Session,
    *,
    offering_id: uuid.UUID,
    issued_on: date,
    now: datetime,
    progress: Progress = NO_PROGRESS,
) -> Batch:
    """Issue a certificate to everyone who is ready: take the numbers, sign, draw and store in one act.

    Raises:
        NotDecidedYet: the board's decision is not recorded.
        NothingToIssue: everyone has a certificate, or nobody can get one yet.
        OwnDecision: who is signed in recorded the board's decision.
    """
    plan = check(session, offering_id=offering_id, on=issued_on)
    if plan.candidates and not plan.is_decided:
        raise NotDecidedYet(plan.offering_code)
    if not plan.ready:
        raise NothingToIssue(plan.offering_code, [each.why for each in plan.left_out])
    names = {each.holder.enrolment_id: each.holder.names for each in plan.ready}
    duties.refuse_own_decision(session, offering_id=offering_id, trainees=names)
    series = _series(session, issued_on)
    signer = holders.signer(session, station_code=series.station)
    numbers = _take_numbers(session, series, len(plan.ready))
    pages = [
        holders.certificate(candidate.holder, number=str(number), sign=signer)
        for number, candidate in zip(numbers, plan.ready, strict=True)
    ]
    stored = _store_file(session, pages, progress)
    ids = _store_documents(session, plan.ready, numbers, pages, series.id, stored, issued_on)
    checkpoints.sign(session, "issue")
    return Batch(len(pages), tuple(map(str, numbers)), plan.left_out, ids)


@allowed(Role.TRAINING_OFFICER, Role.CERTIFYING_OFFICER)
def proof_to_file(session: Session, *, offering_code: str, path: Path, on: date) -> Batch:
    """Write the proof of an offering's certificates to a file."""
    content, batch = proof(session, offering_id=offering_by_code(session, offering_code), on=on)
    with whole_file(path) as file:
        file.write(content)
    return batch


@allowed(Role.CERTIFYING_OFFICER)
def issue_ready(session: Session, *, offering_code: str, now: datetime) -> Batch:
    """Issue what is ready; when everything was issued before, tell what was.

    Raises:
        NothingToIssue: nobody has a certificate, and nobody can get one yet.
    """
    offering_id = offering_by_code(session, offering_code)
    issued_on = now.date()
    try:
        return issue(session, offering_id=offering_id, issued_on=issued_on, now=now)
    except NothingToIssue:
        numbers = issued_numbers(session, offering_id=offering_id)
        if not numbers:
            raise
        left_out = check(session, offering_id=offering_id, on=issued_on).left_out
        return Batch(len(numbers), numbers, left_out)


@allowed(Role.TRAINING_OFFICER, Role.CERTIFYING_OFFICER, Role.AUDITOR)
def printed_to_file(session: Session, *, offering_code: str, path: Path) -> None:
    """Write the stored pages of an offering's issued certificates to a file; a reprint is the same page.

    They are read in a session that began after the issue was kept: a page with a number that was given back
    must never leave the program.

    Raises:
        NotFound: none was issued.
        FileUnwritable: the place cannot be written.
    """
    content = printed(session, offering_id=offering_by_code(session, offering_code))
    with whole_file(path) as file:
        file.write(content)


@allowed(Role.TRAINING_OFFICER, Role.CERTIFYING_OFFICER, Role.AUDITOR)
def printed(session: Session, *, offering_id: uuid.UUID) -> bytes:
    """The stored pages of an offering's issued certificates as one file.

    Raises:
        NotFound: none was issued.
    """
    rows = session.execute(
        _of_offering(select(CertificateDocument.file_id, CertificateDocument.page_no), offering_id)
    ).all()
    pages: dict[uuid.UUID, list[int]] = {}
    for file_id, page_no in rows:
        pages.setdefault(file_id, []).append(page_no)
    if not pages:
        raise NotFound(N_("certificate"), "")
    return _joined(session, pages)


@allowed(Role.TRAINING_OFFICER, Role.CERTIFYING_OFFICER, Role.AUDITOR)
def page(session: Session, *, document_id: uuid.UUID) -> bytes:
    """The stored page of one certificate, as a file of one page."""
    row = session.execute(
        select(CertificateDocument.file_id, CertificateDocument.page_no).where(
            CertificateDocument.id == document_id, CertificateDocument.file_id.is_not(None)
        )
    ).first()
    if row is None:
        raise NotFound(N_("certificate"), "")
    return _joined(session, {row.file_id: [row.page_no]})


@allowed(*STAFF)
def issued_numbers(session: Session, *, offering_id: uuid.UUID) -> tuple[str, ...]:
    """Numbers of an offering's issued certificates, in the order in which they were taken."""
    return tuple(session.scalars(_of_offering(select(CertificateDocument.number), offering_id)))


@allowed(Role.CERTIFYING_OFFICER)
def mark_printed(session: Session, *, document_ids: Sequence[uuid.UUID]) -> None:
    """Note that papers came out of the printer as they should."""
    bulk.set_all(session, CertificateDocument, document_ids, is_printed=True)


@allowed(*STAFF)
def offering_by_code(session: Session, code: str) -> uuid.UUID:
    """Id of the offering with that code.

    Raises:
        NotFound: there is none.
    """
    found = session.scalar(select(Offering.id).where(Offering.code == code))
    if found is None:
        raise NotFound(N_("offering"), code)
    return found


def _offering(session: Session, offering_id: uuid.UUID) -> Offering:
    offering = session.get(Offering, offering_id)
    if offering is None:
        raise NotFound(N_("offering"), str(offering_id))
    return offering


def _proof_data(holder: Holder) -> CertificateData:
    return holders.certificate(holder, number="", sign=None)


def _left_out(candidate: Candidate) -> LeftOut:
    holder = candidate.holder
    why = joined(problem.sentence() for problem in candidate.problems)
    return LeftOut(holder.roll_number, holder.display_name, why)


def _series(session: Session, issued_on: date) -> NumberSeries:
    """The series of this station and year, locked until the transaction ends."""
    here = programme.here(session)
    key = {"issuer": here.side, "year": issued_on.year, "station": here.station_code}
    query = select(NumberSeries).filter_by(**key).with_for_update()
    series = session.scalars(query).one_or_none()
    if series is None:
        series = NumberSeries(**key)
        session.add(series)
        session.flush()
    return series


def _take_numbers(session: Session, series: NumberSeries, count: int) -> list[CertificateNumber]:
    first = series.next_serial
    if first + count - 1 > LAST_SERIAL:
        raise NumbersExhausted(series.year, LAST_SERIAL - first + 1)
    series.next_serial = first + count
    session.flush()
    return [
        CertificateNumber(series.issuer, series.year, series.station, serial)
        for serial in range(first, first + count)
    ]


def _numbers_ahead(session: Session, on: date, count: int) -> tuple[str, str]:
    here = programme.find_here(session)
    if here is None or not count:
        return "", ""
    query = select(NumberSeries.next_serial).filter_by(
        issuer=here.side, year=on.year, station=here.station_code
    )
    first = session.scalar(query) or 1
    ends = (first, min(first + count - 1, LAST_SERIAL))
    numbers = [str(CertificateNumber(here.side, on.year, here.station_code, serial)) for serial in ends]
    return numbers[0], numbers[1]


def _store_file(session: Session, pages: Sequence[CertificateData], progress: Progress) -> uuid.UUID:
    stream = io.BytesIO()
    write_certificates(pages, stream, total=len(pages), progress=progress)
    content = stream.getvalue()
    row_id = new_id()
    sha256 = hashlib.sha256(content).hexdigest()
    bulk.insert(
        session, CertificateFile, [{"id": row_id, "pdf": content, "sha256": sha256, "pages": len(pages)}]
    )
    return row_id


def _store_documents(
    session: Session,
    ready: Sequence[Candidate],
    numbers: Sequence[CertificateNumber],
    pages: Sequence[CertificateData],
    series_id: uuid.UUID,
    file_id: uuid.UUID,
    issued_on: date,
) -> tuple[uuid.UUID, ...]:
    template_id = _template(session)
    ids = [new_id() for _ in pages]
    rows = []
    for page_no, (candidate, number, data) in enumerate(zip(ready, numbers, pages, strict=True), start=1):
        content = snapshot(data)
        rows.append(
            {
                "id": ids[page_no - 1],
                "series_id": series_id,
                "serial": number.serial,
                "number": str(number),
                "award_id": candidate.holder.award_id,
                "template_id": template_id,
                "snapshot": content,
                "snapshot_sha256": snapshot_sha256(content),
                "file_id": file_id,
                "page_no": page_no,
                "qr_payload": data.qr or "",
                "issued_on": issued_on,
                "state": DocumentState.ISSUED,
            }
        )
    bulk.insert(session, CertificateDocument, rows)
    return tuple(ids)


def snapshot(data: CertificateData) -> dict[str, Any]:
    """What a certificate shows, as it is frozen with it; emblems by their hash."""
    content: dict[str, Any] = json.loads(json.dumps(asdict(data), default=_plain, sort_keys=True))
    return content


def snapshot_sha256(content: dict[str, Any]) -> str:
    """Hash of a frozen snapshot."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(value)


def _template(session: Session) -> uuid.UUID:
    query = (
        select(CertificateTemplate.id)
        .where(CertificateTemplate.state == VersionState.APPROVED)
        .order_by(CertificateTemplate.no.desc())
    )
    found = session.scalars(query).first()
    if found is None:
        raise NoTemplate
    return found


def _of_offering(query: Any, offering_id: uuid.UUID) -> Any:
    return (
        query.join(Award, Award.id == CertificateDocument.award_id)
        .join(Enrolment, Enrolment.id == Award.enrolment_id)
        .where(Enrolment.offering_id == offering_id, CertificateDocument.state == DocumentState.ISSUED)
        .order_by(CertificateDocument.series_id, CertificateDocument.serial)
    )


def _joined(session: Session, pages: dict[uuid.UUID, list[int]]) -> bytes:
    """The named pages of the stored files; a single file that is wanted whole is given as it is."""
    rows = session.execute(
        select(CertificateFile.id, CertificateFile.pdf, CertificateFile.pages).where(
            CertificateFile.id.in_(pages)
        )
    )
    stored = {row.id: (row.pdf, row.pages) for row in rows}
    if len(stored) == 1:
        [(file_id, wanted)] = pages.items()
        content, count = stored[file_id]
        if wanted == list(range(1, count + 1)):
            return bytes(content)
    return pdf.pages_of([(stored[file_id][0], wanted) for file_id, wanted in pages.items()])
