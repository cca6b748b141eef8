import pytest

from tests.factories import make_person
from trainer_app.models.people import Identifier
from trainer_app.rules.vocabulary import IdentifierKind
from trainer_app.services import identities
from trainer_app.services.identities import Identity
from trainer_app.services.refusals import IdentityFaulty, IdentityTaken

CNIC, PRC_ID, BELT = IdentifierKind.CNIC, IdentifierKind.PRC_ID, IdentifierKind.BELT_NO


@pytest.mark.parametrize("typed", ["3520212345671", "35202 1234567 1", "۳۵۲۰۲۱۲۳۴۵۶۷۱", "35202-1234567-1"])
def test_a_cnic_is_kept_in_one_form(typed):
    assert identities.tidy([Identity(CNIC, typed)]) == (Identity(CNIC, "35202-1234567-1"),)


def test_a_number_typed_twice_is_kept_once_and_a_blank_one_not_at_all():
    typed = [Identity(CNIC, "3520212345671"), Identity(CNIC, "35202-1234567-1"), Identity(BELT, " ")]
    assert len(identities.tidy(typed)) == 1


def test_a_belt_number_keeps_its_form_with_plain_digits():
    assert identities.tidy([Identity(BELT, " C-۱۲ ")]) == (Identity(BELT, "C-12"),)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (CNIC, "35202123"),
        (PRC_ID, "11010519491231002Y"),
        (PRC_ID, "110105194912310021"),
        (IdentifierKind.PASSPORT, "?"),
    ],
)
def test_a_number_that_cannot_be_right_is_refused_with_its_reason(kind, typed):
    with pytest.raises(IdentityFaulty) as refusal:
        identities.tidy([Identity(kind, typed)])
    assert typed in str(refusal.value)


def test_a_number_of_someone_else_is_refused_by_name(session):
    holder = make_person(session, "Bilal Ahmed")
    session.add(Identifier(person_id=holder.id, kind=CNIC, value="35202-1234567-1"))
    session.flush()
    with pytest.raises(IdentityTaken) as refusal:
        identities.refuse_taken(session, [Identity(CNIC, "35202-1234567-1")])
    assert "Bilal Ahmed" in str(refusal.value)
    assert refusal.value.person_id == holder.id


def test_ones_own_number_and_a_shared_belt_number_are_no_one_elses(session):
    holder = make_person(session)
    session.add(Identifier(person_id=holder.id, kind=CNIC, value="35202-1234567-1"))
    session.add(Identifier(person_id=holder.id, kind=BELT, value="12"))
    session.flush()
    identities.refuse_taken(session, [Identity(CNIC, "35202-1234567-1")], but=holder.id)
    identities.refuse_taken(session, [Identity(BELT, "12")])
