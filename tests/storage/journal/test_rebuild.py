from decimal import Decimal

from sqlalchemy import select

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from tests.spoiling import spoil
from trainer_app.models.assessment import Score
from trainer_app.models.delivery import Enrolment
from trainer_app.storage import bulk
from trainer_app.storage.journal import rebuild, reconcile


def assessed(session):
    offering = make_offering(session)
    sheet = make_sheet(session, offering, components_of(session, offering)["FIR"])
    return [make_score(session, sheet, enrol(session, offering), points) for points in ("40", "41.5")]


def test_tables_are_as_the_journal_says(session):
    first, second = assessed(session)
    first.points = Decimal("12.5")
    session.flush()
    bulk.update(session, Score, [{"id": second.id, "state": "ABSENT", "points": None}])
    bulk.delete(session, Score, [first.id])
    assert list(rebuild.differences(session)) == []


def test_a_value_changed_behind_the_journal_is_named(session):
    score, _other = assessed(session)
    spoil(session, "UPDATE scores SET points = 100 WHERE points = 40000")
    [found] = rebuild.differences(session)
    assert (found.entity, found.row_id, found.fields) == ("scores", score.id, ("points",))
    assert (found.in_journal["points"], found.in_table["points"]) == (40000, 100)


def test_a_row_removed_behind_the_journal_is_named(session):
    score, _other = assessed(session)
    spoil(session, "DELETE FROM scores WHERE points = 40000")
    [found] = rebuild.differences(session)
    assert (found.row_id, found.in_table) == (score.id, None)


def test_a_row_put_in_behind_the_journal_is_named(session):
    make_person(session)
    spoil(
        session,
        "INSERT INTO tracks (id, code, title_en, title_ur, title_zh, created_at, changed_at, version) "
        "SELECT person_id, 'X', '', '', '', created_at, changed_at, 1 FROM "
        "(SELECT id AS person_id, created_at, changed_at FROM people) AS someone",
    )
    [found] = rebuild.differences(session)
    assert (found.entity, found.in_journal) == ("tracks", None)


def test_what_a_migration_changed_is_written_down(session):
    assessed(session)
    spoil(session, "UPDATE scores SET points = 100 WHERE points = 40000")
    spoil(session, "DELETE FROM scores WHERE points = 41500")
    reconcile.write_down(session)
    assert list(rebuild.differences(session)) == []


def test_some_rows_can_be_rebuilt_alone(session):
    score, _other = assessed(session)
    [row] = rebuild.rows(session, row_ids=[score.id])
    assert row.values["points"] == 40000
    assert session.scalars(select(Enrolment.id)).all()
