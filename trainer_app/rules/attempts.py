"""One component of one trainee: assessors combined within an attempt, attempts settled into one mark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from trainer_app.rules.exact import Ratio, half_up, ratio
from trainer_app.rules.schemes import Node, Scheme
from trainer_app.rules.states import ScoreState
from trainer_app.rules.vocabulary import MarkCombination, ResitValue

LEFT_OUT = frozenset({ScoreState.EXEMPT, ScoreState.NOT_APPLICABLE})
"""States that leave both sums."""

CONSUMING = frozenset({ScoreState.SCORED, ScoreState.ABSENT, ScoreState.MISCONDUCT})
"""States that count and use up an attempt; all but SCORED count 0."""

_BLANK = frozenset({ScoreState.NOT_ENTERED, ScoreState.VOID})
_SHOWN_DECIMALS = 2
_ZERO: Ratio = (0, 1)


class Waiting(StrEnum):
    """Why a component has no official figure yet."""

    NOT_ENTERED = "NOT_ENTERED"
    ABSENT_EXCUSED = "ABSENT_EXCUSED"
    VOID = "VOID"
    THIRD_MARK = "THIRD_MARK"
    STATES_DIFFER = "STATES_DIFFER"


@dataclass(frozen=True, slots=True)
class Mark:
    """What one assessor recorded for one attempt; points belong to SCORED alone, attempts start at 1."""

    state: ScoreState
    points: Decimal | None = None
    attempt: int = 1


class Settled(NamedTuple):
    """The mark that counts for a component.

    `points` are those of the attempt that counts, to two places where assessors were combined; `percent`
    is exact, after the cap of a resit, and None where nothing counts. `attempts_used` counts what was
    consumed. `is_resit` says that a resit was counted, whichever attempt gave the value; `is_misconduct`
    that the last attempt ended in misconduct. (A tuple: one is made for every cell of the live grid.)
    """

    state: ScoreState
    points: Decimal | None
    percent: Ratio | None
    waiting: Waiting | None = None
    attempt: int = 1
    attempts_used: int = 0
    is_resit: bool = False
    is_capped: bool = False
    is_misconduct: bool = False


_NOT_ENTERED = Settled(ScoreState.NOT_ENTERED, None, None, Waiting.NOT_ENTERED)


def settle(scheme: Scheme, node: Node, marks: Sequence[Mark]) -> Settled:
    """The mark that counts among all that were recorded for the component, in whatever order.

    An attempt that was excused, void or not entered uses nothing up: the next one is not a resit, and an
    earlier attempt stands while it waits. An attempt on which the assessors do not agree makes the
    component wait. The last exemption stands over earlier marks. Attempts beyond the scheme's number,
    and resits of a component that is not resittable, do not count.

    Raises:
        ValueError: points outside 0..maximum or missing, which no sheet can hold.
    """
    if not marks:
        return _NOT_ENTERED
    if len(marks) == 1:
        return _one_mark(node, marks[0], marks[0].attempt)
    attempts = list(_attempts(scheme, node, marks))
    disputed = next((taken for taken in attempts if taken.state in CONSUMING and taken.waiting), None)
    if disputed is not None:
        return disputed
    effective = [taken for taken in attempts if taken.waiting is None]
    if not effective:
        return attempts[-1]
    if effective[-1].state in LEFT_OUT:
        return effective[-1]
    limit = scheme.max_attempts if node.rule.resittable else 1
    return _counted(scheme, node, [taken for taken in effective if taken.state in CONSUMING][:limit])


def _attempts(scheme: Scheme, node: Node, marks: Sequence[Mark]) -> Iterator[Settled]:
    number = attrgetter("attempt")
    for attempt, of_attempt in groupby(sorted(marks, key=number), key=number):
        yield _combined(scheme, node, list(of_attempt), attempt)


def _one_mark(node: Node, mark: Mark, attempt: int) -> Settled:
    state = mark.state
    if state == ScoreState.SCORED:
        if mark.points is None or not 0 <= mark.points <= node.rule.max_points:
            raise ValueError(mark.points)
        numerator, denominator = ratio(mark.points)
        up, down = node.to_percent
        return Settled(state, mark.points, (numerator * up, denominator * down), None, attempt, 1)
    if state in CONSUMING:
        misconduct = state == ScoreState.MISCONDUCT
        return Settled(state, None, _ZERO, None, attempt, 1, is_misconduct=misconduct)
    if state in LEFT_OUT:
        return Settled(state, None, None, None, attempt)
    return Settled(state, None, None, Waiting(state), attempt)


def _combined(scheme: Scheme, node: Node, marks: list[Mark], attempt: int) -> Settled:
    """One attempt; the blank of an assessor beside the mark of another is no mark."""
    entered = [mark for mark in marks if mark.state not in _BLANK]
    if len(entered) <= 1:
        voids = [mark for mark in marks if mark.state == ScoreState.VOID]
        return _one_mark(node, (entered or voids or marks)[0], attempt)
    if len({mark.state for mark in entered}) > 1:
        return Settled(ScoreState.SCORED, None, None, Waiting.STATES_DIFFER, attempt)
    singles = [_one_mark(node, mark, attempt) for mark in entered]
    if entered[0].state != ScoreState.SCORED:
        return singles[0]
    percent = _agreed(scheme, [Fraction(*single.percent) for single in singles if single.percent])
    if percent is None:
        return Settled(ScoreState.SCORED, None, None, Waiting.THIRD_MARK, attempt)
    points = half_up(ratio(percent / Fraction(*node.to_percent)), _SHOWN_DECIMALS)
    return Settled(ScoreState.SCORED, points, ratio(percent), None, attempt, 1)


def _agreed(scheme: Scheme, percents: list[Fraction]) -> Fraction | None:
    """The percent on which assessors agree; None asks for a third mark.

    Beyond the tolerance the mean of the two nearest counts; of two equally near pairs, the higher.
    """
    ordered = sorted(percents)
    if ordered[-1] - ordered[0] <= Fraction(scheme.tolerance_pct):
        return _mean(ordered) if scheme.combine == MarkCombination.MEAN else _median(ordered)
    if len(ordered) == 2:
        return None
    return _mean(min(pairwise(reversed(ordered)), key=lambda pair: pair[0] - pair[1]))


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _median(ordered: list[Fraction]) -> Fraction:
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else _mean(ordered[half - 1 : half + 1])


def _counted(scheme: Scheme, node: Node, taken: list[Settled]) -> Settled:
    first, *resits = taken
    if not resits:
        return first
    cap = _cap(scheme, node, first)
    best = first
    for resit in resits:
        value = resit._replace(is_capped=True, percent=cap) if _above(resit, cap) else resit
        if scheme.resit_value == ResitValue.LATEST or _above(value, best.percent):
            best = value
    return best._replace(attempts_used=len(taken), is_resit=True, is_misconduct=resits[-1].is_misconduct)


def _cap(scheme: Scheme, node: Node, first: Settled) -> Ratio | None:
    """The line that the first attempt missed: the component's own minimum, else the pass mark."""
    if scheme.resit_value != ResitValue.CAP_AT_PASS or first.percent is None:
        return None
    missed_own = half_up(first.percent, scheme.decimals) < node.line
    return ratio(node.line if missed_own else scheme.pass_mark)


def _above(settled: Settled, limit: Ratio | None) -> bool:
    if settled.percent is None or limit is None:
        return False
    return settled.percent[0] * limit[1] > limit[0] * settled.percent[1]
