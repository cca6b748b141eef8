"""What a tab of the offering's workspace is."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, Signal
from typing_extensions import override

from trainer_app.rules.roles import EVERYONE, Role
from trainer_app.services.offerings import OfferingFacts
from trainer_app.ui.page import Context
from trainer_app.ui.unseen import Unseen


class OfferingTab(Unseen):
    """One tab of the workspace; made when it is first chosen.

    `facts` are those of the offering that is shown, read again before every `reload`. A tab that types or
    paints in the accent of the page asks others to follow through `context`, never through the workspace.

    Signals: tab_asked(key of another tab).
    """

    nouns: frozenset[str] = frozenset()
    """Nouns whose change makes `reload` necessary."""

    tab_asked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(context.home, context.appearance)
        self.context = context
        self._facts: OfferingFacts | None = None

    @property
    def facts(self) -> OfferingFacts:
        """The offering that is shown."""
        assert self._facts is not None  # noqa: S101 (the workspace shows no tab before it has read them)
        return self._facts

    @property
    def offering_id(self) -> uuid.UUID:
        """Id of the offering that is shown."""
        return self.facts.id

    def show_offering(self, facts: OfferingFacts) -> None:
        """Show an offering, or the same one read again."""
        self._facts = facts
        self.reload()

    def reload(self) -> None:
        """Read again what is shown."""

    def can_leave(self) -> bool:
        """Whether the tab may be left now; it asks the user itself."""
        return True

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._facts is not None:
            self.reload()


@dataclass(frozen=True, slots=True)
class TabEntry:
    """One tab of the registry; `count` names the figure behind its words, `tone` its colour.

    `roles` are those whose users may call what the tab reads.
    """

    key: str
    words: Callable[[], str]
    make: Callable[[Context], OfferingTab]
    count: str = ""
    tone: Literal["", "warn", "accent"] = ""
    roles: frozenset[Role] = EVERYONE
