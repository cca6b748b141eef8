"""What the journal costs: one save, many, the room it takes, and how fast it is verified and backed up.

Every figure but the last two is a ratio against the same rows without a journal in an encrypted file.
"""

import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.figures import Figure, tell
from benchmarks.score_grid import CELLS, STAMP, fill
from tests.keys import KEY
from trainer_app.models.assessment import Score, ScoreSheet, Sitting
from trainer_app.models.base import derived_id, new_id, table_of
from trainer_app.rules.states import ScoreState
from trainer_app.storage import backup, bulk, many
from trainer_app.storage.backup import Occasion
from trainer_app.storage.encryption import open_connection
from trainer_app.storage.engine import Database, open_database
from trainer_app.storage.journal import verify
from trainer_app.storage.journal.writer import WRITTEN

SCORES = 300_000
SAVES, ROUNDS = 40, 7
NOW = datetime(2026, 11, 27, tzinfo=UTC)


def main() -> None:
    """Print the figures."""
    tell(measure())


def measure(size: int = SCORES) -> list[Figure]:
    """Fill a file with grids and measure on it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "programme.db")
        with closing(open_database(place, KEY)) as database:
            fill(database, offerings=-(-size // CELLS))
            database.settle()
            return [
                *_of_saving(database, place),
                *_of_entries(database),
                _of_room(place, Path(folder, "bare.db")),
                *_of_verifying(database),
                *_of_backups(place, Path(folder, "backups")),
                _of_many(database, size),
            ]


def _of_saving(database: Database, place: Path) -> Iterator[Figure]:
    """One mark changed and on the disk, against the bare row alone."""
    with database.reading() as session:
        chosen = bulk.ids(session, Score)[:SAVES]
    raw = open_connection(place, KEY)

    def journalled() -> None:
        for row_id in chosen:
            with database.transaction("scores.record") as session:
                bulk.update(session, Score, [{"id": row_id, "state": "SCORED", "points": _next()}])

    def bare() -> None:
        for row_id in chosen:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute(
                "UPDATE scores SET points = ?, version = version WHERE id = ?",
                (int(_next()) * 1000, row_id.bytes),
            )
            raw.execute("COMMIT")

    ours, floor = _race([journalled, bare])
    raw.close()
    yield Figure("one journalled save / a bare row committed", ours / floor, 4, "×")
    yield Figure("  a bare row committed", floor / SAVES * 1000, None, "ms")
    yield Figure("  one journalled save", ours / SAVES * 1000, None, "ms")


def _of_entries(database: Database) -> Iterator[Figure]:
    """What a row costs with its entry when many are written at once, and the entry alone."""
    whole, rows_alone = [], []
    for _round in range(ROUNDS):
        with _taken_back(database) as session:
            rows = _another_attempt(session)
            whole.append(_seconds(lambda: bulk.insert(session, Score, rows)))  # noqa: B023 (called at once)
        with _taken_back(database) as session:
            bare = [{**STAMP, "remark": "", "changed_by": None, **row} for row in _another_attempt(session)]
            put = partial(many.put, session.connection(), table_of(Score), bare, options=WRITTEN)
            rows_alone.append(_seconds(put))
    entry = statistics.median(whole) - statistics.median(rows_alone)
    yield Figure("an entry of a bulk write", entry / len(rows) * 1e6, 25, "µs")
    yield Figure("  a row with its entry", statistics.median(whole) / len(rows) * 1e6, 33, "µs")


def _of_many(database: Database, size: int) -> Figure:
    """So many scores saved, twenty thousand at a time, for people and sheets that are there."""
    seconds, written, attempt = 0.0, 0, 1
    while written < size:
        attempt += 1
        with database.transaction() as session:
            rows = _another_attempt(session, attempt)[: size - written]
        seconds += _seconds(partial(_save, database, rows))
        written += len(rows)
    return Figure(f"{size:,} scores saved with their journal", seconds, 10, "s")


def _save(database: Database, rows: list[dict[str, Any]]) -> None:
    with database.transaction("scores.record_many") as session:
        bulk.insert(session, Score, rows)


def _seconds(work: Callable[[], None]) -> float:
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _another_attempt(session: Session, attempt: int = 2) -> list[dict[str, Any]]:
    """Rows of marks on new sheets, for as many of the offerings as make twenty thousand."""
    firsts = session.execute(
        select(Score.enrolment_id, Score.max_points, ScoreSheet.component_id, Sitting.offering_id)
        .join(ScoreSheet, ScoreSheet.id == Score.sheet_id)
        .join(Sitting, Sitting.id == ScoreSheet.sitting_id)
        .where(Sitting.attempt == 1)
        .order_by(Sitting.offering_id)
        .limit(20_000)
    ).all()
    sheets = {key: (new_id(), new_id()) for key in {(row.offering_id, row.component_id) for row in firsts}}
    bulk.insert(
        session,
        Sitting,
        [
            {"id": sitting, "offering_id": offering, "component_id": component, "attempt": attempt}
            for (offering, component), (sitting, _sheet) in sheets.items()
        ],
    )
    bulk.insert(
        session,
        ScoreSheet,
        [
            {"id": sheet, "sitting_id": sitting, "component_id": component, "max_points": Decimal(100)}
            for (_offering, component), (sitting, sheet) in sheets.items()
        ],
    )
    return [
        {
            "id": derived_id(sheet, row.enrolment_id),
            "sheet_id": sheet,
            "enrolment_id": row.enrolment_id,
            "state": ScoreState.SCORED,
            "points": Decimal("61.5"),
            "max_points": row.max_points,
        }
        for row in firsts
        for _sitting, sheet in [sheets[row.offering_id, row.component_id]]
    ]


@contextmanager
def _taken_back(database: Database) -> Iterator[Any]:
    class TakenBack(Exception):
        pass

    try:
        with database.transaction() as session:
            yield session
            raise TakenBack
    except TakenBack:
        return


def _of_room(place: Path, bare: Path) -> Figure:
    """Size of the file against that of its tables alone."""
    with closing(open_connection(place, KEY)) as connection:
        connection.execute(f"VACUUM INTO '{bare}'")
    with closing(open_connection(bare, KEY)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        for table in ("checkpoints", "entries", "transactions", "nodes"):
            connection.execute(f"DELETE FROM journal_{table}")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Figure("the file / its tables alone", place.stat().st_size / bare.stat().st_size, 3.5, "×")


def _of_verifying(database: Database) -> Iterator[Figure]:
    began = time.perf_counter()
    with database.reading() as session:
        found = verify.verify(session)
    seconds = time.perf_counter() - began
    assert found.findings == ()
    yield Figure("100,000 entries verified", seconds / found.entries * 100_000, 1, "s")


def _of_backups(place: Path, folder: Path) -> Iterator[Figure]:
    began = time.perf_counter()
    made = backup.make(place, KEY, folder, now=NOW, occasion=Occasion.ASKED)
    seconds = time.perf_counter() - began
    yield Figure("100 MB backed up and verified", seconds / made.size * 100e6, 3, "s")


def _race(works: list[Callable[[], None]]) -> list[float]:
    """Median seconds of each work, taken in turns so that a slow moment meets all of them."""
    taken: list[list[float]] = [[] for _work in works]
    for _round in range(ROUNDS):
        for work, times in zip(works, taken, strict=True):
            times.append(_seconds(work))
    return [statistics.median(times) for times in taken]


def _next() -> Decimal:
    _next.given = (getattr(_next, "given", 0) + 1) % 100  # type: ignore[attr-defined]
    return Decimal(_next.given)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
