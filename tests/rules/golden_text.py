"""golden_cases.txt as text: schemes by name and the parts of each line, nothing interpreted."""

from dataclasses import dataclass
from pathlib import Path

PLACE = Path(__file__).parent / "golden_cases.txt"


@dataclass(frozen=True)
class CaseText:
    """One line; `scheme` is the text behind its name, `expected` total, band, outcome and what is not met."""

    what: str
    scheme: str
    marks: str
    attendance: str
    adjustments: str
    expected: tuple[str, ...]
    working: str


def read_texts() -> list[CaseText]:
    _notes, schemes, *tables = PLACE.read_text(encoding="utf-8").strip().split("\n\n")
    named = dict(line.split(": ", 1) for line in schemes.splitlines()[1:])
    lines = [line for table in tables for line in table.splitlines()[1:]]
    return [_case([part.strip() for part in line.split("|")], named) for line in lines]


def _case(parts: list[str], named: dict[str, str]) -> CaseText:
    what, scheme, marks, attendance, adjustments, *expected, working = parts
    return CaseText(what, named[scheme], marks, attendance, adjustments, tuple(expected), working)
