"""Notices when nobody has used the window for a while."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from typing_extensions import override

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
_MS = 1000


class Idle(QObject):
    """Counts the time since the last key, click or move of the mouse.

    Signals: nearly_over() `notice_seconds` before the end; over(); used_again() after a notice.
    """

    nearly_over = Signal()
    over = Signal()
    used_again = Signal()

    def __init__(self, parent: QObject, *, seconds: float, notice_seconds: float) -> None:
        super().__init__(parent)
        self._has_told = False
        self._first = QTimer(self, singleShot=True, interval=round((seconds - notice_seconds) * _MS))
        self._second = QTimer(self, singleShot=True, interval=round(notice_seconds * _MS))
        self._first.timeout.connect(self._tell)
        self._second.timeout.connect(self._end)
        # On the windows, not on the application: that would ask for every event of every widget.
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
            self._watch(application.focusWindow())

    def start(self) -> None:
        """Count from now on."""
        self._has_told = False
        self._second.stop()
        self._first.start()

    def stop(self) -> None:
        """Count no longer."""
        self._first.stop()
        self._second.stop()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _tell(self) -> None:
        self._has_told = True
        self._second.start()
        self.nearly_over.emit()

    def _end(self) -> None:
        self.stop()
        self.over.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT and (self._first.isActive() or self._second.isActive()):
            has_told = self._has_told
            self.start()
            if has_told:
                self.used_again.emit()
        return False
