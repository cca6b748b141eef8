"""What goes out as lines comes back the same, and lines that are not whole are no answer."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.documents.sheet_lines import (
    LinesCut,
    Refusal,
    answer_lines,
    last_line,
    read_answer,
    refusal_line,
)
from trainer_app.documents.sheets import CellError, Merge, Sheet

VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.dates() | st.datetimes()
    | st.times() | st.timedeltas() | st.text() | st.text(st.characters(categories=["Cs"]))
    | st.builds(CellError, st.text())
)  # fmt: skip
SHEET = Sheet(
    "参训人员",
    [("061101", 28.5, True, None), (date(1990, 2, 3), time(8, 30), timedelta(days=1), CellError("#REF!"))],
    is_hidden=True,
    uses_1904=True,
    merges=[Merge(1, 0, 2, 3)],
)


@given(rows=st.lists(st.tuples(VALUES, VALUES), max_size=6))
def test_every_value_comes_back_with_its_type(rows):
    sheet = Sheet("Roll", rows, merges=[])
    back = read_answer([*answer_lines([SHEET, sheet]), last_line(7)])
    assert back.sheets == [SHEET, sheet]
    assert [list(map(type, row)) for row in back.sheets[1].rows] == [list(map(type, row)) for row in rows]
    assert back.peak_bytes == 7


def test_many_rows_are_cut_into_lines():
    sheet = Sheet("Roll", [(n, datetime(2026, 1, 1, 8)) for n in range(1201)], merges=[])  # noqa: DTZ001 (as in cells)
    lines = [*answer_lines([sheet]), last_line(0)]
    assert len(lines) == 5
    assert read_answer(lines).sheets == [sheet]


def test_a_refusal_comes_back():
    answer = read_answer([refusal_line("too_many_rows", {"limit": "60,000"}), last_line(0)])
    assert (answer.refusal, answer.sheets) == (Refusal("too_many_rows", {"limit": "60,000"}), [])


@pytest.mark.parametrize(
    "lines",
    [
        [],
        list(answer_lines([SHEET])),
        [b"Segmentation fault\n"],
        [b'{"sheet": 7}\n'],
        [b'[[{"builtins": "eval"}]]\n', last_line(0)],
        [b'[[{"date": "yesterday"}]]\n', last_line(0)],
        [b"[7]\n", last_line(0)],
        [b"\xff\n"],
        [b"[" * 100_000],
    ],
)
def test_what_is_no_whole_answer_is_told_so(lines):
    with pytest.raises(LinesCut):
        read_answer(lines)


def test_only_values_of_cells_are_sent():
    with pytest.raises(TypeError):
        list(answer_lines([Sheet("Roll", [(object(),)])]))  # type: ignore[arg-type]
