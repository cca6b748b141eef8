from datetime import UTC, datetime, timedelta

from tests.factories import make_person
from trainer_app.services import clock


def save(database):
    with database.transaction("people.save_new") as session:
        make_person(session, "Amina Khan")


def found(database, now):
    with database.reading() as session:
        return clock.set_back(session, now=now)


def test_a_clock_that_goes_on_is_right(database):
    save(database)
    assert found(database, datetime.now(UTC)) is None
    assert found(database, datetime.now(UTC) - timedelta(minutes=4)) is None


def test_a_clock_that_was_set_back_is_told_with_both_times(database):
    save(database)
    now = datetime.now(UTC) - timedelta(days=3)
    told = found(database, now)
    assert told.clock == now
    assert abs(told.last_step - now - timedelta(days=3)) < timedelta(minutes=1)


def test_where_nothing_was_saved_no_clock_is_wrong(tmp_path):
    from tests.keys import KEY
    from trainer_app.storage.engine import open_database

    database = open_database(tmp_path / "empty.db", KEY)
    assert found(database, datetime(1990, 1, 1, tzinfo=UTC)) is None
    database.close()
