"""Saves each accepted time of attendance at once, in order, without making the typing wait."""

import uuid
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from trainer_app.core.errors import AppError
from trainer_app.services import enrolments
from trainer_app.ui.pages.offering.hours_table import HoursLine
from trainer_app.ui.tasks import Tasks

CHANGES = ("enrolment", "result")


@dataclass(frozen=True, slots=True)
class NotSaved:
    """A time that was refused, and why."""

    enrolment_id: uuid.UUID
    minutes: int | None
    fault: AppError


class HoursRecorder(QObject):
    """Remembers the version of every entry, so that a value can be corrected while it is still being saved.

    Signals: not_saved(NotSaved).
    """

    not_saved = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._versions: dict[uuid.UUID, int] = {}
        self._waiting: dict[uuid.UUID, HoursLine] = {}
        self._saving: dict[uuid.UUID, _Save] = {}

    def save(self, line: HoursLine) -> None:
        """Save the time of a line; where an earlier one is under way, after it."""
        if line.id in self._saving:
            self._waiting[line.id] = line
            return
        kept = _Save(line, self)
        self._saving[line.id] = kept
        self._tasks.write(
            enrolments.record_credited,
            kept.succeeded,
            changes=CHANGES,
            on_failure=kept.failed,
            enrolment_id=line.id,
            version=self._versions.get(line.id, line.version),
            minutes=line.minutes,
        )

    def settle(self, line: HoursLine, version: int | None) -> None:
        """Go on after a save; a version means that it was written."""
        del self._saving[line.id]
        if version is not None:
            self._versions[line.id] = version
        if (following := self._waiting.pop(line.id, None)) is not None:
            self.save(following)


class _Save(QObject):
    """One save under way; a QObject, so that its slots are forgotten with it."""

    def __init__(self, line: HoursLine, recorder: HoursRecorder) -> None:
        super().__init__(recorder)
        self._line, self._recorder = line, recorder

    def succeeded(self, version: int) -> None:
        self._recorder.settle(self._line, version)
        self.deleteLater()

    def failed(self, fault: Exception) -> None:
        if isinstance(fault, AppError):
            self._recorder.not_saved.emit(NotSaved(self._line.id, self._line.minutes, fault))
        self._recorder.settle(self._line, None)
        self.deleteLater()
