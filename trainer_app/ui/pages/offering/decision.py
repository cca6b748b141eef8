"""The dialog in which the board's decision is recorded."""

from PySide6.QtWidgets import QWidget

from trainer_app.core.language import _, ngettext, pgettext
from trainer_app.core.text import isolate, ltr
from trainer_app.rules.states import Outcome
from trainer_app.services import results
from trainer_app.services.results import Decision, OfferingResults
from trainer_app.ui.page import Context
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import CheckBox, DateField, Field, TextField
from trainer_app.ui.widgets.labels import Label


class DecisionDialog(Dialog):
    """Takes day and minutes of the board; the results become final and awards are granted."""

    def __init__(self, parent: QWidget, context: Context, found: OfferingResults) -> None:
        passed = sum(1 for trainee in found.trainees if trainee.graded.is_pass)
        super().__init__(
            parent,
            _("Record the board's decision on {offering}").format(offering=ltr(found.offering_code)),
            ngettext(
                "The results become final and {count} award is granted. This cannot be undone.",
                "The results become final and {count} awards are granted. This cannot be undone.",
                passed,
            ).format(count=passed),
        )
        self._context, self._found = context, found
        self._pending = [trainee for trainee in found.trainees if trainee.graded.outcome is Outcome.PENDING]
        self._day = DateField(context.today())
        self._minutes = TextField()
        self._day_field = Field(lambda: _("Day of the board"), self._day)
        self._minutes_field = Field(
            lambda: _("Number of the minutes"),
            self._minutes,
            hint=lambda: _("As written on the signed paper."),
        )
        self._leave = CheckBox(_leave_words(len(self._pending)))
        self.body.addWidget(self._day_field)
        self.body.addWidget(self._minutes_field)
        if self._pending:
            names = pgettext("list", ", ").join(
                isolate(trainee.names.in_language()) for trainee in self._pending
            )
            self.body.addWidget(self._leave)
            self.body.addWidget(Label(names, "second", wraps=True))
        self.add_cancel()
        self._act = self.add_action(lambda: _("Record decision"), self._record)

    def _record(self) -> None:
        decided_on = self._day.value
        self._day_field.set_error("" if decided_on else lambda: _("Type a day, for example 15-03-2026."))
        minutes = self._minutes.text().strip()
        self._minutes_field.set_error("" if minutes else lambda: _("Type the number of the minutes."))
        if decided_on is None or not minutes:
            return
        left = [trainee.enrolment_id for trainee in self._pending] if self._leave.isChecked() else []
        task = self._context.tasks.write(
            results.decide,
            self._recorded,
            changes=("result", "award", "offering", "certificate"),
            offering_id=self._found.offering_id,
            decided_on=decided_on,
            minutes_reference=minutes,
            now=self._context.now(),
            left_pending=left,
        )
        self.follow(task, self._act)

    def _recorded(self, decision: Decision) -> None:
        count = len(decision.granted)
        self._context.toast(
            ngettext(
                "Decision recorded. {count} award granted.",
                "Decision recorded. {count} awards granted.",
                count,
            ).format(count=count)
        )


def _leave_words(count: int) -> str:
    return ngettext(
        "The board leaves {count} trainee pending", "The board leaves {count} trainees pending", count
    ).format(count=count)
