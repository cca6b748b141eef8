"""Wrong passwords at signing in to a server, which has no key file to count them in."""

import sqlalchemy as sa
from alembic import op

from trainer_app.models.base import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "sign_in_attempts",
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("wrong_attempts", sa.Integer(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("login", name=op.f("pk_sign_in_attempts")),
    )
