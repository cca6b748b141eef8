"""Users of the program and what they brought in from files."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer_app.models.base import UNJOURNALLED, Base, Id, Instant, Record, states
from trainer_app.rules.vocabulary import ImportKind, UserStatus


class User(Record, Base):
    """Someone who works with the program, with the roles held.

    `verifier` proves the password (Argon2id) where the database is on a server, which has no key file.
    """

    __tablename__ = "users"

    login: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(Id, ForeignKey("people.id"))
    full_name: Mapped[str] = mapped_column(Text)
    side: Mapped[str] = mapped_column(ForeignKey("sides.code"))
    roles: Mapped[list[str]] = mapped_column(JSON)
    verifier: Mapped[str] = mapped_column(Text, default="", info=UNJOURNALLED)
    status: Mapped[UserStatus] = mapped_column(states(UserStatus), default=UserStatus.ACTIVE)


class SignInAttempts(Base):
    """Wrong passwords for one name since the last right one, where the database is on a server.

    Names that nobody has are counted too: no answer may tell one from the other.
    """

    __tablename__ = "sign_in_attempts"

    login: Mapped[str] = mapped_column(String(64), primary_key=True)
    wrong_attempts: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Instant)


class ImportBatch(Record, Base):
    """One file that was imported: what it was, how its columns were read, what became of its rows."""

    __tablename__ = "import_batches"

    kind: Mapped[ImportKind] = mapped_column(states(ImportKind))
    offering_id: Mapped[uuid.UUID] = mapped_column(Id, ForeignKey("offerings.id"))
    file_name: Mapped[str] = mapped_column(Text)
    file_sha256: Mapped[str] = mapped_column(String(64))
    layout: Mapped[str] = mapped_column(String(64))
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    imported_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        Index("ix_import_batches_layout", "layout"),
        Index("ix_import_batches_offering_id", "offering_id"),
    )
