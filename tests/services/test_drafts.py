from datetime import UTC, datetime

import pytest

from tests.services.acting import Desk
from trainer_app.services import drafts
from trainer_app.storage.journal import rebuild, verify

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
PLACE = "scores/1/1"


@pytest.fixture
def desk(database):
    return Desk(database)


def keep(desk, **content):
    desk.does(drafts.keep, place=PLACE, content=content, now=NOW)


def kept(desk):
    return desk.reads(drafts.kept, place=PLACE)


def test_what_was_left_is_there_again_and_gives_way_to_what_is_left_later(desk):
    assert kept(desk) == {}
    keep(desk, marks=[["a", "b", "57"]])
    assert kept(desk) == {"marks": [["a", "b", "57"]]}
    keep(desk, marks=[["a", "b", "58"]])
    assert kept(desk) == {"marks": [["a", "b", "58"]]}
    keep(desk, marks=[])
    assert kept(desk) == {}


def test_it_is_the_users_own(desk, database):
    other = Desk(database, name="Imran Qureshi")
    keep(desk, marks=[["a", "b", "57"]])
    assert kept(other) == {}


def test_where_nobody_is_signed_in_nothing_is_kept(database):
    with database.transaction() as session:
        drafts.keep(session, place=PLACE, content={"marks": [1]}, now=NOW)
        assert drafts.kept(session, place=PLACE) == {}


def test_it_is_no_record(desk, database):
    with database.reading() as session:
        before = verify.verify(session).entries
    keep(desk, marks=[["a", "b", "57"]])
    with database.reading() as session:
        assert verify.verify(session).entries == before
        assert list(rebuild.differences(session)) == []
