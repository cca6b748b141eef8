"""Upgrading a programme file beside itself: the file is replaced in one step by a copy that was checked."""

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trainer_app.core.errors import BackupUnsound
from trainer_app.storage import backup, integrity
from trainer_app.storage.backup import Occasion
from trainer_app.storage.journal import rebuild, verify

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from trainer_app.storage.engine import Database


def beside(database: "Database") -> None:
    """Back the file up, migrate a copy, check the copy, and only then let it take the file's place.

    The backup stays among the others. Whatever fails on the way, the file is as it was.

    Raises:
        BackupUnsound: the file, or what became of it, is not whole.
        FileUnwritable: there is no room for the copies.
    """
    place, key = database.place, database.key or b""
    database.settle()
    database.close()
    now = datetime.now(UTC)
    kept = backup.make(place, key, backup.folder_of(place), now=now, occasion=Occasion.MIGRATION)
    with backup.written(place.parent, place) as copy:
        shutil.copyfile(kept.path, copy)
        _migrate(copy, key)
        for ending in ("-wal", "-shm"):
            place.with_name(place.name + ending).unlink(missing_ok=True)


def expect_whole(database: "Database") -> None:
    """Go on only with a database in which nothing is wrong.

    Raises:
        BackupUnsound: something is.
    """
    with database.reading() as session:
        faults = _faults(session)
    if faults:
        raise BackupUnsound(database.name, faults)


def _migrate(copy: Path, key: bytes) -> None:
    from trainer_app.storage import migrate
    from trainer_app.storage.engine import connect

    with closing(connect(copy, key)) as database:
        migrate.run(database)
        expect_whole(database)
        database.settle()


def _faults(session: "Session") -> int:
    """How much is wrong with pages, references, the journal, and what it says of the tables."""
    found = len(integrity.damage(session)) + len(integrity.dangling(session))
    differing = sum(1 for _each in rebuild.differences(session))
    return found + differing + len(verify.verify(session).findings)
