"""Sheets as lines of JSON, which can be taken from a process that nobody trusts: nothing in them can run."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from trainer_app.documents.sheets import CellError, CellValue, Merge, Row, Sheet

_ROWS_IN_A_LINE = 500


class LinesCut(ValueError):
    """The lines end before their end mark, or are none of ours."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the other process gave no sheets: the code of the reason and what its sentence names."""

    code: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What another process found in a file, or why it found nothing.

    `peak_bytes` is the most memory that it held; 0 where the system does not tell.
    """

    sheets: Sequence[Sheet]
    peak_bytes: int
    refusal: Refusal | None = None


def answer_lines(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """A head for each sheet and its rows, some hundred in a line."""
    for sheet in sheets:
        merges = [[merge.top, merge.left, merge.bottom, merge.right] for merge in sheet.merges]
        yield _line({"sheet": [sheet.name, sheet.is_hidden, sheet.uses_1904], "merges": merges})
        for first in range(0, len(sheet.rows), _ROWS_IN_A_LINE):
            yield _line(sheet.rows[first : first + _ROWS_IN_A_LINE])


def refusal_line(code: str, values: dict[str, str]) -> bytes:
    """The line that stands instead of sheets."""
    return _line({"refused": code, "values": values})


def last_line(peak_bytes: int) -> bytes:
    """The end mark, without which an answer is not whole."""
    return _line({"peak_bytes": peak_bytes})


def read_answer(lines: Iterable[bytes]) -> Answer:
    """Put an answer together again.

    Raises:
        LinesCut: it is not whole.
    """
    try:
        return _answer(lines)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as fault:
        raise LinesCut from fault


def _answer(lines: Iterable[bytes]) -> Answer:
    sheets: list[Sheet] = []
    rows: list[Row] = []
    refusal = None
    for line in lines:
        if line.startswith(b"["):
            rows.extend(map(tuple, json.loads(line, object_hook=_value)))
            continue
        head = json.loads(line)
        if "sheet" in head:
            rows = []
            sheets.append(_sheet(head, rows))
        elif "refused" in head:
            refusal = Refusal(head["refused"], head["values"])
        else:
            return Answer(sheets, head["peak_bytes"], refusal)
    raise LinesCut


def _sheet(head: dict[str, Any], rows: list[Row]) -> Sheet:
    name, is_hidden, uses_1904 = head["sheet"]
    return Sheet(name, rows, is_hidden, uses_1904, [Merge(*corners) for corners in head["merges"]])


def _line(value: object) -> bytes:
    # Half a character (a lone surrogate) is passed on as it is: what reads the cells refuses it by its row.
    text = json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _plain(value: object) -> dict[str, object]:
    """A value that JSON does not know, under the name of its kind."""
    if isinstance(value, CellError):
        return {"error": value.shown}
    if isinstance(value, timedelta):
        return {"timedelta": [value.days, value.seconds, value.microseconds]}
    if isinstance(value, datetime | date | time):
        return {type(value).__name__: value.isoformat()}
    raise TypeError(type(value))


_KINDS: dict[str, Any] = {
    "error": CellError,
    "timedelta": lambda parts: timedelta(*parts),
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


def _value(tagged: dict[str, Any]) -> CellValue:
    ((kind, plain),) = tagged.items()
    value: CellValue = _KINDS[kind](plain)
    return value
