"""The dialog in which two people reopen the results of a closed offering."""

from typing import TYPE_CHECKING

from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.rules.states import OfferingState
from trainer_app.rules.words import offering_words
from trainer_app.services import access, stages
from trainer_app.services.offerings import OfferingFacts
from trainer_app.ui.pages.offering.tab import OfferingTab
from trainer_app.ui.pages.second_person import SecondPersonDialog, may_be
from trainer_app.ui.tasks import Task
from trainer_app.ui.widgets.fields import Field, LongTextField

if TYPE_CHECKING:
    from trainer_app.services.agreements import Proven


class ReopenDialog(SecondPersonDialog):
    """Asks why the results are reopened, and for the second person."""

    def __init__(self, tab: OfferingTab, facts: OfferingFacts) -> None:
        super().__init__(
            tab,
            tab.context,
            _("Reopen the results of {code}?").format(code=ltr(facts.code)),
            _(
                "The offering goes back to the stage of results. What was decided and issued stays. "
                "Both names and the reason are kept in its history."
            ),
        )
        self._facts = facts
        self._reason = LongTextField(3)
        self._field = Field(lambda: _("Reason"), self._reason)
        self.body.addWidget(self._field)
        self.add_second(
            lambda: may_be(access.roles_of(stages.reopen)),
            lambda: _("Leave it closed"),
            lambda: _("Reopen the results"),
        )

    def is_complete(self) -> bool:
        """Whether there is a reason."""
        is_there = bool(self._reason.toPlainText().strip())
        self._field.set_error("" if is_there else lambda: _("Type the reason; it stays with the offering."))
        return is_there

    def send(self, second: "Proven") -> Task:
        """Reopen the results."""
        return self.context.tasks.write(
            stages.reopen,
            self._reopened,
            changes=("offering",),
            offering_id=self._facts.id,
            reason=self._reason.toPlainText().strip(),
            second=second,
            now=self.context.now(),
        )

    def _reopened(self, _nothing: object) -> None:
        self.context.toast(
            _("{offering} moved to {stage}").format(
                offering=ltr(self._facts.code), stage=offering_words()[OfferingState.RESULTS]
            )
        )
