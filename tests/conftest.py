"""What every test shares: real databases made from migrated templates, and English words."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from tests.keys import KEY
from trainer_app.core import language
from trainer_app.services import reference
from trainer_app.storage.engine import Database, connect, open_database

pytest_plugins = ["tests.postgres"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine is no fault of the code: properties are not timed.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why tests were skipped, and how many for each reason."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"Skipped {count}: {reason}")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    language.activate("en")
    yield
    language.activate("en")


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables and the reference data, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    _prepare(path)
    return path


@pytest.fixture(scope="session")
def template_server(postgres_url: str) -> str:
    """Name of a PostgreSQL database with all tables and the reference data, to be copied."""
    _server_command(postgres_url, "CREATE DATABASE template_jpt")
    _prepare(str(_address(postgres_url, "template_jpt")))
    return "template_jpt"


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with the reference data, once on SQLite and once on PostgreSQL."""
    if request.param == "postgres":
        yield from _on_server(request)
    else:
        yield from _on_file(request, tmp_path)


@pytest.fixture
def file_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database file with the reference data, for tests that are not about the engine."""
    yield from _on_file(request, tmp_path)


@pytest.fixture
def server_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database on the server with the reference data, for tests that are not about files."""
    yield from _on_server(request)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session in one transaction of the database; a test may let the database refuse what it does."""
    with suppress(InvalidRequestError), database.transaction() as session:
        yield session


def _on_file(request: pytest.FixtureRequest, folder: Path) -> Iterator[Database]:
    path = folder / "programme.db"
    shutil.copyfile(request.getfixturevalue("template_file"), path)
    database = connect(path, KEY)
    yield database
    database.close()


def _on_server(request: pytest.FixtureRequest) -> Iterator[Database]:
    server = request.getfixturevalue("postgres_url")
    template = request.getfixturevalue("template_server")
    name = f"jpt_{os.urandom(6).hex()}"
    _server_command(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    database = connect(str(_address(server, name)))
    yield database
    database.close()
    _server_command(server, f"DROP DATABASE {name} WITH (FORCE)")


def _prepare(place: Path | str) -> None:
    database = open_database(place, KEY)
    with database.transaction() as session:
        reference.load(session)
    database.settle()
    database.close()


def _address(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _server_command(server: str, command: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(command))
    engine.dispose()
