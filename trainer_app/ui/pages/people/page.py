"""The page of people: one search in every script, the list, and the chosen person beside it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.formats import number
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import isolate
from trainer_app.services import people
from trainer_app.services.people import PersonDetail, PersonRow
from trainer_app.ui import theme
from trainer_app.ui.commands import Command
from trainer_app.ui.page import Context, Crumb, Page, Place
from trainer_app.ui.pages.people import detail
from trainer_app.ui.pages.people.detail import PersonPanel
from trainer_app.ui.pages.people.dialog import PersonDialog
from trainer_app.ui.pages.people.marks import marks
from trainer_app.ui.pages.people.words import duty_words, shown_names
from trainer_app.ui.tables.lists import TwoLineList, TwoLines
from trainer_app.ui.widgets.buttons import Button, MenuButton
from trainer_app.ui.widgets.fields import TextField
from trainer_app.ui.widgets.labels import KeyHints, Label, Rule, side_name
from trainer_app.ui.widgets.states import EmptyState, Loading
from trainer_app.ui.widgets.strips import MessageStrip, StripArea
from trainer_app.ui.widgets.surfaces import ListDetail, Panel

SEEN_AT_ONCE = 25
_MARGIN = 16
_TYPING_PAUSE_MS = 150
_SIDES = (None, "PK", "CN")
_LIST_KEYS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})


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


class PeoplePage(Page):
    """Everyone that is known; `id` in the place opens one person."""

    nouns = frozenset({"person", "enrolment", "result", "certificate", "offering", "organisation", "rank"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._side: str | None = None
        self._total: int | None = None
        self._typed = ""
        self._wanted: uuid.UUID | None = None
        self._person: PersonDetail | None = None
        self._goes_to_detail = False
        self._make_list()
        self._panel = PersonPanel()
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._arrange()
        self._connect()

    def _make_list(self) -> None:
        self._search = TextField(lambda: _("Name or number"), icon="search", clears=True)
        self._count = Label("", "second")
        self._filter = MenuButton(self._filter_words, role="text")
        self._list = TwoLineList(self._lines)
        self._list.setAccessibleName(_("People"))
        self._strips = StripArea()
        self._below = QWidget()
        self._loading = Loading(rows=6)
        self._clear_search = Button(lambda: _("Clear the search"), on_click=self._search.clear)
        self._nobody = EmptyState("search", "", " ", buttons=(self._clear_search,))
        self._shown = QStackedWidget()
        self._shown.addWidget(self._list)
        self._shown.addWidget(self._nobody)

    @override
    def title(self) -> str:
        return _("People") if self._person is None else shown_names(self._person.draft)[0]

    @override
    def breadcrumb(self) -> list[Crumb]:
        if self._person is None:
            return [Crumb(_("People"))]
        return [Crumb(_("People"), Place("people")), Crumb(isolate(self.title()))]

    @override
    def show_place(self, **keys: str) -> None:
        if "id" in keys:
            self._wanted = uuid.UUID(keys["id"])
        self.reload()

    @override
    def take_focus(self) -> None:
        target = self._panel.edit if self._goes_to_detail else self._search
        self._goes_to_detail = False
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def retranslate(self) -> None:
        self._fill_filter()
        self._list.setAccessibleName(_("People"))
        self.reload()

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

    def _arrange(self) -> None:
        left = Panel(margin=0, gap=0)
        left.column.addLayout(self._head())
        left.column.addWidget(Rule())
        left.column.addWidget(self._count_line())
        left.column.addWidget(Rule())
        left.column.addWidget(self._loading)
        left.column.addWidget(self._shown, 1)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(_MARGIN, 14, _MARGIN, 14)
        below.addWidget(self._strips)
        left.column.addWidget(self._below)
        left.column.addStretch()
        left.column.addWidget(Rule())
        left.column.addWidget(_foot())
        split = ListDetail(left, self._panel, settings=self.context.settings, name="people", sizes=(404, 836))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

    def _head(self) -> QVBoxLayout:
        add = Button(lambda: _("Add person"), icon="plus", on_click=self.add)
        title = QHBoxLayout()
        title.addWidget(Label(lambda: _("People"), "page-title"), 1)
        title.addWidget(add)
        head = QVBoxLayout()
        head.setContentsMargins(_MARGIN, 14, _MARGIN, 12)
        head.setSpacing(10)
        head.addLayout(title)
        head.addWidget(self._search)
        head.addWidget(Label(_finds_words, "second", wraps=True))
        return head

    def _count_line(self) -> QWidget:
        quiet = Panel(margin=0, surface="quiet")
        line = QHBoxLayout()
        line.setContentsMargins(_MARGIN - 8, 2, _MARGIN - 8, 2)
        line.addSpacing(8)
        line.addWidget(self._count, 1)
        line.addWidget(self._filter)
        quiet.column.addLayout(line)
        self._fill_filter()
        return quiet

    def _connect(self) -> None:
        self._search.textChanged.connect(self._text_changed)
        self._search.installEventFilter(self)
        self._list.current_changed.connect(self._chosen)
        self._list.opened.connect(self._open)
        self._pause.timeout.connect(self._read_person)
        self._panel.edit_asked.connect(self.edit)
        self._panel.offering_opened.connect(self._open_offering)
        Command(self, lambda: _("Add person"), "Ctrl+N", self.add)
        Command(self, lambda: _("Search"), "Ctrl+F", self._go_to_search)

    # The list

    def _text_changed(self, _text: str) -> None:
        self._ask()

    def _go_to_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

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
        self._nobody.missing.set_words(_nobody_words(found.typed))
        self._nobody.begin.set_words(_begin_words(found.typed))
        self._clear_search.setVisible(bool(found.typed.strip()))
        self._shown.setCurrentWidget(self._nobody)

    def _choose_wanted(self, *, is_whole: bool) -> None:
        """Open the person that the place names; where a search or filter hides them, end it."""
        wanted = self._wanted
        if self._list.select_id(wanted) or is_whole:
            self._wanted = None
            self._read_person(wanted)
            return
        self._side = None
        self._filter.set_words(self._filter_words)
        self._search.blockSignals(True)
        self._search.clear()
        self._search.blockSignals(False)
        self.reload()

    def _lines(self, row: PersonRow) -> TwoLines:
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

    def _open_offering(self, offering_id: uuid.UUID) -> None:
        self.context.navigate("offering", id=str(offering_id))

    # Adding and changing

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

    def _saved(self, person_id: uuid.UUID) -> None:
        self.context.navigate("people", id=str(person_id))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key_in_search(event)
        return False

    def _key_in_search(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _LIST_KEYS and self._list.row_count:
            self._list.keyPressEvent(event)
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self._list.current_id)
            return True
        if key == Qt.Key.Key_Escape and self._search.text():
            self._search.clear()
            return True
        return False


def _foot() -> QWidget:
    foot = QWidget()
    line = QHBoxLayout(foot)
    line.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
    line.addWidget(
        KeyHints(
            (
                ("↑ ↓", lambda: _("choose")),
                ("Enter", lambda: _("open")),
                ("Esc", lambda: _("clear search")),
            )
        )
    )
    return foot


def _names(row: PersonRow) -> tuple[str, ...]:
    return (row.name_latin, row.name_ur, row.name_zh)


def _finds_words() -> str:
    return _("Finds Latin, Urdu, Chinese, pinyin, initials, identity numbers.")


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
