"""A page with a list that is searched, and the chosen one of its rows beside it."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.core.text import isolate
from trainer_app.ui.commands import Command
from trainer_app.ui.page import Context, Crumb, Page, Place
from trainer_app.ui.tables.lists import TwoLineList, TwoLines
from trainer_app.ui.widgets.buttons import Button, only_if
from trainer_app.ui.widgets.fields import TextField
from trainer_app.ui.widgets.labels import KeyHints, Label, Rule
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.surfaces import ListDetail, Panel
from trainer_app.ui.words import Words, said

MARGIN = 16
_LIST_KEYS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})


@dataclass(frozen=True, slots=True)
class ListKind:
    """What is listed: the key of its page, the widths of list and detail, and its words.

    `about` says below the search what it finds; `keys` are what keys do besides choosing and clearing.
    """

    name: str
    icon: str
    sizes: tuple[int, int]
    title: Words
    prompt: Words
    add: Words
    find: Words
    about: Words = ""
    keys: tuple[tuple[str, Words], ...] = ()


class ListPage(Page):
    """Rows of two lines below their search; `id` in the place opens one of them.

    `create` is the service that adds one.
    """

    def __init__(self, context: Context, kind: ListKind, *, create: Callable[..., Any]) -> None:
        super().__init__(context)
        self._kind = kind
        self._may_add = context.may(create)
        self._wanted: uuid.UUID | None = None
        self._search = TextField(kind.prompt, icon="search", clears=True)
        self._count = Label("", "second")
        self._list = TwoLineList(self._two_lines)
        self._list.setAccessibleName(said(kind.title))
        self._clear_search = Button(lambda: _("Clear the search"), on_click=self._search.clear)
        self._none = EmptyState(kind.icon, "", " ", buttons=(self._clear_search,))
        self._shown = QStackedWidget()
        self._shown.addWidget(self._list)
        self._shown.addWidget(self._none)
        self._search.installEventFilter(self)
        if self._may_add:
            Command(self, kind.add, "Ctrl+N", self.add)
        Command(self, kind.find, "Ctrl+F", self._go_to_search)

    # What each list says and does itself

    def add(self) -> None:
        """Add one to the list."""
        raise NotImplementedError

    def _two_lines(self, row: Any) -> TwoLines:
        """What the list says of a row."""
        raise NotImplementedError

    def _chosen_name(self) -> str | None:
        """The name of the one that is shown; None where none is."""
        raise NotImplementedError

    # The place

    @override
    def title(self) -> str:
        return self._chosen_name() or said(self._kind.title)

    @override
    def breadcrumb(self) -> list[Crumb]:
        words, name = said(self._kind.title), self._chosen_name()
        if name is None:
            return [Crumb(words)]
        return [Crumb(words, Place(self._kind.name)), Crumb(isolate(name))]

    @override
    def show_place(self, **keys: str) -> None:
        if "id" in keys:
            self._wanted = uuid.UUID(keys["id"])
        self.reload()

    @override
    def take_focus(self) -> None:
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def retranslate(self) -> None:
        self._list.setAccessibleName(said(self._kind.title))
        self.reload()

    def _saved(self, row_id: uuid.UUID) -> None:
        self.context.navigate(self._kind.name, id=str(row_id))

    def _open_offering(self, offering_id: uuid.UUID) -> None:
        self.context.navigate("offering", id=str(offering_id))

    # How it is arranged

    def _arrange(
        self,
        detail: Callable[[], QWidget],
        *,
        tools: Sequence[QWidget] = (),
        above: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
    ) -> None:
        """Put the detail beside the list, `tools` behind the count, and the others around the rows."""
        left = Panel(margin=0, gap=0)
        left.column.addLayout(self._head())
        left.column.addWidget(Rule())
        left.column.addWidget(self._count_line(tools))
        left.column.addWidget(Rule())
        for part in above:
            left.column.addWidget(part)
        left.column.addWidget(self._shown, 1)
        for part in below:
            left.column.addWidget(part)
        left.column.addStretch()
        left.column.addWidget(Rule())
        left.column.addWidget(self._foot())
        split = ListDetail(
            left, detail, self, settings=self.context.settings, name=self._kind.name, sizes=self._kind.sizes
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

    def _head(self) -> QVBoxLayout:
        title = QHBoxLayout()
        title.addWidget(Label(self._kind.title, "page-title"), 1)
        add = Button(self._kind.add, icon="plus", on_click=self.add)
        only_if(self._may_add, add)
        title.addWidget(add)
        head = QVBoxLayout()
        head.setContentsMargins(MARGIN, 14, MARGIN, 12)
        head.setSpacing(10)
        head.addLayout(title)
        head.addWidget(self._search)
        if self._kind.about:
            head.addWidget(Label(self._kind.about, "second", wraps=True))
        return head

    def _count_line(self, tools: Sequence[QWidget]) -> QWidget:
        """The count with its tools, which bring edges of their own."""
        side, above = (8, 2) if tools else (MARGIN, 7)
        quiet = Panel(margin=0, surface="quiet")
        line = QHBoxLayout()
        line.setContentsMargins(side, above, side, above)
        line.addSpacing(MARGIN - side)
        line.addWidget(self._count, 1)
        for tool in tools:
            line.addWidget(tool)
        quiet.column.addLayout(line)
        return quiet

    def _foot(self) -> QWidget:
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(MARGIN, 8, MARGIN, 8)
        choose, clear = ("↑ ↓", lambda: _("choose")), ("Esc", lambda: _("clear search"))
        line.addWidget(KeyHints((choose, *self._kind.keys, clear)))
        return foot

    # The search

    def _go_to_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _forget_search(self) -> None:
        """Empty the search without asking for the list again."""
        self._search.blockSignals(True)
        self._search.clear()
        self._search.blockSignals(False)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key_in_search(event)
        return False

    def _key_in_search(self, event: QKeyEvent) -> bool:
        """Give the list its keys while the search has the focus; whether the key was taken."""
        key = Qt.Key(event.key())
        if key in _LIST_KEYS and self._list.row_count:
            self._list.keyPressEvent(event)
            return True
        if key == Qt.Key.Key_Escape and self._search.text():
            self._search.clear()
            return True
        return False
