"""Two real databases, made from one file, change the same rows; their journals are merged."""

import json
import shutil
from decimal import Decimal
from typing import NamedTuple

import pytest

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from tests.keys import KEY
from trainer_app.models.assessment import Score
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.people import Person
from trainer_app.rules import merging
from trainer_app.rules.merging import WHOLE
from trainer_app.rules.states import ScoreState
from trainer_app.storage import bulk
from trainer_app.storage.engine import connect
from trainer_app.storage.journal import read, verify, writer


class Common(NamedTuple):
    """What both stations begin with."""

    scores: list
    person: object
    enrolment: object


@pytest.fixture
def common(file_database):
    with file_database.transaction() as session:
        offering = make_offering(session)
        sheet = make_sheet(session, offering, components_of(session, offering)["FIR"])
        scores = [
            make_score(session, sheet, enrol(session, offering), points) for points in ("40", "41.5", "30")
        ]
        common = Common([each.id for each in scores], make_person(session).id, enrol(session, offering).id)
    file_database.settle()
    return common


@pytest.fixture
def stations(file_database, common, tmp_path):
    """The file and a copy of it, each writing under a name of its own."""
    shutil.copyfile(file_database.place, tmp_path / "copy.db")
    databases = file_database, connect(tmp_path / "copy.db", KEY)
    for database in databases:
        with database.transaction() as session:
            writer.begin_node(session)
    yield databases
    databases[1].close()


def merged(stations):
    """Their journals in one, after both chains were found whole."""
    journals = []
    for database in stations:
        with database.reading() as session:
            assert verify.verify(session).findings == ()
            journals.append(read.journal(session))
    found = merging.merge(*journals)
    assert found == merging.merge(*reversed(journals))
    assert not found.waiting
    assert len(found.journal) > max(map(len, journals))
    return found.journal


def change(database, kind, row_id, **values):
    with database.transaction() as session:
        row = session.get(kind, row_id)
        for name, value in values.items():
            setattr(row, name, value)


def change_many(database, kind, row_ids, **values):
    with database.transaction() as session:
        bulk.set_all(session, kind, row_ids, **values)


def test_changes_of_different_rows_and_groups_are_all_kept(stations, common):
    here, there = stations
    first, second, third = common.scores
    change(here, Score, first, points=Decimal("12.5"))
    change_many(there, Score, [first, second], remark="seen again")
    change_many(there, Score, [third], state=ScoreState.ABSENT, points=None)
    journal = merged(stations)
    assert merging.conflicts(journal) == ()
    assert merging.value(journal, first, "mark") == {"state": "SCORED", "points": 12500}
    assert merging.value(journal, first, "remark") == {"remark": "seen again"}
    assert merging.value(journal, third, WHOLE)["points"] is None


def test_the_same_score_changed_in_both_is_a_conflict_that_names_both_values(stations, common):
    change(stations[0], Score, common.scores[0], points=Decimal("12.5"))
    change_many(stations[1], Score, common.scores[:2], state=ScoreState.SCORED, points=Decimal("13"))
    [conflict] = merging.conflicts(merged(stations))
    assert (conflict.entity, conflict.row_id, conflict.fields) == ("scores", common.scores[0], "mark")
    assert [json.loads(head.value)["points"] for head in conflict.heads] == [12500, 13000]


def test_the_same_score_changed_alike_in_both_is_none(stations, common):
    change(stations[0], Score, common.scores[0], points=Decimal("12.5"))
    change(stations[1], Score, common.scores[0], points=Decimal("12.5"))
    assert merging.conflicts(merged(stations)) == ()


def test_a_row_removed_in_one_and_changed_in_the_other_is_a_conflict(stations, common):
    with stations[0].transaction() as session:
        bulk.delete(session, Person, [common.person])
    change(stations[1], Person, common.person, name_ur="آمنہ")
    [conflict] = merging.conflicts(merged(stations))
    assert (conflict.entity, conflict.row_id, conflict.fields) == ("people", common.person, WHOLE)
    assert {head.is_removal for head in conflict.heads} == {True, False}


def test_the_same_trainee_enrolled_in_both_is_one_trainee(stations, common):
    ids = []
    for database in stations:
        with database.transaction() as session:
            offering = session.get(Offering, session.get(Enrolment, common.enrolment).offering_id)
            ids.append(enrol(session, offering, session.get(Person, common.person)).id)
    journal = merged(stations)
    assert ids[0] == ids[1]
    assert merging.conflicts(journal) == ()
    assert len(merging.heads(journal, ids[0], WHOLE)) == 2


def test_a_removal_against_a_change_is_settled_by_one_entry(stations, common):
    here, there = stations
    with here.transaction() as session:
        bulk.delete(session, Enrolment, [common.enrolment])
    change_many(there, Enrolment, [common.enrolment], credited_minutes=300)
    journal = merged(stations)
    [conflict] = merging.conflicts(journal)
    with here.reading() as session:
        node = read.journal(session).rows[common.enrolment][-1].id.node
    name = merging.EntryId(node, 1 + sum(each.node == node for each in journal))
    kept = merging.content([each for each in journal.rows[common.enrolment] if not each.is_removal])
    value = json.dumps(kept)
    settled = merging.settle(conflict, name, value=value, hlc=conflict.heads[-1].hlc + 1)
    after = merging.merge(journal, merging.journal_of([settled])).journal
    assert merging.conflicts(after) == ()
    assert merging.value(after, common.enrolment, WHOLE)["credited_minutes"] == 300
