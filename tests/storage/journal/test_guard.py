import pytest
from sqlalchemy import delete, insert, text, update

from tests.factories import make_person
from tests.spoiling import spoil
from trainer_app.models.people import Person
from trainer_app.storage.journal.guard import UnjournalledWrite

STATEMENTS = [
    insert(Person).values(side="PK", name_latin="Nobody"),
    update(Person).values(name_latin="Nobody"),
    delete(Person),
    text("UPDATE people SET name_latin = 'Nobody'"),
    text('  delete from "people"'),
    text("INSERT INTO people (side) VALUES ('PK')"),
    text("DELETE FROM journal_entries"),
    text("UPDATE journal_nodes SET last_seq = 0"),
]


@pytest.mark.parametrize("statement", STATEMENTS, ids=str)
def test_a_write_that_the_journal_does_not_know_of_is_refused(session, statement):
    make_person(session)
    with pytest.raises(UnjournalledWrite):
        session.execute(statement)


def test_what_can_be_made_again_is_written_freely(session):
    session.execute(text("DELETE FROM people_search"))


def test_reading_is_never_refused(session):
    assert session.execute(text("SELECT 'DELETE FROM people'")).scalar() == "DELETE FROM people"


def test_a_fault_planted_by_a_test_goes_through(session):
    person = make_person(session)
    spoil(session, "UPDATE people SET name_latin = :name", name="Nobody")
    session.refresh(person)
    assert person.name_latin == "Nobody"
