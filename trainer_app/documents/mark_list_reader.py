"""Reads mark lists of any agency: who, and which text stands as the mark; its meaning is judged elsewhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from trainer_app.core.errors import NotANumber, NothingRecognised
from trainer_app.core.text import parse_number, western_digits
from trainer_app.documents.closing_lines import is_closing_line, is_column_numbers
from trainer_app.documents.dates import looks_like_date
from trainer_app.documents.faults import Fault, FaultCode
from trainer_app.documents.headings import (
    IDENTITY_FIELDS,
    NAME_FIELDS,
    Field,
    fold_heading,
    recognise_heading,
)
from trainer_app.documents.identifiers import Identifier, read_identifier
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
from trainer_app.documents.people_rows import PersonCells, read_names
from trainer_app.documents.sheets import CellError, CellValue, Row, Sheet, Workbook, cell_text, is_blank

_SCORE_WORDS = re.compile(
    r"(?<!\w)(?:scores?|marks?|points?|obtained|secured|achieved|total|aggregate|results?|written|practical|oral|viva"
    r"|theory|exercise|fitness|firearms?|firing|shooting|driving|assignment|project|exam|examination|test|quiz"
    r"|نمبر|نمبرات|سکور|اسکور|حاصل|تحریری|عملی|زبانی|امتحان)(?!\w)"
    r"|成绩|得分|分数|分值|总分|考分|笔试|实操|口试|面试|体能|射击|测试|考试"
)
_NO_SCORE_WORDS = re.compile(
    r"(?<!\w)(?:percentage|percent|grade|grades|position|status|pass fail|merit|class|date|dated|time"
    r"|فیصد|گریڈ|پوزیشن|درجہ|تاریخ)(?!\w)|等级|名次|排名|百分比|评语|是否|日期|时间"
)
_SERIAL_WORDS = re.compile(r"نمبر شمار|شمار نمبر|سیریل نمبر")
_MAXIMUM_WORDS = re.compile(
    r"(?<!\w)(?:max|maximum|out of|full marks|total marks|max marks|کل نمبر)(?!\w)|满分|总分值"
)
_NUMBER = r"(\d{1,4}(?:[.,]\d{1,2})?)"
_MAXIMA = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:max(?:imum)?|out\s+of|full|total)\.?\s*(?:marks?|score|points?)?\s*[:=\-]?\s*{_NUMBER}",
        rf"满分\s*(?:为|是)?\s*[::]?\s*{_NUMBER}",
        rf"کل\s*نمبر\s*[:=]?\s*{_NUMBER}",
        rf"{_NUMBER}\s*میں\s*سے",
        rf"(?<!\d)/\s*{_NUMBER}(?![\d/])",
        rf"[(（\[【]\s*{_NUMBER}\s*(?:marks?|points?|分|نمبر)?\s*[)）\]】]",
        rf"{_NUMBER}\s*(?:marks|points|分)(?!\w)",
    )
)
_MOSTLY = 0.5
_FIELDS = (*NAME_FIELDS, *IDENTITY_FIELDS, Field.ROLL_NUMBER, Field.SCORE, Field.REMARKS, Field.IGNORED)
MARK_LIST_FIELDS = tuple(field for field in Field if field in _FIELDS)
"""What a column of a mark list can be, for the list that a user corrects it with."""


@dataclass(frozen=True, slots=True)
class ScoreColumn:
    """A column of marks; the maximum is the one that the list itself states."""

    index: int
    heading: str
    maximum: Decimal | None


@dataclass(frozen=True, slots=True)
class MarkListMapping:
    """How one sheet is read; proposed by `recognise`, corrected by the user."""

    sheet_name: str
    heading_row: int
    first_data_row: int
    columns: Sequence[Column]
    maxima: Mapping[int, Decimal]
    """Maximum by column, where the heading, a column of its own or the title states it."""

    def with_field(self, index: int, field: Field) -> "MarkListMapping":
        """The mapping with one column read as something else, which only marks can be twice."""
        return replace(self, columns=with_field(self.columns, index, field))

    @property
    def score_columns(self) -> Sequence[ScoreColumn]:
        """The columns of marks in their order."""
        return [
            ScoreColumn(column.index, column.heading, self.maxima.get(column.index))
            for column in self.columns
            if column.field == Field.SCORE
        ]

    @property
    def layout_key(self) -> str:
        """Equal for all files with the same headings."""
        return layout_key([column.heading for column in self.columns])


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One person's marks as the list gives them; '' where it says nothing."""

    row: int
    name_latin: str
    name_ur: str
    name_zh: str
    roll_number: str
    identifiers: Sequence[Identifier]
    marks: Mapping[int, str]
    """Text of each column of marks by column index, numbers without needless places."""
    remarks: str
    faults: Sequence[Fault] = ()
    """Why the row tells nobody's mark; then it is refused."""

    @property
    def shown_name(self) -> str:
        """A name or number to speak of the person by."""
        return self.name_latin or self.name_ur or self.name_zh or self.roll_number


