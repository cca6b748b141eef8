"""The card above the results: whether the board has decided, and what can be done about it."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from trainer_app.core.formats import date_long, number
from trainer_app.core.language import _, joined, ngettext
from trainer_app.rules.states import OfferingState
from trainer_app.services import component_statistics, results
from trainer_app.services.results import Group, OfferingResults
from trainer_app.ui.page import Context
from trainer_app.ui.widgets.buttons import Button, only_if
from trainer_app.ui.widgets.chips import Chip
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.surfaces import Card


class BoardCard(Card):
    """Whether the board has decided; `compute` keeps provisional results, `record` the decision.

    `tell` shows the statistics.
    """

    def __init__(
        self,
        context: Context,
        *,
        tell: Callable[[], object],
        compute: Callable[[], object],
        record: Callable[[], object],
    ) -> None:
        super().__init__()
        self.body.setContentsMargins(14, 12, 14, 12)
        self._title = Label("", "section-title")
        self._chip = Chip("neutral", "")
        self._second = Label("", "second", wraps=True)
        self._statistics = Button(lambda: _("Statistics"), on_click=tell)
        self.compute_button = Button(lambda: _("Compute again"), on_click=compute)
        self._record = Button(lambda: _("Record the board's decision"), "primary", on_click=record)
        self._may_record = context.may(results.decide)
        only_if(context.may(component_statistics.of_offering), self._statistics)
        only_if(context.may(results.run), self.compute_button)
        only_if(self._may_record, self._record)
        titles = QHBoxLayout()
        titles.setSpacing(8)
        titles.addWidget(self._title)
        titles.addWidget(self._chip)
        titles.addStretch()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addLayout(titles)
        texts.addWidget(self._second)
        line = QHBoxLayout()
        line.addLayout(texts, 1)
        line.addWidget(self._statistics)
        line.addWidget(self.compute_button)
        line.addWidget(self._record)
        self.body.addLayout(line)

    def show_results(self, found: OfferingResults) -> None:
        """Show where the decision stands."""
        self._title.set_words(_("Final results") if found.is_final else _("Provisional results"))
        if found.is_final:
            self._chip.set_look("ok", _("Decided"), "check")
        else:
            self._chip.set_look("warn", _("Not decided"), "clock")
        words = _decision_words(found)
        if not found.is_final and not self._may_record:
            words = joined([words, _("A board secretary records it.")])
        self._second.set_words(words)
        can_record = not found.is_final and found.stage is OfferingState.RESULTS
        self.compute_button.setVisible(not found.is_final)
        self.compute_button.set_words(_("Compute again") if found.computed_at else _("Compute and keep"))
        self._statistics.setEnabled(bool(found.trainees))
        self.compute_button.setEnabled(bool(found.trainees))
        self._record.setVisible(not found.is_final)
        self._record.setEnabled(can_record and bool(found.trainees))


def _decision_words(found: OfferingResults) -> str:
    if found.is_final and found.decided_on is not None:
        return _("Decided by the board on {day}, minutes {reference}.").format(
            day=date_long(found.decided_on), reference=found.minutes_reference
        )
    if found.stage is OfferingState.RESULTS:
        clear = len(found.in_group(Group.CLEAR))
        return ngettext(
            "{count} result is clear. Nothing is final before the board's decision is recorded.",
            "{count} results are clear. Nothing is final before the board's decision is recorded.",
            clear,
        ).format(count=number(clear))
    return _("Move the offering to the stage of results, then record the board's decision.")
