"""Opening a database and giving out transactions."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from trainer_app.core.errors import DatabaseUnusable, Refused
from trainer_app.core.language import _
from trainer_app.core.text import isolate
from trainer_app.storage import encryption, faults, outcomes
from trainer_app.storage.encryption import Appearance
from trainer_app.storage.faults import StorageFault
from trainer_app.storage.journal import guard
from trainer_app.storage.journal.listener import JournalledSession
from trainer_app.storage.journal.origin import Origin
from trainer_app.storage.place import expect_local


class OnlyLooking(Refused):
    """The file was opened to look only, since another program works in it."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)

    def sentence(self) -> str:
        """That nothing was changed, and how to work in the file."""
        return _(
            "The programme file {name} was opened only to look at it, so nothing was changed. Close it in "
            "the other program, then sign in here again to work in it."
        ).format(name=isolate(self.name))


class Database:
    """One open database; gives out sessions inside transactions and nothing else.

    `key` is that of the file. `user` is who is signed in; `is_program` is true while the program works of
    itself, asking nobody, as it does until somebody signed in. One that `only_looks` changes nothing, since
    another program works in the file.
    """

    def __init__(self, engine: Engine, *, key: bytes | None = None, only_looks: bool = False) -> None:
        self.engine, self.key, self.only_looks = engine, key, only_looks
        self.user: uuid.UUID | None = None
        self.is_program = True

    @property
    def name(self) -> str:
        """File name or address, without a password."""
        url = self.engine.url
        return Path(url.database or "").name if self.is_file else url.render_as_string(hide_password=True)

    @property
    def is_file(self) -> bool:
        """Whether the database is one file of this workstation."""
        return self.engine.dialect.name == "sqlite"

    @property
    def place(self) -> Path:
        """Where the file is; only files have a place."""
        return Path(self.engine.url.database or "").absolute()

    def origin(self, act: str = "", reason: str = "") -> Origin:
        """What the journal says of a transaction of who is signed in."""
        return Origin(self.user, act, reason, is_program=self.is_program)

    @contextmanager
    def transaction(
        self, act: str = "", reason: str = "", *, origin: Origin | None = None
    ) -> Iterator[Session]:
        """A session whose changes are all kept when the block ends, or none when it raises.

        `act` and `reason` are what the journal says of them, with who is signed in; `origin` says it all.

        Raises:
            OnlyLooking: it was opened to look only.
            NotSaved: disk, file or server failed; nothing was kept.
            OutcomeUnknown: they failed at the end, and it cannot be found out what was kept.
        """
        if self.only_looks:
            raise OnlyLooking(self.name)
        origin = origin or self.origin(act, reason)
        with (
            JournalledSession(self.engine, origin, expire_on_commit=False) as session,
            outcomes.decided(session, self.engine, origin.operation),
        ):
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
            with faults.translated(self.engine), closing(self.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file or the server."""
        self.engine.dispose()


def open_database(place: str | Path, key: bytes | None = None) -> Database:
    """Open a programme file or a server by SQLAlchemy URL and bring its tables up to date.

    A file that does not exist is made; `key` is the file's, a server has none.

    Raises:
        DatabaseUnusable: the place is no programme file of ours, the key does not fit, it cannot be reached
            or was made by a newer program.
    """
    from trainer_app.storage import migrate

    if _is_path(place):
        _expect_sealed(Path(place), may_be_made=True)
    database = connect(place, key)
    with ExitStack() as unless_ready:
        unless_ready.callback(database.close)
        try:
            migrate.to_newest(database)
        except StorageFault as fault:
            raise DatabaseUnusable(database.name, fault.reason) from fault
        except DBAPIError as fault:
            answer = _("the database answered: {answer}").format(answer=fault.orig)
            raise DatabaseUnusable(database.name, answer) from fault
        unless_ready.pop_all()
    return database


def open_existing(place: str | Path, key: bytes | None = None) -> Database:
    """Open a database that must be there already.

    Raises:
        DatabaseUnusable: as `open_database`, and when the file does not exist.
    """
    if _is_path(place):
        expect_programme(Path(place))
    return open_database(place, key)


def open_to_look(place: Path, key: bytes) -> Database:
    """Open a programme file in which another program works: it is read, nothing is changed.

    Raises:
        DatabaseUnusable: as `open_existing`, and when an earlier version of the program made the file.
    """
    from trainer_app.storage import migrate

    expect_programme(place)
    database = Database(_file_engine(place, key, only_looks=True), key=key, only_looks=True)
    with ExitStack() as unless_ready:
        unless_ready.callback(database.close)
        with database.engine.connect().execution_options(jpt_reading=True) as connection:
            present = migrate.revision(connection)
        if present != migrate.NEWEST:
            raise DatabaseUnusable(database.name, _("it is of another version of this program."))
        unless_ready.pop_all()
    return database


def expect_programme(place: Path) -> None:
    """Go on only where a programme file may be; it is looked at without being changed, and without its key.

    Raises:
        DatabaseUnusable: there is no file, it cannot be read, is cut short, is not encrypted or is on a
            network share.
    """
    _expect_sealed(place, may_be_made=False)


def connect(place: str | Path, key: bytes | None = None) -> Database:
    """Connect without looking at the tables."""
    if _is_path(place):
        return Database(_file_engine(Path(place), key), key=key)
    return Database(_server_engine(str(place), key))


def path_of(place: str | Path) -> Path:
    """Where the file is that a place or a URL of a file names."""
    return Path(place) if _is_path(place) else Path(make_url(str(place)).database or "")


def is_file(place: str | Path) -> bool:
    """Whether a place is a file of this workstation rather than a server."""
    return _is_path(place) or make_url(str(place)).get_backend_name() == "sqlite"


def _is_path(place: str | Path) -> bool:
    return isinstance(place, Path) or "://" not in place


def _expect_sealed(place: Path, *, may_be_made: bool) -> None:
    expect_local(place)
    reasons = {
        Appearance.PLAIN: _("it is not encrypted; an earlier version or another program made it."),
        Appearance.CUT: _("it is no programme file, or its end is missing."),
    }
    if not may_be_made:
        reasons[Appearance.MISSING] = _("there is no such file.")
        reasons[Appearance.EMPTY] = _("it is empty.")
    try:
        found = encryption.appearance(place)
    except OSError as fault:
        raise DatabaseUnusable(place.name, _("it cannot be read in that place.")) from fault
    if found in reasons:
        raise DatabaseUnusable(place.name, reasons[found])


def _server_engine(address: str, key: bytes | None) -> Engine:
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _file_engine(Path(url.database or ""), key)
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
    guard.watch(engine)
    faults.watch(engine)
    return engine


def _file_engine(path: Path, key: bytes | None, *, only_looks: bool = False) -> Engine:
    from sqlcipher3 import dbapi2

    if not path.parent.exists():
        raise DatabaseUnusable(path.name, _("its folder does not exist."))
    if key is None:
        raise DatabaseUnusable(path.name, _("it is locked. Sign in, then try again."))
    engine = create_engine(
        f"sqlite:///{path}",
        module=dbapi2,
        creator=partial(encryption.open_connection, path, key, only_looks=only_looks),
        poolclass=QueuePool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    guard.watch(engine)
    faults.watch(engine)
    return engine


def _begin(connection: Any) -> None:
    reading = connection.get_execution_options().get("jpt_reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
