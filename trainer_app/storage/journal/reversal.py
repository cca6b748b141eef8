"""Taking a transaction back as a new one, from what the journal says stood there before it."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Column, select
from sqlalchemy.orm import Session

from trainer_app.models import tables
from trainer_app.models.base import table_of
from trainer_app.models.journal import JournalEntry, JournalNode, JournalTransaction
from trainer_app.rules import merging
from trainer_app.rules.chain import EntryId
from trainer_app.rules.merging import Content, Entry
from trainer_app.storage import bulk
from trainer_app.storage.journal import read
from trainer_app.storage.journal.heads import portions
from trainer_app.storage.journal.shape import shapes

_txn, _entry, _node = (table_of(kind).c for kind in (JournalTransaction, JournalEntry, JournalNode))
_SEARCH = "people_search"
"""Words made from people; whoever removes a person removes them."""


class Obstacle(NamedTuple):
    """A row that stands against it: one that was changed since, or that was made since and names one.

    `since` is the entry that changed it; None where the row only names one of those to be removed.
    """

    entity: str
    row_id: uuid.UUID
    since: EntryId | None


class Standing(NamedTuple):
    """A row before and after the transaction; None where there was none."""

    entity: str
    row_id: uuid.UUID
    before: Content | None
    after: Content | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking back would do, and what stands against it; `unkept` rows cannot be made again."""

    rows: tuple[Standing, ...]
    obstacles: tuple[Obstacle, ...]
    unkept: tuple[Standing, ...]

    def ids(self, entity: str) -> list[uuid.UUID]:
        """The rows of a table that it touches."""
        return [row.row_id for row in self.rows if row.entity == entity]

    @property
    def removed(self) -> tuple[Standing, ...]:
        """The rows that the transaction made, which go."""
        return tuple(row for row in self.rows if row.before is None)


def plan(session: Session, operation_id: uuid.UUID) -> Plan:
    """What would be done to take an operation back; nothing is written."""
    ours = _entries_of(session, operation_id)
    by_row = {row_id: [entry.id for entry in some] for row_id, some in ours.items()}
    rows: list[Standing] = []
    obstacles: list[Obstacle] = []
    found = read.entries(session, row_ids=by_row)
    for row_id, some in groupby(found, key=lambda entry: entry.row_id):
        history = tuple(some)
        obstacles += _changed_since(history, set(by_row[row_id]))
        rows.append(_standing(history, set(by_row[row_id])))
    order = {row_id: place for place, row_id in enumerate(by_row)}
    rows = sorted((row for row in rows if row.before != row.after), key=lambda row: order[row.row_id])
    obstacles += _built_upon(session, rows)
    unkept = tuple(row for row in rows if _is_unkept(row))
    return Plan(tuple(rows), tuple(obstacles), unkept)


def apply(session: Session, found: Plan) -> None:
    """Do it: what was made goes, what was changed is as before, what was removed comes again.

    What names a row that goes is changed before that, what names one that comes again after it.
    """
    changed = [row for row in found.rows if row.before is not None and row.after is not None]
    gone = {row.row_id.hex for row in found.removed}
    again = {row.row_id.hex for row in found.rows if row.after is None}
    first = [row for row in changed if _names(row.after, gone)]
    last = [row for row in changed if row not in first and _names(row.before, again)]
    _change(session, first)
    _remove(session, found.removed)
    _change(session, [row for row in changed if row not in first and row not in last])
    _make_again(session, [row for row in found.rows if row.after is None])
    _change(session, last)


def _names(content: Content | None, row_ids: Collection[str]) -> bool:
    """Whether a field of a row holds the id of one of some others."""
    return any(isinstance(held, str) and held in row_ids for held in (content or {}).values())


def _change(session: Session, rows: Sequence[Standing]) -> None:
    for entity, names, some in _alike(rows):
        bulk.update(session, shapes()[entity].kind, [_values(row, names) for row in some])


def _remove(session: Session, rows: Iterable[Standing]) -> None:
    for entity, some in groupby(sorted(rows, key=_depth, reverse=True), key=lambda row: row.entity):
        # Parts go before what they are parts of, which was made before them.
        bulk.delete(session, shapes()[entity].kind, [row.row_id for row in some][::-1])


def _make_again(session: Session, rows: Iterable[Standing]) -> None:
    for entity, some in groupby(sorted(rows, key=_depth), key=lambda row: row.entity):
        names = tuple(shapes()[entity].fields)
        bulk.insert_again(session, shapes()[entity].kind, [_values(row, names) for row in some])


