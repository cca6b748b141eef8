"""What is taught and how it is assessed: tracks, courses, their versions, schemes, bands, components."""

import uuid
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer_app.models.base import Base, Code, Exact, Id, Record, Titled, states
from trainer_app.rules.states import VersionState
from trainer_app.rules.vocabulary import (
    ComponentKind,
    MarkCombination,
    ResitValue,
    StatementKind,
    ValidityBasis,
)


class Track(Titled, Record, Base):
    """An area of training."""

    __tablename__ = "tracks"

    code: Mapped[str] = mapped_column(Code, unique=True)


class Course(Titled, Record, Base):
    """An entry of the catalogue; what it contains stands in its versions."""

    __tablename__ = "courses"

    code: Mapped[str] = mapped_column(Code, unique=True)
    track_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("tracks.id"))


class AwardType(Titled, Record, Base):
    """What a passed trainee of a course holds, and for how long."""

    __tablename__ = "award_types"

    course_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("courses.id"))
    kind: Mapped[StatementKind] = mapped_column(states(StatementKind), default=StatementKind.COMPLETION)
    validity_basis: Mapped[ValidityBasis] = mapped_column(
        states(ValidityBasis), default=ValidityBasis.COMPLETION
    )

    __table_args__ = (UniqueConstraint("course_id", "kind"),)


class CourseVersion(Titled, Record, Base):
    """The content of a course at one time; an approved version never changes."""

    __tablename__ = "course_versions"

    course_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("courses.id"))
    no: Mapped[int]
    objectives: Mapped[str] = mapped_column(default="")
    hours: Mapped[int]
    validity_months: Mapped[int | None]
    state: Mapped[VersionState] = mapped_column(states(VersionState), default=VersionState.DRAFT)

    __table_args__ = (
        UniqueConstraint("course_id", "no"),
        CheckConstraint("hours > 0", name="hours"),
        CheckConstraint("validity_months > 0", name="validity"),
    )


class SchemeVersion(Record, Base):
    """How a course version is assessed; an approved version never changes."""

    __tablename__ = "scheme_versions"

    course_version_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("course_versions.id"))
    no: Mapped[int]
    pass_mark: Mapped[Decimal] = mapped_column(Exact(3))
    decimals: Mapped[int] = mapped_column(default=1)
    attendance_min: Mapped[Decimal | None] = mapped_column(Exact(3))
    exempt_limit_bp: Mapped[int] = mapped_column(default=2500)
    max_attempts: Mapped[int] = mapped_column(default=2)
    resit_value: Mapped[ResitValue] = mapped_column(states(ResitValue), default=ResitValue.CAP_AT_PASS)
    resit_window_days: Mapped[int] = mapped_column(default=90)
    combination: Mapped[MarkCombination] = mapped_column(
        states(MarkCombination), default=MarkCombination.MEAN
    )
    tolerance_pct: Mapped[Decimal] = mapped_column(Exact(3), default=Decimal(10))
    grace_limit: Mapped[Decimal] = mapped_column(Exact(3), default=Decimal(0))
    state: Mapped[VersionState] = mapped_column(states(VersionState), default=VersionState.DRAFT)

    __table_args__ = (
        UniqueConstraint("course_version_id", "no"),
        CheckConstraint("pass_mark BETWEEN 0 AND 100000", name="pass_mark"),
        CheckConstraint("attendance_min BETWEEN 0 AND 100000", name="attendance_min"),
        CheckConstraint("decimals BETWEEN 0 AND 3", name="decimals"),
        CheckConstraint("max_attempts >= 1", name="attempts"),
    )


class Band(Titled, Record, Base):
    """A class of overall results by its lower bound; the lowest band starts at 0."""

    __tablename__ = "bands"

    scheme_version_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("scheme_versions.id"))
    lower: Mapped[Decimal] = mapped_column(Exact(3))

    __table_args__ = (
        UniqueConstraint("scheme_version_id", "lower"),
        CheckConstraint("lower BETWEEN 0 AND 100000", name="lower"),
    )


class Component(Titled, Record, Base):
    """One assessed part of a scheme; `step` is the smallest difference between two marks."""

    __tablename__ = "components"

    scheme_version_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("scheme_versions.id"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(Id)
    code: Mapped[str] = mapped_column(Code)
    order_no: Mapped[int]
    kind: Mapped[ComponentKind] = mapped_column(states(ComponentKind))
    weight_bp: Mapped[int]
    max_points: Mapped[Decimal] = mapped_column(Exact(3))
    step: Mapped[Decimal] = mapped_column(Exact(3), default=Decimal("0.5"))
    min_pct: Mapped[Decimal | None] = mapped_column(Exact(3))
    must_pass: Mapped[bool] = mapped_column(default=False)
    is_resittable: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (
        UniqueConstraint("scheme_version_id", "code"),
        UniqueConstraint("scheme_version_id", "id"),
        UniqueConstraint("id", "max_points"),
        ForeignKeyConstraint(
            ["scheme_version_id", "parent_id"], ["components.scheme_version_id", "components.id"]
        ),
        CheckConstraint("weight_bp BETWEEN 0 AND 10000", name="weight"),
        CheckConstraint("max_points > 0", name="max_points"),
        CheckConstraint("step > 0", name="step"),
        CheckConstraint("min_pct BETWEEN 0 AND 100000", name="min_pct"),
        Index("ix_components_scheme_version_id", "scheme_version_id"),
    )
