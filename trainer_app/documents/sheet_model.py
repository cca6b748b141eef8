"""The in-memory model of a workbook: what the Excel writer writes and the preview on the screen shows."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Generic, Literal, NamedTuple, TypeAlias, TypeVar, overload
from unicodedata import combining, east_asian_width

from trainer_app.core import formats
from trainer_app.core.language import is_right_to_left

Value: TypeAlias = bool | int | Decimal | date | str | None
Kind: TypeAlias = Literal["text", "number", "percent", "date"]
Tone: TypeAlias = Literal["danger", "warn", "ok"]
Item = TypeVar("Item")
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31


class Cell(NamedTuple):
    """One cell: what the program says, how it looks and, where it is live, the formula without its `=`."""

    value: Value = None
    style: str = "text"
    formula: str | None = None


Row: TypeAlias = Sequence[Cell]
EMPTY = Cell(None, "blank")


@dataclass(frozen=True, slots=True)
class Look:
    """How a style looks; colours are six hexadecimal digits, sizes are points."""

    kind: Kind = "text"
    places: int = 0
    align: Literal["start", "end", "left", "right"] = "start"
    script: Literal["", "latin", "urdu", "chinese"] = ""
    bold: bool = False
    size: float = 0
    indent: int = 0
    colour: str = "1C1E21"
    ground: str = ""
    has_border: bool = False
    valign: Literal["center", "top"] = "center"
    is_wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column; the width is in characters of the body font."""

    width: float
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A named table with filters: its heading row (counted from 1) and its number of rows of data."""

    name: str
    heading_row: int
    data_rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Highlight:
    """A colour that follows the values of a range: where the formula, seen from its first cell, is true."""

    range: str
    formula: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be typed in a range: whatever makes the formula, seen from its first cell, true."""

    range: str
    formula: str
    title: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: the cell of its name, the range of its values, and the values themselves."""

    name_cell: str
    name: str
    value_range: str
    values: tuple[int | Decimal, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of columns side by side, placed from one corner cell to the other (column and row from 1)."""

    title: str
    category_range: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together on paper: a table from its title to its last row."""

    first: int
    last: int
    heading_rows: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Rows may be made when they are asked for (`MadeRows`), so that memory stays flat."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    frozen_rows: int = 0
    frozen_columns: int = 0
    heights: Mapping[int, float] = field(default_factory=dict)
    table: Table | None = None
    highlights: tuple[Highlight, ...] = ()
    choices: tuple[Choice, ...] = ()
    charts: tuple[Chart, ...] = ()
    blocks: tuple[Block, ...] = ()
    is_landscape: bool = True
    is_hidden: bool = False

    @property
    def heading_row(self) -> int:
        """The row that stands on top of every printed page; 0 for none."""
        return self.table.heading_row if self.table else self.frozen_rows


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook in one language; `made_at` (UTC) is written into its properties."""

    title: str
    language: str
    made_at: datetime
    sheets: tuple[Sheet, ...]
    footer: str = ""

    @property
    def is_right_to_left(self) -> bool:
        """Whether the sheets run from the right."""
        return is_right_to_left(self.language)


def footer(title: str, head: str) -> str:
    """What stands at the foot of each page: the title, and the signed end of the journal, if there is one."""
    return f"{title} · {head}" if head else title


class MadeRows(Sequence[Row], Generic[Item]):
    """Rows ready at the head and foot, and between them one for each item, made when it is read."""

    def __init__(
        self,
        head: Sequence[Row],
        items: Sequence[Item],
        make: Callable[[int, Item], Row],
        foot: Sequence[Row] = (),
    ) -> None:
        """`make` gets the row's number (from 1, as in the sheet) and the item."""
        self._head, self._items, self._make, self._foot = head, items, make, foot

    def __len__(self) -> int:
        return len(self._head) + len(self._items) + len(self._foot)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(index)
        if place < len(self._head):
            return self._head[place]
        item = place - len(self._head)
        if item < len(self._items):
            return self._make(place + 1, self._items[item])
        return self._foot[item - len(self._items)]

    def __iter__(self) -> Iterator[Row]:
        yield from self._head
        make = self._make
        for number, item in enumerate(self._items, len(self._head) + 1):
            yield make(number, item)
        yield from self._foot


def sheet_name(text: str, taken: set[str]) -> str:
    """A name that a sheet may bear and that no sheet in `taken` has; it is added to `taken`."""
    plain = _FORBIDDEN_IN_NAME.sub("-", text).strip("' ")[:_LONGEST_NAME] or "-"
    name, number = plain, 2
    while name.casefold() in taken:
        ending = f" ({number})"
        name, number = plain[: _LONGEST_NAME - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name


def letters(column: int) -> str:
    """Name of a column counted from 1: A, Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def span(column: int, first_row: int, last_row: int, last_column: int | None = None) -> str:
    """An absolute range: $C$5:$C$44."""
    return f"${letters(column)}${first_row}:${letters(last_column or column)}${last_row}"


def on_sheet(name: str, reference: str) -> str:
    """A reference to another sheet, its name quoted."""
    quoted = name.replace("'", "''")
    return f"'{quoted}'!{reference}"


def shown_width(text: str) -> int:
    """Room that a text takes, in characters; Chinese characters take two, vowel marks none."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(char) in "WF" else 0 if combining(char) else 1 for char in text)


def fitted(texts: Iterable[str], *, least: float = 6, most: float = 44) -> Column:
    """A column as wide as its longest text, within limits."""
    longest = max((shown_width(text) for text in texts), default=0)
    return Column(min(max(longest + 4, least), most))


def shown_text(value: Value, look: Look) -> str:
    """The text that a cell of this look shows for the value, in the active language."""
    if value is None:
        return ""
    if isinstance(value, date):
        return formats.date_short(value)
    if isinstance(value, str | bool):
        return str(value)
    if look.kind == "percent":
        return formats.percent(_rounded(Decimal(value) * 100, look.places), look.places)
    return formats.number(_rounded(Decimal(value), look.places), look.places)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
