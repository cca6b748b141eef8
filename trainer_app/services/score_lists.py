"""Score lists: giving one out to be filled in, and taking in what came back or what an agency wrote."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core import language as languages
from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles
from trainer_app.documents import score_list
from trainer_app.documents.offering_report import CountedMark
from trainer_app.documents.score_list import ListComponent, ListTrainee, ScoreList
from trainer_app.models.catalogue import CourseVersion
from trainer_app.models.delivery import Offering
from trainer_app.models.users import ImportBatch
from trainer_app.rules.attempts import Mark
from trainer_app.rules.roles import Role
from trainer_app.rules.states import ScoreState
from trainer_app.rules.vocabulary import ImportKind
from trainer_app.services import score_matching, scores
from trainer_app.services.access import allowed
from trainer_app.services.score_list_preview import (
    Key,
    PreviewMark,
    ScoreListPreview,
    Verdict,
    offering_id_of,
    preview,
)
from trainer_app.services.scores import Entry, GridComponent, GridTrainee, Recorded
from trainer_app.storage.journal import checkpoints

__all__ = [
    "Decision",
    "Key",
    "ListedMark",
    "PreviewMark",
    "ScoreListImport",
    "ScoreListPreview",
    "Verdict",
    "accept",
    "export",
    "preview",
]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the user says about a mark that was asked: the mark, and whose it is when that was asked too."""

    mark: Mark
    enrolment_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class ListedMark:
    """A mark that did not go in."""

    row: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ScoreListImport:
    """What an import did. Each mark of the list is counted once; blanks are not counted.

    `accepted` stood blank before, `changed` replaced another mark, `unchanged` stood there already.
    `recorded` is what undo puts back.
    """

    accepted: int
    unchanged: int
    changed: int
    refused: tuple[ListedMark, ...]
    ask: tuple[ListedMark, ...]
    recorded: tuple[Recorded, ...]


@allowed(Role.TRAINING_OFFICER, Role.INSTRUCTOR, Role.AUDITOR)
def export(
    session: Session,
    *,
    offering_code: str,
    path: Path,
    now: datetime,
    attempt: int = 1,
    language: str | None = None,
) -> None:
    """Write the list of an offering's scores, to be filled in and imported again; the journal is signed.

    Raises:
        NotFound: there is no such offering.
        FileUnwritable: the file cannot be written there.
    """
    from trainer_app.documents import workbook

    signed = checkpoints.sign(session, "export")
    offering_id = offering_id_of(session, offering_code)
    grid = scores.grid(session, offering_id=offering_id, attempt=attempt)
    columns = (CourseVersion.title_en, CourseVersion.title_ur, CourseVersion.title_zh)
    course = session.execute(
        select(*columns)
        .join(Offering, Offering.course_version_id == CourseVersion.id)
        .where(Offering.id == offering_id)
    ).one()
    made = ScoreList(
        offering_code=offering_code,
        course=Titles(*course),
        components=tuple(_list_component(component) for component in grid.components),
        trainees=[
            _list_trainee(trainee, marks) for trainee, marks in zip(grid.trainees, grid.marks, strict=True)
        ],
        made_at=now,
    )
    head = signed.head if signed else ""
    workbook.write(score_list.score_list_book(made, language or languages.active(), head=head), path)


@allowed(Role.TRAINING_OFFICER, Role.INSTRUCTOR)
def accept(
    session: Session,
    *,
    preview: ScoreListPreview,
    decisions: Mapping[Key, Decision | None] | None = None,
    now: datetime,
) -> ScoreListImport:
    """Record the marks that can go in, and those that the user decided; None leaves a mark out for good.

    Marks that are still asked, and refused ones, stay out. A file that changes nothing leaves no trace.

    Raises:
        MarkRefused: a decision is a mark that the component does not allow.
        ScoresClosed, SheetClosed, HasLeft: somebody closed what was open at the preview.
        ChangedMeanwhile: somebody changed one of the marks meanwhile.
    """
    decided = decisions or {}
    entries = [_entry(mark) for mark in preview.marks if mark.verdict in (Verdict.NEW, Verdict.CHANGED)]
    asked = [mark for mark in preview.marks if mark.verdict == Verdict.ASK]
    entries += [
        _decided(mark, decision)
        for mark in asked
        if mark.key in decided and (decision := decided[mark.key]) is not None
    ]
    recorded = scores.record_many(
        session, offering_id=preview.offering_id, entries=entries, attempt=preview.attempt, now=now
    )
    written = [each for each in recorded if each.is_changed]
    new = sum(1 for each in written if each.before.state == ScoreState.NOT_ENTERED)
    refused = [mark for mark in preview.marks if mark.verdict == Verdict.REFUSED]
    done = ScoreListImport(
        accepted=new,
        unchanged=preview.count(Verdict.UNCHANGED) + len(recorded) - len(written),
        changed=len(written) - new,
        refused=tuple(ListedMark(mark.row, mark.name, mark.why) for mark in refused),
        ask=tuple(ListedMark(mark.row, mark.name, mark.why) for mark in asked if mark.key not in decided),
        recorded=tuple(written),
    )
    if written:
        session.add(_batch(preview, done, now))
        session.flush()
    return done


def _entry(mark: PreviewMark) -> Entry:
    assert mark.trainee is not None  # noqa: S101 (no mark goes in without a trainee)
    assert mark.mark is not None  # noqa: S101
    return Entry(mark.trainee.enrolment_id, mark.component.id, mark.mark, seen=mark.before)


def _decided(mark: PreviewMark, decision: Decision) -> Entry:
    enrolment_id = decision.enrolment_id or (mark.trainee.enrolment_id if mark.trainee else None)
    if enrolment_id is None:
        raise NotFound(N_("trainee"), mark.name)
    return Entry(enrolment_id, mark.component.id, decision.mark)


def _batch(preview: ScoreListPreview, done: ScoreListImport, now: datetime) -> ImportBatch:
    mapping: dict[str, Any] = {"components": sorted({mark.component.code for mark in preview.marks})}
    if preview.mapping is not None:
        fields = {str(column.index): column.field.value for column in preview.mapping.columns}
        mapping |= {"fields": fields, "column": preview.column}
    counts = {
        "accepted": done.accepted,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "refused": len(done.refused),
        "ask": len(done.ask),
    }
    return ImportBatch(
        kind=ImportKind.SCORES,
        offering_id=preview.offering_id,
        file_name=preview.workbook.file_name,
        file_sha256=preview.workbook.sha256,
        layout=preview.mapping.layout_key if preview.mapping else score_list.MARKER,
        mapping=mapping,
        counts=counts,
        imported_at=now,
    )


def _list_component(component: GridComponent) -> ListComponent:
    places = -int(component.facts.step.normalize().as_tuple().exponent)
    return ListComponent(
        component.code, component.titles, component.facts.max_points, max(places, 0), component.is_editable
    )


def _list_trainee(trainee: GridTrainee, marks: Sequence[Mark]) -> ListTrainee:
    return ListTrainee(
        roll_number=trainee.roll_number,
        name_latin=trainee.names.en,
        own_name=score_matching.own_name(trainee.names, trainee.side),
        side=trainee.side,
        marks=tuple(CountedMark(mark.state, mark.points) for mark in marks),
    )
