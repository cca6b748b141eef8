"""What a score list would do: whose each mark is, whether it can go in, and what must be asked."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.errors import (
    AppError,
    NoSuchAttempt,
    NotANumber,
    NotFound,
    ScoresClosed,
    ValueOffStep,
    ValueOutsideMaximum,
)
from trainer_app.core.language import N_
from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.core.text import search_key
from trainer_app.documents import mark_list_reader, score_list, workbook_reader
from trainer_app.documents.faults import Fault
from trainer_app.documents.mark_list_reader import MarkListMapping, MarkRow, ScoreColumn
from trainer_app.documents.score_list import ReturnedList
from trainer_app.documents.sheets import Workbook
from trainer_app.models.delivery import Offering
from trainer_app.rules.attempts import Mark
from trainer_app.rules.marks import Unclear, parse_mark
from trainer_app.rules.roles import Role
from trainer_app.rules.states import ScoreState, SheetState
from trainer_app.services import score_matching
from trainer_app.services.access import allowed
from trainer_app.services.identities import Identity
from trainer_app.services.score_grid import GridComponent, GridTrainee, ScoreGrid, grid
from trainer_app.services.score_list_faults import (
    OfOtherOffering,
    OtherMaximum,
    SaidTwice,
    WhichColumn,
    WhichComponent,
    WordsUnclear,
)
from trainer_app.services.score_matching import Found, Said
from trainer_app.services.sheet_refusals import SheetClosed

Key = tuple[int, str]
"""A mark of a list: its row and the code of its component."""


class Verdict(StrEnum):
    """What importing does with one mark, in the order in which a preview lists them."""

    ASK = "ask"
    REFUSED = "refused"
    CHANGED = "changed"
    NEW = "new"
    UNCHANGED = "unchanged"
    BLANK = "blank"


_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True)
class PreviewMark:
    """One mark of the list: what stands there, whose it is, and what importing does with it.

    `before` is what is recorded now. `candidates` are those who could be meant when the user must say who.
    """

    row: int
    name: str
    component: GridComponent
    text: str
    verdict: Verdict
    trainee: GridTrainee | None = None
    mark: Mark | None = None
    before: Mark | None = None
    fault: AppError | Fault | None = None
    candidates: tuple[GridTrainee, ...] = ()

    @property
    def key(self) -> Key:
        """What a decision about this mark is given by."""
        return self.row, self.component.code

    @property
    def why(self) -> str:
        """Why it does not simply go in, in the active language; '' when it does."""
        return self.fault.sentence() if self.fault else ""


@dataclass(frozen=True, slots=True)
class ScoreListPreview:
    """What importing a file would do; nothing is written yet. What the user must look at comes first.

    `mapping` is how an agency's list was read and `column` where its marks stand; None for a list that the
    program exported.
    """

    offering_id: uuid.UUID
    offering_code: str
    attempt: int
    workbook: Workbook
    mapping: MarkListMapping | None
    column: int | None
    marks: tuple[PreviewMark, ...]
    left_out: Mapping[int, str]

    def count(self, verdict: Verdict) -> int:
        """How many marks have that verdict."""
        return sum(1 for mark in self.marks if mark.verdict == verdict)


@allowed(Role.TRAINING_OFFICER, Role.INSTRUCTOR)
def preview(
    session: Session,
    *,
    file: Path,
    offering_code: str | None = None,
    component_code: str | None = None,
    attempt: int = 1,
    mapping: MarkListMapping | None = None,
    column: int | None = None,
    is_maximum_accepted: bool = False,
    progress: Progress = NO_PROGRESS,
) -> ScoreListPreview:
    """What importing the file would do; nothing is written.

    A list that the program exported names its offering and components itself. For any other list both must
    be given; `mapping` and `column` correct how it is read. A list that states another maximum is asked
    about mark by mark, unless `is_maximum_accepted`.

    Raises:
        FileUnreadable: the file cannot be read as a workbook.
        NothingRecognised: no sheet looks like a mark list.
        AboutScoreLists: the list is another offering's, or it is not clear what it marks.
        NotFound: there is no such offering or component.
        ScoresClosed: the offering is at a stage at which scores do not change.
        Cancelled: the user cancelled.
    """
    source = workbook_reader.read(file, progress=progress)
    returned = score_list.read_score_list(source)
    if returned is not None:
        return _of_returned(session, source, returned, offering_code, component_code, attempt)
    if offering_code is None or component_code is None:
        raise WhichComponent(source.file_name)
    judge = _Judge(session, offering_code, attempt)
    component = judge.component(component_code)
    mapping = mapping or mark_list_reader.recognise(source)
    sheet = source.sheet(mapping.sheet_name)
    if sheet is None:
        raise NotFound(N_("sheet"), mapping.sheet_name)
    chosen = _score_column(mapping, component, column)
    read = mark_list_reader.read_rows(sheet, mapping)
    differs = None if is_maximum_accepted else _other_maximum(chosen, component)
    marks = [judge.listed(row, component, chosen.index, differs) for row in read.rows]
    return judge.preview(source, marks, mapping=mapping, column=chosen.index, left_out=read.left_out)


class _Judge:
    """Decides mark by mark whose it is and what importing does with it."""

    def __init__(self, session: Session, offering_code: str, attempt: int) -> None:
        self._code, self._attempt = offering_code, attempt
        self._offering_id = offering_id_of(session, offering_code)
        self._grid: ScoreGrid = grid(session, offering_id=self._offering_id, attempt=attempt)
        if not self._grid.is_open:
            raise ScoresClosed(offering_code)
        self._roll = score_matching.roll(session, offering_id=self._offering_id)
        self._rows = {trainee.enrolment_id: n for n, trainee in enumerate(self._grid.trainees)}

    def component(self, code: str) -> GridComponent:
        """The component with that code, whatever its case.

        Raises:
            NotFound: the offering has none that holds marks.
        """
        for component in self._grid.components:
            if component.code.casefold() == code.casefold():
                return component
        raise NotFound(N_("component"), code)

    def listed(
        self, row: MarkRow, component: GridComponent, column: int, differs: OtherMaximum | None
    ) -> PreviewMark:
        """What to do with a row of an agency's list."""
        identities = tuple(Identity(each.kind, each.value) for each in row.identifiers)
        said = Said((row.name_latin, row.name_ur, row.name_zh), row.roll_number, identities)
        text = row.marks.get(column, "")
        if row.faults:
            return PreviewMark(row.row, said.shown, component, text, Verdict.REFUSED, fault=row.faults[0])
        return self.judged(row.row, said, component, text, differs)

    def judged(
        self,
        row: int,
        said: Said,
        component: GridComponent,
        text: str,
        differs: OtherMaximum | None = None,
    ) -> PreviewMark:
        """What to do with the text that a row has for a component."""
        bare = PreviewMark(row, said.shown, component, text, Verdict.BLANK)
        maximum = differs.stated if differs else component.facts.max_points
        try:
            read = parse_mark(text, maximum=maximum, step=component.facts.step)
        except (NotANumber, ValueOutsideMaximum, ValueOffStep) as fault:
            return self._with_person(replace(bare, verdict=Verdict.REFUSED, fault=fault), said)
        if isinstance(read, Unclear):
            return self._with_person(replace(bare, verdict=Verdict.ASK, fault=WordsUnclear(text)), said)
        if read.state == ScoreState.NOT_ENTERED:
            return bare
        mark = Mark(read.state, read.points, self._attempt)
        if differs and mark.points is not None:
            return self._with_person(replace(bare, verdict=Verdict.ASK, fault=differs), said)
        return self._with_person(replace(bare, verdict=Verdict.NEW, mark=mark), said)

    def preview(
        self,
        source: Workbook,
        marks: Sequence[PreviewMark],
        *,
        mapping: MarkListMapping | None = None,
        column: int | None = None,
        left_out: Mapping[int, str] | None = None,
    ) -> ScoreListPreview:
        """All marks, what the user must look at first."""
        settled = _each_said_once(marks)
        return ScoreListPreview(
            offering_id=self._offering_id,
            offering_code=self._code,
            attempt=self._attempt,
            workbook=source,
            mapping=mapping,
            column=column,
            marks=tuple(sorted(settled, key=lambda mark: (_ORDER[mark.verdict], mark.row))),
            left_out=left_out or {},
        )

    def _with_person(self, bare: PreviewMark, said: Said) -> PreviewMark:
        found = self._roll.find(said)
        if found.trainee is None:
            return _without_person(bare, found)
        place = [component.code for component in self._grid.components].index(bare.component.code)
        before = self._grid.marks[self._rows[found.trainee.enrolment_id]][place]
        told = replace(bare, trainee=found.trainee, before=before)
        if bare.mark is None:
            return told
        if bare.mark == before:
            return replace(told, verdict=Verdict.UNCHANGED)
        if not bare.component.is_editable:
            titles, state = bare.component.titles, bare.component.sheet_state
            closed = state != SheetState.DRAFT
            fault = SheetClosed(titles, state) if closed else NoSuchAttempt(titles, self._attempt)
            return replace(told, verdict=Verdict.REFUSED, fault=fault)
        is_new = before.state == ScoreState.NOT_ENTERED
        return replace(told, verdict=Verdict.NEW if is_new else Verdict.CHANGED)


