"""The check of a database: every invariant of the domain that its data can break, named with the row."""

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from trainer_app.core.errors import Refused
from trainer_app.core.language import _
from trainer_app.models.assessment import Score, ScoreSheet, Sitting
from trainer_app.models.awards import Award, CertificateDocument, CertificateFile, NumberSeries
from trainer_app.models.catalogue import AwardType, Component, Course, CourseVersion, SchemeVersion
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.outcomes import Result, ResultRun
from trainer_app.models.people import Person
from trainer_app.rules import chain, numbering
from trainer_app.rules.roles import Role
from trainer_app.rules.states import (
    AwardState,
    DocumentState,
    OfferingState,
    Outcome,
    ScoreState,
    VersionState,
)
from trainer_app.rules.vocabulary import RunState, StatementKind
from trainer_app.services import duties, scheme_drafts
from trainer_app.services.access import allowed
from trainer_app.services.certificates import snapshot_sha256
from trainer_app.services.offerings import ON_ROLL
from trainer_app.services.refusals import NotAJournalEnd
from trainer_app.storage import integrity as storage
from trainer_app.storage.journal import verify as journal
from trainer_app.storage.journal.verify import Flaw

_APPROVED = (VersionState.APPROVED, VersionState.RETIRED)
_PASSED = (Outcome.PASS, Outcome.PASS_WITH_GRACE)
_FILES_AT_ONCE = 20

_Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken invariant (I1 … I14; “file” is the database itself): which row, and why as a sentence."""

    invariant: str
    row: str
    why: str


@allowed(Role.TRAINING_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR)
def check(session: Session) -> list[Finding]:
    """Everything that is broken, in the order of the invariants; empty when all hold."""
    checks = (
        _damage,
        _unsound_schemes,
        _unapproved,
        _impossible_points,
        _strayed_scores,
        _joined_duties,
        _unearned_awards,
        _changed_documents,
        _broken_series,
        _overlapping_awards,
        _full_offerings,
        _missing_outcomes,
        _broken_chains,
    )
    return [finding for each in checks for finding in each(session)]


@allowed(Role.ADMINISTRATOR, Role.AUDITOR)
def has_end(session: Session, *, printed: str) -> bool:
    """Whether the end of the journal that a paper carries is in it still.

    Raises:
        NotAJournalEnd: it is none.
    """
    try:
        seq, start = chain.parsed(printed)
    except ValueError as fault:
        raise NotAJournalEnd(printed) from fault
    return journal.has(session, seq, start)


def _broken_chains(session: Session) -> Iterator[Finding]:
    for each in journal.verify(session).findings:
        why = _(
            "The journal does not hold from this entry on: {flaw}. Compare with the newest backup before it."
        ).format(flaw=_FLAWS[each.flaw]())
        yield Finding("I14", f"{each.node_no}.{each.seq}", why)


_FLAWS = {
    Flaw.MISSING: lambda: _("an entry is missing"),
    Flaw.CHANGED: lambda: _("it was changed"),
    Flaw.CUT_OFF: lambda: _("its end was cut off"),
    Flaw.UNSIGNED: lambda: _("its signature does not fit"),
    Flaw.NO_NODE: lambda: _("no workstation is known that wrote it"),
    Flaw.NO_TRANSACTION: lambda: _("nothing says who wrote it"),
}


def _damage(session: Session) -> Iterator[Finding]:
    for line in storage.damage(session):
        yield Finding("file", "", line)
    for table, number, parent in storage.dangling(session):
        why = _("It refers to a row of {table} that does not exist.").format(table=parent)
        yield Finding("file", f"{table} {number}", why)


def _unsound_schemes(session: Session) -> Iterator[Finding]:
    query = (
        select(SchemeVersion, Course.code, CourseVersion.no)
        .join(CourseVersion, CourseVersion.id == SchemeVersion.course_version_id)
        .join(Course, Course.id == CourseVersion.course_id)
        .where(SchemeVersion.state.in_(_APPROVED))
        .order_by(Course.code, CourseVersion.no, SchemeVersion.no)
    )
    for scheme, code, no in session.execute(query):
        for reason in scheme_drafts.reasons(scheme_drafts.read(session, scheme)):
            yield Finding("I1", f"{code} {no}.{scheme.no}", reason)


def _unapproved(session: Session) -> Iterator[Finding]:
    query = (
        select(Offering.code)
        .join(CourseVersion, CourseVersion.id == Offering.course_version_id)
        .join(SchemeVersion, SchemeVersion.id == Offering.scheme_version_id)
        .where(
            Offering.state != OfferingState.CANCELLED,
            or_(
                CourseVersion.state.not_in(_APPROVED),
                SchemeVersion.state.not_in(_APPROVED),
                SchemeVersion.course_version_id != CourseVersion.id,
            ),
        )
        .order_by(Offering.code)
    )
    for code in session.scalars(query):
        yield Finding(
            "I2", code, _("The offering stands on a course version or scheme that is not approved.")
        )


def _impossible_points(session: Session) -> Iterator[Finding]:
    query = _scores().where(
        or_(
            Score.points < 0,
            Score.points > Component.max_points,
            and_(Score.state == ScoreState.SCORED, Score.points.is_(None)),
            and_(Score.state != ScoreState.SCORED, Score.points.is_not(None)),
        )
    )
    for row in session.execute(query):
        yield Finding(
            "I3", _cell(row), _("The points do not lie in 0 to the maximum, or do not fit the state.")
        )


def _strayed_scores(session: Session) -> Iterator[Finding]:
    for row in session.execute(_scores().where(Sitting.offering_id != Enrolment.offering_id)):
        yield Finding("I4", _cell(row), _("The trainee belongs to another offering than the sheet."))


def _scores() -> _Query:
    query: _Query = (
        select(Offering.code, Component.code.label("component"), Enrolment.roll_number)
        .select_from(Score)
        .join(ScoreSheet, ScoreSheet.id == Score.sheet_id)
        .join(Sitting, Sitting.id == ScoreSheet.sitting_id)
        .join(Component, Component.id == ScoreSheet.component_id)
        .join(Enrolment, Enrolment.id == Score.enrolment_id)
        .join(Offering, Offering.id == Sitting.offering_id)
        .order_by(Offering.code, Component.order_no, Enrolment.roll_number)
    )
    return query


def _cell(row: Any) -> str:
    return f"{row.code} {row.component} {row.roll_number}"


def _joined_duties(session: Session) -> Iterator[Finding]:
    whys = {
        "adjusted": _("Who entered marks of the trainee adjusted the result as well."),
        "decided": _("Who entered marks of the trainee made the result final as well."),
        "issued": _("Who made the result of the trainee final issued the certificate as well."),
    }
    for each in duties.joined(session):
        yield Finding("I5", f"{each.offering_code} {each.roll_number}", whys[each.duty])
    for code, component in duties.verified_own(session):
        yield Finding(
            "I5", f"{code} {component}", _("Who verified the score sheet entered marks of it as well.")
        )


def _unearned_awards(session: Session) -> Iterator[Finding]:
    passed = or_(
        Result.outcome.in_(_PASSED),
        and_(Result.outcome == Outcome.ATTENDANCE_ONLY, AwardType.kind == StatementKind.ATTENDANCE),
    )
    query = (
        select(Offering.code, Enrolment.roll_number)
        .select_from(Award)
        .join(AwardType, AwardType.id == Award.award_type_id)
        .join(Enrolment, Enrolment.id == Award.enrolment_id)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .join(Result, Result.id == Award.result_id)
        .join(ResultRun, ResultRun.id == Result.run_id)
        .where(
            Award.state != AwardState.WITHDRAWN,
            or_(
                ResultRun.state != RunState.FINAL,
                ~passed,
                Result.enrolment_id != Award.enrolment_id,
                Enrolment.person_id != Award.person_id,
            ),
        )
        .order_by(Offering.code, Enrolment.roll_number)
    )
    for code, roll_number in session.execute(query):
        yield Finding("I6", f"{code} {roll_number}", _("The award has no final pass of the same trainee."))


def _changed_documents(session: Session) -> Iterator[Finding]:
    query = select(
        CertificateDocument.number, CertificateDocument.snapshot, CertificateDocument.snapshot_sha256
    ).order_by(CertificateDocument.number)
    for number, content, kept in session.execute(query.execution_options(yield_per=500)):
        if snapshot_sha256(content) != kept:
            yield Finding("I7", number, _("What the certificate says was changed after it was issued."))
    files = session.scalars(select(CertificateFile.id).order_by(CertificateFile.id)).all()
    for start in range(0, len(files), _FILES_AT_ONCE):
        yield from _changed_files(session, files[start : start + _FILES_AT_ONCE])


def _changed_files(session: Session, ids: Sequence[uuid.UUID]) -> Iterator[Finding]:
    first = func.min(CertificateDocument.number)
    query = (
        select(CertificateFile.id, CertificateFile.pdf, CertificateFile.sha256, first)
        .outerjoin(CertificateDocument, CertificateDocument.file_id == CertificateFile.id)
        .where(CertificateFile.id.in_(ids))
        .group_by(CertificateFile.id, CertificateFile.pdf, CertificateFile.sha256)
    )
    for file_id, pdf, kept, number in session.execute(query):
        if hashlib.sha256(pdf).hexdigest() != kept:
            yield Finding(
                "I7", number or str(file_id), _("The stored pages were changed after they were issued.")
            )


def _broken_series(session: Session) -> Iterator[Finding]:
    query = select(NumberSeries).order_by(NumberSeries.issuer, NumberSeries.year, NumberSeries.station)
    for series in session.scalars(query):
        documents = session.execute(
            select(CertificateDocument.serial, CertificateDocument.number, CertificateDocument.state)
            .where(CertificateDocument.series_id == series.id)
            .order_by(CertificateDocument.serial)
        ).all()
        yield from _gaps(series, {row.serial for row in documents})
        for row in documents:
            yield from _wrong_number(series, row)


def _gaps(series: NumberSeries, taken: set[int]) -> Iterator[Finding]:
    name = f"{series.issuer}-{series.year}-{series.station}"
    for serial in sorted(set(range(1, series.next_serial)) - taken):
        yield Finding("I8", f"{name} {serial:05}", _("The number was taken and is neither issued nor void."))
    for serial in sorted(taken - set(range(1, series.next_serial))):
        yield Finding("I8", f"{name} {serial:05}", _("The number is used and the series has not reached it."))


def _wrong_number(series: NumberSeries, row: Any) -> Iterator[Finding]:
    if row.state is DocumentState.RESERVED:
        yield Finding("I8", row.number, _("The number was taken and is neither issued nor void."))
    try:
        read = numbering.parse(row.number)
    except Refused as refusal:
        yield Finding("I8", row.number, refusal.sentence())
        return
    if read != numbering.CertificateNumber(series.issuer, series.year, series.station, row.serial):
        yield Finding("I8", row.number, _("The number does not fit its place in the series."))


def _overlapping_awards(session: Session) -> Iterator[Finding]:
    """A renewal begins after the last day of the award before it."""
    other = aliased(Award)
    forever = date.max
    query = (
        select(Person.name_latin, Person.name_ur, Person.name_zh, AwardType.title_en)
        .select_from(Award)
        .join(other, and_(other.person_id == Award.person_id, other.award_type_id == Award.award_type_id))
        .join(Person, Person.id == Award.person_id)
        .join(AwardType, AwardType.id == Award.award_type_id)
        .where(
            Award.id < other.id,
            Award.state == AwardState.GRANTED,
            other.state == AwardState.GRANTED,
            Award.valid_from <= func.coalesce(other.valid_to, forever),
            other.valid_from <= func.coalesce(Award.valid_to, forever),
        )
        .order_by(Person.name_latin)
    )
    for latin, ur, zh, title in session.execute(query):
        yield Finding("I9", f"{latin or ur or zh}: {title}", _("Two granted awards hold at the same time."))


def _full_offerings(session: Session) -> Iterator[Finding]:
    query = (
        select(Offering.code, Offering.capacity, func.count())
        .join(Enrolment, Enrolment.offering_id == Offering.id)
        .where(Enrolment.state.in_(ON_ROLL), Enrolment.reason == "")
        .group_by(Offering.code, Offering.capacity)
        .having(func.count() > Offering.capacity)
        .order_by(Offering.code)
    )
    for code, capacity, taken in session.execute(query):
        why = _("{taken} trainees have {capacity} seats, and no reason is given.")
        yield Finding("I10", code, why.format(taken=taken, capacity=capacity))


def _missing_outcomes(session: Session) -> Iterator[Finding]:
    result = select(Result.id).where(Result.run_id == ResultRun.id, Result.enrolment_id == Enrolment.id)
    query = (
        select(Offering.code, Enrolment.roll_number)
        .join(Enrolment, Enrolment.offering_id == Offering.id)
        .join(ResultRun, and_(ResultRun.offering_id == Offering.id, ResultRun.state == RunState.FINAL))
        .where(~result.exists())
        .order_by(Offering.code, Enrolment.roll_number)
    )
    for code, roll_number in session.execute(query):
        yield Finding("I12", f"{code} {roll_number}", _("The decided results leave this trainee out."))
