"""Message strips above the content they speak of, at most two at a time."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import _, joined, ngettext
from trainer_app.ui import theme
from trainer_app.ui.widgets.buttons import Button, IconButton
from trainer_app.ui.widgets.labels import IconLabel, Label
from trainer_app.ui.widgets.lines import unbroken
from trainer_app.ui.words import Words, said

StripKind = Literal["danger", "warn", "info", "ok"]

_ICONS = {
    "danger": ("circle-alert", "danger"),
    "warn": ("triangle-alert", "warn"),
    "info": ("info", "accent"),
    "ok": ("circle-check", "ok"),
}
_AT_MOST = 2


class MessageStrip(QFrame):
    """One message: what happened in bold, then the way out, a button at the end.

    One that `stays` is about more than the page: it is there until it is taken away or closed.

    Signals: closed() when the user put it away.
    """

    closed = Signal()

    def __init__(
        self,
        kind: StripKind,
        first: Words,
        rest: Words = "",
        *,
        button: Words | Button = "",
        on_click: Callable[[], object] | None = None,
        closes: bool = False,
        stays: bool = False,
    ) -> None:
        super().__init__()
        self.kind, self.stays = kind, stays
        self._first, self._rest = first, rest
        self.setProperty("strip", kind)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 5, 10, 5)
        line.setSpacing(10)
        line.addSpacing(2)  # margins are not mirrored in Urdu
        icon, token = _ICONS[kind]
        line.addWidget(IconLabel(icon, token))
        self._text = _StripText(first, rest)
        line.addWidget(self._text, 1)
        if button:
            if not isinstance(button, Button):
                button = Button(button, small=True, on_click=on_click)
            line.addWidget(button)
        if closes:
            line.addWidget(IconButton("x", lambda: _("Close this message"), on_click=self._close))
        self.setMinimumHeight(36)
        self.setAccessibleName(joined([self.first, self.rest]))

    @property
    def first(self) -> str:
        """What happened."""
        return said(self._first)

    @property
    def rest(self) -> str:
        """What can be done."""
        return said(self._rest)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(joined([self.first, self.rest]))

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


class _StripText(Label):
    """Both parts of a message, the first in bold."""

    def __init__(self, first: Words, rest: Words) -> None:
        super().__init__("", wraps=True)
        self._first, self._rest = first, rest
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._show()

    def _show(self) -> None:
        first, rest = said(self._first), said(self._rest)
        bold = f'<span style="font-weight:600">{_escaped(first)}</span>' if first else ""
        # Else a name of a file at the beginning would turn an Urdu sentence around.
        direction = "rtl" if theme.active().is_right_to_left else "ltr"
        self.setText(f'<div dir="{direction}">{joined([bold, _escaped(rest)])}</div>')

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


def _escaped(text: str) -> str:
    return unbroken(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class StripArea(QWidget):
    """The place above a page for at most two strips; further ones are counted."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._strips: list[MessageStrip] = []
        self._more = Label("", "second")
        self._column.addWidget(self._more)
        self._arrange()

    def show_strip(self, strip: MessageStrip) -> None:
        """Add a strip; those of danger come first and are announced at once."""
        self._strips.append(strip)
        self._strips.sort(key=lambda each: ("danger", "warn", "info", "ok").index(each.kind))
        strip.closed.connect(self._closed)
        self._arrange()
        _announce(self, strip.accessibleName(), urgent=strip.kind == "danger")

    def clear(self) -> None:
        """Take all strips away but those that stay."""
        for strip in self._strips:
            if not strip.stays:
                strip.hide()
                strip.deleteLater()
        self._strips = [strip for strip in self._strips if strip.stays]
        self._arrange()

    def take(self, strip: MessageStrip) -> None:
        """Take one strip away; nothing where it is gone already."""
        if strip in self._strips:
            self._strips.remove(strip)
            strip.hide()
            strip.deleteLater()
            self._arrange()

    def strips(self) -> list[MessageStrip]:
        """The strips, most urgent first."""
        return list(self._strips)

    def _closed(self) -> None:
        for strip in [each for each in self._strips if each.isHidden()][:1]:
            self._strips.remove(strip)
            strip.deleteLater()
        self._arrange()

    def _arrange(self) -> None:
        for place, strip in enumerate(self._strips):
            self._column.removeWidget(strip)
            self._column.insertWidget(place, strip)
            strip.setVisible(place < _AT_MOST)
        more = len(self._strips) - _AT_MOST
        self._more.setText(
            ngettext("{count} more", "{count} more", more).format(count=more) if more > 0 else ""
        )
        self._more.setVisible(more > 0)
        self.setVisible(bool(self._strips))


def _announce(widget: QWidget, words: str, *, urgent: bool) -> None:
    # Imported here: its many names would cost two milliseconds of every start.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
