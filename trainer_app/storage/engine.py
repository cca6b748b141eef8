"""Opening a database and giving out transactions."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from trainer_app.core.errors import DatabaseUnusable
from trainer_app.core.language import _
from trainer_app.storage.journal import guard
from trainer_app.storage.journal.listener import JournalledSession
from trainer_app.storage.journal.origin import Origin

APPLICATION_ID = 0x4A505452  # "JPTR"

_ON_CONNECT = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA busy_timeout=5000",
)


class Database:
    """One open database; gives out sessions inside transactions and nothing else.

    `user` is who is signed in; `is_program` is true while the program works of itself, asking nobody.
    """

    def __init__(self, engine: Engine, *, user: uuid.UUID | None = None, is_program: bool = True) -> None:
        self.engine = engine
        self.user, self.is_program = user, is_program

    @property
    def name(self) -> str:
        """File name or address, without a password."""
        url = self.engine.url
        return Path(url.database or "").name if self.is_file else url.render_as_string(hide_password=True)

    @property
    def is_file(self) -> bool:
        """Whether the database is one file of this workstation."""
        return self.engine.dialect.name == "sqlite"

    def origin(self, act: str = "", reason: str = "") -> Origin:
        """What the journal says of a transaction of who is signed in."""
        return Origin(self.user, act, reason, is_program=self.is_program)

    @contextmanager
    def transaction(self, origin: Origin | None = None) -> Iterator[Session]:
        """A session whose changes are all kept when the block ends, or none when it raises.

        `origin` is what the journal says of them; without it, that who is signed in made them.
        """
        origin = origin or self.origin()
        with JournalledSession(self.engine, origin, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for reading; nothing it changes is kept, and it holds no write lock."""
        with self.engine.connect().execution_options(jpt_reading=True) as connection:
            session = JournalledSession(connection, self.origin(), autoflush=False)
            try:
                yield session
            finally:
                session.close()
                connection.rollback()

    def settle(self) -> None:
        """Write everything into the one file, so that it can be moved; a server needs nothing of the kind."""
        if self.is_file:
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def close(self) -> None:
        """Let go of the file or the server."""
        self.engine.dispose()


def open_database(place: str | Path) -> Database:
    """Open a programme file or a server by SQLAlchemy URL and bring its tables up to date.

    A file that does not exist is made.

    Raises:
        DatabaseUnusable: the place is no programme file of ours, cannot be reached or was made by a newer
            program.
    """
    from trainer_app.storage import migrate

    database = connect(place)
    with ExitStack() as unless_ready:
        unless_ready.callback(database.close)
        try:
            migrate.to_newest(database)
        except (OperationalError, DatabaseError, sqlite3.Error) as fault:
            raise DatabaseUnusable(database.name, _reason(fault)) from fault
        unless_ready.pop_all()
    return database


def open_existing(place: str | Path) -> Database:
    """Open a database that must be there already.

    Raises:
        DatabaseUnusable: as `open_database`, and when the file does not exist.
    """
    if _is_path(place) and not Path(place).is_file():
        raise DatabaseUnusable(Path(place).name, _("there is no such file."))
    return open_database(place)


def expect_programme(place: Path) -> None:
    """Go on only where a programme file is; it is looked at without being changed.

    Raises:
        DatabaseUnusable: there is no file, it cannot be read, or it belongs to another program.
    """
    if not place.is_file():
        raise DatabaseUnusable(place.name, _("there is no such file."))
    try:
        with closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as fault:
        foreign = "no such table" in str(fault)
        reason = _("it belongs to another program.") if foreign else _reason(fault)
        raise DatabaseUnusable(place.name, reason) from fault


def connect(place: str | Path) -> Database:
    """Connect without looking at the tables."""
    return Database(_file_engine(Path(place)) if _is_path(place) else _server_engine(str(place)))


def _is_path(place: str | Path) -> bool:
    return isinstance(place, Path) or "://" not in place


def _server_engine(address: str) -> Engine:
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _file_engine(Path(url.database or ""))
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
    guard.watch(engine)
    return engine


def _file_engine(path: Path) -> Engine:
    if not path.parent.exists():
        raise DatabaseUnusable(path.name, _("its folder does not exist."))
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    guard.watch(engine)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver starts no transactions of its own; `_begin` does
    for pragma in _ON_CONNECT:
        connection.execute(pragma)


def _begin(connection: Any) -> None:
    reading = connection.get_execution_options().get("jpt_reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _reason(fault: Exception) -> str:
    text = str(getattr(fault, "orig", fault))
    if "not a database" in text or "malformed" in text:
        return _("it is not a programme file, or it is damaged.")
    if "locked" in text:
        return _("another program is using it. Close it there, then try again.")
    if "readonly" in text or "unable to open" in text:
        return _("it cannot be written in that place.")
    return _("the database answered: {answer}").format(answer=text)
