"""The line above the score grid: filters, attempt, progress, saving, undo and redo."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr
from trainer_app.ui.tables.score_grid.entry import ScoreEntry
from trainer_app.ui.tables.score_grid.steps import Step
from trainer_app.ui.tables.score_grid.table import Counts, Filter
from trainer_app.ui.tables.score_grid.words import step_words
from trainer_app.ui.tasks import Saving
from trainer_app.ui.widgets.bars import Bar
from trainer_app.ui.widgets.buttons import IconButton, MenuButton, only_if
from trainer_app.ui.widgets.labels import IconLabel, Label
from trainer_app.ui.widgets.segmented import Segment, Segmented

_BAR_LENGTH = 94


class ScoresBar(QWidget):
    """What is shown and how far it is.

    Signals: attempt_chosen(number); import_asked(); export_asked(); print_asked().
    """

    attempt_chosen = Signal(int)
    import_asked = Signal()
    export_asked = Signal()
    print_asked = Signal()

    def __init__(self, entry: ScoreEntry, *, may_import: bool = True, may_export: bool = True) -> None:
        super().__init__()
        self._may_import, self._may_export = may_import, may_export
        self._entry = entry
        self._attempt = 1
        self._counts = Counts(0, 0, 0, 0, 0)
        self.filters = Segmented(
            [
                Segment(Filter.ALL, lambda: _("All"), 0),
                Segment(Filter.NOT_ENTERED, lambda: _("Not entered"), 0),
                Segment(Filter.BELOW_MINIMUM, lambda: _("Below minimum"), 0),
                Segment(Filter.ABSENT, lambda: _("Absent or excused"), 0),
            ]
        )
        self.attempts = MenuButton(lambda: attempt_words(self._attempt))
        self.attempts.hide()
        self._bar = Bar(tone="ok", length=_BAR_LENGTH)
        self._progress = Label(lambda: _progress(self._counts), "strong")
        self.saved = SavedSign()
        self.undo = IconButton("undo-2", lambda: self._undo_words(), on_click=entry.undo)
        self.redo = IconButton("redo-2", lambda: self._redo_words(), on_click=entry.redo)
        self.lists = MenuButton("Excel", icon="file-spreadsheet")
        only_if(may_import or may_export, self.lists)
        self.paper = IconButton(
            "printer", lambda: _("Print sheet (Ctrl+P)"), outlined=True, on_click=self.print_asked.emit
        )
        only_if(may_export, self.paper)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.filters)
        line.addWidget(self.attempts)
        line.addStretch()
        for widget in (self._bar, self._progress, self.saved, self.undo, self.redo, self.lists, self.paper):
            line.addWidget(widget)
        self.show_steps()

    def show_attempts(self, attempt: int, most: int, *, can_type: bool) -> None:
        """Offer the attempts that the rules give."""
        self._attempt = attempt
        self.attempts.setVisible(most > 1)
        self.attempts.menu_.clear()
        for number in range(1, most + 1):
            self.attempts.add(attempt_words(number), self._chooser(number))
        self.attempts.set_words(lambda: attempt_words(self._attempt))
        for button in (self.undo, self.redo):
            button.setVisible(can_type)
        self.lists.menu_.clear()
        if can_type and self._may_import:
            self.lists.add(_("Import mark list"), self.import_asked.emit, icon="upload")
        if self._may_export:
            self.lists.add(_("Export score list"), self.export_asked.emit, icon="download")

    def _chooser(self, number: int) -> Callable[[], None]:
        return lambda: self.attempt_chosen.emit(number)

    def show_counts(self, counts: Counts) -> None:
        """Show how much is entered and how many cells each filter is about."""
        if counts == self._counts:
            return
        self._counts = counts
        self.filters.set_counts(
            {
                Filter.ALL: counts.trainees,
                Filter.NOT_ENTERED: counts.not_entered,
                Filter.BELOW_MINIMUM: counts.below_minimum,
                Filter.ABSENT: counts.absent,
            }
        )
        self._bar.set_share(counts.entered, counts.cells)
        self._progress.set_words(lambda: _progress(self._counts))

    def show_steps(self) -> None:
        """Allow undo and redo where there is something, and name it."""
        steps = self._entry.steps
        self.undo.setEnabled(steps.to_undo is not None)
        self.redo.setEnabled(steps.to_redo is not None)
        self._name_steps()

    def _name_steps(self) -> None:
        self.undo.setToolTip(self._undo_words())
        self.redo.setToolTip(self._redo_words())

    def _undo_words(self) -> str:
        return _named(_("Undo (Ctrl+Z)"), _("Undo: {step} (Ctrl+Z)"), self._entry, self._entry.steps.to_undo)

    def _redo_words(self) -> str:
        return _named(_("Redo (Ctrl+Y)"), _("Redo: {step} (Ctrl+Y)"), self._entry, self._entry.steps.to_redo)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name_steps()


class SavedSign(QWidget):
    """When the last value was saved; hidden until one was."""

    def __init__(self) -> None:
        super().__init__()
        self._at: datetime | None = None
        self._icon = IconLabel("check", "ok", 14)
        self._words = Label(self._say, "strong", tone="ok")
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 0, 4, 0)
        line.setSpacing(5)
        line.addWidget(self._icon)
        line.addWidget(self._words)
        self.hide()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def show_saving(self, saving: Saving) -> None:
        """Say the time of the last save, or that it failed; a save under way changes nothing yet."""
        failed = saving.state == "not_saved"
        if saving.state == "saving" or (not failed and saving.at in {None, self._at} and self.isVisible()):
            return
        self._at = None if failed else saving.at
        self._icon.set_icon("circle-alert" if failed else "check", "danger" if failed else "ok")
        self._words.set_tone("danger" if failed else "ok")
        self._words.set_words(self._say)
        self.setVisible(failed or self._at is not None)

    def _say(self) -> str:
        if self._at is None:
            return _("Not saved")
        return _("Saved {time}").format(time=ltr(f"{self._at.astimezone():%H:%M:%S}"))


def attempt_words(number: int) -> str:
    """Name of an attempt."""
    return _("Attempt {number}").format(number=ltr(str(number)))


def _progress(counts: Counts) -> str:
    return _("{done} of {total} entered").format(
        done=ltr(f"{counts.entered:,}"), total=ltr(f"{counts.cells:,}")
    )


def _named(plain: str, named: str, entry: ScoreEntry, step: Step | None) -> str:
    return plain if step is None else named.format(step=isolate(step_words(entry.table, step)))
