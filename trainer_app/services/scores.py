"""Scores: recording what people type, one cell or many."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from trainer_app.core.errors import (
    ChangedMeanwhile,
    HasLeft,
    MarkOffStep,
    MarkOutOfRange,
    NoSuchAttempt,
    NotFound,
    ScoresClosed,
)
from trainer_app.core.language import N_, Titles
from trainer_app.models.assessment import Score, ScoreSheet, Sitting
from trainer_app.models.base import Id, derived_id, new_id, table_of
from trainer_app.rules.attempts import Mark
from trainer_app.rules.roles import STAFF, Role
from trainer_app.rules.states import SheetState
from trainer_app.services import results
from trainer_app.services.access import allowed
from trainer_app.services.results import TraineeResult
from trainer_app.services.schemes import ComponentFacts
from trainer_app.services.score_grid import (
    NOT_ENTERED,
    ON_ROLL,
    TRAINEES,
    ColumnFigures,
    GridComponent,
    GridTrainee,
    ScoreGrid,
    column_figures,
    grid,
    head_of,
    trainee_of,
)
from trainer_app.services.sheet_refusals import SheetClosed
from trainer_app.storage import bulk

__all__ = [
    "NOT_ENTERED",
    "ColumnFigures",
    "Entry",
    "GridComponent",
    "GridTrainee",
    "Mark",
    "Recorded",
    "ScoreGrid",
    "check",
    "column_figures",
    "grid",
    "record",
    "record_many",
    "remark",
    "remarks",
    "set_control_sum",
    "totals",
]

_sittings, _sheets, _scores = table_of(Sitting), table_of(ScoreSheet), table_of(Score)
_sheet, _score = _sheets.c, _scores.c

_STANDING = select(
    _score.id, _score.sheet_id, _score.enrolment_id, _score.state, _score.points, _score.remark
).where(_score.sheet_id.in_(bindparam("sheets", type_=Id, expanding=True)))
_REMARKS = (
    select(_score.enrolment_id, _sheet.component_id, _score.remark)
    .join_from(_sittings, _sheets, _sheet.sitting_id == _sittings.c.id)
    .join(_scores, _score.sheet_id == _sheet.id)
    .where(
        _sittings.c.offering_id == bindparam("offering_id", type_=Id),
        _sittings.c.attempt == bindparam("attempt"),
        _score.remark != "",
    )
)
_Cell = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark to record in one cell.

    `seen` is the mark that the user had before the eyes; when another one stands there, that one is kept.
    """

    enrolment_id: uuid.UUID
    component_id: uuid.UUID
    mark: Mark
    seen: Mark | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording did to one cell; `before` is what undo records again."""

    enrolment_id: uuid.UUID
    component_id: uuid.UUID
    before: Mark
    after: Mark

    @property
    def is_changed(self) -> bool:
        """Whether anything was written."""
        return self.before != self.after


class _Sheet(NamedTuple):
    id: uuid.UUID
    max_points: Decimal


def check(component: ComponentFacts, trainee: Titles, mark: Mark) -> None:
    """Refuse a mark that the component does not allow; nothing is ever cut or rounded to fit.

    Raises:
        MarkOutOfRange: the points are below 0 or above the maximum.
        MarkOffStep: the points lie between two marks that can be given.
    """
    if mark.points is None:
        return
    maximum, step = component.max_points, component.step
    is_in_range = 0 <= mark.points <= maximum
    if not is_in_range or mark.points % step:
        refusal = MarkOffStep if is_in_range else MarkOutOfRange
        raise refusal(mark.points, trainee=trainee, component=component.titles, maximum=maximum, step=step)


@allowed(Role.TRAINING_OFFICER, Role.INSTRUCTOR)
def record(
    session: Session,
    *,
    offering_id: uuid.UUID,
    enrolment_id: uuid.UUID,
    component_id: uuid.UUID,
    mark: Mark,
    attempt: int = 1,
    now: datetime,
    seen: Mark | None = None,
) -> Recorded:
    """Save one cell at once; NOT_ENTERED makes it blank, which is never zero.

    Raises:
        MarkRefused: the component does not allow the mark.
        ScoresClosed, SheetClosed, HasLeft, NoSuchAttempt: the cell cannot be changed.
        ChangedMeanwhile: someone else changed the mark since it was seen.
        NotFound: the offering has no such trainee or component.
    """
    entries = [Entry(enrolment_id, component_id, mark, seen)]
    return record_many(session, offering_id=offering_id, entries=entries, attempt=attempt, now=now)[0]


@allowed(Role.TRAINING_OFFICER, Role.INSTRUCTOR)
def record_many(
    session: Session,
    *,
    offering_id: uuid.UUID,
    entries: Sequence[Entry],
    attempt: int = 1,
    now: datetime,
) -> list[Recorded]:
    """Save a block of cells in one go, all or none; of two entries for one cell the later one counts.

    Raises:
        MarkRefused: a component does not allow a mark.
        ScoresClosed, SheetClosed, HasLeft, NoSuchAttempt: a cell cannot be changed.
        ChangedMeanwhile: someone else changed a mark since it was seen.
        NotFound: the offering has no such trainee or component.
    """
    head = head_of(session, offering_id, attempt)
    if not head.is_open:
        raise ScoresClosed(head.offering_code)
    components = {component.id: component for component in head.components}
    for entry in entries:
        _recordable(components, entry.component_id, attempt)
    return _save(session, offering_id, entries, components, attempt, now)


@allowed()
def put_right(
    session: Session,
    *,
    offering_id: uuid.UUID,
    component: GridComponent,
    entries: Sequence[Entry],
    attempt: int,
    now: datetime,
) -> list[Recorded]:
    """Save marks on a sheet that is in correction, at any stage of its offering.

    Raises:
        MarkRefused: the component does not allow a mark.
        HasLeft, ChangedMeanwhile: a cell cannot be changed.
        NotFound: the offering has no such trainee.
    """
    return _save(session, offering_id, entries, {component.id: component}, attempt, now)


def _save(
    session: Session,
    offering_id: uuid.UUID,
    entries: Sequence[Entry],
    components: Mapping[uuid.UUID, GridComponent],
    attempt: int,
    now: datetime,
) -> list[Recorded]:
    trainees = {row.id: trainee_of(row) for row in session.execute(TRAINEES, {"offering_id": offering_id})}
    for entry in entries:
        facts = components[entry.component_id].facts
        check(facts, _assessed(trainees, entry.enrolment_id).names, entry.mark)
    stood = _standing(session, {entry.component_id: components[entry.component_id] for entry in entries})
    recorded = [_compared(entry, stood, attempt) for entry in _last_of_each(entries)]
    changes = [each for each in recorded if each.is_changed]
    sheets = _sheets_of(
        session,
        offering_id,
        attempt,
        [components[change.component_id] for change in changes],
        _stamp(now),
    )
    _write(session, changes, stood, sheets, _stamp(now))
    return recorded


@allowed(*STAFF)
def totals(
    session: Session, *, offering_id: uuid.UUID, enrolment_ids: Collection[uuid.UUID] | None = None
) -> dict[uuid.UUID, TraineeResult]:
    """Live totals and bands by enrolment, of some trainees or all, over every attempt.

    Raises:
        NotFound: there is no such offering.
    """
    return results.of_trainees(session, offering_id=offering_id, enrolment_ids=enrolment_ids)


@allowed(Role.TRAINING_OFFICER, Role.INSTRUCTOR)
def set_control_sum(
    session: Session,
    *,
    offering_id: uuid.UUID,
    component_id: uuid.UUID,
    control_sum: Decimal | None,
    attempt: int = 1,
    now: datetime,
) -> None:
    """Keep the sum that stands at the foot of the signed paper sheet; None takes it back.

    Raises:
        ScoresClosed, SheetClosed, NoSuchAttempt: the sheet cannot be changed.
        NotFound: the offering has no such component.
    """
    head = head_of(session, offering_id, attempt)
    if not head.is_open:
        raise ScoresClosed(head.offering_code)
    components = {component.id: component for component in head.components}
    component = _recordable(components, component_id, attempt)
    stamp = _stamp(now)
    sheet = _sheets_of(session, offering_id, attempt, [component], stamp)[component_id]
    bulk.update(session, ScoreSheet, [{"id": sheet.id, "control_sum": control_sum, **stamp}])


@allowed(Role.TRAINING_OFFICER, Role.INSTRUCTOR)
def remark(
    session: Session,
    *,
    offering_id: uuid.UUID,
    enrolment_id: uuid.UUID,
    component_id: uuid.UUID,
    text: str,
    attempt: int = 1,
    now: datetime,
    seen: str = "",
) -> None:
    """Keep a remark beside a mark, or beside a blank; an empty one takes it back.

    Raises:
        ScoresClosed, SheetClosed, HasLeft, NoSuchAttempt: the cell cannot be changed.
        ChangedMeanwhile: someone else changed the remark since it was `seen`.
        NotFound: the offering has no such trainee or component.
    """
    head = head_of(session, offering_id, attempt)
    if not head.is_open:
        raise ScoresClosed(head.offering_code)
    trainees = {row.id: trainee_of(row) for row in session.execute(TRAINEES, {"offering_id": offering_id})}
    component = _recordable({each.id: each for each in head.components}, component_id, attempt)
    _assessed(trainees, enrolment_id)
    row = _standing(session, {component_id: component}).get((enrolment_id, component_id))
    found = row.remark if row is not None else ""
    if found != seen:
        raise ChangedMeanwhile(N_("this remark"), theirs=found, yours=text)
    if row is not None:
        bulk.update(session, Score, [{"id": row.id, "remark": text, **_stamp(now)}])
        return
    sheet = _sheets_of(session, offering_id, attempt, [component], _stamp(now))[component_id]
    blank = {"state": NOT_ENTERED.state, "points": None, "remark": text}
    bulk.insert(session, Score, [{**_new_score(sheet, enrolment_id, _stamp(now)), **blank}])


@allowed(*STAFF)
def remarks(session: Session, *, offering_id: uuid.UUID, attempt: int = 1) -> dict[_Cell, str]:
    """The remarks of one attempt, by enrolment and component."""
    given = {"offering_id": offering_id, "attempt": attempt}
    return {(row.enrolment_id, row.component_id): row.remark for row in session.execute(_REMARKS, given)}


def _recordable(
    components: Mapping[uuid.UUID, GridComponent], component_id: uuid.UUID, attempt: int
) -> GridComponent:
    component = components.get(component_id)
    if component is None:
        raise NotFound(N_("component"), str(component_id))
    if component.sheet_state != SheetState.DRAFT:
        raise SheetClosed(component.titles, component.sheet_state)
    if not component.is_editable:
        raise NoSuchAttempt(component.titles, attempt)
    return component


def _assessed(trainees: Mapping[uuid.UUID, GridTrainee], enrolment_id: uuid.UUID) -> GridTrainee:
    trainee = trainees.get(enrolment_id)
    if trainee is None:
        raise NotFound(N_("trainee"), str(enrolment_id))
    if trainee.state not in ON_ROLL:
        raise HasLeft(trainee.names)
    return trainee


def _standing(session: Session, components: Mapping[uuid.UUID, GridComponent]) -> dict[_Cell, Any]:
    """The rows that stand on the components' sheets."""
    of_sheet = {each.sheet_id: each.id for each in components.values() if each.sheet_id}
    rows = session.execute(_STANDING, {"sheets": list(of_sheet)}).all() if of_sheet else ()
    return {(row.enrolment_id, of_sheet[row.sheet_id]): row for row in rows}


