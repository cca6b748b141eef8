"""From the start of the process to the painted window, against a bare PySide6 window with the same fonts.

python3 -m benchmarks.window [--rounds 9]
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from benchmarks.figures import Figure, tell
from tests.keys import KEY
from trainer_app.core.paths import resource
from trainer_app.services import sample
from trainer_app.storage.engine import open_database
from trainer_app.ui.fonts import FILES

ROOT = Path(__file__).parents[1]
SCREEN = ROOT / "tests" / "ui" / "screen.json"
PEOPLE = 400


def measure(rounds: int = 9) -> list[Figure]:
    """Start both in turns, each in a fresh process with warm caches, and compare the medians."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        database = open_database(home / "sample.db", KEY)
        sample.fill(database, people_count=PEOPLE, seed=1, today=date(2026, 11, 23))
        database.close()
        bare = ["benchmarks.starts.bare", str(resource("fonts")), *FILES]
        ours = ["benchmarks.starts.ours", str(home / "sample.db")]
        around = surroundings(home)
        for words in (bare, ours):
            _seconds(words, around)
        taken = [(_seconds(bare, around), _seconds(ours, around)) for _round in range(rounds)]
    floor, own = (statistics.median(times) for times in zip(*taken, strict=True))
    return [
        Figure("window shown / a bare PySide6 window", own / floor, 1.6, "×"),
        Figure("  a bare window with the same fonts", floor * 1000, None, "ms"),
        Figure("  this program on a sample of 400 people", own * 1000, None, "ms"),
    ]


def surroundings(home: Path) -> Mapping[str, str]:
    """A home of its own, no display, and compiled modules kept as an installation keeps them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    homes = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
    return {
        **kept,
        **dict.fromkeys(homes, str(home)),
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
        "PYTHONUTF8": "1",
        "QT_QPA_PLATFORM": f"offscreen:configfile={SCREEN}",
    }


def _seconds(words: Sequence[str], around: Mapping[str, str]) -> float:
    """Both processes read the one clock of the system, so that their instants can be compared."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", *words], env=around, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(done.stdout) - start


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    tell(measure(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
