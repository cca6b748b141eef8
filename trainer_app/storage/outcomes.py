"""What became of a transaction when disk, file or server failed: saved, not saved, or not known."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, event, select
from sqlalchemy.orm import Session
from typing_extensions import override

from trainer_app.core.errors import EnvironmentFault
from trainer_app.core.language import N_, _
from trainer_app.core.log import logger
from trainer_app.core.text import isolate
from trainer_app.models.base import Id, table_of
from trainer_app.models.journal import JournalNode, JournalTransaction
from trainer_app.storage.journal import writer


class Cause(StrEnum):
    """Why the database could not do what was asked; each is the environment's, none the program's."""

    FULL = "full"
    FAILING = "failing"
    BUSY = "busy"
    READ_ONLY = "read-only"
    OUT_OF_PLACE = "out of place"
    DAMAGED = "damaged"
    NO_SERVER = "no server"


_REASONS = {
    Cause.FULL: N_("its disk is full. Free some space there, then try again."),
    Cause.FAILING: N_("its disk reports an error. Keep a backup on another disk and have this one checked."),
    Cause.BUSY: N_("another program is using it. Close it there, then try again."),
    Cause.READ_ONLY: N_("it cannot be written in that place."),
    Cause.OUT_OF_PLACE: N_(
        "it cannot be opened in that place. Check that its disk or stick is plugged in, then try again."
    ),
    Cause.DAMAGED: N_("it is damaged, or the key beside it belongs to another file."),
    Cause.NO_SERVER: N_("the server does not answer. Check the connection to it, then try again."),
}
# https://www.sqlite.org/rescode.html: the low byte says what happened, the rest where.
_SQLITE = {
    5: Cause.BUSY,
    6: Cause.BUSY,
    8: Cause.READ_ONLY,
    10: Cause.FAILING,
    11: Cause.DAMAGED,
    13: Cause.FULL,
    14: Cause.OUT_OF_PLACE,
    15: Cause.BUSY,
    26: Cause.DAMAGED,
}
# The driver's backup gives the words alone, which are those of sqlite3_errstr.
_SQLITE_WORDS = {
    "database or disk is full": Cause.FULL,
    "disk I/O error": Cause.FAILING,
    "database is locked": Cause.BUSY,
    "attempt to write a readonly database": Cause.READ_ONLY,
    "unable to open database file": Cause.OUT_OF_PLACE,
    "database disk image is malformed": Cause.DAMAGED,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html, the longest beginning first.
_POSTGRES = {
    "53100": Cause.FULL,
    "25006": Cause.READ_ONLY,
    "55P03": Cause.BUSY,
    "40P01": Cause.BUSY,
    "08": Cause.NO_SERVER,
    "53": Cause.NO_SERVER,
    "57": Cause.NO_SERVER,
    "58": Cause.FAILING,
}
_SHORT = {
    Cause.FULL: N_("the disk is full"),
    Cause.FAILING: N_("the disk reports an error"),
    Cause.BUSY: N_("another program is using the file"),
    Cause.READ_ONLY: N_("the file cannot be written in its place"),
    Cause.OUT_OF_PLACE: N_("the file cannot be reached"),
    Cause.DAMAGED: N_("the file is damaged"),
    Cause.NO_SERVER: N_("the server does not answer"),
}
_txns, _nodes = table_of(JournalTransaction), table_of(JournalNode)
# Who writes holds this row: a commit that is still under way is waited for.
_WAITED_FOR = select(_nodes.c.no).where(_nodes.c.is_here).with_for_update()
_FOUND = select(_txns.c.no).where(_txns.c.operation_id == bindparam("operation", type_=Id))


class StorageFault(EnvironmentFault):
    """The database could not be read or opened, for a cause outside the program."""

    def __init__(self, name: str, cause: Cause) -> None:
        self.name, self.cause = name, cause
        super().__init__(name, cause)

    @property
    def reason(self) -> str:
        """Why, and what to do, to follow a colon."""
        return reason(self.cause)

    @override
    def in_short(self) -> str:
        return _(_SHORT[self.cause])

    def sentence(self) -> str:
        """Which programme file, why, and what to do."""
        return _("The programme file {name} cannot be used now: {reason} Nothing was changed.").format(
            name=isolate(self.name), reason=self.reason
        )


class NotSaved(EnvironmentFault):
    """A transaction was not kept; nothing of it is in the database."""

    def __init__(self, fault: StorageFault) -> None:
        self.fault = fault
        super().__init__(fault)

    def sentence(self) -> str:
        """What is safe, why the rest was not kept, and what to do."""
        return _(
            "This step was not saved in {name}: {reason} Everything that was saved before is safe."
        ).format(name=isolate(self.fault.name), reason=self.fault.reason)

    @override
    def in_short(self) -> str:
        return self.fault.in_short()


class OutcomeUnknown(EnvironmentFault):
    """A transaction failed when it was to be kept; whether it was cannot be found out."""

    def __init__(self, fault: StorageFault) -> None:
        self.fault = fault
        super().__init__(fault)

    def sentence(self) -> str:
        """That it is not known, why, and how to find out."""
        return _(
            "It is not known whether this step was saved in {name}: {reason} Then open the file again and "
            "look before you repeat the step. Everything that was saved before is safe."
        ).format(name=isolate(self.fault.name), reason=self.fault.reason)


def reason(cause: Cause) -> str:
    """Why, and what to do, to follow a colon."""
    return _(_REASONS[cause])


def watch(engine: Engine) -> None:
    """Let the environment's faults leave the engine as `StorageFault`; all others stay as they are."""
    event.listen(engine, "handle_error", _tell)


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """The same for work on a connection of the driver, which the engine does not see.

    Raises:
        StorageFault: disk, file or server do not do as needed.
    """
    dbapi: Any = engine.dialect.loaded_dbapi
    try:
        yield
    except dbapi.Error as fault:
        cause = cause_of(fault)
        if cause is None:
            raise
        raise StorageFault(_name(engine), cause) from fault


