"""A database that is there once somebody has signed in, so that a window need not wait for it."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from trainer_app.core.errors import DatabaseUnusable
from trainer_app.core.language import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from trainer_app.storage.engine import Database


class LateDatabase:
    """Stands for a database from the start of the window; it is given when somebody signed in."""

    def __init__(self) -> None:
        self._database: Database | None = None

    def give(self, database: "Database") -> None:
        """Take the database that was opened, and let go of an earlier one."""
        self.close()
        self._database = database

    def transaction(self, act: str = "", reason: str = "") -> "AbstractContextManager[Session]":
        """A session whose changes are all kept when the block ends, or none when it raises.

        Raises:
            DatabaseUnusable: nobody signed in.
        """
        return self._given().transaction(act, reason)

    def reading(self) -> "AbstractContextManager[Session]":
        """A session for reading.

        Raises:
            DatabaseUnusable: nobody signed in.
        """
        return self._given().reading()

    def close(self) -> None:
        """Let go of the database."""
        if self._database is not None:
            self._database.close()
        self._database = None

    def _given(self) -> "Database":
        if self._database is None:
            raise DatabaseUnusable("", _("it is locked. Sign in, then try again."))
        return self._database
