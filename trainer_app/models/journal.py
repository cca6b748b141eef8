"""The journal: every change of every record, chained; written by `storage.journal` alone."""

import uuid

from sqlalchemy import (
    BigInteger,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from trainer_app.models.base import Base, Id


class JournalNode(Base):
    """An incarnation of a database that writes entries; a restored or copied file becomes another one.

    The `last_…` columns say where its chain ends.
    """

    __tablename__ = "journal_nodes"

    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[uuid.UUID] = mapped_column(Id, unique=True)
    is_here: Mapped[bool] = mapped_column(default=False)
    last_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    last_txn: Mapped[int] = mapped_column(BigInteger, default=0)
    last_hlc: Mapped[int] = mapped_column(BigInteger, default=0)
    last_hash: Mapped[bytes] = mapped_column(LargeBinary(32))

    __table_args__ = (
        Index(
            "uq_journal_nodes_here",
            "is_here",
            unique=True,
            sqlite_where=text("is_here"),
            postgresql_where=text("is_here"),
        ),
    )


class JournalTransaction(Base):
    """What all entries of one transaction share: who did what, when, why; `hlc` is its logical instant.

    Its entries stand one after the other from `first_seq` on.
    """

    __tablename__ = "journal_transactions"

    node_no: Mapped[int] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    operation_id: Mapped[uuid.UUID] = mapped_column(Id)
    act: Mapped[str] = mapped_column(String(64))
    user_id: Mapped[uuid.UUID | None] = mapped_column(Id)
    reason: Mapped[str] = mapped_column(Text)
    hlc: Mapped[int] = mapped_column(BigInteger)
    schema: Mapped[str] = mapped_column(String(16))
    first_seq: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (
        ForeignKeyConstraint(["node_no"], ["journal_nodes.no"]),
        UniqueConstraint("operation_id", "node_no"),
        {"sqlite_with_rowid": False},
    )


class JournalEntry(Base):
    """One change of one group of fields of one row, or of the whole row (group `*`).

    `value` is the group's content as canonical JSON; None where the row was removed, or, with no salt, where
    the value was erased. `parents` names the entries it replaces, as `node_no.seq`, with spaces between.
    """

    __tablename__ = "journal_entries"

    node_no: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    txn_no: Mapped[int] = mapped_column(BigInteger)
    entity: Mapped[str] = mapped_column(String(32))
    row_id: Mapped[uuid.UUID] = mapped_column(Id)
    fields: Mapped[str] = mapped_column(String(32))
    value: Mapped[str | None] = mapped_column(Text)
    parents: Mapped[str] = mapped_column(Text)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    commitment: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))

    __table_args__ = (
        ForeignKeyConstraint(
            ["node_no", "txn_no"], ["journal_transactions.node_no", "journal_transactions.no"]
        ),
        Index("ix_journal_entries_row_id", "row_id"),
        Index(
            "ix_journal_entries_removed",
            "row_id",
            sqlite_where=text("value IS NULL"),
            postgresql_where=text("value IS NULL"),
        ),
        {"sqlite_with_rowid": False},
    )


class JournalCheckpoint(Base):
    """The end of a node's chain at one moment, signed with the station's key.

    `occasion` says why it was made: an export, a backup, a locked sheet, an issue of certificates.
    """

    __tablename__ = "journal_checkpoints"

    node_no: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    occasion: Mapped[str] = mapped_column(String(32))
    hlc: Mapped[int] = mapped_column(BigInteger)
    key_id: Mapped[str] = mapped_column(String(16))
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))

    __table_args__ = (ForeignKeyConstraint(["node_no"], ["journal_nodes.no"]),)
