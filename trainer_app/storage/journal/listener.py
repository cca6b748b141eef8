"""The session whose every flush is written into the journal; services do not know it exists."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, UOWTransaction

from trainer_app.models.base import Record
from trainer_app.storage.journal import writer
from trainer_app.storage.journal.origin import Origin
from trainer_app.storage.journal.shape import shape_of

FLUSHING = "jpt flushing"
_KEPT = "jpt kept operation"


class JournalledSession(Session):
    """A session of one transaction; what it writes goes into the journal with it."""

    def __init__(self, bind: Any, origin: Origin | None = None, **options: Any) -> None:
        super().__init__(bind, **options)
        self.info[writer.ORIGIN] = origin or Origin()

    @property
    def operation(self) -> uuid.UUID | None:
        """What undo names: the operation whose changes were kept; None where none were."""
        kept: uuid.UUID | None = self.info.get(_KEPT)
        return kept

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write what was changed, and its entries."""
        if not (self.new or self.dirty or self.deleted):
            return
        marks = self.connection().info
        marks[FLUSHING] = True
        try:
            super().flush(objects)
        finally:
            marks.pop(FLUSHING, None)


def _stamp(session: Session, _context: UOWTransaction, _objects: Any) -> None:
    """Say on each record who changed it."""
    user = session.info[writer.ORIGIN].user
    if user is not None:
        for row in (*session.new, *session.dirty):
            if isinstance(row, Record):
                row.changed_by = user


def _write_down(session: Session, _context: UOWTransaction) -> None:
    drafts: list[writer.Draft] = []
    for row in session.new:
        if isinstance(row, Record):
            drafts += _made(row)
    for row in session.dirty:
        if isinstance(row, Record):
            drafts += _changed(row)
    for row in session.deleted:
        if isinstance(row, Record):
            drafts += writer.removed(shape_of(type(row)), [row.id])
    writer.append(session, drafts)


def _made(row: Any) -> list[writer.Draft]:
    shape = shape_of(type(row))
    return writer.made(shape, [{"id": row.id, **_values(row, shape.fields)}])


def _changed(row: Any) -> list[writer.Draft]:
    shape = shape_of(type(row))
    state = inspect(row)
    names = [name for name in shape.fields if state.attrs[name].history.has_changes()]
    wanted = [field.name for group in shape.groups_of(names) for field in shape.members(group)]
    return writer.changed(shape, row.id, names, _values(row, wanted))


def _values(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _keep(session: Session) -> None:
    if writer.is_begun(session):
        session.info[_KEPT] = session.info[writer.ORIGIN].operation
    writer.forget_transaction(session)


def _forget(session: Session, *_given: Any) -> None:
    writer.forget_transaction(session)


event.listen(JournalledSession, "before_flush", _stamp)
event.listen(JournalledSession, "after_flush", _write_down)
event.listen(JournalledSession, "after_commit", _keep)
event.listen(JournalledSession, "after_soft_rollback", _forget)
