"""Texts by role, icons beside them, tags and key hints."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.core.text import has_arabic, ltr
from trainer_app.ui import icons, theme
from trainer_app.ui.widgets.baselines import lift
from trainer_app.ui.widgets.lines import from_right, unbroken, without_joiners
from trainer_app.ui.widgets.style import colour, set_style_property
from trainer_app.ui.words import Words, said

Role = Literal[
    "wizard-title", "page-title", "section-title", "body", "strong", "label", "second", "hint", "caption",
    "group", "figure",
]  # fmt: skip
Tone = Literal["", "second", "hint", "accent", "ok", "warn", "danger"]


class Label(QLabel):
    """A text of one role; a function for words is asked again when the language changes."""

    def __init__(
        self, words: Words = "", role: Role = "body", *, tone: Tone = "", wraps: bool = False
    ) -> None:
        super().__init__()
        self._words: Words = words
        self._role: Role = role
        self._follows_window = True
        self._margins, self._lift = (0, 0, 0, 0), 0
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wraps)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if wraps:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self._lead()
        self._say()

    def set_words(self, words: Words) -> None:
        """Show other words."""
        self._words = words
        self._say()

    def set_tone(self, tone: Tone) -> None:
        """Show the words in another colour."""
        set_style_property(self, "tone", tone)

    @override
    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        self._follows_window = False
        super().setAlignment(alignment)

    def _lead(self) -> None:
        # Absolute, since a label would follow the direction of its text, not that of the window.
        if self._follows_window:
            side = Qt.AlignmentFlag.AlignRight if _is_rtl(self) else Qt.AlignmentFlag.AlignLeft
            super().setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    @override
    def text(self) -> str:
        return without_joiners(super().text())

    @override
    def setTextInteractionFlags(self, flags: Qt.TextInteractionFlag) -> None:
        super().setTextInteractionFlags(flags)
        self._say()

    @property
    def _is_selectable(self) -> bool:
        return bool(self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse)

    def _say(self) -> None:
        words = said(self._words)
        # What can be copied is copied without joiners.
        self.setText(unbroken(words) if self.wordWrap() and not self._is_selectable else words)
        beside_latin = theme.active().language != "ur" and has_arabic(words)
        set_style_property(self, "naskh", "true" if beside_latin else "false")
        size = "second" if self._role == "hint" else self._role
        self._lift = lift(words, theme.active().font(size))
        self.setContentsMargins(*self._margins)

    @override
    def setContentsMargins(  # type: ignore[override]
        self, left: int, top: int, right: int, bottom: int
    ) -> None:
        """Leave room around the words, beside what raises them in an Urdu line."""
        self._margins = (left, top, right, bottom)
        super().setContentsMargins(left, top, right, bottom + 2 * self._lift)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._lead()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        is_plain = self.textFormat() == Qt.TextFormat.PlainText and not self._is_selectable
        if not (is_plain and self.wordWrap() and _is_rtl(self)):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.drawFrame(painter)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(QRectF(self.contentsRect()), super().text(), from_right(self.alignment()))


class NumberLabel(Label):
    """A number or code: left to right, and at the right edge in every language."""

    def __init__(self, words: Words = "", role: Role = "body", *, tone: Tone = "") -> None:
        super().__init__(words, role, tone=tone)
        self.setAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        )


class IconLabel(QWidget):
    """An icon in a token colour."""

    def __init__(self, name: str, ink: str = "text2", size: int = 16) -> None:
        super().__init__()
        self._name, self._ink, self._size = name, ink, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_icon(self, name: str, ink: str) -> None:
        """Show another icon."""
        self._name, self._ink = name, ink
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self._name, colour(self._ink).name(), self.rect(), self._size)


class SideTag(QLabel):
    """PK or CN in the same neutral tag."""

    def __init__(self, side: str = "") -> None:
        super().__init__(side)
        self.setProperty("tag", "true")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(side_name(side) if side else "")


class CodeTag(QLabel):
    """The code of an offering or course in an outline."""

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.setProperty("tag", "code")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Count(QLabel):
    """A small count beside a word."""

    def __init__(self, tone: Literal["", "warn", "accent"] = "") -> None:
        super().__init__()
        self.setProperty("tag", "count")
        self.setProperty("tone", tone)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_count(self, count: int) -> None:
        """Show the count; nothing at zero."""
        self.setText(f"{count:,}")
        self.setVisible(count > 0)


class KeyHint(QLabel):
    """The name of a key in a small box."""

    def __init__(self, key: str) -> None:
        super().__init__(ltr(key))
        self.setProperty("tag", "key")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class KeyHints(QWidget):
    """A line of keys and what each does."""

    def __init__(self, hints: Sequence[tuple[str, Words]]) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for key, words in hints:
            line.addWidget(KeyHint(key))
            line.addWidget(Label(words, "second"))
            line.addSpacing(4)
        line.addStretch()


class Rule(QFrame):
    """A hairline."""

    def __init__(self, direction: Literal["horizontal", "vertical"] = "horizontal") -> None:
        super().__init__()
        self.setProperty("rule", direction)


def _is_rtl(widget: QWidget) -> bool:
    return widget.layoutDirection() == Qt.LayoutDirection.RightToLeft


def side_name(side: str) -> str:
    """Pakistan side or China side in the active language; an unknown code stays as it is."""
    return {"PK": _("Pakistan side"), "CN": _("China side")}.get(side, side)
