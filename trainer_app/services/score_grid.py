"""The grid of an offering's scores: its components, its trainees and every mark of one attempt."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import String, and_, bindparam, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import BigInteger, Integer, NullType

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles
from trainer_app.models.assessment import Score, ScoreSheet, Sitting
from trainer_app.models.base import Id, table_of, unscaled
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.people import Person
from trainer_app.rules.attempts import Mark
from trainer_app.rules.roles import STAFF
from trainer_app.rules.states import EnrolmentState, OfferingState, ScoreState, SheetState
from trainer_app.services import schemes
from trainer_app.services.access import allowed
from trainer_app.services.schemes import ComponentFacts

NOT_ENTERED = Mark(ScoreState.NOT_ENTERED)
OPEN_FOR_SCORES = frozenset({OfferingState.OPEN, OfferingState.RUNNING, OfferingState.ASSESSMENT})
ON_ROLL = frozenset({EnrolmentState.ENROLLED, EnrolmentState.ACTIVE, EnrolmentState.COMPLETED})

_offerings, _sittings, _sheets = table_of(Offering), table_of(Sitting), table_of(ScoreSheet)
_scores, _enrolments, _people = table_of(Score), table_of(Enrolment), table_of(Person)
_offering, _sitting, _sheet = _offerings.c, _sittings.c, _sheets.c
_score, _enrolment, _person = _scores.c, _enrolments.c, _people.c

_OWN_SCRIPTS = {"PK": "ur", "CN": "zh"}

_HEAD = (
    select(
        _offering.code,
        _offering.state,
        _offering.scheme_version_id,
        _sitting.id.label("sitting_id"),
        _sitting.component_id,
        _sheet.id.label("sheet_id"),
        type_coerce(_sheet.id, NullType()).label("sheet_key"),
        _sheet.state.label("sheet_state"),
        _sheet.control_sum,
    )
    .select_from(_offerings)
    .join(
        _sittings,
        and_(_sitting.offering_id == _offering.id, _sitting.attempt == bindparam("attempt", type_=Integer)),
        isouter=True,
    )
    .join(_sheets, _sheet.sitting_id == _sitting.id, isouter=True)
    .where(_offering.id == bindparam("offering_id", type_=Id))
    .order_by(_sheet.id.desc())
)
TRAINEES = (
    select(
        _enrolment.id,
        type_coerce(_enrolment.id, NullType()).label("key"),
        _enrolment.roll_number,
        type_coerce(_enrolment.state, String()).label("state"),
        _person.side,
        _person.name_latin,
        _person.name_ur,
        _person.name_zh,
    )
    .join_from(_enrolments, _people, _person.id == _enrolment.person_id)
    .where(_enrolment.offering_id == bindparam("offering_id", type_=Id))
    .order_by(_enrolment.roll_number)
)
_MARKS = (
    select(
        type_coerce(_score.sheet_id, NullType()),
        type_coerce(_score.enrolment_id, NullType()),
        type_coerce(_score.state, String()),
        type_coerce(_score.points, BigInteger()),
    )
    .select_from(_sittings)
    .join(_sheets, _sheet.sitting_id == _sitting.id)
    .join(_scores, _score.sheet_id == _sheet.id)
    .where(
        _sitting.offering_id == bindparam("offering_id", type_=Id),
        _sitting.attempt == bindparam("attempt", type_=Integer),
    )
)


@dataclass(frozen=True, slots=True)
class GridComponent:
    """One column of the grid; a sheet that nobody has begun is a draft without an id."""

    facts: ComponentFacts
    sitting_id: uuid.UUID | None
    sheet_id: uuid.UUID | None
    sheet_state: SheetState
    control_sum: Decimal | None
    is_editable: bool

    @property
    def id(self) -> uuid.UUID:
        """Id of the component."""
        return self.facts.id

    @property
    def code(self) -> str:
        """Code of the component."""
        return self.facts.code

    @property
    def titles(self) -> Titles:
        """Title of the component."""
        return self.facts.titles


@dataclass(frozen=True, slots=True)
class GridTrainee:
    """One row of the grid."""

    enrolment_id: uuid.UUID
    roll_number: int
    side: str
    names: Titles
    state: EnrolmentState

    def second_name(self, language: str) -> str:
        """The name in its owner's script, or the Latin one where the first name has that script already."""
        own = _OWN_SCRIPTS.get(self.side, "")
        code = "en" if own in {"", language} else own
        second = str(getattr(self.names, code))
        return "" if second == self.names.in_language(language) else second


@dataclass(frozen=True, slots=True)
class ColumnFigures:
    """The foot of a column: how many marks stand in it and what they sum to; a blank adds to neither."""

    entered: int
    points_sum: Decimal


