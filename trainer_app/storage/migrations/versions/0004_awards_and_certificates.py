"""Awards and certificates."""

import sqlalchemy as sa
from alembic import op

from trainer_app.models.base import Id, Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "certificate_files",
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("pages > 0", name=op.f("ck_certificate_files_pages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_files")),
    )
    op.create_table(
        "certificate_templates",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "approved",
                "retired",
                name="versionstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_templates")),
        sa.UniqueConstraint("code", "no", name=op.f("uq_certificate_templates_code_no")),
    )
    op.create_table(
        "signatories",
        sa.Column("name_latin", sa.Text(), nullable=False),
        sa.Column("name_ur", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("side", sa.String(length=2), nullable=False),
        sa.Column("order_no", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("title_ur", sa.Text(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_signatories_validity")),
        sa.ForeignKeyConstraint(["side"], ["sides.code"], name=op.f("fk_signatories_side_sides")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatories")),
    )
    op.create_table(
        "number_series",
        sa.Column("issuer", sa.String(length=2), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(length=4), nullable=False),
        sa.Column("next_serial", sa.Integer(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("next_serial BETWEEN 1 AND 100000", name=op.f("ck_number_series_next_serial")),
        sa.ForeignKeyConstraint(["issuer"], ["sides.code"], name=op.f("fk_number_series_issuer_sides")),
        sa.ForeignKeyConstraint(
            ["station"], ["stations.code"], name=op.f("fk_number_series_station_stations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_series")),
        sa.UniqueConstraint("issuer", "year", "station", name=op.f("uq_number_series_issuer_year_station")),
    )
    op.create_table(
        "signing_keys",
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("station", sa.String(length=4), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("private_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station"], ["stations.code"], name=op.f("fk_signing_keys_station_stations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_keys")),
        sa.UniqueConstraint("key_id", name=op.f("uq_signing_keys_key_id")),
    )
    op.create_table(
        "awards",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("award_type_id", Id(), nullable=False),
        sa.Column("enrolment_id", Id(), nullable=False),
        sa.Column("result_id", Id(), nullable=False),
        sa.Column("awarded_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "granted",
                "suspended",
                "withdrawn",
                name="awardstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_awards_validity")),
        sa.ForeignKeyConstraint(
            ["award_type_id"], ["award_types.id"], name=op.f("fk_awards_award_type_id_award_types")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_awards_enrolment_id_enrolments")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_awards_person_id_people")),
        sa.ForeignKeyConstraint(["result_id"], ["results.id"], name=op.f("fk_awards_result_id_results")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awards")),
        sa.UniqueConstraint(
            "enrolment_id", "award_type_id", name=op.f("uq_awards_enrolment_id_award_type_id")
        ),
    )
    with op.batch_alter_table("awards", schema=None) as batch_op:
        batch_op.create_index("ix_awards_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_awards_valid_to", ["valid_to"], unique=False)

    op.create_table(
        "certificate_documents",
        sa.Column("series_id", Id(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("award_id", Id(), nullable=True),
        sa.Column("template_id", Id(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("snapshot_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_id", Id(), nullable=True),
        sa.Column("page_no", sa.Integer(), nullable=True),
        sa.Column("qr_payload", sa.Text(), nullable=False),
        sa.Column("copy_no", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("is_printed", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "reserved",
                "issued",
                "void",
                "superseded",
                "cancelled",
                name="documentstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'void' OR reason <> ''", name=op.f("ck_certificate_documents_void_has_reason")
        ),
        sa.CheckConstraint(
            "state IN ('reserved', 'void') OR (file_id IS NOT NULL AND page_no IS NOT NULL)",
            name=op.f("ck_certificate_documents_has_paper"),
        ),
        sa.CheckConstraint("serial >= 1", name=op.f("ck_certificate_documents_serial")),
        sa.ForeignKeyConstraint(
            ["award_id"], ["awards.id"], name=op.f("fk_certificate_documents_award_id_awards")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["certificate_files.id"],
            name=op.f("fk_certificate_documents_file_id_certificate_files"),
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["number_series.id"], name=op.f("fk_certificate_documents_series_id_number_series")
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["certificate_templates.id"],
            name=op.f("fk_certificate_documents_template_id_certificate_templates"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_documents")),
        sa.UniqueConstraint("file_id", "page_no", name=op.f("uq_certificate_documents_file_id_page_no")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_documents_number")),
        sa.UniqueConstraint("series_id", "serial", name=op.f("uq_certificate_documents_series_id_serial")),
    )
    with op.batch_alter_table("certificate_documents", schema=None) as batch_op:
        batch_op.create_index("ix_certificate_documents_award_id", ["award_id"], unique=False)
        batch_op.create_index("ix_certificate_documents_issued_on", ["issued_on"], unique=False)

    op.create_table(
        "status_events",
        sa.Column("award_id", Id(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "granted",
                "suspended",
                "restored",
                "withdrawn",
                name="statuskind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["award_id"], ["awards.id"], name=op.f("fk_status_events_award_id_awards")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_events")),
    )
    with op.batch_alter_table("status_events", schema=None) as batch_op:
        batch_op.create_index("ix_status_events_award_id", ["award_id"], unique=False)
