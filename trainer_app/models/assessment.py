"""Sittings, score sheets and scores."""

import uuid
from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer_app.models.base import Base, Exact, Id, Record, states
from trainer_app.rules.states import ScoreState, SheetState


class Sitting(Record, Base):
    """One occasion on which a component is taken; attempt 1 is the first, 2 the resit."""

    __tablename__ = "sittings"

    offering_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("offerings.id"))
    component_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("components.id"))
    attempt: Mapped[int] = mapped_column(default=1)
    held_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("offering_id", "component_id", "attempt"),
        UniqueConstraint("id", "component_id"),
        CheckConstraint("attempt >= 1", name="attempt"),
    )


class ScoreSheet(Record, Base):
    """The marks of one sitting by one assessor.

    Component and maximum stand here again so that the database itself holds 0 ≤ points ≤ maximum.
    `state_reason` is the remark with which the sheet was returned, or the reason of its last correction.
    """

    __tablename__ = "score_sheets"
    groups: ClassVar = {"workflow": ("state", "state_reason", "submitted_by_id", "verified_by_id")}

    sitting_id: Mapped[uuid.UUID] = mapped_column(Id)
    component_id: Mapped[uuid.UUID] = mapped_column(Id)
    max_points: Mapped[Decimal] = mapped_column(Exact(3))
    assessor_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("people.id"))
    state: Mapped[SheetState] = mapped_column(states(SheetState), default=SheetState.DRAFT)
    state_reason: Mapped[str] = mapped_column(Text, default="")
    submitted_by_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("users.id"))
    verified_by_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("users.id"))
    control_sum: Mapped[Decimal | None] = mapped_column(Exact(3))

    __table_args__ = (
        ForeignKeyConstraint(["sitting_id", "component_id"], ["sittings.id", "sittings.component_id"]),
        ForeignKeyConstraint(["component_id", "max_points"], ["components.id", "components.max_points"]),
        UniqueConstraint("id", "max_points"),
        UniqueConstraint("sitting_id", "assessor_id"),
        CheckConstraint("submitted_by_id <> verified_by_id", name="two_people"),
    )


class Score(Record, Base):
    """One trainee's mark on one sheet; its id is derived from sheet and enrolment. Blank is never zero."""

    __tablename__ = "scores"
    groups: ClassVar = {"mark": ("state", "points")}

    sheet_id: Mapped[uuid.UUID] = mapped_column(Id)
    enrolment_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("enrolments.id"))
    state: Mapped[ScoreState] = mapped_column(states(ScoreState))
    points: Mapped[Decimal | None] = mapped_column(Exact(3))
    max_points: Mapped[Decimal] = mapped_column(Exact(3))
    remark: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        UniqueConstraint("sheet_id", "enrolment_id"),
        ForeignKeyConstraint(["sheet_id", "max_points"], ["score_sheets.id", "score_sheets.max_points"]),
        CheckConstraint("(state = 'SCORED') = (points IS NOT NULL)", name="scored_has_points"),
        CheckConstraint("points BETWEEN 0 AND max_points", name="points"),
        Index("ix_scores_enrolment_id", "enrolment_id"),
    )
