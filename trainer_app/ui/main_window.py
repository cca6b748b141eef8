"""The main window: sidebar, top bar, pages made on first use, status bar and menu."""

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from trainer_app.core.errors import AppError
from trainer_app.core.language import _
from trainer_app.core.settings import Settings
from trainer_app.core.text import isolate
from trainer_app.ui import areas
from trainer_app.ui.alt_alone import AltAlone
from trainer_app.ui.appearance import Appearance
from trainer_app.ui.backup_keeper import BackupKeeper
from trainer_app.ui.entrance.gate import Gate
from trainer_app.ui.history import History
from trainer_app.ui.menus import Menus
from trainer_app.ui.page import Context, Finder, Making, Page, PageEntry, Place, Station
from trainer_app.ui.search_box import SearchBox, page_hits
from trainer_app.ui.sidebar import FOOT, GROUPS, Sidebar, application_name
from trainer_app.ui.status_bar import StatusBar, saving_words
from trainer_app.ui.tasks import Tasks
from trainer_app.ui.top_bar import TopBar
from trainer_app.ui.undoing import Undoing
from trainer_app.ui.widgets.strips import MessageStrip, StripArea
from trainer_app.ui.widgets.toast import Toast
from trainer_app.ui.words import said

if TYPE_CHECKING:
    from trainer_app.services.signing_in import Entered

OPEN_ANOTHER = 64
"""Status with which the window ends when another programme file is to be opened; settings name it."""

_FOR_EVERYONE = frozenset({"today", "settings"})
RAIL_BELOW = 1400
LEAST = (1180, 680)
USUAL = (1440, 900)
FRAME = (16, 40)
"""Kept free for the frame of the system, which no platform tells before the window is shown."""


