from contextlib import closing

import pytest
from sqlcipher3 import dbapi2

from tests.factories import make_person
from tests.keys import KEY
from trainer_app.storage import encryption
from trainer_app.storage.encryption import Appearance

CANARY = "Zubaida Canaryson"


def test_nothing_of_a_record_can_be_read_outside(file_database):
    with file_database.transaction() as session:
        make_person(session, CANARY, name_zh="金丝雀")
    for path in file_database.place.parent.iterdir():
        content = path.read_bytes()
        assert CANARY.encode() not in content
        assert "金丝雀".encode() not in content
        assert b"SQLite format" not in content


def test_the_engine_is_newer_than_the_one_that_could_corrupt_a_log(tmp_path):
    with closing(encryption.open_connection(tmp_path / "a.db", KEY)) as connection:
        [(version,)] = connection.execute("SELECT sqlite_version()").fetchall()
    assert tuple(map(int, version.split("."))) >= (3, 51, 3)


def test_another_key_does_not_fit(tmp_path):
    path = tmp_path / "a.db"
    with closing(encryption.open_connection(path, KEY)) as connection:
        connection.execute("CREATE TABLE notes (words TEXT)")
    with pytest.raises(dbapi2.DatabaseError):
        encryption.open_connection(path, bytes(32))


def test_a_key_of_another_length_is_a_mistake_of_ours(tmp_path):
    with pytest.raises(ValueError, match="16"):
        encryption.open_connection(tmp_path / "a.db", bytes(16))


def test_a_file_is_known_by_its_outside(tmp_path, template_file):
    plain, empty, cut = tmp_path / "plain.db", tmp_path / "empty.db", tmp_path / "cut.db"
    with closing(dbapi2.connect(str(plain))) as connection:
        connection.execute("CREATE TABLE notes (words TEXT)")
    empty.touch()
    cut.write_bytes(template_file.read_bytes()[:-1])
    found = [encryption.appearance(path) for path in (tmp_path / "gone.db", empty, plain, cut, template_file)]
    assert found == [
        Appearance.MISSING,
        Appearance.EMPTY,
        Appearance.PLAIN,
        Appearance.CUT,
        Appearance.SEALED,
    ]


def test_a_file_whose_rest_is_in_the_log_beside_it_is_not_cut(tmp_path, template_file):
    place, log = tmp_path / "programme.db", tmp_path / "programme.db-wal"
    place.write_bytes(template_file.read_bytes()[:-512])
    log.touch()
    assert encryption.appearance(place) is Appearance.CUT
    log.write_bytes(b"frames")
    assert encryption.appearance(place) is Appearance.SEALED
