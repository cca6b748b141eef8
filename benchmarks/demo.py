"""The sample of 100 000 people by the command line: its time, its memory, and whether every invariant holds.

python3 -m benchmarks.demo [--people 100000]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figure, tell
from trainer_app.services.sample_users import SAMPLE_PASSWORD

ROOT = Path(__file__).parents[1]
TODAY = "2026-11-23"


def measure(people: int = 100_000) -> list[Figure]:
    """Make the sample in a process of its own, and check it."""
    with tempfile.TemporaryDirectory() as folder:
        taken, memory, _told = _run("demo", folder, "--people", str(people))
        checked, _memory, told = _run(
            "check", "--database", str(Path(folder) / "sample.db"), "--user", "admin"
        )
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
    return [
        Figure(f"demo of {people:,} people", taken / 60, 5, "min"),
        Figure("  peak of memory", memory, 1024, "MB"),
        Figure("  its files", size / 1e6, None, "MB"),
        Figure("check of its database", checked, None, "s"),
        Figure("  broken invariants", len(json.loads(told)["findings"]), 0, ""),
    ]


def _run(*words: str) -> tuple[float, float, str]:
    """Seconds, peak of memory in MB (0 where the system does not tell) and what a command said."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "trainer_app", *words, "--json", "--today", TODAY]
    around = {**os.environ, "TRAINER_PASSWORD": SAMPLE_PASSWORD}
    with subprocess.Popen(
        command, cwd=ROOT, env=around, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        said, _nothing = process.communicate()
    seconds = time.perf_counter() - start
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return seconds, _peak_of_children(), said


def _peak_of_children() -> float:
    if os.name != "posix":
        return 0.0
    import resource

    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    tell(measure(parser.parse_args().people))


if __name__ == "__main__":
    main()
