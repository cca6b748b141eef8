"""Writing down what a migration changed, and what stood there before the journal was begun."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.storage.journal import rebuild, writer
from trainer_app.storage.journal.rebuild import Difference
from trainer_app.storage.journal.shape import Shape, shapes

_AT_ONCE = 1000


def write_down(session: Session) -> None:
    """Add entries for everything that is not in the journal as it is in the tables."""
    if writer.has_node(session):
        writer.append(session, [each for found in rebuild.differences(session) for each in _drafts(found)])
        return
    writer.begin_node(session)
    for shape in shapes().values():
        for rows in _read(session, shape):
            writer.append(session, writer.made(shape, rows))


def _read(session: Session, shape: Shape) -> Iterator[list[Any]]:
    columns = (shape.table.c.id, *(shape.table.c[name] for name in shape.fields))
    found = session.execute(select(*columns).order_by(shape.table.c.id))
    for rows in found.mappings().partitions(_AT_ONCE):
        yield list(rows)


def _drafts(found: Difference) -> list[writer.Draft]:
    shape = shapes()[found.entity]
    if found.in_table is None:
        return writer.removed(shape, [found.row_id])
    values = shape.decoded(found.in_table)
    if found.in_journal is None:
        return writer.made(shape, [{"id": found.row_id, **values}])
    return writer.changed(shape, found.row_id, found.fields, values)
