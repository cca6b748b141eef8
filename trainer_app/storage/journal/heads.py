"""The earlier entries of a row, from which the parents of its next change follow (`rules.merging`)."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, bindparam, select

from trainer_app.models.base import Id, table_of
from trainer_app.models.journal import JournalEntry
from trainer_app.storage.many import Prepared

_entry = table_of(JournalEntry).c
_OF_ROWS = select(_entry.row_id, _entry.node_no, _entry.seq, _entry.fields, _entry.parents).where(
    _entry.row_id.in_(bindparam("rows", type_=Id, expanding=True))
)
_OF_ROW = Prepared(
    select(_entry.node_no, _entry.seq, _entry.fields, _entry.parents).where(
        _entry.row_id == bindparam("row", type_=Id)
    )
)
_AT_ONCE = 400  # engines limit the number of values in one statement
Item = TypeVar("Item")


class Place(NamedTuple):
    """An entry as this database numbers it: the node's number here, and its place on that node."""

    node_no: int
    seq: int


class Past(NamedTuple):
    """The entry of one group of a row, with those that it replaced."""

    id: Place
    fields: str
    parents: frozenset[Place]


def of_rows(connection: Connection, row_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Past]]:
    """Every entry of some rows."""
    wanted = list(row_ids)
    if len(wanted) == 1:
        return {wanted[0]: _of_row(connection, wanted[0])}
    found: dict[uuid.UUID, list[Past]] = defaultdict(list)
    for some in portions(wanted):
        for row in connection.execute(_OF_ROWS, {"rows": some}):
            found[row.row_id].append(_past(row.node_no, row.seq, row.fields, row.parents))
    return found


def _of_row(connection: Connection, row_id: uuid.UUID) -> list[Past]:
    """The entries of one row, as a mark that is typed asks for them."""
    found = _OF_ROW.rows(connection, row=row_id)
    return [_past(node_no, seq, fields, parents) for node_no, seq, fields, parents in found]


def _past(node_no: int, seq: int, fields: str, parents: str) -> Past:
    return Past(Place(node_no, seq), fields, frozenset(parsed(parents)))


def parsed(parents: str) -> Iterator[Place]:
    """The entries that a `parents` column names."""
    for each in parents.split():
        node_no, seq = each.split(".")
        yield Place(int(node_no), int(seq))


def written(parents: Iterable[Place]) -> str:
    """Entries as a `parents` column names them."""
    return " ".join(f"{place.node_no}.{place.seq}" for place in sorted(parents))


def portions(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Some at a time, as many as one statement takes."""
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
