import json
from contextlib import suppress

from sqlalchemy import select, text

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from trainer_app.models.base import new_id
from trainer_app.models.journal import JournalEntry, JournalNode, JournalTransaction
from trainer_app.models.people import Person
from trainer_app.storage.journal import writer
from trainer_app.storage.journal.origin import Origin


def entries(session, row_id=None):
    query = select(JournalEntry).order_by(JournalEntry.node_no, JournalEntry.seq)
    return list(session.scalars(query if row_id is None else query.where(JournalEntry.row_id == row_id)))


def transactions(session):
    return list(session.scalars(select(JournalTransaction).order_by(JournalTransaction.no)))


def test_a_new_row_is_written_down_whole(session):
    person = make_person(session, "Amina Khan")
    [entry] = entries(session, person.id)
    assert (entry.entity, entry.fields, entry.parents) == ("people", "*", "")
    assert json.loads(entry.value)["name_latin"] == "Amina Khan"


def test_a_change_names_its_group_and_what_it_replaces(session):
    person = make_person(session, "Amina Khan")
    person.name_ur = "آمنہ خان"
    person.name_latin = "Amina Begum"
    session.flush()
    made, *changed = entries(session, person.id)
    assert {each.fields for each in changed} == {"latin", "name_ur"}
    assert {each.parents for each in changed} == {f"1.{made.seq}"}
    latin = next(each for each in changed if each.fields == "latin")
    assert list(json.loads(latin.value)) == ["name_latin", "surname_latin", "given_latin", "latin_order"]


def test_state_and_points_of_a_score_change_together(session):
    offering = make_offering(session)
    sheet = make_sheet(session, offering, components_of(session, offering)["FIR"])
    score = make_score(session, sheet, enrol(session, offering), "40")
    score.remark = "seen again"
    score.state, score.points = "ABSENT", None
    session.flush()
    assert [each.fields for each in entries(session, score.id)] == ["*", "mark", "remark"]


def test_a_removed_row_replaces_every_group(session):
    person = make_person(session)
    person.name_ur = "ثنا"
    session.flush()
    session.delete(person)
    session.flush()
    made, named, gone = entries(session, person.id)
    assert gone.value is None
    assert gone.parents == f"1.{made.seq} 1.{named.seq}"


def test_a_row_made_again_with_its_derived_id_replaces_its_removal(session):
    offering, person = make_offering(session), make_person(session)
    first = enrol(session, offering, person)
    session.delete(first)
    session.flush()
    again = enrol(session, offering, person)
    _made, gone, remade = entries(session, again.id)
    assert remade.parents == f"1.{gone.seq}"


def test_what_changes_nothing_is_not_written_down(session):
    person = make_person(session, "Amina Khan")
    person.name_latin = "Amina Khan"
    session.flush()
    assert len(entries(session, person.id)) == 1


def test_numbers_are_dense_and_each_transaction_says_who_did_what_and_why(database):
    user = new_id()
    with database.transaction(origin=Origin(user, "people.add", "told by the unit")) as session:
        make_person(session)
    with database.transaction(origin=Origin(user, "people.add")) as session:
        make_person(session, "Amina Khan")
        make_person(session, "Bilal Khan")
    with database.reading() as session:
        assert [each.seq for each in entries(session)] == list(range(1, len(entries(session)) + 1))
        *_, first, second = transactions(session)
        assert (first.user_id, first.act, first.reason) == (user, "people.add", "told by the unit")
        assert [each.txn_no for each in entries(session)[-3:]] == [first.no, second.no, second.no]
        assert second.first_seq == entries(session)[-2].seq
        assert second.hlc > first.hlc


def test_what_is_rolled_back_leaves_no_entry_and_no_gap(database):
    with database.reading() as session:
        before = len(entries(session))
    with suppress(ZeroDivisionError), database.transaction() as session:
        make_person(session)
        raise ZeroDivisionError
    with database.transaction() as session:
        make_person(session, "Amina Khan")
        assert [each.seq for each in entries(session)][before:] == [before + 1]


def test_what_is_taken_back_within_a_transaction_leaves_no_gap(database):
    with database.transaction() as session:
        make_person(session, "Amina Khan")
        with suppress(ZeroDivisionError), session.begin_nested():
            make_person(session, "Bilal Khan")
            raise ZeroDivisionError
        make_person(session, "Sana Javed")
        assert [each.seq for each in entries(session)] == list(range(1, len(entries(session)) + 1))
        assert {each.txn_no for each in entries(session)[-2:]} == {transactions(session)[-1].no}


def test_a_clock_that_was_set_back_puts_nothing_before_what_was_written_earlier(database):
    with database.transaction() as session:
        node = session.scalars(select(JournalNode).where(JournalNode.is_here)).one()
        ahead = node.last_hlc + (1 << 40)
        session.connection().execute(
            text("UPDATE journal_nodes SET last_hlc = :ahead"),
            {"ahead": ahead},
            execution_options=writer.WRITTEN,
        )
        make_person(session)
        assert transactions(session)[-1].hlc == ahead + 1


def test_a_new_node_begins_a_chain_of_its_own(database):
    with database.transaction() as session:
        writer.begin_node(session)
        person = make_person(session)
        [entry] = entries(session, person.id)
        assert (entry.node_no, entry.seq) == (2, 1)
    with database.transaction() as session:
        kept = session.get(Person, person.id)
        kept.name_latin = "Sana Begum"
        session.flush()
        assert entries(session, person.id)[-1].parents == "2.1"


def test_secrets_and_pictures_of_paper_are_not_in_the_journal(session):
    from datetime import date

    from trainer_app.services import programme

    programme.set_up(session, side="PK", station_code="IS", today=date(2026, 11, 1))
    keys = [each for each in entries(session) if each.entity == "signing_keys"]
    assert keys
    assert all("private_key" not in json.loads(each.value) for each in keys)
