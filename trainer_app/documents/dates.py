"""Dates as agencies write them: cells, serial numbers, and texts in four orders and three languages."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from trainer_app.core.text import clean_spaces, fold_urdu, western_digits
from trainer_app.documents.faults import Fault, FaultCode
from trainer_app.documents.headings import Field
from trainer_app.documents.sheets import CellValue, cell_text, is_number


class DateOrder(StrEnum):
    """Which of the two small numbers of a text date is the day."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_FIRST_SERIAL, _LAST_SERIAL = 3_000, 73_050
"""Serial numbers from 1908 to 2099; a smaller number is no date but, say, a year."""

_SEPARATOR = r"\s*[-/.,\s\\–—‐‑۔]\s*"
_TIME = r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_TIME}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}}){_TIME}")
_TWO_DIGITS = re.compile(rf"\d{{1,2}}{_SEPARATOR}(?:\d{{1,2}}|\w+){_SEPARATOR}'?\d{{2}}")
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?")
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_WORD_YEAR = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?{_SEPARATOR}([^\W\d]+){_SEPARATOR}(\d{{4}})")
_WORD_DAY_YEAR = re.compile(rf"([^\W\d]+){_SEPARATOR}(\d{{1,2}})(?:st|nd|rd|th)?{_SEPARATOR}(\d{{4}})")
_WANTED_ORDER = re.compile(r"\b(d{1,2}[-/. ]m{1,3}|m{1,3}[-/. ]d{1,2})[-/. ]y{1,4}\b", re.IGNORECASE)
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_URDU_MONTHS = (
    "جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر",
)  # fmt: skip


def read_date(
    value: CellValue, field: Field, *, order: DateOrder = DateOrder.DAY_FIRST, uses_1904: bool = False
) -> date | Fault:
    """The day that a cell means, or what is wrong with it."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = cell_text(value)
    if is_number(value) and isinstance(value, int | float):
        serial = _from_serial(value, uses_1904)
        if serial is not None:
            return serial
    return _from_text(text, field, order)


def infer_order(values: Iterable[CellValue]) -> DateOrder | None:
    """The order that a column's own text dates prove; None when none of them can tell."""
    day_first = month_first = 0
    for match in map(_small_numbers, values):
        if match is None:
            continue
        day_first += match[0] > 12 >= match[1]
        month_first += match[1] > 12 >= match[0]
    if day_first == month_first:
        return None
    return DateOrder.DAY_FIRST if day_first > month_first else DateOrder.MONTH_FIRST


def order_of_heading(heading: str) -> DateOrder | None:
    """The order that a heading asks for, such as "Date of birth (dd/mm/yyyy)"."""
    match = _WANTED_ORDER.search(heading)
    if match is None:
        return None
    return DateOrder.DAY_FIRST if match[1][0] in "dD" else DateOrder.MONTH_FIRST


def first_ambiguous(values: Iterable[CellValue]) -> str | None:
    """The first text date that means two different days, such as 04-03-1991."""
    for value in values:
        numbers = _small_numbers(value)
        if numbers and max(numbers) <= 12 and numbers[0] != numbers[1]:
            return cell_text(value)
    return None


def looks_like_date(value: CellValue) -> bool:
    """Whether the cell is a date or a text written like one."""
    if isinstance(value, date):
        return True
    return isinstance(value, str) and isinstance(read_date(value, Field.BORN_ON), date)


def _small_numbers(value: CellValue) -> tuple[int, int] | None:
    match = _YEAR_LAST.fullmatch(_plain(value)) if isinstance(value, str) else None
    return (int(match[1]), int(match[2])) if match else None


def _from_serial(value: float, uses_1904: bool) -> date | None:
    days = int(value)
    if not _FIRST_SERIAL <= days <= _LAST_SERIAL:
        return None
    return (_EPOCH_1904 if uses_1904 else _EPOCH_1900) + timedelta(days=days)


def _from_text(text: str, field: Field, order: DateOrder) -> date | Fault:
    plain = _plain(text)
    parts = _year_first(plain) or _year_last(plain, order) or _with_word(plain)
    if parts is None:
        code = FaultCode.TWO_DIGIT_YEAR if _TWO_DIGITS.fullmatch(plain) else FaultCode.NOT_A_DATE
        return Fault(field, code, text)
    year, month, day = parts
    try:
        return date(year, month, day)
    except ValueError:
        return Fault(field, FaultCode.NO_SUCH_DAY, text, {"day": day, "month": month, "year": year})


def _plain(value: CellValue) -> str:
    text = western_digits(clean_spaces(cell_text(value)))
    return text.replace("／", "/").replace("．", ".").replace("－", "-").strip(" .")


def _year_first(text: str) -> tuple[int, int, int] | None:
    for pattern in (_CHINESE, _YEAR_FIRST, _EIGHT_DIGITS):
        if match := pattern.fullmatch(text.replace(" ", "") if pattern is _CHINESE else text):
            return int(match[1]), int(match[2]), int(match[3])
    return None


def _year_last(text: str, order: DateOrder) -> tuple[int, int, int] | None:
    match = _YEAR_LAST.fullmatch(text)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    day, month = (first, second) if order == DateOrder.DAY_FIRST else (second, first)
    return int(match[3]), month, day


def _with_word(text: str) -> tuple[int, int, int] | None:
    if match := _DAY_WORD_YEAR.fullmatch(text):
        day, word, year = match.groups()
    elif match := _WORD_DAY_YEAR.fullmatch(text):
        word, day, year = match.groups()
    else:
        return None
    month = _month(word)
    return (int(year), month, int(day)) if month else None


def _month(word: str) -> int | None:
    folded = word.casefold()
    if folded[:3] in _ENGLISH_MONTHS:
        return _ENGLISH_MONTHS.index(folded[:3]) + 1
    urdu = fold_urdu(word)
    return _URDU_MONTHS.index(urdu) + 1 if urdu in _URDU_MONTHS else None
