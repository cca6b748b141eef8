"""Backups of the programme file: made by the engine, opened and verified at once, thinned, and put back."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from trainer_app.core.errors import BackupUnsound, DatabaseUnusable, FileUnreadable, FileUnwritable
from trainer_app.core.language import _
from trainer_app.core.os_reasons import reason_of
from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.core.text import isolate
from trainer_app.storage import encryption
from trainer_app.storage.encryption import Appearance
from trainer_app.storage.replacing import replace_file

_PAGES_AT_ONCE = 4000
_INSTANT = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"(?P<stem>.+)-(?P<at>\d{8}-\d{6})-(?P<occasion>[a-z]+)\.backup")
KEYS_ENDING = ".keys"
"""What the name of the key file adds to that of the database."""


class NotSettled(FileUnwritable):
    """A file is in its place, but the disk does not confirm its name."""

    def sentence(self) -> str:
        """Which file, why, and what to do before the computer is switched off."""
        return _(
            "{file} is in its place, but the disk does not confirm that it stays there after a power cut: "
            "{reason} Copy it to another disk now, and have this one checked."
        ).format(file=isolate(self.path.name), reason=self.reason)


class Occasion(StrEnum):
    """Why a backup was made."""

    SCHEDULE = "schedule"
    ASKED = "asked"
    IMPORT = "import"
    MIGRATION = "migration"
    MERGE = "merge"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified backup; `made_at` in UTC, `size` in bytes."""

    path: Path
    stem: str
    made_at: datetime
    occasion: Occasion
    size: int


@dataclass(frozen=True, slots=True)
class Content:
    """What a database holds, to compare two: revision of its tables, entries of the journal, the last one.

    `last_hlc` is the logical instant of its newest transaction.
    """

    revision: str
    entries: int
    last_hlc: int
    last_hash: bytes


def make(
    place: Path,
    key: bytes,
    folder: Path,
    *,
    now: datetime,
    occasion: Occasion,
    progress: Progress = NO_PROGRESS,
) -> Backup:
    """Copy the database, open the copy, verify it, and only then give it its name.

    Writers are not held up meanwhile. The key file goes with it, so that the passwords of today open it.

    Raises:
        FileUnwritable: the folder or the copy cannot be written.
        BackupUnsound: the copy is not as good as the original; it was thrown away.
        PagesDamaged: the original itself is damaged somewhere, be it where nobody has looked for long.
        DatabaseUnusable: the original cannot be read.
        Cancelled: the user no longer wants it.
    """
    made_at = now.astimezone(UTC).replace(microsecond=0)
    target = folder / f"{place.stem}-{made_at:{_INSTANT}}-{occasion}.backup"
    with written(folder, target) as beside:
        try:
            _copy(place, key, beside, target.name, progress)
            verify(beside, key, expected=content_of(place, key))
        except (BackupUnsound, DatabaseUnusable) as fault:
            if pages := _damaged_pages(place, key):
                from trainer_app.storage.faults import PagesDamaged  # which imports the engine's library

                raise PagesDamaged(place.name, pages) from fault
            raise
        _copy_keys(place, target)
    return described(target) or Backup(target, place.stem, made_at, occasion, target.stat().st_size)


def copy_to(made: Backup, key: bytes, folder: Path) -> Backup:
    """Put a copy of a backup at a second place, verified there too.

    Raises:
        FileUnwritable: the place is full or cannot be written.
        BackupUnsound: what arrived there is not what was sent.
    """
    target = folder / made.path.name
    with written(folder, target) as beside:
        shutil.copyfile(made.path, beside)
        verify(beside, key)
        _copy_keys(made.path, target)
    return replace(made, path=target)


def verify(path: Path, key: bytes, *, expected: Content | None = None) -> Content:
    """Read every page of a database and check it; gives what it holds.

    `expected` is what it must hold at least.

    Raises:
        BackupUnsound: a page, a reference or the end of the journal is not as it must be.
        FileUnreadable: the disk does not let it be read.
    """
    with _opened(path, key) as connection:
        damage = [*connection.execute("PRAGMA cipher_integrity_check")]
        damage += [row for row in connection.execute("PRAGMA quick_check") if row != ("ok",)]
        damage += [*connection.execute("PRAGMA foreign_key_check")]
        if damage:
            raise BackupUnsound(path.name, len(damage))
        found = _content(connection)
    if expected is not None and (found.entries, found.revision) < (expected.entries, expected.revision):
        raise BackupUnsound(path.name, expected.entries - found.entries)
    return found


