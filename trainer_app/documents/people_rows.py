"""Reads the cells of one row as one person, and finds every fault in them."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from trainer_app.core.text import western_digits
from trainer_app.documents.dates import DateOrder, read_date
from trainer_app.documents.faults import Fault, FaultCode
from trainer_app.documents.headings import NAME_FIELDS, Field
from trainer_app.documents.identifiers import (
    Identifier,
    born_inside,
    is_chinese_number,
    is_placeholder,
    read_identifier,
)
from trainer_app.documents.personal_names import (
    LatinName,
    ScriptedName,
    by_script,
    in_two_parts,
    part_rank,
    read_latin,
)
from trainer_app.documents.sheets import CellError, CellValue, cell_text
from trainer_app.rules.vocabulary import IdentifierKind, LatinOrder

YOUNGEST, OLDEST = 16, 75
"""Ages in years between which a trainee is believed."""

_LIMITS = dict.fromkeys(NAME_FIELDS, 120) | {
    Field.RANK: 120,
    Field.BELT_NO: 40,
    Field.POLICE_NO: 40,
    Field.ORGANISATION: 200,
    Field.CONTACT: 120,
    Field.REMARKS: 1000,
}
_NUMBERS = (Field.CNIC, Field.PRC_ID, Field.PASSPORT, Field.IDENTITY, Field.BELT_NO, Field.POLICE_NO)
_UNREAD = frozenset({Field.IGNORED, Field.SERIAL, Field.FATHER})
_SEXES = {
    "m": "M", "male": "M", "man": "M", "男": "M", "مرد": "M", "مذکر": "M",
    "f": "F", "female": "F", "woman": "F", "女": "F", "عورت": "F", "خاتون": "F", "مونث": "F", "مؤنث": "F",
    "x": "", "other": "", "transgender": "",
}  # fmt: skip
_TIDY_CONTROLS = frozenset("\t\n\r\x0b\x0c")


@dataclass(frozen=True, slots=True)
class PersonCells:
    """The cells of one row by field, and how the sheet is to be read."""

    values: Mapping[Field, CellValue]
    order: DateOrder = DateOrder.DAY_FIRST
    uses_1904: bool = False
    is_surname_first: bool = True


class NamesRead(NamedTuple):
    """The names of one row, and a rank that stood beside the Latin one."""

    latin: LatinName
    ur: str
    zh: str
    rank: str
    faults: list[Fault]


class PersonRead(NamedTuple):
    """What the cells say, in the order of a `RollRow`."""

    name: LatinName
    name_ur: str
    name_zh: str
    identifiers: tuple[Identifier, ...]
    born_on: date | None
    sex: str
    rank: str
    organisation: str
    contact: str
    remarks: str


def read_person(row: int, cells: PersonCells, on: date) -> tuple[PersonRead, list[Fault]]:
    """What one row says and what is wrong with it; the fault that comes first matters most."""
    broken = list(_broken_cells(cells))
    values = {field: value for field, value in cells.values.items() if not isinstance(value, CellError)}
    names = read_names(cells)
    identifiers, number_faults = _identifiers(values)
    born_on, date_faults = _born_on(values, cells, identifiers, on)
    sex, sex_faults = _sex(values)
    read = PersonRead(
        names.latin,
        names.ur,
        names.zh,
        identifiers,
        born_on,
        sex,
        _text(values, Field.RANK) or names.rank,
        *(_text(values, field) for field in (Field.ORGANISATION, Field.CONTACT, Field.REMARKS)),
    )
    hurt = {fault.field for fault in broken}
    found = [f for f in (*names.faults, *number_faults, *date_faults, *sex_faults) if f.field not in hurt]
    return read, broken + found


def read_names(cells: PersonCells) -> NamesRead:
    """The Latin, Urdu and Chinese name of a row, and what is wrong with them."""
    texts = {field: _name_text(field, cells.values[field]) for field in NAME_FIELDS if field in cells.values}
    scripted = {field: by_script(text) for field, text in texts.items()}
    faults = [
        Fault(field, FaultCode.NAME_NOT_LETTERS, texts[field])
        for field, name in scripted.items()
        if not name.is_letters
    ]
    ur, zh = _native(scripted, "ur"), _native(scripted, "zh")
    latin, rank = _latin(scripted, cells, is_chinese=zh != "" or _has_chinese_number(cells))
    if not faults and not (latin.full or ur or zh):
        faults.append(Fault(Field.NAME, FaultCode.NO_NAME))
    return NamesRead(latin, ur, zh, rank, faults)


def _broken_cells(cells: PersonCells) -> Iterator[Fault]:
    for field, value in cells.values.items():
        if field in _UNREAD:
            continue
        text = cell_text(value)
        if isinstance(value, CellError):
            yield Fault(field, FaultCode.CELL_ERROR, value.shown)
        elif isinstance(value, str) and any(map(_is_hidden, value)):
            yield Fault(field, FaultCode.CONTROL_CHARACTERS, "".join(c for c in text if not _is_hidden(c)))
        elif len(text) > _LIMITS.get(field, len(text)):
            yield Fault(field, FaultCode.TOO_LONG, "", {"count": len(text), "limit": _LIMITS[field]})


def _is_hidden(character: str) -> bool:
    is_control = unicodedata.category(character) == "Cc" and character not in _TIDY_CONTROLS
    return is_control or character in "\ufffd\ufffe\uffff"


def _native(scripted: Mapping[Field, ScriptedName], script: str) -> str:
    own = {"ur": Field.NAME_UR, "zh": Field.NAME_ZH}[script]
    for field in (own, Field.NAME, Field.NAME_LATIN, Field.NAME_UR, Field.NAME_ZH, Field.PINYIN):
        if field in scripted and (name := str(getattr(scripted[field], script))):
            return name
    parts = [getattr(scripted[f], script) for f in (Field.SURNAME, Field.GIVEN) if f in scripted]
    return ("" if script == "zh" else " ").join(part for part in parts if part)


def _filled(value: CellValue) -> str:
    text = cell_text(value)
    return "" if is_placeholder(text) else text


def _name_text(field: Field, value: CellValue) -> str:
    """Na is a given name, so letters say something in a column of parts of names."""
    text = cell_text(value)
    is_part = field in (Field.SURNAME, Field.GIVEN) and text.isalpha()
    return text if is_part else _filled(value)


def _has_chinese_number(cells: PersonCells) -> bool:
    return any(is_chinese_number(cells.values[field]) for field in _NUMBERS if field in cells.values)


def _latin(
    scripted: Mapping[Field, ScriptedName], cells: PersonCells, *, is_chinese: bool
) -> tuple[LatinName, str]:
    surname, given = (
        scripted[field].latin if field in scripted else "" for field in (Field.SURNAME, Field.GIVEN)
    )
    if surname or given:
        order = LatinOrder.SURNAME_FIRST if cells.is_surname_first else LatinOrder.GIVEN_FIRST
        return in_two_parts(surname, given, order=order, is_chinese=is_chinese), ""
    for field in (Field.NAME_LATIN, Field.PINYIN, Field.NAME, Field.NAME_UR, Field.NAME_ZH):
        if field in scripted and scripted[field].latin:
            is_pinyin = is_chinese or field == Field.PINYIN
            may_have_rank = not is_pinyin and Field.RANK not in cells.values
            name, rank = part_rank(scripted[field].latin) if may_have_rank else (scripted[field].latin, "")
            return read_latin(name, is_chinese=is_pinyin), rank
    return LatinName(""), ""


def _identifiers(values: Mapping[Field, CellValue]) -> tuple[tuple[Identifier, ...], list[Fault]]:
    read = [read_identifier(values[field], field) for field in _NUMBERS if field in values]
    identifiers = dict.fromkeys(one for one in read if isinstance(one, Identifier))
    return tuple(identifiers), [one for one in read if isinstance(one, Fault)]


def _born_on(
    values: Mapping[Field, CellValue], cells: PersonCells, identifiers: tuple[Identifier, ...], on: date
) -> tuple[date | None, list[Fault]]:
    value = values.get(Field.BORN_ON)
    text = cell_text(value)
    inside = _born_in_number(identifiers)
    if is_placeholder(text):
        return inside, []
    born_on = read_date(value, Field.BORN_ON, order=cells.order, uses_1904=cells.uses_1904)
    if isinstance(born_on, Fault):
        return None, [born_on]
    fault = _unlikely(born_on, text, on)
    if fault is None and inside not in (None, born_on):
        fault = Fault(Field.BORN_ON, FaultCode.BORN_DIFFERS, text, {"inside": str(inside)})
    return born_on, [fault] if fault else []


def _born_in_number(identifiers: tuple[Identifier, ...]) -> date | None:
    numbers = (one.value for one in identifiers if one.kind == IdentifierKind.PRC_ID)
    return next((born_inside(number) for number in numbers), None)


def _unlikely(born_on: date, text: str, on: date) -> Fault | None:
    if born_on > on:
        return Fault(Field.BORN_ON, FaultCode.BORN_LATER, text)
    age = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    if not YOUNGEST <= age <= OLDEST:
        return Fault(Field.BORN_ON, FaultCode.IMPROBABLE_AGE, text, {"age": age})
    return None


def _sex(values: Mapping[Field, CellValue]) -> tuple[str, list[Fault]]:
    text = cell_text(values.get(Field.SEX))
    if is_placeholder(text):
        return "", []
    parts = [text, *text.replace("／", "/").split("/")]
    sex = next((_SEXES[key] for part in parts if (key := part.casefold().strip(" .")) in _SEXES), None)
    return ("", [Fault(Field.SEX, FaultCode.SEX_UNKNOWN, text)]) if sex is None else (sex, [])


def _text(values: Mapping[Field, CellValue], field: Field) -> str:
    return western_digits(_filled(values.get(field)))
