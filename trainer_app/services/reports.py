"""Reports that leave the program as workbooks: the progress of one offering."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core import language as languages
from trainer_app.core.language import LANGUAGES, Titles
from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.documents.graded_marks import counted_marks, is_recomputable
from trainer_app.documents.offering_book import offering_book
from trainer_app.documents.offering_report import (
    NO_ADJUSTMENTS,
    Group,
    OfferingFacts,
    OfferingReport,
    ReportBand,
    ReportComponent,
    ReportScheme,
    TraineeRow,
)
from trainer_app.documents.sheet_model import Book
from trainer_app.models.base import table_of
from trainer_app.models.catalogue import Course, Track
from trainer_app.models.delivery import Enrolment
from trainer_app.models.organisations import Organisation, Rank, Side
from trainer_app.models.people import Person
from trainer_app.rules.roles import STAFF, Role
from trainer_app.services import adjustments, offerings, results
from trainer_app.services.access import allowed
from trainer_app.services.adjustments import AdjustmentFacts
from trainer_app.services.results import OfferingResults, TraineeResult
from trainer_app.services.schemes import ComponentFacts, SchemeFacts
from trainer_app.storage.journal import checkpoints

_enrolment, _person = table_of(Enrolment).c, table_of(Person).c
_organisation, _rank, _side = table_of(Organisation).c, table_of(Rank).c, table_of(Side).c
_NO_TITLES = Titles("")


@dataclass(frozen=True, slots=True)
class _About:
    """What the report tells of a trainee beside the result."""

    credited_minutes: int | None
    organisation: Group | None
    rank: Titles


@allowed(*STAFF)
def offering_progress(session: Session, *, offering_code: str, on: date) -> OfferingReport:
    """Roll, scores and results of an offering as they stand, with everything that the workbook says.

    Raises:
        NotFound: there is no such offering.
    """
    found = results.of_offering(session, offering_code=offering_code)
    about = _about_trainees(session, found.offering_id)
    adjusted = _adjustments(session, found.offering_id)
    groups = {each.organisation.code: each.organisation for each in about.values() if each.organisation}
    return OfferingReport(
        facts=_facts(session, found),
        scheme=_scheme(found.scheme),
        sides=_sides(session),
        organisations=tuple(groups[code] for code in sorted(groups)),
        trainees=[
            _row(
                trainee,
                about[trainee.enrolment_id],
                adjusted.get(trainee.enrolment_id, NO_ADJUSTMENTS),
                found,
            )
            for trainee in found.trainees
        ],
        made_at=datetime.combine(on, time(), UTC),
    )


@allowed(*STAFF)
def offering_progress_book(session: Session, *, offering_code: str, language: str, on: date) -> Book:
    """The offering progress workbook in a language, for the preview.

    Raises:
        NotFound: there is no such offering.
    """
    return offering_book(offering_progress(session, offering_code=offering_code, on=on), language)


@allowed(Role.TRAINING_OFFICER, Role.BOARD_SECRETARY, Role.REPORT_OFFICER, Role.AUDITOR)
def save_offering_progress(
    session: Session,
    *,
    offering_code: str,
    language: str,
    path: Path,
    on: date,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write the offering progress workbook into the file; the journal's end is signed.

    Raises:
        NotFound: there is no such offering.
        CellRefused: a text or number cannot stand in a workbook.
        FileUnwritable: the file cannot be written.
    """
    from trainer_app.documents import workbook

    signed = checkpoints.sign(session, "export")
    report = offering_progress(session, offering_code=offering_code, on=on)
    book = offering_book(report, language, head=signed.head if signed else "")
    workbook.write(book, path, progress)


def _facts(session: Session, found: OfferingResults) -> OfferingFacts:
    offering = offerings.facts(session, offering_id=found.offering_id)
    return OfferingFacts(
        code=offering.code,
        course_code=offering.course_code,
        course=offering.titles,
        track=_track(session, offering.course_id),
        host_side=offering.host_side,
        venue=offering.venue,
        starts_on=offering.starts_on,
        ends_on=offering.ends_on,
        state=offering.state,
        capacity=offering.capacity,
        delivered_minutes=None if found.was_changed_after_decision else offering.delivered_minutes,
        decided_on=found.decided_on,
        is_stale=found.was_changed_after_decision,
    )


def _track(session: Session, course_id: uuid.UUID) -> Titles:
    query = select(Track.title_en, Track.title_ur, Track.title_zh).join(Course, Course.track_id == Track.id)
    return Titles(*session.execute(query.where(Course.id == course_id)).one())


