"""Taking one's last action back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from tests.factories import components_of, enrol, make_offering, make_person
from tests.services.acting import Desk
from trainer_app.core import language
from trainer_app.core.language import Titles
from trainer_app.models.assessment import Score
from trainer_app.models.base import new_id
from trainer_app.models.delivery import Enrolment, Nomination, Offering
from trainer_app.models.people import Identifier, Person
from trainer_app.models.users import ImportBatch
from trainer_app.rules.roles import Role
from trainer_app.rules.states import EnrolmentState, OfferingState, ScoreState
from trainer_app.rules.vocabulary import IdentifierKind
from trainer_app.services import (
    courses,
    enrolments,
    offerings,
    organisations,
    people,
    results,
    scores,
    signatories,
    stages,
    undo,
)
from trainer_app.services.access import NotAllowed
from trainer_app.services.identities import Identity
from trainer_app.services.organisations import OrganisationDraft, RankDraft
from trainer_app.services.scores import Entry, Mark
from trainer_app.services.signatories import SignatoryDraft
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
from trainer_app.storage.journal import rebuild, verify

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def desk(database):
    return Desk(database, roles=[Role.TRAINING_OFFICER, Role.ADMINISTRATOR, Role.CERTIFYING_OFFICER])


@pytest.fixture
def course(database):
    with database.transaction() as session:
        offering = make_offering(session)
        first = enrol(session, offering, make_person(session, "Liu Yang", side="CN", name_zh="刘洋"))
        second = enrol(session, offering, make_person(session, "Sana Javed"))
        component = components_of(session, offering)["FIR"]
        return {"offering": offering.id, "first": first.id, "second": second.id, "component": component.id}


def scored(points):
    return Mark(ScoreState.SCORED, Decimal(points))


def record(desk, course, points, *, who="first"):
    desk.does(
        scores.record,
        offering_id=course["offering"],
        enrolment_id=course[who],
        component_id=course["component"],
        mark=scored(points),
        now=NOW,
    )
    return desk.operation


def taken_back(desk, operation=None):
    return desk.does(undo.undo, operation_id=operation or desk.operation)


def points(desk):
    with desk.database.reading() as session:
        return [str(each) for each in session.scalars(select(Score.points).order_by(Score.enrolment_id))]


def count(desk, kind):
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(kind))


def snapshot(database):
    """Every journalled row as it stands, without what counts its changes."""
    from trainer_app.storage.journal.shape import shapes

    with database.reading() as session:
        return {
            name: {row["id"]: shape.text("*", row) for row in session.execute(select(shape.table)).mappings()}
            for name, shape in shapes().items()
        }


def expect_back(desk, act):
    """Do something, take it back, and find everything as before; then do it again by another undo."""
    before = snapshot(desk.database)
    act()
    done = snapshot(desk.database)
    assert done != before
    taken_back(desk)
    assert snapshot(desk.database) == before
    taken_back(desk)
    assert snapshot(desk.database) == done
    with desk.database.reading() as session:
        assert list(rebuild.differences(session)) == []
        assert verify.verify(session).findings == ()


# What can be undone


def test_a_first_mark_goes_and_comes_again(desk, course):
    expect_back(desk, lambda: record(desk, course, "43.5"))


def test_a_changed_mark_is_as_before(desk, course):
    record(desk, course, "43.5")
    expect_back(desk, lambda: record(desk, course, "40"))


def test_many_marks_go_at_once(desk, course):
    entries = [Entry(course[who], course["component"], scored("40")) for who in ("first", "second")]
    given = {"offering_id": course["offering"], "entries": entries, "now": NOW}
    expect_back(desk, lambda: desk.does(scores.record_many, **given))


def test_a_mark_list_goes_with_its_record(desk, course):
    def accept(session, **given):
        scores.record_many(session, **given)
        session.add(batch(course))

    entries = [Entry(course["first"], course["component"], scored("40"))]
    given = {"offering_id": course["offering"], "entries": entries, "now": NOW}
    expect_back(desk, lambda: desk.does(accept, act="score_lists.accept", **given))


def batch(course):
    from trainer_app.rules.vocabulary import ImportKind

    return ImportBatch(
        kind=ImportKind.SCORES,
        offering_id=course["offering"],
        file_name="marks.xlsx",
        file_sha256="0" * 64,
        layout="x",
        mapping={},
        counts={},
        imported_at=NOW,
    )


def test_a_sum_on_paper_is_as_before(desk, course):
    record(desk, course, "43.5")
    given = {"offering_id": course["offering"], "component_id": course["component"], "now": NOW}
    expect_back(desk, lambda: desk.does(scores.set_control_sum, control_sum=Decimal("43.5"), **given))


def test_a_roll_with_new_people_goes_as_a_whole(desk, course):
    def accept(session):
        drafts = [people.PersonDraft(side="PK", given_latin=f"Rashid {n}") for n in range(500)]
        ids = people.add_many(session, drafts, on=TODAY)
        enrolments.enrol_many(session, offering_id=course["offering"], person_ids=ids, reason="Letter 4")

    expect_back(desk, lambda: desk.does(accept, act="rolls.accept"))


def test_a_person_put_on_the_roll_goes_from_it(desk, course):
    person = desk.does(people.save_new, draft=draft("Omar"), on=TODAY)
    given = {"offering_id": course["offering"], "person_id": person}
    expect_back(desk, lambda: desk.does(enrolments.enrol, **given))
    assert (count(desk, Enrolment), count(desk, Nomination)) == (3, 1)


def test_several_people_go_from_the_roll(desk, course):
    ids = [desk.does(people.save_new, draft=draft(name), on=TODAY) for name in ("Omar", "Bilal")]
    given = {"offering_id": course["offering"], "person_ids": ids}
    expect_back(desk, lambda: desk.does(enrolments.enrol_many, **given))


def test_who_was_taken_off_the_roll_is_on_it_again(desk, course):
    person = desk.does(people.save_new, draft=draft("Omar"), on=TODAY)
    entry = desk.does(enrolments.enrol, offering_id=course["offering"], person_id=person)
    expect_back(desk, lambda: desk.does(enrolments.take_off, enrolment_id=entry, version=1))


def test_who_left_is_active_again(desk, course):
    given = {"state": EnrolmentState.WITHDRAWN, "reason": "Order 12", "version": 1}
    expect_back(desk, lambda: desk.does(enrolments.leave, enrolment_id=course["first"], **given))


def test_typed_hours_are_as_before(desk, course):
    expect_back(
        desk,
        lambda: desk.does(enrolments.record_credited, enrolment_id=course["first"], version=1, minutes=60),
    )
    expect_back(
        desk,
        lambda: desk.does(enrolments.record_delivered, offering_id=course["offering"], version=1, minutes=60),
    )


def test_a_new_person_goes_and_is_found_no_more(desk):
    def found():
        return len(desk.reads(people.find, typed="omar").ids)

    desk.does(people.save_new, draft=draft("Omar"), on=TODAY)
    assert found() == 1
    taken_back(desk)
    assert found() == 0
    taken_back(desk)
    assert found() == 1


def test_a_changed_person_is_found_by_the_name_before(desk):
    person = desk.does(people.save_new, draft=numbered("Omar", "35202-1234567-1"), on=TODAY)
    changed = numbered("Bilal", "35202-7654321-3")
    desk.does(people.change, person_id=person, version=1, draft=changed, on=TODAY)
    taken_back(desk)
    for typed, wanted in (("omar", 1), ("3520212345671", 1), ("bilal", 0), ("3520276543213", 0)):
        assert len(desk.reads(people.find, typed=typed).ids) == wanted


def test_the_numbers_and_rank_of_a_person_are_as_before(desk):
    person = desk.does(people.save_new, draft=numbered("Omar", "35202-1234567-1"), on=TODAY)
    rank = next(row for row in desk.reads(organisations.ranks) if row.draft.side == "PK")
    changed = replace(numbered("Omar", "35202-7654321-3"), rank_id=rank.id)
    given = {"person_id": person, "version": 1, "draft": changed, "on": TODAY}
    expect_back(desk, lambda: desk.does(people.change, **given))
    assert count(desk, Identifier) == 1


def test_an_offering_is_made_and_changed_back(desk, course):
    with desk.database.reading() as session:
        kept = offerings.facts(session, offering_id=course["offering"])
    new = replace(kept.draft, code="PK-2026-77")
    expect_back(desk, lambda: desk.does(offerings.create, draft=new))
    given = {"offering_id": kept.id, "version": kept.version, "draft": replace(kept.draft, capacity=33)}
    expect_back(desk, lambda: desk.does(offerings.change, **given))


def test_a_course_draft_goes_again(desk):
    row = desk.reads(courses.rows)[0]
    kept = desk.reads(courses.course, course_id=row.id)
    expect_back(
        desk,
        lambda: desk.does(
            courses.change, course_id=row.id, version=kept.version, draft=_longer(desk, row.id)
        ),
    )


def _longer(desk, course_id):
    kept = desk.reads(courses.course, course_id=course_id)
    content = replace(kept.draft.content, hours=kept.draft.content.hours + 1)
    return replace(kept.draft, content=content)


def test_places_and_ranks_are_as_before(desk):
    new = OrganisationDraft(code="X-1", side="PK", titles=Titles("Unit X"))
    expect_back(desk, lambda: desk.does(organisations.add_organisation, draft=new))
    row = desk.reads(organisations.organisations)[0]
    titles = replace(row.draft, titles=Titles("Renamed"))
    given = {"organisation_id": row.id, "version": row.version, "draft": titles}
    expect_back(desk, lambda: desk.does(organisations.change_organisation, **given))
    rank = RankDraft(side="PK", code="X-R", titles=Titles("Rank X"), scale_order=99)
    expect_back(desk, lambda: desk.does(organisations.add_rank, draft=rank))


def test_signatories_and_the_station_are_as_before(desk):
    new = SignatoryDraft(side="PK", office=Titles("Director"), order_no=9, valid_from=TODAY)
    expect_back(desk, lambda: desk.does(signatories.add, draft=new))
    row = next(row for row in desk.reads(signatories.rows) if row.draft.office.en == "Director")
    changed = {
        "signatory_id": row.id,
        "version": row.version,
        "draft": replace(row.draft, names=Titles("A B")),
    }
    expect_back(desk, lambda: desk.does(signatories.change, **changed))


def test_an_organisation_renamed_by_dating_has_its_name_again(desk):
    row = desk.reads(organisations.organisations)[0]
    given = {"organisation_id": row.id, "version": row.version, "titles": Titles("New name"), "on": TODAY}
    expect_back(desk, lambda: desk.does(organisations.rename, **given))


def test_a_changed_rank_is_as_before(desk):
    row = desk.reads(organisations.ranks)[0]
    given = {"rank_id": row.id, "version": row.version, "draft": replace(row.draft, titles=Titles("Chief"))}
    expect_back(desk, lambda: desk.does(organisations.change_rank, **given))


def test_an_ended_signatory_signs_again(desk):
    row = desk.reads(signatories.rows)[0]
    given = {"signatory_id": row.id, "version": row.version, "on": TODAY}
    expect_back(desk, lambda: desk.does(signatories.end, **given))


def test_signatories_stand_in_the_order_before(desk):
    rows = desk.reads(signatories.rows)
    expect_back(desk, lambda: desk.does(signatories.move, signatory_id=rows[0].id, by=1))


def test_a_station_has_its_title_again(desk):
    with desk.database.transaction() as session:
        programme.set_up(session, SETUP) if not session.scalars(select(Station)).first() else None
    row = desk.reads(stations.rows)[0]
    given = {"station_id": row.id, "version": row.version, "titles": Titles("Desk 2")}
    expect_back(desk, lambda: desk.does(stations.retitle, **given))


def test_every_action_that_can_be_undone_is_tried_here():
    text = Path(__file__).read_text(encoding="utf-8")
    tried = {act for act in undo.UNDOABLE if f"desk.does({act}," in "".join(text.split()) or f'"{act}"' in text}
    untried = {act for act in undo.UNDOABLE if f"does({act}" not in "".join(text.split())} - tried
    assert untried == set()


# What cannot


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
        desk.does(courses.change, course_id=row.id, version=kept.version, draft=_longer(desk, row.id))
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


# The last one


def test_the_last_action_is_ones_own_of_today_and_not_yet_undone(desk, course):
    now = datetime.now(UTC)
    assert desk.reads(undo.last, now=now) is None
    first, second = record(desk, course, "43.5"), record(desk, course, "40")
    record(Desk(desk.database, "Khalid Mehboob"), course, "41", who="second")
    assert desk.reads(undo.last, now=now).operation_id == second
    taken_back(desk, second)
    found = desk.reads(undo.last, now=now)
    assert (found.operation_id, found.words) == (first, "Score entered")
    assert desk.reads(undo.last, now=now + timedelta(days=2)) is None


def test_among_some_operations_the_last_of_those_is_told_whenever_it_was(desk, course):
    first = record(desk, course, "43.5")
    record(desk, course, "40")
    later = datetime.now(UTC) + timedelta(days=2)
    assert desk.reads(undo.last, now=later, operations=[first]).operation_id == first


def test_an_undo_says_what_it_took_back_and_what_it_did_again(desk, course):
    record(desk, course, "43.5")
    back = taken_back(desk)
    again = taken_back(desk)
    assert (back.words, back.undoes) == ("Score entered", None)
    assert (again.words, again.undoes) == ("Score entered", back.operation_id)


def test_live_results_follow_an_undo_at_once(desk, course):
    def total():
        found = desk.reads(
            results.of_trainees, offering_id=course["offering"], enrolment_ids=[course["first"]]
        )
        return found[course["first"]].graded.so_far

    before = total()
    record(desk, course, "43.5")
    assert total() != before
    taken_back(desk)
    assert total() == before


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


def draft(name):
    return people.PersonDraft(side="PK", given_latin=name)


def numbered(name, number):
    return replace(draft(name), identities=(Identity(IdentifierKind.CNIC, number),), born_on=date(1990, 1, 1))
