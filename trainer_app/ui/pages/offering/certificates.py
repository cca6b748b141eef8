"""The tab of certificates: who is ready, who must be checked, the preview, and the issue itself."""

import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from trainer_app.core.language import _, joined, ngettext, pgettext
from trainer_app.core.text import isolate, ltr
from trainer_app.documents.pdf import Picture
from trainer_app.documents.whole_file import whole_file
from trainer_app.rules.states import OfferingState
from trainer_app.services import certificates, register
from trainer_app.services.certificates import Batch, Candidate, Check
from trainer_app.services.register import RegisterRow
from trainer_app.ui.page import Context
from trainer_app.ui.pages.offering.tab import OfferingTab
from trainer_app.ui.pages.people.words import own_name
from trainer_app.ui.printing import print_certificates
from trainer_app.ui.saving import ask_place
from trainer_app.ui.tables.cells import Cell, Names, Number, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.buttons import Button, only_if
from trainer_app.ui.widgets.chips import ChipLook
from trainer_app.ui.widgets.dialogs import ask
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.paper import PREVIEW_DPI, PaperView, read_picture
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.strips import MessageStrip, StripArea
from trainer_app.ui.widgets.surfaces import PAGE_MARGIN, Card
from trainer_app.ui.widgets.wizard import WizardFooter


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be issued, and what was."""

    check: Check
    issued: list[RegisterRow]


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list: a candidate, or the holder of an issued paper."""

    id: str
    names: tuple[str, str]
    roll_number: int | None
    candidate: Candidate | None = None
    issued: RegisterRow | None = None


def load(session: Any, *, offering_id: uuid.UUID, on: date) -> Loaded:
    """Read the tab in one transaction."""
    return Loaded(
        certificates.check(session, offering_id=offering_id, on=on),
        register.of_offering(session, offering_id=offering_id, on=on),
    )


