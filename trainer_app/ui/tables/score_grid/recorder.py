"""Saves every accepted cell at once, in order, without making the typing wait."""

import uuid
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from trainer_app.core.errors import AppError, EnvironmentFault
from trainer_app.core.language import _
from trainer_app.services import scores
from trainer_app.services.results import TraineeResult
from trainer_app.services.scores import Entry
from trainer_app.ui.tables.score_grid.steps import Step
from trainer_app.ui.tables.score_grid.table import Key
from trainer_app.ui.tasks import Task, Tasks

CHANGES = ("score", "result")


class NotWritten(EnvironmentFault):
    """A mark that could not be saved for a reason that the program does not know."""

    def sentence(self) -> str:
        """What is safe, and what to do."""
        return _("it could not be saved. The value before it is kept. Type it again.")


def save(
    session: Any, *, offering_id: uuid.UUID, attempt: int, entries: Sequence[Entry], now: datetime
) -> Mapping[uuid.UUID, TraineeResult]:
    """Record marks, and give the totals of their trainees as they are afterwards."""
    scores.record_many(session, offering_id=offering_id, entries=entries, attempt=attempt, now=now)
    trainees = {entry.enrolment_id for entry in entries}
    return scores.totals(session, offering_id=offering_id, enrolment_ids=trainees)


@dataclass(frozen=True, slots=True)
class SumChange:
    """A sum on paper that was typed at the foot of a column."""

    component_id: uuid.UUID
    before: Decimal | None
    after: Decimal | None


class Recorder(QObject):
    """Hands steps to the database thread, one after the other.

    Signals: saved(totals by enrolment); not_saved(Step, fault); sum_not_saved(SumChange, fault);
    idle() when nothing is being saved any more.
    """

    idle = Signal()
    saved = Signal(object)
    not_saved = Signal(object, object)
    sum_not_saved = Signal(object, object)

    def __init__(self, tasks: Tasks, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._offering_id = uuid.UUID(int=0)
        self._attempt = 1
        self._pending: Counter[Key] = Counter()
        self._saves: set[_Save] = set()
        self._waiting: deque[Callable[[], None]] = deque()
        # Begun after the window has painted: the database thread would slow the painting down.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._begin)

    def show(self, offering_id: uuid.UUID, attempt: int) -> None:
        """Save into an offering and attempt from now on."""
        self._offering_id, self._attempt = offering_id, attempt

    @property
    def pending(self) -> frozenset[Key]:
        """The cells that are still being saved."""
        return frozenset(self._pending)

    @property
    def is_telling(self) -> bool:
        """Whether one of the saves has just ended and is being told about."""
        return any(not save.is_running for save in self._saves)

    def save(self, step: Step) -> None:
        """Save the changes of a step, all or none."""
        entries = [
            Entry(*change.key, change.after, None if change.key in self._pending else change.before)
            for change in step
        ]
        keys = [change.key for change in step]
        self._pending.update(keys)
        kept = _Save(self, lambda: self._settle(keys), lambda fault: self.not_saved.emit(step, fault))
        self._hand_over(kept, save, entries=entries, act="scores.record_many")

    def save_sum(self, change: SumChange) -> None:
        """Save a sum on paper."""
        kept = _Save(self, lambda: None, lambda fault: self.sum_not_saved.emit(change, fault))
        sum_on_paper = {"component_id": change.component_id, "control_sum": change.after}
        self._hand_over(kept, scores.set_control_sum, **sum_on_paper)

    def _hand_over(self, kept: "_Save", service: Callable[..., object], **what: object) -> None:
        self._saves.add(kept)
        where = {"offering_id": self._offering_id, "attempt": self._attempt, "now": self._clock()}
        self._waiting.append(lambda: kept.begin(self._tasks, service, **where, **what))
        self._soon.start()

    def _begin(self) -> None:
        while self._waiting:
            self._waiting.popleft()()

    def settle(self) -> None:
        """Wait until everything handed over is saved or refused, for when the grid is left."""
        waiting = QEventLoop()
        self.idle.connect(waiting.quit)
        while self._saves:
            waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def release(self, kept: "_Save", results: object) -> None:
        """Forget a save that has ended, and tell the totals it brought."""
        self._saves.discard(kept)
        if results:
            self.saved.emit(results)
        if not self._saves:
            # Later, so that a refusal is told before.
            QTimer.singleShot(0, self, self.idle.emit)

    def _settle(self, keys: Sequence[Key]) -> None:
        self._pending.subtract(keys)
        self._pending = +self._pending


class _Save(QObject):
    """One save under way; a QObject, so that its slots are forgotten with it."""

    def __init__(
        self, recorder: Recorder, ended: Callable[[], None], refused: Callable[[AppError], None]
    ) -> None:
        super().__init__(recorder)
        self._recorder, self._settle, self._refused = recorder, ended, refused
        self._task: Task | None = None

    @property
    def is_running(self) -> bool:
        return self._task is None or self._task.is_running

    def begin(self, tasks: Tasks, service: Callable[..., object], **what: Any) -> None:
        self._task = tasks.write(service, self.succeeded, changes=CHANGES, on_failure=self.failed, **what)
        self._task.cancelled.connect(self.cancelled)

    def cancelled(self) -> None:
        self._settle()
        self._recorder.release(self, None)
        self.deleteLater()

    def succeeded(self, results: object) -> None:
        self._settle()
        self._recorder.release(self, results)
        self.deleteLater()

    def failed(self, fault: Exception) -> None:
        self._settle()
        self._recorder.release(self, None)
        self._refused(fault if isinstance(fault, AppError) else NotWritten())
        self.deleteLater()
