"""Awards, the certificate documents printed for them, and the numbers that these take."""

import uuid
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column

from trainer_app.models.base import UNJOURNALLED, Base, Id, Record, Titled, states
from trainer_app.rules.states import AwardState, DocumentState, VersionState
from trainer_app.rules.vocabulary import StatusKind


class Award(Record, Base):
    """The fact that a person holds a qualification. Expired is derived from `valid_to`, never stored."""

    __tablename__ = "awards"

    person_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("people.id"))
    award_type_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("award_types.id"))
    enrolment_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("enrolments.id"))
    result_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("results.id"))
    awarded_on: Mapped[date]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    state: Mapped[AwardState] = mapped_column(states(AwardState), default=AwardState.GRANTED)

    __table_args__ = (
        UniqueConstraint("enrolment_id", "award_type_id"),
        CheckConstraint("valid_to >= valid_from", name="validity"),
        Index("ix_awards_person_id", "person_id"),
        Index("ix_awards_valid_to", "valid_to"),
    )


class StatusEvent(Record, Base):
    """A change of an award's state, with its reason and authority."""

    __tablename__ = "status_events"

    award_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("awards.id"))
    kind: Mapped[StatusKind] = mapped_column(states(StatusKind))
    reason: Mapped[str] = mapped_column(Text, default="")
    authority: Mapped[str] = mapped_column(Text, default="")
    on_day: Mapped[date]

    __table_args__ = (Index("ix_status_events_award_id", "award_id"),)


class CertificateTemplate(Record, Base):
    """A version of the certificate's layout."""

    __tablename__ = "certificate_templates"

    code: Mapped[str] = mapped_column(String(32))
    no: Mapped[int]
    layout: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[VersionState] = mapped_column(states(VersionState), default=VersionState.DRAFT)

    __table_args__ = (UniqueConstraint("code", "no"),)


class Signatory(Titled, Record, Base):
    """Someone who signs certificates; the title is the office, the names are the person's."""

    __tablename__ = "signatories"

    name_latin: Mapped[str] = mapped_column(Text, default="")
    name_ur: Mapped[str] = mapped_column(Text, default="")
    name_zh: Mapped[str] = mapped_column(Text, default="")
    side: Mapped[str] = mapped_column(ForeignKey("sides.code"))
    order_no: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    __table_args__ = (CheckConstraint("valid_to >= valid_from", name="validity"),)


class NumberSeries(Record, Base):
    """The next certificate number of an issuer, year and station; 1..next−1 are issued or void."""

    __tablename__ = "number_series"

    issuer: Mapped[str] = mapped_column(ForeignKey("sides.code"))
    year: Mapped[int]
    station: Mapped[str] = mapped_column(ForeignKey("stations.code"))
    next_serial: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        UniqueConstraint("issuer", "year", "station"),
        CheckConstraint("next_serial BETWEEN 1 AND 100000", name="next_serial"),
    )


class SigningKey(Record, Base):
    """An Ed25519 key with which this station signs the QR codes of its certificates."""

    __tablename__ = "signing_keys"

    key_id: Mapped[str] = mapped_column(String(16), unique=True)
    station: Mapped[str] = mapped_column(ForeignKey("stations.code"))
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    private_key: Mapped[bytes] = mapped_column(LargeBinary(32), info=UNJOURNALLED)
    retired_on: Mapped[date | None]


class CertificateFile(Record, Base):
    """The PDF made when a batch was issued, page by page one certificate; a reprint is these bytes."""

    __tablename__ = "certificate_files"

    pdf: Mapped[bytes] = deferred(mapped_column(LargeBinary, info=UNJOURNALLED))
    sha256: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int]

    __table_args__ = (CheckConstraint("pages > 0", name="pages"),)


class CertificateDocument(Record, Base):
    """One numbered paper printed for an award; its snapshot and page never change once issued."""

    __tablename__ = "certificate_documents"
    groups: ClassVar = {"state": ("state", "reason"), "paper": ("file_id", "page_no")}

    series_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("number_series.id"))
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    award_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("awards.id"))
    template_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("certificate_templates.id"))
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    snapshot_sha256: Mapped[str] = mapped_column(String(64))
    file_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("certificate_files.id"))
    page_no: Mapped[int | None]
    qr_payload: Mapped[str] = mapped_column(Text, default="")
    copy_no: Mapped[int] = mapped_column(default=0)
    issued_on: Mapped[date]
    is_printed: Mapped[bool] = mapped_column(default=False)
    state: Mapped[DocumentState] = mapped_column(states(DocumentState), default=DocumentState.RESERVED)
    reason: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        UniqueConstraint("series_id", "serial"),
        UniqueConstraint("file_id", "page_no"),
        CheckConstraint("serial >= 1", name="serial"),
        CheckConstraint(
            "state IN ('reserved', 'void') OR (file_id IS NOT NULL AND page_no IS NOT NULL)", name="has_paper"
        ),
        CheckConstraint("state <> 'void' OR reason <> ''", name="void_has_reason"),
        Index("ix_certificate_documents_award_id", "award_id"),
        Index("ix_certificate_documents_issued_on", "issued_on"),
    )
