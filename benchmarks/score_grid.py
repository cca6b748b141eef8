"""Values of a 40 × 8 score grid against one raw SQL join, at ten thousand and at a million scores.

python3 -m benchmarks.score_grid [--scores 10000 1000000]
"""

import argparse
import gc
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.figures import Figure, tell
from tests.keys import KEY
from trainer_app.models.assessment import Score, ScoreSheet, Sitting
from trainer_app.models.base import derived_id, new_id
from trainer_app.models.catalogue import Band, Component, CourseVersion, SchemeVersion
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.people import Person
from trainer_app.rules.states import (
    EnrolmentState,
    OfferingState,
    ScoreState,
    SheetState,
    VersionState,
)
from trainer_app.rules.vocabulary import ComponentKind
from trainer_app.services import reference, scores
from trainer_app.storage import bulk
from trainer_app.storage.encryption import open_connection
from trainer_app.storage.engine import Database, open_database

TRAINEES, COMPONENTS = 40, 8
CELLS = TRAINEES * COMPONENTS
SIZES = (10_000, 1_000_000)
ROUNDS = 15
GRIDS_A_ROUND = 20
OFFERINGS_AT_ONCE = 50
NOW = datetime(2026, 11, 23, tzinfo=UTC)
STAMP = {"created_at": NOW, "changed_at": NOW, "version": 1}

VALUES = """
SELECT c.code, c.order_no, c.max_points, sh.state, e.id, e.roll_number, p.side,
       p.name_latin, p.name_ur, p.name_zh, s.state, s.points
FROM sittings t
JOIN score_sheets sh ON sh.sitting_id = t.id
JOIN components c ON c.id = t.component_id
JOIN scores s ON s.sheet_id = sh.id
JOIN enrolments e ON e.id = s.enrolment_id
JOIN people p ON p.id = e.person_id
WHERE t.offering_id = ? AND t.attempt = 1
ORDER BY e.roll_number, c.order_no
"""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scores", nargs="+", type=int, default=SIZES)
    tell(measure(parser.parse_args().scores))


