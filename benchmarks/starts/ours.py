"""The program as it really starts, on a programme file."""

import sys
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication

from benchmarks.starts.first_paint import FirstPaint
from trainer_app.__main__ import open_window
from trainer_app.ui.main_window import MainWindow

_show_event = MainWindow.showEvent


def _shown(window: MainWindow, event: QShowEvent) -> None:
    _show_event(window, event)
    FirstPaint(window, QApplication.quit)


MainWindow.showEvent = _shown  # type: ignore[assignment, method-assign]
sys.exit(open_window(Path(sys.argv[1])))
