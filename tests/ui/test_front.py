from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from tests.ui.conftest import NOW
from trainer_app.storage import file_lock
from trainer_app.storage.file_lock import Kind
from trainer_app.ui.front import Front


def test_a_second_start_brings_the_minimised_window_to_the_front(qtbot, tmp_path):
    place = tmp_path / "programme.db"
    window = QMainWindow()
    qtbot.addWidget(window)
    with file_lock.take(place, kind=Kind.WINDOW, now=NOW):
        Front(window, file_lock.path_of(place))
        window.showMinimized()
        file_lock.knock(place)
        qtbot.waitUntil(lambda: not window.windowState() & Qt.WindowState.WindowMinimized)
        assert window.isVisible()


def test_without_a_lock_file_nothing_is_watched(qtbot, tmp_path):
    window = QMainWindow()
    qtbot.addWidget(window)
    assert Front(window, tmp_path / "programme.db.lock")._watcher.files() == []
