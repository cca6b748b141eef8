"""Tells the shim which call is to fail, through the file that both have mapped."""

import errno
import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.faults.disk import Kind

_CONTROL = struct.Struct("=IIQII7Q")
_FIRED = 5


class Failure(NamedTuple):
    """What calls of a kind give, once or from then on."""

    kind: Kind
    error: int
    lasts: bool = False

    def __str__(self) -> str:
        return (
            f"{self.kind.name.lower()} {errno.errorcode[self.error]}{' from then on' if self.lasts else ''}"
        )


FAILURES = (
    Failure(Kind.WRITE, errno.ENOSPC),
    Failure(Kind.WRITE, errno.ENOSPC, lasts=True),
    Failure(Kind.WRITE, errno.EIO),
    Failure(Kind.SYNC, errno.EIO),
    Failure(Kind.SYNC, errno.EIO, lasts=True),
    Failure(Kind.RENAME, errno.EIO),
    Failure(Kind.OPEN, errno.EMFILE),
    Failure(Kind.OPEN, errno.EMFILE, lasts=True),
    Failure(Kind.OPEN, errno.ENOSPC),
)


class Control:
    """The switch of the shim under which this process runs."""

    def __init__(self, place: Path) -> None:
        with place.open("r+b") as file:
            self._mapped = mmap.mmap(file.fileno(), _CONTROL.size)

    @contextmanager
    def armed(self, failure: Failure, nth: int) -> Iterator[None]:
        """Let the nth call of the kind fail while the block runs."""
        self._set(failure.kind, failure.error, nth, int(failure.lasts))
        try:
            yield
        finally:
            self._set(0, 0, 0, 0, keep=True)

    def count_from_here(self) -> None:
        """Begin to count the calls anew; none fails."""
        self._set(0, 0, 0, 0)

    def calls(self, kind: Kind) -> int:
        """How many calls of a kind there were."""
        return int(_CONTROL.unpack(self._mapped[:])[_FIRED + kind])

    @property
    def fired(self) -> int:
        """How many calls failed since the last time that the switch was armed."""
        return int(_CONTROL.unpack(self._mapped[:])[_FIRED - 1])

    def _set(self, kind: int, error: int, nth: int, lasts: int, *, keep: bool = False) -> None:
        kept = _CONTROL.unpack(self._mapped[:])[_FIRED - 1 :] if keep else (0,) * 8
        self._mapped[:] = _CONTROL.pack(kind, error, nth, lasts, *kept)


def made(place: Path) -> Path:
    """An empty control file."""
    place.write_bytes(bytes(_CONTROL.size))
    return place
