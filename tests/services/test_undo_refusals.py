"""What cannot be undone, and the sentence that says why."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.services.acting import (
    NOW,
    Desk,
    count,
    draft,
    longer,
    record,
    taken_back,
    two_trainees,
)
from trainer_app.core import language
from trainer_app.models.assessment import Score
from trainer_app.models.base import new_id
from trainer_app.models.delivery import Offering
from trainer_app.models.people import Person
from trainer_app.rules.roles import Role
from trainer_app.rules.states import OfferingState
from trainer_app.services import (
    courses,
    enrolments,
    people,
    stages,
)
from trainer_app.services.access import NotAllowed
from trainer_app.services.undo_refusals import (
    Approved,
    BuiltUpon,
    ChangedSince,
    Closed,
    NeverUndone,
    NothingToUndo,
    NotKept,
    NotYours,
    PlaceTaken,
    UndoneAlready,
)

TODAY = NOW.date()


@pytest.fixture
def desk(database):
    return Desk(database, roles=[Role.TRAINING_OFFICER, Role.ADMINISTRATOR, Role.CERTIFYING_OFFICER])


@pytest.fixture
def course(database):
    return two_trainees(database)


def points(desk):
    with desk.database.reading() as session:
        return [str(each) for each in session.scalars(select(Score.points).order_by(Score.enrolment_id))]


def test_what_was_changed_since_is_named_with_who_did_it(desk, course):
    first = record(desk, course, "43.5")
    other = Desk(desk.database, "Khalid Mehboob")
    record(other, course, "41")
    with pytest.raises(ChangedSince, match=r"Liu Yang.*Khalid Mehboob"):
        taken_back(desk, first)
    assert points(desk) == ["41"]


def test_what_was_built_on_it_is_named(desk, course):
    person = desk.does(people.save_new, draft=draft("Omar"), on=TODAY)
    made = desk.operation
    desk.does(enrolments.enrol, offering_id=course["offering"], person_id=person)
    with pytest.raises(BuiltUpon, match=r"Omar.*Sara Farooq"):
        taken_back(desk, made)
    assert count(desk, Person) == 3


def test_what_others_rely_on_is_never_undone(desk, course):
    desk.does(stages.move, offering_id=course["offering"], to=OfferingState.ASSESSMENT)
    with pytest.raises(NeverUndone, match="moved to another stage"):
        taken_back(desk)


def test_marks_stay_once_the_stage_is_over(desk, course):
    operation = record(desk, course, "43.5")
    with desk.database.transaction() as session:
        session.get_one(Offering, course["offering"]).state = OfferingState.RESULTS
    with pytest.raises(Closed, match="Results"):
        taken_back(desk, operation)


def test_nobody_undoes_what_another_did(desk, course):
    operation = record(desk, course, "43.5")
    other = Desk(desk.database, "Khalid Mehboob")
    with pytest.raises(NotYours, match="Sara Farooq"):
        taken_back(other, operation)


def test_nothing_is_undone_twice(desk, course):
    operation = record(desk, course, "43.5")
    taken_back(desk)
    with pytest.raises(UndoneAlready):
        taken_back(desk, operation)


def test_a_step_that_changed_nothing_cannot_be_undone(desk):
    with pytest.raises(NothingToUndo):
        taken_back(desk, new_id())


def test_who_lost_the_role_undoes_nothing(database, course):
    desk = Desk(database)
    operation = record(desk, course, "43.5")
    with database.transaction() as session:
        from trainer_app.models.users import User

        session.get_one(User, desk.user).roles = [Role.AUDITOR.value]
    with pytest.raises(NotAllowed):
        taken_back(desk, operation)


def test_a_place_on_the_roll_that_is_taken_is_not_given_again(desk, course):
    ids = [desk.does(people.save_new, draft=draft(name), on=TODAY) for name in ("Omar", "Bilal")]
    entry = desk.does(enrolments.enrol, offering_id=course["offering"], person_id=ids[0])
    desk.does(enrolments.take_off, enrolment_id=entry, version=1)
    operation = desk.operation
    desk.does(enrolments.enrol, offering_id=course["offering"], person_id=ids[1])
    with pytest.raises(PlaceTaken):
        taken_back(desk, operation)


def test_an_approved_version_is_not_changed_back(desk, course):
    row = desk.reads(courses.rows)[0]
    for _time in range(2):
        kept = desk.reads(courses.course, course_id=row.id)
        desk.does(courses.change, course_id=row.id, version=kept.version, draft=longer(desk, row.id))
    operation = desk.operation
    with desk.database.transaction() as session:
        from trainer_app.models.catalogue import CourseVersion
        from trainer_app.rules.states import VersionState

        newest = (
            select(CourseVersion).where(CourseVersion.course_id == row.id).order_by(CourseVersion.no.desc())
        )
        session.scalars(newest).first().state = VersionState.APPROVED
    with pytest.raises(Approved):
        taken_back(desk, operation)


def test_what_the_history_does_not_keep_cannot_come_again(desk):
    from trainer_app.models.awards import CertificateFile

    with desk.database.transaction() as session:
        file = CertificateFile(pdf=b"x", sha256="0" * 64, pages=1)
        session.add(file)

    def throw_away(session):
        session.delete(session.get_one(CertificateFile, file.id))

    desk.does(throw_away, act="people.change")
    with pytest.raises(NotKept):
        taken_back(desk)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_refusals_are_whole_sentences_in_every_language(code):
    language.activate(code)
    at = datetime(2026, 11, 23, tzinfo=UTC)
    since = ("Score entered", "Score Liu Yang", "Sara Farooq", at)
    told = [
        ChangedSince(*since),
        BuiltUpon(*since),
        NotYours("Score entered", "Sara Farooq"),
        Closed("Score entered", "PK-2026-01", OfferingState.RESULTS),
        *(kind("Score entered") for kind in (NeverUndone, UndoneAlready, PlaceTaken, Approved, NotKept)),
        NothingToUndo(),
    ]
    assert all(refusal.sentence() and "{" not in refusal.sentence() for refusal in told)