@dataclass(frozen=True, slots=True)
class MarkList:
    """What one sheet says."""

    rows: Sequence[MarkRow]
    left_out: Mapping[int, str]
    """Rows that are no people, such as averages and signatures, with their text."""
    titles: Sequence[str]


def recognise(workbook: Workbook, *, sheet_name: str | None = None) -> MarkListMapping:
    """Which sheet holds the marks and what its columns are, as far as headings and contents tell.

    Raises:
        NothingRecognised: no sheet has both people and marks.
    """
    chosen = [sheet for sheet in workbook.sheets if sheet.name == sheet_name] or workbook.readable_sheets
    proposals = [(sheet, mapping) for sheet in chosen if (mapping := _proposal(sheet))]
    if not proposals:
        raise NothingRecognised(workbook.file_name, "marks")
    return max(proposals, key=lambda proposal: len(proposal[0].rows))[1]


def read_rows(sheet: Sheet, mapping: MarkListMapping) -> MarkList:
    """Every row of the sheet that stands for a person, in its order."""
    fields = fields_by_index(mapping.columns)
    names = frozenset(index for index, field in fields.items() if field in NAME_FIELDS)
    rows: list[MarkRow] = []
    left_out: dict[int, str] = {}
    for number, row in sheet.numbered(mapping.first_data_row):
        if is_blank(row):
            continue
        if _is_no_person(row, names):
            left_out[number] = " ".join(text for value in row if (text := cell_text(value)))
        elif not _says_nothing(row, fields):
            rows.append(_read_row(number, row, fields))
    return MarkList(rows, left_out, _titles(sheet, mapping.heading_row))


def recognise_mark_heading(text: str) -> Field | None:
    """The field that a heading of a mark list names."""
    folded = fold_heading(text)
    if "%" in text or _NO_SCORE_WORDS.search(folded):
        return Field.IGNORED
    if _SCORE_WORDS.search(folded) and not _SERIAL_WORDS.search(folded):
        known = recognise_heading(text)
        return Field.SCORE if known in (None, Field.SERIAL, Field.IGNORED, Field.REMARKS) else known
    return recognise_heading(text)


def stated_maximum(text: str) -> Decimal | None:
    """The maximum that a heading or title states: "Score /60", "out of 60", 满分60."""
    plain = western_digits(text)
    for pattern in _MAXIMA:
        if match := pattern.search(plain):
            maximum = parse_number(match[1])
            return maximum if maximum > 0 else None
    return None


def _proposal(sheet: Sheet) -> MarkListMapping | None:
    headings = find_headings(sheet, recognise_mark_heading)
    if headings is None:
        return None
    columns = [
        _by_marks(sheet, headings, column)
        for column in recognise_columns(sheet, headings, recognise_mark_heading)
    ]
    fields = {column.field for column in columns}
    if Field.SCORE not in fields or not fields & (NAME_FIELDS | IDENTITY_FIELDS | {Field.ROLL_NUMBER}):
        return None
    columns, maxima = _with_maxima(sheet, headings, columns)
    return MarkListMapping(sheet.name, headings.first_row, headings.last_row + 1, columns, maxima)


