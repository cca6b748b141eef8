"""Adjustments, runs of the rules and the results they gave."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from trainer_app.models.base import Base, Exact, Id, Instant, Record, states
from trainer_app.rules.states import Outcome
from trainer_app.rules.vocabulary import AdjustmentKind, RunState


class Adjustment(Record, Base):
    """An explicit change of a computed figure, with who allowed it and why."""

    __tablename__ = "adjustments"

    enrolment_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("enrolments.id"))
    component_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("components.id"))
    kind: Mapped[AdjustmentKind] = mapped_column(states(AdjustmentKind))
    points: Mapped[Decimal] = mapped_column(Exact(3))
    authority: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        CheckConstraint("authority <> ''", name="authority"),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("kind <> 'GRACE' OR component_id IS NULL", name="grace_is_overall"),
        Index("ix_adjustments_enrolment_id", "enrolment_id"),
    )


class ResultRun(Record, Base):
    """One computation of an offering's results; final once the board's decision is recorded."""

    __tablename__ = "result_runs"
    groups: ClassVar = {"decision": ("state", "decided_on", "minutes_reference")}

    offering_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("offerings.id"))
    scheme_version_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("scheme_versions.id"))
    inputs_sha256: Mapped[str] = mapped_column(String(64))
    computed_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[RunState] = mapped_column(states(RunState), default=RunState.PROVISIONAL)
    decided_on: Mapped[date | None]
    minutes_reference: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        CheckConstraint("state <> 'final' OR decided_on IS NOT NULL", name="final_is_decided"),
        Index(
            "uq_result_runs_final",
            "offering_id",
            unique=True,
            sqlite_where=text("state = 'final'"),
            postgresql_where=text("state = 'final'"),
        ),
        Index("ix_result_runs_offering_id", "offering_id"),
    )


class Result(Record, Base):
    """What the rules gave one trainee in one run, with the trace that explains it."""

    __tablename__ = "results"

    run_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("result_runs.id"))
    enrolment_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("enrolments.id"))
    overall: Mapped[Decimal | None] = mapped_column(Exact(3))
    band_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("bands.id"))
    attendance: Mapped[Decimal | None] = mapped_column(Exact(3))
    outcome: Mapped[Outcome] = mapped_column(states(Outcome))
    trace: Mapped[list[dict[str, Any]]] = mapped_column(JSON)

    __table_args__ = (
        UniqueConstraint("run_id", "enrolment_id"),
        CheckConstraint("overall BETWEEN 0 AND 100000", name="overall"),
        CheckConstraint("(overall IS NULL) = (band_id IS NULL)", name="figure_has_band"),
        Index("ix_results_enrolment_id", "enrolment_id"),
    )
