"""Message strips above the content they speak of, at most two at a time."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from trainer_app.core.language import _, joined, ngettext
from trainer_app.ui import theme
from trainer_app.ui.widgets.buttons import Button, IconButton
from trainer_app.ui.widgets.labels import IconLabel, Label
from trainer_app.ui.widgets.lines import unbroken

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
        first: str,
        rest: str = "",
        *,
        button: str | Button = "",
        on_click: Callable[[], object] | None = None,
        closes: bool = False,
        stays: bool = False,
    ) -> None:
        super().__init__()
        self.kind, self.first, self.rest, self.stays = kind, first, rest, stays
        self.setProperty("strip", kind)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 5, 10, 5)
        line.setSpacing(10)
        line.addSpacing(2)  # margins are not mirrored in Urdu
        icon, token = _ICONS[kind]
        line.addWidget(IconLabel(icon, token))
        self._text = _text(first, rest)
        line.addWidget(self._text, 1)
        if button:
            made = Button(button, small=True, on_click=on_click) if isinstance(button, str) else button
            line.addWidget(made)
        if closes:
            line.addWidget(IconButton("x", lambda: _("Close this message"), on_click=self._close))
        self.setMinimumHeight(36)
        self.setAccessibleName(joined([first, rest]))

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


def _text(first: str, rest: str) -> QLabel:
    label = Label("", wraps=True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    bold = f'<span style="font-weight:600">{_escaped(first)}</span>' if first else ""
    # Else a name of a file at the beginning would turn an Urdu sentence around.
    direction = "rtl" if theme.active().is_right_to_left else "ltr"
    label.setText(f'<div dir="{direction}">{joined([bold, _escaped(rest)])}</div>')
    return label


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
