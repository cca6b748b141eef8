"""What two people agreed to."""

import sqlalchemy as sa
from alembic import op

from trainer_app.models.base import Id, Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "agreements",
        sa.Column(
            "kind",
            sa.Enum(
                "reopening",
                "approval",
                "correction",
                name="agreementkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("offering_id", Id(), nullable=True),
        sa.Column("sheet_id", Id(), nullable=True),
        sa.Column("course_version_id", Id(), nullable=True),
        sa.Column("scheme_version_id", Id(), nullable=True),
        sa.Column("asked_by_id", Id(), nullable=False),
        sa.Column("agreed_by_id", Id(), nullable=False),
        sa.Column("agreed_at", Instant(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("asked_by_id <> agreed_by_id", name=op.f("ck_agreements_two_people")),
        sa.CheckConstraint("kind = 'approval' OR reason <> ''", name=op.f("ck_agreements_reason")),
        sa.CheckConstraint(
            "(offering_id IS NULL) <> (course_version_id IS NULL)", name=op.f("ck_agreements_about_one")
        ),
        sa.CheckConstraint(
            "sheet_id IS NULL OR offering_id IS NOT NULL", name=op.f("ck_agreements_sheet_of_offering")
        ),
        sa.CheckConstraint(
            "scheme_version_id IS NULL OR course_version_id IS NOT NULL",
            name=op.f("ck_agreements_scheme_of_course"),
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_agreements_{column}_{target}"))
            for column, target in (
                ("offering_id", "offerings"),
                ("sheet_id", "score_sheets"),
                ("course_version_id", "course_versions"),
                ("scheme_version_id", "scheme_versions"),
                ("asked_by_id", "users"),
                ("agreed_by_id", "users"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
    )
    op.create_index("ix_agreements_offering_id", "agreements", ["offering_id"])
    op.create_index("ix_agreements_course_version_id", "agreements", ["course_version_id"])
