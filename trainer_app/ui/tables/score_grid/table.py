"""The score grid in memory: the mark in each cell, what was typed and not accepted, and the counts."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from trainer_app.core.errors import AppError, NotANumber, Refused
from trainer_app.core.text import clean_spaces, parse_number
from trainer_app.rules.attempts import Mark
from trainer_app.rules.exact import half_up, ratio
from trainer_app.rules.marks import Unclear, parse_mark
from trainer_app.rules.states import OfferingState, ScoreState
from trainer_app.services.results import TraineeResult
from trainer_app.services.scores import ColumnFigures, GridComponent, GridTrainee, ScoreGrid, column_figures

Key = tuple[uuid.UUID, uuid.UUID]
"""A cell by its enrolment and its component."""

TYPED = frozenset(
    {
        ScoreState.SCORED,
        ScoreState.NOT_ENTERED,
        ScoreState.ABSENT,
        ScoreState.ABSENT_EXCUSED,
        ScoreState.EXEMPT,
        ScoreState.NOT_APPLICABLE,
    }
)
"""States that typing can give; misconduct is chosen from the list of states."""

_FINEST_PLACES = 3


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """A typed value that is not saved: the text as it was typed, and why."""

    text: str
    fault: AppError


@dataclass(slots=True)
class Rejects:
    """What was typed and not accepted: in cells, and by component in the sums on paper."""

    marks: MutableMapping[Key, NotAccepted] = field(default_factory=dict)
    sums: MutableMapping[uuid.UUID, NotAccepted] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.marks) + len(self.sums)


class Filter(StrEnum):
    """Which trainees are shown."""

    ALL = "all"
    NOT_ENTERED = "not_entered"
    BELOW_MINIMUM = "below_minimum"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many trainees there are, and how many of their cells are in which state."""

    trainees: int
    cells: int
    not_entered: int
    below_minimum: int
    absent: int

    @property
    def entered(self) -> int:
        """Cells that hold something."""
        return self.cells - self.not_entered


@dataclass(frozen=True, slots=True)
class Basis:
    """What a grid is shown by: the offering's stage, what its rules compare with, and the highest band."""

    stage: OfferingState
    pass_mark: Decimal
    decimals: int
    top_band: uuid.UUID | None = None


