"""Results of one offering of 200 trainees, and of 600 offerings: read, decided, and a run of them saved.

python3 -m benchmarks.results [--offerings 600]
"""

import argparse
import gc
import statistics
import tempfile
import time
import uuid
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure, tell
from benchmarks.score_grid import fill
from tests.keys import KEY
from trainer_app.services import results
from trainer_app.storage.engine import Database, open_database

OFFERINGS = 600
ROUNDS = 9
NOW = datetime(2026, 11, 30, tzinfo=UTC)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offerings", type=int, default=OFFERINGS)
    tell(measure(parser.parse_args().offerings))


def measure(count: int = OFFERINGS) -> list[Figure]:
    """One large offering, then all of a programme, of 40 trainees and 8 components each."""
    with tempfile.TemporaryDirectory() as folder:
        with closing(open_database(Path(folder, "large.db"), KEY)) as database:
            [large] = fill(database, offerings=1, trainees=200, components=8)
            one = statistics.median(_read(database, large) for _round in range(ROUNDS))
            saved = _saved(database, large)
        with closing(open_database(Path(folder, "all.db"), KEY)) as database:
            every = sum(_read(database, each) for each in fill(database, offerings=count))
    return [
        Figure("results of an offering of 200 trainees", 1000 * one, 50, "ms"),
        Figure("  a run of them saved, with its journal", 1000 * saved, None, "ms"),
        Figure(f"results of {count} offerings of 40 trainees", every, 20, "s"),
    ]


def _read(database: Database, offering_id: uuid.UUID) -> float:
    gc.collect()
    start = time.perf_counter()
    with database.reading() as session:
        found = results.of_offering(session, offering_id=offering_id)
    seconds = time.perf_counter() - start
    assert found.trainees
    return seconds


def _saved(database: Database, offering_id: uuid.UUID) -> float:
    gc.collect()
    start = time.perf_counter()
    with database.transaction("results.run") as session:
        results.run(session, offering_id=offering_id, now=NOW)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
