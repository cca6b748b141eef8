"""What is done with the score sheet of the current column: submit, verify, return, lock, correct."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from trainer_app.core.language import _, joined
from trainer_app.core.text import isolate
from trainer_app.rules.states import VERIFIED, SheetState
from trainer_app.services import corrections, sheets
from trainer_app.services.sheets import SheetFacts
from trainer_app.ui.commands import Command
from trainer_app.ui.pages.offering.correction import CorrectionDialog
from trainer_app.ui.pages.offering.tab import OfferingTab
from trainer_app.ui.tables.score_grid.table import ScoreTable
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.dialogs import Dialog, ask
from trainer_app.ui.widgets.fields import Field, LongTextField

CHANGES = ("score", "offering")
"""What pages hear of once a sheet was moved."""


class SheetMoves(QWidget):
    """Buttons for the sheet of one column; those that its state or the user's roles do not allow are absent.

    Signals: known() once it was read who submitted and verified the sheets.
    """

    known = Signal()

    def __init__(self, tab: OfferingTab) -> None:
        super().__init__()
        self._tab = tab
        self._table: ScoreTable | None = None
        self._column = 0
        self._facts: dict[uuid.UUID, SheetFacts] = {}
        may = tab.context.may
        self._may = {act: may(act) for act in (sheets.submit, sheets.verify, sheets.give_back, sheets.lock)}
        self._may_correct = tab.context.user is not None and may(corrections.correct)
        self.submit = Button(lambda: _("Submit sheet"), small=True, on_click=self._submit)
        self.give_back = Button(lambda: _("Return"), small=True, on_click=self._give_back)
        self.verify = Button(lambda: _("Verify sheet"), small=True, on_click=self._verify)
        self.correct = Button(lambda: _("Request correction"), small=True, on_click=self._correct)
        self.lock = Button(lambda: _("Lock sheet"), small=True, on_click=self._lock)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for button in (self.submit, self.give_back, self.verify, self.correct, self.lock):
            button.hide()
            line.addWidget(button)
        if self._may[sheets.submit]:
            Command(tab, lambda: _("Submit sheet"), "Ctrl+Return", self.submit.click)

    def show_column(self, table: ScoreTable, column: int) -> str:
        """Offer what can be done with the sheet of a column; gives who did what with it before."""
        if table is not self._table:
            self._table = table
            self._read(table)
        self._column = column
        component = table.components[column]
        state, facts = component.sheet_state, self._facts.get(component.id)
        is_own = facts is not None and facts.is_own
        is_draft = state == SheetState.DRAFT and component.is_editable
        self.submit.setVisible(is_draft and self._may[sheets.submit])
        self.submit.setEnabled(_is_finished(table, column))
        is_submitted = state == SheetState.SUBMITTED
        self.give_back.setVisible(is_submitted and table.grid.is_open and self._may[sheets.give_back])
        self.verify.setVisible(is_submitted and self._may[sheets.verify])
        self.verify.setEnabled(not is_own)
        self.correct.setVisible(state in VERIFIED and self._may_correct)
        self.lock.setVisible(state == SheetState.VERIFIED and self._may[sheets.lock])
        return (
            "" if facts is None or facts.state != state else _told(facts, may_verify=self.verify.isVisible())
        )

    def _read(self, table: ScoreTable) -> None:
        self._facts = {}
        self._tab.context.tasks.read(
            sheets.of_offering,
            self._known,
            latest="offering.sheets",
            offering_id=table.grid.offering_id,
            attempt=table.grid.attempt,
        )

    def _known(self, found: list[SheetFacts]) -> None:
        self._facts = {each.component_id: each for each in found}
        self.known.emit()

    def _submit(self) -> None:
        self._write(self.submit, sheets.submit, lambda: _("Score sheet submitted"))

    def _verify(self) -> None:
        self._write(self.verify, sheets.verify, lambda: _("Score sheet verified"))

    def _give_back(self) -> None:
        if self._table is not None:
            ReturnDialog(self._tab, self._table, self._column).open()

    def _lock(self) -> None:
        if self._table is None:
            return
        title = _("Lock the score sheet of {component}?").format(component=_title(self._table, self._column))
        text = _("From then on its marks change only by a correction of two people. This cannot be undone.")
        if ask(self, title, text, act=_("Lock sheet"), keep=_("Leave it open")):
            self._write(self.lock, sheets.lock, None)

    def _correct(self) -> None:
        if self._table is not None:
            CorrectionDialog(self._tab, self._table, self._column, CHANGES).open()

    def _write(self, button: Button, act: Callable[..., Any], words: Callable[[], str] | None) -> None:
        """Move the sheet; what can be undone is said with Undo."""
        if self._table is None:
            return
        context = self._tab.context
        said = partial(_said, context, words) if words else None
        task = context.tasks.write(act, said, changes=CHANGES, **named(self._table, self._column))
        button.follow(task)


class ReturnDialog(Dialog):
    """Asks for the remark with which a submitted sheet goes back to its draft."""

    def __init__(self, tab: OfferingTab, table: ScoreTable, column: int) -> None:
        super().__init__(
            tab,
            _("Return the score sheet of {component}?").format(component=_title(table, column)),
            _("It becomes a draft again, and the remark is shown with it."),
        )
        self._tab, self._table, self._column = tab, table, column
        self.remark = LongTextField(3)
        self._field = Field(lambda: _("What is to be mended"), self.remark)
        self.body.addWidget(self._field)
        self.add_cancel()
        self.act = self.add_action(lambda: _("Return sheet"), self._do)

    def _do(self) -> None:
        reason = self.remark.toPlainText().strip()
        if not reason:
            self._field.set_error(lambda: _("Type what is to be mended; it stays with the sheet."))
            return
        given = named(self._table, self._column)
        task = self._tab.context.tasks.write(sheets.give_back, changes=CHANGES, reason=reason, **given)
        self.follow(task, self.act)


def named(table: ScoreTable, column: int) -> dict[str, Any]:
    """What names the sheet of a column to a service."""
    return {
        "offering_id": table.grid.offering_id,
        "component_id": table.components[column].id,
        "attempt": table.grid.attempt,
    }


def _said(context: Any, words: Callable[[], str], _nothing: object) -> None:
    context.done(words())


def _title(table: ScoreTable, column: int) -> str:
    return isolate(table.components[column].titles.in_language())


def _is_finished(table: ScoreTable, column: int) -> bool:
    """Whether nothing of a column is blank, refused, or other than the sum on paper."""
    if not table.figures(column).entered or table.difference(column):
        return False
    if any(place[1] == column for place in table.rejected_places()):
        return False
    return not any(table.is_open_work(row, column) for row in range(len(table.trainees)))


def _told(facts: SheetFacts, *, may_verify: bool) -> str:
    """Who did what with a sheet, and why somebody may not verify it."""
    if facts.state == SheetState.DRAFT:
        return _("Returned: {remark}").format(remark=isolate(facts.reason)) if facts.reason else ""
    sentences = []
    if facts.state == SheetState.SUBMITTED:
        if facts.submitted_by:
            sentences.append(_("Submitted by {name}.").format(name=isolate(facts.submitted_by)))
        if facts.is_own and may_verify:
            sentences.append(_("You entered this sheet, so another person verifies it."))
    elif facts.verified_by:
        sentences.append(_("Verified by {name}.").format(name=isolate(facts.verified_by)))
    if facts.version > 1:
        sentences.append(_("Version {number}.").format(number=facts.version))
    return joined(sentences)