class ScoreTable:
    """All cells of one attempt of an offering; rows are trainees and columns components, from 0."""

    def __init__(
        self,
        grid: ScoreGrid,
        results: Mapping[uuid.UUID, TraineeResult],
        basis: Basis,
        rejects: Rejects,
        remarks: Mapping[Key, str] | None = None,
    ) -> None:
        self.grid = grid
        self.basis = basis
        self.rejects = rejects
        self.sums = {each.id: each.control_sum for each in grid.components}
        self._marks = [list(row) for row in grid.marks]
        self._results = [results.get(each.enrolment_id) for each in grid.trainees]
        self._rows = {each.enrolment_id: row for row, each in enumerate(grid.trainees)}
        self._columns = {each.id: column for column, each in enumerate(grid.components)}
        self._lines = [_line(each, basis) for each in grid.components]
        self.remarks = remarks or {}
        self.proposed: Mapping[tuple[int, int], Mark | NotAccepted] = {}
        self._forget_strangers()

    @property
    def trainees(self) -> tuple[GridTrainee, ...]:
        """The rows."""
        return self.grid.trainees

    @property
    def components(self) -> tuple[GridComponent, ...]:
        """The columns."""
        return self.grid.components

    @property
    def can_type(self) -> bool:
        """Whether any column can be typed in."""
        return any(each.is_editable for each in self.components)

    def key(self, row: int, column: int) -> Key:
        """The cell's key."""
        return self.trainees[row].enrolment_id, self.components[column].id

    def place(self, key: Key) -> tuple[int, int] | None:
        """Row and column of a key; None where the grid has no such cell."""
        row, column = self._rows.get(key[0]), self._columns.get(key[1])
        return None if row is None or column is None else (row, column)

    def mark(self, row: int, column: int) -> Mark:
        """The mark in force."""
        return self._marks[row][column]

    def set_mark(self, row: int, column: int, mark: Mark) -> None:
        """Put another mark in force; what was typed there and not accepted is gone."""
        self._marks[row][column] = mark
        self.rejects.marks.pop(self.key(row, column), None)

    def remark(self, row: int, column: int) -> str:
        """What is remarked on a mark; mostly nothing."""
        return self.remarks.get(self.key(row, column), "") if self.remarks else ""

    def reject(self, row: int, column: int, typed: NotAccepted) -> None:
        """Keep what was typed beside the mark that stays in force."""
        self.rejects.marks[self.key(row, column)] = typed

    def rejected(self, row: int, column: int) -> NotAccepted | None:
        """What was typed there and not accepted."""
        return self.rejects.marks.get(self.key(row, column)) if self.rejects.marks else None

    def rejected_places(self) -> list[tuple[int, int]]:
        """Rows and columns of the values not accepted, down each column in turn."""
        found = (self.place(key) for key in self.rejects.marks)
        return sorted((each for each in found if each is not None), key=lambda place: (place[1], place[0]))

    def result(self, row: int) -> TraineeResult | None:
        """Total and band of a trainee, as the rules gave them last."""
        return self._results[row]

    def set_results(self, results: Mapping[uuid.UUID, TraineeResult]) -> list[int]:
        """Take over other totals; returns their rows."""
        rows = [self._rows[each] for each in results if each in self._rows]
        for row in rows:
            self._results[row] = results[self.trainees[row].enrolment_id]
        return rows

    def read(self, column: int, text: str) -> Mark | NotAccepted:
        """The mark that a typed text means, or why it is none; nothing is ever altered to fit."""
        facts = self.components[column].facts
        try:
            found = parse_mark(text, maximum=facts.max_points, step=facts.step)
        except Refused as fault:
            return NotAccepted(text, fault)
        if isinstance(found, Unclear) or found.state not in TYPED:
            return NotAccepted(text, NotANumber(text))
        return replace(found, attempt=self.grid.attempt)

    def is_below_minimum(self, row: int, column: int) -> bool:
        """Whether the points lie below what the component asks; compared as the rules compare."""
        line, points = self._lines[column], self._marks[row][column].points
        if line is None or points is None:
            return False
        over, under = ratio(points)
        to_percent = ratio(self.components[column].facts.max_points)
        return half_up((100 * over * to_percent[1], under * to_percent[0]), self.basis.decimals) < line

    def is_expected(self, row: int, column: int) -> bool:
        """Whether a mark belongs there: everywhere at first, and in a resit for those who take it."""
        if self.grid.attempt == 1 or self._marks[row][column].state != ScoreState.NOT_ENTERED:
            return True
        result = self._results[row]
        return result is not None and self.components[column].code in result.graded.to_resit

    def is_open_work(self, row: int, column: int) -> bool:
        """Whether the cell is blank and should not be."""
        return self._marks[row][column].state == ScoreState.NOT_ENTERED and self.is_expected(row, column)

    def is_urgent(self, column: int) -> bool:
        """Whether a blank of the column is shown as open: once the column is begun or in assessment."""
        component = self.components[column]
        if self.basis.stage == OfferingState.ASSESSMENT:
            return True
        return self.basis.stage == OfferingState.RUNNING and component.sheet_id is not None

    def figures(self, column: int) -> ColumnFigures:
        """Entered marks of a column and their sum."""
        return column_figures(row[column] for row in self._marks)

    def expected(self, column: int) -> int:
        """How many marks belong into a column."""
        return sum(self.is_expected(row, column) for row in range(len(self._marks)))

    def counts(self) -> Counts:
        """The figures of the filters and of the progress."""
        cells = not_entered = below = absent = 0
        for row, column in self._places():
            state = self._marks[row][column].state
            if state == ScoreState.SCORED:
                cells += 1
                below += self.is_below_minimum(row, column)
            elif self.is_expected(row, column):
                cells += 1
                not_entered += state == ScoreState.NOT_ENTERED
                absent += state in _ABSENT
        return Counts(len(self._marks), cells, not_entered, below, absent)

    def matches(self, row: int, chosen: Filter) -> bool:
        """Whether a trainee belongs to a filter."""
        columns = range(len(self.components))
        match chosen:
            case Filter.ALL:
                return True
            case Filter.NOT_ENTERED:
                return any(self.is_open_work(row, column) for column in columns)
            case Filter.BELOW_MINIMUM:
                return any(self.is_below_minimum(row, column) for column in columns)
            case Filter.ABSENT:
                return any(mark.state in _ABSENT for mark in self._marks[row])

    def read_sum(self, text: str) -> Decimal | NotAccepted | None:
        """The sum of a signed sheet as it was typed; None for nothing."""
        if not clean_spaces(text):
            return None
        try:
            found = parse_number(text)
        except Refused as fault:
            return NotAccepted(text, fault)
        if found < 0 or found != round(found, _FINEST_PLACES):
            return NotAccepted(text, NotANumber(text))
        return found

    def difference(self, column: int) -> Decimal | None:
        """How far the sum on paper is from the sum here; None while none is typed."""
        on_paper = self.sums[self.components[column].id]
        return None if on_paper is None else on_paper - self.figures(column).points_sum

    def carry_over(self, earlier: "ScoreTable", keys: Iterable[Key]) -> None:
        """Keep the marks of some cells that are still being saved."""
        for key in keys:
            here, there = self.place(key), earlier.place(key)
            if here is not None and there is not None:
                self._marks[here[0]][here[1]] = earlier.mark(*there)

    def _places(self) -> Iterator[tuple[int, int]]:
        for row in range(len(self._marks)):
            for column in range(len(self.components)):
                yield row, column

    def _forget_strangers(self) -> None:
        """Drop what was typed for trainees and components that the grid no longer has."""
        for key in [key for key in self.rejects.marks if self.place(key) is None]:
            del self.rejects.marks[key]
        for component in [each for each in self.rejects.sums if each not in self._columns]:
            del self.rejects.sums[component]


_ABSENT = frozenset({ScoreState.ABSENT, ScoreState.ABSENT_EXCUSED})


def _line(component: GridComponent, basis: Basis) -> Decimal | None:
    """The percent that the component asks for by itself, if any."""
    facts = component.facts
    if facts.min_pct is not None:
        return facts.min_pct
    return basis.pass_mark if facts.must_pass else None
