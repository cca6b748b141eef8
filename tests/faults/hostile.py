"""Makes good workbooks hostile, by chance but from a seed, and sees what comes of reading them.

`python -m tests.faults.hostile --count 1000 --seed 1` tries so many and lists every finding. A file may be
read, or refused by its reason. A finding is one that hangs, kills or fills the process that reads it,
or over which the readers of rolls and mark lists stumble.
`--without-checks` leaves out every limit of the first look, to show that the harness would notice.
"""

import argparse
import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

from tests.faults.mutations import hostile_file
from trainer_app.core.errors import NothingRecognised, WorkbookUnreadable
from trainer_app.documents import mark_list_reader, roll_reader
from trainer_app.documents.package_check import LIMITS, Limits
from trainer_app.documents.reading_process import BOUNDS, Bounds, ask
from trainer_app.documents.sheet_lines import Answer
from trainer_app.documents.sheets import Workbook

ON = date(2026, 11, 23)
MEMORY_BYTES = BOUNDS.memory_bytes
_FAR = 1 << 40
UNCHECKED = Bounds(
    seconds=90,
    memory_bytes=4 * MEMORY_BYTES,
    package=Limits(**dict.fromkeys(LIMITS.__slots__, _FAR)),
)
"""As if there were no first look and hardly a limit of memory."""
_FINDINGS = frozenset({"too_slow", "reading_stopped"})


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one file: `outcome` is "read" or the code of a refusal; `finding` says what is wrong."""

    number: int
    kind: str
    outcome: str
    finding: str = ""


def trials(count: int, seed: int, *, first: int = 0, bounds: Bounds = BOUNDS) -> Iterator[Trial]:
    """Try so many files, from number `first` on; each depends on the seed and its number alone."""
    for number in range(first, first + count):
        kind, name, content = hostile_file(Random(f"{seed}/{number}"))
        yield replace(tried(name, content, bounds=bounds), number=number, kind=kind)


def tried(name: str, content: bytes, *, bounds: Bounds = BOUNDS) -> Trial:
    """Read one file as an import does."""
    try:
        answer = ask(Path(name), content, bounds=bounds)
    except WorkbookUnreadable as refusal:
        return Trial(0, "", refusal.code, refusal.code if refusal.code in _FINDINGS else "")
    if answer.peak_bytes > MEMORY_BYTES:
        return Trial(0, "", "read", f"took {answer.peak_bytes >> 20} MB")
    if answer.refusal:
        return Trial(0, "", answer.refusal.code)
    return Trial(0, "", *_used(name, answer))


def _used(name: str, answer: Answer) -> tuple[str, str]:
    """Outcome and finding of reading the sheets as a roll and as a mark list."""
    book = Workbook(name, "", answer.sheets)
    try:
        for read in (_as_roll, _as_marks):
            try:
                read(book)
            except NothingRecognised:
                continue
    except Exception:  # whatever it is, it is a finding
        return "read", traceback.format_exc(limit=-3)
    return "read", ""


def _as_roll(book: Workbook) -> None:
    mapping = roll_reader.recognise(book)
    sheet = book.sheet(mapping.sheet_name)
    assert sheet is not None
    for row in roll_reader.read_rows(sheet, mapping, on=ON).refused:
        assert row.why


def _as_marks(book: Workbook) -> None:
    mapping = mark_list_reader.recognise(book)
    sheet = book.sheet(mapping.sheet_name)
    assert sheet is not None
    mark_list_reader.read_rows(sheet, mapping)


def main(words: Sequence[str]) -> int:
    """Try files and print what came of them; 1 when there is a finding."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--without-checks", action="store_true")
    asked = parser.parse_args(words)
    bounds = UNCHECKED if asked.without_checks else BOUNDS
    done = list(_told(trials(asked.count, asked.seed, first=asked.first, bounds=bounds)))
    outcomes = Counter(trial.outcome for trial in done)
    findings = [trial for trial in done if trial.finding]
    sys.stdout.write(f"{len(done)} files, {len(findings)} findings; {dict(outcomes.most_common())}\n")
    return 1 if findings else 0


def _told(tries: Iterator[Trial]) -> Iterator[Trial]:
    for trial in tries:
        if trial.finding:
            sys.stdout.write(f"{trial.number} ({trial.kind}): {trial.finding}\n")
            sys.stdout.flush()
        yield trial


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
