"""Intakes of a course and the people on their rolls."""

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer_app.models.base import Base, Code, Id, Record, states
from trainer_app.rules.states import EnrolmentState, NominationState, OfferingState


class Offering(Record, Base):
    """One intake of a course version, with the scheme version that was frozen for it.

    `delivered_minutes` is the training time given so far, from the paper register; None until it is typed.
    """

    __tablename__ = "offerings"
    groups: ClassVar = {"dates": ("starts_on", "ends_on"), "state": ("state", "state_reason")}

    code: Mapped[str] = mapped_column(Code, unique=True)
    course_version_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("course_versions.id"))
    scheme_version_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("scheme_versions.id"))
    host_side: Mapped[str] = mapped_column(ForeignKey("sides.code"))
    venue_en: Mapped[str] = mapped_column(Text, default="")
    venue_ur: Mapped[str] = mapped_column(Text, default="")
    venue_zh: Mapped[str] = mapped_column(Text, default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    time_zone: Mapped[str] = mapped_column(String(64), default="Asia/Karachi")
    capacity: Mapped[int]
    delivered_minutes: Mapped[int | None]
    state: Mapped[OfferingState] = mapped_column(states(OfferingState), default=OfferingState.PLANNED)
    state_reason: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="dates"),
        CheckConstraint("capacity > 0", name="capacity"),
        CheckConstraint("delivered_minutes >= 0", name="delivered"),
        Index("ix_offerings_starts_on", "starts_on"),
    )


class Nomination(Record, Base):
    """A person whom an organisation proposed for an offering."""

    __tablename__ = "nominations"

    offering_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("offerings.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("people.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("organisations.id"))
    state: Mapped[NominationState] = mapped_column(states(NominationState), default=NominationState.NOMINATED)
    remark: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        UniqueConstraint("offering_id", "person_id"),
        Index("ix_nominations_person_id", "person_id"),
    )


class Enrolment(Record, Base):
    """A person accepted on the roll; its id is derived from offering and person.

    `credited_minutes` is the attended time from the paper register; None until it is typed.
    """

    __tablename__ = "enrolments"
    groups: ClassVar = {"state": ("state", "reason")}

    offering_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("offerings.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("people.id"))
    roll_number: Mapped[int]
    state: Mapped[EnrolmentState] = mapped_column(states(EnrolmentState), default=EnrolmentState.ENROLLED)
    reason: Mapped[str] = mapped_column(Text, default="")
    credited_minutes: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("offering_id", "person_id"),
        UniqueConstraint("offering_id", "roll_number"),
        CheckConstraint("roll_number > 0", name="roll_number"),
        CheckConstraint("credited_minutes >= 0", name="credited"),
        Index("ix_enrolments_person_id", "person_id"),
    )
