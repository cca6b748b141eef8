"""The page of people: one search in every script, the list, and the chosen person beside it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.formats import number
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import isolate
from trainer_app.rules.roles import HISTORY_READERS
from trainer_app.services import people
from trainer_app.services.people import PersonDetail, PersonRow
from trainer_app.ui import theme
from trainer_app.ui.page import Context
from trainer_app.ui.pages.list_page import MARGIN, ListKind, ListPage
from trainer_app.ui.pages.people import detail
from trainer_app.ui.pages.people.detail import PersonPanel
from trainer_app.ui.pages.people.dialog import PersonDialog
from trainer_app.ui.pages.people.marks import marks
from trainer_app.ui.pages.people.words import duty_words, shown_names
from trainer_app.ui.tables.lists import TwoLines
from trainer_app.ui.widgets.buttons import MenuButton, only_if
from trainer_app.ui.widgets.labels import side_name
from trainer_app.ui.widgets.states import Loading
from trainer_app.ui.widgets.strips import MessageStrip, StripArea

SEEN_AT_ONCE = 25
_TYPING_PAUSE_MS = 150
_SIDES = (None, "PK", "CN")


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of the list, the rows that are seen first, and how many people there are on the chosen sides."""

    typed: str
    side: str | None
    ids: Sequence[uuid.UUID]
    rows: list[PersonRow]
    total: int
    has_more: bool = False


def load(session: Any, *, typed: str, side: str | None, total: int | None) -> Found:
    """Read the list; a known `total` need not be counted again at each letter."""
    if not typed.strip():
        ids = people.ids(session, side=side)
        return Found(typed, side, ids, people.rows(session, ids[:SEEN_AT_ONCE]), len(ids))
    hits = people.find(session, typed, side=side)
    rows = people.rows(session, hits.ids[:SEEN_AT_ONCE])
    total = people.count(session, side=side) if total is None else total
    return Found(typed, side, hits.ids, rows, total, hits.has_more)


_PEOPLE = ListKind(
    name="people",
    icon="search",
    sizes=(404, 836),
    title=lambda: _("People"),
    prompt=lambda: _("Name or number"),
    add=lambda: _("Add person"),
    find=lambda: _("Search"),
    about=lambda: _("Finds Latin, Urdu, Chinese, pinyin, initials, identity numbers."),
    keys=(("Enter", lambda: _("open")),),
)


