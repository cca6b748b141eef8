"""What people typed and the program did not accept yet."""

import sqlalchemy as sa
from alembic import op

from trainer_app.models.base import Id, Instant

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "drafts",
        sa.Column("user_id", Id(), nullable=False),
        sa.Column("place", sa.String(length=128), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "place", name=op.f("pk_drafts")),
    )