def _sides(session: Session) -> tuple[Group, ...]:
    query = select(_side.code, _side.title_en, _side.title_ur, _side.title_zh).order_by(_side.code)
    return tuple(Group(code, Titles(*titles)) for code, *titles in session.execute(query))


def _about_trainees(session: Session, offering_id: uuid.UUID) -> Mapping[uuid.UUID, _About]:
    query = (
        select(
            _enrolment.id,
            _enrolment.credited_minutes,
            _organisation.code,
            _organisation.title_en.label("organisation_en"),
            _organisation.title_ur.label("organisation_ur"),
            _organisation.title_zh.label("organisation_zh"),
            _rank.title_en.label("rank_en"),
            _rank.title_ur.label("rank_ur"),
            _rank.title_zh.label("rank_zh"),
        )
        .join(_person.id.table, _person.id == _enrolment.person_id)
        .outerjoin(_organisation.id.table, _organisation.id == _person.organisation_id)
        .outerjoin(_rank.id.table, _rank.id == _person.rank_id)
        .where(_enrolment.offering_id == offering_id)
    )
    return {row.id: _about(row) for row in session.execute(query)}


def _adjustments(session: Session, offering_id: uuid.UUID) -> Mapping[uuid.UUID, Titles]:
    """What was adjusted of each trainee, in words of the three languages."""
    of_trainees: dict[uuid.UUID, list[AdjustmentFacts]] = {}
    for each in adjustments.rows(session, offering_id=offering_id):
        of_trainees.setdefault(each.enrolment_id, []).append(each)
    return {
        enrolment_id: Titles(*(_told(found, code) for code in LANGUAGES))
        for enrolment_id, found in of_trainees.items()
    }


def _told(found: Sequence[AdjustmentFacts], code: str) -> str:
    with languages.using(code):
        return "\n".join(adjustments.sentences(found))


def _about(row: Any) -> _About:
    organisation = None
    if row.code is not None:
        organisation = Group(row.code, Titles(row.organisation_en, row.organisation_ur, row.organisation_zh))
    rank = Titles(row.rank_en, row.rank_ur, row.rank_zh) if row.rank_en is not None else _NO_TITLES
    return _About(row.credited_minutes, organisation, rank)


def _row(trainee: TraineeResult, about: _About, adjusted: Titles, found: OfferingResults) -> TraineeRow:
    graded = trainee.graded
    misconduct = next((clause.value for clause in graded.clauses if clause.rule == "misconduct"), None)
    return TraineeRow(
        roll_number=trainee.roll_number,
        name_latin=trainee.names.en,
        name_ur=trainee.names.ur,
        name_zh=trainee.names.zh,
        side=trainee.side,
        organisation=about.organisation.code if about.organisation else "",
        rank=about.rank,
        state=trainee.state,
        # Minutes that were changed after the decision do not explain the attendance that was decided on.
        credited_minutes=None if found.was_changed_after_decision else about.credited_minutes,
        attendance=graded.attendance,
        marks=counted_marks(graded),
        overall=graded.overall,
        so_far=graded.so_far,
        band=None if trainee.band is None else found.scheme.bands.index(trainee.band),
        is_band_capped=graded.is_band_capped,
        outcome=graded.outcome,
        meets_every_rule=all(clause.met for clause in graded.clauses),
        misconducts=int(misconduct or 0),
        is_recomputable=is_recomputable(graded),
        adjustments=adjusted,
    )


def _scheme(scheme: SchemeFacts) -> ReportScheme:
    lines = {node.code: node.line for node in scheme.rules.plan if node.clause is not None}
    return ReportScheme(
        no=scheme.no,
        pass_mark=scheme.rules.pass_mark,
        decimals=scheme.rules.decimals,
        attendance_min=scheme.rules.attendance_min,
        exempt_limit_bp=scheme.rules.exempt_limit_bp,
        components=tuple(_component(each, lines.get(each.code)) for each in scheme.marked),
        bands=tuple(ReportBand(band.titles, band.lower) for band in scheme.bands),
        is_flat=all(component.parent is None for component in scheme.components),
    )


def _component(component: ComponentFacts, line: Decimal | None) -> ReportComponent:
    places = max(-int(component.step.normalize().as_tuple().exponent), 0)
    return ReportComponent(
        component.code, component.titles, component.max_points, component.weight_bp, line, places
    )
