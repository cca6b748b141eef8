"""Whether the chain is whole: nothing changed, removed, put in between or cut off.

What no check of the file alone can find, because a database that nobody touched could look the same: what
was written anew, added or cut off after the last checkpoint that is kept, be it that the later ones were
taken out; a value erased together with its salt, as the law may ask; a node that never wrote; and which of
the nodes writes here. The number and hash printed on paper, or kept by another station, find the first.
"""

import math
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import Row, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from trainer_app.models.awards import SigningKey
from trainer_app.models.journal import JournalEntry
from trainer_app.rules import chain
from trainer_app.rules.chain import EntryId, Header
from trainer_app.storage.journal import heads
from trainer_app.storage.journal.checkpoints import Checkpoint, is_signed
from trainer_app.storage.journal.writer import named

# Straight from the driver: 100 000 entries are to be read and checked in a second, whatever lies in them.
_ENTRIES = text(
    "SELECT seq, txn_no, entity, row_id, fields, value, parents, salt, commitment, hash "
    "FROM journal_entries WHERE node_no = :node_no ORDER BY seq"
)
_TRANSACTIONS = text(
    "SELECT no, operation_id, act, user_id, reason, hlc, schema, first_seq "
    "FROM journal_transactions WHERE node_no = :node_no"
)
_CHECKPOINTS = text(
    "SELECT seq, hash, occasion, hlc, key_id, signature "
    "FROM journal_checkpoints WHERE node_no = :node_no ORDER BY seq"
)
_NODES = text(
    "SELECT no, id, is_here, last_seq, last_txn, last_hlc, last_hash FROM journal_nodes ORDER BY no"
)
_NUMBERS = tuple(
    (
        text(f"SELECT min(node_no) FROM {table}"),  # noqa: S608 (names of our own)
        text(f"SELECT min(node_no) FROM {table} WHERE node_no > :last"),  # noqa: S608
    )
    for table in ("journal_entries", "journal_transactions", "journal_checkpoints")
)
_FIRST = text("SELECT min(seq) FROM journal_entries WHERE node_no = :node_no")
_INSTANT = text("SELECT 1 FROM journal_transactions WHERE hlc = :hlc LIMIT 1")
_AT_ONCE = 2000
_MALFORMED = (TypeError, ValueError, AttributeError)
"""What reading a value of a wrong kind raises."""


def has(session: Session, seq: int, start: bytes) -> bool:
    """Whether an entry of that number stands here whose hash begins so, whichever node wrote it."""
    query = select(JournalEntry.hash).where(JournalEntry.seq == seq)
    return any(bytes(found[: len(start)]) == start for found in session.scalars(query))


class Flaw(StrEnum):
    """What is wrong with an entry."""

    MISSING = "missing"
    CHANGED = "changed"
    CUT_OFF = "cut off"
    UNSIGNED = "unsigned"
    NO_TRANSACTION = "no transaction"
    NO_NODE = "no node"


@dataclass(frozen=True, slots=True)
class Finding:
    """The first entry of a node at which the chain does not hold, `seq` is its number there."""

    node_no: int
    seq: int
    flaw: Flaw


@dataclass(frozen=True, slots=True)
class Verified:
    """How many entries were looked at, and what is wrong, node by node; nothing where `findings` is empty."""

    entries: int
    findings: tuple[Finding, ...]


def verify(session: Session) -> Verified:
    """Check every chain from its first entry to its end, and every signature over it."""
    try:
        return _verified(session)
    except DBAPIError:  # SQLite gives out no text that is not UTF-8
        with _any_text(session):
            return _verified(session)


def _verified(session: Session) -> Verified:
    nodes = session.execute(_NODES).all()
    names = {node.no: _uuid_or_none(node.id) for node in nodes}
    chains = [_Chain(session, node, names) for node in nodes]
    strays = list(_without_node(session, names))
    found = [*(each.first_flaw() for each in chains), *strays]
    if not strays and sum(bool(node.is_here) for node in nodes) != 1:
        found.append(Finding(nodes[-1].no, chains[-1].count + 1, Flaw.NO_NODE))
    findings = sorted((each for each in found if each is not None), key=_place)
    return Verified(sum(each.count for each in chains), tuple(findings))


def _place(finding: Finding) -> tuple[float, float]:
    node_no, seq = (each if isinstance(each, int) else math.inf for each in (finding.node_no, finding.seq))
    return node_no, seq


@contextmanager
def _any_text(session: Session) -> Iterator[None]:
    """Read what is no text as something that no entry has."""
    driver: Any = session.connection().connection.driver_connection
    before = driver.text_factory
    driver.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = before


def _without_node(session: Session, names: Mapping[int, uuid.UUID | None]) -> Iterator[Finding]:
    """Entries whose node is not in the list of nodes, and the first number that the list leaves out."""
    strays = {number for statements in _NUMBERS for number in _numbers(session, *statements)} - names.keys()
    gap = next(number for number in count(1) if number not in names)
    if gap <= len(names) or not names:
        strays.add(gap)
    for number in strays:
        first = session.scalar(_FIRST, {"node_no": number})
        yield Finding(number, 1 if first is None else first, Flaw.NO_NODE)


def _numbers(session: Session, first: Any, following: Any) -> Iterator[Any]:
    """The nodes that a table speaks of, each found by one step in its index."""
    number = session.scalar(first)
    while number is not None:
        yield number
        number = session.scalar(following, {"last": number})


