"""What a user typed and has not corrected yet, kept at its place until then: encrypted, as all else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from trainer_app.models.drafts import Draft
from trainer_app.rules.roles import EVERYONE
from trainer_app.services.access import allowed
from trainer_app.storage.journal import writer


@allowed(*EVERYONE)
def keep(session: Session, *, place: str, content: Mapping[str, Any], now: datetime) -> None:
    """Keep what the user left at a place, instead of what was kept there; nothing where it is empty."""
    user_id = session.info[writer.ORIGIN].user
    if user_id is None:
        return
    session.execute(delete(Draft).where(Draft.user_id == user_id, Draft.place == place))
    if any(content.values()):
        session.add(Draft(user_id=user_id, place=place, content=dict(content), kept_at=now))


@allowed(*EVERYONE)
def kept(session: Session, *, place: str) -> dict[str, Any]:
    """What the user left at a place; empty where nothing is."""
    user_id = session.info[writer.ORIGIN].user
    found = session.get(Draft, (user_id, place)) if user_id is not None else None
    return found.content if found is not None else {}
