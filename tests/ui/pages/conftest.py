"""The real window with all its pages on a small sample programme."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from tests.ui.conftest import NOW
from trainer_app.rules.roles import Role
from trainer_app.services import offerings, sample, sample_users, users
from trainer_app.services.access import SignedIn
from trainer_app.services.sample_users import SAMPLE_KEY
from trainer_app.services.signing_in import Entered
from trainer_app.storage import keys
from trainer_app.storage.engine import Database, connect, open_database
from trainer_app.ui.application import make_window
from trainer_app.ui.finder import FINDER
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.page import Station
from trainer_app.ui.pages.registry import PAGES


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample programme of two hundred people as of 23 November 2026, to be copied."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    database = open_database(path, SAMPLE_KEY)
    ids = sample.fill(database, people_count=200, seed=3, today=date(2026, 11, 23))
    database.settle()
    database.close()
    sample_users.write_keys(path, ids)
    return path


@pytest.fixture
def programme(sample_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of the sample that a test may change."""
    path = tmp_path / "sample.db"
    shutil.copyfile(sample_file, path)
    shutil.copyfile(keys.place_of(sample_file), keys.place_of(path))
    database = connect(path, SAMPLE_KEY)
    yield database
    database.close()


def everybody(programme: Database) -> SignedIn:
    """The administrator of the sample, with all other roles as well."""
    with programme.reading() as session:
        row = next(each for each in users.rows(session) if each.login == "admin")
    return SignedIn(row.id, row.login, row.full_name, row.side, frozenset(Role))


@pytest.fixture
def office(qapp, qtbot, programme, settings) -> Iterator[MainWindow]:
    """The window with every page, on the sample, for somebody who holds every role."""
    made = make_window(
        qapp,
        programme,
        settings,
        pages=PAGES,
        station=Station("IS", "PK", "Joint 2026"),
        finder=FINDER,
        clock=lambda: NOW,
        entered=Entered(programme, everybody(programme)),
    )
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.page is not None)
    yield made
    if made.context.appearance.language != "en":
        made.context.appearance.set_language("en")
    made.context.tasks.close()
    # Deleted at once: the next test changes the look of every window that is still there.
    made.hide()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def code_of(programme: Database):
    """Gives the id of the first offering in a state, of a course when one is named."""

    def find(state: str, course: str | None = None):
        with programme.reading() as session:
            rows = offerings.rows(session)
        return next(row for row in rows if row.state == state and course in (None, row.course_code))

    return find
