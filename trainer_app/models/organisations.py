"""Sides, organisations, ranks, and the programme and station that a file belongs to."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from trainer_app.models.base import Base, Code, Id, Record, Titled


class Side(Titled, Record, Base):
    """One of the two police services that train together."""

    __tablename__ = "sides"

    code: Mapped[str] = mapped_column(String(2), unique=True)


class Programme(Titled, Record, Base):
    """The joint programme whose records the file keeps."""

    __tablename__ = "programmes"

    starts_on: Mapped[date]
    ends_on: Mapped[date]

    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="period"),)


class Station(Titled, Record, Base):
    """A workstation that takes certificate numbers of its own."""

    __tablename__ = "stations"

    code: Mapped[str] = mapped_column(String(4), unique=True)
    side: Mapped[str] = mapped_column(ForeignKey("sides.code"))
    is_here: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index(
            "uq_stations_here",
            "is_here",
            unique=True,
            sqlite_where=text("is_here"),
            postgresql_where=text("is_here"),
        ),
    )


class Organisation(Titled, Record, Base):
    """Ministry, service, academy or unit; renamed by dating, never by changing old records."""

    __tablename__ = "organisations"

    code: Mapped[str] = mapped_column(Code, unique=True)
    side: Mapped[str] = mapped_column(ForeignKey("sides.code"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("organisations.id"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    __table_args__ = (CheckConstraint("parent_id <> id", name="not_its_own_parent"),)


class Rank(Titled, Record, Base):
    """A rank of one side's scale; a higher `scale_order` is a higher rank."""

    __tablename__ = "ranks"

    side: Mapped[str] = mapped_column(ForeignKey("sides.code"))
    code: Mapped[str] = mapped_column(Code)
    scale_order: Mapped[int]

    __table_args__ = (UniqueConstraint("side", "code"), UniqueConstraint("side", "scale_order"))
