"""Runs services away from the window: one database thread, one transaction for each call.

Backups are made in a second thread, so that nothing that is saved meanwhile waits for them.
"""

import inspect
import threading
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Any, Literal, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from trainer_app.core.errors import AppError, EnvironmentFault
from trainer_app.core.log import logger
from trainer_app.core.progress import Cancelled

_PROGRESS_SECONDS = 0.05
Answer = TypeVar("Answer")


class Sessions(Protocol):
    """What is needed of the database: sessions that write and sessions that read."""

    def transaction(self, act: str = "", reason: str = "") -> AbstractContextManager[Any]:
        """A session whose work is committed at the end, or rolled back; the journal keeps act and reason."""

    def reading(self) -> AbstractContextManager[Any]:
        """A session for reading alone."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What the status bar says about the last change."""

    state: Literal["saved", "saving", "not_saved"] = "saved"
    at: datetime | None = None
    why: str = ""
    not_accepted: int = 0


class Task(QObject):
    """One call of a service; its signals arrive in the thread of the window, always later than the call.

    Signals: succeeded(result), failed(exception), cancelled(), progressed(done, total), and ended()
    after any of the first three.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    progressed = Signal(int, int)
    ended = Signal()

    _left_worker = Signal(object)
    _stepped = Signal(int, int)

    def __init__(self, work: Callable[["Task"], object], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._last_step = 0.0
        self._future: Future[None] | None = None
        self.is_running = True
        self.has_listener = False
        self.operation: uuid.UUID | None = None
        """What undo names, once a write has ended."""
        # Queued: work that ends before the caller connects would otherwise be lost.
        self._left_worker.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self.progressed, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop; it stops at its next step, or not at all if it ends before."""
        self._stop.set()
        if self._future is None or self._future.cancel():
            self._left_worker.emit(Cancelled())

    def step(self, done: int, total: int) -> None:
        """Receive progress in the worker thread.

        Raises:
            Cancelled: the user no longer wants the work.
        """
        self.stop_if_cancelled()
        now = monotonic()
        if now - self._last_step >= _PROGRESS_SECONDS or done == total:
            self._last_step = now
            self._stepped.emit(done, total)

    def stop_if_cancelled(self) -> None:
        """Raise where the user no longer wants the work.

        Raises:
            Cancelled: so it is.
        """
        if self._stop.is_set():
            raise Cancelled

    def start(self, executor: ThreadPoolExecutor) -> None:
        """Hand the work to the worker thread."""
        self._future = executor.submit(self._run)

    def _run(self) -> None:
        try:
            outcome = _Result(self._work(self))
        except Exception as fault:  # the border: every fault of the work reaches the window
            self._left_worker.emit(fault)
        else:
            self._left_worker.emit(outcome)

    def _tell(self, outcome: object) -> None:
        self.is_running = False
        if isinstance(outcome, _Result):
            self.succeeded.emit(outcome.value)
        elif isinstance(outcome, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(outcome)
        self.ended.emit()


@dataclass(frozen=True, slots=True)
class _Result:
    value: object


class Tasks(QObject):
    """Starts reads and writes, one after the other on one thread.

    Signals: written(operation id, or None where no record was changed) and changed(frozenset of nouns)
    after a write; saving_changed(Saving); unanswered(exception) for a failure that nobody listens to;
    started(Task).
    """

    written = Signal(object)
    changed = Signal(object)
    saving_changed = Signal(object)
    unanswered = Signal(object)
    started = Signal(object)

    def __init__(
        self, database: Sessions, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._database = database
        self._now = now
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._aside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aside")
        self._latest: dict[str, Task] = {}
        self._running: set[Task] = set()
        self.saving = Saving()
        self._is_closed = False

    def read(
        self,
        function: Callable[..., Any],
        on_success: Callable[[Any], object],
        *,
        on_failure: Callable[[Exception], object] | None = None,
        latest: str = "",
        **kwargs: Any,
    ) -> Task:
        """Call `function(session, **kwargs)` to read; the answer arrives at `on_success`.

        `latest` names a question of which only the last answer matters: asking again cancels the former.
        Give bound methods of QObjects: they are forgotten together with the object.
        """
        if earlier := self._latest.get(latest) if latest else None:
            earlier.cancel()
        task = self._start(function, self._database.reading, kwargs, on_success, on_failure)
        if latest:
            self._latest[latest] = task
        return task

    def write(
        self,
        function: Callable[..., Any],
        on_success: Callable[[Any], object] | None = None,
        *,
        changes: Iterable[str],
        on_failure: Callable[[Exception], object] | None = None,
        act: str = "",
        **kwargs: Any,
    ) -> Task:
        """Call `function(session, **kwargs)` in one transaction; pages hear of the nouns in `changes`.

        `act` is what the journal calls it, where the function is not the service itself.
        """
        self._save_state("saving")
        opening = partial(self._database.transaction, act or act_of(function), str(kwargs.get("reason", "")))
        task = self._start(function, opening, kwargs, None, on_failure)
        task.setProperty("nouns", tuple(changes))
        task.succeeded.connect(self._written)
        task.failed.connect(self._not_written)
        task.cancelled.connect(self._withdrawn)
        if on_success is not None:
            task.succeeded.connect(on_success)
        return task

    def run(
        self,
        function: Callable[..., Any],
        on_success: Callable[[Any], object],
        *,
        on_failure: Callable[[Exception], object] | None = None,
        **kwargs: Any,
    ) -> Task:
        """Call `function(**kwargs)` away from the window, for work without a database (reading a file)."""
        return self._start(function, None, kwargs, on_success, on_failure)

    def run_aside(
        self,
        function: Callable[..., Any],
        on_success: Callable[[Any], object],
        *,
        on_failure: Callable[[Exception], object] | None = None,
        **kwargs: Any,
    ) -> Task:
        """Like `run`, beside the database thread: one such work after the other, while saving goes on."""
        return self._start(function, None, kwargs, on_success, on_failure, executor=self._aside)

    def read_now(self, function: Callable[..., Any], **kwargs: Any) -> Any:
        """Read at once, in the thread of the window: only rows by primary key, which take a few ms."""
        with self._database.reading() as session:
            return function(session, **kwargs)

    def read_rows(self, function: Callable[..., Any], **kwargs: Any) -> Any:
        """Like `read_now` for painting: a fault is told to the window and the answer is None."""
        try:
            return self.read_now(function, **kwargs)
        except Exception as fault:  # the border: nothing may be raised while Qt paints
            self.unanswered.emit(fault)
            return None

    def set_not_accepted(self, count: int) -> None:
        """Number of typed values that were not accepted and so are not saved."""
        self.saving = replace(self.saving, not_accepted=count)
        self.saving_changed.emit(self.saving)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is running or waiting."""
        return not self._running

    def close(self) -> None:
        """Wait for the work under way; what waits behind it is dropped, what is asked later is cancelled."""
        self._is_closed = True
        for task in tuple(self._running):
            task.cancel()
        for executor in (self._executor, self._aside):
            executor.shutdown(wait=True, cancel_futures=True)

    def _start(
        self,
        function: Callable[..., Any],
        opening: Callable[[], AbstractContextManager[Any]] | None,
        kwargs: dict[str, Any],
        on_success: Callable[[Any], object] | None,
        on_failure: Callable[[Exception], object] | None,
        *,
        executor: ThreadPoolExecutor | None = None,
    ) -> Task:
        task = Task(_work(function, opening, kwargs), self)
        task.has_listener = on_failure is not None
        if on_success is not None:
            task.succeeded.connect(on_success)
        if on_failure is not None:
            task.failed.connect(on_failure)
        task.failed.connect(self._failed)
        task.ended.connect(self._ended)
        self._running.add(task)
        self.started.emit(task)
        if self._is_closed:
            task.cancel()
        else:
            task.start(executor or self._executor)
        return task

    def _failed(self, fault: Exception) -> None:
        if not isinstance(fault, AppError):
            logger.error("a task failed", exc_info=fault)
        task = self.sender()
        if not isinstance(fault, AppError) or not (isinstance(task, Task) and task.has_listener):
            self.unanswered.emit(fault)

    def _ended(self) -> None:
        task = self.sender()
        if isinstance(task, Task):
            self._running.discard(task)
            self._latest = {name: last for name, last in self._latest.items() if last is not task}
            task.deleteLater()

    def _written(self, _result: object) -> None:
        self._save_state(self._state_now(), at=self._now())
        if isinstance(task := self.sender(), Task):
            self.written.emit(task.operation)
            self.changed.emit(frozenset(task.property("nouns")))

    def _not_written(self, fault: Exception) -> None:
        if isinstance(fault, EnvironmentFault):
            self._save_state("not_saved", why=fault.in_short())
        else:
            self._withdrawn()

    def _withdrawn(self) -> None:
        self._save_state(self._state_now())

    def _state_now(self) -> Literal["saved", "saving"]:
        writes = (task for task in self._running if task.property("nouns") is not None)
        return "saving" if any(task.is_running for task in writes) else "saved"

    def _save_state(
        self, state: Literal["saved", "saving", "not_saved"], at: datetime | None = None, why: str = ""
    ) -> None:
        at = at or self.saving.at
        self.saving = Saving(state, at, why, self.saving.not_accepted)
        self.saving_changed.emit(self.saving)


def unraised(work: Callable[[], Answer]) -> Answer | None:
    """Do what Qt asks for while it paints; a fault is logged, since raised there it ends the process."""
    try:
        return work()
    except Exception:  # the border: nothing may be raised while Qt paints
        logger.exception("a cell could not be shown")
        return None


def act_of(function: Callable[..., Any]) -> str:
    """What the journal calls the work of a service: its noun and its verb, "scores.record"."""
    while isinstance(function, partial):
        function = function.func
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


def _work(
    function: Callable[..., Any],
    opening: Callable[[], AbstractContextManager[Any]] | None,
    kwargs: dict[str, Any],
) -> Callable[[Task], object]:
    takes_progress = "progress" in inspect.signature(function).parameters

    def work(task: Task) -> object:
        given = {**kwargs, "progress": task} if takes_progress else kwargs
        if opening is None:
            return function(**given)
        task.stop_if_cancelled()
        with opening() as session:
            answer = function(session, **given)
        task.operation = getattr(session, "operation", None)
        return answer

    return work
