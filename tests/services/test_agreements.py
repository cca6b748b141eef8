"""What one asks for and a second one agrees to."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.factories import make_offering, make_person
from tests.services.acting import Desk
from trainer_app.models.agreements import Agreement
from trainer_app.models.users import User
from trainer_app.rules.roles import Role
from trainer_app.rules.vocabulary import AgreementKind, UserStatus
from trainer_app.services import access, agreements
from trainer_app.services.access import NotAllowed
from trainer_app.services.agreement_refusals import MayNotAgree, SamePerson, SameSide
from trainer_app.services.agreements import Proven, Subject
from trainer_app.storage.key_refusals import WrongPassword

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
OFFICERS = (Role.TRAINING_OFFICER, Role.BOARD_SECRETARY)


@pytest.fixture
def desk(database):
    return Desk(database, "Farah Siddiqui", (Role.TRAINING_OFFICER,))


@pytest.fixture
def offering_id(database):
    with database.transaction() as session:
        return make_offering(session).id


@access.allowed(Role.TRAINING_OFFICER)
def ask(session, *, offering_id, second, reason="", of_both_sides=False):
    """A service that takes two people."""
    return agreements.keep(
        session,
        kind=AgreementKind.REOPENING,
        subject=Subject(offering_id=offering_id),
        second=Proven(second),
        roles=OFFICERS,
        now=NOW,
        reason=reason,
        of_both_sides=of_both_sides,
    )


def kept(database):
    with database.reading() as session:
        return session.scalars(select(Agreement)).all()


def test_both_names_reason_and_instant_are_kept(database, desk, offering_id):
    second = Desk(database, "Chen Lihua", (Role.BOARD_SECRETARY,), side="CN")
    row_id = desk.does(ask, offering_id=offering_id, second=second.user, reason=" Flood ")
    [row] = kept(database)
    assert (row.id, row.offering_id, row.asked_by_id, row.agreed_by_id) == (
        row_id,
        offering_id,
        desk.user,
        second.user,
    )
    assert (row.kind, row.reason, row.agreed_at) == (AgreementKind.REOPENING, "Flood", NOW)


def test_nobody_agrees_with_himself(database, desk, offering_id):
    with pytest.raises(SamePerson, match="Farah Siddiqui"):
        desk.does(ask, offering_id=offering_id, second=desk.user, reason="Flood")
    assert kept(database) == []


def test_two_logins_of_one_human_are_one_person(database, desk, offering_id):
    other = Desk(database, "F. Siddiqui", OFFICERS)
    with database.transaction() as session:
        person = make_person(session, "Farah Siddiqui")
        for user in (desk.user, other.user):
            session.get(User, user).person_id = person.id
    with pytest.raises(SamePerson):
        desk.does(ask, offering_id=offering_id, second=other.user, reason="Flood")


def test_who_holds_no_role_for_it_cannot_agree(database, desk, offering_id):
    auditor = Desk(database, "Sun Yuting", (Role.AUDITOR,))
    with pytest.raises(MayNotAgree) as refusal:
        desk.does(ask, offering_id=offering_id, second=auditor.user, reason="Flood")
    assert "Sun Yuting" in str(refusal.value)
    assert "Board secretary, Training officer" in str(refusal.value)


def test_both_sides_are_two_people_of_two_sides(database, desk, offering_id):
    same = Desk(database, "Asad Ullah", OFFICERS)
    other = Desk(database, "Chen Lihua", OFFICERS, side="CN")
    with pytest.raises(SameSide, match="Asad Ullah"):
        desk.does(ask, offering_id=offering_id, second=same.user, reason="Flood", of_both_sides=True)
    desk.does(ask, offering_id=offering_id, second=other.user, reason="Flood", of_both_sides=True)
    assert [row.agreed_by_id for row in kept(database)] == [other.user]


def test_a_second_person_who_was_removed_meanwhile_does_not_count(database, desk, offering_id):
    other = Desk(database, "Chen Lihua", OFFICERS)
    with database.transaction() as session:
        session.get(User, other.user).status = UserStatus.REMOVED
    with pytest.raises(WrongPassword):
        desk.does(ask, offering_id=offering_id, second=other.user, reason="Flood")


def test_the_program_alone_asks_for_nothing_that_takes_two_people(database, desk, offering_id):
    with database.transaction() as session, pytest.raises(NotAllowed):
        ask(session, offering_id=offering_id, second=desk.user, reason="Flood")
