"""Whether the chain is whole: nothing changed, removed, put in between or cut off."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from trainer_app.models.awards import SigningKey
from trainer_app.models.base import table_of
from trainer_app.models.journal import JournalCheckpoint, JournalNode, JournalTransaction
from trainer_app.rules import chain
from trainer_app.rules.chain import EntryId, Header
from trainer_app.storage.journal import heads
from trainer_app.storage.journal.checkpoints import Checkpoint, is_signed
from trainer_app.storage.journal.writer import named

_ENTRIES = text(
    "SELECT seq, txn_no, entity, row_id, fields, value, parents, salt, commitment, hash "
    "FROM journal_entries WHERE node_no = :node_no ORDER BY seq"
)
"""Straight from the driver: 100 000 entries are to be read and checked in a second."""
_AT_ONCE = 2000


class Flaw(StrEnum):
    """What is wrong with an entry."""

    MISSING = "missing"
    CHANGED = "changed"
    CUT_OFF = "cut off"
    UNSIGNED = "unsigned"
    NO_TRANSACTION = "no transaction"


@dataclass(frozen=True, slots=True)
class Finding:
    """The first entry of a node at which the chain does not hold, `seq` is its number there."""

    node_no: int
    seq: int
    flaw: Flaw


@dataclass(frozen=True, slots=True)
class Verified:
    """How many entries were looked at, and what is wrong; nothing where `findings` is empty."""

    entries: int
    findings: tuple[Finding, ...]


def verify(session: Session) -> Verified:
    """Check every chain from its first entry to its end, and every signature over it."""
    nodes = session.execute(select(table_of(JournalNode)).order_by(JournalNode.no)).all()
    names = {node.no: node.id for node in nodes}
    count, findings = 0, []
    for node in nodes:
        checked = _Chain(session, node, names)
        finding = checked.first_flaw()
        count += checked.count
        if finding is not None:
            findings.append(finding)
    return Verified(count, tuple(findings))


class _Chain:
    """The chain of one node while it is walked along."""

    def __init__(self, session: Session, node: Row[Any], names: dict[int, uuid.UUID]) -> None:
        self._session, self._node, self._names = session, node, names
        self._headers = dict(self._read_headers())
        self._signed = dict(self._read_checkpoints())
        self.count, self._last = 0, chain.START

    def first_flaw(self) -> Finding | None:
        """The first entry that does not hold."""
        for row in self._rows():
            flaw = self._flaw(row)
            if flaw is not None:
                return Finding(self._node.no, self.count + 1, flaw)
            self.count += 1
            self._last = bytes(row.hash)
            if row.seq in self._signed and not self._is_signed(row.seq):
                return Finding(self._node.no, row.seq, Flaw.UNSIGNED)
        return self._end()

    def _end(self) -> Finding | None:
        ends = (self._node.last_seq, bytes(self._node.last_hash)), (self.count, self._last)
        beyond = max(self._signed, default=0) > self.count
        if ends[0] != ends[1] or beyond or len(self._headers) != self._node.last_txn:
            return Finding(self._node.no, self.count + 1, Flaw.CUT_OFF)
        return None

    def _rows(self) -> Iterator[Row[Any]]:
        found = self._session.execute(_ENTRIES, {"node_no": self._node.no})
        for rows in found.partitions(_AT_ONCE):
            yield from rows

    def _flaw(self, row: Row[Any]) -> Flaw | None:
        seq, txn_no, entity, row_id, fields, value, parents, salt, committed, stored = tuple(row)
        if seq != self.count + 1:
            return Flaw.MISSING
        shared = self._headers.get(txn_no)
        if shared is None:
            return Flaw.NO_TRANSACTION
        if salt is not None and chain.commitment(salt, value) != committed:
            return Flaw.CHANGED
        if salt is None and value is not None:
            return Flaw.CHANGED
        bound = self._packed(heads.parsed(parents)) if parents else b""
        wanted = chain.link(
            self._last, seq, shared, named(entity, _uuid(row_id), fields), bound, bytes(committed)
        )
        return None if wanted == stored else Flaw.CHANGED

    def _packed(self, parents: Iterable[heads.Place]) -> bytes:
        nowhere = uuid.UUID(int=0)
        return chain.packed(EntryId(self._names.get(each.node_no, nowhere), each.seq) for each in parents)

    def _is_signed(self, seq: int) -> bool:
        row, public_key = self._signed[seq]
        if public_key is None or bytes(row.hash) != self._last:
            return False
        made = Checkpoint(self._node.id, row.seq, bytes(row.hash), row.hlc, row.occasion)
        return is_signed(made, bytes(row.signature), public_key)

    def _read_headers(self) -> Iterator[tuple[int, bytes]]:
        table = table_of(JournalTransaction)
        for row in self._session.execute(select(table).where(table.c.node_no == self._node.no)):
            header = Header(
                self._node.id,
                row.no,
                row.operation_id,
                row.act,
                row.user_id,
                row.reason,
                row.hlc,
                row.schema,
            )
            yield row.no, chain.digest(header)

    def _read_checkpoints(self) -> Iterator[tuple[int, tuple[Row[Any], bytes | None]]]:
        keys = dict(self._session.execute(select(SigningKey.key_id, SigningKey.public_key)).all())
        table = table_of(JournalCheckpoint)
        for row in self._session.execute(select(table).where(table.c.node_no == self._node.no)):
            yield row.seq, (row, keys.get(row.key_id))


def _uuid(stored: Any) -> uuid.UUID:
    return stored if isinstance(stored, uuid.UUID) else uuid.UUID(bytes=stored)
