"""Writing entries: the one place where the chain grows."""

import os
import time
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.orm import Session

from trainer_app.models.base import Id, new_id, table_of
from trainer_app.models.journal import JournalEntry, JournalNode, JournalTransaction
from trainer_app.rules import chain
from trainer_app.rules.chain import EntryId, Header
from trainer_app.storage import many
from trainer_app.storage.journal import heads
from trainer_app.storage.journal.heads import Place
from trainer_app.storage.journal.origin import Origin
from trainer_app.storage.journal.shape import WHOLE, Shape

SCHEMA = "0006"
"""Revision of the tables whose fields the values have."""
ORIGIN, _TRANSACTION = "journal origin", "journal transaction"
_entries, _nodes, _txns = table_of(JournalEntry), table_of(JournalNode), table_of(JournalTransaction)
_HERE = select(_nodes).where(_nodes.c.is_here).with_for_update()
_BEGUN = select(_txns).where(
    _txns.c.operation_id == bindparam("operation", type_=Id), _txns.c.node_no == bindparam("of_node")
)
_PLACES = select(_nodes.c.no, _nodes.c.id)
_DERIVED = 5
"""Version of the UUIDs that are derived from others, and so can come again."""
_ANY_REMOVED = select(_entries.c.row_id).where(_entries.c.value.is_(None)).limit(1)
_REMOVED = select(_entries.c.row_id).where(
    _entries.c.value.is_(None), _entries.c.row_id.in_(bindparam("rows", type_=Id, expanding=True))
)
_ADVANCE = (
    update(_nodes)
    .where(_nodes.c.no == bindparam("of_node"))
    .values(
        last_seq=bindparam("seq"),
        last_txn=bindparam("txn"),
        last_hlc=bindparam("at"),
        last_hash=bindparam("ends"),
    )
)


class Draft(NamedTuple):
    """A change to write down; `value` is its content as text, None where the row was removed."""

    entity: str
    row_id: uuid.UUID
    fields: str
    value: str | None


def made(shape: Shape, rows: Iterable[Mapping[str, Any]]) -> list[Draft]:
    """Drafts of rows that were made."""
    return [Draft(shape.entity, row["id"], WHOLE, shape.text(WHOLE, row)) for row in rows]


def removed(shape: Shape, row_ids: Iterable[uuid.UUID]) -> list[Draft]:
    """Drafts of rows that were removed."""
    return [Draft(shape.entity, row_id, WHOLE, None) for row_id in row_ids]


def changed(
    shape: Shape, row_id: uuid.UUID, names: Collection[str], values: Mapping[str, Any]
) -> list[Draft]:
    """Drafts of a row of which some fields were changed; `values` has all fields of their groups."""
    return [Draft(shape.entity, row_id, group, shape.text(group, values)) for group in shape.groups_of(names)]


def append(session: Session, drafts: Sequence[Draft]) -> None:
    """Add entries to the chain of this node, in the transaction of the session."""
    if not drafts:
        return
    node = session.connection().execute(_HERE).one()
    header = _transaction(session, node)
    rows, last = _rows(session, node, header.no, chain.digest(header), drafts)
    many.put(session.connection(), _entries, rows, options=WRITTEN)
    ends = {
        "of_node": node.no,
        "seq": node.last_seq + len(rows),
        "txn": header.no,
        "at": header.hlc,
        "ends": last,
    }
    session.connection().execute(_ADVANCE, ends, execution_options=WRITTEN)


WRITTEN = {"jpt_journalled": True}
"""Marks the statements that the journal knows of; `guard` refuses all others."""


def begin_node(session: Session) -> None:
    """Let this database write as a new node from now on; a new file, a restored one and a copy do.

    The chains of earlier nodes stay as they are.
    """
    last = session.scalar(select(_nodes.c.no).order_by(_nodes.c.no.desc()).limit(1)) or 0
    row = {"no": last + 1, "id": new_id(), "is_here": True, "last_hash": chain.START}
    counts = {"last_seq": 0, "last_txn": 0, "last_hlc": _latest(session)}
    connection = session.connection()
    connection.execute(update(_nodes).values(is_here=False), execution_options=WRITTEN)
    connection.execute(insert(_nodes), {**row, **counts}, execution_options=WRITTEN)
    forget_transaction(session)


def has_node(session: Session) -> bool:
    """Whether the journal was begun."""
    return session.scalar(select(_nodes.c.no).where(_nodes.c.is_here)) is not None


def is_begun(session: Session) -> bool:
    """Whether a change was written in the transaction under way."""
    return _TRANSACTION in session.info


def forget_transaction(session: Session) -> None:
    """Begin another journalled transaction with the next change."""
    session.info.pop(_TRANSACTION, None)


