"""The page on which a nominal roll is imported into an offering."""

import uuid
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout
from typing_extensions import override

from trainer_app.core.errors import AppError
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import isolate, ltr
from trainer_app.documents.roll_reader import RollMapping
from trainer_app.documents.workbook_reader import SUFFIXES
from trainer_app.services import offerings, rolls
from trainer_app.services.offerings import OfferingFacts
from trainer_app.services.rolls import Outcome, RollImport, RollPreview
from trainer_app.ui.commands import Command
from trainer_app.ui.page import Context, Crumb, Page, Place
from trainer_app.ui.pages.roll_import.check_step import CheckStep
from trainer_app.ui.pages.roll_import.file_step import FileStep
from trainer_app.ui.pages.roll_import.footer_words import done_words, head_words, import_words, sum_words
from trainer_app.ui.pages.roll_import.seats_dialog import SeatsDialog
from trainer_app.ui.tasks import Task
from trainer_app.ui.widgets.strips import MessageStrip
from trainer_app.ui.widgets.wizard import Wizard

_FILE, _CHECK, _IMPORT = range(3)
_FOLDER = "roll-import/folder"


class RollImportPage(Page):
    """File, check, import; nothing is written before the last button. Its place has the offering's `id`."""

    nouns = frozenset({"offering", "enrolment", "person"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._offering_id: uuid.UUID | None = None
        self._facts: OfferingFacts | None = None
        self._file: Path | None = None
        self._mapping: RollMapping | None = None
        self._sheet_name: str | None = None
        self._preview: RollPreview | None = None
        self._is_reading = False
        self._saved_as = Path()
        self._wizard = Wizard("", " ", [lambda: _("File"), lambda: _("Check"), lambda: _("Import")])
        self._file_step = FileStep()
        self._check = CheckStep(context.settings)
        for step in (self._file_step, self._check):
            self._wizard.pages.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._wizard)
        self.setAcceptDrops(True)
        self._connect()
        self._show_step(_FILE)

    @override
    def title(self) -> str:
        return _("Check the nominal roll") if self._wizard.step == _CHECK else _("Import a nominal roll")

    @override
    def breadcrumb(self) -> list[Crumb]:
        step = Crumb(_("Check") if self._wizard.step == _CHECK else _("File"))
        if self._facts is None:
            return [Crumb(_("Offerings"), Place("offerings")), step]
        place = Place("offering", {"id": str(self._facts.id), "tab": "roll"})
        return [
            Crumb(_("Offerings"), Place("offerings")),
            Crumb(ltr(self._facts.code), place),
            Crumb(_("Nominal roll")),
            step,
        ]

    @override
    def show_place(self, **keys: str) -> None:
        offering_id = uuid.UUID(keys["id"])
        if offering_id != self._offering_id:
            self._begin_anew()
        self._offering_id = offering_id
        self.reload()

    @override
    def take_focus(self) -> None:
        first = self._file_step.choose if self._wizard.step == _FILE else self._check
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reload(self) -> None:
        if self._offering_id is None:
            return
        self.context.tasks.read(
            offerings.facts, self._take_facts, latest="roll-import-facts", offering_id=self._offering_id
        )

    def choose_file(self) -> None:
        """Ask for the file."""
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        dialog = QFileDialog(self, _("Choose the nominal roll"), self.context.settings.get(_FOLDER, ""))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Workbooks ({kinds})").format(kinds=kinds))
        dialog.fileSelected.connect(self._file_chosen)
        dialog.open()

    def read_file(self, file: Path) -> None:
        """Read a file and show what importing it would do."""
        self._file, self._mapping, self._sheet_name = file, None, None
        self._check.begin_anew()
        self.context.settings.set(_FOLDER, str(file.parent))
        self._show_step(_FILE)
        self._read_again()

    def _connect(self) -> None:
        self._file_step.choose_asked.connect(self.choose_file)
        self._check.columns.mapping_changed.connect(self._mapping_changed)
        self._check.columns.sheet_chosen.connect(self._sheet_chosen)
        self._check.save_refused_asked.connect(self._save_refused)
        self._wizard.cancelled.connect(self._cancel)
        self._wizard.step_asked.connect(self._step_asked)
        Command(self, lambda: _("Next refused row"), "F8", partial(self._check.next_problem, 1))
        Command(self, lambda: _("Previous refused row"), "Shift+F8", partial(self._check.next_problem, -1))

    def _begin_anew(self) -> None:
        self._file = self._mapping = self._sheet_name = self._preview = self._facts = None
        self._file_step.strips.clear()
        self._show_step(_FILE)

    def _take_facts(self, facts: OfferingFacts) -> None:
        if facts.id != self._offering_id:
            return
        self._facts = facts
        self._say()
        self.place_changed.emit()
        self._read_again()

    def _file_chosen(self, name: str) -> None:
        self.read_file(Path(name))

    def _mapping_changed(self, mapping: RollMapping) -> None:
        self._mapping = mapping
        self._read_again()

    def _sheet_chosen(self, name: str) -> None:
        self._sheet_name, self._mapping = name, None
        self._read_again()

    def _read_again(self) -> None:
        """Work out anew what importing would do; the newest question alone is answered."""
        if self._file is None or self._facts is None:
            return
        self._is_reading = True
        task = self.context.tasks.read(
            rolls.preview,
            self._show_preview,
            on_failure=self._not_read,
            latest="roll-import",
            offering_code=self._facts.code,
            file=self._file,
            on=self.context.today(),
            mapping=self._mapping,
            sheet_name=self._sheet_name,
        )
        if self._wizard.step == _FILE:
            self._file_step.loading.follow(task)
        self._say()

    def _show_preview(self, preview: RollPreview) -> None:
        if preview.offering_id != self._offering_id:
            return
        self._is_reading = False
        self._preview, self._mapping = preview, preview.mapping
        self._file_step.strips.clear()
        self._check.show_preview(preview)
        self._show_step(_CHECK)

    def _not_read(self, fault: Exception) -> None:
        """Say above the step what is wrong with the file; what was shown before stays."""
        self._is_reading = False
        if self._preview is not None:
            self._mapping = self._preview.mapping
            self._sheet_name = self._mapping.sheet_name
            self._check.show_preview(self._preview)
        self._say()
        self._tell(fault)

    def _tell(self, fault: Exception) -> None:
        if not isinstance(fault, AppError):
            self.context.shell.show_fault(fault)
            return
        strips = self._check.strips if self._wizard.step == _CHECK else self._file_step.strips
        strips.clear()
        strips.show_strip(
            MessageStrip(
                "danger",
                "",
                fault.sentence(),
                button=_("Choose another file"),
                on_click=self.choose_file,
                closes=True,
            )
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
        elif step == _FILE or self._preview is not None:
            self._show_step(step)

    def _say(self) -> None:
        """Say what is read, what the filled button does, and why it cannot be used."""
        wizard, footer = self._wizard, self._wizard.footer
        wizard.head.title.set_words(self.title())
        wizard.head.second.set_words(head_words(self._facts, self._preview, is_check=wizard.step == _CHECK))
        if wizard.step == _FILE:
            footer.say("", "")
            footer.step_button.set_words(lambda: _("Next"))
            footer.step_button.setVisible(self._preview is not None)
            footer.step_button.set_role("outlined")
        elif self._preview is not None:
            lead, note, can_import = sum_words(self._preview)
            footer.say(lead, note)
            footer.step_button.show()
            footer.step_button.set_role("primary")
            footer.step_button.set_words(import_words(self._preview))
            footer.step_button.setEnabled(can_import and not self._is_reading)

    def _import(self) -> None:
        preview = self._preview
        if preview is None or self._is_reading or not sum_words(preview)[2]:
            return
        if preview.seats_missing:
            SeatsDialog(self, preview, self._write).open()
            return
        task = self._write("")
        task.has_listener = True
        task.failed.connect(self._tell)
        self._wizard.footer.step_button.follow(task)

    def _write(self, reason: str) -> Task:
        self._wizard.stepper.set_now(_IMPORT)
        task = self.context.tasks.write(
            rolls.accept,
            self._imported,
            changes=("person", "enrolment", "offering", "result"),
            preview=self._preview,
            now=self.context.now(),
            reason=reason,
        )
        task.ended.connect(self._ended)
        return task

    def _ended(self) -> None:
        self._wizard.stepper.set_now(self._wizard.step)

    def _imported(self, done: RollImport) -> None:
        facts = self._facts
        self._begin_anew()
        offering_id, self._offering_id = self._offering_id, None
        self.context.navigate("offering", id=str(offering_id), tab="roll")
        if facts is not None:
            self.context.toast(done_words(done, facts.code))

    def _save_refused(self) -> None:
        preview = self._preview
        if preview is None:
            return
        name = _("{file} - refused rows").format(file=Path(preview.workbook.file_name).stem)
        dialog = QFileDialog(self, _("Save refused rows as Excel"), self.context.settings.get(_FOLDER, ""))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Workbooks ({kinds})").format(kinds="*.xlsx"))
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{name}.xlsx")
        dialog.fileSelected.connect(self._save_to)
        dialog.open()

    def _save_to(self, name: str) -> None:
        if self._preview is None:
            return
        self._saved_as = Path(name)
        task = self.context.tasks.run(
            rolls.save_refused,
            self._refused_saved,
            on_failure=self._tell,
            preview=self._preview,
            path=self._saved_as,
            now=self.context.now(),
        )
        self._check.save_button.follow(task)

    def _refused_saved(self, _nothing: object) -> None:
        count = self._preview.count(Outcome.REFUSED) if self._preview else 0
        self.context.toast(
            ngettext(
                "{count} refused row saved as {file}", "{count} refused rows saved as {file}", count
            ).format(count=count, file=isolate(self._saved_as.name))
        )

    def _cancel(self) -> None:
        offering_id = self._offering_id
        self._begin_anew()
        self._offering_id = None
        self.context.navigate("offering", id=str(offering_id), tab="roll")

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
