"""The one line in which a value is typed, over the cell."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_IN_TEXT = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End})
_ENDING = frozenset(
    {
        Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape,
        Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F2, Qt.Key.Key_F8,
    }
)  # fmt: skip
_ENDING_WITH_CONTROL = frozenset({*_IN_TEXT, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_G})


class CellEditor(QLineEdit):
    """A bare line without an input method; keys that end typing go to `on_key`, which says if it took one.

    `is_in_place` is true while an existing value is edited: then the arrows move inside the text.
    """

    def __init__(
        self, parent: QWidget, on_key: Callable[[QKeyEvent], bool], on_left: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self._on_key, self._on_left = on_key, on_left
        self.is_in_place = False
        self.setProperty("bare", "true")
        self.setFrame(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        # Its own menu would speak English in every language.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAcceptDrops(False)
        self.hide()

    def open_at(self, area: QRect, text: str, *, in_place: bool) -> None:
        """Show the line over a cell with a text in it, the cursor at the end."""
        self.is_in_place = in_place
        self.setGeometry(area)
        self.setText(text)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCursorPosition(len(text))

    def close_line(self) -> None:
        """Hide the line."""
        self.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._ends(event) and self._on_key(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _ends(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if modifiers & Qt.KeyboardModifier.AltModifier:
            return False
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return key in _ENDING_WITH_CONTROL
        return key in _ENDING or (key in _IN_TEXT and not self.is_in_place)

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._ends(event)
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return False

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STAYS and self.isVisible():
            self._on_left()
