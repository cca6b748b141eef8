"""A process that hangs, grows or dies costs one sentence; one that is no longer wanted ends."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.documents.rolls import HEADINGS, PEOPLE, ROLLS, save
from tests.documents.test_package_check import SHEET, SMALL, changed
from trainer_app.core.errors import WorkbookUnreadable
from trainer_app.core.progress import Cancelled
from trainer_app.documents.package_check import LIMITS
from trainer_app.documents.reading_process import BOUNDS, Bounds, ask, read_sheets

FILE = Path("roll.xlsx")
OPEN = replace(
    LIMITS, columns=10**9, rows=10**9, cells=10**9, area=10**15, ratio=10**9, characters_in_a_cell=10**9
)
FAR_AWAY = changed(
    SMALL,
    SHEET,
    b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    b'<row r="900000"><c r="XFD900000"><v>1</v></c></row></sheetData></worksheet>',
)
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of memory are Linux's")


def code_of(content: bytes, bounds: Bounds = BOUNDS, **how) -> str:
    with pytest.raises(WorkbookUnreadable) as refusal:
        read_sheets(FILE, content, bounds=bounds, **how)
    assert "roll.xlsx" in str(refusal.value)
    return refusal.value.code


class Impatient:
    """Cancels at the given step."""

    def __init__(self, at: int) -> None:
        self.steps, self.at = 0, at

    def step(self, done: int, total: int) -> None:
        self.steps += 1
        if self.steps >= self.at:
            raise Cancelled


def test_a_roll_is_read_within_little_memory(tmp_path):
    answer = ask(FILE, (ROLLS / "mps-roll-2026.xlsx").read_bytes())
    assert [sheet.name for sheet in answer.sheets] == ["说明", "参训人员"]
    assert answer.peak_bytes < 100_000_000


def test_a_file_larger_than_a_pipe_is_read_whole():
    lines = b"Name,CNIC\n" + b"Amina Khan,61101-1234567-1\n" * 50_000
    assert len(read_sheets(Path("roll.csv"), lines)[0].rows) == 50_001


def test_a_refusal_in_the_process_is_said_in_the_language_of_here():
    assert code_of(FAR_AWAY) == "too_many_cells"
    assert code_of(b"Dear Sir") == "other_kind"


@LINUX
def test_a_file_that_fills_the_memory_is_too_large_without_any_check_before():
    assert code_of(FAR_AWAY, Bounds(package=OPEN)) == "too_large"


@LINUX
def test_a_process_that_cannot_even_begin_is_told():
    assert code_of(SMALL, Bounds(memory_bytes=1)) in ("too_large", "reading_stopped")


def test_a_file_that_takes_too_long_is_left():
    assert code_of(SMALL, Bounds(seconds=0.01)) == "too_slow"


@pytest.mark.parametrize("at", [1, 2])
def test_reading_ends_when_it_is_no_longer_wanted(at, tmp_path):
    people = [(n, "ASI", f"Amina Khan {n}", None, None, "CTD") for n in range(20_000)]
    save(tmp_path / "long.xlsx", HEADINGS, *PEOPLE, *people)
    listener = Impatient(at)
    with pytest.raises(Cancelled):
        read_sheets(FILE, (tmp_path / "long.xlsx").read_bytes(), progress=listener)
    assert listener.steps == at
