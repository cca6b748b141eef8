"""What became of a result since it was computed: whether it differs now, and which inputs changed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from trainer_app.rules.attempts import Settled
from trainer_app.rules.grading import Graded
from trainer_app.rules.states import Outcome
from trainer_app.rules.vocabulary import AdjustmentKind


class Cause(StrEnum):
    """An input of a result, in the order in which they are told."""

    MARKS = "marks"
    HOURS = "hours"
    ADJUSTMENT = "adjustment"
    ROLL = "roll"


_OF_ROLL = frozenset({Outcome.WITHDRAWN, Outcome.DEFERRED})


def differs(before: Graded | None, now: Graded) -> bool:
    """Whether total, band, outcome or the verdict of a rule is another; always of who was not there."""
    return before is None or _told(before) != _told(now)


def causes(before: Graded | None, now: Graded) -> tuple[Cause, ...]:
    """The inputs that changed, as far as the explanation of the result shows them.

    Hours that leave the attendance as it was rounded are none, and neither is a mark that leaves the one
    which counts. An adjustment is told by its kind, by its figure and by what it took or gave; where marks
    changed as well, by its kind and figure alone.
    """
    if before is None:
        return (Cause.ROLL,)
    has_marks = _marks(before) != _marks(now)
    found = {
        Cause.MARKS: has_marks,
        Cause.HOURS: before.attendance != now.attendance,
        Cause.ADJUSTMENT: _adjustments(before, with_steps=not has_marks)
        != _adjustments(now, with_steps=not has_marks),
        Cause.ROLL: (before.outcome in _OF_ROLL or now.outcome in _OF_ROLL) and before.outcome != now.outcome,
    }
    return tuple(cause for cause, is_one in found.items() if is_one)


def _told(graded: Graded) -> tuple[object, ...]:
    verdicts = tuple((clause.rule, clause.met) for clause in graded.clauses)
    return graded.outcome, graded.overall, graded.band, verdicts


def _marks(graded: Graded) -> Mapping[str, Settled | None]:
    return {line.code: line.cell for line in graded.lines}


def _adjustments(graded: Graded, *, with_steps: bool) -> Sequence[tuple[AdjustmentKind, str, Decimal]]:
    return sorted(
        (each.kind, each.component or "", each.after - each.before if with_steps else Decimal(0))
        for each in graded.adjusted
    )
