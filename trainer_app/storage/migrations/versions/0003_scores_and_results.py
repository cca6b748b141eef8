"""Scores and results."""

import sqlalchemy as sa
from alembic import op

from trainer_app.models.base import Exact, Id, Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "import_batches",
        sa.Column(
            "kind",
            sa.Enum(
                "roll", "scores", name="importkind", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("offering_id", Id(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("layout", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("imported_at", Instant(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offerings.id"], name=op.f("fk_import_batches_offering_id_offerings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batches")),
    )
    with op.batch_alter_table("import_batches", schema=None) as batch_op:
        batch_op.create_index("ix_import_batches_layout", ["layout"], unique=False)
        batch_op.create_index("ix_import_batches_offering_id", ["offering_id"], unique=False)

    op.create_table(
        "result_runs",
        sa.Column("offering_id", Id(), nullable=False),
        sa.Column("scheme_version_id", Id(), nullable=False),
        sa.Column("inputs_sha256", sa.String(length=64), nullable=False),
        sa.Column("computed_at", Instant(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "provisional", "final", name="runstate", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("minutes_reference", sa.Text(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'final' OR decided_on IS NOT NULL", name=op.f("ck_result_runs_final_is_decided")
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offerings.id"], name=op.f("fk_result_runs_offering_id_offerings")
        ),
        sa.ForeignKeyConstraint(
            ["scheme_version_id"],
            ["scheme_versions.id"],
            name=op.f("fk_result_runs_scheme_version_id_scheme_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_runs")),
    )
    with op.batch_alter_table("result_runs", schema=None) as batch_op:
        batch_op.create_index("ix_result_runs_offering_id", ["offering_id"], unique=False)
        batch_op.create_index(
            "uq_result_runs_final",
            ["offering_id"],
            unique=True,
            sqlite_where=sa.text("state = 'final'"),
            postgresql_where=sa.text("state = 'final'"),
        )

    op.create_table(
        "sittings",
        sa.Column("offering_id", Id(), nullable=False),
        sa.Column("component_id", Id(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("attempt >= 1", name=op.f("ck_sittings_attempt")),
        sa.ForeignKeyConstraint(
            ["component_id"], ["components.id"], name=op.f("fk_sittings_component_id_components")
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offerings.id"], name=op.f("fk_sittings_offering_id_offerings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sittings")),
        sa.UniqueConstraint("id", "component_id", name=op.f("uq_sittings_id_component_id")),
        sa.UniqueConstraint(
            "offering_id",
            "component_id",
            "attempt",
            name=op.f("uq_sittings_offering_id_component_id_attempt"),
        ),
    )
    op.create_table(
        "adjustments",
        sa.Column("enrolment_id", Id(), nullable=False),
        sa.Column("component_id", Id(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "CORRECTION",
                "SCALING",
                "PENALTY",
                "GRACE",
                name="adjustmentkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("points", Exact(3), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("authority <> ''", name=op.f("ck_adjustments_authority")),
        sa.CheckConstraint(
            "kind <> 'GRACE' OR component_id IS NULL", name=op.f("ck_adjustments_grace_is_overall")
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_adjustments_reason")),
        sa.ForeignKeyConstraint(
            ["component_id"], ["components.id"], name=op.f("fk_adjustments_component_id_components")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_adjustments_enrolment_id_enrolments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
    )
    with op.batch_alter_table("adjustments", schema=None) as batch_op:
        batch_op.create_index("ix_adjustments_enrolment_id", ["enrolment_id"], unique=False)

    op.create_table(
        "results",
        sa.Column("run_id", Id(), nullable=False),
        sa.Column("enrolment_id", Id(), nullable=False),
        sa.Column("overall", Exact(3), nullable=True),
        sa.Column("band_id", Id(), nullable=True),
        sa.Column("attendance", Exact(3), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "PENDING",
                "PASS",
                "PASS_WITH_GRACE",
                "FAIL_RESIT",
                "FAIL_FINAL",
                "DEFERRED",
                "INCOMPLETE",
                "ATTENDANCE_ONLY",
                "WITHDRAWN",
                "ANNULLED",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("trace", sa.JSON(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(overall IS NULL) = (band_id IS NULL)", name=op.f("ck_results_figure_has_band")),
        sa.CheckConstraint("overall BETWEEN 0 AND 100000", name=op.f("ck_results_overall")),
        sa.ForeignKeyConstraint(["band_id"], ["bands.id"], name=op.f("fk_results_band_id_bands")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_results_enrolment_id_enrolments")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["result_runs.id"], name=op.f("fk_results_run_id_result_runs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results")),
        sa.UniqueConstraint("run_id", "enrolment_id", name=op.f("uq_results_run_id_enrolment_id")),
    )
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.create_index("ix_results_enrolment_id", ["enrolment_id"], unique=False)

    op.create_table(
        "score_sheets",
        sa.Column("sitting_id", Id(), nullable=False),
        sa.Column("component_id", Id(), nullable=False),
        sa.Column("max_points", Exact(3), nullable=False),
        sa.Column("assessor_id", Id(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "verified",
                "locked",
                "correction",
                name="sheetstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("control_sum", Exact(3), nullable=True),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["people.id"], name=op.f("fk_score_sheets_assessor_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["component_id", "max_points"],
            ["components.id", "components.max_points"],
            name=op.f("fk_score_sheets_component_id_max_points_components"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id", "component_id"],
            ["sittings.id", "sittings.component_id"],
            name=op.f("fk_score_sheets_sitting_id_component_id_sittings"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheets")),
        sa.UniqueConstraint("id", "max_points", name=op.f("uq_score_sheets_id_max_points")),
        sa.UniqueConstraint("sitting_id", "assessor_id", name=op.f("uq_score_sheets_sitting_id_assessor_id")),
    )
    op.create_table(
        "scores",
        sa.Column("sheet_id", Id(), nullable=False),
        sa.Column("enrolment_id", Id(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "NOT_ENTERED",
                "SCORED",
                "ABSENT",
                "ABSENT_EXCUSED",
                "EXEMPT",
                "NOT_APPLICABLE",
                "MISCONDUCT",
                "VOID",
                name="scorestate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("points", Exact(3), nullable=True),
        sa.Column("max_points", Exact(3), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'SCORED') = (points IS NOT NULL)", name=op.f("ck_scores_scored_has_points")
        ),
        sa.CheckConstraint("points BETWEEN 0 AND max_points", name=op.f("ck_scores_points")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_scores_enrolment_id_enrolments")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id", "max_points"],
            ["score_sheets.id", "score_sheets.max_points"],
            name=op.f("fk_scores_sheet_id_max_points_score_sheets"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scores")),
        sa.UniqueConstraint("sheet_id", "enrolment_id", name=op.f("uq_scores_sheet_id_enrolment_id")),
    )
    with op.batch_alter_table("scores", schema=None) as batch_op:
        batch_op.create_index("ix_scores_enrolment_id", ["enrolment_id"], unique=False)
