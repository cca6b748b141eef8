import errno
import os
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.factories import make_person
from tests.keys import KEY
from trainer_app.core.errors import BackupUnsound, FileUnreadable, FileUnwritable
from trainer_app.core.progress import Cancelled
from trainer_app.storage import backup, encryption
from trainer_app.storage.backup import Backup, NotSettled, Occasion
from trainer_app.storage.engine import open_existing
from trainer_app.storage.faults import PagesDamaged

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@pytest.fixture
def place(file_database) -> Path:
    with file_database.transaction() as session:
        make_person(session, "Amina Khan")
    return file_database.place


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "backups"


def made(place: Path, folder: Path, *, at: datetime = NOW, occasion: Occasion = Occasion.ASKED) -> Backup:
    return backup.make(place, KEY, folder, now=at, occasion=occasion)


def people_in(path: Path) -> list[str]:
    with closing(encryption.open_connection(path, KEY)) as connection:
        return [row[0] for row in connection.execute("SELECT name_latin FROM people ORDER BY 1")]


def test_a_backup_holds_everything_and_can_be_opened(place, folder):
    copy = made(place, folder)
    assert people_in(copy.path) == ["Amina Khan"]
    assert backup.verify(copy.path, KEY) == backup.content_of(place, KEY)
    assert copy.path.name == "programme-20261127-090000-asked.backup"


def test_what_is_not_yet_in_the_file_itself_is_in_the_backup(file_database, place, folder):
    with file_database.transaction() as session:
        make_person(session, "Bilal Khan")
    assert place.with_name("programme.db-wal").stat().st_size
    assert people_in(made(place, folder).path) == ["Amina Khan", "Bilal Khan"]


def test_a_backup_is_made_while_somebody_writes(file_database, place, folder):
    with file_database.transaction() as session:
        make_person(session, "Bilal Khan")
        copy = made(place, folder)
    assert people_in(copy.path) == ["Amina Khan"]


def test_the_key_file_goes_with_the_backup(place, folder):
    backup.keys_of(place).write_text("wrapped")
    assert backup.keys_of(made(place, folder).path).read_text() == "wrapped"


def test_nothing_but_the_backup_is_left_in_the_folder(place, folder):
    copy = made(place, folder)
    assert list(folder.iterdir()) == [copy.path]


def test_a_backup_without_its_key_tells_nothing(place, folder):
    assert b"Amina Khan" not in made(place, folder).path.read_bytes()


def test_a_damaged_backup_is_named(place, folder):
    copy = made(place, folder)
    content = bytearray(copy.path.read_bytes())
    content[9000] ^= 1
    copy.path.write_bytes(content)
    with pytest.raises(BackupUnsound, match="damaged"):
        backup.verify(copy.path, KEY)


@pytest.mark.parametrize("keep", [0, 100, 4096, -1])
def test_a_backup_that_was_cut_is_named(place, folder, keep):
    copy = made(place, folder)
    copy.path.write_bytes(copy.path.read_bytes()[:keep])
    with pytest.raises(BackupUnsound):
        backup.verify(copy.path, KEY)


def test_a_backup_of_another_programme_is_named(place, folder):
    copy = made(place, folder)
    with pytest.raises(BackupUnsound, match="another key"):
        backup.verify(copy.path, bytes(32))


