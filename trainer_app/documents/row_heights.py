"""How high the rows of a workbook are: nothing measures text here, so lines are counted from its width."""

import re
from collections.abc import Iterable, Sequence

from trainer_app.documents.sheet_model import Cell, Column, shown_width

ROW_HEIGHTS = {"en": 16.5, "ur": 19.5, "zh": 17.5}
LINE_HEIGHTS = {"en": 15.5, "ur": 19.5, "zh": 17.0}
HEADING_HEIGHT = 36.0
_AROUND_HEADING, _AROUND_TEXT = 5.0, 6.0
_INDENT = 2.0
_WIDTHS = {**dict.fromkeys("fijlrtI .,:;'()-|!/", 0.55), **dict.fromkeys("mwMW", 1.5)}  # a digit has 1
_LOWER, _UPPER, _ARABIC, _EAST_ASIAN = 0.95, 1.15, 1.1, 1.05
_PIECES = re.compile(r"\s+|[\u2e80-\u9fff\uf900-\uffef]|[^\s\u2e80-\u9fff\uf900-\uffef]+")


def lines(text: str, column: Column) -> int:
    """How many lines the text takes when it is wrapped in the column."""
    return sum(_wrapped(paragraph, column.width - _INDENT) for paragraph in text.split("\n"))


def heading_height(cells: Sequence[Cell], columns: Iterable[Column], language: str) -> float:
    """Height of a row of wrapped headings, so that none is cut."""
    most = max(lines(str(cell.value or ""), column) for cell, column in zip(cells, columns, strict=False))
    return max(HEADING_HEIGHT, most * LINE_HEIGHTS[language] + _AROUND_HEADING)


def text_height(text: str, column: Column, language: str) -> float:
    """Height of a row whose longest cell is this wrapped text."""
    return lines(text, column) * LINE_HEIGHTS[language] + _AROUND_TEXT


def _wrapped(paragraph: str, room: float) -> int:
    count, used = 1, 0.0
    for piece in _PIECES.findall(paragraph):
        size = _width(piece)
        if used + size > room and used and not piece.isspace():
            count, used = count + 1, 0
        used += size
        while used > room and not piece.isspace():
            count, used = count + 1, used - room
    return count


def _width(piece: str) -> float:
    """Room that the piece takes, in digits, by which columns are measured."""
    if not piece.isascii():
        size = shown_width(piece)
        return size * (_EAST_ASIAN if size > len(piece) else _ARABIC)
    return sum(_WIDTHS.get(each) or _plain_width(each) for each in piece)


def _plain_width(character: str) -> float:
    return _LOWER if character.islower() else _UPPER if character.isupper() else 1
