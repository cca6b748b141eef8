import sqlite3
import threading
from contextlib import closing

import pytest
from sqlalchemy import select

from tests.keys import KEY
from trainer_app.core.errors import DatabaseUnusable
from trainer_app.models.organisations import Station
from trainer_app.storage.encryption import open_connection
from trainer_app.storage.engine import connect, expect_programme, open_database, open_existing


def test_what_raises_inside_a_transaction_leaves_nothing(database):
    def fail_half_way() -> None:
        with database.transaction() as session:
            session.add(Station(code="IS", side="PK", title_en="Islamabad"))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    with database.reading() as session:
        assert session.scalars(select(Station)).all() == []


def test_reading_keeps_nothing(database):
    with database.reading() as session:
        session.add(Station(code="IS", side="PK", title_en="Islamabad"))
        session.flush()
    with database.reading() as session:
        assert session.scalars(select(Station)).all() == []


def test_readers_do_not_wait_for_a_writer(file_database):
    with file_database.transaction() as writer:
        writer.add(Station(code="IS", side="PK", title_en="Islamabad"))
        writer.flush()
        with file_database.reading() as reader:
            assert reader.scalars(select(Station)).all() == []


def test_a_commit_is_on_the_disk_before_it_is_acknowledged(file_database):
    with file_database.engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_two_writers_at_once_both_succeed(file_database):
    def write(code: str) -> None:
        with file_database.transaction() as session:
            session.scalars(select(Station)).all()
            session.add(Station(code=code, side="PK", title_en=code))

    writers = [threading.Thread(target=write, args=(f"S{n}",)) for n in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with file_database.reading() as session:
        assert len(session.scalars(select(Station)).all()) == 8


def test_a_locked_file_is_said_to_be_in_use(tmp_path, file_database):
    path = file_database.engine.url.database
    with closing(open_connection(path, KEY)) as raw:
        raw.execute("BEGIN EXCLUSIVE")
        other = connect(path, KEY)
        with other.reading() as session:
            assert session.scalars(select(Station)).all() == []
        other.close()


def test_a_file_is_not_opened_with_another_key(template_file):
    with pytest.raises(DatabaseUnusable, match="damaged, or the key"):
        open_database(template_file, bytes(32))


def test_a_file_is_not_opened_without_a_key(template_file):
    with pytest.raises(DatabaseUnusable, match="locked"):
        open_database(template_file)


def test_a_file_whose_end_is_missing_is_refused(tmp_path, template_file):
    cut = tmp_path / "cut.db"
    cut.write_bytes(template_file.read_bytes()[:-100])
    with pytest.raises(DatabaseUnusable, match="its end is missing"):
        open_existing(cut, KEY)


def test_the_name_of_a_server_shows_no_password():
    database = connect("postgresql://officer:secret@localhost/jpt")
    assert "secret" not in database.name
    assert "officer" in database.name


def test_a_programme_file_is_known_without_being_changed(template_file):
    before = template_file.stat().st_mtime_ns
    expect_programme(template_file)
    assert template_file.stat().st_mtime_ns == before


def test_what_is_no_programme_file_is_refused_and_left_alone(tmp_path):
    notes, other = tmp_path / "notes.db", tmp_path / "other.db"
    notes.write_text("Bread, milk, tea, and a long line so that no header could be read from it." * 20)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    content = other.read_bytes()
    (empty := tmp_path / "empty.db").touch()
    for place, why in (
        (tmp_path / "gone.db", "no such file"),
        (notes, "no programme file"),
        (other, "not encrypted"),
        (empty, "empty"),
    ):
        with pytest.raises(DatabaseUnusable, match=why):
            expect_programme(place)
    assert other.read_bytes() == content
