import pytest

from trainer_app.core.errors import DatabaseUnusable
from trainer_app.services import programme_files
from trainer_app.storage.engine import connect
from trainer_app.storage.journal.listener import JournalledSession
from trainer_app.storage.journal.origin import Origin


def test_a_file_tells_its_place_and_its_size(file_database, tmp_path):
    with file_database.reading() as session:
        found = programme_files.facts(session)
    assert (found.name, found.place) == ("programme.db", tmp_path / "programme.db")
    assert found.size >= found.place.stat().st_size > 100_000


def test_a_server_tells_its_address_without_a_password():
    server = connect("postgresql://clerk:secret@archive/jpt")
    with JournalledSession(server.engine, Origin(is_program=True)) as session:
        found = programme_files.facts(session)
    assert (found.place, found.size) == (None, 0)
    assert "archive/jpt" in found.name
    assert "secret" not in found.name


def test_only_a_programme_file_is_expected(tmp_path, template_file):
    assert programme_files.expect(place=template_file) == template_file
    with pytest.raises(DatabaseUnusable):
        programme_files.expect(place=tmp_path / "gone.db")
