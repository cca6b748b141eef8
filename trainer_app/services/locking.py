"""Finding a record to change, and refusing when someone else changed it meanwhile."""

import uuid
from typing import TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from trainer_app.core.errors import ChangedMeanwhile, NotFound
from trainer_app.models.base import Base, Record

_Row = TypeVar("_Row", bound=Base)


def get(session: Session, kind: type[_Row], row_id: uuid.UUID, noun: str) -> _Row:
    """The row with that id.

    Raises:
        NotFound: there is none.
    """
    row = session.get(kind, row_id)
    if row is None:
        raise NotFound(noun, str(row_id))
    return row


def expect(row: Record, version: int, noun: str, *, theirs: object = None, yours: object = None) -> None:
    """Go on only when the row still has the version that the user read.

    Raises:
        ChangedMeanwhile: it has another.
    """
    if row.version != version:
        raise ChangedMeanwhile(noun, theirs, yours)


def flush(session: Session, noun: str) -> None:
    """Write what was changed.

    Raises:
        ChangedMeanwhile: another transaction changed a row in the same moment.
    """
    try:
        session.flush()
    except StaleDataError as fault:
        raise ChangedMeanwhile(noun) from fault
