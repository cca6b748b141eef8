import pytest

from tests.factories import make_person
from tests.spoiling import spoil
from trainer_app.models.journal import JournalEntry, JournalNode
from trainer_app.models.people import Person
from trainer_app.rules.chain import EntryId
from trainer_app.storage import bulk
from trainer_app.storage.journal import read, writer


@pytest.fixture
def person(session):
    """Somebody whom this node made and the next one changed."""
    made = make_person(session, "Amina Khan")
    writer.begin_node(session)
    made.name_ur = "آمنہ"
    session.flush()
    return made


def test_entries_are_named_by_nodes_rather_than_by_their_numbers_here(session, person):
    first, second = (session.get(JournalNode, no).id for no in (1, 2))
    made, changed = read.entries(session, row_ids=[person.id])
    assert (made.id.node, changed.id) == (first, EntryId(second, 1))
    assert changed.parents == {made.id}
    assert (changed.entity, changed.fields, changed.value) == ("people", "name_ur", '{"name_ur":"آمنہ"}')
    assert changed.hlc > made.hlc
    assert changed.hash == session.get(JournalEntry, (2, 1)).hash


def test_the_whole_journal_is_read_row_by_row(session, person):
    found = list(read.entries(session))
    assert found == sorted(found, key=lambda entry: entry.row_id.bytes)
    assert len(read.journal(session)) == len(found) > 2


def test_an_erased_value_is_told_from_a_removal(session, person):
    row_id = person.id
    bulk.delete(session, Person, [row_id])
    spoil(session, "UPDATE journal_entries SET value = NULL, salt = NULL WHERE fields = 'name_ur'")
    _made, changed, removed = read.entries(session, row_ids=[row_id])
    assert (changed.is_erased, removed.is_erased, removed.is_removal) == (True, False, True)
