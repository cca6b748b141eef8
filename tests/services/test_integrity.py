from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import delete, text, update

from tests.factories import components_of, enrol, make_offering, make_score, make_sheet
from tests.services.certified import certify, decide
from tests.spoiling import spoil
from trainer_app.models.assessment import Score
from trainer_app.models.awards import Award, CertificateDocument, CertificateFile, NumberSeries
from trainer_app.models.catalogue import Component, SchemeVersion
from trainer_app.models.outcomes import Result, ResultRun
from trainer_app.rules.states import DocumentState, EnrolmentState, OfferingState, Outcome, VersionState
from trainer_app.rules.vocabulary import RunState
from trainer_app.services import integrity
from trainer_app.storage.journal import guard
from trainer_app.storage.journal.verify import Flaw


@pytest.fixture
def closed(session):
    offering = make_offering(session, state=OfferingState.CLOSED)
    for component in components_of(session, offering).values():
        make_sheet(session, offering, component)
    return offering


@pytest.fixture
def trainee(session, closed):
    return enrol(session, closed, state=EnrolmentState.COMPLETED)


@pytest.fixture
def award(session, closed, trainee):
    found = decide(session, closed, trainee, valid_to=date(2028, 11, 30))
    certify(session, found)
    return found


def broken(session):
    session.flush()
    session.expire_all()
    return [(finding.invariant, finding.row) for finding in integrity.check(session)]


def test_a_sound_database_breaks_nothing(session, award):
    assert broken(session) == []


def test_i1_weights_of_an_approved_scheme_that_do_not_add_up(session):
    spoil(session, update(Component).where(Component.code == "LAB").values(weight_bp=4001))
    assert broken(session) == [("I1", "CYB-301 1.1")]
    assert "100.01" in integrity.check(session)[0].why


def test_i2_an_offering_on_rules_that_are_not_approved(session, closed):
    spoil(session, update(SchemeVersion).values(state=VersionState.IN_REVIEW))
    assert broken(session) == [("I2", "PK-2026-01")]
    closed.state = OfferingState.CANCELLED
    assert broken(session) == []


def test_i3_points_above_the_maximum(file_database):
    with file_database.transaction() as session:
        offering = make_offering(session)
        sheet = make_sheet(session, offering, components_of(session, offering)["FIR"])
        make_score(session, sheet, enrol(session, offering), "60")
    with file_database.transaction() as session:
        session.execute(text("PRAGMA ignore_check_constraints=ON"))
        spoil(session, update(Score).values(points=Decimal(61)))
        session.execute(text("PRAGMA ignore_check_constraints=OFF"))
        assert ("I3", "PK-2026-01 FIR 1") in broken(session)


def test_i4_a_score_on_the_sheet_of_another_offering(session, closed):
    other = make_offering(session, code="PK-2026-02")
    sheet = make_sheet(session, other, components_of(session, other)["WRT"])
    make_score(session, sheet, enrol(session, closed), "50")
    assert broken(session) == [("I4", "PK-2026-02 WRT 1")]


@pytest.mark.parametrize("outcome", [Outcome.FAIL_FINAL, Outcome.ATTENDANCE_ONLY, Outcome.PENDING])
def test_i6_an_award_without_a_pass(session, award, outcome):
    spoil(session, update(Result).values(outcome=outcome))
    assert broken(session) == [("I6", "PK-2026-01 1")]


def test_i6_an_award_before_the_decision(session, award):
    spoil(session, update(ResultRun).values(state=RunState.PROVISIONAL))
    assert broken(session) == [("I6", "PK-2026-01 1")]


def test_i7_a_changed_snapshot_and_changed_pages(session, award):
    spoil(session, update(CertificateDocument).values(snapshot={"name": "Someone else"}))
    spoil(session, update(CertificateFile).values(pdf=b"other"))
    number = session.query(CertificateDocument).one().number
    assert broken(session) == [("I7", number), ("I7", number)]


def test_i8_a_gap_a_reserved_number_and_one_beyond_the_series(session, award):
    series = session.query(NumberSeries).one()
    series.next_serial = 4
    assert broken(session) == [("I8", "PK-2026-IS 00002"), ("I8", "PK-2026-IS 00003")]
    series.next_serial = 1
    assert broken(session) == [("I8", "PK-2026-IS 00001")]
    series.next_serial = 2
    document = session.query(CertificateDocument).one()
    document.state = DocumentState.RESERVED
    assert broken(session) == [("I8", document.number)]


@pytest.mark.parametrize("number", ["JPT-PK-2026-IS-00001-0", "JPT-CN-2026-IS-00001", "nothing"])
def test_i8_a_number_that_does_not_fit(session, award, number):
    spoil(session, update(CertificateDocument).values(number=number))
    assert broken(session) == [("I8", number)]


def test_i8_a_number_of_another_series(session, award):
    session.query(NumberSeries).one().year = 2027
    assert broken(session) == [("I8", session.query(CertificateDocument).one().number)]


def test_i9_two_awards_of_one_kind_at_a_time(session, award, trainee):
    second = make_offering(session, code="PK-2026-02", state=OfferingState.CLOSED)
    person = trainee.person_id
    renewal = decide(session, second, _again(session, second, person), valid_to=date(2030, 11, 30))
    certify(session, renewal, is_printed=True)
    assert [invariant for invariant, _row in broken(session)] == ["I9"]
    spoil(session, update(Award).where(Award.id == renewal.id).values(valid_from=date(2028, 12, 1)))
    assert broken(session) == []


def _again(session, offering, person_id):
    from trainer_app.models.people import Person

    return enrol(session, offering, session.get(Person, person_id), state=EnrolmentState.COMPLETED)


def test_i10_more_trainees_than_seats_without_a_reason(session):
    offering = make_offering(session, capacity=1)
    enrol(session, offering)
    second = enrol(session, offering)
    assert broken(session) == [("I10", "PK-2026-01")]
    second.reason = "Order 118"
    assert broken(session) == []


def test_i12_a_trainee_whom_the_decision_leaves_out(session, closed, award):
    enrol(session, closed)
    assert broken(session) == [("I12", "PK-2026-01 2")]


def test_what_refers_to_nothing_is_named(file_database):
    with file_database.transaction() as session:
        offering = make_offering(session)
        enrol(session, offering)
    with file_database.engine.connect() as connection, guard.unwatched(connection):
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("DELETE FROM enrolments")
        connection.exec_driver_sql("UPDATE people SET organisation_id = x'00'")
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.exec_driver_sql("BEGIN")
    with file_database.reading() as session:
        [finding] = integrity.check(session)
    assert finding.invariant == "file"
    assert finding.row.startswith("people ")
    assert "organisations" in finding.why


def test_damage_is_told_in_the_words_of_the_engine(file_database):
    with file_database.engine.connect() as connection, guard.unwatched(connection):
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        connection.exec_driver_sql("UPDATE course_versions SET hours = -1 WHERE hours = 40")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=OFF")
        connection.commit()
    with file_database.reading() as session:
        assert [finding.invariant for finding in integrity.check(session)] == ["file"]


def test_a_final_run_without_results_names_every_trainee(session, award):
    spoil(session, delete(CertificateDocument))
    spoil(session, delete(Award))
    spoil(session, delete(Result))
    session.query(NumberSeries).one().next_serial = 1
    assert broken(session) == [("I12", "PK-2026-01 1")]


def test_every_flaw_of_a_journal_has_its_words():
    assert set(integrity._FLAWS) == set(Flaw)
