"""Writing entries: the one place where the chain grows."""

import os
import time
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.orm import Session

from trainer_app.models.base import Id, new_id, table_of
from trainer_app.models.journal import JournalEntry, JournalNode, JournalTransaction
from trainer_app.rules import chain, merging
from trainer_app.rules.chain import EntryId, Header
from trainer_app.rules.merging import WHOLE
from trainer_app.storage import many
from trainer_app.storage.journal import heads
from trainer_app.storage.journal.heads import Place
from trainer_app.storage.journal.origin import Origin
from trainer_app.storage.journal.shape import Shape
from trainer_app.storage.many import Prepared

SCHEMA = "0010"
"""Revision of the tables whose fields the values have."""
ORIGIN, _TRANSACTION = "journal origin", "journal transaction"
_entries, _nodes, _txns = table_of(JournalEntry), table_of(JournalNode), table_of(JournalTransaction)
WRITTEN = {"jpt_journalled": True}
"""Marks the statements that the journal knows of; `guard` refuses all others."""
_HERE = Prepared(select(_nodes).where(_nodes.c.is_here).with_for_update())
_BEGUN = Prepared(
    select(_txns.c.no, _txns.c.act, _txns.c.reason, _txns.c.hlc).where(
        _txns.c.node_no == bindparam("of_node"),
        _txns.c.no == bindparam("last"),
        _txns.c.operation_id == bindparam("operation", type_=Id),
    )
)
_BEGIN = Prepared(insert(_txns), **WRITTEN)
_PLACES = select(_nodes.c.no, _nodes.c.id)
_DERIVED = 5
"""Version of the UUIDs that are derived from others, and so can come again."""
_ANY_REMOVED = Prepared(select(_entries.c.seq).where(_entries.c.value.is_(None)).limit(1))
_REMOVED = select(_entries.c.row_id).where(
    _entries.c.value.is_(None), _entries.c.row_id.in_(bindparam("rows", type_=Id, expanding=True))
)
_ADVANCE = Prepared(
    update(_nodes)
    .where(_nodes.c.no == bindparam("of_node"))
    .values(
        last_seq=bindparam("seq"),
        last_txn=bindparam("txn"),
        last_hlc=bindparam("at"),
        last_hash=bindparam("ends"),
    ),
    **WRITTEN,
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


def append(session: Session, drafts: Sequence[Draft], *, has_past: bool = False) -> None:
    """Add entries to the chain of this node, in the transaction of the session.

    `has_past` tells that rows which are made were there before, whatever their ids say.
    """
    if not drafts:
        return
    connection = session.connection()
    node = _here(connection)
    header = _transaction(session, connection, node)
    entries, last = _columns(connection, node, header.no, chain.digest(header), drafts, has_past=has_past)
    many.put_columns(connection, _entries, entries, options=WRITTEN)
    end = node.last_seq + len(drafts)
    _ADVANCE.run(connection, of_node=node.no, seq=end, txn=header.no, at=header.hlc, ends=last)


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


class _Node(NamedTuple):
    """This node, and where its chain ends."""

    no: int
    id: uuid.UUID
    is_here: bool
    last_seq: int
    last_txn: int
    last_hlc: int
    last_hash: bytes


def _here(connection: Connection) -> _Node:
    (found,) = _HERE.rows(connection)
    node = _Node._make(found)
    return node if isinstance(node.id, uuid.UUID) else node._replace(id=uuid.UUID(bytes=node.id))


def _transaction(session: Session, connection: Connection, node: _Node) -> Header:
    """The transaction under way; its row is written with its first change."""
    if _TRANSACTION in session.info:
        kept: Header = session.info[_TRANSACTION]
        return kept
    origin: Origin = session.info.get(ORIGIN) or Origin()
    # Before a savepoint was taken back, an earlier change of this operation may have begun it.
    last = {"of_node": node.no, "last": node.last_txn, "operation": origin.operation}
    begun = _BEGUN.rows(connection, **last)
    if begun:
        no, act, reason, hlc = begun[0]
        header = Header(node.id, no, origin.operation, act, origin.user, reason, hlc, SCHEMA)
    else:
        header = _begin(connection, node, origin)
    session.info[_TRANSACTION] = header
    return header


def _begin(connection: Connection, node: _Node, origin: Origin) -> Header:
    hlc = chain.next_instant(node.last_hlc, time.time_ns() // 1_000_000)
    header = Header(
        node.id, node.last_txn + 1, origin.operation, origin.act, origin.user, origin.reason, hlc, SCHEMA
    )
    _BEGIN.run(
        connection,
        node_no=node.no,
        no=header.no,
        operation_id=header.operation,
        act=header.act,
        user_id=header.user,
        reason=header.reason,
        hlc=hlc,
        schema=SCHEMA,
        first_seq=node.last_seq + 1,
    )
    return header


def _columns(
    connection: Connection,
    node: _Node,
    txn_no: int,
    shared: bytes,
    drafts: Sequence[Draft],
    *,
    has_past: bool,
) -> tuple[dict[str, Sequence[Any]], bytes]:
    """The values of the entries by column, and the hash of the last."""
    parents = _parents(connection, node.no, node.last_seq, drafts, has_past=has_past)
    names = _node_names(connection, node, parents)
    count, seqs = len(drafts), range(node.last_seq + 1, node.last_seq + len(drafts) + 1)
    salts = os.urandom(chain.SALT_BYTES * count)
    salted = [salts[at : at + chain.SALT_BYTES] for at in range(0, len(salts), chain.SALT_BYTES)]
    entities, row_ids, fields, values = zip(*drafts, strict=True)
    committed = list(map(chain.commitment, salted, values))
    last, hashes = node.last_hash, []
    for seq, entity, row_id, group, replaced, commitment in zip(
        seqs, entities, row_ids, fields, parents, committed, strict=True
    ):
        bound = chain.packed(EntryId(names[each.node_no], each.seq) for each in replaced) if replaced else b""
        last = chain.link(last, seq, shared, named(entity, row_id, group), bound, commitment)
        hashes.append(last)
    columns: dict[str, Sequence[Any]] = {
        "node_no": [node.no] * count,
        "seq": seqs,
        "txn_no": [txn_no] * count,
        "entity": entities,
        "row_id": row_ids,
        "fields": fields,
        "value": values,
        "parents": [heads.written(replaced) if replaced else "" for replaced in parents],
        "salt": salted,
        "commitment": committed,
        "hash": hashes,
    }
    return columns, last


def named(entity: str, row_id: uuid.UUID, fields: str) -> str:
    """Entity, row and group of an entry as its hash binds them."""
    return f"{entity}/{row_id.hex}/{fields}"


def _parents(
    connection: Connection, node_no: int, last_seq: int, drafts: Sequence[Draft], *, has_past: bool
) -> Iterable[Collection[Place]]:
    """What each draft replaces; a fresh row replaces nothing, one that is made again its removal."""
    known = {draft.row_id for draft in drafts if has_past or draft.fields != WHOLE or draft.value is None}
    known |= _made_again(connection, [draft.row_id for draft in drafts if draft.row_id not in known])
    if not known:
        return list(repeat((), len(drafts)))
    past = heads.of_rows(connection, known)
    found: list[Collection[Place]] = []
    for seq, draft in enumerate(drafts, start=last_seq + 1):
        if draft.row_id not in known:
            found.append(())
            continue
        earlier = past.setdefault(draft.row_id, [])
        replaced = merging.unreplaced(earlier, draft.fields)
        earlier.append(heads.Past(Place(node_no, seq), draft.fields, frozenset(replaced)))
        found.append(replaced)
    return found


def _made_again(connection: Connection, row_ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of some rows that were removed once; a UUIDv7 never was."""
    derived = [row_id for row_id in row_ids if (row_id.int >> 76) & 0xF == _DERIVED]
    if not derived or not _ANY_REMOVED.rows(connection):
        return set()
    found: set[uuid.UUID] = set()
    for some in heads.portions(derived):
        found.update(connection.execute(_REMOVED, {"rows": some}).scalars())
    return found


def _node_names(
    connection: Connection, node: _Node, parents: Iterable[Collection[Place]]
) -> dict[int, uuid.UUID]:
    """The nodes that wrote the parents, by their numbers here; mostly this one alone."""
    if all(each.node_no == node.no for replaced in parents for each in replaced):
        return {node.no: node.id}
    return {row.no: row.id for row in connection.execute(_PLACES)}
