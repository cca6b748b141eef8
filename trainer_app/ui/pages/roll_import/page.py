"""The page on which a nominal roll is imported into an offering."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from typing_extensions import override

from trainer_app.core.language import _, ngettext
from trainer_app.core.text import isolate
from trainer_app.documents.roll_reader import RollMapping
from trainer_app.services import rolls
from trainer_app.services.rolls import Outcome, RollImport, RollPreview
from trainer_app.ui.page import Context
from trainer_app.ui.pages.file_import.file_step import FileStep
from trainer_app.ui.pages.file_import.page import CHECK, FILE, Foot, ImportKind, ImportPage
from trainer_app.ui.pages.roll_import.check_step import RollCheck
from trainer_app.ui.pages.roll_import.footer_words import done_words, head_words, import_words, sum_words
from trainer_app.ui.pages.roll_import.seats_dialog import SeatsDialog
from trainer_app.ui.tasks import Task

_ROLL = ImportKind(
    name="roll-import",
    tab="roll",
    title=lambda: _("Import a nominal roll"),
    check_title=lambda: _("Check the nominal roll"),
    what=lambda: _("Nominal roll"),
    choose=lambda: _("Choose the nominal roll"),
    next_problem=lambda: _("Next refused row"),
    previous_problem=lambda: _("Previous refused row"),
)


class RollImportPage(ImportPage):
    """Reads a roll of any agency; its columns can be corrected, and refused rows are given back."""

    nouns = frozenset({"offering", "enrolment", "person"})
    _check: RollCheck

    def __init__(self, context: Context) -> None:
        super().__init__(context, _ROLL, _file_step(), RollCheck(context.settings))
        self._file: Path | None = None
        self._mapping: RollMapping | None = None
        self._sheet_name: str | None = None
        self._preview: RollPreview | None = None
        self._is_reading = False
        self._saved_as = Path()
        self._check.columns.mapping_changed.connect(self._mapping_changed)
        self._check.columns.sheet_chosen.connect(self._sheet_chosen)
        self._check.save_refused_asked.connect(self._save_refused)
        self._show_step(FILE)

    @override
    def _head(self) -> str:
        return head_words(self._facts, self._preview, is_check=self._wizard.step == CHECK)

    @override
    def _foot(self) -> Foot | None:
        preview = self._preview
        if preview is None:
            return None
        lead, note, can_import = sum_words(preview)
        return Foot(lead, note, import_words(preview), can_import and not self._is_reading)

    @override
    def _begin_anew(self) -> None:
        self._file = self._mapping = self._sheet_name = self._preview = None
        super()._begin_anew()

    # Reading

    @override
    def _take_file(self, file: Path) -> None:
        self._file, self._mapping, self._sheet_name = file, None, None
        self._read_again()

    def _mapping_changed(self, mapping: RollMapping) -> None:
        self._mapping = mapping
        self._read_again()

    def _sheet_chosen(self, name: str) -> None:
        self._sheet_name, self._mapping = name, None
        self._read_again()

    @override
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
        self._follow_reading(task)
        self._say()

    def _show_preview(self, preview: RollPreview) -> None:
        if preview.offering_id != self._offering_id:
            return
        self._is_reading = False
        self._preview, self._mapping = preview, preview.mapping
        self._file_step.strips.clear()
        self._check.show_preview(preview)
        self._show_step(CHECK)

    def _not_read(self, fault: Exception) -> None:
        """Say above the step what is wrong with the file; what was shown before stays."""
        self._is_reading = False
        if self._preview is not None:
            self._mapping = self._preview.mapping
            self._sheet_name = self._mapping.sheet_name
            self._check.show_preview(self._preview)
        self._say()
        self._tell(fault)

    # Writing

    @override
    def _import(self) -> None:
        if self._preview is None:
            return
        if self._preview.seats_missing:
            SeatsDialog(self, self._preview, self._write).open()
            return
        task = self._write("")
        task.has_listener = True
        task.failed.connect(self._tell)
        self._wizard.footer.step_button.follow(task)

    def _write(self, reason: str) -> Task:
        task = self.context.tasks.write(
            rolls.accept,
            self._imported,
            changes=("person", "enrolment", "offering", "result"),
            preview=self._preview,
            now=self.context.now(),
            reason=reason,
        )
        self._show_writing(task)
        return task

    def _imported(self, done: RollImport) -> None:
        facts = self._facts
        self._leave()
        if facts is not None:
            self.context.done(done_words(done, facts.code))

    def _save_refused(self) -> None:
        preview = self._preview
        if preview is None:
            return
        name = _("{file} - refused rows").format(file=Path(preview.workbook.file_name).stem)
        dialog = QFileDialog(
            self, _("Save refused rows as Excel"), self.context.settings.get(self._folder, "")
        )
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


def _file_step() -> FileStep:
    return FileStep(
        lambda: _("Drop the nominal roll here"),
        lambda: _(
            "An Excel workbook or a CSV file of any agency. Headings may be English, Urdu or "
            "Chinese; title rows and totals are skipped. Nothing is saved before you have "
            "checked it."
        ),
        counted=_counted,
    )


def _counted(done: int, total: int) -> str:
    return ngettext("{done} of {count} row", "{done} of {count} rows", total).format(done=done, count=total)
