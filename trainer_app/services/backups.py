"""Backups for people: made and thinned, listed, tried out, and put back with what that would lose."""

from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer_app.core.errors import BackupUnsound, DatabaseTooNew, DatabaseUnusable, EnvironmentFault
from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.models.base import table_of
from trainer_app.models.journal import JournalEntry, JournalNode, JournalTransaction
from trainer_app.models.people import Person
from trainer_app.models.users import User
from trainer_app.rules import chain
from trainer_app.rules.roles import Role
from trainer_app.services import access, integrity
from trainer_app.services.access import allowed
from trainer_app.services.integrity import Finding
from trainer_app.services.signing_in import Entered, entered_with
from trainer_app.storage import backup, engine, migrate
from trainer_app.storage.backup import Backup, Occasion
from trainer_app.storage.engine import Database
from trainer_app.storage.journal import checkpoints, rebuild, verify, writer
from trainer_app.storage.key_refusals import KeyFileFault, KeyFileUnreadable
from trainer_app.storage.keys import KeyFile

DUE_AFTER = timedelta(hours=4)
"""How old the newest backup of a file in use may become."""
LATE_AFTER = timedelta(hours=24)
"""From which age on the status bar warns."""
_UPKEEP = ("backups.make", "backups.restore")
"""Steps of the program itself, which nobody loses."""
_txn, _node = table_of(JournalTransaction).c, table_of(JournalNode).c


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup came to; `second` is the copy at the second place, None where none is wanted or found."""

    backup: Backup
    second: Backup | None
    is_second_missing: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """One step that restoring a backup would lose: by whom, what and when."""

    at: datetime
    user: str
    act: str


@dataclass(frozen=True, slots=True)
class Loss:
    """What restoring would lose; `is_readable` is false where the present file cannot be read at all.

    Where it is gone (`is_there` false), `steps` are those that newer backups hold; nobody knows more.
    """

    backup: Backup
    steps: tuple[Lost, ...]
    is_readable: bool
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class Drill:
    """What came of restoring a backup for trial, elsewhere.

    `findings` are those of pages, references, invariants and the journal; `differences` counts the rows that
    are not as the journal says.
    """

    backup: Backup
    people: int
    entries: int
    findings: tuple[Finding, ...]
    differences: int


def found(place: Path, second: Path | None = None) -> list[Backup]:
    """The backups of a programme file at both places, newest first."""
    folders = [backup.folder_of(place), *([second] if second else [])]
    listed = [each for folder in folders for each in backup.found_in(folder, place.stem)]
    return sorted(listed, key=lambda each: each.made_at, reverse=True)


def chosen(path: Path) -> Backup:
    """A file that somebody names as a backup.

    Raises:
        BackupUnsound: it is not there, or its name is that of no backup.
    """
    described = backup.described(path)
    if described is None:
        raise BackupUnsound(path.name, 0)
    return described


def is_due(place: Path, *, now: datetime) -> bool:
    """Whether the file in use should be backed up again."""
    newest = backup.newest(backup.found_in(backup.folder_of(place), place.stem))
    return newest is None or now - newest.made_at >= DUE_AFTER


def make(
    database: Database,
    *,
    second: Path | None = None,
    now: datetime,
    occasion: Occasion = Occasion.ASKED,
    progress: Progress = NO_PROGRESS,
) -> Made:
    """Back up a file at both places and remove the backups that are no longer needed.

    The second place may be missing, as a stick that is not plugged in; that is told and is no fault.

    Raises:
        FileUnwritable, BackupUnsound, DatabaseUnusable: no backup could be made; earlier ones stay.
        Cancelled: the user no longer wants it.
    """
    place, key = database.place, _key_of(database)
    with database.transaction("backups.make") as session:
        checkpoints.sign(session, "backup")
    folder = backup.folder_of(place)
    first = backup.make(place, key, folder, now=now, occasion=occasion, progress=progress)
    backup.thin(backup.found_in(folder, place.stem), now)
    is_there = second is not None and second.is_dir()
    copied = backup.copy_to(first, key, second) if is_there and second is not None else None
    return Made(first, copied, is_second_missing=second is not None and not is_there)


def loss(place: Path, key: bytes, chosen: Backup) -> Loss:
    """What restoring a backup would lose of the present file.

    Raises:
        BackupUnsound: the backup is not whole.
    """
    held = backup.verify(chosen.path, key)
    if not place.is_file():
        steps = _in_newer_backup(place, key, chosen, held.last_hlc)
        return Loss(chosen, steps, is_readable=False, is_there=False)
    try:
        with closing(engine.open_existing(place, key)) as database, database.reading() as session:
            return Loss(chosen, tuple(_later(session, held.last_hlc)), is_readable=True)
    except DatabaseUnusable:
        return Loss(chosen, (), is_readable=False)


def restore(
    place: Path, chosen: Backup, *, login: str, password: str, now: datetime
) -> tuple[Entered, Path | None]:
    """Put a backup in the place of the programme file, for an administrator of the file.

    The present file, if there is one, is kept beside it; gives where. What is written from now on comes from
    a new node, so that the two never meet as one. The database must be closed.

    Raises:
        WrongPassword, TooManyAttempts, NotAllowed: who asks may not.
        NotSettled: the backup is in its place, but the disk does not confirm that.
        BackupUnsound, FileUnwritable, NotSaved, DatabaseTooNew: nothing was changed.
    """
    keys = _key_file(place, chosen).path
    key = unlock(place, chosen, login=login, password=password)
    prepare = partial(_prepare, key=key, chosen=chosen)
    kept = backup.put_back(chosen.path, key, place, now=now, prepare=prepare, keys=keys)
    return entered_with(place, key, login=login), kept


def unlock(place: Path, chosen: Backup, *, login: str, password: str) -> bytes:
    """The key of a backup, for an administrator.

    The passwords of the present key file count; where it is missing or damaged, those kept with the backup.

    Raises:
        WrongPassword, TooManyAttempts, NotAllowed: who asks may not.
        KeyFileUnreadable: neither key file can be read.
        BackupUnsound: the backup cannot be opened.
    """
    unlocked = _key_file(place, chosen).unlock(login, password)
    with closing(engine.connect(chosen.path, unlocked.key)) as database, database.reading() as session:
        user = access.of(session, unlocked.user_id)
    if user is None or Role.ADMINISTRATOR not in user.roles:
        held = user.roles if user else ()
        raise access.NotAllowed(user.full_name if user else login, held, [Role.ADMINISTRATOR])
    return unlocked.key


def _key_file(place: Path, chosen: Backup) -> KeyFile:
    try:
        return KeyFile.read(backup.keys_of(place))
    except KeyFileUnreadable as present:
        if present.fault not in (KeyFileFault.MISSING, KeyFileFault.DAMAGED):
            raise
        try:
            return KeyFile.read(backup.keys_of(chosen.path))
        except KeyFileUnreadable:
            raise present from None


def drill(key: bytes, chosen: Backup, *, progress: Progress = NO_PROGRESS) -> Drill:
    """Restore a backup in a folder of its own, check everything in it, and throw it away.

    Raises:
        BackupUnsound: the backup is not whole.
        FileUnwritable: there is no room for the trial.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder, "drill.db")
        backup.put_back(chosen.path, key, place, now=datetime.now(UTC))
        progress.step(1, 3)
        with closing(engine.open_existing(place, key)) as database, database.reading() as session:
            findings = integrity.check(session)
            progress.step(2, 3)
            differing = sum(1 for _each in rebuild.differences(session))
            people = session.scalar(select(func.count()).select_from(Person)) or 0
            entries = session.scalar(select(func.count()).select_from(JournalEntry)) or 0
        progress.step(3, 3)
    return Drill(chosen, people, entries, tuple(findings), differing)


