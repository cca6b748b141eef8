"""Which entries of a row nobody has replaced yet: its values, and the parents of the next change."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from trainer_app.models.base import Id, table_of
from trainer_app.models.journal import JournalEntry
from trainer_app.storage.journal.shape import WHOLE

_entry = table_of(JournalEntry).c
_OF_ROWS = select(_entry.row_id, _entry.node_no, _entry.seq, _entry.fields, _entry.parents).where(
    _entry.row_id.in_(bindparam("rows", type_=Id, expanding=True))
)
_AT_ONCE = 400  # engines limit the number of values in one statement
Item = TypeVar("Item")


class Place(NamedTuple):
    """An entry as this database numbers it: the node's number here, and its place on that node."""

    node_no: int
    seq: int


class Past(NamedTuple):
    """The entry of one group of a row, with those that it replaced."""

    place: Place
    fields: str
    parents: frozenset[Place]


def of_rows(session: Session, row_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Past]]:
    """Every entry of some rows."""
    found: dict[uuid.UUID, list[Past]] = defaultdict(list)
    for some in portions(list(row_ids)):
        for row in session.connection().execute(_OF_ROWS, {"rows": some}):
            past = Past(Place(row.node_no, row.seq), row.fields, frozenset(parsed(row.parents)))
            found[row.row_id].append(past)
    return found


def heads(past: Sequence[Past], group: str) -> set[Place]:
    """What a change of a group replaces; a change of the whole row replaces the heads of every group."""
    if group == WHOLE:
        groups = {each.fields for each in past}
        return set().union(*(heads(past, each) for each in groups if each != WHOLE), _heads(past, {WHOLE}))
    return _heads(past, {group, WHOLE})


def _heads(past: Sequence[Past], groups: set[str]) -> set[Place]:
    of_group = [each for each in past if each.fields in groups]
    replaced = {parent for each in of_group for parent in each.parents}
    return {each.place for each in of_group} - replaced


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