class CertificatesTab(OfferingTab):
    """Check, issue and print the certificates of one offering."""

    nouns = frozenset({"certificate", "award", "result", "person", "enrolment"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._loaded: Loaded | None = None
        self._shown_for = ""
        self._strips = StripArea()
        self._ready = Label("", "section-title", tone="ok")
        self._to_check = Label("", "section-title", tone="warn")
        self._issued = Label("", "section-title")
        self._table = Table(_columns(), context.settings, "offering-certificates")
        self._table.set_empty(
            EmptyState(
                "award",
                lambda: _("Nobody has passed yet"),
                lambda: _("Certificates are prepared for everyone who meets all rules."),
            )
        )
        self._paper = PaperView()
        self._caption = Label("", "second")
        self._repair = Button(lambda: _("Open person"), small=True, on_click=self._open_person)
        self._repair.hide()
        self._save = Button(lambda: _("Save as PDF"), icon="download", on_click=self._save_pdf)
        self._print = Button(lambda: _("Print"), icon="printer", on_click=self._print_pdf)
        self._footer = WizardFooter()
        only_if(context.may(certificates.printed), self._save, self._print)
        only_if(context.may(certificates.issue), self._footer.step_button)
        self._arrange()
        self._table.current_changed.connect(self._chosen)
        self._footer.forward.connect(self._issue)

    @override
    def reload(self) -> None:
        self.context.tasks.read(
            load,
            self._show,
            latest="offering-certificates",
            offering_id=self.offering_id,
            on=self.context.today(),
        )

    def _arrange(self) -> None:
        counts = QHBoxLayout()
        counts.setContentsMargins(14, 12, 14, 10)
        counts.setSpacing(14)
        for label in (self._ready, self._to_check, self._issued):
            counts.addWidget(label)
        counts.addStretch()
        people = Card(edge_to_edge=True)
        people.body.addLayout(counts)
        people.body.addWidget(self._table, 1)
        preview = Card(edge_to_edge=True)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 10)
        head.setSpacing(8)
        head.addWidget(Label(lambda: _("Preview, as printed"), "strong"))
        head.addWidget(self._caption, 1)
        head.addWidget(self._repair)
        preview.body.addLayout(head)
        preview.body.addWidget(self._paper, 1)
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addWidget(people, 2)
        columns.addWidget(preview, 3)
        upper = QVBoxLayout()
        upper.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 14)
        upper.setSpacing(12)
        upper.addWidget(self._strips)
        upper.addLayout(columns, 1)
        self._footer.cancel_button.hide()
        self._footer.back_button.hide()
        line = self._footer.layout()
        assert isinstance(line, QHBoxLayout)  # noqa: S101 (made so by the footer)
        line.insertWidget(line.count() - 1, self._save)
        line.insertWidget(line.count() - 1, self._print)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(upper, 1)
        outer.addWidget(self._footer)

    def _show(self, loaded: Loaded) -> None:
        check = loaded.check
        if check.offering_id != self.offering_id:
            return
        self._loaded = loaded
        to_check = len(check.candidates) - len(check.ready)
        self._ready.set_words(_("{count} ready").format(count=len(check.ready)))
        self._to_check.set_words(_("{count} to check").format(count=to_check))
        self._issued.set_words(_("{count} issued").format(count=len(loaded.issued)))
        self._ready.setVisible(bool(check.ready))
        self._to_check.setVisible(bool(to_check))
        self._issued.setVisible(bool(loaded.issued))
        lines = _lines(loaded)
        self._table.setColumnHidden(_PAPER_COLUMN, not loaded.issued)
        # Where everyone has a number, it says so itself, and the names need the room.
        self._table.setColumnHidden(_STATE_COLUMN, bool(loaded.issued) and not check.candidates)
        self._table.set_rows(lines)
        if self._table.current_id is None and lines:
            self._table.select_id(lines[0].id)
        self._shown_for = ""
        self._chosen(self._table.current_id)
        self._say_footer(loaded)
        self._say_strips(loaded)

    def _say_footer(self, loaded: Loaded) -> None:
        check, count = loaded.check, len(loaded.check.ready)
        self._save.setVisible(bool(loaded.issued))
        self._print.setVisible(bool(loaded.issued))
        self._footer.setVisible(bool(count or loaded.issued))
        self._footer.step_button.setVisible(bool(count))
        self._footer.step_button.setEnabled(check.is_decided)
        self._footer.step_button.set_words(
            ngettext("Issue {count} certificate", "Issue {count} certificates", count).format(count=count)
        )
        if not count:
            self._footer.say("", _("Everyone who can get a certificate has it."))
        elif check.is_decided:
            self._footer.say(
                _("Numbers {first} to {last}.").format(
                    first=ltr(check.first_number), last=ltr(check.last_number)
                ),
                _("Issued certificates cannot be changed, only superseded.")
                if self.context.may(certificates.issue)
                else _("A certifying officer issues them."),
            )
        else:
            self._footer.say("", _("Record the board's decision first; until then this is a proof."))

    def _say_strips(self, loaded: Loaded) -> None:
        self._strips.clear()
        if self.facts.state is OfferingState.CANCELLED:
            self._strips.show_strip(MessageStrip("info", _("The offering was cancelled."), ""))

    def _chosen(self, line_id: str | None) -> None:
        row = self._table.row(line_id) if line_id else None
        if not isinstance(row, Line) or row.id == self._shown_for:
            return
        self._shown_for = row.id
        problems = row.candidate.problems if row.candidate else ()
        self._repair.setVisible(bool(problems))
        self._caption.set_words(joined(problem.sentence() for problem in problems) or _caption_words(row))
        if problems:
            self._paper.show_picture(None)
        elif row.issued is not None:
            self._read(certificates.page, document_id=row.issued.id)
        else:
            self._read(
                _proof_bytes, offering_id=self.offering_id, on=self.context.today(), only=uuid.UUID(row.id)
            )

    def _read(self, function: Any, **keys: Any) -> None:
        self.context.tasks.read(function, self._painted_from, latest="certificate-preview", **keys)

    def _painted_from(self, content: bytes) -> None:
        self.context.tasks.run(read_picture, self._painted, content=content, page=1, dpi=PREVIEW_DPI)

    def _painted(self, picture: Picture) -> None:
        self._paper.show_picture(picture)

    def _open_person(self) -> None:
        row = self._table.row(self._table.current_id)
        if isinstance(row, Line) and row.candidate is not None:
            self.context.navigate("people", id=str(row.candidate.holder.person_id))

    def _issue(self) -> None:
        if self._loaded is None:
            return
        check = self._loaded.check
        count = len(check.ready)
        is_sure = ask(
            self,
            ngettext("Issue {count} certificate?", "Issue {count} certificates?", count).format(count=count),
            _(
                "Numbers {first} to {last} are taken for {offering}. An issued certificate is never "
                "changed or deleted; a wrong one is superseded by a new number."
            ).format(
                first=ltr(check.first_number), last=ltr(check.last_number), offering=ltr(check.offering_code)
            ),
            act=self._footer.step_button.text(),
            keep=_("Issue later"),
        )
        if not is_sure:
            return
        task = self.context.tasks.write(
            certificates.issue,
            self._was_issued,
            changes=("certificate", "award", "offering"),
            offering_id=self.offering_id,
            issued_on=self.context.today(),
            now=self.context.now(),
        )
        self._footer.step_button.follow(task)

    def _was_issued(self, batch: Batch) -> None:
        self.context.toast(
            ngettext("{count} certificate issued", "{count} certificates issued", batch.pages).format(
                count=batch.pages
            )
        )

    def _save_pdf(self) -> None:
        name = f"certificates-{self.facts.code}.pdf"
        settings, kinds = self.context.settings, "PDF (*.pdf)"
        place = ask_place(self, settings, title=_("Save as PDF"), name=name, kinds=kinds)
        if place is not None:
            task = self.context.tasks.read(
                _save_printed, self._saved, offering_id=self.offering_id, path=place
            )
            self._save.follow(task)

    def _saved(self, path: Path) -> None:
        self.context.toast(_("Saved as {file}").format(file=isolate(path.name)))

    def _print_pdf(self) -> None:
        task = self.context.tasks.read(
            certificates.printed, self._print_content, offering_id=self.offering_id
        )
        self._print.follow(task)

    def _print_content(self, content: bytes) -> None:
        if self._loaded is None or not print_certificates(self, content):
            return
        waiting = [row.id for row in self._loaded.issued if not row.is_printed]
        if (
            waiting
            and self.context.may(certificates.mark_printed)
            and ask(
                self,
                _("Were all pages printed correctly?"),
                _(
                    "Printed certificates leave the list of papers to print. "
                    "A spoiled page can be printed again."
                ),
                act=_("All are correct"),
                keep=_("Not all"),
            )
        ):
            self.context.tasks.write(
                certificates.mark_printed, changes=("certificate",), document_ids=waiting
            )


