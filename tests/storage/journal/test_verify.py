from datetime import date

import pytest
from sqlalchemy import text

from tests.factories import make_person
from tests.spoiling import spoil
from trainer_app.models.base import new_id
from trainer_app.services import programme
from trainer_app.storage.journal import checkpoints, guard, verify, writer
from trainer_app.storage.journal.verify import Finding, Flaw


@pytest.fixture
def kept(session):
    """A journal of two transactions with a signed end."""
    programme.set_up(session, side="PK", station_code="IS", today=date(2026, 11, 1))
    person = make_person(session, "Amina Khan")
    person.name_latin = "Amina Begum"
    assert checkpoints.sign(session, "backup") is not None
    return session


def last_seq(session) -> int:
    return session.scalar(text("SELECT max(seq) FROM journal_entries"))


def on_file(session) -> bool:
    return session.bind.dialect.name == "sqlite"


def test_a_whole_journal_is_whole(kept):
    found = verify.verify(kept)
    assert found.findings == ()
    assert found.entries == last_seq(kept)


@pytest.mark.parametrize(
    ("statement", "flaw"),
    [
        ("UPDATE journal_entries SET value = '{}' WHERE seq = 5", Flaw.CHANGED),
        ("UPDATE journal_entries SET entity = 'ranks' WHERE seq = 5", Flaw.CHANGED),
        ("UPDATE journal_entries SET fields = 'state' WHERE seq = 5", Flaw.CHANGED),
        ("UPDATE journal_entries SET parents = '1.2' WHERE seq = 5", Flaw.CHANGED),
        ("UPDATE journal_entries SET salt = NULL WHERE seq = 5", Flaw.CHANGED),
        ("UPDATE journal_entries SET parents = ' ' WHERE seq = 5", Flaw.CHANGED),
        ("UPDATE journal_entries SET parents = 'none' WHERE seq = 5", Flaw.CHANGED),
        ("DELETE FROM journal_entries WHERE seq = 5", Flaw.MISSING),
    ],
)
def test_the_first_entry_that_was_touched_is_named(kept, statement, flaw):
    spoil(kept, statement)
    assert verify.verify(kept).findings == (Finding(1, 5, flaw),)


def test_an_entry_without_its_transaction_is_named(file_database):
    with file_database.engine.connect() as connection, guard.unwatched(connection):
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("DELETE FROM journal_transactions WHERE no = 1")
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.exec_driver_sql("BEGIN")
    with file_database.reading() as session:
        assert verify.verify(session).findings == (Finding(1, 1, Flaw.NO_TRANSACTION),)


def test_a_chain_cut_short_is_noticed_even_where_its_end_was_moved(kept):
    end = last_seq(kept)
    spoil(kept, "DELETE FROM journal_entries WHERE seq = :end", end=end)
    assert verify.verify(kept).findings == (Finding(1, end, Flaw.CUT_OFF),)
    spoil(
        kept,
        "UPDATE journal_nodes SET last_seq = :seq, "
        "last_hash = (SELECT hash FROM journal_entries WHERE seq = :seq)",
        seq=end - 1,
    )
    assert verify.verify(kept).findings == (Finding(1, end, Flaw.CUT_OFF),)


def test_who_did_it_cannot_be_changed_afterwards(kept):
    spoil(kept, "UPDATE journal_transactions SET act = 'somebody else' WHERE no = 1")
    assert verify.verify(kept).findings == (Finding(1, 1, Flaw.CHANGED),)


def test_a_chain_written_anew_from_the_change_on_has_no_signature(kept):
    end = last_seq(kept)
    spoil(
        kept,
        "UPDATE journal_checkpoints SET hash = commitment_of FROM (SELECT hash AS commitment_of FROM "
        "journal_entries WHERE seq = 1) AS other",
    )
    assert verify.verify(kept).findings == (Finding(1, end, Flaw.UNSIGNED),)


def test_where_a_transaction_begins_cannot_be_changed_afterwards(kept):
    spoil(kept, "UPDATE journal_transactions SET first_seq = 2 WHERE no = 1")
    assert verify.verify(kept).findings == (Finding(1, 1, Flaw.CHANGED),)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal_nodes SET last_seq = last_seq + 1",
        "UPDATE journal_nodes SET last_txn = last_txn + 1",
        "UPDATE journal_nodes SET last_hlc = last_hlc + 1",
        "UPDATE journal_nodes SET last_hlc = last_hlc - 1",
    ],
)
def test_where_a_node_stands_cannot_be_changed_afterwards(kept, change):
    spoil(kept, change)
    assert verify.verify(kept).findings == (Finding(1, last_seq(kept) + 1, Flaw.CUT_OFF),)


def test_a_database_in_which_no_node_writes_is_noticed(kept):
    spoil(kept, "UPDATE journal_nodes SET is_here = (1 = 0)")
    assert verify.verify(kept).findings == (Finding(1, last_seq(kept) + 1, Flaw.NO_NODE),)


def test_a_node_with_the_name_of_another_has_written_nothing(kept):
    spoil(kept, "UPDATE journal_nodes SET id = :other", other=b"other" if on_file(kept) else new_id())
    flaw = Flaw.NO_NODE if on_file(kept) else Flaw.CHANGED
    assert verify.verify(kept).findings == (Finding(1, 1, flaw),)


def test_a_number_that_the_list_of_nodes_leaves_out_is_noticed(kept):
    writer.begin_node(kept)
    spoil(kept, "UPDATE journal_nodes SET no = 3 WHERE no = 2")
    assert verify.verify(kept).findings == (Finding(2, 1, Flaw.NO_NODE),)


def test_a_new_node_begins_where_the_clock_of_the_last_stood(kept):
    writer.begin_node(kept)
    assert verify.verify(kept).findings == ()
    make_person(kept, "Bilal Khan")
    writer.begin_node(kept)
    assert verify.verify(kept).findings == ()


def test_a_signature_cannot_be_taken_out_from_between(kept):
    first = last_seq(kept)
    make_person(kept, "Bilal Khan")
    checkpoints.sign(kept, "export")
    assert verify.verify(kept).findings == ()
    spoil(kept, "DELETE FROM journal_checkpoints WHERE seq = :first", first=first)
    assert verify.verify(kept).findings == (Finding(1, last_seq(kept), Flaw.UNSIGNED),)


def test_text_that_is_no_text_is_named_like_any_other_change(file_database):
    with file_database.transaction() as session:
        make_person(session)
        spoil(session, "UPDATE journal_entries SET value = CAST(x'c328' AS TEXT) WHERE seq = 5")
        assert verify.verify(session).findings == (Finding(1, 5, Flaw.CHANGED),)
        assert session.scalar(text("SELECT act FROM journal_transactions")) == ""


def test_a_value_erased_by_law_leaves_the_chain_whole(kept):
    spoil(kept, "UPDATE journal_entries SET value = NULL, salt = NULL WHERE seq = 5")
    assert verify.verify(kept).findings == ()


def test_an_end_that_was_signed_already_is_not_signed_again(kept):
    checkpoints.sign(kept, "export")
    assert kept.scalar(text("SELECT count(*) FROM journal_checkpoints")) == 1


def test_without_a_key_nothing_is_signed(session):
    assert checkpoints.sign(session, "backup") is None


def test_every_node_has_a_chain_of_its_own(kept):
    writer.begin_node(kept)
    make_person(kept, "Bilal Khan")
    assert verify.verify(kept).findings == ()
    spoil(kept, "UPDATE journal_entries SET value = '{}' WHERE node_no = 2")
    assert verify.verify(kept).findings == (Finding(2, 1, Flaw.CHANGED),)
