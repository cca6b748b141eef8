"""The tab of the history: who changed what, from what to what, and why; and the scores as they were."""

from datetime import datetime
from functools import cached_property

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.formats import number
from trainer_app.core.language import _, ngettext
from trainer_app.services import history, past_scores
from trainer_app.services.history import History
from trainer_app.services.past_scores import PastScores
from trainer_app.ui.page import Context
from trainer_app.ui.pages.offering.history_filter import HistoryBar, PastBar
from trainer_app.ui.pages.offering.past_view import PastView
from trainer_app.ui.pages.offering.tab import OfferingTab
from trainer_app.ui.tables.changes import changes_table
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.surfaces import PAGE_MARGIN, Card


class HistoryTab(OfferingTab):
    """Changes, the newest first, read a page at a time."""

    nouns = frozenset({"offering", "enrolment", "person", "score", "result", "certificate"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._limit = history.PAGE
        self.bar, self.past_bar = HistoryBar(), PastBar()
        self.table = changes_table(context.settings, "history")
        self._count = Label("", "second")
        self.older = Button(lambda: _("Show older changes"), on_click=self._more)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(PAGE_MARGIN, 14, PAGE_MARGIN, 14)
        outer.addWidget(self._stack)
        self.bar.changed.connect(self._narrow)
        self.past_bar.asked.connect(self.show_past)

    @cached_property
    def past(self) -> PastView:
        """The scores as they were, made when they are first asked for."""
        made = PastView(self.context.settings)
        made.left.connect(self.show_changes)
        self._stack.addWidget(made)
        return made

    @property
    def is_past_shown(self) -> bool:
        """Whether earlier scores are shown instead of the changes."""
        return self._stack.currentIndex() > 0

    @override
    def reload(self) -> None:
        self.context.tasks.read(
            history.of_offering,
            self._show,
            latest="history",
            offering_id=self.offering_id,
            chosen=self.bar.chosen,
            limit=self._limit,
        )

    def show_past(self, at: datetime) -> None:
        """Show the scores as they were at an instant."""
        self.context.tasks.read(
            past_scores.scores_as_on,
            self._show_past,
            latest="past-scores",
            offering_id=self.offering_id,
            at=at,
        )

    def show_changes(self) -> None:
        """Go back to the changes."""
        self._stack.setCurrentIndex(0)
        self.past_bar.day.setFocus()

    def _list(self) -> QWidget:
        card = Card(edge_to_edge=True)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.table)
        foot = QHBoxLayout()
        foot.addWidget(self._count)
        foot.addStretch()
        foot.addWidget(self.older)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.bar)
        column.addWidget(card, 1)
        column.addLayout(foot)
        column.addWidget(self.past_bar)
        return page

    def _narrow(self) -> None:
        self._limit = history.PAGE
        self.reload()

    def _more(self) -> None:
        self._limit += history.PAGE
        self.reload()

    def _show(self, found: History) -> None:
        self.bar.offer(found)
        self.table.set_rows(found.lines)
        self.older.setVisible(found.has_more)
        count = len(found.lines)
        words = (
            ngettext("The newest change is shown", "The newest {count} changes are shown", count)
            if found.has_more
            else ngettext("{count} change", "{count} changes", count)
        )
        self._count.set_words(words.format(count=number(count)) if count else "")

    def _show_past(self, found: PastScores) -> None:
        self.past.show_scores(found)
        self._stack.setCurrentWidget(self.past)
