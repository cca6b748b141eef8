"""The bar below the roll: the chosen trainee and what can be done for them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr
from trainer_app.rules.states import EnrolmentState
from trainer_app.rules.words import enrolment_words
from trainer_app.services import enrolments
from trainer_app.services.enrolments import OPEN_FOR_ROLL, Trainee
from trainer_app.services.offerings import OfferingFacts
from trainer_app.ui import theme
from trainer_app.ui.page import Context
from trainer_app.ui.pages.offering.roll_columns import first_name, missing_names
from trainer_app.ui.pages.offering.roll_tools import closed_words
from trainer_app.ui.widgets.buttons import Button, only_if
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.words import said


class TraineeBar(QWidget):
    """Names the chosen trainee; a button that cannot be used has its reason beside it.

    Signals: open_asked(); leave_asked(); take_off_asked().
    """

    open_asked = Signal()
    leave_asked = Signal()
    take_off_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._may_leave, self._may_take_off = context.may(enrolments.leave), context.may(enrolments.take_off)
        self.setProperty("area", "wizard-footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = Label("", "strong")
        self._second = Label("", "second")
        self._open = Button(lambda: _("Open person"), on_click=self.open_asked.emit)
        self._leave = Button(lambda: _("Record leaving"), on_click=self.leave_asked.emit)
        self._off = Button(lambda: _("Take off the roll"), "danger", on_click=self.take_off_asked.emit)
        only_if(self._may_leave, self._leave)
        only_if(self._may_take_off, self._off)
        self._arrange()
        self.hide()

    @property
    def can_leave(self) -> bool:
        """Whether leaving can be recorded for the chosen trainee."""
        return self._may_leave and self._leave.isEnabled()

    @property
    def can_take_off(self) -> bool:
        """Whether the entry can be removed, as far as is known before asking."""
        return self._may_take_off and self._off.isEnabled()

    def show_trainee(self, facts: OfferingFacts, trainee: Trainee | None) -> None:
        """Show a trainee, or nothing."""
        self.setVisible(trainee is not None)
        if trainee is None:
            return
        is_open = facts.state in OPEN_FOR_ROLL
        self._leave.setEnabled(is_open and trainee.state is EnrolmentState.ACTIVE)
        self._off.setEnabled(is_open and trainee.is_on_roll and trainee.credited_minutes is None)
        self._name.set_words(
            _("No. {number}, {name}").format(
                number=ltr(str(trainee.roll_number)), name=isolate(first_name(trainee))
            )
        )
        self._second.set_words(_about(facts, trainee))

    def _arrange(self) -> None:
        self.setFixedHeight(theme.active().height("wizard_footer"))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch()
        texts.addWidget(self._name)
        texts.addWidget(self._second)
        texts.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        line.addLayout(texts, 1)
        for button in (self._open, self._leave, self._off):
            line.addWidget(button)


def _about(facts: OfferingFacts, trainee: Trainee) -> str:
    """State, what is missing, and why something cannot be done now."""
    state = enrolment_words()[trainee.state]
    if not trainee.is_on_roll:
        return _("{state}: {reason}").format(state=state, reason=isolate(trainee.reason))
    if facts.state not in OPEN_FOR_ROLL:
        return said(closed_words(facts.state))
    if trainee.state is EnrolmentState.ENROLLED:
        return _with(missing_names(trainee), _("Leaving is recorded once the offering runs."))
    if trainee.credited_minutes is not None:
        reason = _("Attendance is recorded, so the entry stays; leaving keeps it with its reason.")
        return _with(missing_names(trainee), reason)
    return missing_names(trainee) or state


def _with(missing: str, reason: str) -> str:
    return _("{missing}. {reason}").format(missing=missing, reason=reason) if missing else reason
