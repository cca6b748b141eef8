"""Alt pressed and released alone, which shows the menu bar."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class AltAlone(QObject):
    """Watches the keys of a window. Signals: pressed(), when no other key came while Alt was down."""

    pressed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._is_alone = False
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        is_alt = event.key() == Qt.Key.Key_Alt
        if event.type() == QEvent.Type.KeyRelease:
            was_alone, self._is_alone = self._is_alone, False
            if is_alt and was_alone:
                self.pressed.emit()
        elif event.type() == QEvent.Type.KeyPress:
            self._is_alone = is_alt and not event.isAutoRepeat()
        elif not is_alt:
            # What a shortcut takes comes as its announcement only, not as a key.
            self._is_alone = False
        return False