@dataclass(frozen=True, slots=True)
class ScoreGrid:
    """All marks of one attempt: `marks` has a row for each trainee and in it a mark for each component."""

    offering_id: uuid.UUID
    attempt: int
    max_attempts: int
    is_open: bool
    components: tuple[GridComponent, ...]
    trainees: tuple[GridTrainee, ...]
    marks: tuple[tuple[Mark, ...], ...]

    def figures(self, column: int) -> ColumnFigures:
        """Entered marks and their sum in one column."""
        return column_figures(row[column] for row in self.marks)


@dataclass(frozen=True, slots=True)
class Head:
    """Stage and columns of one attempt; `columns` gives the place of a sheet by its key in the driver."""

    offering_code: str
    is_open: bool
    max_attempts: int
    components: tuple[GridComponent, ...]
    columns: dict[Any, int]


@allowed(*STAFF)
def grid(session: Session, *, offering_id: uuid.UUID, attempt: int = 1) -> ScoreGrid:
    """Every mark of one attempt of an offering, with its trainees in roll order and its components.

    Raises:
        NotFound: there is no such offering.
    """
    head = head_of(session, offering_id, attempt)
    rows = session.execute(TRAINEES, {"offering_id": offering_id}).all()
    on_roll = [row for row in rows if row.state in ON_ROLL]
    return ScoreGrid(
        offering_id=offering_id,
        attempt=attempt,
        max_attempts=head.max_attempts,
        is_open=head.is_open,
        components=head.components,
        trainees=tuple(trainee_of(row) for row in on_roll),
        marks=_marks(session, offering_id, attempt, head, [row.key for row in on_roll]),
    )


def column_figures(marks: Iterable[Mark]) -> ColumnFigures:
    """Entered marks and their sum."""
    entered = [mark for mark in marks if mark.state != ScoreState.NOT_ENTERED]
    return ColumnFigures(len(entered), sum((mark.points or Decimal(0) for mark in entered), Decimal(0)))


def names_of(row: Any) -> Titles:
    """The names of a person's row; who has no Latin name is called by another one."""
    return Titles(row.name_latin or row.name_ur or row.name_zh, row.name_ur, row.name_zh)


@lru_cache(maxsize=65536)
def stored_mark(state: str, points: int | None, attempt: int) -> Mark:
    """The mark of a stored state and stored points (whole thousandths).

    Kept, because a grid repeats few marks often: building each anew costs as much as the query.
    """
    return Mark(ScoreState(state), None if points is None else unscaled(points, 3), attempt)


@allowed(*STAFF)
def head_of(session: Session, offering_id: uuid.UUID, attempt: int) -> Head:
    """Stage and columns of one attempt of an offering.

    Raises:
        NotFound: there is no such offering.
    """
    rows = session.execute(_HEAD, {"offering_id": offering_id, "attempt": attempt}).all()
    if not rows:
        raise NotFound(N_("offering"), str(offering_id))
    scheme = schemes.load(session, scheme_id=rows[0].scheme_version_id)
    sheets = {row.component_id: row for row in rows}  # of several sheets the first one, which comes last
    is_open = rows[0].state in OPEN_FOR_SCORES
    components = tuple(
        _column(facts, sheets.get(facts.id), is_open=is_open and _has_attempt(facts, attempt, scheme))
        for facts in scheme.marked
    )
    columns = {
        sheets[facts.id].sheet_key: place for place, facts in enumerate(scheme.marked) if facts.id in sheets
    }
    return Head(rows[0].code, is_open, scheme.rules.max_attempts, components, columns)


def _has_attempt(facts: ComponentFacts, attempt: int, scheme: schemes.SchemeFacts) -> bool:
    return attempt == 1 or (facts.is_resittable and 1 < attempt <= scheme.rules.max_attempts)


def _column(facts: ComponentFacts, sheet: Any | None, *, is_open: bool) -> GridComponent:
    if sheet is None:
        return GridComponent(facts, None, None, SheetState.DRAFT, None, is_open)
    state = sheet.sheet_state or SheetState.DRAFT
    is_editable = is_open and state == SheetState.DRAFT
    return GridComponent(facts, sheet.sitting_id, sheet.sheet_id, state, sheet.control_sum, is_editable)


def trainee_of(row: Any) -> GridTrainee:
    """The trainee of a row of `TRAINEES`."""
    return GridTrainee(row.id, row.roll_number, row.side, names_of(row), EnrolmentState(row.state))


def _marks(
    session: Session, offering_id: uuid.UUID, attempt: int, head: Head, keys: Sequence[Any]
) -> tuple[tuple[Mark, ...], ...]:
    blank = replace(NOT_ENTERED, attempt=attempt)
    rows = [[blank] * len(head.components) for __ in keys]
    of_trainee = dict(zip(keys, rows, strict=True))
    columns = head.columns
    stored = session.execute(_MARKS, {"offering_id": offering_id, "attempt": attempt})
    for sheet, enrolment, state, points in stored.all():
        row, column = of_trainee.get(enrolment), columns.get(sheet)
        if row is not None and column is not None:
            row[column] = stored_mark(state, points, attempt)
    return tuple(map(tuple, rows))
