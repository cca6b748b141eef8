"""A window on a real database, in the shipped look, with pages that only say where they are."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui.sample_pages import PAGES
from trainer_app.core.settings import Settings
from trainer_app.ui import theme
from trainer_app.ui.appearance import Appearance
from trainer_app.ui.application import make_application, make_window
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.page import Station
from trainer_app.ui.tasks import Tasks

# Without it the offscreen screen has 800 × 600 pixels, less than the window needs.
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"

NOW = datetime(2026, 11, 23, 9, 32, 8, tzinfo=UTC)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture
def settings() -> Settings:
    chosen = Settings()
    chosen.set("theme", "light")
    return chosen


@pytest.fixture(autouse=True)
def appearance(qapp: QApplication, settings: Settings) -> Iterator[Appearance]:
    """The light English look, also after a test that changed it."""
    chosen = Appearance(qapp, settings)
    if theme.active() != theme.Theme() or not qapp.styleSheet():
        chosen.apply()
    yield chosen
    unexpected = [w for w in qapp.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    for dialog in unexpected:
        dialog.close()
    chosen.deleteLater()
    assert [dialog.windowTitle() for dialog in unexpected] == []


@pytest.fixture
def tasks(qapp: QApplication, file_database) -> Iterator[Tasks]:
    running = Tasks(file_database, lambda: NOW)
    yield running
    running.close()


@pytest.fixture
def window(qapp, qtbot, file_database, settings) -> Iterator[MainWindow]:
    made = make_window(
        qapp,
        file_database,
        settings,
        pages=PAGES,
        station=Station("IS", "PK", "Joint 2026"),
        clock=lambda: NOW,
    )
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.page is not None)
    yield made
    made.context.tasks.close()
    made.context.appearance.set_language("en")
    made.context.appearance.set_theme("light")
