"""The first step: the language, each in its own script, and the ways to start."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout
from typing_extensions import override

from trainer_app.core import language
from trainer_app.core.language import _, ngettext
from trainer_app.ui.entrance.parts import Centred
from trainer_app.ui.page import Context
from trainer_app.ui.widgets.chips import Chip
from trainer_app.ui.widgets.labels import IconLabel, Label
from trainer_app.ui.widgets.style import set_style_property
from trainer_app.ui.words import Words, said

WIDTH = 640
_LANGUAGE = "Language  زبان  语言"
_MINUTES = 10


class Way(StrEnum):
    """How someone starts."""

    NEW = "new"
    OPEN = "open"
    RESTORE = "restore"
    SAMPLE = "sample"


_WAYS: tuple[tuple[Way, str, Words, Words], ...] = (
    (
        Way.NEW,
        "file-plus",
        lambda: _("Create a new programme file"),
        lambda: _("For the first station of a side. Takes about 5 minutes."),
    ),
    (
        Way.OPEN,
        "folder-open",
        lambda: _("Open a programme file"),
        lambda: _("It is already on this computer or on another disk."),
    ),
    (
        Way.RESTORE,
        "hard-drive",
        lambda: _("Restore a backup"),
        lambda: _("The computer is new, or the file is lost or damaged."),
    ),
    (
        Way.SAMPLE,
        "graduation-cap",
        lambda: _("Try with sample data"),
        lambda: _("Invented people, intakes in every stage, certificates to print."),
    ),
)


class StartStep(Centred):
    """What is wanted. Signals: chosen(Way); opened() by Enter or a double click."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(WIDTH)
        self.way = Way.NEW
        self.languages = {code: _Choice(partial(self._speak, context, code)) for code in language.LANGUAGES}
        self.ways = {way: _Choice(partial(self.choose, way), self.opened.emit) for way, *_rest in _WAYS}
        for choices in (self.languages, self.ways):
            _go_by_arrows(list(choices.values()))
        self._arrange()
        self._mark_language(context.appearance.language)
        self.choose(Way.NEW)

    def choose(self, way: Way) -> None:
        """Choose a way to start."""
        self.way = way
        for key, choice in self.ways.items():
            choice.set_chosen(is_chosen=key is way)
        self.chosen.emit(way)

    def _speak(self, context: Context, code: str) -> None:
        context.appearance.set_language(code)
        context.settings.save()
        self._mark_language(code)

    def _mark_language(self, code: str) -> None:
        for key, choice in self.languages.items():
            choice.set_chosen(is_chosen=key == code)

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(10)
        for code, choice in self.languages.items():
            choice.name_it(language.OWN_NAMES[code])
            words = Label(language.OWN_NAMES[code], "section-title")
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            choice.line.addWidget(words)
            line.addWidget(choice, 1)
        self.column.setSpacing(10)
        self.column.addWidget(Label(_LANGUAGE, "label"))
        self.column.addLayout(line)
        self.column.addSpacing(22)
        self.add_title(
            lambda: _("What do you want to do?"),
            lambda: _("You can change your mind later. Nothing is created before the last step."),
        )
        self.column.addSpacing(6)
        for way, icon, first, second in _WAYS:
            self.ways[way].fill(icon, first, second, chip=_minutes if way is Way.SAMPLE else None)
            self.column.addWidget(self.ways[way])


class _Choice(QFrame):
    """One of several: chosen by click, Space or Enter; the chosen one has the edge of the accent."""

    def __init__(self, choose: Callable[[], object], go: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._choose, self._go = choose, go
        self._words: Words = ""
        self.before: _Choice | None = None
        self.after: _Choice | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.line = QHBoxLayout(self)
        self.line.setSpacing(18)
        self.set_chosen(is_chosen=False)

    def name_it(self, words: Words) -> None:
        """Say to screen readers what it is."""
        self._words = words
        self.setAccessibleName(said(words))

    def fill(self, icon: str, first: Words, second: Words, *, chip: Words | None) -> None:
        """Show what is chosen with it."""
        self.name_it(first)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for label in (Label(first, "strong"), Label(second, tone="second", wraps=True)):
            texts.addWidget(label)
        self.line.addWidget(IconLabel(icon, "accent", 20), 0, Qt.AlignmentFlag.AlignTop)
        self.line.addLayout(texts, 1)
        if chip is not None:
            self.line.addWidget(Chip("accent", chip), 0, Qt.AlignmentFlag.AlignTop)

    def set_chosen(self, *, is_chosen: bool) -> None:
        """Show whether it is the chosen one."""
        set_style_property(self, "choice", "chosen" if is_chosen else "true")
        # Tab comes to the chosen way and leaves it chosen; the arrows go on to the others.
        is_stop = is_chosen or self._go is None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)
        edge = 2 if is_chosen else 1
        self.line.setContentsMargins(19 - edge, 13 - edge, 19 - edge, 13 - edge)  # what is in it stays
        self.setAccessibleDescription(_("Chosen") if is_chosen else "")

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._go is not None:
            self._go()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._go is not None:
            self._choose()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._choose()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
            if self._go is not None:
                self._go()
        elif (neighbour := self._neighbour(event.key())) is not None:
            neighbour.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _neighbour(self, key: int) -> "_Choice | None":
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        forward = Qt.Key.Key_Left if is_rtl else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if is_rtl else Qt.Key.Key_Left
        if key in (Qt.Key.Key_Down, forward):
            return self.after
        return self.before if key in (Qt.Key.Key_Up, back) else None

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(said(self._words))


def _go_by_arrows(choices: Sequence[_Choice]) -> None:
    """Let the arrows lead from one choice to the next."""
    for before, after in pairwise(choices):
        before.after, after.before = after, before


def _minutes() -> str:
    return ngettext("{count} minute", "{count} minutes", _MINUTES).format(count=_MINUTES)