def _proof_bytes(session: Any, *, offering_id: uuid.UUID, on: date, only: uuid.UUID) -> bytes:
    return certificates.proof(session, offering_id=offering_id, on=on, only=only)[0]


def _save_printed(session: Any, *, offering_id: uuid.UUID, path: Path) -> Path:
    content = certificates.printed(session, offering_id=offering_id)
    with whole_file(path) as file:
        file.write(content)
    return path


def _lines(loaded: Loaded) -> list[Line]:
    ordered = sorted(loaded.check.candidates, key=lambda each: each.is_ready)
    waiting = [
        Line(
            str(each.holder.enrolment_id),
            (each.holder.names.in_language(), own_name(each.holder.names, each.holder.side)),
            each.holder.roll_number,
            candidate=each,
        )
        for each in ordered
    ]
    issued = [
        Line(
            str(row.id),
            (row.holder.in_language(), own_name(row.holder, row.side)) if row.holder else ("", ""),
            row.roll_number,
            issued=row,
        )
        for row in loaded.issued
    ]
    return waiting + issued


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", lambda: pgettext("roll", "No."), _number, width=48, number=True, keeps=9),
        Column(
            "trainee", lambda: _("Trainee"), lambda line: Names(*line.names), width=220, stretch=2, keeps=9
        ),
        Column("state", lambda: _("Status"), _state, width=104, keeps=9, least=100),
        Column("paper", lambda: _("Certificate number"), _paper, width=188, keeps=9, least=186),
    )


_STATE_COLUMN, _PAPER_COLUMN = 2, 3


def _number(line: Line) -> Cell:
    return Number("" if line.roll_number is None else str(line.roll_number), tone="text2")


def _state(line: Line) -> Cell:
    if line.issued is not None:
        return ChipLook("ok", pgettext("certificate", "Issued"), "check")
    if line.candidate is not None and line.candidate.is_ready:
        return Text(_("Ready"), tone="ok")
    return ChipLook("warn", _("To check"), "triangle-alert")


def _paper(line: Line) -> Cell:
    return Text(ltr(line.issued.number)) if line.issued else ""


def _caption_words(line: Line) -> str:
    if line.issued is None:
        return _("Proof, without a number")
    return ltr(line.issued.number)
