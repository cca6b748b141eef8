"""The page of one offering: what it is, how far it is, and its tabs."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.errors import NotFound
from trainer_app.core.formats import date_long
from trainer_app.core.language import LANGUAGES, _, active
from trainer_app.core.text import ltr
from trainer_app.rules.states import OfferingState
from trainer_app.rules.words import offering_words
from trainer_app.services import offerings, tallies
from trainer_app.services.offerings import OfferingFacts
from trainer_app.services.stages import STEPS
from trainer_app.services.tallies import Tally
from trainer_app.ui.commands import Command
from trainer_app.ui.page import Context, Crumb, Page, Place
from trainer_app.ui.pages.offering.tab import OfferingTab, TabEntry
from trainer_app.ui.pages.offering.tabs import OVERVIEW, tabs_for
from trainer_app.ui.widgets.labels import CodeTag, Count, IconLabel, Label, Rule
from trainer_app.ui.widgets.stepper import Stepper
from trainer_app.ui.widgets.surfaces import PAGE_MARGIN
from trainer_app.ui.words import Words

_TAB_PADDING = 12


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the workspace itself shows."""

    facts: OfferingFacts
    tally: Tally


def load(session: Any, *, offering_id: uuid.UUID) -> Loaded:
    """Facts and counts of one offering."""
    return Loaded(
        offerings.facts(session, offering_id=offering_id), tallies.one(session, offering_id=offering_id)
    )


