from datetime import date
from decimal import Decimal

from tests.factories import enrol, make_offering, make_person
from tests.services.certified import DECIDED_ON, certify, decide
from trainer_app.rules.states import AwardState, EnrolmentState, OfferingState, Outcome
from trainer_app.services import training_record

ON = date(2026, 12, 1)


def test_a_person_without_training_has_an_empty_record(session):
    person = make_person(session)
    assert training_record.trainings(session, person_id=person.id) == []
    assert training_record.qualifications(session, person_id=person.id, on=ON) == []


def test_a_decided_intake_shows_result_and_certificate(session):
    offering = make_offering(session, state=OfferingState.CLOSED)
    trainee = enrol(session, offering, state=EnrolmentState.COMPLETED)
    certificate = certify(session, decide(session, offering, trainee))
    [found] = training_record.trainings(session, person_id=trainee.person_id)
    assert (found.code, found.hours, found.attended_minutes) == ("PK-2026-01", 80, 4800)
    assert (found.outcome, found.overall, found.decimals) == (Outcome.PASS, Decimal(80), 1)
    assert found.band.en == "Merit"
    assert found.certificate_number == certificate.number


def test_a_running_intake_shows_no_result_and_the_latest_comes_first(session):
    person = make_person(session)
    earlier = make_offering(session, code="PK-2025-01", state=OfferingState.RUNNING)
    earlier.starts_on = date(2025, 1, 1)
    for offering in (earlier, make_offering(session, code="PK-2026-02")):
        enrol(session, offering, person)
    found = training_record.trainings(session, person_id=person.id)
    assert [each.code for each in found] == ["PK-2026-02", "PK-2025-01"]
    assert (found[0].outcome, found[0].band, found[0].certificate_number) == (None, None, "")


def test_a_qualification_expires_after_its_last_day(session):
    offering = make_offering(session, state=OfferingState.CLOSED)
    trainee = enrol(session, offering)
    decide(session, offering, trainee, valid_to=date(2028, 11, 30))

    def on(day):
        return training_record.qualifications(session, person_id=trainee.person_id, on=day)[0]

    assert on(date(2028, 11, 30)).is_valid
    assert on(date(2028, 11, 20)).days_left(date(2028, 11, 20)) == 10
    assert on(date(2028, 12, 1)).is_expired
    assert on(ON).valid_from == DECIDED_ON


def test_what_can_be_relied_on_comes_first(session):
    person = make_person(session)
    for code, course, state in (
        ("PK-2026-01", "CTR-101", AwardState.SUSPENDED),
        ("PK-2026-02", "CYB-301", AwardState.GRANTED),
    ):
        offering = make_offering(session, code=code, course=course)
        decide(session, offering, enrol(session, offering, person)).state = state
    session.flush()
    found = training_record.qualifications(session, person_id=person.id, on=ON)
    assert [each.is_valid for each in found] == [True, False]
    assert found[0].titles.en == "Cybercrime Investigation"
    assert found[0].days_left(ON) is None
