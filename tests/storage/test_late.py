import pytest
from sqlalchemy import select

from tests.keys import KEY
from trainer_app.core.errors import DatabaseUnusable
from trainer_app.models.organisations import Side
from trainer_app.storage.engine import open_database
from trainer_app.storage.late import LateDatabase


def test_nothing_can_be_read_or_written_before_somebody_signed_in():
    late = LateDatabase()
    with pytest.raises(DatabaseUnusable, match="Sign in"), late.reading():
        pass
    with pytest.raises(DatabaseUnusable, match="Sign in"), late.transaction():
        pass
    late.close()


def test_what_is_written_is_there_to_read(tmp_path):
    late = LateDatabase()
    late.give(open_database(tmp_path / "programme.db", KEY))
    with late.transaction("sides.add", "for the test") as session:
        session.add(Side(code="PK", title_en="Pakistan"))
    with late.reading() as session:
        assert session.scalars(select(Side.code)).all() == ["PK"]
    late.close()


def test_a_closed_database_is_locked_again(tmp_path):
    late = LateDatabase()
    late.give(open_database(tmp_path / "programme.db", KEY))
    late.close()
    with pytest.raises(DatabaseUnusable), late.reading():
        pass
