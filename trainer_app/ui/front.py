"""Brings the window to the front when the program is started once more on the same file."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow


class Front(QObject):
    """Watches the lock file, which the second start touches before it ends."""

    def __init__(self, window: QMainWindow, lock_file: Path) -> None:
        super().__init__(window)
        self._window = window
        self._watcher = QFileSystemWatcher(self)
        if lock_file.is_file():
            self._watcher.addPath(str(lock_file))
        self._watcher.fileChanged.connect(self._knocked)

    def _knocked(self, _path: str) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)  # some systems let no window take the front
