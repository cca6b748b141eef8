"""Buttons by role, with the focus ring outside them and icons that follow the theme."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.ui import icons, theme
from trainer_app.ui.tasks import Task
from trainer_app.ui.widgets.baselines import lift
from trainer_app.ui.widgets.style import LOOK_EVENTS, colour, set_style_property, visual
from trainer_app.ui.words import Words, said

Role = Literal["outlined", "primary", "text", "danger", "quiet", "icon", "icon-outlined", "on-tip"]

_INKS = {
    "primary": "on_accent",
    "text": "accent",
    "danger": "danger",
    "quiet": "text2",
    "icon": "text2",
    "on-tip": "tip_text",
}


@dataclass(frozen=True, slots=True)
class _Look:
    """Tokens of a role: its ground, its ground while it is pointed at or pressed, its edge."""

    ground: str = ""
    active: str = ""
    edge: str = ""


_BARE = _Look()
_DISABLED = _Look("surface2", "surface2", "border2")
_LOOKS = {
    "outlined": _Look("surface", "hover", "input"),
    "icon-outlined": _Look("surface", "hover", "input"),
    "primary": _Look("accent", "accent_hover", "ground"),
    "danger": _Look("surface", "danger_soft", "danger"),
    "on-tip": _Look("tip_line", "tip_line"),
    "quiet": _Look("", "hover"),
    "icon": _Look("", "hover"),
    "text": _BARE,
}
_BOLD = frozenset({"primary", "text", "on-tip"})
_CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
TEXT_PADDING = 4
_ICON = 16
_ICON_GAP = 8
_CHEVRON = 14
_RING = 2
_RING_GAP = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BY_MOUSE = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class Button(QPushButton):
    """A button: `primary` once a view, `outlined` else, `text` to go somewhere, `danger` to destroy."""

    def __init__(
        self,
        words: Words = "",
        role: Role = "outlined",
        *,
        icon: str = "",
        small: bool = False,
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._words: Words = words
        self._icon_name = icon
        self._ring: FocusRing | None = None
        self._work: _ButtonWork | None = None
        self._is_absent = False
        self.setProperty("role", role)
        self.setProperty("small", "true" if small else "false")
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor if role == "text" else Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()
        if on_click is not None:
            self.clicked.connect(lambda: on_click())

    def set_words(self, words: Words) -> None:
        """Show other words."""
        self._words = words
        self._say()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_role(self, role: Role) -> None:
        """Look like another kind of button."""
        set_style_property(self, "role", role)
        self.updateGeometry()
        self.update()

    def keep_absent(self) -> None:
        """Stay hidden whatever its page says: the user may not do what it does."""
        self._is_absent = True
        self.hide()

    @override
    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible and not self._is_absent)

    def follow(self, task: Task) -> None:
        """Show the progress of a task in place and become Cancel, once it takes longer than 300 ms."""
        self._work = _ButtonWork(self, task)

    def _say(self) -> None:
        self.setText(said(self._words))

    def _ink(self) -> str:
        token = _INKS.get(self.property("role"), "text")
        return colour(token if self.isEnabled() else "text3").name()

    def _font(self) -> QFont:
        bold = self.property("role") in _BOLD
        role = "second" if self.property("role") == "text" and self.property("small") == "true" else "button"
        return theme.active().font_for(self.text(), role, 600 if bold else 500)

    def _content_width(self) -> int:
        width = QFontMetrics(self._font()).horizontalAdvance(self.text()) if self.text() else 0
        if self._icon_name:
            width += _ICON + (_ICON_GAP if self.text() else 0)
        return width + (_CHEVRON + _ICON_GAP if self._has_chevron() else 0)

    def _has_chevron(self) -> bool:
        return self.menu() is not None and self.property("role") != "quiet"

    @override
    def sizeHint(self) -> QSize:
        role = self.property("role")
        small = self.property("small") == "true"
        height = theme.active().height("small_button" if small else "control")
        if role in {"icon", "icon-outlined"}:
            return QSize(height, height)
        padding = TEXT_PADDING if role == "text" else 10 if small or role == "quiet" else 13
        return QSize(self._content_width() + 2 * padding, height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        self._paint_content(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        look = _LOOKS[self.property("role")]
        if not self.isEnabled():
            look = _DISABLED if look.edge else _BARE
        active = self.isDown() or self.isChecked() or self.underMouse()
        ground = look.active if active and self.isEnabled() else look.ground
        if not ground:
            return
        edge = ground if look.edge == "ground" else look.edge or ground
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(edge), 1))
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4.5, 4.5)

    def _paint_content(self, painter: QPainter) -> None:
        ink, font = self._ink(), self._font()
        at = (self.width() - self._content_width()) // 2
        if self._icon_name:
            icons.paint(painter, self._icon_name, ink, visual(self, at, _ICON), _ICON)
            at += _ICON + _ICON_GAP
        if self.text():
            font.setUnderline(self.property("role") == "text" and self.underMouse() and self.isEnabled())
            painter.setFont(font)
            painter.setPen(QColor(ink))
            width = QFontMetrics(font).horizontalAdvance(self.text())
            area = visual(self, at, width).translated(0, -lift(self.text(), font))
            painter.drawText(area, _CENTRED, self.text())
            at += width + _ICON_GAP
        if self._has_chevron():
            icons.paint(painter, "chevron-down", ink, visual(self, at, _CHEVRON), _CHEVRON)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        elif event.type() in LOOK_EVENTS:
            self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # By itself Qt leaves Enter to the dialog, whose default button would be pressed instead.
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in _BY_MOUSE:
            self._ring = FocusRing(self)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._ring is not None:
            self._ring.deleteLater()
            self._ring.hide()
            self._ring = None


def only_if(may: bool, *buttons: Button) -> None:
    """Let buttons be absent unless the user may do what they do."""
    if not may:
        for button in buttons:
            button.keep_absent()


class IconButton(Button):
    """A button with an icon only; its name is spoken and shown as tooltip with the shortcut."""

    def __init__(
        self,
        icon: str,
        name: Words,
        *,
        shortcut: str = "",
        outlined: bool = False,
        on_click: Callable[[], object] | None = None,
    ) -> None:
        self._name: Words = name
        self._keys = shortcut
        super().__init__("", "icon-outlined" if outlined else "icon", icon=icon, on_click=on_click)
        if shortcut:
            self.setShortcut(shortcut)

    @override
    def _say(self) -> None:
        name = said(self._name)
        self.setAccessibleName(name)
        self.setToolTip(_("{name} ({keys})").format(name=name, keys=self._keys) if self._keys else name)


class MenuButton(Button):
    """A button that opens a menu, with the mark for it at its end."""

    def __init__(self, words: Words, *, icon: str = "", role: Role = "outlined") -> None:
        super().__init__(words, role, icon=icon)
        self.menu_ = QMenu(self)
        self.setMenu(self.menu_)

    def add(self, words: str, on_choice: Callable[[], object], *, icon: str = "") -> QAction:
        """Add one choice to the menu."""
        action = self.menu_.addAction(words)
        if icon:
            action.setIcon(icons.icon(icon, theme.tokens().text2))
        action.triggered.connect(lambda: on_choice())
        return action


class FocusRing(QWidget):
    """A ring of two pixels around a widget, which the style sheet cannot draw.

    It lies in the next part around the widget that has room for it; a row of buttons has none at its ends.
    """

    def __init__(self, around: QWidget) -> None:
        self._home = _with_room(around, _RING + _RING_GAP)
        super().__init__(self._home)
        self._around = around
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.installEventFilter(self)
        self._place()
        self.show()

    def _place(self) -> None:
        spread = _RING + _RING_GAP
        place = QRect(self._around.mapTo(self._home, QPoint()), self._around.size())
        self.setGeometry(place.adjusted(-spread, -spread, spread, spread))
        self.raise_()

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize}:
            self._place()
        elif event.type() == QEvent.Type.Hide:
            self.hide()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("accent"), _RING))
        half = _RING / 2
        radius = 5 + _RING_GAP + half
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)


def _with_room(around: QWidget, spread: int) -> QWidget:
    home = around
    while (outer := home.parentWidget()) is not None and not home.isWindow():
        home = outer
        place = QRect(around.mapTo(home, QPoint()), around.size())
        has_room = home.rect().contains(place.adjusted(-spread, -spread, spread, spread))
        if has_room or isinstance(home.parentWidget(), QAbstractScrollArea):
            break
    return home


class _ButtonWork(QWidget):
    """Turns a button into progress and Cancel for the time of a task.

    The button stays enabled, for Qt would take the focus from it, but does nothing more.
    """

    def __init__(self, button: Button, task: Task) -> None:
        super().__init__(button)
        self.hide()
        self._button, self._task = button, task
        self._done = self._total = 0
        self._was_enabled: bool | None = None
        self._words = button._words  # noqa: SLF001 (this class is a part of the button)
        button.blockSignals(True)
        self._delay = QTimer(self, singleShot=True, interval=300)
        self._delay.timeout.connect(self._become_cancel)
        self._delay.start()
        task.progressed.connect(self._stepped)
        task.ended.connect(self._ended)

    def _become_cancel(self) -> None:
        self._was_enabled = self._button.isEnabled()
        self._button.setEnabled(True)
        self._button.setMinimumWidth(self._button.width())
        self._button.installEventFilter(self)
        self._show()

    def _stepped(self, done: int, total: int) -> None:
        self._done, self._total = done, total
        if not self._delay.isActive():
            self._show()

    def _show(self) -> None:
        if self._total:
            share = self._done * 100 // self._total
            self._button.set_words(_("Cancel ({share} %)").format(share=share))
        else:
            self._button.set_words(_("Cancel"))

    def _ended(self) -> None:
        self._delay.stop()
        self._button.removeEventFilter(self)
        self._button.blockSignals(False)
        self._button.set_words(self._words)
        if self._was_enabled is not None:
            self._button.setEnabled(self._was_enabled)
        self._button.setMinimumWidth(0)
        self.deleteLater()

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if _presses(event):
            self._task.cancel()
        return False


def _presses(event: QEvent) -> bool:
    if isinstance(event, QKeyEvent):
        pressed = event.type() == QEvent.Type.KeyPress
        return pressed and event.key() in (Qt.Key.Key_Space, *_ENTER)
    return event.type() == QEvent.Type.MouseButtonRelease
