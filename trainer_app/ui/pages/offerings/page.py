"""The list of offerings."""

import uuid
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.formats import date_short, number
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import ltr
from trainer_app.rules.states import OfferingState
from trainer_app.rules.words import offering_words
from trainer_app.services import offerings
from trainer_app.services.offerings import OfferingRow
from trainer_app.ui.commands import Command
from trainer_app.ui.page import Context, Page
from trainer_app.ui.pages.offerings.dialog import OfferingDialog
from trainer_app.ui.tables.cells import Names, Number, Side, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.buttons import Button, only_if
from trainer_app.ui.widgets.filter_bar import FilterBar
from trainer_app.ui.widgets.segmented import Segment
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.surfaces import PAGE_MARGIN, Card, PageHead

_GROUPS: dict[str, tuple[OfferingState, ...]] = {
    "all": tuple(OfferingState),
    "ahead": (OfferingState.PLANNED, OfferingState.OPEN),
    "running": (OfferingState.RUNNING, OfferingState.ASSESSMENT),
    "results": (OfferingState.RESULTS,),
    "closed": (OfferingState.CLOSED,),
    "cancelled": (OfferingState.CANCELLED,),
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """Rows that pass the filters, counts of every stage, and the years there are."""

    rows: list[OfferingRow]
    counts: dict[OfferingState, int]
    years: list[int]


def load(session: Any, *, group: str, year: int | None, search: str) -> Loaded:
    """Read the list in one transaction."""
    return Loaded(
        offerings.rows(session, states=_GROUPS[group], year=year, search=search),
        offerings.counts(session, year=year),
        offerings.years(session),
    )


class OfferingsPage(Page):
    """All offerings with filters by stage and year; Enter opens one."""

    nouns = frozenset({"offering", "enrolment", "course", "result"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._may_add = context.may(offerings.create)
        self._new = Button(lambda: _("New offering"), "primary", icon="plus", on_click=self.add)
        only_if(self._may_add, self._new)
        self._head = PageHead(lambda: _("Offerings"), " ", buttons=(self._new,))
        self._filters = FilterBar(
            lambda: _("Code or course"),
            [
                Segment("all", lambda: _("All")),
                Segment("ahead", lambda: _("Upcoming")),
                Segment("running", lambda: _("Running")),
                Segment("results", lambda: _("Results")),
                Segment("closed", lambda: _("Closed")),
                Segment("cancelled", lambda: _("Cancelled")),
            ],
            search_width=240,
        )
        self._search, self._groups = self._filters.search, self._filters.groups
        self._table = Table(_columns(), context.settings, "offerings")
        self._arrange()
        self._connect()

    @override
    def title(self) -> str:
        return _("Offerings")

    @override
    def take_focus(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reload(self) -> None:
        self.context.tasks.read(
            load,
            self._show,
            latest="offerings",
            group=self._groups.current,
            year=self._filters.year.value,
            search=self._search.text(),
        )

    def _arrange(self) -> None:
        card = Card(edge_to_edge=True)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self._table)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(12)
        column.addWidget(self._head)
        column.addWidget(self._filters)
        column.addWidget(card, 1)

    def _connect(self) -> None:
        self._filters.changed.connect(self.reload)
        self._filters.left.connect(self._table.setFocus)
        self._table.opened.connect(self._open)
        if self._may_add:
            Command(self, lambda: _("New offering"), "Ctrl+N", self.add)
        Command(self, lambda: _("Filter the list"), "Ctrl+F", self._filters.begin)

    def _show(self, loaded: Loaded) -> None:
        total = sum(loaded.counts.values())
        self._head.second.set_words(
            ngettext("{count} offering", "{count} offerings", total).format(count=number(total))
        )
        self._groups.set_counts(
            {key: sum(loaded.counts[state] for state in states) for key, states in _GROUPS.items()}
        )
        self._filters.show_years(loaded.years)
        self._table.set_empty(self._empty(is_filtered=total > 0))
        self._table.set_rows(loaded.rows)

    def _empty(self, *, is_filtered: bool) -> QWidget:
        if is_filtered:
            clear = Button(lambda: _("Show all offerings"), on_click=self._filters.clear)
            return EmptyState("search", lambda: _("No offering matches"), "", buttons=(clear,))
        plan = Button(lambda: _("New offering"), "primary", icon="plus", on_click=self.add)
        only_if(self._may_add, plan)
        return EmptyState(
            "calendar-days",
            lambda: _("No offering is planned yet"),
            lambda: _("Plan the first intake of a course; then import its roll."),
            buttons=(plan,),
        )

    def add(self) -> None:
        """Plan an offering in a dialog."""
        dialog = OfferingDialog(self, self.context)
        dialog.saved.connect(self._open)
        dialog.open()

    def _open(self, row_id: uuid.UUID) -> None:
        self.context.navigate("offering", id=str(row_id))


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "offering",
            lambda: _("Offering"),
            lambda row: Names(ltr(row.code), row.titles.in_language(), strong=True, second_tone="text"),
            width=350,
            stretch=3,
            keeps=9,
        ),
        Column("host", lambda: _("Host"), lambda row: Side(row.host_side), width=58),
        Column(
            "starts",
            lambda: _("Starts"),
            lambda row: date_short(row.starts_on),
            width=126,
            keeps=8,
            least=122,
        ),
        Column("ends", lambda: _("Ends"), lambda row: date_short(row.ends_on), width=126, keeps=8, least=122),
        Column(
            "venue",
            lambda: _("Venue"),
            lambda row: Text(row.venue.in_language(), tone="text2"),
            width=230,
            stretch=2,
            keeps=1,
        ),
        Column("trainees", lambda: _("Trainees"), _seats, width=104, number=True),
        Column("stage", lambda: _("Stage"), _stage, width=100),
    )


def _seats(row: OfferingRow) -> Number:
    return Number(ltr(_("{taken} of {seats}").format(taken=number(row.trainees), seats=number(row.capacity))))


def _stage(row: OfferingRow) -> Text:
    is_over = row.state in (OfferingState.CLOSED, OfferingState.CANCELLED)
    is_live = row.state in (OfferingState.RUNNING, OfferingState.ASSESSMENT, OfferingState.RESULTS)
    return Text(offering_words()[row.state], tone="text3" if is_over else "text", strong=is_live)
