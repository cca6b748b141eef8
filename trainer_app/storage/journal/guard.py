"""Refuses any write that the journal does not know of."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from trainer_app.storage.journal.listener import FLUSHING
from trainer_app.storage.journal.shape import shapes

_WRITE = re.compile(
    r"\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+[\"`]?(\w+)",
    re.IGNORECASE,
)
_OFF = "jpt unguarded"


class UnjournalledWrite(Exception):
    """A statement would change records without an entry: use the session's objects or `storage.bulk`."""


def watch(engine: Engine) -> None:
    """Refuse writes to records and to the journal that come neither from a flush nor from `storage.bulk`."""
    event.listen(engine, "before_cursor_execute", _look)


@contextmanager
def unwatched(connection: Connection) -> Iterator[None]:
    """Let migrations write; what they changed is written down afterwards (`reconcile`)."""
    connection.info[_OFF] = True
    try:
        yield
    finally:
        connection.info.pop(_OFF, None)


def _look(
    connection: Connection, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool
) -> None:
    found = _WRITE.match(statement)
    if found is None or not _is_kept(found[1]):
        return
    marks = connection.info
    if context is not None and context.execution_options.get("jpt_journalled"):
        return
    if marks.get(_OFF) or (marks.get(FLUSHING) and not found[1].startswith("journal_")):
        return
    raise UnjournalledWrite(statement)


def _is_kept(table: str) -> bool:
    return table in shapes() or table.startswith("journal_")