def _depth(row: Standing) -> int:
    """Place of a row's table among all; a table comes after those that it names."""
    return _depths()[row.entity]


@cache
def _depths() -> Mapping[str, int]:
    return {table.name: place for place, table in enumerate(tables.metadata.sorted_tables)}


def _entries_of(session: Session, operation_id: uuid.UUID) -> dict[uuid.UUID, list[Entry]]:
    """The entries of an operation by row, in the order in which the rows were first touched."""
    query = (
        select(_entry.row_id, _entry.seq, _node.id)
        .join(JournalTransaction, (_txn.node_no == _entry.node_no) & (_txn.no == _entry.txn_no))
        .join(JournalNode, _node.no == _entry.node_no)
        .where(_txn.operation_id == operation_id)
        .order_by(_entry.node_no, _entry.seq)
    )
    places = [(row.row_id, EntryId(row.id, row.seq)) for row in session.execute(query)]
    entries = {entry.id: entry for entry in read.entries(session, row_ids=dict(places))}
    found: dict[uuid.UUID, list[Entry]] = defaultdict(list)
    for row_id, name in places:
        found[row_id].append(entries[name])
    return found


def _changed_since(history: Sequence[Entry], ours: set[EntryId]) -> Iterator[Obstacle]:
    """Entries that replaced ours, or stand beside them; of a row the first is enough."""
    groups = dict.fromkeys(entry.fields for entry in history if entry.id in ours)
    for group in groups:
        for head in sorted(merging.unreplaced(history, group) - ours):
            yield Obstacle(history[0].entity, history[0].row_id, head)
            return


def _standing(history: Sequence[Entry], ours: set[EntryId]) -> Standing:
    earlier = [entry for entry in history if entry.id not in ours]
    before = merging.content(earlier) if earlier else None
    return Standing(history[0].entity, history[0].row_id, before, merging.content(history))


def _built_upon(session: Session, rows: Sequence[Standing]) -> Iterator[Obstacle]:
    """Rows that would still name one that goes."""
    gone: dict[str, set[uuid.UUID]] = defaultdict(set)
    for row in rows:
        if row.before is None:
            gone[row.entity].add(row.row_id)
    befores = {row.row_id: row.before for row in rows}
    for entity, row_ids in gone.items():
        named = {row_id.hex for row_id in row_ids}
        for column in _naming(entity):
            for row_id in _that_name(session, column, row_ids):
                before = befores.get(row_id, {column.name: next(iter(named))})
                if before is not None and before.get(column.name) in named:
                    yield Obstacle(column.table.name, row_id, None)


def _that_name(session: Session, column: Column[Any], row_ids: set[uuid.UUID]) -> Iterator[uuid.UUID]:
    table = column.table
    for some in portions(list(row_ids)) if table.name != _SEARCH else ():
        yield from session.scalars(select(table.c.id).where(column.in_(some)))


def _naming(entity: str) -> Iterator[Column[Any]]:
    """The columns that name the rows of a table by their ids."""
    for table in tables.metadata.sorted_tables:
        for column in table.columns:
            targets = {(key.column.table.name, key.column.name) for key in column.foreign_keys}
            if (entity, "id") in targets:
                yield column


def _is_unkept(row: Standing) -> bool:
    """Whether the journal does not hold, or no longer, what the row was."""
    if row.before is None:
        return False
    if any(name not in row.before for name in _differing(row)):
        return True
    columns = shapes()[row.entity].table.columns
    return row.after is None and any(not column.info.get("journal", True) for column in columns)


def _alike(rows: Iterable[Standing]) -> Iterator[tuple[str, tuple[str, ...], list[Standing]]]:
    """Changed rows by table and by the fields that go back, whole groups of them."""
    found: dict[tuple[str, tuple[str, ...]], list[Standing]] = defaultdict(list)
    for row in rows:
        found[row.entity, _differing(row)].append(row)
    for (entity, names), some in found.items():
        yield entity, names, some


def _differing(row: Standing) -> tuple[str, ...]:
    shape, before, after = shapes()[row.entity], row.before or {}, row.after or {}
    names = [name for name in shape.fields if before.get(name) != after.get(name)]
    return tuple(field.name for group in shape.groups_of(names) for field in shape.members(group))


def _values(row: Standing, names: Sequence[str]) -> Mapping[str, Any]:
    content = shapes()[row.entity].decoded(row.before or {})
    return {"id": row.row_id, **{name: content[name] for name in names if name in content}}
