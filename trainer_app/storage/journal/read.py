"""Reading the journal of this database as entries that mean the same in every database."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from trainer_app.models.base import table_of
from trainer_app.models.journal import JournalEntry, JournalNode, JournalTransaction
from trainer_app.rules.chain import EntryId
from trainer_app.rules.merging import Entry, Journal, journal_of
from trainer_app.storage.journal import heads

_entry, _txn = table_of(JournalEntry).c, table_of(JournalTransaction).c
_ENTRIES = (
    select(
        _entry.node_no,
        _entry.seq,
        _entry.entity,
        _entry.row_id,
        _entry.fields,
        _entry.value,
        _entry.parents,
        _txn.hlc,
        _entry.hash,
        (_entry.salt.is_(None)).label("is_erased"),
    )
    .join_from(
        table_of(JournalEntry),
        table_of(JournalTransaction),
        (_txn.node_no == _entry.node_no) & (_txn.no == _entry.txn_no),
    )
    .order_by(_entry.row_id, _entry.node_no, _entry.seq)
)
_AT_ONCE = 1000


def entries(session: Session, *, row_ids: Iterable[uuid.UUID] | None = None) -> Iterator[Entry]:
    """Every entry, or those of some rows, row by row; few are in memory at a time."""
    names = {row.no: row.id for row in session.execute(select(JournalNode.no, JournalNode.id))}
    if row_ids is None:
        found = session.execute(_ENTRIES.execution_options(yield_per=_AT_ONCE))
        yield from (_read(row, names) for row in found)
        return
    for some in heads.portions(list(row_ids)):
        for row in session.execute(_ENTRIES.where(_entry.row_id.in_(some))):
            yield _read(row, names)


def journal(session: Session, *, row_ids: Iterable[uuid.UUID] | None = None) -> Journal:
    """The whole journal, or that of some rows, to be merged."""
    return journal_of(entries(session, row_ids=row_ids))


def _read(row: Row[Any], names: Mapping[int, uuid.UUID]) -> Entry:
    parents = frozenset(EntryId(names[each.node_no], each.seq) for each in heads.parsed(row.parents))
    return Entry(
        EntryId(names[row.node_no], row.seq),
        row.entity,
        row.row_id,
        row.fields,
        row.value,
        parents,
        row.hlc,
        row.hash,
        bool(row.is_erased),
    )
