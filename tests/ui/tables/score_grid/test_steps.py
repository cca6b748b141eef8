"""Undo and redo."""

import uuid
from decimal import Decimal

from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState
from trainer_app.ui.tables.score_grid.steps import KEPT, Change, Steps

BLANK = Mark(ScoreState.NOT_ENTERED)


def scored(points):
    return Mark(ScoreState.SCORED, Decimal(points))


def change(before=BLANK, after=BLANK):
    return Change((uuid.uuid4(), uuid.uuid4()), before, after)


def test_undo_gives_the_changes_that_take_a_step_back_in_reverse_order():
    steps, first, second = Steps(), change(after=scored(1)), change(after=scored(2))
    steps.add((first, second))
    assert steps.undo() == (second.reversed, first.reversed)
    assert steps.redo() == (first, second)


def test_a_new_step_ends_what_could_be_done_again():
    steps = Steps()
    steps.add((change(),))
    steps.undo()
    steps.add((change(),))
    assert steps.to_redo is None
    assert steps.redo() is None


def test_nothing_to_undo_is_nothing():
    assert Steps().undo() is None


def test_at_least_a_hundred_steps_are_kept():
    steps = Steps()
    for _number in range(KEPT + 10):
        steps.add((change(),))
    taken = 0
    while steps.undo():
        taken += 1
    assert taken == KEPT >= 100


def test_steps_that_could_not_be_saved_never_happened():
    steps, kept, lost = Steps(), change(), change()
    for each in (kept, lost):
        steps.add((each,))
    steps.undo()
    steps.forget(frozenset({lost.key}))
    assert steps.to_redo is None
    assert steps.to_undo == (kept,)
