"""Finds the row of headings of a list and what each column holds, by headings and by contents."""

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from trainer_app.core.text import clean_spaces, has_arabic, has_han
from trainer_app.documents.dates import looks_like_date
from trainer_app.documents.headings import IDENTITY_FIELDS, LONGEST_HEADING, NAME_FIELDS, Field, fold_heading
from trainer_app.documents.identifiers import identity_kind
from trainer_app.documents.sheets import CellValue, Row, Sheet, cell_text, is_blank
from trainer_app.rules.vocabulary import IdentifierKind

Recogniser = Callable[[str], Field | None]

_SEARCHED_ROWS = 100
_SAMPLE = 300
_MOST = 0.6
_NEARLY_ALL = 0.9
_LIKELY_NAMES = 0.5
_SEXES = frozenset({"m", "f", "male", "female", "男", "女", "مرد", "عورت", "خاتون"})
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SHORT_NUMBER = re.compile(r"[A-Z]{0,4}[-/ ]?\d{2,9}(?:[-/][A-Z\d]{1,6})?", re.IGNORECASE)
_ANCHORS = NAME_FIELDS | IDENTITY_FIELDS | {Field.ROLL_NUMBER}
_KIND_FIELDS = {
    IdentifierKind.CNIC: Field.CNIC,
    IdentifierKind.PRC_ID: Field.PRC_ID,
    IdentifierKind.PASSPORT: Field.PASSPORT,
}
_REFINED_BY_NUMBERS = frozenset({Field.IDENTITY, Field.CNIC, Field.PRC_ID, Field.PASSPORT, Field.SERIAL})
_REFINED_BY_SCRIPT = frozenset({Field.NAME, Field.NAME_LATIN, Field.NAME_UR, Field.NAME_ZH})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: where it stands, what its heading says, what it is read as."""

    index: int
    heading: str
    field: Field


@dataclass(frozen=True, slots=True)
class Headings:
    """The rows of headings, both 0 where a list has none, and the texts with their line breaks."""

    first_row: int
    last_row: int
    texts: Sequence[str]


def layout_key(texts: Collection[str]) -> str:
    """A key that is equal for two lists with the same headings, however they are spelt."""
    return hashlib.sha256("\n".join(map(fold_heading, texts)).encode()).hexdigest()


def find_headings(sheet: Sheet, recognise: Recogniser) -> Headings | None:
    """The row with most recognised headings; a second row of headings below it is joined to it.

    A row that names people or their numbers goes before one that does not.
    """
    best_row = _best_row(sheet, recognise)
    if not best_row:
        return None
    texts = _filled_over_merges(sheet, best_row)
    below = sheet.row(best_row + 1)
    if _continues_heading(texts, below, recognise):
        joined = [
            _joined(upper, _as_typed(lower), recognise) for upper, lower in zip(texts, below, strict=True)
        ]
        return Headings(best_row, best_row + 1, joined)
    return Headings(best_row, best_row, [_as_typed(value) for value in sheet.row(best_row)])


def _best_row(sheet: Sheet, recognise: Recogniser) -> int:
    rows = list(islice(sheet.numbered(), _SEARCHED_ROWS))
    for score in (_heading_score, _score_of_known, _score_of_texts):
        scores = {number: score(row, recognise) for number, row in rows}
        best_row = max(scores, key=lambda number: scores[number], default=0)
        if scores.get(best_row):
            return best_row
    return 0


def is_heading_row(row: Row, recognise: Recogniser) -> bool:
    """Whether a row is one of headings, for instance repeated at the top of a page."""
    return _heading_score(row, recognise) > 0


def recognise_columns(sheet: Sheet, headings: Headings, recognise: Recogniser) -> list[Column]:
    """Each column with the field that its heading and its contents tell together.

    A field that two columns would have goes to the first whose heading names it; the other is not imported.
    """
    columns = []
    for index, text in enumerate(headings.texts):
        values = _sample(sheet, index, headings.last_row + 1)
        columns.append(Column(index, clean_spaces(text), _refined(recognise(text), values)))
    return _with_names(sheet, headings, _unique(columns, headings, recognise), recognise)


def with_field(columns: Sequence[Column], index: int, field: Field) -> list[Column]:
    """The columns with one read as something else; a column that was read so before is no longer imported."""
    freed = [
        replace(column, field=Field.IGNORED) if column.field == field and field != Field.SCORE else column
        for column in columns
    ]
    return [replace(column, field=field) if column.index == index else column for column in freed]


def fields_by_index(columns: Sequence[Column]) -> Mapping[int, Field]:
    """Column index to field, without what is not imported."""
    return {column.index: column.field for column in columns if column.field != Field.IGNORED}


def _heading_score(row: Row, recognise: Recogniser) -> float:
    names_people = any(isinstance(value, str) and recognise(value) in _ANCHORS for value in row)
    return _score_of_known(row, recognise) if names_people else 0


def _score_of_known(row: Row, recognise: Recogniser) -> float:
    texts = [value for value in row if isinstance(value, str) and value.strip()]
    others = sum(1 for value in row if value is not None and not isinstance(value, str))
    fields = [recognise(text) for text in texts]
    known = {field for field in fields if field not in (None, Field.IGNORED)}
    if len(known) < 2 or others > len(known):
        return 0
    return len(known) + fields.count(Field.IGNORED) / 4 - others / 2


def _score_of_texts(row: Row, recognise: Recogniser) -> float:
    """For a row that names people beside headings that nobody could know, such as an exercise's own name."""
    texts = [value for value in row if isinstance(value, str) and value.strip()]
    is_short = all(len(text) <= LONGEST_HEADING for text in texts)
    names_people = any(recognise(text) in _ANCHORS for text in texts)
    return len(texts) if is_short and names_people and len(texts) > 1 else 0


