from datetime import date

import pytest

from tests.factories import enrol, make_offering
from tests.services.certified import certify, decide
from trainer_app.models.people import Person
from trainer_app.rules.states import EnrolmentState, OfferingState
from trainer_app.services import finder, people
from trainer_app.services.people import PersonDraft

ON = date(2026, 11, 23)


@pytest.fixture
def certified(session):
    """Someone who was trained in PK-2026-01 and holds a certificate."""
    draft = PersonDraft(side="CN", surname_latin="Li", given_latin="Jianguo", name_zh="李建国", name_ur="لی")
    person_id = people.save_new(session, draft=draft, on=ON)
    offering = make_offering(session, state=OfferingState.CLOSED)
    trainee = enrol(session, offering, session.get(Person, person_id), state=EnrolmentState.COMPLETED)
    return certify(session, decide(session, offering, trainee))


@pytest.mark.parametrize("typed", ["li jian", "建国", "ljg"])
def test_a_name_finds_the_person_and_the_certificates_held(session, certified, typed):
    found = finder.find(session, text=typed)
    assert [row.name for row in found.people] == ["Jianguo Li"]
    assert [(hit.number, hit.holder.zh) for hit in found.certificates] == [(certified.number, "李建国")]
    assert found.offerings == []


def test_a_part_of_a_number_finds_the_certificate(session, certified):
    found = finder.find(session, text=certified.number[-9:].lower())
    assert [hit.id for hit in found.certificates] == [certified.id]
    assert not finder.find(session, text=certified.number[-2:]).certificates


@pytest.mark.parametrize("typed", ["pk-2026-01", "2026", "RAPID resp", "快速"])
def test_a_code_or_a_title_finds_the_offering(session, certified, typed):
    [hit] = finder.find(session, text=typed).offerings
    assert (hit.code, hit.starts_on) == ("PK-2026-01", date(2026, 10, 12))


def test_a_few_of_each_kind_are_given_the_latest_offering_first(session):
    people.add_many(session, [PersonDraft(side="PK", given_latin=f"Sana {n}") for n in "abcdefg"], on=ON)
    for n in range(7):
        make_offering(session, code=f"PK-2026-0{n}").starts_on = date(2026, 1, n + 1)
    session.flush()
    assert len(finder.find(session, text="sana").people) == finder.HITS
    assert [hit.code[-1] for hit in finder.find(session, text="pk").offerings] == list("65432")


def test_nothing_typed_finds_nothing(session, certified):
    found = finder.find(session, text="  ")
    assert (found.people, found.offerings, found.certificates) == ((), (), ())