def _latest(session: Session) -> int:
    return session.scalar(select(_nodes.c.last_hlc).order_by(_nodes.c.last_hlc.desc()).limit(1)) or 0


def _transaction(session: Session, node: Row[Any]) -> Header:
    """The transaction under way; its row is written with its first change."""
    if _TRANSACTION in session.info:
        kept: Header = session.info[_TRANSACTION]
        return kept
    origin: Origin = session.info.get(ORIGIN) or Origin()
    begun = session.connection().execute(_BEGUN, {"operation": origin.operation, "of_node": node.no}).first()
    header = _written(node, begun) if begun is not None else _begin(session, node, origin)
    session.info[_TRANSACTION] = header
    return header


def _written(node: Row[Any], row: Row[Any]) -> Header:
    """The transaction that an earlier change of this operation began, before a savepoint was taken back."""
    return Header(node.id, row.no, row.operation_id, row.act, row.user_id, row.reason, row.hlc, row.schema)


def _begin(session: Session, node: Row[Any], origin: Origin) -> Header:
    hlc = chain.next_instant(node.last_hlc, time.time_ns() // 1_000_000)
    header = Header(
        node.id, node.last_txn + 1, origin.operation, origin.act, origin.user, origin.reason, hlc, SCHEMA
    )
    row = {
        "node_no": node.no,
        "no": header.no,
        "operation_id": header.operation,
        "act": header.act,
        "user_id": header.user,
        "reason": header.reason,
        "hlc": hlc,
        "schema": SCHEMA,
        "first_seq": node.last_seq + 1,
    }
    session.connection().execute(insert(_txns), row, execution_options=WRITTEN)
    return header


def _rows(
    session: Session, node: Row[Any], txn_no: int, shared: bytes, drafts: Sequence[Draft]
) -> tuple[list[dict[str, Any]], bytes]:
    """The rows of the entries, and the hash of the last."""
    parents = _parents(session, node.no, node.last_seq, drafts)
    names = _node_names(session, parents)
    salts = os.urandom(chain.SALT_BYTES * len(drafts))
    rows, last, seq = [], node.last_hash, node.last_seq
    for place, (draft, replaced) in enumerate(zip(drafts, parents, strict=True)):
        seq += 1
        salt = salts[place * chain.SALT_BYTES : (place + 1) * chain.SALT_BYTES]
        committed = chain.commitment(salt, draft.value)
        bound = chain.packed(EntryId(names[each.node_no], each.seq) for each in replaced) if replaced else b""
        last = chain.link(
            last, seq, shared, named(draft.entity, draft.row_id, draft.fields), bound, committed
        )
        rows.append(
            {
                "node_no": node.no,
                "seq": seq,
                "txn_no": txn_no,
                "entity": draft.entity,
                "row_id": draft.row_id,
                "fields": draft.fields,
                "value": draft.value,
                "parents": heads.written(replaced) if replaced else "",
                "salt": salt,
                "commitment": committed,
                "hash": last,
            }
        )
    return rows, last


def named(entity: str, row_id: uuid.UUID, fields: str) -> str:
    """Entity, row and group of an entry as its hash binds them."""
    return f"{entity}/{row_id.hex}/{fields}"


def _parents(
    session: Session, node_no: int, last_seq: int, drafts: Sequence[Draft]
) -> Iterable[Collection[Place]]:
    """What each draft replaces; a fresh row replaces nothing, one that is made again its removal."""
    known = {draft.row_id for draft in drafts if draft.fields != WHOLE or draft.value is None}
    known |= _made_again(session, [draft.row_id for draft in drafts if draft.row_id not in known])
    if not known:
        return list(repeat((), len(drafts)))
    past = heads.of_rows(session, known)
    found: list[Collection[Place]] = []
    for seq, draft in enumerate(drafts, start=last_seq + 1):
        if draft.row_id not in known:
            found.append(())
            continue
        earlier = past.setdefault(draft.row_id, [])
        replaced = heads.heads(earlier, draft.fields)
        earlier.append(heads.Past(Place(node_no, seq), draft.fields, frozenset(replaced)))
        found.append(replaced)
    return found


def _made_again(session: Session, row_ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of some rows that were removed once; a UUIDv7 never was."""
    derived = [row_id for row_id in row_ids if (row_id.int >> 76) & 0xF == _DERIVED]
    if not derived or session.connection().execute(_ANY_REMOVED).first() is None:
        return set()
    found: set[uuid.UUID] = set()
    for some in heads.portions(derived):
        found.update(session.connection().execute(_REMOVED, {"rows": some}).scalars())
    return found


def _node_names(session: Session, parents: Iterable[Collection[Place]]) -> dict[int, uuid.UUID]:
    if not any(parents):
        return {}
    return {row.no: row.id for row in session.connection().execute(_PLACES)}
