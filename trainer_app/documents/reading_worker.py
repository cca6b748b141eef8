"""The process that reads one workbook: an order and the file come in, lines of plain values go out."""

import gc
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from trainer_app.core.errors import WorkbookUnreadable
from trainer_app.documents.memory_limit import limit_memory, peak_bytes
from trainer_app.documents.sheet_lines import answer_lines, last_line, refusal_line

ARGUMENT = "--read-workbook"
"""Starts the program as such a process; for the program itself, not for people."""


def main() -> int:
    """Answer on standard output what standard input asks; gives the exit code."""
    gc.disable()  # the process is gone before anything could be collected
    answer(sys.stdin.buffer, sys.stdout.buffer)
    return 0


def answer(source: BinaryIO, target: BinaryIO) -> None:
    """Read the order (a line of JSON) and the file behind it, and write what the file holds."""
    order = json.loads(source.readline())
    limit_memory(order["memory_bytes"])
    for line in _lines(order, source):
        target.write(line)
    target.write(last_line(peak_bytes()))
    target.flush()


def _lines(order: dict[str, object], source: BinaryIO) -> Iterator[bytes]:
    try:
        from trainer_app.documents.cell_reader import read_cells
        from trainer_app.documents.package_check import Limits

        limits = Limits(**order["limits"])  # type: ignore[arg-type]
        yield from answer_lines(read_cells(Path(str(order["name"])), source.read(), limits))
    except WorkbookUnreadable as refusal:
        yield refusal_line(refusal.code, refusal.values)
    except MemoryError:
        yield refusal_line("too_large", {})
