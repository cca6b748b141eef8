"""Taking a transaction back from what the journal says."""

import pytest
from sqlalchemy import select

from trainer_app.core.language import Titles
from trainer_app.models.base import new_id
from trainer_app.models.catalogue import Course, Track
from trainer_app.storage.journal import rebuild, reversal
from trainer_app.storage.journal.origin import Origin


def does(database, work):
    """Do something in a transaction of its own; gives the operation."""
    origin = Origin(act="test")
    with database.transaction(origin=origin) as session:
        work(session)
    return origin.operation


def take_back(database, operation):
    with database.transaction() as session:
        found = reversal.plan(session, operation)
        assert found.obstacles == ()
        reversal.apply(session, found)
    with database.reading() as session:
        assert list(rebuild.differences(session)) == []


def titles(database, track_id):
    with database.reading() as session:
        row = session.get(Track, track_id)
        return row and Titles(row.title_en, row.title_ur, row.title_zh)


@pytest.fixture
def track(database):
    row = Track(id=new_id(), code="NEW", title_en="New", title_ur="", title_zh="")
    return row.id, does(database, lambda session: session.add(row))


def rename(track_id, title):
    def work(session):
        session.get_one(Track, track_id).title_en = title

    return work


def test_what_was_made_goes(database, track):
    take_back(database, track[1])
    assert titles(database, track[0]) is None


def test_what_was_changed_is_as_before(database, track):
    take_back(database, does(database, rename(track[0], "Other")))
    assert titles(database, track[0]).en == "New"


def test_what_was_removed_comes_again_with_its_id(database, track):
    operation = does(database, lambda session: session.delete(session.get_one(Track, track[0])))
    assert titles(database, track[0]) is None
    take_back(database, operation)
    assert titles(database, track[0]).en == "New"


def test_two_changes_of_one_transaction_go_together(database, track):
    def work(session):
        rename(track[0], "Other")(session)
        session.flush()
        rename(track[0], "Third")(session)

    take_back(database, does(database, work))
    assert titles(database, track[0]).en == "New"


def test_another_field_that_was_changed_since_stays(database, track):
    operation = does(database, rename(track[0], "Other"))

    def in_chinese(session):
        session.get_one(Track, track[0]).title_zh = "新"

    does(database, in_chinese)
    take_back(database, operation)
    assert titles(database, track[0]) == Titles("New", "", "新")


def test_a_row_that_was_changed_since_stands_in_the_way(database, track):
    does(database, rename(track[0], "Other"))
    with database.reading() as session:
        found = reversal.plan(session, track[1])
    assert [(each.entity, each.row_id) for each in found.obstacles] == [("tracks", track[0])]
    assert found.obstacles[0].since is not None


def test_a_row_that_names_one_to_be_removed_stands_in_the_way(database, track):
    does(database, lambda session: session.add(Course(code="X-1", track_id=track[0], title_en="X")))
    with database.reading() as session:
        course_id = session.scalar(select(Course.id).where(Course.code == "X-1"))
        found = reversal.plan(session, track[1])
    assert [(each.entity, each.row_id, each.since) for each in found.obstacles] == [
        ("courses", course_id, None)
    ]


def test_an_operation_that_changed_nothing_has_nothing_to_take_back(database):
    with database.reading() as session:
        assert reversal.plan(session, new_id()).rows == ()
