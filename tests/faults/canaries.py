"""Names that must not leave the encrypted file are typed everywhere; every byte that is written is looked at.

The work runs under the shim, so that files which are gone at the end are seen too. What a user asked for as a
document is the user's: it may hold names.
"""

import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.documents.rolls import HEADINGS, save
from tests.factories import enrol, make_offering
from tests.faults import shim
from tests.faults.disk import Kind, calls
from trainer_app.core import log
from trainer_app.core.errors import AppError
from trainer_app.core.language import Titles
from trainer_app.core.settings import Settings
from trainer_app.models.people import Identifier, Person
from trainer_app.rules.states import OfferingState
from trainer_app.rules.vocabulary import IdentifierKind
from trainer_app.services import people, reports, rolls, score_lists, signing_in
from trainer_app.services.identities import Identity
from trainer_app.services.people import PersonDraft
from trainer_app.services.signing_in import NewProgramme
from trainer_app.storage.engine import Database, connect
from trainer_app.storage.key_wraps import CHEAPEST

CANARIES = {
    "Latin": "Canarywala",
    "Urdu": "کنیریاوالہ",
    "Chinese": "金丝雀鸣",
    "identity number": "61101-7654321-9",
    "password": "canary-sings-at-dawn",
}
DATABASE, ASKED, TEMPORARY, SETTINGS, LOG = "programme.db", "asked", "tmp", "settings.json", "trainer.log"
ON, NOW = date(2026, 11, 23), datetime(2026, 11, 23, 9, tzinfo=UTC)
_CODE = "PK-2026-01"
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "unicode-escape")


def found_outside(folder: Path, library: Path, *, plant: str = "") -> list[str]:
    """Work in a folder; gives each canary that was written outside the encrypted file, and where."""
    worked, recorded = folder / "worked", folder / "calls"
    for part in (worked, worked / ASKED, worked / TEMPORARY):
        part.mkdir()
    _write_rolls(worked / ASKED)
    environment = shim.environment(library, worked, log=recorded)
    environment |= {"TMPDIR": str(worked / TEMPORARY), "HOME": str(worked), "XDG_CONFIG_HOME": str(worked)}
    command = [sys.executable, "-m", "tests.faults.canaries", worked, plant]
    subprocess.run(command, env=environment, check=True)
    written = _written(recorded)
    for path in worked.rglob("*"):
        if path.is_file():
            written[str(path)] += path.read_bytes()
    outside = {path: content for path, content in written.items() if Path(path).parent.name != ASKED}
    return [f"{name} in {path}" for path, content in outside.items() for name in canaries_in(content)]


def _write_rolls(folder: Path) -> None:
    """What is brought to the program: a roll, one with a refused row, and a file that is no workbook."""
    row = (1, "ASI", CANARIES["Latin"], CANARIES["identity number"], "1990-03-15", "CTD")
    save(folder / "taken.xlsx", HEADINGS, row)
    save(folder / "refused.xlsx", HEADINGS, row, (2, *row[1:]))
    (folder / "broken.xlsx").write_text(" ".join(CANARIES.values()), encoding="utf-8")


def canaries_in(content: bytes) -> list[str]:
    """Which canaries stand in some bytes, in any usual encoding."""
    return [
        name
        for name, canary in CANARIES.items()
        if any(canary.encode(encoding) in content for encoding in _ENCODINGS)
    ]


def _written(recorded: Path) -> defaultdict[str, bytes]:
    written: defaultdict[str, bytes] = defaultdict(bytes)
    for call in calls(recorded):
        if call.kind is Kind.WRITE:
            written[call.path] += call.data
    return written


def _work(folder: Path, plant: str) -> None:
    """What people do with the program, and what goes wrong meanwhile."""
    log.to_file(folder / LOG)
    place = folder / DATABASE
    settings = Settings(folder / SETTINGS)
    settings.set("database", str(place))
    settings.save()
    given = NewProgramme(Titles("Joint"), "PK", "IS", "admin", "Administrator")
    entered, _key = signing_in.create(
        place, given=given, password=CANARIES["password"], today=ON, cost=CHEAPEST
    )
    with closing(entered.database) as first:
        key = first.key
    signing_in.sign_in(place, login="admin", password=CANARIES["password"]).database.close()
    _refused_password(place)
    with closing(connect(place, key)) as database:
        _people(database)
        _imports(database, folder / ASKED)
        _documents(database, folder / ASKED)
        _unexpected(database)
    _planted(plant)


def _refused_password(place: Path) -> None:
    try:
        signing_in.sign_in(place, login="admin", password=CANARIES["password"] + "!")
    except AppError as refusal:
        log.logger.warning("refused: %s", type(refusal).__name__)


def _draft() -> PersonDraft:
    return PersonDraft(
        side="PK",
        given_latin=CANARIES["Latin"],
        name_ur=CANARIES["Urdu"],
        name_zh=CANARIES["Chinese"],
        identities=(Identity(IdentifierKind.CNIC, CANARIES["identity number"]),),
    )


def _people(database: Database) -> None:
    with database.transaction() as session:
        person_id = people.save_new(session, draft=_draft(), on=ON)
        offering = make_offering(session, code=_CODE, state=OfferingState.RUNNING)
        enrol(session, offering, session.get(Person, person_id))


def _imports(database: Database, folder: Path) -> None:
    for name in ("taken", "refused"):
        with database.transaction() as session:
            preview = rolls.preview(session, offering_code=_CODE, file=folder / f"{name}.xlsx", on=ON)
            rolls.accept(session, preview=preview, now=NOW)
        rolls.save_refused(preview, path=folder / f"{name}-back.xlsx", now=NOW)
    try:
        with database.reading() as session:
            rolls.preview(session, offering_code=_CODE, file=folder / "broken.xlsx", on=ON)
    except AppError as refusal:
        log.logger.warning("refused: %s", type(refusal).__name__)


def _documents(database: Database, folder: Path) -> None:
    with database.transaction() as session:
        reports.save_offering_progress(
            session, offering_code=_CODE, language="ur", path=folder / "report.xlsx", on=ON
        )
        score_lists.export(session, offering_code=_CODE, path=folder / "scores.xlsx", now=NOW)


def _unexpected(database: Database) -> None:
    """Faults of the program itself that carry names, as the borders of the program log them."""
    for fault in (_twice, _surprising):
        try:
            with database.transaction() as session:
                fault(session)
        except (IntegrityError, KeyError):
            log.logger.exception("unexpected fault")


def _twice(session: Session) -> None:
    first = session.scalars(select(Identifier)).first()
    assert first is not None
    session.add(Identifier(person_id=first.person_id, kind=first.kind, value=first.value))
    session.flush()


def _surprising(_session: Session) -> None:
    places: dict[str, Any] = {}
    places[" ".join(CANARIES.values())]


def _planted(plant: str) -> None:
    if plant == "log":
        log.logger.error("cannot enrol %s", CANARIES["Latin"])
    if plant == "temporary file":
        with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
            file.write(CANARIES["Urdu"])
            file.flush()


if __name__ == "__main__":
    _work(Path(sys.argv[1]), sys.argv[2])
