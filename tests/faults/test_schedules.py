from dataclasses import replace

import pytest

from tests.faults import schedules
from tests.faults.schedules import NOTHING, Program
from trainer_app.rules import merging
from trainer_app.rules.merging import Journal, Merged, TwoContents

COUNT, SEEDS = 500, range(1, 5)


def last_writer_wins(journal, row_id, group):
    """Fault: the clock decides between two values."""
    return merging.heads(journal, row_id, group)[-1:]


def nothing_is_replaced(_history, _group):
    """Fault: entries do not say what they replace."""
    return set()


def waiting_is_forgotten(a, b):
    """Fault: what came too early is thrown away."""
    return replace(merging.merge(a, b), waiting=Journal({}))


def nothing_waits(a, b):
    """Fault: what came too early is taken at once."""
    return Merged(merging.merge(a, b).everything, NOTHING.waiting)


@pytest.mark.parametrize("seed", SEEDS)
def test_random_schedules_neither_diverge_nor_lose_a_write(seed):
    counts = schedules.run(COUNT, seed=seed)
    assert (counts["diverged"], counts["lost"]) == (0, 0)
    assert min(counts[each] for each in ("settled", "crashes", "conflicts left")) > COUNT / 10


@pytest.mark.parametrize(
    "fault",
    [
        Program(heads=last_writer_wins),
        Program(parents=nothing_is_replaced),
        Program(merge=waiting_is_forgotten),
        Program(merge=nothing_waits),
    ],
    ids=["last writer wins", "nothing is replaced", "waiting is forgotten", "nothing waits"],
)
def test_a_planted_fault_is_caught(fault):
    counts = schedules.run(100, seed=1, program=fault)
    assert counts["diverged"] + counts["lost"] > 0


def test_a_restored_database_that_keeps_its_name_is_caught():
    with pytest.raises(TwoContents):
        schedules.run(100, seed=1, program=Program(is_renamed_when_restored=False))


def test_a_failing_schedule_is_shown_as_short_as_it_fails():
    fault = Program(heads=last_writer_wins)
    seed = next(f"1/{number}" for number in range(100) if schedules.fails(f"1/{number}", fault))
    steps = schedules.shortest(seed, fault)
    assert schedules.fails(seed, fault, steps)
    assert not schedules.fails(seed, fault, steps - 1)
