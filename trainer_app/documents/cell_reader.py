"""Takes the values out of a workbook's bytes; nothing in them is trusted, so a process of its own does it."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from trainer_app.documents import package_check
from trainer_app.documents.package_check import LIMITS, Limits, PackageFacts
from trainer_app.documents.sheets import CellError, CellValue, Merge, Row, Sheet
from trainer_app.documents.unreadable import unreadable

_OLD_FILE_LIMIT_BYTES = 20_000_000
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_cells(path: Path, content: bytes, limits: Limits = LIMITS) -> list[Sheet]:
    """The values of every sheet, each with the type that the file gives it; the path only names the file.

    Raises:
        WorkbookUnreadable: it is no workbook, is protected or damaged, or could do harm.
    """
    if content.startswith(_ZIP):
        sheets = _calamine_sheets(path, content, package_check.check(path, content, limits))
    elif content.startswith(_COMPOUND_FILE):
        sheets = _old_sheets(path, content)
    elif path.suffix.lower() == ".csv":
        sheets = [_text_sheet(path, content)]
    else:
        raise unreadable(path, "other_kind")
    for sheet in sheets:
        package_check.check_reach(path, len(sheet.rows), sheet.width, limits)
    return sheets


def _old_sheets(path: Path, content: bytes) -> list[Sheet]:
    if _ENCRYPTED in content:
        raise unreadable(path, "password")
    if len(content) > _OLD_FILE_LIMIT_BYTES:
        raise unreadable(path, "too_large")
    return _calamine_sheets(path, content, PackageFacts())


def _calamine_sheets(path: Path, content: bytes, facts: PackageFacts) -> list[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return [
                _sheet(book.get_sheet_by_name(about.name), about, facts)
                for about in book.sheets_metadata
                if about.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as fault:
        raise unreadable(path, "password") from fault
    except CalamineError as fault:
        raise unreadable(path, "damaged") from fault


def _sheet(source: CalamineSheet, about: SheetMetadata, facts: PackageFacts) -> Sheet:
    rows = [_row(values) for values in source.to_python(skip_empty_area=False)]
    faults = facts.error_cells.get(about.name, {})
    return Sheet(
        name=about.name,
        rows=_with_faults(rows, faults) if faults else rows,
        is_hidden=about.visible != SheetVisibleEnum.Visible,
        uses_1904=facts.uses_1904,
        merges=[
            Merge(top + 1, left, bottom + 1, right)
            for (top, left), (bottom, right) in source.merged_cell_ranges or ()
        ],
    )


def _row(values: Sequence[CellValue]) -> Row:
    return tuple(None if value == "" else value for value in values)


def _with_faults(rows: list[Row], faults: dict[tuple[int, int], str]) -> list[Row]:
    height = max(len(rows), max(row for row, _column in faults))
    width = max(len(rows[0]) if rows else 0, max(column for _row, column in faults) + 1)
    grid = [list(row) + [None] * (width - len(row)) for row in rows]
    grid += [[None] * width for _missing in range(height - len(rows))]
    for (row, column), shown in faults.items():
        grid[row - 1][column] = CellError(shown)
    return [tuple(row) for row in grid]


def _text_sheet(path: Path, content: bytes) -> Sheet:
    text = _decoded(path, content)
    delimiter = max(",;\t", key=text[:10_000].count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = [tuple(cell or None for cell in line) for line in lines]
    except csv.Error as fault:
        raise unreadable(path, "damaged") from fault
    width = max((len(row) for row in rows), default=0)
    if len(rows) * width > LIMITS.cells:
        raise unreadable(path, "too_large")
    return Sheet(path.stem, [row + (None,) * (width - len(row)) for row in rows])


def _decoded(path: Path, content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise unreadable(path, "encoding") from fault