def _filled_over_merges(sheet: Sheet, number: int) -> list[str]:
    texts = [_as_typed(value) for value in sheet.row(number)]
    for merge in sheet.merges:
        if merge.top == number:
            for index in range(merge.left, min(merge.right + 1, len(texts))):
                texts[index] = texts[merge.left]
    return texts


def _continues_heading(upper: Sequence[str], below: Row, recognise: Recogniser) -> bool:
    if (
        not below
        or is_blank(below)
        or any(value is not None and not isinstance(value, str) for value in below)
    ):
        return False
    pairs = [(above, _as_typed(value)) for above, value in zip(upper, below, strict=True) if cell_text(value)]
    return len(pairs) > 1 and all(_is_second_line(above, text, recognise) for above, text in pairs)


def _is_second_line(above: str, text: str, recognise: Recogniser) -> bool:
    if recognise(text) is not None:
        return True
    return recognise(f"{above} {text}") not in (None, recognise(above))


def _joined(upper: str, lower: str, recognise: Recogniser) -> str:
    if not lower:
        return upper
    together = f"{upper} {lower}".strip()
    return lower if recognise(lower) is not None and recognise(together) is None else together


def _as_typed(value: CellValue) -> str:
    return value if isinstance(value, str) else cell_text(value)


def _sample(sheet: Sheet, index: int, first: int) -> list[CellValue]:
    return list(islice(sheet.column(index, first=first), _SAMPLE))


def _refined(field: Field | None, values: Sequence[CellValue]) -> Field:
    if not values:
        return field or Field.IGNORED
    if field is None:
        return _by_contents(values)
    if field in _REFINED_BY_NUMBERS:
        return _by_numbers(field, values)
    if field in _REFINED_BY_SCRIPT:
        return _by_script(field, values)
    return field


def _by_numbers(field: Field, values: Sequence[CellValue]) -> Field:
    kinds = [kind for value in values if (kind := identity_kind(value))]
    if len(kinds) < _MOST * len(values):
        return _own_number(values) if field == Field.IDENTITY and not kinds else field
    commonest = max(set(kinds), key=kinds.count)
    return _KIND_FIELDS[commonest] if kinds.count(commonest) >= _NEARLY_ALL * len(kinds) else Field.IDENTITY


def _own_number(values: Sequence[CellValue]) -> Field:
    """An "ID" that is no national one is the number that the service itself gave."""
    short = sum(1 for value in values if _SHORT_NUMBER.fullmatch(cell_text(value)))
    return Field.POLICE_NO if short >= _NEARLY_ALL * len(values) else Field.IDENTITY


def _by_script(field: Field, values: Sequence[CellValue]) -> Field:
    texts = [cell_text(value) for value in values]
    shares = {
        Field.NAME_ZH: sum(map(has_han, texts)),
        Field.NAME_UR: sum(map(has_arabic, texts)),
        Field.NAME_LATIN: sum(1 for text in texts if _LATIN.search(text)),
    }
    if sum(shares.values()) > len(texts) * 1.1:
        return Field.NAME
    commonest = max(shares, key=lambda key: shares[key])
    return commonest if shares[commonest] >= _NEARLY_ALL * len(texts) else field


def _by_contents(values: Sequence[CellValue]) -> Field:
    field = _by_numbers(Field.SERIAL, values)
    if field != Field.SERIAL:
        return field
    if sum(map(looks_like_date, values)) >= _MOST * len(values):
        return Field.BORN_ON
    if all(cell_text(value).casefold() in _SEXES for value in values):
        return Field.SEX
    return Field.IGNORED


def _unique(columns: Sequence[Column], headings: Headings, recognise: Recogniser) -> list[Column]:
    sure = [column for column in columns if recognise(headings.texts[column.index]) is not None]
    taken: dict[Field, Column] = {}
    for column in [*sure, *columns]:
        taken.setdefault(column.field, column)
    return [
        column
        if taken[column.field] is column or column.field in (Field.IGNORED, Field.SCORE)
        else Column(column.index, column.heading, Field.IGNORED)
        for column in columns
    ]


def _with_names(
    sheet: Sheet, headings: Headings, columns: list[Column], recognise: Recogniser
) -> list[Column]:
    """The columns with the most name-like one as the name, where no heading names one."""
    if NAME_FIELDS & {column.field for column in columns}:
        return columns
    free = [c for c in columns if c.field == Field.IGNORED and recognise(headings.texts[c.index]) is None]
    shares = {c.index: _name_share(_sample(sheet, c.index, headings.last_row + 1)) for c in free}
    best = max(shares, key=lambda index: shares[index], default=-1)
    if shares.get(best, 0) < _LIKELY_NAMES:
        return columns
    field = _by_script(Field.NAME, _sample(sheet, best, headings.last_row + 1))
    return [Column(c.index, c.heading, field) if c.index == best else c for c in columns]


def _name_share(values: Sequence[CellValue]) -> float:
    """How many of the values could be people's names, all different, 0..1."""
    texts = [cell_text(value) for value in values if isinstance(value, str)]
    return len({text for text in texts if _could_be_name(text)}) / len(values) if values else 0


def _could_be_name(text: str) -> bool:
    return not re.search(r"\d", text) and 1 < len(text) < 60 and (has_han(text) or " " in text)