def _by_marks(sheet: Sheet, headings: Headings, column: Column) -> Column:
    """The column as marks where its contents say so, and as none where they contradict."""
    values = list(sheet.column(column.index, first=headings.last_row + 1))
    if not values:
        return column
    share = sum(map(_is_number, values)) / len(values)
    if column.field == Field.SCORE and _is_counting(values) and fold_heading(column.heading) == "نمبر":
        return replace(column, field=Field.SERIAL)
    if column.field == Field.SCORE and share == 0 and len(values) > 1:
        return replace(column, field=Field.IGNORED)
    is_unknown = (
        column.field == Field.IGNORED and recognise_mark_heading(headings.texts[column.index]) is None
    )
    if is_unknown and column.heading and share >= _MOSTLY and not _is_counting(values):
        return replace(column, field=Field.SCORE)
    return column


def _with_maxima(
    sheet: Sheet, headings: Headings, columns: Sequence[Column]
) -> tuple[list[Column], dict[int, Decimal]]:
    scores = [column for column in columns if column.field == Field.SCORE]
    stated = _column_of_maxima(sheet, headings, scores) if len(scores) > 1 else None
    maxima = {c.index: maximum for c in scores if (maximum := stated_maximum(c.heading))}
    if stated:
        columns = [replace(c, field=Field.IGNORED) if c == stated[0] else c for c in columns]
        scores = [column for column in scores if column != stated[0]]
    if len(scores) == 1 and scores[0].index not in maxima:
        titles = (stated_maximum(title) for title in _titles(sheet, headings.first_row))
        maximum = stated[1] if stated else next((one for one in titles if one), None)
        maxima |= {scores[0].index: maximum} if maximum else {}
    return list(columns), maxima


def _column_of_maxima(
    sheet: Sheet, headings: Headings, scores: Sequence[Column]
) -> tuple[Column, Decimal] | None:
    """The column that repeats the maximum in every row ("Total marks: 60, 60, 60 …")."""
    for column in scores:
        texts = {cell_text(value) for value in sheet.column(column.index, first=headings.last_row + 1)}
        if len(texts) == 1 and _MAXIMUM_WORDS.search(fold_heading(column.heading)) and _is_number(*texts):
            return column, parse_number(texts.pop())
    return None


def _is_number(value: CellValue) -> bool:
    if looks_like_date(value):
        return False
    try:
        parse_number(cell_text(value))
    except NotANumber:
        return False
    return True


def _is_counting(values: Sequence[CellValue]) -> bool:
    texts = [western_digits(cell_text(value)) for value in values]
    return len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]


def _is_no_person(row: Row, names: frozenset[int]) -> bool:
    is_heading = is_heading_row(row, recognise_mark_heading)
    return is_heading or is_closing_line(row, names) or is_column_numbers(row)


def _says_nothing(row: Row, fields: Mapping[int, Field]) -> bool:
    """Whether only a preprinted serial number stands in the row."""
    telling = [index for index, field in fields.items() if field != Field.SERIAL]
    return not any(cell_text(row[index]) for index in telling)


def _read_row(number: int, row: Row, fields: Mapping[int, Field]) -> MarkRow:
    values: dict[Field, CellValue] = {
        field: row[index] for index, field in fields.items() if field != Field.SCORE
    }
    names = read_names(PersonCells(values))
    read = [read_identifier(values[field], field) for field in IDENTITY_FIELDS if field in values]
    identifiers = [one for one in read if isinstance(one, Identifier)]
    roll_number = western_digits(cell_text(values.get(Field.ROLL_NUMBER)))
    scores = {index: row[index] for index, field in fields.items() if field == Field.SCORE}
    faults = [
        Fault(Field.SCORE, FaultCode.CELL_ERROR, value.shown)
        for value in scores.values()
        if isinstance(value, CellError)
    ]
    if not (names.latin.full or names.ur or names.zh or roll_number or identifiers):
        faults.insert(0, Fault(Field.NAME, FaultCode.NO_NAME))
    return MarkRow(
        row=number,
        name_latin=names.latin.full,
        name_ur=names.ur,
        name_zh=names.zh,
        roll_number=roll_number,
        identifiers=identifiers,
        marks={index: cell_text(value) for index, value in scores.items()},
        remarks=cell_text(values.get(Field.REMARKS)),
        faults=faults,
    )


def _titles(sheet: Sheet, heading_row: int) -> list[str]:
    above = sheet.rows[: max(heading_row - 1, 0)]
    return [text for row in above for value in row if isinstance(value, str) and (text := cell_text(value))]
