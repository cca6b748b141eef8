"""Gives refused rows of a file back as a workbook, with the reasons in a column of their own."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from trainer_app.core.language import _, active
from trainer_app.documents import workbook
from trainer_app.documents.roll_reader import RollMapping
from trainer_app.documents.row_heights import heading_height, text_height
from trainer_app.documents.sheet_model import EMPTY, Book, Cell, Column, Row, fitted, sheet_name
from trainer_app.documents.sheet_model import Sheet as NewSheet
from trainer_app.documents.sheets import CellValue, Sheet, cell_text, is_number

_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SMALL = 1_000_000
_NUMBER, _REASON = Column(14), Column(60)


def write(
    path: Path, *, sheet: Sheet, mapping: RollMapping, reasons: Mapping[int, str], made_at: datetime
) -> None:
    """Write titles, headings and the rows named in `reasons` (sheet row number to sentence) as they stood.

    Numbers too long to be figures become texts, so that nothing shortens them again; corrected rows can be
    imported from the new file.

    Raises:
        FileUnwritable: the place cannot be written.
    """
    titles, headings = _titles(sheet, mapping), _headings(sheet, mapping)
    refused = [_refused(sheet, number, reasons[number]) for number in sorted(reasons)]
    texts = [[str(cell.value or "") for cell in row] for row in (*headings, *refused)]
    *own, _number, _reason = (fitted(column) for column in zip(*texts, strict=True))
    columns = (*own, _NUMBER, _REASON)
    head = len(titles) + len(headings)
    page = NewSheet(
        name=sheet_name(sheet.name, set()),
        columns=columns,
        rows=[*titles, *headings, *refused],
        frozen_rows=head,
        heights={
            head: heading_height(headings[-1], columns, active()),
            **{row: _height(cells) for row, cells in enumerate(refused, head + 1)},
        },
    )
    title = _("Refused rows")
    workbook.write(Book(title, active(), made_at, (page,), footer=title), path)


def _height(refused: Row) -> float:
    """Height of a refused row, so that no line of its reason is hidden."""
    return text_height(str(refused[-1].value), _REASON, active())


def _titles(sheet: Sheet, mapping: RollMapping) -> list[Row]:
    above = (sheet.row(number) for number in range(1, mapping.heading_row))
    return [[*(Cell(_kept(value), "note") for value in row), EMPTY, EMPTY] for row in above]


def _headings(sheet: Sheet, mapping: RollMapping) -> list[Row]:
    """The rows of headings; a file without any gets one, so that the reasons are not read as data."""
    numbers = range(mapping.heading_row, mapping.first_data_row) if mapping.heading_row else ()
    rows = [[Cell(_kept(value), "head") for value in sheet.row(number)] for number in numbers]
    added = [Cell(_("Row in the file"), "head.right"), Cell(_("Reason"), "head")]
    if not rows:
        return [[*(Cell(column.field.label(), "head") for column in mapping.columns), *added]]
    blank = [Cell(None, "head")] * len(added)
    return [[*row, *(added if n == 0 else blank)] for n, row in enumerate(rows)]


def _refused(sheet: Sheet, number: int, reason: str) -> Row:
    cells = [_cell(value) for value in sheet.row(number)]
    return [*cells, Cell(number, "number.0"), Cell(reason, "text.wrapped")]


def _cell(value: CellValue) -> Cell:
    if isinstance(value, datetime):
        return Cell(value.date(), "date")
    if isinstance(value, date):
        return Cell(value, "date")
    if isinstance(value, int | float) and is_number(value) and value == int(value) and abs(value) < _SMALL:
        return Cell(int(value), "number.0")
    return Cell(_kept(value))


def _kept(value: CellValue) -> str | None:
    text = value if isinstance(value, str) else cell_text(value)
    return _HIDDEN.sub("", text) or None
