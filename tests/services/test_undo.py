"""Taking one's last action back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.factories import make_person
from tests.services.acting import (
    NOW,
    Desk,
    count,
    draft,
    longer,
    record,
    scored,
    taken_back,
    two_trainees,
)
from trainer_app.core.language import Titles
from trainer_app.models.delivery import Enrolment, Nomination, Offering
from trainer_app.models.people import Identifier
from trainer_app.models.users import ImportBatch
from trainer_app.rules.roles import Role
from trainer_app.rules.states import EnrolmentState, OfferingState
from trainer_app.rules.vocabulary import AdjustmentKind, IdentifierKind
from trainer_app.services import (
    adjustments,
    courses,
    enrolments,
    offerings,
    organisations,
    people,
    programme,
    results,
    scores,
    signatories,
    stations,
    undo,
)
from trainer_app.services.identities import Identity
from trainer_app.services.organisations import OrganisationDraft, RankDraft
from trainer_app.services.scores import Entry
from trainer_app.services.signatories import SignatoryDraft
from trainer_app.storage.journal import rebuild, verify

TODAY = NOW.date()


@pytest.fixture
def desk(database):
    return Desk(database, roles=[Role.TRAINING_OFFICER, Role.ADMINISTRATOR, Role.CERTIFYING_OFFICER])


@pytest.fixture
def course(database):
    return two_trainees(database)


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


def test_a_remark_is_as_before(desk, course):
    record(desk, course, "43.5")
    given = {"enrolment_id": course["first"], "component_id": course["component"], "now": NOW}
    given |= {"offering_id": course["offering"], "text": "Arrived late"}
    expect_back(desk, lambda: desk.does(scores.remark, **given))


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
        lambda: desk.does(courses.change, course_id=row.id, version=kept.version, draft=longer(desk, row.id)),
    )


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
    given = {"organisation_id": row.id, "version": row.version, "titles": Titles("New"), "on": TODAY}
    given |= {"code": "NEW-1"}
    with desk.database.transaction() as session:
        make_person(session, "Sana Javed", organisation_id=row.id)
    expect_back(desk, lambda: desk.does(organisations.rename, **given))


def test_a_changed_rank_is_as_before(desk):
    row = desk.reads(organisations.ranks)[0]
    given = {"rank_id": row.id, "version": row.version, "draft": replace(row.draft, titles=Titles("Chief"))}
    expect_back(desk, lambda: desk.does(organisations.change_rank, **given))


@pytest.fixture
def signers(desk):
    """Two who sign, in their order."""
    for order, office in enumerate(("Director", "Deputy"), start=1):
        new = SignatoryDraft(side="PK", office=Titles(office), order_no=order, valid_from=date(2026, 1, 1))
        desk.does(signatories.add, draft=new)
    return desk.reads(signatories.rows)


def test_an_ended_signatory_signs_again(desk, signers):
    given = {"signatory_id": signers[0].id, "version": signers[0].version, "on": TODAY}
    expect_back(desk, lambda: desk.does(signatories.end, **given))


def test_signatories_stand_in_the_order_before(desk, signers):
    expect_back(desk, lambda: desk.does(signatories.move, signatory_id=signers[0].id, by=1))


def test_a_station_has_its_title_again(desk):
    with desk.database.transaction() as session:
        programme.set_up(session, side="PK", station_code="IS", today=TODAY)
    row = desk.reads(stations.rows)[0]
    given = {"station_id": row.id, "version": row.version, "titles": Titles("Desk 2")}
    expect_back(desk, lambda: desk.does(stations.retitle, **given))


def test_an_adjustment_goes_and_comes_again(database, course):
    board = Desk(database, "Chen Lihua", roles=[Role.BOARD_SECRETARY])
    with database.transaction() as session:
        session.get(Offering, course["offering"]).state = OfferingState.ASSESSMENT
    given = {"enrolment_id": course["first"], "kind": AdjustmentKind.PENALTY, "points": Decimal(5)}
    words = {"authority": "Board 12/2026", "reason": "Late assignment"}
    expect_back(board, lambda: board.does(adjustments.add, **given, **words))
    (row,) = board.reads(adjustments.rows, offering_id=course["offering"])
    expect_back(board, lambda: board.does(adjustments.take_back, adjustment_id=row.id))


def test_every_action_that_can_be_undone_is_tried_here():
    here = Path(__file__)
    files = (here, *(here.with_name(name) for name in ("acting.py", "test_sheets.py")))
    text = "".join("".join(file.read_text(encoding="utf-8").split()) for file in files)
    assert [act for act in undo.UNDOABLE if f"does({act}," not in text and f'act="{act}"' not in text] == []


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


def numbered(name, number):
    return replace(draft(name), identities=(Identity(IdentifierKind.CNIC, number),), born_on=date(1990, 1, 1))
