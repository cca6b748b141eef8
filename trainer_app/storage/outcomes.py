"""What became of a transaction when disk, file or server failed: saved, not saved, or not known."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, bindparam, select
from sqlalchemy.orm import Session
from typing_extensions import override

from trainer_app.core.errors import EnvironmentFault
from trainer_app.core.language import _
from trainer_app.core.log import logger
from trainer_app.core.text import isolate
from trainer_app.models.base import Id, table_of
from trainer_app.models.journal import JournalNode, JournalTransaction
from trainer_app.storage.faults import Cause, StorageFault
from trainer_app.storage.journal import writer

_txns, _nodes = table_of(JournalTransaction), table_of(JournalNode)
# Who writes holds this row: a commit that is still under way is waited for.
_WAITED_FOR = select(_nodes.c.no).where(_nodes.c.is_here).with_for_update()
_FOUND = select(_txns.c.no).where(_txns.c.operation_id == bindparam("operation", type_=Id))


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
