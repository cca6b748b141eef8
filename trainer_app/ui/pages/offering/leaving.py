"""The dialogs in which somebody leaves the roll: with a reason, or because the entry was a mistake."""

from PySide6.QtWidgets import QWidget

from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr
from trainer_app.rules.states import EnrolmentState
from trainer_app.rules.words import enrolment_words
from trainer_app.services import enrolments
from trainer_app.services.enrolments import Trainee
from trainer_app.services.offerings import OfferingFacts
from trainer_app.ui.page import Context
from trainer_app.ui.pages.offering.roll_columns import first_name
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import Combo, Field, LongTextField

CHANGES = ("enrolment", "score", "result")
_LEAVING = (
    EnrolmentState.WITHDRAWN,
    EnrolmentState.RETURNED_TO_UNIT,
    EnrolmentState.DISMISSED,
    EnrolmentState.DEFERRED,
    EnrolmentState.TRANSFERRED,
)


class LeaveDialog(Dialog):
    """Records how and why a trainee left; the entry, its scores and its attendance are kept."""

    def __init__(self, parent: QWidget, context: Context, trainee: Trainee) -> None:
        super().__init__(
            parent,
            _("{name} leaves the roll").format(name=isolate(first_name(trainee))),
            _("Scores and attendance are kept. The seat becomes free."),
        )
        self._context, self._trainee = context, trainee
        words = enrolment_words()
        self._how = Combo([(words[state], state) for state in _LEAVING])
        self._reason = LongTextField(3)
        self._field = Field(lambda: _("Reason"), self._reason, hint=lambda: _("Name the order or letter."))
        self.body.addWidget(Field(lambda: _("How"), self._how))
        self.body.addWidget(self._field)
        self.add_cancel(lambda: _("Keep on the roll"))
        self._act = self.add_action(lambda: _("Record leaving"), self._do, role="danger")

    def _do(self) -> None:
        reason = self._reason.toPlainText().strip()
        if not reason:
            self._field.set_error(lambda: _("Type the reason; it stays with the entry."))
            return
        task = self._context.tasks.write(
            enrolments.leave,
            self._left,
            changes=CHANGES,
            enrolment_id=self._trainee.enrolment_id,
            version=self._trainee.version,
            state=EnrolmentState(self._how.value),
            reason=reason,
        )
        self.follow(task, self._act)

    def _left(self, _nothing: object) -> None:
        self._context.done(
            _("{name}: {state}").format(
                name=isolate(first_name(self._trainee)), state=enrolment_words()[self._how.value]
            )
        )


class TakeOffDialog(Dialog):
    """Asks before an entry that was made by mistake is removed."""

    def __init__(self, parent: QWidget, context: Context, facts: OfferingFacts, trainee: Trainee) -> None:
        super().__init__(
            parent,
            _("Take {name} off the roll of {offering}?").format(
                name=isolate(first_name(trainee)), offering=ltr(facts.code)
            ),
            _("For an entry made by mistake: it is removed, and the person stays in the records."),
        )
        self._context, self._trainee = context, trainee
        self.add_cancel(lambda: _("Keep on the roll"))
        self._act = self.add_action(lambda: _("Take off the roll"), self._do, role="danger")

    def _do(self) -> None:
        task = self._context.tasks.write(
            enrolments.take_off,
            self._taken_off,
            changes=CHANGES,
            enrolment_id=self._trainee.enrolment_id,
            version=self._trainee.version,
        )
        self.follow(task, self._act)

    def _taken_off(self, _nothing: object) -> None:
        self._context.done(_("{name} was taken off the roll").format(name=isolate(first_name(self._trainee))))
