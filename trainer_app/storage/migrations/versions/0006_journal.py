"""The journal, and what proves the password of a user on a server."""

import sqlalchemy as sa
from alembic import op

from trainer_app.models.base import Id

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "journal_nodes",
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("is_here", sa.Boolean(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_txn", sa.BigInteger(), nullable=False),
        sa.Column("last_hlc", sa.BigInteger(), nullable=False),
        sa.Column("last_hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_journal_nodes")),
        sa.UniqueConstraint("id", name=op.f("uq_journal_nodes_id")),
    )
    here = sa.text("is_here")
    op.create_index(
        "uq_journal_nodes_here",
        "journal_nodes",
        ["is_here"],
        unique=True,
        sqlite_where=here,
        postgresql_where=here,
    )
    op.create_table(
        "journal_transactions",
        sa.Column("node_no", sa.Integer(), nullable=False),
        sa.Column("no", sa.BigInteger(), nullable=False),
        sa.Column("operation_id", Id(), nullable=False),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("user_id", Id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("schema", sa.String(length=16), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_no"], ["journal_nodes.no"], name=op.f("fk_journal_transactions_node_no_journal_nodes")
        ),
        sa.PrimaryKeyConstraint("node_no", "no", name=op.f("pk_journal_transactions")),
        sa.UniqueConstraint(
            "operation_id", "node_no", name=op.f("uq_journal_transactions_operation_id_node_no")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "journal_entries",
        sa.Column("node_no", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("txn_no", sa.BigInteger(), nullable=False),
        sa.Column("entity", sa.String(length=32), nullable=False),
        sa.Column("row_id", Id(), nullable=False),
        sa.Column("fields", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("parents", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True),
        sa.Column("commitment", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_no", "txn_no"],
            ["journal_transactions.node_no", "journal_transactions.no"],
            name=op.f("fk_journal_entries_node_no_journal_transactions"),
        ),
        sa.PrimaryKeyConstraint("node_no", "seq", name=op.f("pk_journal_entries")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_journal_entries_row_id", "journal_entries", ["row_id"])
    removed = sa.text("value IS NULL")
    op.create_index(
        "ix_journal_entries_removed",
        "journal_entries",
        ["row_id"],
        sqlite_where=removed,
        postgresql_where=removed,
    )
    op.add_column("users", sa.Column("verifier", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "journal_checkpoints",
        sa.Column("node_no", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("occasion", sa.String(length=32), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("signature", sa.LargeBinary(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["node_no"], ["journal_nodes.no"], name=op.f("fk_journal_checkpoints_node_no_journal_nodes")
        ),
        sa.PrimaryKeyConstraint("node_no", "seq", name=op.f("pk_journal_checkpoints")),
    )