class _Transaction(NamedTuple):
    """What is bound of a transaction, None where it cannot be read, and what is not."""

    shared: bytes | None
    first_seq: int
    hlc: int


class _Chain:
    """The chain of one node while it is walked along."""

    def __init__(self, session: Session, node: Row[Any], names: Mapping[int, uuid.UUID | None]) -> None:
        self._session, self._node, self._names = session, node, names
        self._id = names[node.no]
        self._transactions = dict(self._read_transactions())
        self._checkpoints = self._read_checkpoints()
        self._keys = dict(session.execute(select(SigningKey.key_id, SigningKey.public_key)).all())
        self._txn, self._signature = 0, b""
        self._shared: bytes | None = None
        self.count, self._last = 0, chain.START

    def first_flaw(self) -> Finding | None:
        """The first entry that does not hold."""
        if self._id is None:
            return self._finding(Flaw.NO_NODE)
        for row in self._rows():
            flaw = self._flaw(row)
            if flaw is not None:
                return self._finding(flaw)
            self.count, self._last = row[0], row[-1]
            signed = self._checkpoints.pop(self.count, None)
            if signed is not None and not self._is_signed(signed):
                return Finding(self._node.no, self.count, Flaw.UNSIGNED)
        return None if self._is_end() else self._finding(Flaw.CUT_OFF)

    def _finding(self, flaw: Flaw) -> Finding:
        return Finding(self._node.no, self.count + 1, flaw)

    def _is_end(self) -> bool:
        node = self._node
        stands = (node.last_seq, node.last_hash, node.last_txn, len(self._transactions))
        walked = (self.count, self._last, self._txn, self._txn)
        return stands == walked and not self._checkpoints and self._is_clock()

    def _is_clock(self) -> bool:
        """A node's clock stands at its last transaction, or at a later one of another node that it knew."""
        last = self._transactions[self._txn].hlc if self._txn else 0
        stands = self._node.last_hlc
        if not isinstance(stands, int) or stands < last:
            return False
        return stands in (last, 0) or self._session.scalar(_INSTANT, {"hlc": stands}) is not None

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        found = self._session.execute(_ENTRIES, {"node_no": self._node.no})
        for rows in found.partitions(_AT_ONCE):
            yield from map(tuple, rows)

    def _flaw(self, row: tuple[Any, ...]) -> Flaw | None:
        seq, txn_no = row[:2]
        if seq != self.count + 1:
            return Flaw.MISSING
        if txn_no != self._txn:
            transaction = self._transactions.get(txn_no)
            if transaction is None:
                return Flaw.NO_TRANSACTION
            if txn_no != self._txn + 1 or transaction.first_seq != seq:
                return Flaw.CHANGED
            self._txn, self._shared = txn_no, transaction.shared
        try:
            return None if self._holds(row) else Flaw.CHANGED
        except _MALFORMED:
            return Flaw.CHANGED

    def _holds(self, row: tuple[Any, ...]) -> bool:
        """Whether the entry is what its hash says."""
        seq, _txn_no, entity, row_id, fields, value, parents, salt, committed, stored = row
        if self._shared is None or (salt is None and value is not None):
            return False
        if salt is not None and chain.commitment(salt, value) != committed:
            return False
        bound = b"" if parents == "" else self._packed(parents)
        what = named(entity, _uuid(row_id), fields)
        return bool(chain.link(self._last, seq, self._shared, what, bound, committed) == stored)

    def _packed(self, parents: str) -> bytes:
        """Its parents as the hash binds them; they stand in one order, which the hash does not see."""
        places = list(heads.parsed(parents))
        if heads.written(places) != parents:
            raise ValueError(parents)
        nowhere = uuid.UUID(int=0)
        return chain.packed(EntryId(self._names.get(each.node_no) or nowhere, each.seq) for each in places)

    def _is_signed(self, row: Row[Any]) -> bool:
        key = self._keys.get(row.key_id)
        if self._id is None or key is None or row.hash != self._last:
            return False
        made = Checkpoint(self._id, row.seq, row.hash, row.hlc, row.occasion, self._signature)
        self._signature = row.signature
        return is_signed(made, row.signature, key)

    def _read_transactions(self) -> Iterator[tuple[int, _Transaction]]:
        for row in self._session.execute(_TRANSACTIONS, {"node_no": self._node.no}):
            yield row.no, _Transaction(self._digest(row), row.first_seq, row.hlc)

    def _digest(self, row: Row[Any]) -> bytes | None:
        no, operation, act, user, reason, hlc, schema, _first_seq = tuple(row)
        try:
            by = None if user is None else _uuid(user)
            node = _uuid(self._node.id)
            return chain.digest(Header(node, no, _uuid(operation), act, by, reason, hlc, schema))
        except _MALFORMED:
            return None

    def _read_checkpoints(self) -> dict[int, Row[Any]]:
        found = self._session.execute(_CHECKPOINTS, {"node_no": self._node.no})
        return {row.seq: row for row in found}


def _uuid(stored: Any) -> uuid.UUID:
    if isinstance(stored, uuid.UUID):
        return stored
    if not isinstance(stored, bytes):
        raise TypeError(stored)
    return uuid.UUID(bytes=stored)


def _uuid_or_none(stored: Any) -> uuid.UUID | None:
    try:
        return _uuid(stored)
    except _MALFORMED:
        return None
