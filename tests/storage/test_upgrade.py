import shutil
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import func, select, text

from tests import golden
from tests.keys import KEY
from trainer_app.core.errors import BackupUnsound, FileUnwritable
from trainer_app.models.people import Person
from trainer_app.services import integrity
from trainer_app.storage import backup, migrate
from trainer_app.storage.backup import Occasion
from trainer_app.storage.engine import Database, connect, open_database
from trainer_app.storage.journal import guard, rebuild, verify

GOLDEN = sorted(golden.FOLDER.glob("*.db"))


@pytest.fixture
def old(tmp_path) -> Path:
    """A file of the version before the journal, with one side in it."""
    place = tmp_path / "programme.db"
    with closing(connect(place, KEY)) as database:
        with database.engine.begin() as connection, guard.unwatched(connection):
            command.upgrade(migrate.config(connection), "0005")
            connection.execute(
                text(
                    "INSERT INTO sides "
                    "(id, code, title_en, title_ur, title_zh, created_at, changed_at, version) "
                    "VALUES (:id, 'PK', 'Pakistan', '', '', '2026-01-01', '2026-01-01', 1)"
                ),
                {"id": bytes(15) + b"\x01"},
            )
        database.settle()
    return place


def revision_of(place: Path) -> str:
    return backup.content_of(place, KEY).revision


def test_an_old_file_is_upgraded_and_kept_as_a_backup(old):
    open_database(old, KEY).close()
    assert revision_of(old) == migrate.NEWEST
    [kept] = backup.found_in(backup.folder_of(old), "programme")
    assert (kept.occasion, revision_of(kept.path)) == (Occasion.MIGRATION, "0005")
    with closing(open_database(old, KEY)) as database, database.reading() as session:
        assert session.scalar(text("SELECT title_en FROM sides")) == "Pakistan"
        assert list(rebuild.differences(session)) == []
        assert verify.verify(session).entries == 1


def test_a_copy_is_upgraded_where_it_stands(old):
    with closing(connect(old, KEY)) as database:
        migrate.copy_to_newest(database)
        migrate.copy_to_newest(database)
    assert revision_of(old) == migrate.NEWEST
    assert [path.name for path in old.parent.iterdir()] == ["programme.db"]


def test_nothing_is_left_beside_an_upgraded_file(old):
    open_database(old, KEY).close()
    assert sorted(path.name for path in old.parent.iterdir()) == ["backups", "programme.db"]


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(old, monkeypatch):
    before = old.read_bytes()

    def broken(_database: Database) -> None:
        raise BackupUnsound("programme.db", 3)

    monkeypatch.setattr(migrate, "run", broken)
    with pytest.raises(BackupUnsound):
        open_database(old, KEY)
    assert old.read_bytes() == before
    assert not list(old.parent.glob(".*.part*"))


def test_a_copy_that_is_not_as_its_journal_says_takes_no_place(old, monkeypatch):
    run = migrate.run

    def careless(database: Database) -> None:
        run(database)
        with database.engine.begin() as connection, guard.unwatched(connection):
            connection.execute(text("UPDATE sides SET title_en = 'Lost'"))

    monkeypatch.setattr(migrate, "run", careless)
    with pytest.raises(BackupUnsound, match="1 place"):
        open_database(old, KEY)
    assert revision_of(old) == "0005"


def test_where_no_backup_can_be_made_nothing_is_upgraded(old):
    backup.folder_of(old).touch()
    with pytest.raises(FileUnwritable):
        open_database(old, KEY)
    assert revision_of(old) == "0005"


def test_the_newest_version_has_a_golden_database():
    assert golden.place_of(migrate.NEWEST) in GOLDEN


@pytest.mark.parametrize("place", GOLDEN, ids=lambda place: place.stem)
def test_a_file_of_every_version_is_opened_with_everything_in_it(place, tmp_path):
    copy = tmp_path / "programme.db"
    shutil.copyfile(place, copy)
    with closing(open_database(copy, KEY)) as database, database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == golden.PEOPLE
        assert integrity.check(session) == []
        assert list(rebuild.differences(session)) == []
