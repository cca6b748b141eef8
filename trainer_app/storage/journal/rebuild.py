"""The tables as the journal says they are, row by row, and where they differ from what stands there."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.rules import merging
from trainer_app.rules.merging import WHOLE
from trainer_app.storage.journal import read
from trainer_app.storage.journal.heads import portions
from trainer_app.storage.journal.shape import Shape, shapes

_AT_ONCE = 1000


class RebuiltRow(NamedTuple):
    """A row as the journal says; `values` are those of its JSON, None where it was removed."""

    entity: str
    row_id: uuid.UUID
    values: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not as the journal says; `fields` is empty where the whole row is missing on one side."""

    entity: str
    row_id: uuid.UUID
    fields: tuple[str, ...]
    in_journal: Mapping[str, Any] | None
    in_table: Mapping[str, Any] | None


def rows(session: Session, *, row_ids: Iterable[uuid.UUID] | None = None) -> Iterator[RebuiltRow]:
    """Every row that was ever made, or some, as the journal says."""
    for row_id, found in groupby(read.entries(session, row_ids=row_ids), key=lambda entry: entry.row_id):
        history = tuple(found)
        yield RebuiltRow(history[0].entity, row_id, merging.content(history))


def differences(session: Session) -> Iterator[Difference]:
    """Every row of the tables that is not as the journal says."""
    expected: dict[str, set[uuid.UUID]] = defaultdict(set)
    waiting: dict[str, dict[uuid.UUID, dict[str, Any]]] = defaultdict(dict)
    for row in rows(session):
        if row.entity not in shapes():
            continue
        expected[row.entity].add(row.row_id)
        waiting[row.entity][row.row_id] = row.values or {}
        if len(waiting[row.entity]) == _AT_ONCE:
            yield from _compared(session, row.entity, waiting.pop(row.entity))
    for entity, batch in waiting.items():
        yield from _compared(session, entity, batch)
    for entity, shape in shapes().items():
        yield from _unknown(session, shape, expected[entity])


def _compared(
    session: Session, entity: str, batch: Mapping[uuid.UUID, dict[str, Any]]
) -> Iterator[Difference]:
    shape = shapes()[entity]
    standing = _standing(session, shape, list(batch))
    for row_id, said in batch.items():
        stands = standing.get(row_id)
        if stands is None or not said:
            if stands is not None or said:
                yield Difference(entity, row_id, (), said or None, stands)
            continue
        differing = tuple(name for name in shape.fields if said.get(name, _NOTHING) != stands[name])
        if differing:
            yield Difference(entity, row_id, differing, said, stands)


_NOTHING = object()
"""Stands for a field of which the journal says nothing, which is not the same as None."""


def _standing(session: Session, shape: Shape, row_ids: list[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    found: dict[uuid.UUID, dict[str, Any]] = {}
    for some in portions(row_ids):
        for row in session.execute(_columns(shape).where(shape.table.c.id.in_(some))).mappings():
            found[row["id"]] = json.loads(shape.text(WHOLE, row))
    return found


def _columns(shape: Shape) -> Any:
    return select(shape.table.c.id, *(shape.table.c[name] for name in shape.fields))


def _unknown(session: Session, shape: Shape, known: set[uuid.UUID]) -> Iterator[Difference]:
    """Rows of which the journal has never heard."""
    strangers = [row_id for row_id in session.scalars(select(shape.table.c.id)) if row_id not in known]
    for row_id, stands in _standing(session, shape, strangers).items():
        yield Difference(shape.entity, row_id, (), None, stands)
