from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from tests.spoiling import spoil
from trainer_app.models.agreements import Agreement
from trainer_app.models.awards import NumberSeries
from trainer_app.models.organisations import Station
from trainer_app.models.people import Identifier
from trainer_app.models.users import User
from trainer_app.rules.states import ScoreState
from trainer_app.rules.vocabulary import AgreementKind, IdentifierKind


@pytest.fixture
def firearms(session):
    offering = make_offering(session)
    trainee = enrol(session, offering)
    return make_sheet(session, offering, components_of(session, offering)["FIR"]), trainee


@pytest.mark.parametrize("points", ["60.5", "61", "-0.5"])
def test_points_outside_the_maximum_are_refused_by_the_database(session, firearms, points):
    with pytest.raises(IntegrityError):
        make_score(session, *firearms, points)


@pytest.mark.parametrize("points", ["0", "60", "43.5"])
def test_points_up_to_the_maximum_are_kept_exactly(session, firearms, points):
    score = make_score(session, *firearms, points)
    session.expire(score)
    assert str(score.points) == points


def test_a_sheet_cannot_claim_another_maximum_than_its_component(session, firearms):
    sheet, _ = firearms
    sheet.max_points = 80
    with pytest.raises(IntegrityError):
        session.flush()


def test_an_absent_trainee_has_no_points(session, firearms):
    with pytest.raises(IntegrityError):
        make_score(session, *firearms, "10", state=ScoreState.ABSENT)


def test_a_trainee_has_one_score_on_a_sheet(session, firearms):
    make_score(session, *firearms, "10")
    with pytest.raises(IntegrityError):
        make_score(session, *firearms, "11")


def test_a_person_is_once_on_a_roll(session):
    offering = make_offering(session)
    person = make_person(session)
    enrol(session, offering, person)
    with pytest.raises(IntegrityError):
        enrol(session, offering, person)


def test_two_people_cannot_share_an_identity_number(session):
    for name in ("Asad Ullah", "Khalid Mahmood"):
        person = make_person(session, name)
        session.add(Identifier(person_id=person.id, kind=IdentifierKind.CNIC, value="35202-0000000-1"))
        if name == "Asad Ullah":
            session.flush()
    with pytest.raises(IntegrityError):
        session.flush()


def test_two_services_may_use_the_same_belt_number(session):
    for name in ("Asad Ullah", "Khalid Mahmood"):
        person = make_person(session, name)
        session.add(Identifier(person_id=person.id, kind=IdentifierKind.BELT_NO, value="08033"))
    session.flush()


def test_an_offering_does_not_end_before_it_starts(session):
    offering = make_offering(session)
    offering.ends_on = date(2026, 1, 1)
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.usefixtures("firearms")
def test_an_unknown_state_is_refused(session):
    with pytest.raises(IntegrityError):
        spoil(session, "UPDATE score_sheets SET state = 'lost'")


def test_a_station_takes_its_numbers_from_one_series_a_year(session):
    session.add(Station(code="IS", side="PK", title_en="Islamabad"))
    session.flush()
    session.add(NumberSeries(issuer="PK", year=2026, station="IS"))
    session.flush()
    session.add(NumberSeries(issuer="PK", year=2026, station="IS"))
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.fixture
def two_people(session):
    """Ids of two users, and what an agreement of theirs is about."""
    users = [
        User(login=name.casefold(), full_name=name, side="PK", roles=["training_officer"])
        for name in ("Farah", "Asad")
    ]
    offering = make_offering(session)
    session.add_all(users)
    session.flush()
    return {
        "asked_by_id": users[0].id,
        "agreed_by_id": users[1].id,
        "agreed_at": datetime(2026, 11, 23, tzinfo=UTC),
        "offering_id": offering.id,
        "kind": AgreementKind.REOPENING,
        "reason": "Wrong line",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        lambda given: {"agreed_by_id": given["asked_by_id"]},
        lambda _given: {"reason": ""},
        lambda _given: {"offering_id": None},
    ],
    ids=["one person", "no reason", "about nothing"],
)
def test_an_agreement_is_of_two_people_about_one_thing_with_a_reason(session, two_people, wrong):
    session.add(Agreement(**two_people))
    session.flush()
    session.add(Agreement(**{**two_people, **wrong(two_people)}))
    with pytest.raises(IntegrityError):
        session.flush()


def test_only_one_station_is_here(session):
    session.add(Station(code="IS", side="PK", title_en="Islamabad", is_here=True))
    session.flush()
    session.add(Station(code="KM", side="CN", title_en="Kunming", is_here=True))
    with pytest.raises(IntegrityError):
        session.flush()
