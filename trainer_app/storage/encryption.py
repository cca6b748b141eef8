"""The encrypted file (SQLCipher): connections to it, and what a file looks like from outside."""

from enum import StrEnum
from pathlib import Path
from typing import Any

KEY_BYTES = 32
_HEADER = b"SQLite format 3\x00"
_PAGE_BYTES = 4096
# 64 MiB of pages: each one that is read again is deciphered and authenticated again.
_ON_CONNECT = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA cache_size=-65536",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA busy_timeout=5000",
)


class Appearance(StrEnum):
    """What a file looks like without its key."""

    MISSING = "missing"
    EMPTY = "empty"
    PLAIN = "plain"
    """An unencrypted database."""
    CUT = "cut"
    """Too short to be whole: it does not end with a page, and no log beside it has the rest."""
    SEALED = "sealed"
    """What an encrypted database looks like, and so does noise."""


def appearance(path: Path) -> Appearance:
    """Look at the outside of a file without changing it.

    Raises:
        OSError: it cannot be read.
    """
    if not path.is_file():
        return Appearance.MISSING
    size = path.stat().st_size
    if size == 0:
        return Appearance.EMPTY
    with path.open("rb") as file:
        if file.read(len(_HEADER)) == _HEADER:
            return Appearance.PLAIN
    is_cut = size % _PAGE_BYTES and not _has_log(path)
    return Appearance.CUT if is_cut else Appearance.SEALED


def _has_log(path: Path) -> bool:
    """Whether the log stands beside a file: after a power cut it holds what did not reach the file whole."""
    log = path.with_name(path.name + "-wal")
    return log.is_file() and log.stat().st_size > 0


def open_connection(path: Path | str, key: bytes, *, only_looks: bool = False) -> Any:
    """A connection of the driver, ready to work; the file is made where there is none.

    One that `only_looks` can change nothing.

    The key is raw: one derived from a password would cost a third of a second for each connection.

    Raises:
        sqlcipher3.dbapi2.Error: the key is not the file's, or the file cannot be used.
    """
    from sqlcipher3 import dbapi2

    if len(key) != KEY_BYTES:
        raise ValueError(len(key))
    connection = dbapi2.connect(str(path), check_same_thread=False)
    try:
        connection.isolation_level = None  # the driver starts no transactions of its own; the engine does
        connection.execute("PRAGMA cipher_log_level=NONE")  # what it finds is told by its errors
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _ON_CONNECT:
            connection.execute(pragma)
        if only_looks:
            connection.execute("PRAGMA query_only=ON")
    except dbapi2.Error:
        connection.close()
        raise
    return connection