def _without_person(bare: PreviewMark, found: Found) -> PreviewMark:
    """Nobody of the roll: refused; several could be meant: asked."""
    verdict = Verdict.ASK if found.candidates and bare.verdict != Verdict.REFUSED else Verdict.REFUSED
    fault = bare.fault if bare.verdict == Verdict.REFUSED else found.fault
    return replace(bare, verdict=verdict, fault=fault, candidates=found.candidates)


def _each_said_once(marks: Sequence[PreviewMark]) -> Iterator[PreviewMark]:
    """The marks; where rows give one trainee different ones, each is asked."""
    said: dict[tuple[uuid.UUID, str], list[PreviewMark]] = {}
    for mark in marks:
        if mark.trainee and mark.mark:
            said.setdefault((mark.trainee.enrolment_id, mark.component.code), []).append(mark)
    for mark in marks:
        same = said.get((mark.trainee.enrolment_id, mark.component.code), []) if mark.trainee else []
        if mark.mark is None or len(same) < 2:
            yield mark
        elif len({each.mark for each in same}) > 1:
            rows = [each.row for each in same]
            yield replace(mark, verdict=Verdict.ASK, fault=SaidTwice(rows))
        else:
            yield mark if mark is same[0] else replace(mark, verdict=Verdict.UNCHANGED)


