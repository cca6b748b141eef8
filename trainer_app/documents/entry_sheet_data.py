"""What a printed score sheet is made of."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainer_app.core.language import Titles
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState


@dataclass(frozen=True, slots=True)
class SheetComponent:
    """A column of marks."""

    titles: Titles
    max_points: Decimal
    step: Decimal


@dataclass(frozen=True, slots=True)
class SheetTrainee:
    """A row, with the names as they are shown and the marks parallel to the components.

    None stands where no mark belongs: in a resit for who does not take it.
    """

    roll_number: int
    name: str
    second_name: str
    marks: tuple[Mark | None, ...]


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """Everything that the sheet shows; without `is_filled` its boxes are blank, to be written in by hand."""

    offering_code: str
    course: Titles
    attempt: int
    components: tuple[SheetComponent, ...]
    trainees: tuple[SheetTrainee, ...]
    made_on: date
    is_filled: bool

    def expected(self, column: int) -> int:
        """How many marks belong into a column."""
        return sum(trainee.marks[column] is not None for trainee in self.trainees)

    def entered(self, column: int) -> int:
        """How many marks stand in a column; a blank is none."""
        return sum(mark.state != ScoreState.NOT_ENTERED for mark in self._marks(column))

    def control_sum(self, column: int) -> Decimal:
        """What the points of a column sum to."""
        return sum((mark.points or Decimal(0) for mark in self._marks(column)), Decimal(0))

    def _marks(self, column: int) -> list[Mark]:
        return [mark for trainee in self.trainees if (mark := trainee.marks[column]) is not None]
