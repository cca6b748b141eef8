"""The process that reads a workbook: what it loads, and what it answers."""

import json
import subprocess
import sys
from dataclasses import asdict

from tests.documents.rolls import ROLLS
from trainer_app.documents import reading_worker
from trainer_app.documents.package_check import Limits
from trainer_app.documents.sheet_lines import read_answer

HUGE = 1 << 62
LOADED = """
import sys
from trainer_app import __main__
from trainer_app.documents import cell_reader, reading_worker
print(*sys.modules, sep="\\n")
"""


def answer_to(content: bytes, name: str = "roll.xlsx", limits: Limits | None = None):
    order = {"name": name, "memory_bytes": HUGE, "limits": asdict(limits or Limits())}
    # In a process of its own: the limits that it gives itself hold for good.
    command = [sys.executable, "-m", "trainer_app", reading_worker.ARGUMENT]
    given = json.dumps(order).encode() + b"\n" + content
    done = subprocess.run(command, input=given, capture_output=True, check=True)
    return read_answer(done.stdout.splitlines(keepends=True))


def test_it_loads_neither_window_nor_database_nor_what_writes_documents():
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    slow = {"PySide6", "sqlalchemy", "sqlcipher3", "openpyxl", "reportlab", "babel", "cryptography"}
    assert slow & set(done.stdout.split()) == set()


def test_it_answers_with_the_sheets_and_what_it_took():
    answer = answer_to((ROLLS / "nccia-roll-2026.xlsx").read_bytes())
    assert answer.sheets[0].width > 5
    assert answer.refusal is None
    assert answer.peak_bytes > 0 or not sys.platform.startswith("linux")


def test_it_says_why_it_refuses():
    content = (ROLLS / "nccia-roll-2026.xlsx").read_bytes()
    refusal = answer_to(content, limits=Limits(rows=2)).refusal
    assert refusal is not None
    assert (refusal.code, refusal.values) == ("too_many_rows", {"limit": "2"})