def _of_returned(
    session: Session,
    source: Workbook,
    returned: ReturnedList,
    offering_code: str | None,
    component_code: str | None,
    attempt: int,
) -> ScoreListPreview:
    if offering_code is not None and offering_code != returned.offering_code:
        raise OfOtherOffering(source.file_name, returned.offering_code, offering_code)
    judge = _Judge(session, returned.offering_code, attempt)
    codes = returned.component_codes if component_code is None else (component_code,)
    components = [judge.component(code) for code in codes]
    marks = [
        judge.judged(row.row, Said((row.name,), row.roll_number), component, text)
        for row in returned.rows
        for component in components
        if (text := row.marks.get(component.code, ""))
    ]
    return judge.preview(source, marks)


def _score_column(mapping: MarkListMapping, component: GridComponent, index: int | None) -> ScoreColumn:
    """The column that holds the component's marks: the chosen one, the only one, or the one named so."""
    columns = mapping.score_columns
    if index is not None:
        return next(column for column in columns if column.index == index)
    if len(columns) == 1:
        return columns[0]
    titles = component.titles
    names = {search_key(name) for name in (component.code, titles.en, titles.ur, titles.zh) if name}
    named = [column for column in columns if _words_of(column.heading, names)]
    if len(named) != 1:
        raise WhichColumn(titles, [column.heading for column in columns])
    return named[0]


def _words_of(heading: str, names: set[str]) -> bool:
    words = set(search_key(heading).split())
    return any(set(name.split()) <= words for name in names)


def _other_maximum(column: ScoreColumn, component: GridComponent) -> OtherMaximum | None:
    maximum = component.facts.max_points
    if column.maximum is None or column.maximum == maximum:
        return None
    return OtherMaximum(column.maximum, maximum)


@allowed(Role.TRAINING_OFFICER, Role.INSTRUCTOR)
def offering_id_of(session: Session, code: str) -> uuid.UUID:
    """Id of the offering with that code.

    Raises:
        NotFound: there is none.
    """
    offering_id = session.scalar(select(Offering.id).where(Offering.code == code))
    if offering_id is None:
        raise NotFound(N_("offering"), code)
    return offering_id
