"""One number of the register: the stored paper and the facts behind it."""

import uuid
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.formats import date_long
from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr
from trainer_app.documents.pdf import Picture
from trainer_app.documents.whole_file import whole_file
from trainer_app.services import certificates, register
from trainer_app.services.register import RegisterEntry
from trainer_app.ui import theme
from trainer_app.ui.page import Context
from trainer_app.ui.pages.certificates.status_words import chip_of
from trainer_app.ui.saving import ask_place
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.chips import Chip
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.paper import PREVIEW_DPI, PaperView, read_picture
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.surfaces import Panel

_LEAST_WIDTH = 248
_PAPER_HEIGHT = 168
_OF_THE_WINDOW = 0.9


class RegisterDetail(Panel):
    """What stands behind the chosen number."""

    def __init__(self, context: Context) -> None:
        super().__init__(margin=16, gap=10)
        self._context = context
        self._may_see = context.may(certificates.page)
        self._entry: RegisterEntry | None = None
        self._picture: Picture | None = None
        self._number = Label("", "section-title")
        self._chip = Chip("neutral", "")
        self._paper = PaperView(margin=8)
        self._paper.setFixedHeight(_PAPER_HEIGHT)
        self._facts = QWidget()
        self._empty = EmptyState("award", lambda: _("Choose a number to see its certificate"))
        self._open = Button(lambda: _("Save as PDF"), icon="download", on_click=self.save_pdf)
        self._person = Button(lambda: _("Person"), on_click=self._go_to_person)
        self._offering = Button(lambda: _("Offering"), on_click=self._go_to_offering)
        chips = QHBoxLayout()
        chips.addWidget(self._chip)
        chips.addStretch()
        self.column.addWidget(self._number)
        self.column.addLayout(chips)
        self.column.addWidget(self._paper)
        self.column.addWidget(self._facts)
        self.column.addWidget(self._empty, 1)
        self.column.addStretch()
        for buttons in ((self._open,), (self._person, self._offering)):
            self.column.addLayout(_in_line(buttons))
        self._parts = (self._number, self._chip, self._paper, self._facts)
        self._set_entry(None)

    @override
    def minimumSizeHint(self) -> QSize:
        """No narrower than its buttons; a minimum width set by hand would squeeze them."""
        return super().minimumSizeHint().expandedTo(QSize(theme.active().px(_LEAST_WIDTH), 0))

    def show_document(self, document_id: uuid.UUID | None) -> None:
        """Show a number, or that none is chosen."""
        if document_id is None:
            self._set_entry(None)
            return
        self._context.tasks.read(
            register.entry,
            self._set_entry,
            latest="register-entry",
            document_id=document_id,
            on=self._context.today(),
        )

    def open_paper(self, _document_id: object = None) -> None:
        """Show the stored page as large as the window."""
        if self._picture is not None and self._entry is not None:
            PaperDialog(self, self._entry.row.number, self._picture).open()

    def save_pdf(self) -> None:
        """Save the stored page as a file."""
        if self._entry is None:
            return
        name = f"{self._entry.row.number}.pdf"
        place = ask_place(
            self, self._context.settings, title=_("Save as PDF"), name=name, kinds="PDF (*.pdf)"
        )
        if place is not None:
            self._target = place
            self._context.tasks.read(certificates.page, self._save_content, document_id=self._entry.row.id)

    def _save_content(self, content: bytes) -> None:
        with whole_file(self._target) as file:
            file.write(content)
        self._context.toast(_("Saved as {file}").format(file=isolate(self._target.name)))

    def _set_entry(self, entry: RegisterEntry | None) -> None:
        self._entry, self._picture = entry, None
        for part in self._parts:
            part.setVisible(entry is not None)
        self._empty.setVisible(entry is None)
        self._open.setVisible(entry is not None and self._may_see and entry.has_page)
        self._person.setVisible(entry is not None and entry.person_id is not None)
        self._offering.setVisible(entry is not None and entry.offering_id is not None)
        if entry is None:
            return
        look = chip_of(entry.row.status)
        self._number.set_words(ltr(entry.row.number))
        self._chip.set_look(look.kind, look.word, look.icon)
        self._paper.setVisible(self._may_see and entry.has_page)
        self._paper.show_picture(None)
        self._show_facts(entry)
        if self._may_see and entry.has_page:
            self._context.tasks.read(
                certificates.page, self._read_paper, latest="register-page", document_id=entry.row.id
            )

    def _read_paper(self, content: bytes) -> None:
        self._context.tasks.run(read_picture, self._painted, content=content, page=1, dpi=PREVIEW_DPI)

    def _painted(self, picture: Picture) -> None:
        self._picture = picture
        self._paper.show_picture(picture)

    def _show_facts(self, entry: RegisterEntry) -> None:
        facts = QWidget()
        grid = QGridLayout(facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (what, value) in enumerate(_facts(entry)):
            grid.addWidget(Label(what, tone="second"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(value, wraps=True), row, 1, Qt.AlignmentFlag.AlignTop)
        self.column.replaceWidget(self._facts, facts)
        self._facts.deleteLater()
        self._facts = facts
        self._parts = (self._number, self._chip, self._paper, facts)

    def _go_to_person(self) -> None:
        if self._entry is not None and self._entry.person_id is not None:
            self._context.navigate("people", id=str(self._entry.person_id))

    def _go_to_offering(self) -> None:
        if self._entry is not None and self._entry.offering_id is not None:
            self._context.navigate("offering", id=str(self._entry.offering_id), tab="certificates")


def _in_line(buttons: Sequence[Button]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for button in buttons:
        line.addWidget(button)
    line.addStretch()
    return line


class PaperDialog(QDialog):
    """A stored page in a window of its own; Esc closes it."""

    def __init__(self, parent: QWidget, number: str, picture: Picture) -> None:
        super().__init__(parent)
        self.setWindowTitle(number)
        paper = PaperView()
        paper.show_picture(picture)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(paper)
        self.resize(parent.window().size() * _OF_THE_WINDOW)


def _facts(entry: RegisterEntry) -> list[tuple[str, str]]:
    row = entry.row
    course = row.course.in_language() if row.course else ""
    facts = [
        (_("Holder"), row.holder.in_language() if row.holder else ""),
        (_("Rank"), entry.rank.in_language() if entry.rank else ""),
        (_("Course"), course),
        (_("Offering"), ltr(entry.offering_code) if entry.offering_code else ""),
        (_("Reason"), row.reason),
        (_("Issued on"), date_long(row.issued_on)),
        (_("Valid to"), _valid_words(entry)),
        (_("Printed"), _("Yes") if row.is_printed else _("Not yet")),
    ]
    return [(what, value) for what, value in facts if value]


def _valid_words(entry: RegisterEntry) -> str:
    if entry.row.holder is None:
        return ""
    return _("No expiry") if entry.row.valid_to is None else date_long(entry.row.valid_to)
