"""Nominal rolls as three agencies write them, and a mark list of a fourth, for trying the imports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

from trainer_app.documents import workbook
from trainer_app.documents.sheet_model import EMPTY, Book, Cell, Sheet, Value, fitted

_MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
_EASTERN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@dataclass(frozen=True, slots=True)
class RollEntry:
    """One officer on an agency's roll."""

    name_latin: str
    name_ur: str
    name_zh: str
    pinyin: str
    rank: str
    sex: str
    identity: str
    service_no: str
    born_on: date
    posting: str


def write_english(path: Path, entries: Sequence[RollEntry]) -> None:
    """A roll with a title above its headings, dates as cells and as text, and a closing line."""
    rows: list[list[Value]] = [
        ["CAPITAL POLICE — NOMINAL ROLL OF OFFICERS NOMINATED FOR JOINT TRAINING"],
        [],
        ["S.No", "Belt No.", "Rank", "Name of Officer", "CNIC No.", "D.O.B", "Place of Posting"],
    ]
    for n, entry in enumerate(entries, start=1):
        born: Value = entry.born_on if n % 3 else f"{entry.born_on:%d/%m/%Y}"
        rows.append([n, entry.service_no, entry.rank, entry.name_latin, entry.identity, born, entry.posting])
    rows.append(["Total officers:", None, None, len(entries)])
    _save(path, "Nominal Roll", rows, heading_row=3)


def write_urdu(path: Path, entries: Sequence[RollEntry]) -> None:
    """A roll in Urdu with Eastern digits."""
    rows: list[list[Value]] = [
        ["نامزد افسران کی فہرست"],
        ["نمبر شمار", "نام", "انگریزی نام", "عہدہ", "شناختی کارڈ نمبر", "تاریخ پیدائش", "تعیناتی"],
    ]
    for n, entry in enumerate(entries, start=1):
        digits = (str(n), entry.identity, f"{entry.born_on:%d-%m-%Y}")
        number, identity, born = (text.translate(_EASTERN) for text in digits)
        rows.append([number, entry.name_ur, entry.name_latin, entry.rank, identity, born, entry.posting])
    _save(path, "فہرست", rows, heading_row=2, language="ur")


def write_chinese(path: Path, entries: Sequence[RollEntry]) -> None:
    """A roll in Chinese with dates in characters."""
    rows: list[list[Value]] = [
        ["序号", "姓名", "拼音", "性别", "警衔", "警号", "出生日期", "护照号", "单位"],
    ]
    for n, entry in enumerate(entries, start=1):
        born = f"{entry.born_on.year}年{entry.born_on.month}月{entry.born_on.day}日"
        names = [entry.name_zh, entry.pinyin, entry.sex, entry.rank]
        rows.append([n, *names, entry.service_no, born, entry.identity, entry.posting])
    _save(path, "参训人员", rows, heading_row=1, language="zh")


def write_marks(path: Path, title: str, maximum: Decimal, marks: Sequence[tuple[str, Value]]) -> None:
    """A mark list by names, with the greatest mark in its title."""
    rows: list[list[Value]] = [[f"{title} — RESULTS (max {maximum.normalize():f})"], []]
    rows.append(["No.", "Name", "Score", "Remarks"])
    rows += [[n, name, mark, None] for n, (name, mark) in enumerate(marks, start=1)]
    _save(path, "Results", rows, heading_row=3)


def _save(
    path: Path, title: str, rows: Sequence[Sequence[Value]], *, heading_row: int, language: str = "en"
) -> None:
    """Write one sheet; the same rows give the same bytes."""
    cells = [
        [_cell(value, is_heading=number == heading_row) for value in row]
        for number, row in enumerate(rows, start=1)
    ]
    columns = zip_longest(*rows[heading_row - 1 :], fillvalue=None)
    sheet = Sheet(title, tuple(fitted(map(_text, column)) for column in columns), cells)
    workbook.write(Book(title, language, _MADE_AT, (sheet,)), path)


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _cell(value: Value, *, is_heading: bool) -> Cell:
    if value is None:
        return EMPTY
    if is_heading:
        return Cell(value, "text.strong")
    if isinstance(value, date):
        return Cell(value, "date")
    return Cell(value, "number.0" if isinstance(value, int) else "text")
