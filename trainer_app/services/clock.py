"""Whether the clock of the computer can be right: it never stands before what was saved already."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer_app.models.base import table_of
from trainer_app.models.journal import JournalNode
from trainer_app.rules.roles import EVERYONE
from trainer_app.services import history
from trainer_app.services.access import allowed

TOLERATED = timedelta(minutes=5)
"""Clocks of two computers differ by that much without anything being wrong."""
_node = table_of(JournalNode).c


@dataclass(frozen=True, slots=True)
class SetBack:
    """The clock stands before the last step that was saved; instants in UTC."""

    clock: datetime
    last_step: datetime


@allowed(*EVERYONE)
def set_back(session: Session, *, now: datetime) -> SetBack | None:
    """Whether the clock stands before what was saved last, at any station; None if it may be right.

    The order of steps does not depend on it: each has a logical instant after all that it knew.
    """
    last = session.scalar(select(func.max(_node.last_hlc)))
    if not last:
        return None
    last_step = history.instant_of(last)
    return SetBack(now, last_step) if last_step - now > TOLERATED else None
