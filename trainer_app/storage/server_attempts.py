"""Counting wrong passwords on a server, as the key file of a programme file does: each name by itself.

The server's clock counts, so that neither a restart nor the clock of a workstation shortens the wait.
"""

import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from trainer_app.models.users import SignInAttempts
from trainer_app.storage.attempts import wait_seconds
from trainer_app.storage.key_refusals import TooManyAttempts

if TYPE_CHECKING:
    from trainer_app.storage.engine import Database

FORGOTTEN_AFTER = timedelta(days=1)
"""Names that were tried this long ago and never rightly count from nothing; most belong to nobody."""
_MOST_CHARACTERS = 64


def count(database: "Database", login: str) -> None:
    """Count an attempt as wrong, before the password is looked at.

    Two at the same time wait for each other, so that guessing in parallel gains nothing.

    Raises:
        TooManyAttempts: the attempt must not be made yet.
    """
    with database.transaction() as session:
        now = session.execute(select(func.clock_timestamp())).scalar_one()
        session.execute(delete(SignInAttempts).where(SignInAttempts.last_at < now - FORGOTTEN_AFTER))
        row = {"login": _kept(login), "wrong_attempts": 0, "last_at": now}
        session.execute(insert(SignInAttempts).values(row).on_conflict_do_nothing())
        query = select(SignInAttempts).where(SignInAttempts.login == _kept(login)).with_for_update()
        counted = session.scalars(query).one()
        seconds_left = _seconds_left(counted, session.execute(select(func.clock_timestamp())).scalar_one())
        if seconds_left:
            raise TooManyAttempts(seconds_left)
        counted.wrong_attempts += 1
        counted.last_at = now


def forget(database: "Database", login: str) -> None:
    """Count from nothing again: the password was right."""
    with database.transaction() as session:
        session.execute(delete(SignInAttempts).where(SignInAttempts.login == _kept(login)))


def _seconds_left(row: SignInAttempts, now: datetime) -> int:
    """Whole seconds until the next attempt; where the clock was set back, the whole wait."""
    passed = max(0.0, (now - row.last_at).total_seconds())
    return max(0, math.ceil(wait_seconds(row.wrong_attempts) - passed))


def _kept(login: str) -> str:
    return login[:_MOST_CHARACTERS]
