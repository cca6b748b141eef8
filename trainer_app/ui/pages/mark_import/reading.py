"""Reads a mark list for the page: what importing it would do, or what must be said first."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from trainer_app.core.errors import AppError
from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.documents import mark_list_reader, workbook_reader
from trainer_app.documents.mark_list_reader import ScoreColumn
from trainer_app.services import enrolments, score_lists, scores
from trainer_app.services.enrolments import Trainee
from trainer_app.services.score_list_faults import WhichColumn, WhichComponent
from trainer_app.services.score_lists import Decision, Key, ScoreListImport, ScoreListPreview
from trainer_app.services.scores import GridComponent


@dataclass(frozen=True, slots=True)
class Question:
    """How a file shall be read: what it marks, and which of its columns holds the marks."""

    file: Path
    offering_id: uuid.UUID
    offering_code: str
    attempt: int
    component_code: str | None = None
    column: int | None = None
    is_maximum_accepted: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file says. Without a preview `fault` says what is not clear; `columns` are those of marks.

    `people` are those of the roll where the user must say whose a mark is, by enrolment.
    """

    question: Question
    components: tuple[GridComponent, ...]
    columns: Sequence[ScoreColumn]
    preview: ScoreListPreview | None
    fault: AppError | None = None
    people: Mapping[uuid.UUID, Trainee] = field(default_factory=dict)

    @property
    def is_own_list(self) -> bool:
        """Whether the program wrote the list, so that it says itself what it marks."""
        return self.preview is not None and self.preview.mapping is None


def look(session: Any, *, question: Question, proposed: str, progress: Progress = NO_PROGRESS) -> Looked:
    """What importing a file would do; `proposed` is the component of a list that does not name any.

    Where the list states a maximum that one other component alone has, that one is proposed instead.

    Raises:
        AppError: the file cannot be read, or is none that can go in.
        Cancelled: the user cancelled.
    """
    components = scores.grid(session, offering_id=question.offering_id, attempt=question.attempt).components
    try:
        return _looked(session, question, components, progress)
    except WhichComponent:
        code = _proposal(question.file, proposed, components, progress)
        named = Question(question.file, question.offering_id, question.offering_code, question.attempt, code)
        return _looked(session, named, components, progress)


def _proposal(file: Path, proposed: str, components: Sequence[GridComponent], progress: Progress) -> str:
    columns = mark_list_reader.recognise(workbook_reader.read(file, progress=progress)).score_columns
    maxima = {column.maximum for column in columns}
    fitting = [each.code for each in components if each.is_editable and each.facts.max_points in maxima]
    return fitting[0] if len(fitting) == 1 else proposed


def _looked(
    session: Any, question: Question, components: tuple[GridComponent, ...], progress: Progress
) -> Looked:
    try:
        preview = score_lists.preview(
            session,
            file=question.file,
            offering_code=question.offering_code,
            component_code=question.component_code,
            attempt=question.attempt,
            column=question.column,
            is_maximum_accepted=question.is_maximum_accepted,
            progress=progress,
        )
    except WhichColumn as fault:
        mapping = mark_list_reader.recognise(workbook_reader.read(question.file, progress=progress))
        return Looked(question, components, mapping.score_columns, None, fault)
    columns = preview.mapping.score_columns if preview.mapping else ()
    is_asked = any(mark.candidates for mark in preview.marks)
    roll = enrolments.roll(session, offering_id=question.offering_id) if is_asked else []
    return Looked(
        question, components, columns, preview, people={trainee.enrolment_id: trainee for trainee in roll}
    )


def accept(
    session: Any,
    *,
    preview: ScoreListPreview,
    decisions: Mapping[Key, Decision | None],
    now: datetime,
) -> ScoreListImport:
    """Record what can go in and what was decided."""
    return score_lists.accept(session, preview=preview, decisions=decisions, now=now)
