from random import Random

import pytest

from tests.faults.disk import Call, Disk, Kind


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "book").write_bytes(b"old" * 400)
    return tmp_path


def after_cuts(disk: Disk, name: str) -> set[bytes | None]:
    """What may be found of one file."""
    found = set()
    for seed in range(60):
        contents = disk.after_cut(Random(seed))
        found.add(bytes(contents[name]) if name in contents else None)
    return found


def let(disk: Disk, kind: Kind, path: object, data: bytes = b"", offset: int = 0) -> None:
    disk.do(Call(kind, str(path), data, offset))


def test_what_was_synced_is_found_as_it_was_written(folder):
    disk, book = Disk(folder), folder / "book"
    let(disk, Kind.WRITE, book, b"new" * 400)
    let(disk, Kind.SYNC, book)
    assert after_cuts(disk, str(book)) == {b"new" * 400}


def test_of_what_was_not_synced_any_part_may_be_found(folder):
    disk, book = Disk(folder), folder / "book"
    let(disk, Kind.WRITE, book, b"new" * 400)
    found = after_cuts(disk, str(book))
    assert {b"old" * 400, b"new" * 400} < found
    assert all(len(content) == 1200 for content in found if content is not None)


def test_a_new_name_is_sure_only_when_its_folder_was_synced(folder):
    disk, page = Disk(folder), folder / "page"
    let(disk, Kind.OPEN, page)
    let(disk, Kind.WRITE, page, b"text")
    let(disk, Kind.SYNC, page)
    assert after_cuts(disk, str(page)) == {None, b"text"}
    let(disk, Kind.SYNC, folder)
    assert after_cuts(disk, str(page)) == {b"text"}


def test_a_file_that_took_the_place_of_another_is_there_or_the_other_is(folder):
    disk, book, page = Disk(folder), folder / "book", folder / "page"
    let(disk, Kind.OPEN, page)
    let(disk, Kind.WRITE, page, b"text")
    let(disk, Kind.SYNC, page)
    let(disk, Kind.RENAME, page, str(book).encode())
    assert after_cuts(disk, str(book)) == {b"old" * 400, b"text"}


def test_a_file_may_be_found_as_long_as_before_it_was_cut(folder):
    disk, book = Disk(folder), folder / "book"
    let(disk, Kind.TRUNCATE, book, offset=3)
    assert after_cuts(disk, str(book)) == {b"old" * 400, b"old"}


def test_a_removed_file_may_come_back(folder):
    disk, book = Disk(folder), folder / "book"
    let(disk, Kind.UNLINK, book)
    assert after_cuts(disk, str(book)) == {b"old" * 400, None}
