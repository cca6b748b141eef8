import os
import subprocess
import sys

import pytest

# The last one lets coverage count what runs in the process.
KEPT = {"PATH", "SYSTEMROOT", "LANG", "COVERAGE_PROCESS_CONFIG"}


def run_program(folder, *words, **environment):
    """The program in a process of its own, with an empty home and no screen."""
    kept = {name: os.environ[name] for name in KEPT & os.environ.keys()}
    home = {name: str(folder) for name in ("HOME", "USERPROFILE", "LOCALAPPDATA")}
    return subprocess.run(
        [sys.executable, "-m", "trainer_app", *words],
        env={**kept, **home, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=50,
    )


def test_the_program_finds_itself_complete(tmp_path):
    done = run_program(tmp_path, "--self-check")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 5


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_without_a_screen_the_window_says_so_instead_of_aborting(tmp_path):
    done = run_program(tmp_path)
    assert done.returncode == 1
    assert "There is no screen here" in done.stderr


def test_an_unknown_command_is_wrong_usage(tmp_path):
    done = run_program(tmp_path, "fly")
    assert done.returncode == 2
    assert "fly" in done.stderr
