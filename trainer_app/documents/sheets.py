"""Sheets of a workbook as plain values, and the text that a person reads in a cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from trainer_app.core.text import clean_spaces


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula's fault standing in a cell, such as #REF!."""

    shown: str


CellValue = str | int | float | bool | date | datetime | time | timedelta | CellError | None
Row = tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block of cells; rows from 1, columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Values of one sheet; `rows[0]` is the sheet's row 1 and every row has the same length."""

    name: str
    rows: Sequence[Row]
    is_hidden: bool = False
    uses_1904: bool = False
    merges: Sequence[Merge] = ()

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def row(self, number: int) -> Row:
        """Cells of a sheet row, counted from 1; empty below the last row."""
        return self.rows[number - 1] if 0 < number <= len(self.rows) else ()

    def numbered(self, first: int = 1) -> Iterator[tuple[int, Row]]:
        """Sheet row numbers with their cells, from row `first` on."""
        for number in range(max(first, 1), len(self.rows) + 1):
            yield number, self.rows[number - 1]

    def column(self, index: int, *, first: int = 1) -> Iterator[CellValue]:
        """Cells of a column from row `first` on that are not blank."""
        for _, row in self.numbered(first):
            value = row[index] if index < len(row) else None
            if cell_text(value):
                yield value


@dataclass(frozen=True, slots=True)
class Workbook:
    """What was read from one file."""

    file_name: str
    sha256: str
    sheets: Sequence[Sheet]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    @property
    def readable_sheets(self) -> Sequence[Sheet]:
        """The sheets that a person sees; the hidden ones only where there are no others."""
        return [sheet for sheet in self.sheets if not sheet.is_hidden] or self.sheets


def cell_text(value: CellValue) -> str:
    """A cell's value as one line of text: whole numbers without a point or exponent, blank as ''."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean_spaces(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    return value.shown if isinstance(value, CellError) else str(value)


def is_number(value: CellValue) -> bool:
    """Whether the cell holds a number rather than a text."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_blank(row: Row) -> bool:
    """Whether nobody would see anything in the row."""
    return not any(cell_text(value) for value in row)


def column_letter(index: int) -> str:
    """Name of a column as a spreadsheet shows it: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _number_text(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return format(value, ".15g").replace("e", "E")