def measure(sizes: Sequence[int] = SIZES) -> list[Figure]:
    """Build a database of each size, measure them in turns, and compare."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        contests = [
            stack.enter_context(_contest(Path(folder) / f"{size}.db", offerings=-(-size // CELLS)))
            for size in sizes
        ]
        seconds = _race([work for contest in contests for work in contest])
    grids, joins = seconds[::2], seconds[1::2]
    figures = [
        figure
        for size, grid, values in zip(sizes, grids, joins, strict=True)
        for figure in _compared(size, grid, values)
    ]
    growth = f"cost of a grid at {sizes[-1]:,} scores / at {sizes[0]:,}"
    return [*figures, Figure(growth, grids[-1] / grids[0], 1.25, "×")]


@contextmanager
def _contest(path: Path, *, offerings: int) -> Iterator[tuple[Callable[[], object], Callable[[], object]]]:
    """The service and the raw join, reading the same grids of one database."""
    database = open_database(path, KEY)
    offering_ids = fill(database, offerings=offerings)
    chosen = Random(7).choices(offering_ids, k=GRIDS_A_ROUND)
    raw = open_connection(path, KEY)
    with database.reading() as session:
        _prove_equal(session, raw, chosen[0])
        yield (
            lambda: [scores.grid(session, offering_id=each) for each in chosen],
            lambda: [raw.execute(VALUES, (each.bytes,)).fetchall() for each in chosen],
        )
    raw.close()
    database.close()


def _compared(size: int, grid: float, values: float) -> Iterator[Figure]:
    name = f"values of a {TRAINEES} × {COMPONENTS} grid at {size:,} scores / one raw join"
    yield Figure(name, grid / values, 1.5, "×")
    yield Figure("  one raw join", values / GRIDS_A_ROUND * 1000, None, "ms")
    yield Figure("  this program", grid / GRIDS_A_ROUND * 1000, None, "ms")


def _race(works: Sequence[Callable[[], object]]) -> list[float]:
    """Median seconds of each work, taken in turns so that a slow moment meets all of them."""
    taken: list[list[float]] = [[] for __ in works]
    for work in works:
        work()
    for __ in range(ROUNDS):
        for work, times in zip(works, taken, strict=True):
            gc.collect()
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
    return [statistics.median(times) for times in taken]


def _prove_equal(session: Session, raw: Any, offering_id: uuid.UUID) -> None:
    grid = scores.grid(session, offering_id=offering_id)
    ours = [mark.points for row in grid.marks for mark in row]
    theirs = [
        None if row[-1] is None else Decimal(row[-1]) / 1000
        for row in raw.execute(VALUES, (offering_id.bytes,))
    ]
    assert ours == theirs
    assert len(ours) == CELLS


def fill(
    database: Database, *, offerings: int, trainees: int = TRAINEES, components: int = COMPONENTS
) -> list[uuid.UUID]:
    """Put so many full grids into an empty database; gives the ids of the offerings."""
    random = Random(1)
    with database.transaction() as session:
        reference.load(session)
        course_version_id = session.scalars(select(CourseVersion.id)).first()
        scheme_id, assessed = _add_scheme(session, course_version_id, components)
        people = _add_people(session, random)
    offering_ids = []
    for start in range(0, offerings, OFFERINGS_AT_ONCE):
        numbers = range(start, min(start + OFFERINGS_AT_ONCE, offerings))
        with database.transaction() as session:
            for number in numbers:
                offering = _add_offering(session, number, course_version_id, scheme_id, capacity=trainees)
                _add_grid(session, random, offering, assessed, random.sample(people, trainees))
                offering_ids.append(offering)
    return offering_ids


def _add_scheme(
    session: Session, course_version_id: uuid.UUID | None, count: int
) -> tuple[uuid.UUID, list[uuid.UUID]]:
    scheme = SchemeVersion(
        course_version_id=course_version_id, no=99, pass_mark=Decimal(60), state=VersionState.APPROVED
    )
    session.add(scheme)
    session.flush()
    components = [
        Component(
            scheme_version_id=scheme.id,
            code=f"C{n}",
            order_no=n,
            kind=ComponentKind.WRITTEN,
            weight_bp=10_000 // count,
            max_points=Decimal(100),
            title_en=f"Component {n}",
        )
        for n in range(count)
    ]
    session.add_all(components)
    for name, lower in (("Distinction", 85), ("Merit", 75), ("Pass", 60), ("Fail", 0)):
        session.add(Band(scheme_version_id=scheme.id, lower=Decimal(lower), title_en=name))
    session.flush()
    return scheme.id, [component.id for component in components]


def _add_people(session: Session, random: Random) -> list[uuid.UUID]:
    people: list[dict[str, Any]] = [
        {
            "id": new_id(),
            "side": random.choice(("PK", "CN")),
            "name_latin": f"Person {n}",
            "name_ur": f"شخص {n}",
            "name_zh": f"人{n}",
            **STAMP,
        }
        for n in range(5_000)
    ]
    bulk.insert(session, Person, people)
    return [person["id"] for person in people]


def _add_offering(
    session: Session, number: int, course_version_id: uuid.UUID | None, scheme_id: uuid.UUID, *, capacity: int
) -> uuid.UUID:
    offering = Offering(
        code=f"PK-2026-{number:05d}",
        course_version_id=course_version_id,
        scheme_version_id=scheme_id,
        host_side="PK",
        starts_on=date(2026, 10, 12),
        ends_on=date(2026, 11, 27),
        capacity=capacity,
        state=OfferingState.ASSESSMENT,
    )
    session.add(offering)
    session.flush()
    return offering.id


def _add_grid(
    session: Session,
    random: Random,
    offering: uuid.UUID,
    components: Sequence[uuid.UUID],
    people: Sequence[uuid.UUID],
) -> None:
    enrolments: list[dict[str, Any]] = [
        {
            "id": derived_id(offering, person),
            "offering_id": offering,
            "person_id": person,
            "roll_number": n,
            "state": EnrolmentState.ACTIVE,
            **STAMP,
        }
        for n, person in enumerate(people, start=1)
    ]
    bulk.insert(session, Enrolment, enrolments)
    for component in components:
        sitting, sheet = new_id(), new_id()
        of_sitting = {"offering_id": offering, "component_id": component, "attempt": 1}
        bulk.insert(session, Sitting, [{"id": sitting, **of_sitting, **STAMP}])
        of_sheet = {"sitting_id": sitting, "component_id": component, "max_points": Decimal(100)}
        state = {"state": SheetState.DRAFT}
        bulk.insert(session, ScoreSheet, [{"id": sheet, **of_sheet, **state, **STAMP}])
        marks = list(_marks(random, sheet, [enrolment["id"] for enrolment in enrolments]))
        bulk.insert(session, Score, marks)


def _marks(random: Random, sheet: uuid.UUID, enrolments: Sequence[uuid.UUID]) -> Iterator[dict[str, Any]]:
    for enrolment in enrolments:
        yield {
            "id": derived_id(sheet, enrolment),
            "sheet_id": sheet,
            "enrolment_id": enrolment,
            "state": ScoreState.SCORED,
            "points": Decimal(random.randrange(0, 201)) / 2,
            "max_points": Decimal(100),
            "remark": "",
            **STAMP,
        }


if __name__ == "__main__":
    main()
