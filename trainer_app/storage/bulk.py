"""Writing many rows at once, with their entries in the journal; the only way to write outside the ORM."""

import gc
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from trainer_app.models.base import Base, Id, table_of, utc_now
from trainer_app.storage import many
from trainer_app.storage.journal import heads, writer
from trainer_app.storage.journal.shape import shape_of
from trainer_app.storage.many import Prepared


def insert(session: Session, kind: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Add rows; columns left out get their defaults."""
    _insert(session, kind, rows, is_again=False)


def insert_again(session: Session, kind: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Add rows that were removed, under the ids that they had; their entries replace the removals."""
    _insert(session, kind, rows, is_again=True)


def _insert(session: Session, kind: type[Base], rows: Iterable[Mapping[str, Any]], *, is_again: bool) -> None:
    shape = shape_of(kind)
    stamp = _stamp(session, ("created_at", "changed_at"))
    with _uncollected():
        complete = _complete(shape.table, stamp, rows)
        if complete:
            session.flush()
            many.put(session.connection(), shape.table, complete, options=writer.WRITTEN)
            writer.append(session, writer.made(shape, complete), has_past=is_again)


def update(session: Session, kind: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Change rows; each names its `id` and the same columns. Versions are counted, and the change is stamped.

    All fields of a group that changes together must be named.
    """
    shape = shape_of(kind)
    stamp = _stamp(session, ("changed_at",))
    changes = [{**stamp, **row} for row in rows]
    if not changes:
        return
    session.flush()
    names = tuple(name for name in changes[0] if name != "id")
    given = [{"of_row": row["id"], **{f"to_{name}": row[name] for name in names}} for row in changes]
    _change(shape.table, names).run_many(session.connection(), given)
    writer.append(session, [each for row in changes for each in writer.changed(shape, row["id"], names, row)])
    _read_again(session, kind, (row["id"] for row in changes))


def set_all(session: Session, kind: type[Base], row_ids: Collection[uuid.UUID], **values: Any) -> None:
    """Give the same values to some rows."""
    update(session, kind, [{"id": row_id, **values} for row_id in row_ids])


def delete(session: Session, kind: type[Base], row_ids: Sequence[uuid.UUID]) -> None:
    """Remove rows."""
    shape = shape_of(kind)
    session.flush()
    for some in heads.portions(row_ids):
        chosen = sa.delete(shape.table).where(shape.table.c.id.in_(some))
        session.connection().execute(chosen, execution_options=writer.WRITTEN)
    writer.append(session, writer.removed(shape, row_ids))
    _read_again(session, kind, row_ids)


def ids(session: Session, kind: type[Base], *where: Any) -> list[uuid.UUID]:
    """Ids of the rows that fulfil conditions, to change or remove them."""
    return list(session.scalars(sa.select(table_of(kind).c.id).where(*where)))


@cache
def _change(table: sa.Table, names: Sequence[str]) -> Prepared:
    """The statement that gives one row new values in some columns."""
    values = {name: sa.bindparam(f"to_{name}", type_=table.c[name].type) for name in names}
    chosen = sa.update(table).where(table.c.id == sa.bindparam("of_row", type_=Id))
    return Prepared(chosen.values({"version": table.c.version + 1, **values}), **writer.WRITTEN)


def _read_again(session: Session, kind: type[Base], row_ids: Iterable[uuid.UUID]) -> None:
    """Let the session's own objects of the rows be read anew when they are next used."""
    for row_id in row_ids if session.identity_map else ():
        row = session.identity_map.get(identity_key(kind, row_id))
        if row is not None:
            session.expire(row)


def _stamp(session: Session, instants: Iterable[str]) -> dict[str, Any]:
    user = session.info[writer.ORIGIN].user
    return {**dict.fromkeys(instants, utc_now()), **({"changed_by": user} if user else {})}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows and entries make no cycles; looking for some again and again takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _complete(
    table: sa.Table, stamp: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The rows with a value for every column."""
    constant, called = _defaults(table)
    given = {**constant, **stamp}
    made = [(name, make) for name, make in called if name not in given]
    return [{**given, **{name: make(None) for name, make in made if name not in row}, **row} for row in rows]


@cache
def _defaults(table: sa.Table) -> tuple[dict[str, Any], list[tuple[str, Callable[[Any], Any]]]]:
    """What columns that are left out get: the same for every row, or made for each."""
    constant: dict[str, Any] = {}
    called: list[tuple[str, Callable[[Any], Any]]] = []
    for column in table.columns:
        default: Any = column.default
        if default is not None and default.is_callable:
            called.append((column.name, default.arg))
        else:
            constant[column.name] = None if default is None else default.arg
    return constant, called
