from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.keys import KEY
from trainer_app.core.progress import Cancelled
from trainer_app.models.assessment import Score, ScoreSheet
from trainer_app.models.awards import Award, CertificateDocument, CertificateFile
from trainer_app.models.catalogue import Component
from trainer_app.models.delivery import Enrolment, Nomination, Offering
from trainer_app.models.outcomes import Result, ResultRun
from trainer_app.models.people import Identifier, Person
from trainer_app.rules.states import OfferingState, Outcome, ScoreState
from trainer_app.services import integrity, sample, sample_files
from trainer_app.storage.engine import open_database

TODAY = date(2026, 11, 23)
PEOPLE = 120


def filled(path, seed, today=TODAY):
    database = open_database(path, KEY)
    sample.fill(database, people_count=PEOPLE, seed=seed, today=today)
    return database


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """One sample, to be looked at and left as it is."""
    database = filled(tmp_path_factory.mktemp("sample") / "sample.db", seed=5)
    yield database
    database.close()


@pytest.fixture
def look(made):
    with made.reading() as session:
        yield session


def people(session):
    query = (
        select(Person.name_latin, Person.name_ur, Person.name_zh, Person.born_on, Identifier.value)
        .join(Identifier, Identifier.person_id == Person.id)
        .order_by(Identifier.kind, Identifier.value, Person.name_latin)
    )
    return session.execute(query).all()


def marks(session):
    query = (
        select(Offering.code, Enrolment.roll_number, Component.code, Score.state, Score.points)
        .select_from(Score)
        .join(ScoreSheet, ScoreSheet.id == Score.sheet_id)
        .join(Component, Component.id == ScoreSheet.component_id)
        .join(Enrolment, Enrolment.id == Score.enrolment_id)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .order_by(Offering.code, Enrolment.roll_number, Component.order_no)
    )
    return session.execute(query).all()


def results(session):
    query = (
        select(Offering.code, Enrolment.roll_number, Result.overall, Result.attendance, Result.outcome)
        .select_from(Result)
        .join(ResultRun, ResultRun.id == Result.run_id)
        .join(Enrolment, Enrolment.id == Result.enrolment_id)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .order_by(Offering.code, Enrolment.roll_number)
    )
    return session.execute(query).all()


def numbers(session):
    query = (
        select(CertificateDocument.number, Person.name_latin, CertificateDocument.qr_payload)
        .join(Award, Award.id == CertificateDocument.award_id)
        .join(Person, Person.id == Award.person_id)
        .order_by(CertificateDocument.number)
    )
    return session.execute(query).all()


def papers(session):
    return sorted(session.scalars(select(CertificateFile.pdf)))


EVERYTHING = [people, marks, results, numbers, papers]


def test_the_same_seed_and_day_give_the_same_sample(look, tmp_path):
    again = filled(tmp_path / "again.db", seed=5)
    with again.reading() as session:
        for part in EVERYTHING:
            assert part(session) == part(look) != []
    again.close()


def test_another_seed_gives_another_sample(look, tmp_path):
    other = filled(tmp_path / "other.db", seed=6)
    with other.reading() as session:
        for part in EVERYTHING:
            assert part(session) != part(look)
    other.close()


def test_the_files_of_a_sample_are_the_same_too(tmp_path):
    first, second = (
        sample_files.make(tmp_path / name, people_count=60, seed=5, today=TODAY) for name in ("a", "b")
    )
    assert first.offerings == second.offerings
    assert [path.name for path in first.files] == [path.name for path in second.files]
    for one, other in zip(first.files, second.files, strict=True):
        assert content(one) == content(other), one.name


def content(path):
    """The bytes of a file, or the cells of a list, in whose package the hour stands."""
    if not path.name.startswith(("roll-", "marks-")):
        return path.read_bytes()
    return [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path)]


def test_every_state_of_an_offering_is_there(look):
    assert set(look.scalars(select(Offering.state))) == set(OfferingState)


def test_some_marks_are_given_and_some_trainees_were_absent(look):
    assert set(look.scalars(select(Score.state))) >= {ScoreState.SCORED, ScoreState.ABSENT}


def test_some_pass_and_some_may_sit_again(look):
    assert {result.outcome for result in results(look)} >= {Outcome.PASS, Outcome.FAIL_RESIT}


def test_no_two_offerings_have_one_code(look):
    codes = look.scalars(select(Offering.code)).all()
    assert len(set(codes)) == len(codes) == 20


def test_no_one_was_enrolled_without_a_nomination(look):
    nominated = set(look.execute(select(Nomination.offering_id, Nomination.person_id)))
    enrolled = set(look.execute(select(Enrolment.offering_id, Enrolment.person_id)))
    assert enrolled <= nominated


def test_the_sample_keeps_every_invariant(look):
    assert integrity.check(look) == []


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2028, 2, 29)])
def test_a_sample_can_be_made_on_any_day(tmp_path, today):
    database = filled(tmp_path / "sample.db", seed=1, today=today)
    with database.reading() as session:
        assert integrity.check(session) == []
        assert set(session.scalars(select(Offering.state))) == set(OfferingState)
    database.close()


def test_a_cancelled_sample_leaves_nothing(tmp_path):
    with pytest.raises(Cancelled):
        sample_files.make(tmp_path, people_count=60, seed=1, today=TODAY, progress=Impatient())
    assert list(tmp_path.iterdir()) == []


class Impatient:
    def step(self, done: int, total: int) -> None:
        raise Cancelled
