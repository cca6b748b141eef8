from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from tests.factories import make_person
from tests.services.passed import make_passed
from tests.spoiling import spoil, turn_a_byte
from trainer_app.core.errors import BackupUnsound, DatabaseTooNew
from trainer_app.core.language import Titles
from trainer_app.models.catalogue import SchemeVersion
from trainer_app.models.journal import JournalCheckpoint, JournalNode
from trainer_app.rules.roles import Role
from trainer_app.rules.states import VersionState
from trainer_app.services import backups, people, signing_in, users
from trainer_app.services.access import NotAllowed
from trainer_app.services.signing_in import NewProgramme
from trainer_app.services.users import UserDraft
from trainer_app.storage import keys
from trainer_app.storage.encryption import open_connection
from trainer_app.storage.faults import PagesDamaged
from trainer_app.storage.journal.origin import Origin
from trainer_app.storage.key_refusals import KeyFileUnreadable, WrongPassword
from trainer_app.storage.key_wraps import CHEAPEST

GIVEN = NewProgramme(Titles("Joint Training", "", ""), "PK", "IS", "sana", "Sana Javed")
PASSWORD = "correct horse battery"
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
WHO = {"login": "sana", "password": PASSWORD}


@pytest.fixture
def database(tmp_path):
    """The file of one officer, who is signed in."""
    place = tmp_path / "programme.db"
    made, _recovery = signing_in.create(
        place, given=GIVEN, password=PASSWORD, today=date(2026, 11, 27), cost=CHEAPEST
    )
    yield made.database
    made.database.close()


def add_person(database, name):
    with database.transaction("people.save_new") as session:
        make_person(session, name)


def names(database):
    with database.reading() as session:
        return sorted(row.name_latin for row in people.rows(session, ids=people.ids(session)))


def test_a_backup_is_made_listed_and_signed_for(database):
    made = backups.make(database, now=NOW)
    assert backups.found(database.place) == [made.backup]
    assert (made.second, made.is_second_missing) == (None, False)
    with database.reading() as session:
        [signed] = session.query(JournalCheckpoint).all()
    assert signed.occasion == "backup"


def test_the_second_place_gets_its_copy_or_its_absence_is_told(database, tmp_path):
    stick = tmp_path / "stick"
    assert backups.make(database, second=stick, now=NOW).is_second_missing
    stick.mkdir()
    made = backups.make(database, second=stick, now=NOW + timedelta(hours=1))
    assert made.second.path.parent == stick
    assert keys.place_of(made.second.path).is_file()
    assert len(backups.found(database.place, stick)) == 3


def test_a_backup_is_due_when_the_newest_has_aged(database):
    assert backups.is_due(database.place, now=NOW)
    backups.make(database, now=NOW)
    assert not backups.is_due(database.place, now=NOW + timedelta(hours=3))
    assert backups.is_due(database.place, now=NOW + timedelta(hours=4))


def test_what_restoring_would_lose_is_told_step_by_step(database):
    made = backups.make(database, now=NOW)
    add_person(database, "Amina Khan")
    add_person(database, "Bilal Khan")
    found = backups.loss(database.place, database.key, made.backup)
    assert found.is_readable
    assert [(each.user, each.act) for each in found.steps] == [("Sana Javed", "people.save_new")] * 2


def test_a_restored_file_is_a_new_node_and_the_old_one_is_kept(database):
    add_person(database, "Amina Khan")
    made = backups.make(database, now=NOW)
    add_person(database, "Bilal Khan")
    database.close()
    entered, kept = backups.restore(database.place, made.backup, now=NOW, **WHO)
    assert names(entered.database) == ["Amina Khan"]
    assert kept.is_file()
    with entered.database.reading() as session:
        assert [(row.no, row.is_here) for row in session.query(JournalNode).order_by(JournalNode.no)] == [
            (1, False),
            (2, True),
        ]
    entered.database.close()


def test_a_file_that_was_deleted_comes_back_with_its_keys(database):
    add_person(database, "Amina Khan")
    made = backups.make(database, now=NOW)
    database.close()
    database.place.unlink()
    keys.place_of(database.place).unlink()
    found = backups.loss(database.place, database.key, made.backup)
    assert (found.steps, found.is_readable, found.is_there) == ((), False, False)
    entered, kept = backups.restore(database.place, made.backup, now=NOW, **WHO)
    assert (names(entered.database), kept) == (["Amina Khan"], None)
    entered.database.close()


def test_a_newer_backup_tells_what_an_older_one_has_not_where_the_file_is_gone(database):
    older = backups.make(database, now=NOW)
    add_person(database, "Amina Khan")
    newer = backups.make(database, now=NOW + timedelta(hours=1))
    spoilt = backups.make(database, now=NOW + timedelta(hours=2)).backup.path
    database.close()
    database.place.unlink()
    spoilt.write_bytes(b"no backup any more")
    found = backups.loss(database.place, database.key, older.backup)
    assert [(each.user, each.act) for each in found.steps] == [("Sana Javed", "people.save_new")]
    assert backups.loss(database.place, database.key, newer.backup).steps == ()


def test_a_damaged_file_is_replaced_and_kept(database):
    made = backups.make(database, now=NOW)
    database.close()
    content = bytearray(database.place.read_bytes())
    content[:4096] = bytes(4096)
    database.place.write_bytes(content)
    assert not backups.loss(database.place, database.key, made.backup).is_readable
    entered, kept = backups.restore(database.place, made.backup, now=NOW, **WHO)
    assert kept.read_bytes() == bytes(content)
    entered.database.close()


