"""Undo and redo across cells."""

from collections import deque
from dataclasses import dataclass

from trainer_app.rules.attempts import Mark
from trainer_app.ui.tables.score_grid.table import Key

KEPT = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that was changed."""

    key: Key
    before: Mark
    after: Mark

    @property
    def reversed(self) -> "Change":
        """What takes the change back."""
        return Change(self.key, self.after, self.before)


Step = tuple[Change, ...]
"""What is undone at once: one cell, or a block."""


class Steps:
    """The steps done and those undone, the last 500 of them."""

    def __init__(self) -> None:
        self._done: deque[Step] = deque(maxlen=KEPT)
        self._undone: list[Step] = []

    @property
    def to_undo(self) -> Step | None:
        """What undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> Step | None:
        """What redo would do again."""
        return self._undone[-1] if self._undone else None

    def add(self, step: Step) -> None:
        """Remember a new step; what was undone before cannot be redone any more."""
        self._done.append(step)
        self._undone.clear()

    def undo(self) -> Step | None:
        """Take the last step off; returns the changes that take it back."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        return tuple(change.reversed for change in reversed(step))

    def redo(self) -> Step | None:
        """Put the step undone last on again; returns its changes."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        return step

    def forget(self, keys: frozenset[Key]) -> None:
        """Drop the steps of cells whose mark could not be saved: they never happened."""
        self._done = deque((step for step in self._done if not _touches(step, keys)), maxlen=KEPT)
        self._undone = [step for step in self._undone if not _touches(step, keys)]

    def clear(self) -> None:
        """Forget everything, as for another offering."""
        self._done.clear()
        self._undone.clear()


def _touches(step: Step, keys: frozenset[Key]) -> bool:
    return any(change.key in keys for change in step)
