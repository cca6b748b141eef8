"""Golden databases: one small programme file of every schema version, kept as it was, and upgraded by tests.

`python -m tests.golden` makes the file of the newest version, once, when a migration was added.
"""

import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from tests.keys import KEY
from trainer_app.services import sample
from trainer_app.storage import migrate
from trainer_app.storage.engine import open_database

FOLDER = Path(__file__).parent / "data" / "golden"
PEOPLE = 8


def place_of(revision: str) -> Path:
    """Where the golden database of a version is."""
    return FOLDER / f"{revision}.db"


def make() -> Path:
    """Make the file of the newest version; one that is there is never made anew."""
    place = place_of(migrate.NEWEST)
    if place.exists():
        raise FileExistsError(place)
    with closing(open_database(place, KEY)) as database:
        sample.fill(database, people_count=PEOPLE, seed=6, today=date(2026, 11, 27))
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("BEGIN")
        database.settle()
    return place


if __name__ == "__main__":
    sys.stdout.write(f"{make()}\n")
