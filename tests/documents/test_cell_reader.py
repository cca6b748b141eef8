"""Values are taken out of the bytes of a file, or the file is refused: nothing else ever comes of it."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.rolls import ROLLS
from trainer_app.core.errors import WorkbookUnreadable
from trainer_app.documents.cell_reader import read_cells
from trainer_app.documents.package_check import Limits

FILE = Path("roll.xlsx")
OLD = Path(__file__).parents[1] / "data" / "old-roll.xls"


@pytest.mark.parametrize(
    ("name", "content"), [("old-roll.xls", OLD.read_bytes()), ("roll.csv", b"Name,CNIC\nAmina Khan,1\n")]
)
def test_files_without_a_package_keep_to_the_limits_too(name, content):
    assert read_cells(Path(name), content)
    for limits, code in ((Limits(rows=1), "too_many_rows"), (Limits(area=1), "too_many_cells")):
        with pytest.raises(WorkbookUnreadable) as refusal:
            read_cells(Path(name), content, limits)
        assert refusal.value.code == code


@given(cut=st.integers(0, 6000), flip=st.integers(0, 6000))
@settings(max_examples=80, deadline=None)
def test_a_damaged_file_never_ends_in_anything_but_a_refusal(cut, flip):
    content = bytearray((ROLLS / "mps-roll-2026.xlsx").read_bytes())
    content[flip % len(content)] ^= 0xFF
    with suppress(WorkbookUnreadable):
        assert read_cells(FILE, bytes(content[: len(content) - cut % 50]))
