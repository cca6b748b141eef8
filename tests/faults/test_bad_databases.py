"""What a bad programme file is called when it is opened; it is never changed by the attempt."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from tests.faults.corpus import SEED
from tests.keys import KEY
from trainer_app.core.errors import DatabaseTooNew, DatabaseUnusable
from trainer_app.storage.encryption import open_connection
from trainer_app.storage.engine import connect, open_existing

PAGE = 4096
Spoil = Callable[[Path], object]


def written(content: bytes) -> Spoil:
    return lambda place: place.write_bytes(content)


def cut(share: float) -> Spoil:
    """Cut at a page, as a disk does."""
    return lambda place: place.write_bytes(whole_pages(place.read_bytes(), share))


def whole_pages(content: bytes, share: float) -> bytes:
    return content[: int(len(content) * share) // PAGE * PAGE]


def flipped(offset: int) -> Spoil:
    def spoil(place: Path) -> None:
        content = bytearray(place.read_bytes())
        content[offset] ^= 0x01
        place.write_bytes(content)

    return spoil


def foreign(place: Path) -> None:
    place.unlink()
    with closing(sqlite3.connect(place)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")


def other_program(place: Path) -> None:
    """Encrypted, and with this very key, but with other tables."""
    place.unlink()
    with closing(open_connection(place, KEY)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def folder(place: Path) -> None:
    place.unlink()
    place.mkdir()


BAD: dict[str, tuple[Spoil, str]] = {
    "gone": (Path.unlink, "no such file"),
    "folder": (folder, "no such file"),
    "empty": (written(b""), "empty"),
    "text": (written(b"Bread, milk, tea. " * 50), "no programme file"),
    "foreign": (foreign, "not encrypted"),
    "noise": (written(Random(SEED).randbytes(10 * PAGE)), "damaged, or the key"),
    "one byte missing": (lambda place: place.write_bytes(place.read_bytes()[:-1]), "end is missing"),
    "cut in half": (cut(0.5), "damaged, or the key"),
    "last pages missing": (cut(0.95), "damaged, or the key"),
    "tables of another program": (other_program, "belongs to another program"),
    "first page altered": (flipped(100), "damaged, or the key"),
    "salt altered": (flipped(0), "damaged, or the key"),
}


@pytest.fixture
def place(template_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(template_file, tmp_path / "programme.db"))


@pytest.mark.parametrize("name", BAD)
def test_a_bad_programme_file_is_called_what_it_is_and_left_alone(place, name):
    spoil, why = BAD[name]
    spoil(place)
    before = place.read_bytes() if place.is_file() else None
    with pytest.raises(DatabaseUnusable, match=why) as refusal:
        open_existing(place, KEY).close()
    assert "programme.db" in str(refusal.value)
    assert "not changed" in str(refusal.value)
    assert (place.read_bytes() if place.is_file() else None) == before


def test_a_file_of_a_newer_program_is_called_so(place):
    database = connect(place, KEY)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(DatabaseTooNew, match="newer version"):
        open_existing(place, KEY).close()
