"""The page on which a file is imported into an offering: its steps, and how a file gets onto it."""

import uuid
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.errors import AppError
from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.documents.workbook_reader import SUFFIXES
from trainer_app.services import offerings
from trainer_app.services.offerings import OfferingFacts
from trainer_app.ui.commands import Command
from trainer_app.ui.page import Context, Crumb, Page, Place
from trainer_app.ui.pages.file_import.check_step import CheckStep
from trainer_app.ui.pages.file_import.file_step import FileStep
from trainer_app.ui.saving import folder
from trainer_app.ui.tasks import Task
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.strips import MessageStrip
from trainer_app.ui.widgets.wizard import Wizard
from trainer_app.ui.words import Words, said

FILE, CHECK, IMPORT = range(3)


@dataclass(frozen=True, slots=True)
class ImportKind:
    """What is imported: the key of its page, the tab of the offering that shows it, and its words."""

    name: str
    tab: str
    title: Words
    check_title: Words
    what: Words
    choose: Words
    next_problem: Words
    previous_problem: Words


@dataclass(frozen=True, slots=True)
class Foot:
    """What the foot says in the check: the count in bold, the rest, and what the filled button does."""

    lead: str
    note: str
    act: Words
    can_import: bool


class ImportPage(Page):
    """File, check, import; nothing is written before the last button. Its place has the offering's `id`."""

    def __init__(self, context: Context, kind: ImportKind, file_step: FileStep, check: CheckStep) -> None:
        super().__init__(context)
        self._kind, self._file_step, self._check = kind, file_step, check
        self._offering_id: uuid.UUID | None = None
        self._facts: OfferingFacts | None = None
        self._is_backed_up = False
        self._wizard = Wizard("", " ", [lambda: _("File"), lambda: _("Check"), lambda: _("Import")])
        for step in (file_step, check):
            self._wizard.pages.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._wizard)
        self.setAcceptDrops(True)
        check.table_made.connect(self._order_tabs)
        file_step.choose_asked.connect(self.choose_file)
        self._wizard.cancelled.connect(self._leave)
        self._wizard.step_asked.connect(self._step_asked)
        Command(self, kind.next_problem, "F8", partial(check.next_problem, 1))
        Command(self, kind.previous_problem, "Shift+F8", partial(check.next_problem, -1))

    # What each import says and does itself

    def _head(self) -> str:
        """The second line of the head."""
        raise NotImplementedError

    def _foot(self) -> Foot | None:
        """What the foot says in the check; None before a file was read."""
        raise NotImplementedError

    def _take_file(self, file: Path) -> None:
        """Read a file of which nothing is known yet."""
        raise NotImplementedError

    def _read_again(self) -> None:
        """Work out anew what importing the file would do, where there is one."""
        raise NotImplementedError

    def _import(self) -> None:
        """Write what the check shows."""
        raise NotImplementedError

    # The place

    @override
    def title(self) -> str:
        return said(self._kind.check_title if self._wizard.step == CHECK else self._kind.title)

    @override
    def breadcrumb(self) -> list[Crumb]:
        step = Crumb(_("Check") if self._wizard.step == CHECK else _("File"))
        first = Crumb(_("Offerings"), Place("offerings"))
        if self._facts is None:
            return [first, step]
        place = Place("offering", {"id": str(self._facts.id), "tab": self._kind.tab})
        return [first, Crumb(ltr(self._facts.code), place), Crumb(said(self._kind.what)), step]

    @override
    def show_place(self, **keys: str) -> None:
        offering_id = uuid.UUID(keys["id"])
        if offering_id != self._offering_id:
            self._begin_anew()
        self._offering_id = offering_id
        self.reload()

    @override
    def take_focus(self) -> None:
        first = self._file_step.choose if self._wizard.step == FILE else self._check
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reload(self) -> None:
        if self._offering_id is None:
            return
        self.context.tasks.read(
            offerings.facts,
            self._take_facts,
            latest=f"{self._kind.name}-facts",
            offering_id=self._offering_id,
        )

    def _take_facts(self, facts: OfferingFacts) -> None:
        if facts.id != self._offering_id:
            return
        self._facts = facts
        self._say()
        self.place_changed.emit()
        self._read_again()

    def _begin_anew(self) -> None:
        self._facts = None
        self._check.begin_anew()
        self._file_step.strips.clear()
        self._show_step(FILE)

    def _leave(self) -> None:
        """Go back to the offering; the next visit begins with a file."""
        offering_id = self._offering_id
        self._begin_anew()
        self._offering_id = None
        if offering_id is not None:
            self.context.navigate("offering", id=str(offering_id), tab=self._kind.tab)

    # The file

    @property
    def _folder(self) -> str:
        """The setting that remembers where the last file was."""
        return f"{self._kind.name}/folder"

    def choose_file(self) -> None:
        """Ask for the file."""
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        dialog = QFileDialog(self, said(self._kind.choose), str(folder(self.context.settings, self._folder)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Workbooks ({kinds})").format(kinds=kinds))
        dialog.fileSelected.connect(self._file_chosen)
        dialog.open()

    def read_file(self, file: Path) -> None:
        """Read a file and show what importing it would do."""
        self.context.settings.set(self._folder, str(file.parent))
        self._check.begin_anew()
        self._show_step(FILE)
        self._take_file(file)

    def _file_chosen(self, name: str) -> None:
        self.read_file(Path(name))

    def _order_tabs(self) -> None:
        """Let Tab go from the table, which was made last, on to the foot and not to the top."""
        if self._check.table is not None:
            foot = self._wizard.footer
            buttons = (foot.cancel_button, foot.back_button, foot.step_button)
            for before, after in pairwise((self._check.table, *self._check.after_table(), *buttons)):
                QWidget.setTabOrder(before, after)

    def _follow_reading(self, task: Task) -> None:
        """Show the waiting where nothing else is seen yet."""
        if self._wizard.step == FILE:
            self._file_step.loading.follow(task)

    # The steps

    def _show_step(self, step: int) -> None:
        is_other = step != self._wizard.step
        self._wizard.show_step(step)
        if is_other and self.isVisible():
            self.take_focus()
        self._say()
        self.place_changed.emit()

    def _step_asked(self, step: int) -> None:
        foot = self._foot()
        if step == IMPORT:
            if foot is not None and foot.can_import:
                self._back_up_first()
        elif step == FILE or foot is not None:
            self._show_step(step)

    def _back_up_first(self) -> None:
        """Make a backup, then import; where it fails, the user decides."""
        task = self.context.shell.backups.make_before_import()
        if task is None:
            self._import()
            return
        self._show_writing(task)
        self._wizard.footer.step_button.follow(task)
        self._wizard.footer.say("", _("A backup is made first."))
        task.failed.connect(self._not_backed_up)
        task.succeeded.connect(self._backed_up)
        task.ended.connect(self._backup_ended)

    def _backed_up(self, _made: object) -> None:
        self._is_backed_up = True

    def _backup_ended(self) -> None:
        """Go on, now that the button has its own words again."""
        is_backed_up, self._is_backed_up = self._is_backed_up, False
        self._say()
        foot = self._foot()
        if is_backed_up and foot is not None and foot.can_import:
            self._import()

    def _not_backed_up(self, fault: Exception) -> None:
        if isinstance(fault, AppError):
            dialog = Dialog(self, lambda: _("Import without a backup?"), fault.sentence())
            dialog.add_cancel(lambda: _("Do not import"))
            dialog.add_action(lambda: _("Import without a backup"), dialog.accept, role="outlined")
            dialog.accepted.connect(self._import)
            dialog.open()

    def _say(self) -> None:
        """Say what is read, what the filled button does, and what is left out."""
        head, footer, foot = self._wizard.head, self._wizard.footer, self._foot()
        head.title.set_words(self.title())
        head.second.set_words(self._head())
        if self._wizard.step == FILE or foot is None:
            footer.say("", "")
            footer.step_button.set_words(lambda: _("Next"))
            footer.step_button.setVisible(foot is not None)
            footer.step_button.setEnabled(True)
            footer.step_button.set_role("outlined")
            return
        footer.say(foot.lead, foot.note)
        footer.step_button.show()
        footer.step_button.set_role("primary")
        footer.step_button.set_words(foot.act)
        footer.step_button.setEnabled(foot.can_import)

    def _tell(self, fault: Exception) -> None:
        """Say above the step what is wrong; what was shown before stays."""
        if not isinstance(fault, AppError):
            self.context.shell.show_fault(fault)
            return
        strips = self._check.strips if self._wizard.step == CHECK else self._file_step.strips
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

    def _show_writing(self, task: Task) -> None:
        """Show the last step for as long as the import is written."""
        self._wizard.stepper.set_now(IMPORT)
        task.ended.connect(self._ended)

    def _ended(self) -> None:
        self._wizard.stepper.set_now(self._wizard.step)

    # A file dropped on the page

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
