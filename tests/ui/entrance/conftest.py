"""A programme file with one officer, and the covered window that asks who comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from tests.ui.conftest import NOW
from tests.ui.sample_pages import PAGES
from trainer_app.core.language import Titles
from trainer_app.services import signing_in
from trainer_app.services.signing_in import Entered, NewProgramme
from trainer_app.storage.key_wraps import CHEAPEST
from trainer_app.storage.late import LateDatabase
from trainer_app.ui.application import close_window, make_window
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.page import Station

PASSWORD = "four plain words here"
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Made:
    """A programme file and how it is opened."""

    place: Path
    recovery_key: str
    login: str = "samina"


def make(place: Path) -> tuple[Entered, str]:
    """A programme file with its first officer, at little cost."""
    given = NewProgramme(Titles("Joint 2026"), "PK", "IS", "samina", "Samina Akhtar")
    return signing_in.create(place, given=given, password=PASSWORD, today=TODAY, cost=CHEAPEST)


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Made:
    place = tmp_path_factory.mktemp("entrance") / "programme.db"
    entered, key = make(place)
    entered.database.settle()
    entered.database.close()
    return Made(place, key)


@pytest.fixture
def made(template: Made, tmp_path: Path) -> Made:
    """A copy that a test may change."""
    for file in template.place.parent.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return Made(tmp_path / template.place.name, template.recovery_key)


@pytest.fixture
def entered(made: Made) -> Iterator[Entered]:
    """The officer at work."""
    opened = signing_in.sign_in(made.place, login=made.login, password=PASSWORD)
    yield opened
    opened.database.close()


@pytest.fixture
def frame(qapp, qtbot, settings) -> Iterator[MainWindow]:
    """The covered window before anybody signed in."""
    window = make_window(
        qapp,
        LateDatabase(),
        settings,
        pages=PAGES,
        station=Station("IS", "PK", "Joint 2026"),
        clock=lambda: NOW,
    )
    window.cover()
    window.begin = lambda: None
    window.resize(1440, 900)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    if window.context.appearance.language != "en":
        window.context.appearance.set_language("en")
    close_window(window)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def cover(frame, qtbot):
    """Shows a page of the entrance and gives it."""

    def show(page):
        frame.cover(page)
        qtbot.waitUntil(page.isVisible)
        return page

    return show
