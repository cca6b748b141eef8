import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from tests.factories import make_person
from trainer_app.models.base import Id, new_id, table_of
from trainer_app.models.people import Person
from trainer_app.storage import bulk
from trainer_app.storage.faults import Cause, StorageFault
from trainer_app.storage.journal.writer import WRITTEN
from trainer_app.storage.many import Prepared

_people = table_of(Person)
OF_ONE = sa.bindparam("of_one", type_=Id)
NAME = Prepared(sa.select(_people.c.name_latin, _people.c.version).where(_people.c.id == OF_ONE))
RENAME = Prepared(
    sa.update(_people)
    .where(_people.c.id == OF_ONE, _people.c.name_latin != "Nobody")
    .values(name_latin=sa.bindparam("name"), version=_people.c.version + 1, changed_at=_people.c.created_at),
    **WRITTEN,
)


def name(session, person) -> tuple:
    (found,) = NAME.rows(session.connection(), of_one=person.id)
    return tuple(found)


def test_what_is_found_and_what_is_changed_goes_by_name(session):
    person = make_person(session, "Amina Khan")
    assert name(session, person) == ("Amina Khan", 1)
    RENAME.run(session.connection(), of_one=person.id, name="Sana Javed")
    assert name(session, person) == ("Sana Javed", 2)


def test_nothing_is_found_where_there_is_nothing(session):
    assert len(NAME.rows(session.connection(), of_one=new_id())) == 0


def test_many_are_run_in_their_order(session):
    one, other = make_person(session, "Amina Khan"), make_person(session, "Sana Javed")
    changes = [(one, "A"), (other, "B"), (one, "C")]
    RENAME.run_many(
        session.connection(), [{"of_one": person.id, "name": to_name} for person, to_name in changes]
    )
    assert (name(session, one), name(session, other)) == (("C", 3), ("B", 2))


def test_a_broken_rule_of_the_tables_is_the_engines_own_error(session):
    person = make_person(session)
    with pytest.raises(IntegrityError), session.begin_nested():
        bulk.insert(session, Person, [{"id": person.id, "side": "PK", "name_latin": "Twice"}])
    with pytest.raises(IntegrityError), session.begin_nested():
        bulk.update(session, Person, [{"id": person.id, "name_latin": None}])
    assert name(session, person) == (person.name_latin, 1)


def test_a_full_disk_is_named_as_such(file_database):
    def run(connection, _record) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(file_database.engine, "connect", run)
    file_database.engine.dispose()
    rows = [{"side": "PK", "name_latin": "x" * 3_000} for _each in range(50)]
    with file_database.transaction() as session, pytest.raises(StorageFault) as told:
        bulk.insert(session, Person, rows)
    assert told.value.cause is Cause.FULL
