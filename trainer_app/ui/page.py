"""What a page is, and what it is given: the protocol between the window and its pages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from trainer_app.core.settings import Settings
from trainer_app.rules.roles import EVERYONE, Role
from trainer_app.ui.tasks import Tasks
from trainer_app.ui.unseen import Unseen
from trainer_app.ui.words import Words

if TYPE_CHECKING:
    from trainer_app.services.access import SignedIn
    from trainer_app.services.signing_in import Entered
    from trainer_app.ui.appearance import Appearance
    from trainer_app.ui.backup_keeper import BackupKeeper

Making = Callable[["Context"], QWidget]
"""How a page or a part of one is made; the function imports the module that it needs."""


@dataclass(frozen=True)
class Place:
    """Where the user is: a page and what it shows; the values are texts, so that they can be remembered."""

    page: str
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the breadcrumb; the last one is where the user is and has no place."""

    words: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Station:
    """Where the program runs: code, side (PK or CN) and the programme's title."""

    code: str = ""
    side: str = ""
    programme: str = ""


class Shell(Protocol):
    """What the window does for its pages."""

    @property
    def station(self) -> Station:
        """Where the program runs."""

    @property
    def entered(self) -> "Entered | None":
        """The open database and who signed in; None where nobody has to."""

    @property
    def backups(self) -> "BackupKeeper":
        """Makes the backups."""

    def navigate(self, page: str, **keys: str) -> None:
        """Go to a place; it goes into the history."""

    def may_open(self, page: str) -> bool:
        """Whether there is such a page, and the user may open it."""

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say that something was done, with Undo where it can be undone."""

    def done(self, words: str) -> None:
        """Say what the write that succeeded last did, with Undo."""

    def set_count(self, page: str, count: int) -> None:
        """Show a count in the sidebar."""

    def show_fault(self, fault: Exception) -> None:
        """Tell a refusal above the page; anything unexpected in the error dialog."""

    def set_station(self, station: Station) -> None:
        """Name where the program runs, after it was changed."""

    def open_programme(self, place: Path) -> None:
        """Close the window and open it again on another programme file."""


@dataclass(frozen=True)
class Context:
    """Everything a page may use; made once when the window is made.

    Pages are made inside `home`: brought there when they are full, every widget would be styled again.
    """

    tasks: Tasks
    settings: Settings
    shell: Shell
    appearance: "Appearance"
    clock: Callable[[], datetime]
    home: QWidget

    @property
    def station(self) -> Station:
        """Where the program runs."""
        return self.shell.station

    @property
    def user(self) -> "SignedIn | None":
        """Who signed in; None where nobody has to."""
        return self.shell.entered.user if self.shell.entered else None

    def may(self, function: Callable[..., Any]) -> bool:
        """Whether the user may call a service function; what calls another one is absent from the window."""
        return self.user is None or self.user.may(function)

    def holds(self, roles: frozenset[Role]) -> bool:
        """Whether the user holds one of some roles, or nobody has to sign in."""
        return self.user is None or bool(self.user.roles & roles)

    def may_open(self, page: str) -> bool:
        """Whether there is such a page, and the user may open it."""
        return self.shell.may_open(page)

    def now(self) -> datetime:
        """The present instant, with its time zone."""
        return self.clock()

    def today(self) -> date:
        """The present day at the station."""
        return self.clock().astimezone().date()

    def navigate(self, page: str, **keys: str) -> None:
        """Go to a place; it goes into the history."""
        self.shell.navigate(page, **keys)

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say that something was done, with Undo where it can be undone."""
        self.shell.toast(words, undo)

    def done(self, words: str) -> None:
        """Say what the write that succeeded last did, with Undo; called as soon as it has succeeded."""
        self.shell.done(words)


class Page(Unseen):
    """A page of the window.

    Signals: place_changed() when title or breadcrumb became different.
    """

    nouns: frozenset[str] = frozenset()
    """Nouns whose change makes `reload` necessary, as given to `tasks.write(changes=…)`."""

    place_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.home, context.appearance)
        self.context = context
        self.is_stale = False
        self.setProperty("surface", "page")

    @property
    def is_whole(self) -> bool:
        """Whether all its parts are there; a large page makes them one after the other."""
        return True

    def title(self) -> str:
        """Name of the place, for the title bar and the breadcrumb."""
        raise NotImplementedError

    def breadcrumb(self) -> list[Crumb]:
        """The way to this place; the last step is the place itself."""
        return [Crumb(self.title())]

    def show_place(self, **keys: str) -> None:
        """Show what the keys name; called at every visit, before the page is seen."""
        self.reload()

    def reload(self) -> None:
        """Read again what is shown."""

    def retranslate(self) -> None:
        """Say all words again in the active language; widgets given functions for words do so themselves."""
        self.reload()

    def take_focus(self) -> None:
        """Receive the keyboard when the page is shown; pages with a first field give it to that."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def can_leave(self) -> bool:
        """Whether the page may be left now; it asks the user itself."""
        return True

    def heard(self, nouns: frozenset[str]) -> None:
        """Read again when something shown here has changed; hidden pages wait until they are seen."""
        if not self.nouns & nouns:
            return
        if self.isVisible():
            self.reload()
        else:
            self.is_stale = True

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.place_changed.emit()


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page of the registry: its key, how it is made, and which item of the sidebar is lit meanwhile.

    `parts` tells how its tabs are made, by the key that names each in a place; asked when the page is there.
    `roles` are those whose users may call what the page reads.
    """

    key: str
    make: Callable[[Context], Page]
    sidebar: str = ""
    roles: frozenset[Role] = EVERYONE
    parts: Callable[[], Mapping[str, Making]] = dict

    @property
    def item(self) -> str:
        """Key of the sidebar item."""
        return self.sidebar or self.key

    def makings(self, place: Place | None = None) -> Iterator[Making]:
        """How the page and its parts are made, or what of it a place shows."""
        yield self.make
        for key, make in self.parts().items():
            if place is None or key in place.keys.values():
                yield make


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a search found."""

    title: str
    second: str
    icon: str
    place: Place


@dataclass(frozen=True, slots=True)
class HitGroup:
    """Hits of one kind under their heading."""

    heading: Words
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Finder:
    """How the search field asks: a service to call, and how its answer becomes hits."""

    service: Callable[..., object]
    groups: Callable[[Any], list[HitGroup]]
