"""Attempts and assessors beyond what the golden cases show."""

from decimal import Decimal

import pytest

from trainer_app.rules.attempts import Mark, Waiting, settle
from trainer_app.rules.schemes import ComponentRule, Scheme
from trainer_app.rules.states import ScoreState

ORAL = Scheme(components=(ComponentRule("O", Decimal(30), 10_000),))


def settled(*marks):
    return settle(ORAL, ORAL.plan[0], marks)


def scored(points, attempt=1):
    return Mark(ScoreState.SCORED, Decimal(points), attempt)


def test_the_mean_of_assessors_is_shown_to_two_places_and_counted_exactly():
    cell = settled(scored("20"), scored("21"), scored("21"))
    assert str(cell.points) == "20.67"
    assert cell.percent[0] * 9 == 620 * cell.percent[1]


@pytest.mark.parametrize(
    ("marks", "why"),
    [
        ([scored("10"), scored("20")], Waiting.THIRD_MARK),
        ([scored("10"), Mark(ScoreState.ABSENT)], Waiting.STATES_DIFFER),
        ([Mark(ScoreState.ABSENT_EXCUSED)], Waiting.ABSENT_EXCUSED),
        ([Mark(ScoreState.VOID), Mark(ScoreState.VOID)], Waiting.VOID),
        ([Mark(ScoreState.VOID), Mark(ScoreState.NOT_ENTERED, attempt=2)], Waiting.NOT_ENTERED),
    ],
)
def test_a_component_that_waits_says_why(marks, why):
    assert settled(*marks).waiting == why


def test_only_attempts_that_count_are_used_up():
    assert settled(Mark(ScoreState.ABSENT_EXCUSED), scored("10", 2)).attempts_used == 1
    assert settled(Mark(ScoreState.ABSENT), scored("10", 2)).attempts_used == 2
    assert settled(Mark(ScoreState.EXEMPT)).attempts_used == 0


def test_the_attempt_that_counts_is_told():
    cell = settled(scored("10"), scored("16", 2))
    assert (cell.attempt, cell.points, cell.is_resit, cell.is_capped) == (2, Decimal(16), True, False)


def test_a_state_as_plain_text_counts_like_the_enum():
    assert settled(Mark("SCORED", Decimal(15))).percent == settled(scored("15")).percent
    assert settled(Mark("NOT_ENTERED")).waiting == Waiting.NOT_ENTERED
