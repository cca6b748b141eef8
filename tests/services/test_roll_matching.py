"""Who a row of a roll is among the people who are kept."""

from datetime import date

import pytest

from tests.factories import enrol, make_offering, make_person
from trainer_app.documents.faults import Fault, FaultCode
from trainer_app.documents.identifiers import Identifier as RowIdentifier
from trainer_app.documents.personal_names import LatinName
from trainer_app.documents.roll_reader import RollRow
from trainer_app.models.people import Identifier
from trainer_app.rules.vocabulary import IdentifierKind, PersonStatus
from trainer_app.services import roll_matching
from trainer_app.services.roll_matching import KnownPerson, is_same_name

BORN = date(1990, 3, 15)
CNIC, OTHER_CNIC = "61101-1234567-1", "61101-1234567-9"


@pytest.fixture
def offering(session):
    return make_offering(session)


def row(name="Amina Khan", *, born_on=BORN, ur="", zh="", **numbers):
    """A row of a roll; numbers by kind, such as CNIC=…"""
    identifiers = tuple(RowIdentifier(IdentifierKind(kind), value) for kind, value in numbers.items())
    return RollRow(2, LatinName(name), ur, zh, identifiers, born_on, "", "", "", "", "")


def person(session, name="Amina Khan", *, born_on=BORN, **numbers):
    """Somebody who is kept, with numbers by kind."""
    made = make_person(session, name, name_ur="", name_zh="", born_on=born_on)
    session.add_all(
        [Identifier(person_id=made.id, kind=IdentifierKind(k), value=v) for k, v in numbers.items()]
    )
    session.flush()
    return made


def found(session, offering, read):
    """What the register says about one row: the person's id, the fault's code or None."""
    result = roll_matching.register(session, offering_id=offering.id, rows=[read]).find(read)
    if isinstance(result, Fault):
        return result.code
    return result.id if isinstance(result, KnownPerson) else None


def test_the_same_number_is_the_same_person_whatever_the_spelling(session, offering):
    amina = person(session, CNIC=CNIC)
    assert found(session, offering, row("AMINA  khan", born_on=None, CNIC=CNIC)) == amina.id
    assert found(session, offering, row("Aamina Khan", CNIC=CNIC)) == amina.id
    assert found(session, offering, row("", ur="آمنہ خان", born_on=None, CNIC=CNIC)) == amina.id


def test_the_number_of_somebody_with_another_name_and_birthday_is_taken(session, offering):
    person(session, CNIC=CNIC)
    stranger = row("Zahid Gul", born_on=date(1980, 1, 1), CNIC=CNIC)
    assert found(session, offering, stranger) == FaultCode.NUMBER_TAKEN


def test_the_same_name_and_birthday_are_the_same_person_without_a_number(session, offering):
    amina = person(session)
    assert found(session, offering, row()) == amina.id
    assert found(session, offering, row(CNIC=CNIC)) == amina.id
    assert found(session, offering, row(born_on=date(1991, 1, 1))) is None
    assert found(session, offering, row("Amina Bibi")) is None


def test_another_cnic_tells_people_of_one_name_and_birthday_apart(session, offering):
    person(session, CNIC=CNIC)
    assert found(session, offering, row(CNIC=OTHER_CNIC)) is None


def test_another_passport_does_not(session, offering):
    amina = person(session, PASSPORT="AB1234567")
    assert found(session, offering, row(PASSPORT="AB7654321")) == amina.id


def test_a_belt_number_counts_only_together_with_the_name(session, offering):
    amina = person(session, born_on=None, BELT_NO="0123")
    assert found(session, offering, row(born_on=None, BELT_NO="0123")) == amina.id
    assert found(session, offering, row("Zahid Gul", born_on=None, BELT_NO="0123")) is None


def test_a_name_alone_is_enough_only_on_this_roll(session, offering):
    amina = person(session, born_on=None, BELT_NO="0123")
    assert found(session, offering, row(born_on=None)) is None
    enrol(session, offering, amina)
    assert found(session, offering, row(born_on=None)) == amina.id
    assert found(session, offering, row(born_on=None, BELT_NO="0456")) is None


def test_a_name_alone_is_not_enough_although_another_row_brought_the_person_up(session, offering):
    amina = person(session)
    rows = [row(), row(born_on=None)]
    register = roll_matching.register(session, offering_id=offering.id, rows=rows)
    assert [getattr(register.find(each), "id", None) for each in rows] == [amina.id, None]


def test_two_people_who_fit_are_left_to_the_user(session, offering):
    person(session)
    person(session)
    assert found(session, offering, row()) == FaultCode.SEVERAL_FIT


def test_a_second_cnic_of_one_person_is_refused(session, offering):
    person(session, CNIC=CNIC, PASSPORT="AB1234567")
    assert found(session, offering, row(CNIC=OTHER_CNIC, PASSPORT="AB1234567")) == FaultCode.NUMBER_DIFFERS


def test_somebody_who_was_merged_into_another_is_not_found(session, offering):
    amina, old = person(session), person(session)
    old.status, old.merged_into_id = PersonStatus.MERGED, amina.id
    session.flush()
    assert found(session, offering, row()) == amina.id


def test_names_are_the_same_in_spite_of_case_spaces_and_letter_variants():
    assert is_same_name("سيد علي", "سید علی")
    assert is_same_name("CHEN Jing", "chen  jing")
    assert not is_same_name("杨淑花", "杨淑华")
