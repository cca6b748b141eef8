"""Reads nominal rolls of any agency: which column is what, who is on it, and what is wrong with a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from trainer_app.core.errors import NothingRecognised
from trainer_app.core.progress import NO_PROGRESS, Progress
from trainer_app.core.text import search_key
from trainer_app.documents.closing_lines import is_closing_line, is_column_numbers
from trainer_app.documents.dates import DateOrder, first_ambiguous, infer_order, order_of_heading
from trainer_app.documents.faults import Fault, FaultCode
from trainer_app.documents.headings import NAME_FIELDS, Field, recognise_heading
from trainer_app.documents.identifiers import Identifier
from trainer_app.documents.layout import (
    Column,
    Headings,
    fields_by_index,
    find_headings,
    is_heading_row,
    layout_key,
    recognise_columns,
    with_field,
)
from trainer_app.documents.people_rows import PersonCells, read_person
from trainer_app.documents.personal_names import LatinName
from trainer_app.documents.sheets import CellValue, Row, Sheet, Workbook, cell_text, is_blank, is_number
from trainer_app.rules.vocabulary import IdentifierKind

_FIELDS = frozenset(Field) - {Field.ROLL_NUMBER, Field.SCORE}
ROLL_FIELDS = tuple(field for field in Field if field in _FIELDS)
"""What a column of a roll can be, for the list that a user corrects it with."""

_OF_ONE_PERSON = frozenset({IdentifierKind.CNIC, IdentifierKind.PRC_ID, IdentifierKind.PASSPORT})
"""Belt and police numbers repeat between services."""

_ROWS_PER_STEP = 100
_CARRIED = (Field.RANK, Field.ORGANISATION)
_DITTO = frozenset({'"', "''", "〃", "do", "-do-", "--do--", "ditto", "-do", "do-", "ایضا", "ایضاً", "同上"})


@dataclass(frozen=True, slots=True)
class RollMapping:
    """How one sheet is read; proposed by `recognise`, corrected by the user."""

    sheet_name: str
    heading_row: int
    """Sheet row of the headings, 0 when there are none."""
    first_data_row: int
    columns: Sequence[Column]
    date_order: DateOrder | None = None
    """None while nothing tells whether the day or the month stands first; then the day is read first."""
    ambiguous_date: str = ""
    """A text of the date column that means two days, to ask the user with; '' when none does."""

    def with_field(self, index: int, field: Field) -> "RollMapping":
        """The mapping with one column read as something else, which no other column is then."""
        before = next(column.field for column in self.columns if column.index == index)
        is_about_dates = Field.BORN_ON in (before, field)
        return replace(
            self,
            columns=with_field(self.columns, index, field),
            date_order=None if is_about_dates else self.date_order,
        )

    def with_date_order(self, order: DateOrder) -> "RollMapping":
        """The mapping with the question of the date order answered."""
        return replace(self, date_order=order)

    def column_of(self, field: Field) -> Column | None:
        """The column that is read as the field."""
        return next((column for column in self.columns if column.field == field), None)

    @property
    def asks_date_order(self) -> bool:
        """Whether the user has to say which number of a date is the day."""
        return self.date_order is None and self.ambiguous_date != ""

    @property
    def layout_key(self) -> str:
        """Equal for all files with the same headings; a corrected mapping is remembered by it."""
        return layout_key([column.heading for column in self.columns])

    def choices(self) -> dict[str, object]:
        """What can be remembered of the mapping for the next file of this layout."""
        return {
            "fields": [column.field.value for column in self.columns],
            "date_order": self.date_order.value if self.date_order else None,
        }

    def with_choices(self, choices: Mapping[str, object]) -> "RollMapping":
        """The mapping with what was remembered; what does not fit is left as proposed."""
        fields = choices.get("fields")
        columns = list(self.columns)
        if isinstance(fields, list) and len(fields) == len(columns):
            columns = [replace(c, field=Field(f)) for c, f in zip(columns, fields, strict=True)]
        order = choices.get("date_order")
        proven = self.date_order
        return replace(self, columns=columns, date_order=proven or (DateOrder(str(order)) if order else None))


@dataclass(frozen=True, slots=True)
class RollRow:
    """One person as a row of the roll gives them; '' and None where it says nothing."""

    row: int
    name: LatinName
    name_ur: str
    name_zh: str
    identifiers: Sequence[Identifier]
    born_on: date | None
    sex: str
    """M, F or '' for everything else."""
    rank: str
    organisation: str
    contact: str
    remarks: str

    @property
    def name_latin(self) -> str:
        """The Latin name as it is written, the pinyin of a Chinese one."""
        return self.name.full

    @property
    def shown_name(self) -> str:
        """A name to speak of the person by."""
        return self.name_latin or self.name_ur or self.name_zh


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be taken, with every fault found in it, the main one first."""

    row: int
    faults: Sequence[Fault]
    read: RollRow
    """What could be read of it, to show beside the faults."""

    @property
    def field(self) -> Field:
        """Where the main fault is."""
        return self.faults[0].field

    @property
    def why(self) -> str:
        """The main fault in the active language."""
        return self.faults[0].sentence()


