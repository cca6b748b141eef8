"""A database that is opened by whoever first asks for a session, so that a window need not wait for it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from trainer_app.storage.engine import Database


class LateDatabase:
    """Opens a database in the thread that needs it first; where that fails, the next one tries again."""

    def __init__(self, opening: "Callable[[], Database]") -> None:
        self._opening = opening
        self._database: Database | None = None
        self._lock = Lock()

    def transaction(self, act: str = "", reason: str = "") -> "AbstractContextManager[Session]":
        """A session whose changes are all kept when the block ends, or none when it raises.

        Raises:
            DatabaseUnusable: the database cannot be opened.
        """
        return self._opened().transaction(act, reason)

    def reading(self) -> "AbstractContextManager[Session]":
        """A session for reading.

        Raises:
            DatabaseUnusable: the database cannot be opened.
        """
        return self._opened().reading()

    def close(self) -> None:
        """Let go of the database; one that nobody asked for was never opened."""
        with self._lock:
            if self._database is not None:
                self._database.close()
            self._database = None

    def _opened(self) -> "Database":
        with self._lock:
            if self._database is None:
                self._database = self._opening()
            return self._database
