"""Score sheets on paper: blank ones to be filled in by hand, and those with the marks that stand."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.language import Titles
from trainer_app.documents.entry_sheet_data import EntrySheet, SheetComponent, SheetTrainee
from trainer_app.models.catalogue import CourseVersion
from trainer_app.models.delivery import Offering
from trainer_app.rules.attempts import Mark
from trainer_app.rules.roles import Role
from trainer_app.rules.states import ScoreState
from trainer_app.services import scores
from trainer_app.services.access import allowed
from trainer_app.services.scores import ScoreGrid
from trainer_app.storage.journal import checkpoints


@allowed(Role.TRAINING_OFFICER, Role.INSTRUCTOR, Role.AUDITOR)
def export(
    session: Session,
    *,
    offering_id: uuid.UUID,
    path: Path,
    language: str,
    is_filled: bool,
    now: datetime,
    attempt: int = 1,
    component_ids: Collection[uuid.UUID] = (),
    order: Sequence[uuid.UUID] = (),
) -> None:
    """Write the sheet of some components as PDF, or of all where none is named; the journal is signed.

    Trainees come in the `order` of their enrolments, and who is not named in it after them by roll number.
    In a resit only those are listed who take one of the components.

    Raises:
        NotFound: there is no such offering.
        NoGlyph: no font has a character of a name or title.
        FileUnwritable: the file cannot be written there.
    """
    from trainer_app.documents.entry_sheet import write_entry_sheet

    signed = checkpoints.sign(session, "export")
    grid = scores.grid(session, offering_id=offering_id, attempt=attempt)
    query = (
        select(Offering.code, CourseVersion.title_en, CourseVersion.title_ur, CourseVersion.title_zh)
        .join(CourseVersion, Offering.course_version_id == CourseVersion.id)
        .where(Offering.id == offering_id)
    )
    code, *titles = session.execute(query).one()
    marks = _expected_marks(session, grid)
    columns = [
        column
        for column, component in enumerate(grid.components)
        if (not component_ids or component.id in component_ids)
        and (attempt == 1 or any(row[column] is not None for row in marks))
    ]
    sheet = EntrySheet(
        offering_code=code,
        course=Titles(*titles),
        attempt=attempt,
        components=tuple(_component(grid, column) for column in columns),
        trainees=_trainees(grid, marks, columns, language, order),
        made_on=now.astimezone().date(),
        is_filled=is_filled,
    )
    write_entry_sheet(sheet, language, path, head=signed.head if signed else "")


def _expected_marks(session: Session, grid: ScoreGrid) -> list[list[Mark | None]]:
    """The marks as they stand, None where none belongs: in a resit for those who do not take it."""
    if grid.attempt == 1:
        return [list(row) for row in grid.marks]
    results = scores.totals(session, offering_id=grid.offering_id)
    return [
        [
            mark
            if mark.state != ScoreState.NOT_ENTERED
            or component.code in results[trainee.enrolment_id].graded.to_resit
            else None
            for mark, component in zip(row, grid.components, strict=True)
        ]
        for trainee, row in zip(grid.trainees, grid.marks, strict=True)
    ]


def _component(grid: ScoreGrid, column: int) -> SheetComponent:
    facts = grid.components[column].facts
    return SheetComponent(facts.titles, facts.max_points, facts.step)


def _trainees(
    grid: ScoreGrid,
    marks: Sequence[Sequence[Mark | None]],
    columns: Sequence[int],
    language: str,
    order: Sequence[uuid.UUID],
) -> tuple[SheetTrainee, ...]:
    ranks = {enrolment_id: rank for rank, enrolment_id in enumerate(order)}
    rows = sorted(
        zip(grid.trainees, marks, strict=True), key=lambda row: ranks.get(row[0].enrolment_id, len(ranks))
    )
    return tuple(
        SheetTrainee(
            trainee.roll_number,
            trainee.names.in_language(language),
            trainee.second_name(language),
            tuple(row[column] for column in columns),
        )
        for trainee, row in rows
        if grid.attempt == 1 or any(row[column] is not None for column in columns)
    )