@dataclass(frozen=True, slots=True)
class Roll:
    """What one sheet says."""

    rows: Sequence[RollRow]
    refused: Sequence[RefusedRow]
    left_out: Mapping[int, str]
    """Rows that are no people, such as totals and signatures, with their text."""
    titles: Sequence[str]
    """Texts above the headings; they often name the agency."""


def recognise(workbook: Workbook, *, sheet_name: str | None = None) -> RollMapping:
    """Which sheet holds the roll and what its columns are, as far as headings and contents tell.

    Raises:
        NothingRecognised: no sheet has a column of names or identity numbers.
    """
    chosen = [sheet for sheet in workbook.sheets if sheet.name == sheet_name] or workbook.readable_sheets
    proposals = [(mapping, _people(sheet, mapping)) for sheet in chosen if (mapping := _proposal(sheet))]
    if not proposals:
        raise NothingRecognised(workbook.file_name, "roll")
    return max(proposals, key=lambda proposal: proposal[1])[0]


def read_rows(sheet: Sheet, mapping: RollMapping, *, on: date, progress: Progress = NO_PROGRESS) -> Roll:
    """Every person of the sheet in its order, and the rows that cannot be taken.

    Ages are judged on the day `on`.

    Raises:
        Cancelled: the user cancelled.
    """
    return _RollSheet(sheet, mapping, on).read(progress)


def texts_of(sheet: Sheet, mapping: RollMapping, row: int) -> dict[Field, str]:
    """The texts of one row as they stand in the sheet, by field."""
    cells = sheet.row(row)
    return {field: cell_text(cells[index]) for index, field in fields_by_index(mapping.columns).items()}


def _proposal(sheet: Sheet) -> RollMapping | None:
    headings = find_headings(sheet, _recognise) or Headings(0, 0, [""] * sheet.width)
    columns = recognise_columns(sheet, headings, _recognise)
    fields = set(fields_by_index(columns).values())
    needed = NAME_FIELDS | {Field.CNIC, Field.PRC_ID, Field.PASSPORT, Field.IDENTITY}
    if not fields & needed or (headings.first_row == 0 and len(fields) < 2):
        return None
    mapping = RollMapping(sheet.name, headings.first_row, headings.last_row + 1, columns)
    return with_dates_of(sheet, mapping)


def with_dates_of(sheet: Sheet, mapping: RollMapping) -> RollMapping:
    """The mapping with the order of dates that was chosen, else what its date column proves."""
    column = mapping.column_of(Field.BORN_ON)
    if column is None:
        return replace(mapping, date_order=None, ambiguous_date="")
    values = list(sheet.column(column.index, first=mapping.first_data_row))
    order = mapping.date_order or infer_order(values) or order_of_heading(column.heading)
    return replace(mapping, date_order=order, ambiguous_date=first_ambiguous(values) or "")


def _recognise(text: str) -> Field | None:
    field = recognise_heading(text)
    return Field.IGNORED if field == Field.ROLL_NUMBER else field


def _people(sheet: Sheet, mapping: RollMapping) -> int:
    names = [column.index for column in mapping.columns if column.field in NAME_FIELDS]
    rows = sheet.numbered(mapping.first_data_row)
    return sum(1 for _number, row in rows if any(cell_text(row[index]) for index in names))


