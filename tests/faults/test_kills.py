import pytest


def test_a_step_that_is_acknowledged_before_its_commit_is_found(harness):
    assert harness("kills", "--count", "40", "--plant")["faults"]


@pytest.mark.timeout(300)
def test_nothing_that_was_acknowledged_is_lost_when_the_program_is_killed(harness):
    told = harness("kills", "--count", "200")
    assert (told["count"], told["faults"], told["first"]) == (200, 0, [])
