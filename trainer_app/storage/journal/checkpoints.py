"""Signing the end of the chain, so that nobody can later cut it short or write it anew unseen."""

import uuid
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from trainer_app.models.awards import SigningKey
from trainer_app.models.base import table_of
from trainer_app.models.journal import JournalCheckpoint, JournalNode
from trainer_app.models.organisations import Station
from trainer_app.rules import chain
from trainer_app.storage.journal import writer

_checkpoints, _nodes = table_of(JournalCheckpoint), table_of(JournalNode)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where the chain of a node ended at one moment, and why that was signed.

    `previous` is the signature of the node's checkpoint before, so that none can be taken out from between.
    """

    node: uuid.UUID
    seq: int
    hash: bytes
    hlc: int
    occasion: str
    previous: bytes = b""

    def message(self) -> bytes:
        """What the signature covers."""
        parts = (
            self.node.hex,
            str(self.seq),
            self.hash.hex(),
            str(self.hlc),
            self.occasion,
            self.previous.hex(),
        )
        return "\n".join(["JPT checkpoint", *parts]).encode()

    @property
    def head(self) -> str:
        """What papers carry of it, to be found in the journal again."""
        return chain.printed(self.seq, self.hash)


def sign(session: Session, occasion: str) -> Checkpoint | None:
    """Sign the present end of this node's chain; None where the station has no key yet.

    What the transaction changed so far is part of it. An end that was signed already is not signed again.
    """
    session.flush()
    key = session.execute(
        select(SigningKey.key_id, SigningKey.private_key)
        .join(Station, Station.code == SigningKey.station)
        .where(Station.is_here, SigningKey.retired_on.is_(None))
        .order_by(SigningKey.created_at.desc())
    ).first()
    node = session.execute(select(_nodes).where(_nodes.c.is_here)).one()
    if key is None:
        return None
    last = session.execute(
        select(_checkpoints.c.seq, _checkpoints.c.signature)
        .where(_checkpoints.c.node_no == node.no)
        .order_by(_checkpoints.c.seq.desc())
    ).first()
    previous = last.signature if last is not None else b""
    made = Checkpoint(node.id, node.last_seq, node.last_hash, node.last_hlc, occasion, previous)
    if last is not None and last.seq == node.last_seq:
        return made
    signature = Ed25519PrivateKey.from_private_bytes(key.private_key).sign(made.message())
    row = {
        "node_no": node.no,
        "seq": made.seq,
        "hash": made.hash,
        "occasion": occasion,
        "hlc": made.hlc,
        "key_id": key.key_id,
        "signature": signature,
    }
    session.connection().execute(insert(_checkpoints), row, execution_options=writer.WRITTEN)
    return made


def is_signed(checkpoint: Checkpoint, signature: bytes, public_key: bytes) -> bool:
    """Whether the key signed exactly this checkpoint; what is no key or no signature proves nothing."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, checkpoint.message())
    except (InvalidSignature, TypeError, ValueError):
        return False
    return True
