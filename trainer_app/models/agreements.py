"""What two people agreed to, each under the own name."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer_app.models.base import Base, Id, Instant, Record, states
from trainer_app.rules.vocabulary import AgreementKind


class Agreement(Record, Base):
    """Who asked, who agreed, why and when; it is written together with what was agreed to, and never changes.

    It is about an offering, or one of its sheets; or about a course version, or one of its schemes.
    """

    __tablename__ = "agreements"

    kind: Mapped[AgreementKind] = mapped_column(states(AgreementKind))
    offering_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("offerings.id"))
    sheet_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("score_sheets.id"))
    course_version_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("course_versions.id"))
    scheme_version_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("scheme_versions.id"))
    asked_by_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("users.id"))
    agreed_by_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("users.id"))
    agreed_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        CheckConstraint("asked_by_id <> agreed_by_id", name="two_people"),
        CheckConstraint("kind = 'approval' OR reason <> ''", name="reason"),
        CheckConstraint("(offering_id IS NULL) <> (course_version_id IS NULL)", name="about_one"),
        CheckConstraint("sheet_id IS NULL OR offering_id IS NOT NULL", name="sheet_of_offering"),
        CheckConstraint(
            "scheme_version_id IS NULL OR course_version_id IS NOT NULL", name="scheme_of_course"
        ),
        Index("ix_agreements_offering_id", "offering_id"),
        Index("ix_agreements_course_version_id", "course_version_id"),
    )