@allowed(Role.ADMINISTRATOR, Role.AUDITOR)
def journal_findings(session: Session) -> verify.Verified:
    """Whether the journal is whole."""
    return verify.verify(session)


@allowed(Role.ADMINISTRATOR, Role.AUDITOR)
def rebuild_differences(session: Session) -> list[rebuild.Difference]:
    """Every row of the tables that is not as the journal says."""
    return list(rebuild.differences(session))


@allowed(Role.TRAINING_OFFICER, Role.ADMINISTRATOR)
def expect_may_back_up(session: Session) -> None:
    """Go on only for those who may back up whenever they want; the program does so of itself.

    Raises:
        NotAllowed: the user may not.
    """
    session.flush()


def _prepare(copy: Path, *, key: bytes, chosen: Backup) -> None:
    """Let what takes the place of the file write as a new node; an older backup is brought up to date."""
    with closing(engine.connect(copy, key)) as database:
        try:
            migrate.copy_to_newest(database)
        except DatabaseTooNew as fault:
            raise DatabaseTooNew(chosen.path.name) from fault
        with database.transaction("backups.restore") as session:
            writer.begin_node(session)
        database.settle()


def _later(session: Session, hlc: int) -> Iterable[Lost]:
    query = (
        select(_txn.hlc, _txn.act, User.full_name)
        .select_from(table_of(JournalTransaction))
        .join(User, User.id == _txn.user_id, isouter=True)
        .where(_txn.hlc > hlc, _txn.act.not_in(_UPKEEP))
        .order_by(_txn.hlc.desc())
    )
    for row in session.execute(query):
        at = datetime.fromtimestamp(chain.wall_ms(row.hlc) / 1000, UTC)
        yield Lost(at, row.full_name or "", row.act)


def _in_newer_backup(place: Path, key: bytes, chosen: Backup, hlc: int) -> tuple[Lost, ...]:
    """What the newest readable backup after the chosen one holds beyond it."""
    newer = (each for each in found(place) if each.made_at > chosen.made_at)
    for each in newer:
        with (
            suppress(EnvironmentFault),
            closing(engine.connect(each.path, key)) as database,
            database.reading() as session,
        ):
            return tuple(_later(session, hlc))
    return ()


def _key_of(database: Database) -> bytes:
    if database.key is None:
        raise BackupUnsound(database.name, 0)
    return database.key
