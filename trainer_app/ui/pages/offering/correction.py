"""The dialog in which two people correct a verified score sheet, and see before whose result changes."""

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer_app.core.formats import number
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import isolate, ltr
from trainer_app.rules.attempts import Mark
from trainer_app.rules.grading import Graded
from trainer_app.rules.states import ScoreState
from trainer_app.rules.words import outcome_words
from trainer_app.services import access, corrections, sheets
from trainer_app.services.corrections import Consequence, Preview
from trainer_app.services.scores import Entry
from trainer_app.ui import theme
from trainer_app.ui.pages.offering.tab import OfferingTab
from trainer_app.ui.pages.second_person import SecondPersonDialog, may_be
from trainer_app.ui.tables.score_grid.table import NotAccepted, ScoreTable
from trainer_app.ui.tables.score_grid.words import first_name, mark_text
from trainer_app.ui.tasks import Task
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.fields import Combo, Field, LongTextField, TextField, in_row
from trainer_app.ui.widgets.labels import Label

if TYPE_CHECKING:
    from trainer_app.services.agreements import Proven

_SHOWN = 5
"""So many trainees are told one by one; of more their number is."""


class CorrectionDialog(SecondPersonDialog):
    """Takes the right marks one after the other, shows what they change, then reason and second person."""

    def __init__(self, tab: OfferingTab, table: ScoreTable, column: int, changes: Sequence[str]) -> None:
        component = table.components[column]
        super().__init__(
            tab,
            tab.context,
            _("Correct the score sheet of {component}?").format(
                component=isolate(component.titles.in_language())
            ),
            _("The sheet becomes a new verified version. Both names and the reason are kept in its history."),
        )
        self.setFixedWidth(theme.active().px(640))
        self._table, self._column, self._changes = table, column, tuple(changes)
        self._marks: dict[uuid.UUID, Mark] = {}
        self._previewed: dict[uuid.UUID, Mark] = {}
        self.trainee = Combo([(_numbered(table, row), row) for row in range(len(table.trainees))])
        self.mark = TextField()
        self.add = Button(lambda: _("Add to the correction"), on_click=self._add)
        self.mark.returnPressed.connect(self._add)
        self._mark_field = Field(lambda: _("Right mark"), self.mark)
        self.body.addWidget(in_row(Field(lambda: _("Trainee"), self.trainee), self._mark_field))
        self.body.addWidget(self.add)
        self._summary = Label("", "strong", wraps=True)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(4)
        shown = QWidget()
        shown.setLayout(self.lines)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._summary)
        self.body.addWidget(shown)
        self._summary.hide()
        self.reason = LongTextField(2)
        self._reason_field = Field(lambda: _("Reason"), self.reason)
        self.body.addWidget(self._reason_field)
        self.add_second(
            lambda: may_be(access.roles_of(sheets.verify)),
            lambda: _("Leave it as it is"),
            lambda: _("Correct the sheet"),
        )

    def _add(self) -> None:
        """Take one more mark, and look at what all of them change."""
        row = self.trainee.value
        found = self._table.read(self._column, self.mark.text())
        if isinstance(found, NotAccepted):
            self._mark_field.set_error(found.fault.sentence())
            return
        if found.state == ScoreState.NOT_ENTERED:
            self._mark_field.set_error(lambda: _("Type the right mark, or A for absent."))
            return
        self._mark_field.set_error("")
        self._marks = {**self._marks, self._table.trainees[row].enrolment_id: found}
        self.mark.clear()
        self.context.tasks.read(
            corrections.preview,
            self._show_preview,
            latest="offering.correction",
            on_failure=self.show_fault,
            offering_id=self._table.grid.offering_id,
            component_id=self._table.components[self._column].id,
            attempt=self._table.grid.attempt,
            marks=self._marks,
        )

    def _show_preview(self, found: Preview) -> None:
        """Show whose band or outcome changes first, then whose total alone."""
        self._previewed = dict(self._marks)
        while (item := self.lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._summary.set_words(_summary(found))
        self._summary.show()
        ordered = sorted(found.consequences, key=lambda each: not each.is_decisive)
        for each in ordered[:_SHOWN]:
            label = Label(self._line(each, found), "body", wraps=True)
            label.set_tone("danger" if each.is_decisive else "second")
            self.lines.addWidget(label)
        left = len(ordered) - _SHOWN
        if left > 0:
            words = ngettext("{count} more", "{count} more", left).format(count=left)
            self.lines.addWidget(Label(words, "second"))

    def _line(self, each: Consequence, found: Preview) -> str:
        step = self._table.components[self._column].facts.step
        words = (
            _("{trainee}: mark {before} → {after}. {old} → {new}. Holds an award, which stays.")
            if each.holds_award and each.is_decisive
            else _("{trainee}: mark {before} → {after}. {old} → {new}.")
        )
        return words.format(
            trainee=isolate(each.names.in_language()),
            before=isolate(mark_text(each.before, step) or _("blank")),
            after=isolate(mark_text(each.after, step)),
            old=isolate(_result(each.old, found)),
            new=isolate(_result(each.new, found)),
        )

    def is_complete(self) -> bool:
        """Whether marks were added whose consequences are shown, and a reason is there."""
        has_reason = bool(self.reason.toPlainText().strip())
        self._reason_field.set_error(
            "" if has_reason else lambda: _("Type the reason; it stays with the sheet.")
        )
        is_seen = bool(self._marks) and self._previewed == self._marks
        self._mark_field.set_error(
            "" if is_seen else lambda: _("Add at least one mark, and look at what it changes.")
        )
        return has_reason and is_seen

    def send(self, second: "Proven") -> Task:
        """Correct the sheet."""
        component_id = self._table.components[self._column].id
        places = ((key, self._table.place((key, component_id))) for key in self._marks)
        seen = {key: self._table.mark(*place) for key, place in places if place}
        return self.context.tasks.write(
            corrections.correct,
            self._corrected,
            changes=self._changes,
            offering_id=self._table.grid.offering_id,
            component_id=component_id,
            attempt=self._table.grid.attempt,
            entries=[Entry(key, component_id, mark, seen.get(key)) for key, mark in self._marks.items()],
            reason=self.reason.toPlainText().strip(),
            second=second,
            now=self.context.now(),
        )

    def _corrected(self, _recorded: object) -> None:
        self.context.toast(_("Score sheet corrected by two people"))


def _numbered(table: ScoreTable, row: int) -> str:
    trainee = table.trainees[row]
    return f"{ltr(str(trainee.roll_number))}  {isolate(first_name(trainee))}"


def _summary(found: Preview) -> str:
    count, total = len(found.decisive), len(found.consequences)
    if not total:
        return _("No mark changes: what was typed stands there already.")
    if not count:
        return _("No band and no outcome changes.")
    words = (
        ngettext(
            "Band or outcome of {count} trainee changes. What the board decided stays.",
            "Band or outcome of {count} trainees changes. What the board decided stays.",
            count,
        )
        if found.is_decided
        else ngettext(
            "Band or outcome of {count} trainee changes.",
            "Band or outcome of {count} trainees changes.",
            count,
        )
    )
    return words.format(count=count)


def _result(graded: Graded, found: Preview) -> str:
    """Total, band and outcome of a result."""
    outcome = outcome_words()[graded.outcome]
    if graded.overall is None or graded.band is None:
        return outcome
    total = number(graded.overall, found.scheme.rules.decimals)
    band = found.scheme.band_named(graded.band).titles.in_language()
    return _("{total}, {band}, {outcome}").format(total=ltr(total), band=band, outcome=outcome)
