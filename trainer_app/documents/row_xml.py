"""Rows of cells as the XML of a worksheet, one string a row: mass rows at a fraction of openpyxl's cost."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from html import escape

from trainer_app.core.errors import CellOutOfRange, CellTooLong, CellUnprintable
from trainer_app.documents.sheet_model import Row, Sheet, Value, letters

LONGEST_TEXT = 32_767
MOST_DIGITS = 15
_UNUSUAL = re.compile("[\x00-\x1f&<>\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LOOKALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_DAY_ZERO = date(1899, 12, 30)
_FIRST_DAY, _MISCOUNTED_DAYS = date(1900, 1, 1), date(1900, 3, 1)


class _Unholdable(Exception):
    """The content cannot stand in a cell; `fault` is the error to raise with the cell's name."""

    def __init__(self, fault: type[CellTooLong | CellUnprintable | CellOutOfRange]) -> None:
        self.fault = fault


def row_renderer(sheet: Sheet, style_ids: Mapping[str, int]) -> Callable[[int, Row], str]:
    """A function that gives the XML of row `number` (from 1) of the sheet.

    The function raises CellTooLong, CellUnprintable or CellOutOfRange for what a workbook cannot hold.
    """
    width = max(len(sheet.columns), 1)
    names = [letters(column) for column in range(1, width + 1)]
    openings = {style: f'" s="{number}"' for style, number in style_ids.items()}
    heights = sheet.heights

    def render(number: int, row: Row) -> str:
        height = heights.get(number)
        size = f' ht="{height:g}" customHeight="1"' if height else ""
        parts = [f'<row r="{number}"{size}>']
        for name, (value, style, formula) in zip(names, row, strict=False):
            if value is None and formula is None and style == "blank":
                continue
            try:
                body = _body(value) if formula is None else _formula_body(formula, value)
            except _Unholdable as found:
                raise found.fault(sheet.name, f"{name}{number}", str(value)) from None
            parts.append(f'<c r="{name}{number}{openings[style]}{body}')
        parts.append("</row>")
        return "".join(parts)

    return render


def rows_xml(sheet: Sheet, style_ids: Mapping[str, int]) -> Iterator[str]:
    """The XML of all rows of the sheet, row by row."""
    render = row_renderer(sheet, style_ids)
    for number, row in enumerate(sheet.rows, 1):
        yield render(number, row)


def _body(value: Value) -> str:
    """The rest of a cell's element after its style, for a cell without a formula."""
    if isinstance(value, str):
        return _text_body(value)
    if value is None:
        return "/>"
    if isinstance(value, bool):
        return f' t="b"><v>{value:d}</v></c>'
    return f"><v>{_number(value)}</v></c>"


def _text_body(text: str) -> str:
    if not text:
        return "/>"
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f' t="inlineStr"><is><t{kept}>{xml_text(text)}</t></is></c>'


def _formula_body(formula: str, value: Value) -> str:
    """The rest of a formula cell's element; it carries the value that the program computed."""
    live = f"<f>{escape(formula, quote=False)}</f>"
    if value is None or isinstance(value, str):
        return f' t="str">{live}<v>{xml_text(value or "")}</v></c>'
    if isinstance(value, bool):
        return f' t="b">{live}<v>{value:d}</v></c>'
    return f">{live}<v>{_number(value)}</v></c>"


def xml_text(text: str) -> str:
    """The text as XML; what looks like an escape of the format (`_x0041_`) stays as it was typed.

    Raises:
        _Unholdable: longer than a cell, or with a character that XML does not have.
    """
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
        raise _Unholdable(CellTooLong)
    if not _UNUSUAL.search(text):
        return text
    if _FORBIDDEN.search(text):
        raise _Unholdable(CellUnprintable)
    plain = _ESCAPE_LOOKALIKE.sub("_x005F_", text)
    return escape(plain, quote=False).replace("\r", "&#13;")


def _number(value: int | Decimal | date) -> str:
    if isinstance(value, date):
        return str(_serial(value))
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if not _is_exact(value, text):
        raise _Unholdable(CellOutOfRange)
    return text


def _is_exact(value: int | Decimal, text: str) -> bool:
    """Whether the number keeps within the fifteen digits that a cell can hold."""
    if isinstance(value, Decimal) and not value.is_finite():
        return False
    return len(text) <= MOST_DIGITS or len(Decimal(value).normalize().as_tuple().digits) <= MOST_DIGITS


def _serial(day: date) -> int:
    """The day's number in the calendar of workbooks, which has a 29 February 1900."""
    if day < _FIRST_DAY:
        raise _Unholdable(CellOutOfRange)
    return (day - _DAY_ZERO).days - (day < _MISCOUNTED_DAYS)
