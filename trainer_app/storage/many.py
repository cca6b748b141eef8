"""Inserting many rows at once at the driver's own cost, a third of what the Core's takes for a row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, LargeBinary, Table, insert

from trainer_app.models.base import Id

_Processor = Callable[[Any], Any] | None


def put(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, options: dict[str, Any]
) -> None:
    """Insert rows that have a value for every column; `options` are execution options."""
    dialect = connection.dialect
    if dialect.paramstyle != "qmark":
        connection.execute(insert(table), list(rows), execution_options=options)
        return
    statement, columns = _compiled(table, dialect)
    values = list(zip(*(_column(name, process, rows) for name, process in columns), strict=True))
    connection.exec_driver_sql(statement, values, execution_options=options)


def _column(name: str, process: _Processor, rows: Sequence[Mapping[str, Any]]) -> Iterable[Any]:
    if process is None:
        return [row[name] for row in rows]
    return [process(row[name]) for row in rows]


@cache
def _compiled(table: Table, dialect: Dialect) -> tuple[str, list[tuple[str, _Processor]]]:
    """The statement, and what each column's values go through, in its order."""
    names = [column.name for column in table.columns]
    places = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 (our names)
    return statement, [(column.name, _processor(column.type, dialect)) for column in table.columns]


def _processor(kind: Any, dialect: Dialect) -> _Processor:
    if isinstance(kind, Id):
        return _bytes
    if type(kind) is LargeBinary:
        return None  # the driver takes bytes as they are
    processor: _Processor = kind.dialect_impl(dialect).bind_processor(dialect)
    return processor


def _bytes(value: Any) -> bytes | None:
    return None if value is None else value.int.to_bytes(16, "big")