def _damaged_pages(path: Path, key: bytes) -> int:
    """How many pages of a file are not as they were written; 0 where nothing can be told."""
    from sqlcipher3 import dbapi2

    with suppress(dbapi2.Error), closing(encryption.open_connection(path, key)) as connection:
        return len(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    return 0


def content_of(path: Path, key: bytes) -> Content:
    """What a database holds.

    Raises:
        BackupUnsound: it cannot be opened with the key, or is no programme file.
    """
    with _opened(path, key) as connection:
        return _content(connection)


def found_in(folder: Path, stem: str) -> list[Backup]:
    """The backups of a programme file in a folder, newest first; none where the folder is missing."""
    if not folder.is_dir():
        return []
    found = (described(path) for path in folder.glob("*.backup"))
    return sorted((each for each in found if each and each.stem == stem), key=_age, reverse=True)


def to_thin(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Those no longer needed: of the last two days all stay, of the month one a day, then one a week.

    The newest one always stays.
    """
    kept: set[tuple[str, object]] = set()
    surplus = []
    for each in sorted(backups, key=_age, reverse=True):
        span = _span(each, now)
        if span in kept:
            surplus.append(each)
        kept.add(span)
    return surplus


def thin(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Remove the backups that are no longer needed; gives those that are gone."""
    gone = []
    for each in to_thin(backups, now):
        with suppress(OSError):  # one that cannot be removed now is removed the next time
            each.path.unlink()
            keys_of(each.path).unlink(missing_ok=True)
            gone.append(each)
    return gone


def put_back(
    backup: Path,
    key: bytes,
    place: Path,
    *,
    now: datetime,
    prepare: Callable[[Path], object] | None = None,
    keys: Path | None = None,
) -> Path | None:
    """Put a backup in the place of the programme file; gives where the present file was kept, if any.

    The caller has closed the database. `prepare` is called with the copy that takes the place, before it
    does: where that fails, nothing was changed. `keys` is the key file that opened the backup;
    without one it is that of the backup, where the place has none.

    Raises:
        BackupUnsound: the backup is not whole; nothing was changed.
        NotSettled: it is in its place, but the disk does not confirm that.
        FileUnwritable: the disk is full or the place cannot be written; nothing was changed.
    """
    verify(backup, key)
    with written(place.parent, place) as beside:
        shutil.copyfile(backup, beside)
        verify(beside, key)
        if prepare is not None:
            prepare(beside)
        try:
            kept = _set_aside(place, key, now)
        except NotSettled as fault:  # the present file has not been replaced yet
            raise FileUnwritable(fault.path, fault.reason) from fault
        present = keys_of(place)
        keys = keys or (present if present.is_file() else keys_of(backup))
        if keys != present and keys.is_file():
            replace_file(present, keys.read_bytes())
        for log in _logs_of(place):
            log.unlink(missing_ok=True)
    return kept


def keys_of(place: Path) -> Path:
    """The key file beside a database."""
    return place.with_name(place.name + KEYS_ENDING)


def folder_of(place: Path) -> Path:
    """Where the backups of a programme file are kept."""
    return place.parent / "backups"


@contextmanager
def written(folder: Path, target: Path) -> Iterator[Path]:
    """A name beside the target for the file while it is made; it takes the target's when it is whole.

    Keys that were put beside a target that then did not come go again.
    """
    beside = folder / f".{target.name}.part"
    had_keys = keys_of(target).exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield beside
        _sync(beside)
        beside.replace(target)
        _confirm_name(folder, target)
    except OSError as fault:
        raise FileUnwritable(target, reason_of(fault)) from fault
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                beside.with_name(beside.name + ending).unlink(missing_ok=True)
        if not had_keys and not target.exists():
            with suppress(OSError):
                keys_of(target).unlink(missing_ok=True)


def _confirm_name(folder: Path, target: Path) -> None:
    """Let the new name of a file last."""
    try:
        _sync(folder)
    except OSError as fault:
        raise NotSettled(target, reason_of(fault)) from fault


def _copy(place: Path, key: bytes, target: Path, name: str, progress: Progress) -> None:
    from sqlcipher3 import dbapi2

    target.unlink(missing_ok=True)
    try:
        with (
            closing(encryption.open_connection(place, key)) as source,
            closing(encryption.open_connection(target, key)) as copy,
        ):
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute("PRAGMA synchronous=OFF")  # synced once, when it is whole
            source.backup(copy, pages=_PAGES_AT_ONCE, progress=_reporter(progress))
    except dbapi2.OperationalError as fault:
        raise FileUnwritable(target.with_name(name), _reason(fault)) from fault
    except dbapi2.DatabaseError as fault:
        raise DatabaseUnusable(place.name, _reason(fault)) from fault


def _reason(fault: Exception) -> str:
    from trainer_app.storage import faults  # which imports the engine's library

    cause = faults.cause_of(fault) or faults.cause_in(str(fault))
    return faults.reason(cause) if cause else f"{fault}."


def _reporter(progress: Progress) -> Any:
    def report(_status: int, remaining: int, total: int) -> None:
        progress.step(total - remaining, total)

    return report


def _copy_keys(place: Path, target: Path) -> None:
    if keys_of(place).is_file():
        replace_file(keys_of(target), keys_of(place).read_bytes())


@contextmanager
def _opened(path: Path, key: bytes) -> Iterator[Any]:
    from sqlcipher3 import dbapi2

    try:
        looks = encryption.appearance(path)
    except OSError as fault:
        raise FileUnreadable(path, reason_of(fault)) from fault
    if looks is not Appearance.SEALED:
        raise BackupUnsound(path.name, 0)
    try:
        with closing(encryption.open_connection(path, key)) as connection:
            yield connection
    except dbapi2.Error as fault:
        raise BackupUnsound(path.name, 0) from fault


def _content(connection: Any) -> Content:
    [(revision,)] = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'journal_nodes'").fetchone():
        return Content(revision, 0, 0, b"")  # made before there was a journal
    query = "SELECT coalesce(sum(last_seq), 0), coalesce(max(last_hlc), 0) FROM journal_nodes"
    [(entries, last_hlc)] = connection.execute(query).fetchall()
    found = connection.execute("SELECT last_hash FROM journal_nodes WHERE is_here").fetchone()
    return Content(revision, entries, last_hlc, bytes(found[0]) if found else b"")


def described(path: Path) -> Backup | None:
    """What the name of a file says of it as a backup; None where it is none."""
    found = _NAME.fullmatch(path.name)
    if found is None or found["occasion"] not in set(Occasion):
        return None
    with suppress(ValueError, OSError):
        made_at = datetime.strptime(found["at"], _INSTANT).replace(tzinfo=UTC)
        return Backup(path, found["stem"], made_at, Occasion(found["occasion"]), path.stat().st_size)
    return None


def _set_aside(place: Path, key: bytes, now: datetime) -> Path | None:
    """Keep the present file under another name too; its own name always leads to a whole file."""
    if not place.is_file():
        return None
    _settle(place, key)
    kept = place.with_name(f"{place.stem}-replaced-{now.astimezone(UTC):{_INSTANT}}{place.suffix}")
    with written(kept.parent, kept) as beside:
        shutil.copyfile(place, beside)
        for log, copy in zip(_logs_of(place), _logs_of(kept), strict=True):
            if log.is_file():
                shutil.copyfile(log, copy)
        _copy_keys(place, kept)
    return kept


def _logs_of(place: Path) -> tuple[Path, ...]:
    return tuple(place.with_name(place.name + ending) for ending in ("-wal", "-shm"))


def _settle(place: Path, key: bytes) -> None:
    """Bring what waits beside the file into it; a damaged file is kept as it is.

    Raises:
        FileUnwritable: the disk does not let it, and what waits would be lost.
    """
    from sqlcipher3 import dbapi2

    from trainer_app.storage import faults

    try:
        with closing(encryption.open_connection(place, key)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except dbapi2.Error as fault:
        if faults.cause_of(fault) not in (faults.Cause.DAMAGED, None):
            raise FileUnwritable(place, _reason(fault)) from fault


def _span(backup: Backup, now: datetime) -> tuple[str, object]:
    age = now.astimezone(UTC) - backup.made_at
    if age <= timedelta(days=2):
        return "each", backup.path
    if age <= timedelta(days=31):
        return "day", backup.made_at.date()
    return "week", backup.made_at.isocalendar()[:2]


def _age(backup: Backup) -> datetime:
    return backup.made_at


def _sync(path: Path) -> None:
    """Let what was written reach the disk; Windows cannot do that for a folder."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def newest(backups: Iterable[Backup]) -> Backup | None:
    """The newest of some backups."""
    return max(backups, key=_age, default=None)
