"""People and organisations."""

import sqlalchemy as sa
from alembic import op

from trainer_app.models.base import Id, Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "programmes",
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("title_ur", sa.Text(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_programmes_period")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
    )
    op.create_table(
        "sides",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("title_ur", sa.Text(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sides")),
        sa.UniqueConstraint("code", name=op.f("uq_sides_code")),
    )
    op.create_table(
        "organisations",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=2), nullable=False),
        sa.Column("parent_id", Id(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("title_ur", sa.Text(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_organisations_not_its_own_parent")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisations.id"], name=op.f("fk_organisations_parent_id_organisations")
        ),
        sa.ForeignKeyConstraint(["side"], ["sides.code"], name=op.f("fk_organisations_side_sides")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("code", name=op.f("uq_organisations_code")),
    )
    op.create_table(
        "ranks",
        sa.Column("side", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("scale_order", sa.Integer(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("title_ur", sa.Text(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["side"], ["sides.code"], name=op.f("fk_ranks_side_sides")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranks")),
        sa.UniqueConstraint("side", "code", name=op.f("uq_ranks_side_code")),
        sa.UniqueConstraint("side", "scale_order", name=op.f("uq_ranks_side_scale_order")),
    )
    op.create_table(
        "stations",
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("side", sa.String(length=2), nullable=False),
        sa.Column("is_here", sa.Boolean(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("title_ur", sa.Text(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["side"], ["sides.code"], name=op.f("fk_stations_side_sides")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stations")),
        sa.UniqueConstraint("code", name=op.f("uq_stations_code")),
    )
    with op.batch_alter_table("stations", schema=None) as batch_op:
        batch_op.create_index(
            "uq_stations_here",
            ["is_here"],
            unique=True,
            sqlite_where=sa.text("is_here"),
            postgresql_where=sa.text("is_here"),
        )

    op.create_table(
        "people",
        sa.Column("side", sa.String(length=2), nullable=False),
        sa.Column("name_latin", sa.Text(), nullable=False),
        sa.Column("surname_latin", sa.Text(), nullable=False),
        sa.Column("given_latin", sa.Text(), nullable=False),
        sa.Column(
            "latin_order",
            sa.Enum(
                "given_first",
                "surname_first",
                name="latinorder",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("name_ur", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("pinyin", sa.Text(), nullable=False),
        sa.Column(
            "sex",
            sa.Enum("F", "M", name="sex", native_enum=False, create_constraint=True, length=24),
            nullable=True,
        ),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("organisation_id", Id(), nullable=True),
        sa.Column("posting", sa.Text(), nullable=False),
        sa.Column("rank_id", Id(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "inactive",
                "merged",
                name="personstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("merged_into_id", Id(), nullable=True),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'merged') = (merged_into_id IS NOT NULL)", name=op.f("ck_people_merged_into_someone")
        ),
        sa.CheckConstraint(
            "name_latin <> '' OR name_ur <> '' OR name_zh <> ''", name=op.f("ck_people_has_a_name")
        ),
        sa.CheckConstraint("merged_into_id <> id", name=op.f("ck_people_not_merged_into_itself")),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["people.id"], name=op.f("fk_people_merged_into_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_people_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(["rank_id"], ["ranks.id"], name=op.f("fk_people_rank_id_ranks")),
        sa.ForeignKeyConstraint(["side"], ["sides.code"], name=op.f("fk_people_side_sides")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index("ix_people_name_latin", ["name_latin"], unique=False)
        batch_op.create_index("ix_people_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "identifiers",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "CNIC",
                "PRC_ID",
                "PASSPORT",
                "BELT_NO",
                "POLICE_NO",
                "OTHER",
                name="identifierkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("value <> ''", name=op.f("ck_identifiers_not_empty")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_identifiers_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identifiers")),
        sa.UniqueConstraint("person_id", "kind", "value", name=op.f("uq_identifiers_person_id_kind_value")),
    )
    with op.batch_alter_table("identifiers", schema=None) as batch_op:
        batch_op.create_index("ix_identifiers_value", ["value"], unique=False)
        batch_op.create_index(
            "uq_identifiers_of_one_person",
            ["kind", "value"],
            unique=True,
            sqlite_where=sa.text("kind IN ('CNIC', 'PRC_ID', 'PASSPORT')"),
            postgresql_where=sa.text("kind IN ('CNIC', 'PRC_ID', 'PASSPORT')"),
        )

    op.create_table(
        "people_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_people_search_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_search")),
        sa.UniqueConstraint("person_id", name=op.f("uq_people_search_person_id")),
    )
    op.create_table(
        "rank_history",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("rank_id", Id(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_rank_history_person_id_people")),
        sa.ForeignKeyConstraint(["rank_id"], ["ranks.id"], name=op.f("fk_rank_history_rank_id_ranks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rank_history")),
        sa.UniqueConstraint("person_id", "from_on", name=op.f("uq_rank_history_person_id_from_on")),
    )
    op.create_table(
        "users",
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("side", sa.String(length=2), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "active", "removed", name="userstatus", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_users_person_id_people")),
        sa.ForeignKeyConstraint(["side"], ["sides.code"], name=op.f("fk_users_side_sides")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("login", name=op.f("uq_users_login")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE people_fts USING fts5("
            "words, content='people_search', content_rowid='id', prefix='1 2 3', tokenize='unicode61')"
        )
