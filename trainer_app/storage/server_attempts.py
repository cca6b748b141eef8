"""Counting wrong passwords on a server, as the key file of a programme file does: each name by itself.

The server's clock counts, so that neither a restart nor the clock of a workstation shortens the wait.
"""

import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from trainer_app.models.users import SignInAttempts
from trainer_app.storage.attempts import wait_seconds
from trainer_app.storage.key_refusals import TooManyAttempts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from trainer_app.storage.engine import Database

FORGOTTEN_AFTER = timedelta(days=1)
"""Names that were tried this long ago and never rightly count from nothing; most belong to nobody."""
_MOST_CHARACTERS = 64
# The row of a name, made where there is none; whoever else tries the name waits for this transaction.
_LOCKED = (
    insert(SignInAttempts)
    .on_conflict_do_update(index_elements=["login"], set_={"login": SignInAttempts.login})
    .returning(SignInAttempts.wrong_attempts, SignInAttempts.last_at)
)


def count(database: "Database", login: str) -> None:
    """Count an attempt as wrong, before the password is looked at.

    Two at the same time wait for each other, so that guessing in parallel gains nothing.

    Raises:
        TooManyAttempts: the attempt must not be made yet.
    """
    name = _kept(login)
    with database.transaction() as session:
        began = _now(session)
        session.execute(delete(SignInAttempts).where(SignInAttempts.last_at < began - FORGOTTEN_AFTER))
        counted = session.execute(_LOCKED, {"login": name, "wrong_attempts": 0, "last_at": began}).one()
        now = _now(session)
        seconds_left = _seconds_left(counted.wrong_attempts, counted.last_at, now)
        if seconds_left:
            raise TooManyAttempts(seconds_left)
        row = {"wrong_attempts": counted.wrong_attempts + 1, "last_at": now}
        session.execute(update(SignInAttempts).where(SignInAttempts.login == name).values(row))


def forget(database: "Database", login: str) -> None:
    """Count from nothing again: the password was right."""
    with database.transaction() as session:
        session.execute(delete(SignInAttempts).where(SignInAttempts.login == _kept(login)))


def _seconds_left(wrong_attempts: int, last_at: datetime, now: datetime) -> int:
    """Whole seconds until the next attempt; where the clock was set back, the whole wait."""
    passed = max(0.0, (now - last_at).total_seconds())
    return max(0, math.ceil(wait_seconds(wrong_attempts) - passed))


def _now(session: "Session") -> datetime:
    now: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return now


def _kept(login: str) -> str:
    return login[:_MOST_CHARACTERS]