@contextmanager
def decided(session: Session, engine: Engine, operation: uuid.UUID) -> Iterator[None]:
    """A transaction that is kept when the block ends; where that fails, it is found out what became of it.

    Raises:
        NotSaved: nothing of it was kept.
        OutcomeUnknown: that could not be found out.
    """
    try:
        with session.begin():
            yield
            session.flush()
            _commit(session, engine, operation)
    except StorageFault as fault:  # before COMMIT nothing is kept
        raise NotSaved(fault) from fault


def was_saved(engine: Engine, operation: uuid.UUID, fault: StorageFault) -> bool:
    """Whether the transaction of an operation is in the database, looked up on a fresh connection.

    Raises:
        StorageFault: it cannot be looked up.
    """
    engine.dispose()
    try:
        with engine.begin() as connection:
            return _look_up(connection, operation)
    except StorageFault as again:
        if not fault.cause == again.cause == Cause.FULL:
            raise
    # What did not fit on the disk did not reach it, so there is nothing to settle.
    with engine.connect().execution_options(jpt_reading=True) as connection:
        return connection.execute(_FOUND, {"operation": operation}).first() is not None


def cause_of(fault: BaseException | None) -> Cause | None:
    """Which fault of the environment a driver's error tells, if any."""
    code = getattr(fault, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)
    state = getattr(fault, "sqlstate", "")
    if state is None:  # psycopg, without an answer of the server
        return Cause.NO_SERVER if type(fault).__name__ == "OperationalError" else None
    return next((cause for start, cause in _POSTGRES.items() if state.startswith(start)), None)


def cause_in(words: str) -> Cause | None:
    """Which fault of the environment SQLite's words tell, where there is no code."""
    return _SQLITE_WORDS.get(words)


def _commit(session: Session, engine: Engine, operation: uuid.UUID) -> None:
    is_journalled = writer.is_begun(session)
    try:
        session.commit()
    except StorageFault as fault:
        session.invalidate()
        try:
            is_saved = was_saved(engine, operation, fault)
        except StorageFault:
            raise OutcomeUnknown(fault) from fault
        if not is_saved and not (is_journalled or engine.dialect.name == "sqlite"):
            raise OutcomeUnknown(fault) from fault
        if not is_saved:
            raise NotSaved(fault) from fault
        logger.warning("a commit failed (%s), but its operation was kept", fault.cause)


def _look_up(connection: Connection, operation: uuid.UUID) -> bool:
    connection.execute(_WAITED_FOR)
    is_found = connection.execute(_FOUND, {"operation": operation}).first() is not None
    if connection.dialect.name == "sqlite":
        _settle(connection)
    return is_found


def _settle(connection: Connection) -> None:
    """Write a page, unchanged, over what a failed commit left in the log behind its end.

    After a failed fsync that is a whole transaction, unseen until the log is read anew after a crash.
    """
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")


def _tell(context: Any) -> None:
    cause = cause_of(context.original_exception)
    if cause is not None:
        raise StorageFault(_name(context.engine), cause) from context.original_exception


def _name(engine: Engine) -> str:
    url = engine.url
    if engine.dialect.name == "sqlite":
        return Path(url.database or "").name
    return url.render_as_string(hide_password=True)
