"""People, what identifies them, their ranks over time, and the words by which they are found."""

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from trainer_app.models.base import Base, Id, Record, states
from trainer_app.rules.vocabulary import IdentifierKind, LatinOrder, PersonStatus, Sex


class Person(Record, Base):
    """One human, one row for life; trainee today, perhaps instructor next year.

    `name_latin` is the whole Latin name in the order that its owner uses, put together from surname and
    given names when they are known apart.
    """

    __tablename__ = "people"
    groups: ClassVar = {
        "latin": ("name_latin", "surname_latin", "given_latin", "latin_order"),
        "chinese": ("name_zh", "pinyin"),
        "status": ("status", "merged_into_id"),
    }

    side: Mapped[str] = mapped_column(ForeignKey("sides.code"))
    name_latin: Mapped[str] = mapped_column(Text)
    surname_latin: Mapped[str] = mapped_column(Text, default="")
    given_latin: Mapped[str] = mapped_column(Text, default="")
    latin_order: Mapped[LatinOrder] = mapped_column(states(LatinOrder), default=LatinOrder.GIVEN_FIRST)
    name_ur: Mapped[str] = mapped_column(Text, default="")
    name_zh: Mapped[str] = mapped_column(Text, default="")
    pinyin: Mapped[str] = mapped_column(Text, default="")
    sex: Mapped[Sex | None] = mapped_column(states(Sex))
    born_on: Mapped[date | None]
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("organisations.id"))
    posting: Mapped[str] = mapped_column(Text, default="")
    rank_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("ranks.id"))
    status: Mapped[PersonStatus] = mapped_column(states(PersonStatus), default=PersonStatus.ACTIVE)
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("people.id"))

    __table_args__ = (
        CheckConstraint("name_latin <> '' OR name_ur <> '' OR name_zh <> ''", name="has_a_name"),
        CheckConstraint("(status = 'merged') = (merged_into_id IS NOT NULL)", name="merged_into_someone"),
        CheckConstraint("merged_into_id <> id", name="not_merged_into_itself"),
        Index("ix_people_name_latin", "name_latin"),
        Index(
            "ix_people_in_order",
            text("(name_latin = '')"),
            text("lower(name_latin)"),
            "id",
            "side",
            sqlite_where=text("status <> 'merged'"),
            postgresql_where=text("status <> 'merged'"),
        ),
        Index("ix_people_organisation_id", "organisation_id"),
    )


class Identifier(Record, Base):
    """A number that identifies a person, as text; belt and police numbers repeat between services."""

    __tablename__ = "identifiers"

    person_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("people.id"))
    kind: Mapped[IdentifierKind] = mapped_column(states(IdentifierKind))
    value: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("person_id", "kind", "value"),
        Index("ix_identifiers_value", "value"),
        Index(
            "uq_identifiers_of_one_person",
            "kind",
            "value",
            unique=True,
            sqlite_where=text("kind IN ('CNIC', 'PRC_ID', 'PASSPORT')"),
            postgresql_where=text("kind IN ('CNIC', 'PRC_ID', 'PASSPORT')"),
        ),
        CheckConstraint("value <> ''", name="not_empty"),
    )


class RankHistory(Record, Base):
    """The rank that a person holds from a day on."""

    __tablename__ = "rank_history"

    person_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("people.id"))
    rank_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("ranks.id"))
    from_on: Mapped[date]

    __table_args__ = (UniqueConstraint("person_id", "from_on"),)


class PersonSearch(Base):
    """The folded words by which one person is found; kept by `storage.search` alone."""

    __tablename__ = "people_search"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("people.id"), unique=True)
    words: Mapped[str] = mapped_column(Text)