def test_a_database_of_another_program_is_no_backup(tmp_path):
    path = tmp_path / "other.db"
    with closing(encryption.open_connection(path, KEY)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with pytest.raises(BackupUnsound, match="no backup"):
        backup.verify(path, KEY)


def test_a_copy_that_holds_less_than_the_original_is_thrown_away(place, folder):
    held = backup.content_of(place, KEY)
    more = backup.Content(held.revision, held.entries + 3, held.last_hlc, held.last_hash)
    copy = made(place, folder)
    with pytest.raises(BackupUnsound, match="3 places"):
        backup.verify(copy.path, KEY, expected=more)


def test_a_cancelled_backup_leaves_nothing(place, folder):
    class Withdrawn:
        def step(self, _done: int, _total: int) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        backup.make(place, KEY, folder, now=NOW, occasion=Occasion.ASKED, progress=Withdrawn())
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(place, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(FileUnwritable):
        made(place, tmp_path / "file" / "backups")


def test_a_file_with_damaged_pages_is_named_and_not_backed_up(tmp_path, place, folder):
    content = bytearray(place.read_bytes())
    content[5000:9000] = bytes(4000)
    broken = tmp_path / "broken.db"
    broken.write_bytes(content)
    with pytest.raises(PagesDamaged, match=r"broken.db.* is damaged in 2 places"):
        made(broken, folder)
    assert not list(folder.glob("*.backup"))


def test_backups_are_listed_from_the_newest(place, folder):
    first, second = made(place, folder), made(place, folder, at=NOW + timedelta(hours=1))
    (folder / "programme-20261127-090000-lunch.backup").touch()
    (folder / "programme-99999999-999999-asked.backup").touch()
    (folder / "other-20261127-090000-asked.backup").touch()
    assert backup.found_in(folder, "programme") == [second, first]
    assert backup.newest([first, second]) == second
    assert backup.found_in(folder / "gone", "programme") == []


def test_of_old_backups_one_a_day_and_then_one_a_week_stays(tmp_path):
    ages = [timedelta(hours=1), timedelta(hours=5), timedelta(days=5), timedelta(days=5, hours=3)]
    ages += [timedelta(days=61), timedelta(days=62), timedelta(days=80)]
    all_of_them = [Backup(tmp_path / str(age), "p", NOW - age, Occasion.SCHEDULE, 1) for age in ages]
    assert [NOW - each.made_at for each in backup.to_thin(all_of_them, NOW)] == [ages[3], ages[5]]


def test_the_newest_is_never_removed(place, folder):
    copy = made(place, folder)
    assert backup.thin([copy], NOW + timedelta(days=4000)) == []
    assert copy.path.is_file()


def test_what_is_no_longer_needed_is_removed_with_its_key_file(place, folder):
    backup.keys_of(place).write_text("wrapped")
    copies = [made(place, folder, at=NOW + timedelta(hours=n)) for n in range(3)]
    gone = backup.thin(copies, NOW + timedelta(days=10))
    assert gone == copies[1::-1]
    assert sorted(folder.iterdir()) == [copies[2].path, backup.keys_of(copies[2].path)]


def test_a_backup_put_back_keeps_the_present_file(file_database, place, folder):
    copy = made(place, folder)
    with file_database.transaction() as session:
        make_person(session, "Bilal Khan")
    file_database.close()
    kept = backup.put_back(copy.path, KEY, place, now=NOW)
    assert people_in(place) == ["Amina Khan"]
    assert people_in(kept) == ["Amina Khan", "Bilal Khan"]
    open_existing(place, KEY).close()


def test_a_backup_is_put_back_where_the_file_is_gone(file_database, place, folder):
    backup.keys_of(place).write_text("wrapped")
    copy = made(place, folder)
    file_database.close()
    for path in (place, backup.keys_of(place)):
        path.unlink()
    assert backup.put_back(copy.path, KEY, place, now=NOW) is None
    assert people_in(place) == ["Amina Khan"]
    assert backup.keys_of(place).read_text() == "wrapped"


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody replace a file that is open")
def test_what_could_not_be_written_back_into_the_present_file_is_kept_with_it(file_database, place, folder):
    copy = made(place, folder)
    with file_database.reading() as reader:
        assert reader.scalar(text("SELECT name_latin FROM people")) == "Amina Khan"
        with closing(open_existing(place, KEY)) as other, other.transaction() as session:
            make_person(session, "Bilal Khan")
        kept = backup.put_back(copy.path, KEY, place, now=NOW)
    file_database.close()
    assert people_in(kept) == ["Amina Khan", "Bilal Khan"]
    assert people_in(place) == ["Amina Khan"]


def test_where_the_copy_cannot_be_prepared_nothing_is_changed(file_database, place, folder):
    backup.keys_of(place).write_text("wrapped")
    copy = made(place, folder)
    file_database.close()
    for path in (place, backup.keys_of(place)):
        path.unlink()

    def refuses(_copy):
        raise FileUnwritable(place, "full.")

    with pytest.raises(FileUnwritable):
        backup.put_back(copy.path, KEY, place, now=NOW, prepare=refuses)
    assert [path.name for path in place.parent.iterdir()] == ["backups"]


def test_a_backup_that_cannot_be_read_is_named(place, folder, monkeypatch):
    copy = made(place, folder)

    def refuses(*_, **__):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", refuses)
    with pytest.raises(FileUnreadable, match=copy.path.name):
        backup.verify(copy.path, KEY)


def test_an_unsound_backup_changes_nothing(file_database, place, folder):
    copy = made(place, folder)
    file_database.close()
    copy.path.write_bytes(copy.path.read_bytes()[:8192])
    with pytest.raises(BackupUnsound):
        backup.put_back(copy.path, KEY, place, now=NOW)
    assert people_in(place) == ["Amina Khan"]


def no_folder_syncs(monkeypatch, *, once_there=None):
    """A disk that takes files and does not confirm their names, perhaps only once a file is there."""
    sync = os.fsync

    def files_alone(descriptor):
        is_time = once_there is None or once_there.exists()
        if is_time and stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "I/O error")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", files_alone)


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")
def test_a_backup_whose_name_the_disk_does_not_confirm_is_told_to_be_in_its_place(
    file_database, place, folder, monkeypatch
):
    copy = made(place, folder)
    file_database.close()
    place.unlink()
    no_folder_syncs(monkeypatch)
    with pytest.raises(NotSettled) as fault:
        backup.put_back(copy.path, KEY, place, now=NOW)
    assert "is in its place" in fault.value.sentence()
    assert people_in(place) == ["Amina Khan"]


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")
def test_nothing_is_replaced_where_the_kept_file_is_not_confirmed(file_database, place, folder, monkeypatch):
    copy = made(place, folder)
    with file_database.transaction() as session:
        make_person(session, "Bilal Khan")
    file_database.close()
    no_folder_syncs(monkeypatch)
    with pytest.raises(FileUnwritable) as fault:
        backup.put_back(copy.path, KEY, place, now=NOW)
    assert type(fault.value) is FileUnwritable
    assert people_in(place) == ["Amina Khan", "Bilal Khan"]