def test_a_backup_of_a_newer_program_changes_nothing(database):
    made = backups.make(database, now=NOW)
    add_person(database, "Amina Khan")
    database.close()
    with closing(open_connection(made.backup.path, database.key)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    before = sorted(path.name for path in database.place.parent.iterdir())
    with pytest.raises(DatabaseTooNew, match=made.backup.path.name):
        backups.restore(database.place, made.backup, now=NOW, **WHO)
    assert sorted(path.name for path in database.place.parent.iterdir()) == before
    assert names(database) == ["Amina Khan"]


def test_only_an_administrator_restores(database):
    with database.transaction() as session:
        draft = UserDraft("zhao", "Zhao Ming", "CN", frozenset({Role.TRAINING_OFFICER}))
        user_id = users.add(session, draft=draft)
    signing_in.give_password(
        database.place, database.key, login="zhao", user_id=user_id, password="quite another one"
    )
    made = backups.make(database, now=NOW)
    with pytest.raises(NotAllowed, match="Administrator"):
        backups.unlock(database.place, made.backup, login="zhao", password="quite another one")
    with pytest.raises(WrongPassword):
        backups.unlock(database.place, made.backup, login="sana", password="quite another one")


def test_a_trial_says_what_it_found_and_leaves_nothing(database, tmp_path):
    add_person(database, "Amina Khan")
    made = backups.make(database, now=NOW)
    before = sorted(tmp_path.rglob("*"))
    tried = backups.drill(database.key, made.backup)
    assert (tried.people, tried.findings, tried.differences) == (1, (), 0)
    assert tried.entries > 90
    assert sorted(tmp_path.rglob("*")) == before


def spoilt(database, *statements):
    """A trial of a backup of the file after something was changed in it behind the program's back."""
    with database.transaction() as session:
        for statement in statements:
            spoil(session, statement)
    return backups.drill(database.key, backups.make(database, now=NOW).backup)


def test_a_trial_finds_a_row_that_the_journal_knows_otherwise(database):
    add_person(database, "Amina Khan")
    tried = spoilt(database, "UPDATE people SET posting = 'Lahore'")
    assert (tried.findings, tried.differences) == ((), 1)


def test_a_trial_finds_a_changed_entry_of_the_journal_and_says_which(database):
    tried = spoilt(database, "UPDATE journal_entries SET hash = x'00' WHERE seq = 3")
    assert ("I14", "1.3") in [(each.invariant, each.row) for each in tried.findings]
    assert "it was changed" in tried.findings[0].why


def test_a_trial_finds_a_broken_rule(database):
    with database.transaction(origin=Origin(is_program=True)) as session:
        make_passed(session)
    tried = spoilt(database, update(SchemeVersion).values(state=VersionState.IN_REVIEW))
    assert "I2" in {each.invariant for each in tried.findings}


def test_a_backup_with_a_reference_to_nothing_or_a_damaged_page_is_not_tried(database):
    made = backups.make(database, now=NOW).backup
    turn_a_byte(made.path)
    with pytest.raises(BackupUnsound):
        backups.drill(database.key, made)
    with database.engine.connect() as connection:
        raw = connection.connection.cursor()
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("UPDATE users SET side = 'XX'")
    with pytest.raises(BackupUnsound, match="damaged in 1 place"):
        backups.make(database, now=NOW + timedelta(hours=1))


def test_a_byte_that_turned_in_the_middle_of_the_file_is_told_before_anybody_reads_it(database):
    earlier = backups.make(database, now=NOW)
    database.settle()
    turn_a_byte(database.place)
    with pytest.raises(PagesDamaged, match=r"damaged in 1 place, so no backup"):
        backups.make(database, now=NOW + timedelta(hours=5))
    assert backups.found(database.place) == [earlier.backup]


@pytest.mark.parametrize("content", [None, b"{}", b""])
def test_the_keys_of_the_backup_open_it_where_the_present_ones_are_damaged_or_gone(database, content):
    add_person(database, "Amina Khan")
    made = backups.make(database, now=NOW)
    signing_in.change_password(database.place, login="sana", old=PASSWORD, new="a later password")
    database.close()
    present = keys.place_of(database.place)
    present.unlink() if content is None else present.write_bytes(content)
    with pytest.raises(WrongPassword):
        backups.unlock(database.place, made.backup, login="sana", password="a later password")
    entered, kept = backups.restore(database.place, made.backup, now=NOW, **WHO)
    entered.database.close()
    signing_in.sign_in(database.place, **WHO).database.close()
    if content is not None:
        assert keys.place_of(kept).read_bytes() == content


def test_whole_keys_stay_as_they_are_when_a_backup_is_put_back(database):
    made = backups.make(database, now=NOW)
    signing_in.change_password(database.place, login="sana", old=PASSWORD, new="a later password")
    database.close()
    entered, _kept = backups.restore(
        database.place, made.backup, login="sana", password="a later password", now=NOW
    )
    entered.database.close()
    signing_in.sign_in(database.place, login="sana", password="a later password").database.close()


def test_where_neither_key_file_can_be_read_the_present_one_is_named(database):
    made = backups.make(database, now=NOW)
    for place in (database.place, made.backup.path):
        keys.place_of(place).write_bytes(b"{}")
    with pytest.raises(KeyFileUnreadable, match=r"programme\.db\.keys"):
        backups.unlock(database.place, made.backup, **WHO)


def test_the_journal_can_be_looked_at(database):
    with database.reading() as session:
        assert backups.journal_findings(session).findings == ()
        assert backups.rebuild_differences(session) == []
        backups.expect_may_back_up(session)


def test_a_file_that_is_no_backup_cannot_be_chosen(tmp_path, database):
    (tmp_path / "notes.txt").touch()
    with pytest.raises(BackupUnsound):
        backups.chosen(tmp_path / "notes.txt")
    made = backups.make(database, now=NOW)
    assert backups.chosen(made.backup.path) == made.backup
