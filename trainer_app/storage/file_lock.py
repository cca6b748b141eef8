"""One writing program for each programme file: a lock of the system, which ends with its process.

The lock file beside the programme file also says who holds the lock, for whoever comes second. It stays when
the lock is given up: removing it could take away the file that another program has just locked.
"""

import getpass
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Self

from trainer_app.core.errors import DatabaseUnusable
from trainer_app.core.formats import date_short
from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr

_ENDING = ".lock"
_MOST_BYTES = 2000
_LOCKED_BYTE = 2**30
"""Windows lets nobody read a locked byte: it is one far behind the words."""


class Kind(StrEnum):
    """What works with the file."""

    WINDOW = "window"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock; empty where that could not be written. `since` is an instant in ISO 8601."""

    user: str = ""
    computer: str = ""
    since: str = ""
    kind: str = ""

    @property
    def is_own_window(self) -> bool:
        """Whether it is the window of the same person at the same computer, which can be shown instead."""
        me = _me()
        return self.kind == Kind.WINDOW and (self.user, self.computer) == me


class InUse(DatabaseUnusable):
    """Another program has the file open and may write in it."""

    def __init__(self, name: str, holder: Holder) -> None:
        self.holder = holder
        super().__init__(name, "")

    def sentence(self) -> str:
        """Who has it open since when, and what to do."""
        if not self.holder.user:
            return _(
                "The programme file {name} is open in another program. Close it there, then try again. "
                "Nothing was changed."
            ).format(name=isolate(self.name))
        return _(
            "{user} at the computer {computer} has the programme file {name} open since {since}. "
            "Only one program at a time may write in it. Close it there, then try again. Nothing was changed."
        ).format(
            user=isolate(self.holder.user),
            computer=isolate(self.holder.computer),
            name=isolate(self.name),
            since=_since(self.holder.since),
        )


class FileLock:
    """A lock that is held until it is given up; `place` is the programme file."""

    def __init__(self, place: Path, descriptor: int | None) -> None:
        self.place, self._descriptor = place, descriptor

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.release()

    def release(self) -> None:
        """Give the lock up; a second time nothing happens."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def take(place: Path, *, kind: Kind, now: datetime) -> FileLock:
    """Be the one program that may write in a file.

    Where no lock file can be made nothing can be written either, which the file's own opening tells.

    Raises:
        InUse: another program is.
    """
    descriptor = _opened(path_of(place))
    if descriptor is None:
        return FileLock(place, None)
    try:
        _lock(descriptor)
    except OSError as fault:
        os.close(descriptor)
        raise InUse(place.name, holder_of(place)) from fault
    user, computer = _me()
    _write(descriptor, Holder(user, computer, now.isoformat(), kind))
    return FileLock(place, descriptor)


def holder_of(place: Path) -> Holder:
    """Who locked a file last."""
    with suppress(OSError, ValueError, TypeError), path_of(place).open(encoding="utf-8") as file:
        return Holder(**json.loads(file.read(_MOST_BYTES)))
    return Holder()


def knock(place: Path) -> None:
    """Ask the window that has the file open to come to the front: it watches the lock file."""
    with suppress(OSError):
        os.utime(path_of(place))


def path_of(place: Path) -> Path:
    """The lock file of a programme file."""
    return place.with_name(place.name + _ENDING)


def _opened(path: Path) -> int | None:
    for flags in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):  # the lock file of another person can be read only
        with suppress(OSError):
            return os.open(path, flags, 0o666)
    return None


def _lock(descriptor: int) -> None:
    if os.name == "nt":  # pragma: no cover (untried: no Windows to try it on)
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        return
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _write(descriptor: int, holder: Holder) -> None:
    """Say who holds it; on a full disk nobody learns that, and the lock holds all the same."""
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, json.dumps(asdict(holder), ensure_ascii=False).encode("utf-8"))


def _me() -> tuple[str, str]:
    import platform  # only when a file is locked: it would cost the start of the window

    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    return user, platform.node()


def _since(text: str) -> str:
    try:
        here = datetime.fromisoformat(text).astimezone()
    except ValueError:
        return ltr(text)
    return _("{day}, {time}").format(day=date_short(here.date()), time=ltr(f"{here:%H:%M}"))
