"""Changing what lies in a database behind the program's back, as a fault or a forger would."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Executable, text
from sqlalchemy.orm import Session

from trainer_app.storage.journal import guard


def spoil(session: Session, statement: str | Executable, **values: Any) -> None:
    """Run a statement that the journal never hears of."""
    with unguarded(session):
        session.execute(text(statement) if isinstance(statement, str) else statement, values)


@contextmanager
def unguarded(session: Session) -> Iterator[None]:
    """Let statements through that the program itself would refuse."""
    with guard.unwatched(session.connection()):
        yield