def _last_of_each(entries: Iterable[Entry]) -> Iterable[Entry]:
    return {(entry.enrolment_id, entry.component_id): entry for entry in entries}.values()


def _compared(entry: Entry, stood: Mapping[_Cell, Any], attempt: int) -> Recorded:
    row = stood.get((entry.enrolment_id, entry.component_id))
    before = Mark(row.state, row.points, attempt) if row else replace(NOT_ENTERED, attempt=attempt)
    if entry.seen is not None and replace(entry.seen, attempt=attempt) != before:
        raise ChangedMeanwhile(N_("this score"), theirs=before, yours=entry.mark)
    return Recorded(entry.enrolment_id, entry.component_id, before, replace(entry.mark, attempt=attempt))


def _stamp(now: datetime) -> dict[str, Any]:
    return {"changed_at": now}


def _sheets_of(
    session: Session,
    offering_id: uuid.UUID,
    attempt: int,
    components: Iterable[GridComponent],
    stamp: dict[str, Any],
) -> dict[uuid.UUID, _Sheet]:
    """The sheet of each component; sitting and sheet are made when they are first used."""
    made = {**stamp, "created_at": stamp["changed_at"]}
    sheets = {}
    for component in {each.id: each for each in components}.values():
        sitting_id, sheet_id = component.sitting_id or new_id(), component.sheet_id or new_id()
        sheet = _Sheet(sheet_id, component.facts.max_points)
        if component.sitting_id is None:
            of = {"offering_id": offering_id, "component_id": component.id, "attempt": attempt}
            bulk.insert(session, Sitting, [{"id": sitting_id, **of, **made}])
        if component.sheet_id is None:
            of = {"sitting_id": sitting_id, "component_id": component.id, "max_points": sheet.max_points}
            bulk.insert(session, ScoreSheet, [{"id": sheet_id, **of, **made}])
        sheets[component.id] = sheet
    return sheets


def _write(
    session: Session,
    changes: Sequence[Recorded],
    stood: Mapping[_Cell, Any],
    sheets: Mapping[uuid.UUID, _Sheet],
    stamp: dict[str, Any],
) -> None:
    added, changed = [], []
    for change in changes:
        sheet = sheets[change.component_id]
        mark = {"state": change.after.state, "points": change.after.points, **stamp}
        row = stood.get((change.enrolment_id, change.component_id))
        if row is not None:
            changed.append({"id": row.id, **mark})
        else:
            added.append({**_new_score(sheet, change.enrolment_id, stamp), **mark})
    bulk.insert(session, Score, added)
    bulk.update(session, Score, changed)


def _new_score(sheet: _Sheet, enrolment_id: uuid.UUID, stamp: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": derived_id(sheet.id, enrolment_id),
        "sheet_id": sheet.id,
        "enrolment_id": enrolment_id,
        "max_points": sheet.max_points,
        "created_at": stamp["changed_at"],
        **stamp,
    }