class OfferingPage(Page):
    """One offering. Keys of its place: `id`, and `tab` for another tab than the overview."""

    nouns = frozenset({"offering", "enrolment", "person", "score", "result", "certificate", "course"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._offering_id: uuid.UUID | None = None
        self._tab = OVERVIEW
        self._loaded: Loaded | None = None
        self._tabs: dict[str, OfferingTab] = {}
        self._head = _Head()
        self._entries = tabs_for(context)
        self._row = _TabRow(self._entries)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._head, self._row, Rule()):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self._row.bar.currentChanged.connect(self._tab_chosen)
        Command(self, lambda: _("Next tab"), "Ctrl+Tab", self._next_tab)
        Command(self, lambda: _("Previous tab"), "Ctrl+Shift+Tab", self._previous_tab)

    @property
    def facts(self) -> OfferingFacts | None:
        """The offering that is shown, once it was read."""
        return self._loaded.facts if self._loaded else None

    @property
    def shown_tab(self) -> OfferingTab | None:
        """The tab that is shown, once it was made."""
        return self._tabs.get(self._tab)

    @override
    def title(self) -> str:
        facts = self.facts
        return f"{ltr(facts.code)} {facts.titles.in_language()}" if facts else _("Offering")

    @override
    def breadcrumb(self) -> list[Crumb]:
        facts = self.facts
        words = "" if facts is None else ltr(facts.code) if self._tab == OVERVIEW else self.title()
        return [Crumb(_("Offerings"), Place("offerings")), Crumb(words)]

    @override
    def show_place(self, **keys: str) -> None:
        offering_id = uuid.UUID(keys["id"])
        if offering_id != self._offering_id:
            self._loaded = None
        self._offering_id = offering_id
        self._choose(keys.get("tab", OVERVIEW))
        self.reload()

    @override
    def reload(self) -> None:
        if self._offering_id is not None:
            self.context.tasks.read(
                load,
                self._show,
                latest="offering",
                on_failure=self._refused,
                offering_id=self._offering_id,
            )

    @override
    def can_leave(self) -> bool:
        shown = self._tabs.get(self._tab)
        return shown is None or shown.can_leave()

    def _refused(self, fault: Exception) -> None:
        """Go to the list where the offering is no more, as after its planning was undone."""
        if isinstance(fault, NotFound):
            self._loaded = None
            if self.isVisible():
                self.context.navigate("offerings")
        else:
            self.context.shell.show_fault(fault)

    def _show(self, loaded: Loaded) -> None:
        if loaded.facts.id != self._offering_id:
            return
        self._loaded = loaded
        self._head.show_facts(loaded.facts)
        self._row.show_loaded(loaded)
        self._show_tab()
        self.place_changed.emit()

    def _show_tab(self) -> None:
        """Show the chosen tab with what was read; a tab is made at its first visit."""
        if self._loaded is None:
            return
        if self._tab not in self._tabs:
            entry = next(entry for entry in self._entries if entry.key == self._tab)
            tab = entry.make(replace(self.context, home=self._stack))
            tab.tab_asked.connect(self.go_to_tab)
            self._tabs[self._tab] = tab
            self._stack.addWidget(tab)
        tab = self._tabs[self._tab]
        self._stack.setCurrentWidget(tab)
        tab.show_offering(self._loaded.facts)

    def go_to_tab(self, key: str) -> None:
        """Go to another tab of the same offering; it goes into the history."""
        if self._offering_id is not None and key != self._tab:
            self.context.navigate("offering", id=str(self._offering_id), tab=key)

    def _choose(self, key: str) -> None:
        key = key if any(entry.key == key for entry in self._entries) else OVERVIEW
        self._tab = key
        self._head.setVisible(key == OVERVIEW)
        self._row.stage.setVisible(key != OVERVIEW)
        self._row.choose(key)

    def _tab_chosen(self, index: int) -> None:
        self.go_to_tab(self._entries[index].key)
        self._row.choose(self._tab)

    def _next_tab(self) -> None:
        self._step(1)

    def _previous_tab(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        keys = [entry.key for entry in self._entries]
        self.go_to_tab(keys[(keys.index(self._tab) + by) % len(keys)])


class _Head(QWidget):
    """Title in three scripts, dates, venue and the stage; on the overview alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "plain")
        self._title = Label("", "page-title")
        self._code = CodeTag("")
        self._others = (Label("", "body", tone="second"), Label("", "body", tone="second"))
        self._dates = Label("", "body", tone="second")
        self._venue = Label("", "body", tone="second")
        self._state = Label("", "strong", tone="danger")
        self._steps = Stepper([_stage_word(stage) for stage in STEPS])
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, 14, PAGE_MARGIN, 4)
        column.setSpacing(6)
        column.addLayout(_line(self._title, self._code))
        self._pin = IconLabel("map-pin", "text2", 14)
        column.addLayout(
            _line(self._others[0], None, self._others[1], None, self._dates, None, self._pin, self._venue)
        )
        column.addLayout(_line(self._steps, self._state))

    def show_facts(self, facts: OfferingFacts) -> None:
        """Show what the offering is."""
        self._title.set_words(facts.titles.in_language())
        self._code.setText(facts.code)
        others = [code for code in LANGUAGES if code != active()]
        for label, code in zip(self._others, others, strict=True):
            label.set_words(facts.titles.in_language(code))
        self._dates.set_words(
            _("{start} to {end}").format(start=date_long(facts.starts_on), end=date_long(facts.ends_on))
        )
        venue = facts.venue.in_language()
        self._venue.set_words(venue)
        self._pin.setVisible(bool(venue))
        is_cancelled = facts.state is OfferingState.CANCELLED
        self._steps.setVisible(not is_cancelled)
        self._state.setVisible(is_cancelled)
        if is_cancelled:
            self._state.set_words(_("Cancelled: {reason}").format(reason=facts.state_reason))
        else:
            self._steps.set_now(STEPS.index(facts.state))


class _TabRow(QWidget):
    """The tabs with their counts, and at the end the stage in words."""

    def __init__(self, entries: Sequence[TabEntry]) -> None:
        super().__init__()
        self._entries = entries
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "plain")
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self._counts: dict[int, _TabCount] = {}
        for index, entry in enumerate(self._entries):
            self.bar.addTab(entry.words())
            if entry.count:
                self._counts[index] = _TabCount(entry.tone)
                self.bar.setTabButton(index, QTabBar.ButtonPosition.RightSide, self._counts[index])
        self.stage = Label("", "second")
        line = QHBoxLayout(self)
        line.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        line.addWidget(self.bar)
        line.addStretch()
        line.addWidget(self.stage)

    def choose(self, key: str) -> None:
        """Mark a tab as the present one without telling anyone."""
        self.bar.blockSignals(True)
        self.bar.setCurrentIndex([entry.key for entry in self._entries].index(key))
        self.bar.blockSignals(False)

    def show_loaded(self, loaded: Loaded) -> None:
        """Show counts and stage."""
        figures = {"on_roll": loaded.tally.trainees, "not_entered": _not_entered(loaded)}
        for index, count in self._counts.items():
            count.set_count(figures[self._entries[index].count])
            self.bar.setTabText(index, self._entries[index].words())  # lays the tabs out anew
        self.stage.set_words(_stage_words(loaded.facts))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            for index, entry in enumerate(self._entries):
                self.bar.setTabText(index, entry.words())


class _TabCount(QWidget):
    """The count behind the words of a tab, nearer to them than to the next tab; no room at zero."""

    def __init__(self, tone: Literal["", "warn", "accent"]) -> None:
        super().__init__()
        self._count = Count(tone)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._count)
        line.addSpacing(_TAB_PADDING)

    def set_count(self, count: int) -> None:
        """Show a count and take the room for it; the bar of tabs asks for the size alone."""
        self._count.set_count(count)
        self.resize(self.sizeHint() if count else QSize(0, 0))


def _stage_word(stage: OfferingState) -> Words:
    return lambda: offering_words()[stage]


def _not_entered(loaded: Loaded) -> int:
    """Blank cells are open work once the offering runs, not before."""
    is_running = loaded.facts.state in (OfferingState.RUNNING, OfferingState.ASSESSMENT)
    return loaded.tally.missing_marks if is_running else 0


def _stage_words(facts: OfferingFacts) -> str:
    stage = offering_words()[facts.state]
    if facts.state is OfferingState.CANCELLED:
        return stage
    return _("Stage {number} of {count}: {stage}, ends {day}").format(
        number=STEPS.index(facts.state) + 1, count=len(STEPS), stage=stage, day=date_long(facts.ends_on)
    )


def _line(*parts: QWidget | None) -> QHBoxLayout:
    """Widgets in one line; None is a hairline between them."""
    line = QHBoxLayout()
    line.setSpacing(10)
    for part in parts:
        line.addWidget(part if part is not None else Rule("vertical"))
    line.addStretch()
    return line
