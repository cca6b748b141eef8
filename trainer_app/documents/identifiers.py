"""Identity numbers as they stand in cells: their kind, how they are kept, what is wrong with them."""

import re
from dataclasses import dataclass, replace
from datetime import date

from trainer_app.core.text import clean_spaces, western_digits
from trainer_app.documents.faults import Fault, FaultCode
from trainer_app.documents.headings import Field
from trainer_app.documents.sheets import CellValue, cell_text, is_number
from trainer_app.rules.vocabulary import IdentifierKind


@dataclass(frozen=True, slots=True)
class Identifier:
    """One number of one person, written as it is kept."""

    kind: IdentifierKind
    value: str


_PRECISE_DIGITS = 10**15
"""A spreadsheet keeps 15 digits of a number and turns the rest into zeros."""

_LONG, _ROUNDED = 10**12, 10**6
"""A number of 13 digits that ends in six zeros was rounded by a spreadsheet, not given to a person."""

_EXPONENT = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d{1,3}")
_DIVIDERS = re.compile(r"[\s\-–—‐‑−_./,:'’]+")
_DIGITS = re.compile(r"\d+", re.ASCII)
_PRC_ID = re.compile(r"\d{17}[\dX]", re.ASCII)
_PASSPORT = re.compile(r"(?=(?:.*\d){5})[A-Z0-9]{6,12}", re.ASCII)
_PASSPORT_SURE = re.compile(r"[A-Z]{1,2}\d{7,8}|E[A-Z]\d{7}", re.ASCII)
_CHINESE_PASSPORT = re.compile(r"[EGP]\d{8}", re.ASCII)
_LABEL = re.compile(r"^\s*(?:c?nic|id|passport|no)\b[\s.:#]*(?:no\b)?[\s.:#]*", re.IGNORECASE)
_PLACEHOLDERS = frozenset(
    {"", "-", "--", "---", "—", "–", "n/a", "na", "nil", "none", "not available", "无", "暂无", "/"}
)
_PRC_WEIGHTS = tuple(2**n % 11 for n in range(17, 0, -1))


def is_placeholder(text: str) -> bool:
    """Whether the text only says that there is nothing."""
    return text.strip().casefold() in _PLACEHOLDERS


def read_identifier(value: CellValue, field: Field) -> Identifier | Fault | None:
    """The number in a cell of an identity column, what is wrong with it, or None when there is none."""
    text = cell_text(value)
    if is_placeholder(text):
        return None
    if _is_shortened(value, text):
        return Fault(field, FaultCode.SHORTENED, text)
    read = _READERS[field](plain_number(text), text)
    return replace(read, field=field) if isinstance(read, Fault) else read


def plain_number(text: str) -> str:
    """The number without dividers and label, its digits 0–9 and its letters capital."""
    western = western_digits(clean_spaces(text)).translate(_FULL_WIDTH)
    return _DIVIDERS.sub("", _LABEL.sub("", western)).upper()


def identity_kind(value: CellValue) -> IdentifierKind | None:
    """The kind that a cell's shape tells for certain."""
    plain = plain_number(cell_text(value))
    if len(plain) == 13 and _DIGITS.fullmatch(plain):
        return IdentifierKind.CNIC
    if _PRC_ID.fullmatch(plain):
        return IdentifierKind.PRC_ID
    return IdentifierKind.PASSPORT if _PASSPORT_SURE.fullmatch(plain) else None


def is_chinese_number(value: CellValue) -> bool:
    """Whether only someone of the Chinese side can have the number: an identity number or E-passport."""
    plain = plain_number(cell_text(value))
    return _PRC_ID.fullmatch(plain) is not None or _CHINESE_PASSPORT.fullmatch(plain) is not None


def born_inside(prc_id: str) -> date | None:
    """The date of birth that a Chinese identity number holds; None when there is no such day."""
    try:
        return date(int(prc_id[6:10]), int(prc_id[10:12]), int(prc_id[12:14]))
    except ValueError:
        return None


def prc_check_character(first_17: str) -> str:
    """Last character of a Chinese identity number (GB 11643, ISO 7064 MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_PRC_WEIGHTS, first_17, strict=True))
    return "10X98765432"[total % 11]


def _is_shortened(value: CellValue, text: str) -> bool:
    if is_number(value) and isinstance(value, int | float):
        return abs(value) >= _PRECISE_DIGITS or (value >= _LONG and value % _ROUNDED == 0)
    return _EXPONENT.fullmatch(western_digits(text)) is not None


def _cnic(plain: str, text: str) -> Identifier | Fault:
    if not _DIGITS.fullmatch(plain):
        return Fault(Field.CNIC, FaultCode.CNIC_LETTERS, text)
    if len(plain) != 13:
        return Fault(Field.CNIC, FaultCode.CNIC_DIGITS, text, {"count": len(plain)})
    return Identifier(IdentifierKind.CNIC, f"{plain[:5]}-{plain[5:12]}-{plain[12]}")


def _prc_id(plain: str, text: str) -> Identifier | Fault:
    if not _PRC_ID.fullmatch(plain):
        return Fault(Field.PRC_ID, FaultCode.PRC_LENGTH, text)
    if prc_check_character(plain[:17]) != plain[17]:
        return Fault(Field.PRC_ID, FaultCode.PRC_CHECK, text)
    if born_inside(plain) is None:
        return Fault(Field.PRC_ID, FaultCode.PRC_DATE, text)
    return Identifier(IdentifierKind.PRC_ID, plain)


def _passport(plain: str, text: str) -> Identifier | Fault:
    if not _PASSPORT.fullmatch(plain):
        return Fault(Field.PASSPORT, FaultCode.PASSPORT, text)
    return Identifier(IdentifierKind.PASSPORT, plain)


def _identity(plain: str, text: str) -> Identifier | Fault:
    if _DIGITS.fullmatch(plain) and 11 <= len(plain) <= 15:
        return _cnic(plain, text)
    if len(plain) in (17, 18, 19) and _DIGITS.match(plain):
        return _prc_id(plain, text)
    if _PASSPORT_SURE.fullmatch(plain):
        return Identifier(IdentifierKind.PASSPORT, plain)
    return Fault(Field.IDENTITY, FaultCode.IDENTITY_UNKNOWN, text)


def _belt_no(_plain: str, text: str) -> Identifier:
    return Identifier(IdentifierKind.BELT_NO, western_digits(text))


def _police_no(_plain: str, text: str) -> Identifier:
    return Identifier(IdentifierKind.POLICE_NO, western_digits(text))


_FULL_WIDTH = {code: code - 0xFEE0 for code in range(ord("！"), ord("～") + 1)}
_READERS = {
    Field.CNIC: _cnic,
    Field.PRC_ID: _prc_id,
    Field.PASSPORT: _passport,
    Field.IDENTITY: _identity,
    Field.BELT_NO: _belt_no,
    Field.POLICE_NO: _police_no,
}
