"""Who changed what, when, from what to what, and why."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.factories import components_of, enrol, make_offering, make_person
from tests.services.acting import Desk
from trainer_app.core import language
from trainer_app.core.errors import NotFound
from trainer_app.rules.roles import Role
from trainer_app.rules.states import EnrolmentState, ScoreState
from trainer_app.services import courses, enrolments, history, people, scores, undo
from trainer_app.services.access import NotAllowed
from trainer_app.services.history import HistoryFilter
from trainer_app.services.scores import Mark

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)


@pytest.fixture
def desk(database):
    return Desk(database)


@pytest.fixture
def course(database):
    """Ids of an offering with two trainees, and of a component."""
    with database.transaction() as session:
        offering = make_offering(session)
        liu = make_person(session, "Liu Yang", side="CN", name_ur="", name_zh="刘洋")
        first = enrol(session, offering, liu)
        second = enrol(session, offering, make_person(session, "Sana Javed"))
        firearms = components_of(session, offering)["FIR"]
        return {
            "offering": offering.id,
            "liu": liu.id,
            "first": first.id,
            "second": second.id,
            "component": firearms.id,
            "title": firearms.title_en,
        }


def record(desk, course, points, *, who="first"):
    mark = Mark(ScoreState.SCORED, Decimal(points)) if points else Mark(ScoreState.ABSENT)
    desk.does(
        scores.record,
        offering_id=course["offering"],
        enrolment_id=course[who],
        component_id=course["component"],
        mark=mark,
        now=NOW,
    )


def marks(desk, course, **chosen):
    found = desk.reads(
        history.of_offering,
        offering_id=course["offering"],
        chosen=HistoryFilter(**{"field": "scores.mark", **chosen}),
    )
    return [(line.before, line.after) for line in found.lines]


def told(desk, course, **chosen):
    found = desk.reads(history.of_offering, offering_id=course["offering"], chosen=HistoryFilter(**chosen))
    return [f"{line.kind}|{line.what}|{line.field}|{line.before}|{line.after}" for line in found.lines]


def plain(text):
    return "".join(letter for letter in text if letter not in "\u2066\u2067\u2068\u2069")


def test_a_score_tells_what_stood_there_before_newest_first(desk, course):
    for points in ("43.5", "", "40"):
        record(desk, course, points)
    lines = [(plain(before), plain(after)) for before, after in marks(desk, course)]
    assert lines == [("Absent", "40"), ("43.5", "Absent"), ("", "43.5")]


def test_a_line_names_who_what_and_when(desk, course):
    record(desk, course, "43.5")
    line = desk.reads(history.of_offering, offering_id=course["offering"]).lines[0]
    assert (line.user, line.act, line.kind) == ("Sara Farooq", "Score entered", "Score")
    assert line.what == f"Liu Yang, {course['title']}"
    assert abs(datetime.now(UTC) - line.at) < timedelta(minutes=5)


def test_a_reason_is_told_with_the_change(desk, course):
    with desk.database.reading() as session:
        version = next(each for each in enrolments.roll(session, offering_id=course["offering"])).version
    desk.does(
        enrolments.leave,
        enrolment_id=course["first"],
        version=version,
        state=EnrolmentState.WITHDRAWN,
        reason="Order 12/2026",
    )
    found = desk.reads(history.of_offering, offering_id=course["offering"])
    assert {line.reason for line in found.lines[:2]} == {"Order 12/2026"}
    assert ("Active", "Withdrawn") in {(line.before, line.after) for line in found.lines[:2]}


def test_who_was_taken_off_the_roll_belongs_to_the_offering_still(desk, course):
    person = desk.does(
        people.save_new, draft=people.PersonDraft(side="PK", given_latin="Omar"), on=NOW.date()
    )
    entry = desk.does(enrolments.enrol, offering_id=course["offering"], person_id=person)
    desk.does(enrolments.take_off, enrolment_id=entry, version=1)
    lines = told(desk, course)
    assert "Entry of the roll|Omar|Removed|3, Active|" in map(plain, lines)
    assert "Entry of the roll|Omar|Added||3, Active" in map(plain, lines)
    mine = told(desk, course, person_id=person)
    assert mine
    assert all("|Omar|" in line for line in mine)


def test_a_filter_narrows_by_user_person_field_and_time(desk, course):
    record(desk, course, "43.5")
    other = Desk(desk.database, "Khalid Mehboob")
    record(other, course, "41", who="second")
    assert len(marks(desk, course)) == 2
    assert [plain(after) for _before, after in marks(desk, course, user_id=other.user)] == ["41"]
    assert [plain(after) for _before, after in marks(desk, course, person_id=course["liu"])] == ["43.5"]
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert marks(desk, course, since=tomorrow) == []
    assert len(marks(desk, course, until=tomorrow)) == 2
    assert all(line.startswith("Sitting|") for line in told(desk, course, field="sittings"))


def test_a_field_of_no_table_is_refused(desk, course):
    with pytest.raises(NotFound):
        marks(desk, course, field="secrets.all")


def test_more_than_a_page_is_told_to_follow(desk, course):
    record(desk, course, "43.5")
    found = desk.reads(history.of_offering, offering_id=course["offering"], limit=2)
    assert (len(found.lines), found.has_more) == (2, True)
    assert [choice.name for choice in found.people] == ["Liu Yang", "Sana Javed"]
    assert [choice.name for choice in found.users] == ["Sara Farooq"]


def test_one_record_and_one_person_have_their_own_history(desk, course):
    found = desk.reads(people.person, person_id=course["liu"])
    draft = people.PersonDraft(side="CN", given_latin="Liu Yang", name_zh="刘洋", posting="Kunming")
    desk.does(people.change, person_id=course["liu"], version=found.version, draft=draft, on=NOW.date())
    line = next(
        line
        for line in desk.reads(history.of_person, person_id=course["liu"]).lines
        if line.field == "Posting"
    )
    assert (line.before, line.after, line.what) == ("", "Kunming", "Liu Yang")
    alone = desk.reads(history.of_record, entity="people", row_id=course["liu"])
    assert {line.kind for line in alone.lines} == {"Person"}


def test_a_reference_is_told_by_its_title(desk, course):
    from trainer_app.services import organisations

    rank = next(row for row in desk.reads(organisations.ranks) if row.draft.side == "CN")
    found = desk.reads(people.person, person_id=course["liu"])
    draft = people.PersonDraft(side="CN", given_latin="Liu Yang", name_zh="刘洋", rank_id=rank.id)
    desk.does(people.change, person_id=course["liu"], version=found.version, draft=draft, on=NOW.date())
    lines = desk.reads(history.of_person, person_id=course["liu"]).lines
    assert rank.draft.titles.en in {line.after for line in lines if line.field == "Rank"}


def test_a_course_tells_of_its_rules(desk):
    row = desk.reads(courses.rows)[0]
    lines = desk.reads(history.of_course, course_id=row.id).lines
    assert {"Course", "Course version", "Rules", "Component"} <= {line.kind for line in lines}


def test_an_undo_names_what_it_undid(desk, course):
    record(desk, course, "43.5")
    desk.does(undo.undo, operation_id=desk.operation)
    line = desk.reads(history.of_offering, offering_id=course["offering"]).lines[0]
    assert line.act == "Earlier action undone"
    assert line.reason.startswith("Score entered, ")


def test_an_instructor_does_not_read_what_others_did(database, course):
    instructor = Desk(database, roles=[Role.INSTRUCTOR])
    with pytest.raises(NotAllowed):
        instructor.reads(history.of_offering, offering_id=course["offering"])


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_the_fields_to_choose_from_are_named_in_every_language(code):
    language.activate(code)
    for entity in ("offerings", "people", "courses"):
        assert all(words for _key, words in history.fields_of(entity))
