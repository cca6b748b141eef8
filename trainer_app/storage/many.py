"""Statements at nearly the driver's own cost, for what is run for every change: the journal and bulk writes.

The Core takes 0.1 ms to run a statement and 30 µs to insert one of many rows; on SQLite this takes a third.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Enum, Executable, LargeBinary, Table, insert
from sqlalchemy.exc import DBAPIError

from trainer_app.models.base import Exact, Id, Instant
from trainer_app.storage import faults

_Processor = Callable[[Any], Any] | None
_REPEATED = 1_000
"""So many values of a column are kept with what the driver is given for them: marks and instants repeat."""


class Prepared:
    """A statement that is compiled once for each engine; its parameters are given by name.

    What it writes it names itself: stamps that the tables have Python make (`onupdate`) are not made.
    """

    def __init__(self, statement: Executable, **options: Any) -> None:
        self._statement, self._options = statement, options

    def rows(self, connection: Connection, **values: Any) -> Sequence[Sequence[Any]]:
        """What it finds; rows of SQLite are as the driver gives them: ids are bytes."""
        if not _is_direct(connection):
            return connection.execute(self._statement, values, execution_options=self._options).fetchall()
        with _driver(connection) as driver:
            found: Sequence[Sequence[Any]] = driver.execute(*self._for_driver(connection, values)).fetchall()
            return found

    def run(self, connection: Connection, **values: Any) -> None:
        """Run it, where it finds nothing."""
        self.run_many(connection, [values])

    def run_many(self, connection: Connection, values: Sequence[Mapping[str, Any]]) -> None:
        """Run it once for each, where it finds nothing."""
        if not _is_direct(connection):
            connection.execute(self._statement, list(values), execution_options=self._options)
            return
        with _driver(connection) as driver:
            for each in values:
                driver.execute(*self._for_driver(connection, each))

    def _for_driver(self, connection: Connection, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
        text, parameters = _prepared(self._statement, connection.dialect)
        return text, [
            fixed if name not in values else values[name] if process is None else process(values[name])
            for name, process, fixed in parameters
        ]


def put(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, options: dict[str, Any]
) -> None:
    """Insert rows that have a value for every column; `options` are execution options."""
    if not _is_direct(connection):
        connection.execute(insert(table), list(rows), execution_options=options)
        return
    _, columns = _insertion(table, connection.dialect)
    put_columns(
        connection, table, {name: [row[name] for row in rows] for name, _process in columns}, options=options
    )


def put_columns(
    connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]], *, options: dict[str, Any]
) -> None:
    """Insert rows given by the values of every column, which are as many for each."""
    if not _is_direct(connection):
        names = list(columns)
        rows = [dict(zip(names, values, strict=True)) for values in zip(*columns.values(), strict=True)]
        connection.execute(insert(table), rows, execution_options=options)
        return
    statement, kinds = _insertion(table, connection.dialect)
    values = zip(*(_processed(process, columns[name]) for name, process in kinds), strict=True)
    with _driver(connection) as driver:
        driver.executemany(statement, values)


def _is_direct(connection: Connection) -> bool:
    return connection.dialect.paramstyle == "qmark"


@contextmanager
def _driver(connection: Connection) -> Iterator[Any]:
    """The driver's own connection; its errors leave as those of the engine."""
    dbapi: Any = connection.dialect.loaded_dbapi
    try:
        yield connection.connection.dbapi_connection
    except dbapi.Error as fault:
        told = faults.told_by(fault, connection.engine)
        raise told or DBAPIError.instance(None, None, fault, dbapi.Error, hide_parameters=True) from fault


_Parameter = tuple[str, _Processor, Any]
"""Its name, what its values go through, and the value that stands in the statement itself."""


@cache
def _prepared(statement: Any, dialect: Dialect) -> tuple[str, Sequence[_Parameter]]:
    """The text, and its parameters in order."""
    compiled = statement.compile(dialect=dialect)
    named = {compiled.bind_names[each]: each for each in compiled.bind_names}
    parameters = [
        (name, _processor(named[name].type, dialect), compiled.params[name])
        for name in compiled.positiontup or ()
    ]
    return str(compiled), parameters


def _processed(process: _Processor, values: Sequence[Any]) -> Iterable[Any]:
    return values if process is None else map(process, values)


@cache
def _insertion(table: Table, dialect: Dialect) -> tuple[str, list[tuple[str, _Processor]]]:
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
    if processor is not None and isinstance(kind, Exact | Instant | Enum):
        return lru_cache(_REPEATED)(processor)
    return processor


def _bytes(value: uuid.UUID | None) -> bytes | None:
    return None if value is None else value.bytes
