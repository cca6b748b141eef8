"""Who submitted a score sheet, who verified it, and why it went back."""

import sqlalchemy as sa
from alembic import op

from trainer_app.models.base import Id

revision = "0010"
down_revision = "0009"

_TWO_PEOPLE = "ck_score_sheets_two_people", "submitted_by_id <> verified_by_id"


def upgrade() -> None:
    """Go forward; SQLite cannot add a constraint to a table, but to a column that it adds."""
    is_file = op.get_bind().dialect.name == "sqlite"
    op.add_column("score_sheets", sa.Column("state_reason", sa.Text(), nullable=False, server_default=""))
    _add_user("submitted_by_id")
    _add_user("verified_by_id", "CONSTRAINT {} CHECK ({})".format(*_TWO_PEOPLE) if is_file else "")
    if not is_file:
        op.create_check_constraint(op.f(_TWO_PEOPLE[0]), "score_sheets", _TWO_PEOPLE[1])


def _add_user(name: str, check: str = "") -> None:
    kind = Id().compile(dialect=op.get_bind().dialect)
    key = f"CONSTRAINT fk_score_sheets_{name}_users REFERENCES users (id)"
    op.execute(f"ALTER TABLE score_sheets ADD COLUMN {name} {kind} {key} {check}")
