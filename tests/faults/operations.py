"""What is done whole or leaves nothing when the disk fails: the table that new operations extend.

Backups, restoring and the key file stand in `safekeeping.py`.
"""

import json
import shutil
import subprocess
import uuid
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from alembic import command
from sqlalchemy import func, select

from tests.faults import whole, work
from tests.keys import KEY
from tests.services.passed import NOW
from trainer_app.models.journal import JournalTransaction
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState
from trainer_app.services import certificates, programme, reference, reports, rolls, scores
from trainer_app.storage import migrate
from trainer_app.storage.engine import Database, connect, open_database, open_existing
from trainer_app.storage.journal import guard

OLD = "0005"
_IDS: dict[str, Any] = {}
"""Rows of the programme, read where no call fails."""


class Operation(NamedTuple):
    """`run` does it in a folder that `start` made, and does no harm when it was done before.

    `found` says what a folder holds of it; what it says after a fault must be what it says before the
    operation, after it, or one of `also`, which are whole as well.
    """

    name: str
    start: Callable[[Path], object]
    run: Callable[[Path], None]
    found: Callable[[Path], str]
    also: tuple[str, ...] = ()


def content(place: Path) -> str:
    """How much the journal of a database holds, or everything that is wrong with it."""
    with closing(connect(place, KEY)) as database, database.reading() as session:
        faults = list(whole.damage(session))
        count = session.scalar(select(func.count()).select_from(JournalTransaction))
    return f"damaged: {faults}" if faults else f"{count} transactions"


def beside(folder: Path) -> str:
    """What stands in the folder of documents, each known to be whole."""
    return ", ".join(sorted(_kind_of(path) for path in (folder / "out").iterdir()))


def _kind_of(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix == ".xlsx" and zipfile.ZipFile(BytesIO(content)).testzip() is None:
        return "a workbook"
    if path.suffix == ".pdf":
        with closing(pypdfium2.PdfDocument(content)) as document:
            return f"a PDF of {len(document)}"
    return f"half: {path.name}"


def make(folder: Path) -> None:
    """The programme, and a folder for documents."""
    work.make(folder)
    (folder / "out").mkdir()
    _IDS.update(json.loads((folder / "ids.json").read_text(encoding="utf-8")))


def _found(folder: Path) -> str:
    documents = beside(folder)
    return content(folder / work.PROGRAMME) + (f", {documents}" if documents else "")


def _record(folder: Path) -> None:
    with closing(open_existing(folder / work.PROGRAMME, KEY)) as database:
        record(database)


def _record_and_die(folder: Path) -> None:
    """What a kill right after the answer would leave is kept beside: file and log, held by a reader."""
    place = folder / work.PROGRAMME
    with (
        closing(open_existing(place, KEY)) as database,
        closing(connect(place, KEY)) as other,
        other.reading() as reading,
    ):
        reading.scalar(select(func.count()).select_from(JournalTransaction))
        try:
            record(database)
        finally:
            left = folder / "left"
            shutil.rmtree(left, ignore_errors=True)
            left.mkdir()
            names = [folder / name for name in (work.PROGRAMME, f"{work.PROGRAMME}-wal")]
            # By a program that is not under the shim, or the copy would fail instead.
            subprocess.run(["cp", *names, left], env={}, check=False, stderr=subprocess.DEVNULL)


def record(database: Database) -> None:
    """Save one mark."""
    with database.transaction() as session:
        scores.record(
            session,
            offering_id=uuid.UUID(_IDS["marked"]),
            enrolment_id=uuid.UUID(_IDS["trainees"][0]),
            component_id=uuid.UUID(_IDS["components"][0][0]),
            mark=Mark(ScoreState.SCORED, Decimal(1)),
            now=work.WHEN,
        )


def _left(folder: Path) -> str:
    left = folder / "left" / work.PROGRAMME
    return content(left if left.exists() else folder / work.PROGRAMME)


def _import(folder: Path) -> None:
    with closing(open_existing(folder / work.PROGRAMME, KEY)) as database, database.transaction() as session:
        file = folder / "roll-0.xlsx"
        preview = rolls.preview(session, offering_code=work.ROLL_CODE, file=file, on=work.ON)
        rolls.accept(session, preview=preview, now=work.WHEN)


def _issue(folder: Path) -> None:
    with closing(open_existing(folder / work.PROGRAMME, KEY)) as database:
        with database.transaction() as session:
            certificates.issue_ready(session, offering_code="PK-2026-01", now=NOW)
        with database.reading() as session:
            path = folder / "out" / "certificates.pdf"
            certificates.printed_to_file(session, offering_code="PK-2026-01", path=path)


def _report(folder: Path) -> None:
    with closing(open_existing(folder / work.PROGRAMME, KEY)) as database, database.reading() as session:
        reports.save_offering_progress(
            session,
            offering_code=work.MARKED_CODE,
            language="en",
            path=folder / "out" / "report.xlsx",
            on=work.ON,
        )


def _nothing(folder: Path) -> None:
    """A new programme begins in an empty folder."""


def _begin(folder: Path) -> None:
    with closing(open_database(folder / work.PROGRAMME, KEY)) as database, database.transaction() as session:
        if not reference.is_loaded(session):
            reference.load(session)
            programme.set_up(session, side="PK", station_code="IS", today=date(2026, 11, 23))


def _begun(folder: Path) -> str:
    place = folder / work.PROGRAMME
    if not place.exists() or place.stat().st_size == 0:
        return "nothing"
    return content(place) if _revision(place) else "nothing"


def _revision(place: Path) -> str | None:
    with closing(connect(place, KEY)) as database, database.reading() as session:
        return migrate.revision(session.connection())


def _old(folder: Path) -> None:
    """A programme whose tables an earlier version made."""
    with closing(connect(folder / work.PROGRAMME, KEY)) as database:
        with database.engine.begin() as connection, guard.unwatched(connection):
            command.upgrade(migrate.config(connection), OLD)
        database.settle()


def _migrate(folder: Path) -> None:
    open_existing(folder / work.PROGRAMME, KEY).close()


def _migrated(folder: Path) -> str:
    place = folder / work.PROGRAMME
    return f"as of {OLD}" if _revision(place) == OLD else content(place)


OPERATIONS = (
    Operation("a mark is saved", make, _record, _found),
    Operation("a mark is saved and the program killed", make, _record_and_die, _left),
    Operation("a roll is imported", make, _import, _found),
    # Numbers that were taken stay taken; the pages are in the database and can be written again.
    Operation("certificates are issued", make, _issue, _found, also=("2 transactions",)),
    Operation("a report is saved", make, _report, _found),
    # The tables come first, by themselves; what stands in them at the beginning in a second transaction.
    Operation("a programme begins", _nothing, _begin, _begun, also=("1 transactions", "0 transactions")),
    Operation("an old programme is brought up to date", _old, _migrate, _migrated),
)