class _RollSheet:
    """Goes down one sheet and remembers whom it has met."""

    def __init__(self, sheet: Sheet, mapping: RollMapping, on: date) -> None:
        self._sheet, self._mapping, self._on = sheet, mapping, on
        self._fields = fields_by_index(mapping.columns)
        self._names = frozenset(index for index, field in self._fields.items() if field in NAME_FIELDS)
        self._above: dict[Field, CellValue] = {}
        self._merged = {field: self._merged_upwards(field) for field in _CARRIED}
        self._met = _PeopleMet()
        self._rows: list[RollRow] = []
        self._refused: list[RefusedRow] = []
        self._left_out: dict[int, str] = {}

    def read(self, progress: Progress) -> Roll:
        is_closed = False
        for number, row in self._sheet.numbered(self._mapping.first_data_row):
            if number % _ROWS_PER_STEP == 0:
                progress.step(number, len(self._sheet.rows))
            if is_blank(row) or self._is_only_numbered(row):
                continue
            if is_closing_line(row, self._names):
                is_closed = True
                self._leave_out(number, row)
            elif self._is_no_person(row, is_closed=is_closed):
                self._leave_out(number, row)
            else:
                self._take(number, row)
        return Roll(self._rows, self._refused, self._left_out, self._titles())

    def _is_only_numbered(self, row: Row) -> bool:
        serial = self._mapping.column_of(Field.SERIAL)
        filled = [index for index, value in enumerate(row) if cell_text(value)]
        return serial is not None and filled == [serial.index] and _is_count(row[serial.index])

    def _is_no_person(self, row: Row, *, is_closed: bool) -> bool:
        if is_heading_row(row, _recognise) or is_column_numbers(row):
            return True
        filled = [index for index, value in enumerate(row) if cell_text(value)]
        telling = [index for index in filled if index in self._fields]
        if is_closed and len(telling) < 2:
            return True
        return len(filled) == 1 and filled[0] not in self._names and len(self._fields) > 1

    def _leave_out(self, number: int, row: Row) -> None:
        self._left_out[number] = " ".join(text for value in row if (text := cell_text(value)))

    def _take(self, number: int, row: Row) -> None:
        read, faults = read_person(number, self._cells(number, row), self._on)
        person = RollRow(number, *read)
        faults = faults or self._met.faults_of(person)
        if faults:
            self._refused.append(RefusedRow(number, faults, person))
            return
        self._met.add(person)
        self._rows.append(person)

    def _cells(self, number: int, row: Row) -> PersonCells:
        values = {field: row[index] for index, field in self._fields.items() if index < len(row)}
        for field in _CARRIED:
            if field in values:
                values[field] = self._carried(number, field, values[field])
        return PersonCells(
            values,
            order=self._mapping.date_order or DateOrder.DAY_FIRST,
            uses_1904=self._sheet.uses_1904,
            is_surname_first=self._is_surname_first(),
        )

    def _carried(self, number: int, field: Field, value: CellValue) -> CellValue:
        """The value itself, or the one above where it is merged downwards or says ditto."""
        text = cell_text(value)
        if text.casefold() in _DITTO or (not text and self._is_merged(number, field)):
            return self._above.get(field)
        self._above[field] = value
        return value

    def _is_merged(self, number: int, field: Field) -> bool:
        return number in self._merged[field]

    def _merged_upwards(self, field: Field) -> frozenset[int]:
        """The rows whose cell is one with the cell above; many blocks may lie over one another."""
        column = self._mapping.column_of(field)
        height = len(self._sheet.rows)
        changes = [0] * (height + 2)
        for merge in self._sheet.merges:
            is_over = column is not None and merge.left <= column.index <= merge.right
            if is_over and merge.top < min(merge.bottom, height):
                changes[merge.top + 1] += 1
                changes[min(merge.bottom, height) + 1] -= 1
        depths = accumulate(changes)
        return frozenset(number for number, depth in enumerate(depths) if depth > 0)

    def _is_surname_first(self) -> bool:
        surname, given = self._mapping.column_of(Field.SURNAME), self._mapping.column_of(Field.GIVEN)
        return surname is not None and given is not None and surname.index < given.index

    def _titles(self) -> list[str]:
        above = self._sheet.rows[: max(self._mapping.heading_row - 1, 0)]
        return [text for row in above for value in row if (text := cell_text(value)) and not is_number(value)]


class _PeopleMet:
    """Who stood in earlier rows, by number and by name with date of birth."""

    def __init__(self) -> None:
        self._by_identifier: dict[Identifier, int] = {}
        self._by_name: dict[tuple[str, str, str, date | None], list[RollRow]] = {}

    def faults_of(self, person: RollRow) -> list[Fault]:
        for identifier in person.identifiers:
            if identifier.kind in _OF_ONE_PERSON and identifier in self._by_identifier:
                field = Field(identifier.kind.value.lower())
                row = self._by_identifier[identifier]
                return [Fault(field, FaultCode.SAME_IDENTIFIER, identifier.value, {"row": row})]
        for earlier in self._by_name.get(_name_key(person), ()):
            if not _are_told_apart(earlier, person):
                return [Fault(Field.NAME, FaultCode.SAME_PERSON, person.shown_name, {"row": earlier.row})]
        return []

    def add(self, person: RollRow) -> None:
        self._by_identifier.update((identifier, person.row) for identifier in person.identifiers)
        self._by_name.setdefault(_name_key(person), []).append(person)


def _name_key(person: RollRow) -> tuple[str, str, str, date | None]:
    names = (person.name_latin, person.name_ur, person.name_zh)
    latin, ur, zh = (search_key(name) for name in names)
    return latin, ur, zh, person.born_on


def _are_told_apart(one: RollRow, other: RollRow) -> bool:
    """Whether both have a number of one kind and no number in common."""
    if set(one.identifiers) & set(other.identifiers):
        return False
    return bool({i.kind for i in one.identifiers} & {i.kind for i in other.identifiers})


def _is_count(value: CellValue) -> bool:
    return cell_text(value).strip(".)( ").isdecimal()
