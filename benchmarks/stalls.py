"""How long the event loop of the window is held: at its start, and at two visits of each page and tab.

In processor time of the whole program, so that other programs do not count; the median of a few walks.

python3 -m benchmarks.stalls [--rounds 5]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

from benchmarks.figures import Figure, tell
from benchmarks.window import PEOPLE, ROOT, surroundings
from trainer_app.services import sample, sample_users
from trainer_app.services.sample_users import SAMPLE_KEY
from trainer_app.storage.engine import open_database

LIMIT_MS = 50


def measure(rounds: int = 5) -> list[Figure]:
    """Walk through the window in fresh processes; a walk before them compiles the modules."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        place = home / "sample.db"
        with closing(open_database(place, SAMPLE_KEY)) as database:
            users = sample.fill(database, people_count=PEOPLE, seed=1, today=date(2026, 11, 23))
        sample_users.write_keys(place, users)
        walks = [_walk(home) for _round in range(1 + rounds)][1:]
    held = {visit: statistics.median(walk[visit] for walk in walks) for visit in walks[0]}
    return [Figure(f"event loop held, {visit}", ms, LIMIT_MS, "ms") for visit, ms in held.items()]


def _walk(home: Path) -> Mapping[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.starts.walk", str(home / "sample.db")],
        env=surroundings(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    walk: dict[str, float] = json.loads(done.stdout)
    return walk


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    tell(measure(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
