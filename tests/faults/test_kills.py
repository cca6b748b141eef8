import json
import subprocess
import sys
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]


def found(*arguments: str) -> dict[str, object]:
    """What the harness says at its end, run as a command."""
    command = [sys.executable, "-m", "tests.faults.kills", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def test_a_step_that_is_acknowledged_before_its_commit_is_found():
    assert found("--count", "40", "--seed", "1", "--plant")["faults"]


@pytest.mark.timeout(300)
def test_nothing_that_was_acknowledged_is_lost_when_the_program_is_killed():
    told = found("--count", "200", "--seed", "1")
    assert (told["count"], told["faults"], told["first"]) == (200, 0, [])