class PeoplePage(ListPage):
    """Everyone that is known; `id` in the place opens one person."""

    nouns = frozenset({"person", "enrolment", "result", "certificate", "offering", "organisation", "rank"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, _PEOPLE, create=people.save_new)
        self._side: str | None = None
        self._total: int | None = None
        self._typed = ""
        self._person: PersonDetail | None = None
        self._goes_to_detail = False
        self._filter = MenuButton(self._filter_words, role="text")
        self._fill_filter()
        self._loading = Loading(rows=6)
        self._strips = StripArea()
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(MARGIN, 14, MARGIN, 14)
        below.addWidget(self._strips)
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._arrange(
            lambda: self._panel, tools=(self._filter,), above=(self._loading,), below=(self._below,)
        )
        self._connect()

    @cached_property
    def _panel(self) -> PersonPanel:
        """The chosen person."""
        panel = PersonPanel()
        only_if(self.context.may(people.change), panel.edit)
        only_if(self.context.holds(HISTORY_READERS), panel.history)
        panel.history_asked.connect(self.show_history)
        panel.edit_asked.connect(self.edit)
        panel.offering_opened.connect(self._open_offering)
        return panel

    @override
    def _chosen_name(self) -> str | None:
        return None if self._person is None else shown_names(self._person.draft)[0]

    @override
    def take_focus(self) -> None:
        if self._goes_to_detail:
            self._goes_to_detail = False
            self._panel.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus()

    @override
    def retranslate(self) -> None:
        self._fill_filter()
        super().retranslate()

    @override
    def reload(self) -> None:
        self._total = None
        self._loading.follow(self._ask())

    def _ask(self) -> Any:
        return self.context.tasks.read(
            load,
            self._show,
            latest="people",
            typed=self._search.text(),
            side=self._side,
            total=self._total,
        )

    def _connect(self) -> None:
        self._search.textChanged.connect(self._text_changed)
        self._list.current_changed.connect(self._chosen)
        self._list.opened.connect(self._open)
        self._pause.timeout.connect(self._read_person)

    # The list

    def _text_changed(self, _text: str) -> None:
        self._ask()

    def _fill_filter(self) -> None:
        self._filter.menu_.clear()
        for side in _SIDES:
            self._filter.add(_side_words(side), partial(self._filter_by, side))

    def _filter_words(self) -> str:
        return _("Filter: {sides}").format(sides=_side_words(self._side))

    def _filter_by(self, side: str | None) -> None:
        self._side = side
        self._filter.set_words(self._filter_words)
        self.reload()

    def _show(self, found: Found) -> None:
        if (found.typed, found.side) != (self._search.text(), self._side):
            return  # another question is on its way
        is_typed = found.typed != self._typed
        self._typed, self._total = found.typed, found.total
        self._count.set_words(_count_words(found))
        self._list.set_ids(found.ids, self.context.tasks, people.rows, found.rows)
        self._fit_list(found)
        if self._wanted is not None:
            self._choose_wanted(is_whole=not found.typed.strip() and found.side is None)
        elif found.ids and (is_typed or self._list.current_id is None):
            self._list.select_first()
        elif not found.ids:
            self._chosen(None)

    def _fit_list(self, found: Found) -> None:
        """A short list is as high as its rows, so that what is said about it stands below them."""
        if found.ids:
            rows = min(len(found.ids), 1000) * theme.active().height("two_line_row")
            self._shown.setMaximumHeight(rows)
            self._shown.setCurrentWidget(self._list)
            return
        self._shown.setMaximumHeight(16_777_215)
        self._none.missing.set_words(_nobody_words(found.typed))
        self._none.begin.set_words(_begin_words(found.typed))
        self._clear_search.setVisible(bool(found.typed.strip()))
        self._shown.setCurrentWidget(self._none)

    def _choose_wanted(self, *, is_whole: bool) -> None:
        """Open the person that the place names; where a search or filter hides them, end it."""
        wanted = self._wanted
        if self._list.select_id(wanted) or is_whole:
            self._wanted = None
            self._read_person(wanted)
            return
        self._side = None
        self._filter.set_words(self._filter_words)
        self._forget_search()
        self.reload()

    @override
    def _two_lines(self, row: PersonRow) -> TwoLines:
        first, second = shown_names(row)
        if not marks(first, self._typed) and not marks(second, self._typed):
            second = next((name for name in _names(row) if marks(name, self._typed)), second)
        awards = ngettext("{count} award", "{count} awards", row.awards).format(count=row.awards)
        return TwoLines(
            first,
            duty_words(row.rank, row.organisation),
            first_end=second,
            second_end=awards if row.awards else _("No award"),
            side=row.side,
            marks=marks(first, self._typed),
            end_marks=marks(second, self._typed),
        )

    # The chosen person

    def _chosen(self, person_id: uuid.UUID | None) -> None:
        if self._wanted is not None:
            return
        if self._search.hasFocus() and self._person is not None:
            self._pause.start()
        else:
            self._read_person(person_id)

    def _read_person(self, person_id: uuid.UUID | None = None) -> None:
        person_id = person_id or self._list.current_id
        if person_id is None:
            self._show_nobody()
            return
        self.context.tasks.read(
            detail.load, self._show_person, latest="person", person_id=person_id, on=self.context.today()
        )

    def show_history(self) -> None:
        """Show who changed what about the chosen person."""
        from trainer_app.services import history
        from trainer_app.ui.record_history import HistoryDialog

        if self._person is not None:
            title = _("History of {name}").format(name=isolate(shown_names(self._person.draft)[0]))
            HistoryDialog(self, self.context, title, history.of_person, person_id=self._person.id).open()

    def _show_nobody(self) -> None:
        self._person = None
        self._show_strips([])
        self._panel.show_nobody()
        self.place_changed.emit()

    def _show_person(self, found: detail.Loaded) -> None:
        self._person = found.person
        self._panel.show_person(found, self.context.today())
        self._show_strips([self._namesakes_strip(found.person)] if found.person.namesakes else [])
        self.place_changed.emit()

    def _show_strips(self, strips: Sequence[MessageStrip]) -> None:
        self._strips.clear()
        for strip in strips:
            self._strips.show_strip(strip)
        self._below.setVisible(bool(strips))

    def _namesakes_strip(self, person: PersonDetail) -> MessageStrip:
        count = len(person.namesakes) + 1
        name = shown_names(person.draft)[1] or person.draft.name
        sentence = ngettext("{count} person is named {name}.", "{count} people are named {name}.", count)
        return MessageStrip(
            "info",
            sentence.format(count=number(count), name=isolate(name)),
            _("Compare dates of birth and numbers before you choose."),
            button="" if self._are_listed(person.namesakes) else _("Show them"),
            on_click=lambda: self._search.setText(name),
        )

    def _are_listed(self, others: Sequence[PersonRow]) -> bool:
        """Whether the search has found all of them already."""
        return bool(self._typed.strip()) and all(self._list.row(each.id) is not None for each in others)

    def _open(self, person_id: uuid.UUID | None) -> None:
        if person_id is not None:
            self._goes_to_detail = True
            self.context.navigate("people", id=str(person_id))

    # Adding and changing

    @override
    def add(self) -> None:
        """Type a new person."""
        self._open_dialog(PersonDialog(self, self.context))

    def edit(self) -> None:
        """Change what was typed about the chosen person."""
        if self._person is not None:
            self._open_dialog(PersonDialog(self, self.context, self._person))

    def _open_dialog(self, dialog: PersonDialog) -> None:
        dialog.saved.connect(self._saved)
        dialog.open()

    @override
    def _key_in_search(self, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self._list.current_id)
            return True
        return super()._key_in_search(event)


def _names(row: PersonRow) -> tuple[str, ...]:
    return (row.name_latin, row.name_ur, row.name_zh)


def _side_words(side: str | None) -> str:
    return _("all sides") if side is None else side_name(side)


def _count_words(found: Found) -> str:
    total = number(found.total)
    if not found.typed.strip():
        return ngettext("{count} person", "{count} people", found.total).format(count=total)
    count = number(len(found.ids))
    if found.has_more:
        return _("First {count} of {total}; type more").format(count=count, total=total)
    return ngettext("{count} of {total} person", "{count} of {total} people", found.total).format(
        count=count, total=total
    )


def _nobody_words(typed: str) -> str:
    if typed.strip():
        return _("No one matches “{typed}”").format(typed=isolate(typed.strip()))
    return _("No one is here yet")


def _begin_words(typed: str) -> str:
    if typed.strip():
        return _("Try another spelling, the initials, or the beginning of a number.")
    return _("Add a person, or import the roll of an offering.")
