"""Moving an offering to another stage: the usual next one, cancelling, and reopening the results."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.rules.states import Kind, OfferingState, may_move
from trainer_app.rules.words import offering_words
from trainer_app.services import stages
from trainer_app.services.offerings import OfferingFacts
from trainer_app.services.stages import next_stage
from trainer_app.ui.pages.offering.reopening import ReopenDialog
from trainer_app.ui.pages.offering.tab import OfferingTab
from trainer_app.ui.widgets.buttons import Button, MenuButton, only_if
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import Field, LongTextField


class StageMoves(QWidget):
    """The button for the next stage, and a menu with the moves that need a reason."""

    def __init__(self, tab: OfferingTab) -> None:
        super().__init__()
        self._tab = tab
        self._facts: OfferingFacts | None = None
        self._may_move = tab.context.may(stages.move)
        self._may_reopen = tab.context.user is not None and tab.context.may(stages.reopen)
        self._next = Button("", "primary", on_click=self._move_on)
        only_if(self._may_move, self._next)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self._more: MenuButton | None = None
        self._line.addWidget(self._next)

    def show_stage(self, facts: OfferingFacts, *, is_ready: bool) -> None:
        """Offer the moves of the present stage."""
        self._facts = facts
        coming = next_stage(facts.state)
        self._next.setVisible(coming is not None)
        if coming is not None:
            self._next.set_words(_("Move to {stage}").format(stage=offering_words()[coming]))
            self._next.set_icon("" if is_ready else "lock")
            self._next.setEnabled(is_ready)
        self._show_more(facts)

    def _show_more(self, facts: OfferingFacts) -> None:
        if self._more is not None:
            self._more.deleteLater()
            self._more = None
        can_cancel = self._may_move and may_move(Kind.OFFERING, facts.state, OfferingState.CANCELLED)
        can_reopen = self._may_reopen and facts.state is OfferingState.CLOSED
        if not can_cancel and not can_reopen:
            return
        self._more = MenuButton(lambda: _("More"))
        if can_cancel:
            self._more.add(_("Cancel the offering"), self._cancel)
        if can_reopen:
            self._more.add(_("Reopen the results"), self._reopen)
        self._line.insertWidget(0, self._more)

    def _move_on(self) -> None:
        if self._facts is None or (coming := next_stage(self._facts.state)) is None:
            return
        task = self._tab.context.tasks.write(
            stages.move, self._moved, changes=("offering", "enrolment"), offering_id=self._facts.id, to=coming
        )
        self._next.follow(task)

    def _moved(self, _nothing: object) -> None:
        if self._facts is not None and (now := next_stage(self._facts.state)) is not None:
            self._tab.context.toast(
                _("{offering} moved to {stage}").format(
                    offering=ltr(self._facts.code), stage=offering_words()[now]
                )
            )

    def _cancel(self) -> None:
        if self._facts is not None:
            CancelDialog(self._tab, self._facts).open()

    def _reopen(self) -> None:
        if self._facts is not None:
            ReopenDialog(self._tab, self._facts).open()


class CancelDialog(Dialog):
    """Asks why an offering is cancelled."""

    def __init__(self, tab: OfferingTab, facts: OfferingFacts) -> None:
        super().__init__(
            tab,
            _("Cancel {code}?").format(code=ltr(facts.code)),
            _("The roll and everything typed stay readable. A cancelled offering cannot be opened again."),
        )
        self._tab, self._facts = tab, facts
        self._reason = LongTextField(3)
        self._field = Field(lambda: _("Reason"), self._reason)
        self.body.addWidget(self._field)
        self.add_cancel(lambda: _("Keep it"))
        self._act = self.add_action(lambda: _("Cancel the offering"), self._do, role="danger")

    def _do(self) -> None:
        reason = self._reason.toPlainText().strip()
        if not reason:
            self._field.set_error(lambda: _("Type the reason; it stays with the offering."))
            return
        task = self._tab.context.tasks.write(
            stages.move,
            changes=("offering",),
            offering_id=self._facts.id,
            to=OfferingState.CANCELLED,
            reason=reason,
        )
        self.follow(task, self._act)
