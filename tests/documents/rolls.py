"""Nominal rolls and mark lists for tests: the real files, and workbooks made row by row."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook as NewWorkbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from trainer_app.documents import roll_reader, workbook_reader
from trainer_app.documents.roll_reader import Roll, RollMapping
from trainer_app.documents.sheets import Sheet, Workbook

ROLLS = Path(__file__).parents[1] / "data" / "rolls"
ROLL_NAMES = ("ict-police-roll-2026", "mps-roll-2026", "nccia-roll-2026")
ON = date(2026, 11, 23)

HEADINGS = ("S.No", "Rank", "Name", "CNIC No.", "Date of Birth", "Unit")
PEOPLE = (
    (1, "ASI", "Amina Khan", "61101-1234567-1", "1990-03-15", "CTD"),
    (2, "SI", "Bilal Ahmed", "61101-1234567-2", "1991-04-16", "CTD"),
    (3, "HC", "Chand Bibi", "61101-1234567-3", "1992-05-17", "SPU"),
)
NAMES = ["Amina Khan", "Bilal Ahmed", "Chand Bibi"]


def expected(name: str) -> dict[str, Any]:
    """What a real file must give."""
    result: dict[str, Any] = json.loads((ROLLS / f"{name}.expected.json").read_text(encoding="utf-8"))
    return result


def sheet_of(*rows: Sequence[Any], name: str = "Roll", **fields: Any) -> Sheet:
    """A sheet with these rows from row 1 on, all of one length."""
    width = max(map(len, rows))
    return Sheet(name, [tuple(row) + (None,) * (width - len(row)) for row in rows], **fields)


def book_of(*sheets: Sheet) -> Workbook:
    """A workbook with these sheets."""
    return Workbook("list.xlsx", "0" * 64, sheets)


def read_sheet(sheet: Sheet, *, on: date = ON) -> tuple[RollMapping, Roll]:
    """The proposed mapping of a sheet and what it gives."""
    mapping = roll_reader.recognise(book_of(sheet))
    return mapping, roll_reader.read_rows(sheet, mapping, on=on)


def read_file(path: Path, *, on: date = ON) -> tuple[RollMapping, Roll]:
    """The proposed mapping of a file and what it gives."""
    book = workbook_reader.read(path)
    mapping = roll_reader.recognise(book)
    sheet = book.sheet(mapping.sheet_name)
    assert sheet is not None
    return mapping, roll_reader.read_rows(sheet, mapping, on=on)


def save(path: Path, *rows: Sequence[Any], is_1904: bool = False, title: str = "Roll") -> NewWorkbook:
    """A real workbook file with these rows."""
    book = NewWorkbook()
    if is_1904:
        book.epoch = CALENDAR_MAC_1904
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return book


def names_of(roll: Roll) -> list[str]:
    """Latin names of the accepted rows."""
    return [row.name_latin for row in roll.rows]


def main_codes(roll: Roll) -> dict[int, str]:
    """Row numbers of the refused rows with the code of their main fault."""
    return {row.row: row.faults[0].code.value for row in roll.refused}
