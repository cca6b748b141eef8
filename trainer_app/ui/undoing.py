"""Taking back what was done in this window, by the notice or by Ctrl+Z, and doing it again by Ctrl+Y."""

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from trainer_app.core.language import _
from trainer_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from trainer_app.services.undo import Action

_EVERYTHING = frozenset(
    {
        "certificate",
        "course",
        "enrolment",
        "offering",
        "organisation",
        "person",
        "rank",
        "result",
        "score",
        "signatory",
        "station",
    }
)
"""What an undo may have changed; pages read again what they show of it."""
_REMEMBERED = 200
Say = Callable[[str, Callable[[], object]], object]


class Undoing(QObject):
    """Remembers what was done in this window, and takes it back, the last thing first.

    Signals: became_possible() when there is something to undo.
    """

    became_possible = Signal()

    def __init__(self, tasks: Tasks, clock: Callable[[], datetime], say: Say, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._clock, self._say = tasks, clock, say
        self._operations: list[uuid.UUID] = []
        # The undos that nothing followed, which can be undone in their turn; those before the one under way.
        self._undos: list[uuid.UUID] = []
        self._undos_before: list[uuid.UUID] = []
        self._last: uuid.UUID | None = None
        tasks.written.connect(self._remember)

    @property
    def is_possible(self) -> bool:
        """Whether something was done."""
        return bool(self._operations)

    @property
    def was_last(self) -> bool:
        """Whether the last thing done was an undo."""
        return bool(self._undos)

    def of_last_write(self) -> Callable[[], object] | None:
        """What takes back the write that succeeded last; None where it changed no record."""
        return None if self._last is None else partial(self.undo, self._last)

    def undo_last(self) -> None:
        """Take back what was done last and not yet taken back; a refusal says why it stands."""
        from trainer_app.services import undo

        if self._operations:
            operations = tuple(self._operations)
            self._tasks.read(undo.last, self._found, now=self._clock(), operations=operations)

    def redo(self) -> None:
        """Do again what was taken back last, unless something was done since."""
        if self._undos:
            self.undo(self._undos[-1])

    def undo(self, operation_id: uuid.UUID) -> None:
        """Take one action back."""
        from trainer_app.services import undo

        self._undos_before = self._undos
        self._tasks.write(undo.undo, self._undone, changes=_EVERYTHING, operation_id=operation_id)

    def _found(self, action: "Action | None") -> None:
        if action is not None:
            self.undo(action.operation_id)

    def _undone(self, action: "Action") -> None:
        is_undo = action.undoes is None
        self._undos = [*self._undos_before, self._operations[-1]] if is_undo else self._undos_before[:-1]
        words = _("Undone: {action}") if is_undo else _("Done again: {action}")
        self._say(words.format(action=action.words), partial(self.undo, self._operations[-1]))

    def _remember(self, operation_id: uuid.UUID | None) -> None:
        self._last = operation_id
        if operation_id is None:
            return
        self._undos = []
        self._operations = [*self._operations[1 - _REMEMBERED :], operation_id]
        self.became_possible.emit()
