"""Says on standard output when a window has been painted for the first time."""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Waits for the first exposure of a shown window, lets it paint, and tells the instant."""

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then = then
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the exposure paint, then tell the instant."""
        if event.type() != QEvent.Type.Expose:
            return False
        watched.removeEventFilter(self)
        QCoreApplication.sendEvent(watched, event)
        sys.stdout.write(f"{time.perf_counter()}\n")
        sys.stdout.flush()
        QTimer.singleShot(0, self, self._then)
        return True
