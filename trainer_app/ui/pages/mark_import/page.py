"""The page on which a mark list is imported into an offering."""

import uuid
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout
from typing_extensions import override

from trainer_app.core.errors import AppError
from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.documents.workbook_reader import SUFFIXES
from trainer_app.services import offerings
from trainer_app.services.offerings import OfferingFacts
from trainer_app.services.score_lists import ScoreListImport
from trainer_app.services.scores import Recorded
from trainer_app.ui.commands import Command
from trainer_app.ui.page import Context, Crumb, Page, Place
from trainer_app.ui.pages.mark_import.check_step import CheckStep
from trainer_app.ui.pages.mark_import.file_step import MarkFileStep
from trainer_app.ui.pages.mark_import.foot_words import done_words, head_words, import_words, sum_words
from trainer_app.ui.pages.mark_import.reading import Looked, Question, accept, look, take_back
from trainer_app.ui.widgets.strips import MessageStrip
from trainer_app.ui.widgets.wizard import Wizard

_FILE, _CHECK, _IMPORT = range(3)
_FOLDER = "mark-import/folder"
_CHANGES = ("score", "result")


class MarkImportPage(Page):
    """File, check, import; nothing is written before the last button.

    Keys of its place: the offering's `id`, the `attempt`, and the `component` that is proposed.
    """

    nouns = frozenset({"offering", "enrolment", "score"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._place: tuple[uuid.UUID, int] | None = None
        self._proposed = ""
        self._facts: OfferingFacts | None = None
        self._question: Question | None = None
        self._looked: Looked | None = None
        self._undo: tuple[uuid.UUID, int, tuple[Recorded, ...]] | None = None
        self._wizard = Wizard("", " ", [lambda: _("File"), lambda: _("Check"), lambda: _("Import")])
        self._file_step = MarkFileStep()
        self._check = CheckStep(context.settings)
        for step in (self._file_step, self._check):
            self._wizard.pages.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._wizard)
        self.setAcceptDrops(True)
        self._connect()
        self._show_step(_FILE)

    def _connect(self) -> None:
        self._file_step.choose_asked.connect(self.choose_file)
        self._check.component_chosen.connect(self._component_chosen)
        self._check.column_chosen.connect(self._column_chosen)
        self._check.maximum_accepted.connect(self._maximum_accepted)
        self._check.changed.connect(self._say)
        self._wizard.cancelled.connect(self._leave)
        self._wizard.step_asked.connect(self._step_asked)
        Command(self, lambda: _("Next mark to decide"), "F8", partial(self._check.next_problem, 1))
        Command(self, lambda: _("Previous mark to decide"), "Shift+F8", partial(self._check.next_problem, -1))

    @override
    def title(self) -> str:
        return _("Check the mark list") if self._wizard.step == _CHECK else _("Import a mark list")

    @override
    def breadcrumb(self) -> list[Crumb]:
        step = Crumb(_("Check") if self._wizard.step == _CHECK else _("File"))
        if self._facts is None:
            return [Crumb(_("Offerings"), Place("offerings")), step]
        place = Place("offering", {"id": str(self._facts.id), "tab": "scores"})
        code = Crumb(ltr(self._facts.code), place)
        return [Crumb(_("Offerings"), Place("offerings")), code, Crumb(_("Mark list")), step]

    @override
    def show_place(self, **keys: str) -> None:
        place = uuid.UUID(keys["id"]), int(keys.get("attempt", "1"))
        if place != self._place:
            self._begin_anew()
        self._place, self._proposed = place, keys.get("component", "")
        self.reload()

    @override
    def take_focus(self) -> None:
        first = self._file_step.choose if self._wizard.step == _FILE else self._check
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reload(self) -> None:
        if self._place is not None:
            self.context.tasks.read(
                offerings.facts, self._take_facts, latest="mark-import-facts", offering_id=self._place[0]
            )

    def choose_file(self) -> None:
        """Ask for the file."""
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        dialog = QFileDialog(self, _("Choose the mark list"), self.context.settings.get(_FOLDER, ""))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Workbooks ({kinds})").format(kinds=kinds))
        dialog.fileSelected.connect(self._file_chosen)
        dialog.open()

    def read_file(self, file: Path) -> None:
        """Read a file and show what importing it would do."""
        if self._facts is None or self._place is None:
            return
        self.context.settings.set(_FOLDER, str(file.parent))
        self._check.begin_anew()
        self._show_step(_FILE)
        self._read(Question(file, self._facts.id, self._facts.code, self._place[1]))

    def _file_chosen(self, name: str) -> None:
        self.read_file(Path(name))

    def _read(self, question: Question) -> None:
        """Work out anew what importing would do; the newest question alone is answered."""
        self._question = question
        task = self.context.tasks.read(
            look,
            self._show_looked,
            on_failure=self._tell,
            latest="mark-import",
            question=question,
            proposed=self._proposed,
        )
        if self._wizard.step == _FILE:
            self._file_step.loading.follow(task)

    def _show_looked(self, looked: Looked) -> None:
        if self._place != (looked.question.offering_id, looked.question.attempt):
            return
        self._looked, self._question = looked, looked.question
        self._file_step.strips.clear()
        self._check.show_looked(looked)
        self._show_step(_CHECK)
        self._check.next_problem(1)

    def _component_chosen(self, code: str) -> None:
        if self._question is not None:
            self._read(replace(self._question, component_code=code, column=None, is_maximum_accepted=False))

    def _column_chosen(self, index: int) -> None:
        if self._question is not None:
            self._read(replace(self._question, column=index, is_maximum_accepted=False))

    def _maximum_accepted(self) -> None:
        if self._question is not None:
            self._read(replace(self._question, is_maximum_accepted=True))

    def _take_facts(self, facts: OfferingFacts) -> None:
        if self._place is None or facts.id != self._place[0]:
            return
        self._facts = facts
        self._say()
        self.place_changed.emit()
        if self._question is not None:
            self._read(self._question)

    def _tell(self, fault: Exception) -> None:
        if not isinstance(fault, AppError):
            self.context.shell.show_fault(fault)
            return
        strips = self._check.strips if self._wizard.step == _CHECK else self._file_step.strips
        strips.clear()
        again = _("Choose another file")
        strips.show_strip(
            MessageStrip("danger", "", fault.sentence(), button=again, on_click=self.choose_file, closes=True)
        )

    def _show_step(self, step: int) -> None:
        is_other = step != self._wizard.step
        self._wizard.show_step(step)
        if is_other and self.isVisible():
            self.take_focus()
        self._say()
        self.place_changed.emit()

    def _step_asked(self, step: int) -> None:
        if step == _IMPORT:
            self._import()
        elif step == _FILE or self._looked is not None:
            self._show_step(step)

    def _say(self) -> None:
        """Say what is read, what the filled button does, and what is left out."""
        wizard, footer = self._wizard, self._wizard.footer
        is_check = wizard.step == _CHECK
        wizard.head.title.set_words(self.title())
        wizard.head.second.set_words(head_words(self._facts, self._looked if is_check else None))
        if not is_check:
            footer.say("", "")
            footer.step_button.set_words(lambda: _("Next"))
            footer.step_button.setVisible(self._looked is not None)
            footer.step_button.setEnabled(True)
            footer.step_button.set_role("outlined")
            return
        lead, note, count = sum_words(self._check.lines)
        footer.say(lead, note)
        footer.step_button.show()
        footer.step_button.set_role("primary")
        footer.step_button.set_words(lambda: import_words(count))
        footer.step_button.setEnabled(count > 0)

    def _import(self) -> None:
        preview = self._looked.preview if self._looked else None
        if preview is None or not sum_words(self._check.lines)[2]:
            return
        self._wizard.stepper.set_now(_IMPORT)
        task = self.context.tasks.write(
            accept,
            self._imported,
            changes=_CHANGES,
            on_failure=self._tell,
            preview=preview,
            decisions=dict(self._check.decisions),
            now=self.context.now(),
        )
        task.ended.connect(self._ended)
        self._wizard.footer.step_button.follow(task)

    def _ended(self) -> None:
        self._wizard.stepper.set_now(self._wizard.step)

    def _imported(self, done: ScoreListImport) -> None:
        if self._place is None or self._facts is None:
            return
        self._undo = (*self._place, done.recorded)
        words = done_words(done, self._facts.code)
        self._leave()
        self.context.toast(words, self._take_back)

    def _take_back(self) -> None:
        if self._undo is None:
            return
        offering_id, attempt, recorded = self._undo
        self._undo = None
        self.context.tasks.write(
            take_back,
            changes=_CHANGES,
            offering_id=offering_id,
            attempt=attempt,
            recorded=recorded,
            now=self.context.now(),
        )

    def _leave(self) -> None:
        """Go back to the scores; the next visit begins with a file."""
        place = self._place
        self._begin_anew()
        self._place = None
        if place is not None:
            self.context.navigate("offering", id=str(place[0]), tab="scores")

    def _begin_anew(self) -> None:
        self._facts = self._question = self._looked = None
        self._check.begin_anew()
        self._file_step.strips.clear()
        self._show_step(_FILE)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()
            self._file_step.drop_place.set_lit(lit=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._file_step.drop_place.set_lit(lit=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._file_step.drop_place.set_lit(lit=False)
        file = _dropped(event)
        if file is not None:
            event.acceptProposedAction()
            self.read_file(file)


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is held over the page."""
    places = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(places[0]) if len(places) == 1 else None
