"""Changing what lies in a database behind the program's back, as a fault or a forger would."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Executable, text
from sqlalchemy.orm import Session

from trainer_app.storage.journal import guard

PAGE_BYTES = 4096


def spoil(session: Session, statement: str | Executable, **values: Any) -> None:
    """Run a statement that the journal never hears of."""
    with unguarded(session):
        session.execute(text(statement) if isinstance(statement, str) else statement, values)


def turn_a_byte(place: Path) -> None:
    """Turn one bit of a page in the middle of a file."""
    content = bytearray(place.read_bytes())
    content[len(content) // PAGE_BYTES // 2 * PAGE_BYTES + 700] ^= 1
    place.write_bytes(content)


@contextmanager
def unguarded(session: Session) -> Iterator[None]:
    """Let statements through that the program itself would refuse."""
    with guard.unwatched(session.connection()):
        yield
