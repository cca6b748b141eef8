"""The register: every number ever taken, in order, and what became of it."""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.formats import date_short, number
from trainer_app.core.language import _, joined, ngettext, pgettext
from trainer_app.core.text import ltr
from trainer_app.services import register
from trainer_app.services.register import RegisterRow, SeriesFacts, Status
from trainer_app.ui.commands import Command
from trainer_app.ui.page import Context, Page
from trainer_app.ui.pages.certificates.detail import RegisterDetail
from trainer_app.ui.pages.certificates.status_words import chip_of
from trainer_app.ui.pages.people.words import own_name
from trainer_app.ui.tables.cells import Cell, Names, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.filter_bar import FilterBar
from trainer_app.ui.widgets.segmented import Segment
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.surfaces import Card, ListDetail, PageHead, Panel


@dataclass(frozen=True, slots=True)
class Loaded:
    """Ids that pass the filters, counts of every status, the series and the years there are."""

    ids: list[uuid.UUID]
    counts: dict[str, int]
    series: list[SeriesFacts]
    years: list[int]


def load(session: Any, *, on: date, status: str, typed: str, year: int | None) -> Loaded:
    """Read the list in one transaction."""
    return Loaded(
        list(register.ids(session, on=on, status=status, typed=typed, year=year)),
        register.counts(session, on=on, year=year),
        register.series(session, year=year),
        list(register.years(session)),
    )


class CertificatesPage(Page):
    """The register with filters and the stored paper. Keys of its place: `show` (a filter), `id`."""

    nouns = frozenset({"certificate", "award", "person"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted: uuid.UUID | None = None
        self._head = PageHead(lambda: _("Certificates"), " ")
        self._filters = FilterBar(
            lambda: _("Number or name"),
            [
                Segment("", lambda: _("All")),
                Segment("to_print", lambda: _("To print")),
                Segment("expiring", lambda: _("Expiring")),
                Segment(Status.EXPIRED, lambda: _("Expired")),
                Segment(Status.VOID, lambda: pgettext("certificate", "Void")),
            ],
            search_width=210,
        )
        self._search, self._groups = self._filters.search, self._filters.groups
        self._table = Table(_columns(), context.settings, "certificates")
        self._arrange()
        self._connect()

    @cached_property
    def _detail(self) -> RegisterDetail:
        """The stored paper of the chosen number."""
        return RegisterDetail(self.context)

    @override
    def title(self) -> str:
        return _("Certificates")

    @override
    def show_place(self, **keys: str) -> None:
        if "show" in keys:
            self._groups.choose(keys["show"])
        self._wanted = uuid.UUID(keys["id"]) if "id" in keys else None
        self.reload()

    @override
    def take_focus(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reload(self) -> None:
        self.context.tasks.read(
            load,
            self._show,
            latest="certificates",
            on=self.context.today(),
            status=self._groups.current,
            typed=self._search.text(),
            year=self._filters.year.value,
        )

    def _arrange(self) -> None:
        card = Card(edge_to_edge=True)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self._table)
        left = Panel(margin=20, gap=12, surface="page")
        left.column.addWidget(self._head)
        left.column.addWidget(self._filters)
        left.column.addWidget(card, 1)
        split = ListDetail(
            left,
            lambda: self._detail,
            self,
            settings=self.context.settings,
            name="certificates",
            sizes=(990, 248),
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

    def _connect(self) -> None:
        self._filters.changed.connect(self.reload)
        self._filters.left.connect(self._table.setFocus)
        self._table.current_changed.connect(self._chosen)
        self._table.opened.connect(lambda: self._detail.open_paper())
        Command(self, lambda: _("Filter the list"), "Ctrl+F", self._filters.begin)

    def _show(self, loaded: Loaded) -> None:
        self._head.second.set_words(_summary(loaded.series))
        total = sum(series.taken for series in loaded.series)
        self._groups.set_counts({"": total, **{key: loaded.counts.get(key, 0) for key in _COUNTED}})
        self._filters.show_years(loaded.years)
        self._table.set_empty(self._empty(is_filtered=total > 0))
        rows_of = partial(register.rows, on=self.context.today())
        self._table.set_ids(loaded.ids, self.context.tasks, rows_of)
        wanted = self._wanted or self._table.current_id or (loaded.ids[0] if loaded.ids else None)
        self._wanted = None
        if wanted is not None:
            self._table.select_id(wanted)
        self._chosen(self._table.current_id)

    def _chosen(self, document_id: uuid.UUID | None) -> None:
        self._detail.show_document(document_id)

    def _empty(self, *, is_filtered: bool) -> QWidget:
        if is_filtered:
            clear = Button(lambda: _("Show all numbers"), on_click=self._filters.clear)
            return EmptyState("search", lambda: _("No certificate matches"), "", buttons=(clear,))
        go = Button(lambda: _("Open offerings"), on_click=lambda: self.context.navigate("offerings"))
        return EmptyState(
            "award",
            lambda: _("No certificate number is taken yet"),
            lambda: _("Certificates are issued on the tab Certificates of an offering."),
            buttons=(go,),
        )


_COUNTED = ("to_print", "expiring", Status.EXPIRED, Status.VOID)


def _summary(series: list[SeriesFacts]) -> str:
    taken = sum(each.taken for each in series)
    words = ngettext("{count} in the register.", "{count} in the register.", taken).format(
        count=number(taken)
    )
    broken = [each for each in series if not each.is_whole]
    if broken:
        names = pgettext("list", ", ").join(ltr(f"{each.station} {each.year}") for each in broken)
        return joined([words, _("Numbers are missing in: {series}.").format(series=names)])
    return joined([words, _("No number is missing.")]) if taken else words


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", lambda: _("Number"), _number, width=186, keeps=8, least=186),
        Column("status", lambda: _("Status"), lambda row: chip_of(row.status), width=118, keeps=2, least=118),
        Column("holder", lambda: _("Holder"), _holder, width=220, stretch=2, keeps=7, least=150),
        Column("course", lambda: _("Course or reason"), _course, width=190, stretch=2, keeps=5, least=110),
        Column(
            "issued",
            lambda: _("Issued on"),
            lambda row: date_short(row.issued_on),
            width=126,
            keeps=3,
            least=122,
        ),
        Column("valid", lambda: _("Valid to"), _valid_to, width=126, keeps=3, least=122),
    )


def _number(row: RegisterRow) -> Cell:
    is_void = row.status in (Status.VOID, Status.CANCELLED)
    return Text(ltr(row.number), struck=is_void, tone="text3" if is_void else "text")


def _holder(row: RegisterRow) -> Cell:
    return "" if row.holder is None else Names(row.holder.in_language(), own_name(row.holder, row.side))


def _course(row: RegisterRow) -> Cell:
    return row.reason or (row.course.in_language() if row.course else "")


def _valid_to(row: RegisterRow) -> Cell:
    if row.holder is None:
        return ""
    return Text(_("No expiry"), tone="text2") if row.valid_to is None else date_short(row.valid_to)
