import threading

import pytest
from sqlalchemy import select

from tests.keys import KEY
from trainer_app.core.errors import DatabaseUnusable
from trainer_app.models.organisations import Side
from trainer_app.storage.engine import open_database
from trainer_app.storage.late import LateDatabase


def test_nothing_is_opened_before_a_session_is_asked_for(tmp_path):
    late = LateDatabase(lambda: open_database(tmp_path / "programme.db", KEY))
    late.close()
    assert not (tmp_path / "programme.db").exists()


def test_what_is_written_is_there_to_read(tmp_path):
    late = LateDatabase(lambda: open_database(tmp_path / "programme.db", KEY))
    with late.transaction() as session:
        session.add(Side(code="PK", title_en="Pakistan"))
    with late.reading() as session:
        assert session.scalars(select(Side.code)).all() == ["PK"]
    late.close()


def test_two_threads_share_one_database(tmp_path):
    opened = []

    def opening():
        opened.append(open_database(tmp_path / "programme.db", KEY))
        return opened[0]

    late = LateDatabase(opening)

    def read() -> None:
        with late.reading() as session:
            session.scalars(select(Side)).all()

    readers = [threading.Thread(target=read) for _n in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    late.close()
    assert len(opened) == 1


def test_a_database_that_could_not_be_opened_is_tried_again(tmp_path):
    folder = tmp_path / "not yet there"
    late = LateDatabase(lambda: open_database(folder / "programme.db", KEY))
    with pytest.raises(DatabaseUnusable), late.reading():
        pass
    folder.mkdir()
    with late.reading() as session:
        assert session.scalars(select(Side)).all() == []
    late.close()
