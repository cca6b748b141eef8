import json

from sqlalchemy import select

from tests.factories import make_person
from trainer_app.models.base import new_id
from trainer_app.models.journal import JournalEntry
from trainer_app.models.people import Identifier, Person
from trainer_app.storage import bulk
from trainer_app.storage.journal import rebuild
from trainer_app.storage.journal.origin import Origin


def people(session):
    return {row.name_latin: row for row in session.scalars(select(Person))}


def test_rows_left_with_gaps_get_their_defaults(session):
    bulk.insert(session, Person, [{"side": "PK", "name_latin": "Amina Khan"}])
    person = people(session)["Amina Khan"]
    assert (person.version, person.name_ur, person.id.version) == (1, "", 7)
    assert person.created_at == person.changed_at


def test_a_change_counts_the_version_and_says_who_made_it(database):
    user = new_id()
    with database.transaction() as session:
        person = make_person(session, "Amina Khan")
    with database.transaction(origin=Origin(user)) as session:
        before = session.get(Person, person.id).changed_at
        bulk.set_all(session, Person, [person.id], name_ur="آمنہ")
        kept = session.get(Person, person.id)
        assert (kept.name_ur, kept.version, kept.changed_by) == ("آمنہ", 2, user)
        assert kept.changed_at >= before


def test_removed_rows_are_gone(session):
    person = make_person(session)
    bulk.insert(session, Identifier, [{"person_id": person.id, "kind": "BELT_NO", "value": "17"}])
    bulk.delete(session, Identifier, bulk.ids(session, Identifier, Identifier.value == "17"))
    assert session.scalars(select(Identifier)).all() == []


def test_what_the_session_still_holds_back_is_written_first(session):
    person = Person(side="PK", name_latin="Amina Khan")
    person.id = new_id()
    session.add(person)
    bulk.insert(session, Identifier, [{"person_id": person.id, "kind": "BELT_NO", "value": "17"}])
    assert list(rebuild.differences(session)) == []


def test_nothing_to_write_writes_nothing(session):
    before = session.scalars(select(JournalEntry.seq)).all()
    bulk.insert(session, Person, [])
    bulk.update(session, Person, [])
    bulk.delete(session, Person, [])
    assert session.scalars(select(JournalEntry.seq)).all() == before


def test_more_rows_than_one_statement_takes_are_written_and_changed(session):
    bulk.insert(session, Person, [{"side": "PK", "name_latin": f"P {n}"} for n in range(901)])
    ids = bulk.ids(session, Person)
    bulk.set_all(session, Person, ids, posting="Lahore")
    bulk.delete(session, Person, ids[:500])
    assert len(people(session)) == 401
    values = session.scalars(select(JournalEntry.value).where(JournalEntry.fields == "posting")).all()
    assert {json.loads(value)["posting"] for value in values} == {"Lahore"}
    assert list(rebuild.differences(session)) == []