class MainWindow(QMainWindow):
    """The window around the pages; implements what `page.Shell` promises them.

    Signals: lock_asked(); entered_by(Entered) after someone signed in.
    """

    lock_asked = Signal()
    entered_by = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        settings: Settings,
        appearance: Appearance,
        pages: tuple[PageEntry, ...],
        *,
        clock: Callable[[], Any],
        station: Station,
        finder: Finder | None = None,
        show_error: Callable[[Exception], object],
    ) -> None:
        super().__init__()
        self._entries = {entry.key: entry for entry in pages}
        self._pages: dict[str, Page] = {}
        self._history = History()
        self._settings = settings
        self._show_error = show_error
        self._has_begun = False
        self.begin: Callable[[], object] = self.open_first_place
        """What is done once the frame is painted."""
        self._station = station
        self._entered: Entered | None = None
        self._leaves_anyway = False
        self._focus_before: QWidget | None = None
        self._held_toast: tuple[str, Callable[[], object] | None] | None = None
        self.stack = QStackedWidget()
        self.context: Context = Context(tasks, settings, self, appearance, clock, home=self.stack)
        self.backups = BackupKeeper(self)
        self.sidebar = Sidebar(frozenset(self._entries), station)
        self.search = SearchBox(tasks, finder, self._page_hits())
        self.top_bar = TopBar(self.search)
        self.strips = StripArea()
        self.gate = Gate()
        self._layers = QStackedWidget()
        self.status = StatusBar(station)
        self.toast_bar = Toast(self, foot=lambda: self.status.height())
        self.undoing = Undoing(tasks, clock, self.toast, self)
        self._arrange()
        self.menus = Menus(self)
        AltAlone(self).pressed.connect(self.menus.toggle_bar)
        self._connect()
        self._restore()

    # What pages may ask

    @property
    def station(self) -> Station:
        """Where the program runs."""
        return self._station

    @property
    def entered(self) -> "Entered | None":
        """The open database and who signed in; None where nobody has to."""
        return self._entered

    def navigate(self, page: str, **keys: str) -> None:
        """Go to a place; it goes into the history."""
        place = Place(page, keys)
        if self.may_open(page) and self._may_leave():
            self._history.visit(place)
            self._show(place)

    def may_open(self, page: str) -> bool:
        """Whether there is such a page, and the user may open it."""
        entry = self._entries.get(page)
        return entry is not None and self.context.holds(entry.roles)

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say that something was done, with Undo where it can be undone; behind the lock it waits."""
        if self.is_covered:
            self._held_toast = (words, undo)
            return
        self.toast_bar.say(words, undo)
        self.menus.set_can_undo(can_undo=undo is not None or self.undoing.is_possible)

    def done(self, words: str) -> None:
        """Say what the write that succeeded last did, with Undo."""
        self.toast(words, self.undoing.of_last_write())

    def set_count(self, page: str, count: int) -> None:
        """Show a count in the sidebar."""
        self.sidebar.set_count(page, count)

    def show_fault(self, fault: Exception) -> None:
        """Tell a refusal above the page; anything unexpected in the error dialog."""
        if isinstance(fault, AppError):
            self.strips.clear()
            self.strips.show_strip(MessageStrip("danger", fault.sentence, closes=True))
        else:
            self._show_error(fault)

    def set_station(self, station: Station) -> None:
        """Name where the program runs, once the database has told it and after it was changed."""
        if station != self._station:
            self._station = station
            self.sidebar.set_station(station)
            self.status.set_station(station)

    def open_programme(self, place: Path) -> None:
        """Close the window and open it again on another programme file."""
        if self.backups.holds(lambda: self.open_programme(place)):
            return
        application = QApplication.instance()
        # Else the closed window would quit the loop of the next one.
        QApplication.setQuitOnLastWindowClosed(False)
        if application is not None and self.close():
            self._settings.set("database", str(place))
            self._settings.save()
            application.exit(OPEN_ANOTHER)
        else:
            QApplication.setQuitOnLastWindowClosed(True)

    # Who works here, and what is shown when nobody does

    def enter(self, entered: "Entered") -> None:
        """Let someone work: what the roles do not allow is taken away."""
        self._entered = entered
        keys = frozenset(key for key in self._entries if self.may_open(key))
        self.sidebar.keep(keys)
        self.menus.list_items()
        self.search.set_pages(self._page_hits())
        if not (keys - _FOR_EVERYONE):
            self.search.forget_finder()
        self.status.set_user(entered.user)
        self.entered_by.emit(entered)

    @property
    def is_covered(self) -> bool:
        """Whether one page stands before everything: nobody has signed in, or the window is locked."""
        return self._layers.currentWidget() is self.gate

    def cover(self, page: QWidget | None = None) -> None:
        """Show one page before everything else; no name of a person stays visible or within reach."""
        if not self.is_covered:
            self._focus_before = self.focusWidget()
        self.gate.show_page(page)
        self._layers.setCurrentWidget(self.gate)
        self.toast_bar.hide()
        self.status.hide()
        self.menus.hide_bar()
        self._name_place()

    def uncover(self) -> None:
        """Show the pages again, as they were."""
        self._layers.setCurrentIndex(0)
        self.gate.show_page(None)
        self.status.show()
        self._name_place()
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
            self._focus_before = None
        if self._held_toast is not None:
            self.toast(*self._held_toast)
            self._held_toast = None

    def leave_to_another(self) -> None:
        """Close the programme file and let another person sign in; nothing is asked of who left."""
        self._leaves_anyway = True
        if self._entered is not None:
            self.open_programme(self._entered.database.place)

    # What the program and its menu do

    def open_first_place(self) -> None:
        """Go to the first place, unless the user is somewhere already."""
        first = self.first_place
        if self.place is None and first is not None:
            self.navigate(first.page, **first.keys)

    @property
    def first_place(self) -> Place | None:
        """Where this user was last in this programme file, else the first page."""
        last = self._settings.get("window/place")
        if isinstance(last, list) and len(last) == 4 and last[2:] == self._whose and self.may_open(last[0]):
            return Place(last[0], last[1])
        first = next(iter(self.sidebar.keys()), "")
        return Place(first) if first else None

    @property
    def _whose(self) -> list[str | None]:
        """The programme file and the name of who signed in, who alone goes back to the place."""
        login = self._entered.user.login if self._entered is not None else None
        return [self._settings.get("database"), login]

    def makings(self, place: Place | None = None) -> Iterator[Making]:
        """How all pages and their parts are made, or what a place shows."""
        entries = self._entries.values() if place is None else [self._entries[place.page]]
        for entry in filter(lambda each: self.may_open(each.key), entries):
            yield from entry.makings(place)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    @property
    def place(self) -> Place | None:
        """Where the user is."""
        return self._history.current

    def go_back(self) -> None:
        """Go to the place before."""
        if self._history.can_go_back and self._may_leave():
            self._show_or_stay(self._history.back())

    def go_forward(self) -> None:
        """Go to the place that was left by going back."""
        if self._history.can_go_forward and self._may_leave():
            self._show_or_stay(self._history.forward())

    def go_to_item(self, number: int) -> None:
        """Go to a page of the sidebar by its number from 1."""
        keys = self.sidebar.keys()
        if number <= len(keys):
            self.navigate(keys[number - 1])

    def read_again(self) -> None:
        """Read the page again."""
        if self.page is not None:
            self.page.reload()

    def toggle_sidebar(self) -> None:
        """Make the sidebar wide or narrow, and keep it so."""
        self._settings.set("window/rail", not self.sidebar.is_rail)
        self._fit_sidebar()

    def toggle_full_screen(self) -> None:
        """Use the whole screen, or not."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def undo(self) -> None:
        """Undo what was said last, else what was done last; what was undone last is for `redo`."""
        if self.toast_bar.can_undo and not self.undoing.was_last:
            self.toast_bar.undo()
        else:
            self.undoing.undo_last()
        self.menus.set_can_undo(can_undo=self.undoing.is_possible)

    def redo(self) -> None:
        """Do again what was undone last."""
        self.undoing.redo()

    def say_saved(self) -> None:
        """Say the state of saving; there is nothing to save by hand."""
        self.toast_bar.say(saving_words(self.context.tasks.saving))

    def focus_next_area(self, step: int) -> None:
        """Move the focus to the next or previous area: sidebar, top bar, page."""
        areas.focus_next((self.sidebar, self.top_bar, self.stack), self.focusWidget(), step)

    # Inside

    def _arrange(self) -> None:
        edge = QFrame()
        edge.setProperty("area", "side-edge")
        under_bar = QFrame()
        under_bar.setProperty("rule", "horizontal")
        strips = QWidget()
        self._strip_line = QVBoxLayout(strips)
        self._strip_line.setContentsMargins(20, 12, 20, 0)
        self._strip_line.addWidget(self.strips)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for part in (self.top_bar, under_bar, strips):
            right.addWidget(part)
        right.addWidget(self.stack, 1)
        strips.hide()
        self.strips.installEventFilter(self)
        self._strip_box = strips
        centre = QWidget()
        line = QHBoxLayout(centre)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.sidebar)
        line.addWidget(edge)
        line.addLayout(right, 1)
        self._layers.addWidget(centre)
        self._layers.addWidget(self.gate)
        self.setCentralWidget(self._layers)
        self.setStatusBar(self.status)
        self.setMinimumSize(*LEAST)

    def _connect(self) -> None:
        tasks = self.context.tasks
        self.sidebar.chosen.connect(self._item_chosen)
        self.top_bar.back.connect(self.go_back)
        self.top_bar.forward.connect(self.go_forward)
        self.top_bar.place_chosen.connect(self._place_chosen)
        self.top_bar.lock_asked.connect(self.lock_asked)
        self.top_bar.language_chosen.connect(self.context.appearance.set_language)
        tasks.changed.connect(self._heard)
        self.search.given_up.connect(self._focus_page)
        self.undoing.became_possible.connect(lambda: self.menus.set_can_undo(can_undo=True))
        tasks.saving_changed.connect(self.status.show_saving)
        tasks.unanswered.connect(self.show_fault)
        tasks.started.connect(self.status.follow)

    def _focus_page(self) -> None:
        if self.page is not None:
            self.page.take_focus()

    def _item_chosen(self, key: str) -> None:
        self.navigate(key)
        current = self.place
        if current is not None:
            self.sidebar.show_current(self._entries[current.page].item)

    def _place_chosen(self, place: Place) -> None:
        self.navigate(place.page, **place.keys)

    def _may_leave(self) -> bool:
        return self._leaves_anyway or self.page is None or self.page.can_leave()

    def _show_or_stay(self, place: Place | None) -> None:
        if place is not None:
            self._show(place)

    def _show(self, place: Place) -> None:
        page = self._page(place.page)
        self.strips.clear()
        page.is_stale = False
        page.show_place(**place.keys)
        self.stack.setCurrentWidget(page)
        self.sidebar.show_current(self._entries[place.page].item)
        self.top_bar.set_history(
            can_go_back=self._history.can_go_back, can_go_forward=self._history.can_go_forward
        )
        self.menus.show_page(page)
        self._name_place()
        page.take_focus()

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            page = self._entries[key].make(self.context)
            page.place_changed.connect(self._name_place)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def _name_place(self) -> None:
        page = self.page
        if page is None or self.is_covered:
            self.setWindowTitle(application_name())
            return
        self.top_bar.show_crumbs(page.breadcrumb())
        self.setWindowTitle(
            _("{place} – {application}").format(place=isolate(page.title()), application=application_name())
        )

    def _heard(self, nouns: frozenset[str]) -> None:
        for page in self._pages.values():
            page.heard(nouns)

    def _page_hits(self) -> list[Any]:
        items = [*(item for _words, group in GROUPS for item in group), *FOOT]
        return page_hits(
            [(item.key, item.icon, said(item.words)) for item in items if self.may_open(item.key)]
        )

    def _fit_sidebar(self) -> None:
        chosen = self._settings.get("window/rail")
        rail = self.width() < RAIL_BELOW if chosen is None else bool(chosen)
        if rail != self.sidebar.is_rail:
            self.sidebar.set_rail(rail=rail)

    def _restore(self) -> None:
        self._fit_screen()
        geometry = self._settings.get("window/geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray(base64.b64decode(geometry)))
        self._fit_sidebar()
        self._name_place()

    def _fit_screen(self) -> None:
        usual, room = QSize(*USUAL), self.screen().availableGeometry()
        self.resize(usual.boundedTo(room.size() - QSize(*FRAME)))
        if self.size() != usual:
            self.move(room.topLeft())

    def _remember(self) -> None:
        geometry = bytes(self.saveGeometry().data())
        self._settings.set("window/geometry", base64.b64encode(geometry).decode())
        if self.place is not None:
            self._settings.set("window/place", [self.place.page, dict(self.place.keys), *self._whose])
        self._settings.save()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_begun:
            # The frame is painted first; the first page and what it imports follow.
            self._has_begun = True
            QTimer.singleShot(0, self, self.begin)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sidebar()

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.strips and event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self._strip_box.setVisible(not self.strips.isHidden())
        return False

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.search.set_pages(self._page_hits())
            self.menus.retranslate()
            self._name_place()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        self._remember()
        event.accept()
