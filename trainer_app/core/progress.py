"""How long work tells how far it is, and how it is cancelled."""

from typing import Protocol


class Cancelled(Exception):
    """The user cancelled the work: the transaction rolls back and half-written files vanish."""


class Progress(Protocol):
    """Receives the steps of long work."""

    def step(self, done: int, total: int) -> None:
        """Report that `done` of `total` are finished.

        Raises:
            Cancelled: the user no longer wants the work.
        """


class _NoProgress:
    def step(self, done: int, total: int) -> None:
        """Nobody is listening."""


NO_PROGRESS: Progress = _NoProgress()
