"""What people typed and the program did not accept yet."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from trainer_app.models.base import Base, Id, Instant


class Draft(Base):
    """What one user left uncorrected at one place of the window; no record, so not in the journal."""

    __tablename__ = "drafts"

    user_id: Mapped[uuid.UUID] = mapped_column(Id, primary_key=True)
    place: Mapped[str] = mapped_column(String(128), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    kept_at: Mapped[datetime] = mapped_column(Instant)
