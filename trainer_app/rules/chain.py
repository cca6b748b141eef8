"""The hash chain of the journal: what an entry promises, and how it is bound to the one before.

Each value is bound by a salted commitment, so that it can be erased by law and the chain stays whole.
"""

import hashlib
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

START = bytes(32)
"""What stands before the first entry of a node."""
SALT_BYTES = 16
_PRINTED_BYTES = 8
_PRINTED = re.compile(rf"J?([0-9]+)\s+((?:[0-9a-f]{{2}}\s*){{{_PRINTED_BYTES}}})", re.IGNORECASE)


class EntryId(NamedTuple):
    """Name of an entry in every database: the node that wrote it, and its place there, dense from 1."""

    node: uuid.UUID
    seq: int


@dataclass(frozen=True, slots=True)
class Header:
    """What all entries of one transaction share; `no` is dense from 1 on each node."""

    node: uuid.UUID
    no: int
    operation: uuid.UUID
    act: str
    user: uuid.UUID | None
    reason: str
    hlc: int
    schema: str


def commitment(salt: bytes, value: str | None) -> bytes:
    """SHA-256 over salt and value; a removed row, which has no value, differs from every value."""
    shown = b"\x00" if value is None else b"\x01" + value.encode()
    return hashlib.sha256(salt + shown).digest()


def digest(header: Header) -> bytes:
    """SHA-256 of what the entries of a transaction share."""
    user = header.user.hex if header.user else ""
    parts = (header.node.hex, header.no, header.operation.hex, header.act, user, header.hlc, header.schema)
    return hashlib.sha256("\x1f".join([*map(str, parts), header.reason]).encode()).digest()


def link(previous: bytes, seq: int, shared: bytes, what: str, parents: bytes, committed: bytes) -> bytes:
    """The hash of an entry.

    `previous` is the hash before it on its node, `shared` the digest of its transaction, `what` names entity,
    row and group, `parents` the entries that it replaces as `packed` gives them.
    """
    head = b"%b%d\x1f%b%b\x1f" % (previous, seq, shared, what.encode())
    return hashlib.sha256(head + parents + b"\x1f" + committed).digest()


def packed(parents: Iterable[EntryId]) -> bytes:
    """The entries that one replaces, in one order whoever names them."""
    return b"".join(b"%b%d;" % (parent.node.bytes, parent.seq) for parent in sorted(parents))


def printed(seq: int, hash_: bytes) -> str:
    """The end of a chain as papers carry it: J, the number of the entry, then eight bytes of its hash.

    It begins with a letter so that it reads the same way in Urdu, with no marks of direction around it.
    """
    shown = hash_[:_PRINTED_BYTES].hex()
    return " ".join([f"J{seq}", *(shown[at : at + 4] for at in range(0, len(shown), 4))])


def parsed(head: str) -> tuple[int, bytes]:
    """Number and beginning of the hash of what `printed` gave, however it is spaced.

    Raises:
        ValueError: it is nothing of the kind.
    """
    found = _PRINTED.fullmatch(head.strip())
    if found is None:
        raise ValueError(head)
    return int(found[1]), bytes.fromhex(found[2])


def next_instant(last: int, now_ms: int) -> int:
    """The hybrid logical clock: milliseconds × 65536 + counter, always later than `last`.

    A clock that was set back so puts nothing before what was written earlier (Kulkarni et al., 2014).
    """
    return max(last + 1, now_ms << 16)


def wall_ms(hlc: int) -> int:
    """Milliseconds since 1970 of an instant of the logical clock."""
    return hlc >> 16
