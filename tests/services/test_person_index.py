from tests.factories import make_person
from trainer_app.models.people import Identifier
from trainer_app.rules.vocabulary import IdentifierKind, LatinOrder
from trainer_app.services import people, person_index


def found(session, typed):
    return list(people.find(session, typed).ids)


def test_people_are_found_by_their_records_as_they_are(session):
    person = make_person(
        session, "Sana Javed", given_latin="Sana", surname_latin="Javed", latin_order=LatinOrder.SURNAME_FIRST
    )
    session.add(Identifier(person_id=person.id, kind=IdentifierKind.BELT_NO, value="B-77"))
    session.flush()
    assert found(session, "javedsana") == []
    person_index.read_again(session, person_ids=[person.id])
    for typed in ("javedsana", "B77", "ثنا", "萨娜"):
        assert found(session, typed) == [person.id]


def test_a_name_that_is_not_known_apart_is_found_whole(session):
    person = make_person(session, "Sana Javed")
    person_index.read_again(session, person_ids=[person.id])
    assert found(session, "sana javed") == [person.id]


def test_who_is_forgotten_is_found_no_more(session):
    person = make_person(session, "Sana Javed")
    person_index.read_again(session, person_ids=[person.id])
    person_index.forget(session, person_ids=[person.id])
    assert found(session, "sana") == []
