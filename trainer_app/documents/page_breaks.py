"""Where the pages of a printed sheet end: no heading stands alone at the foot, no small table is torn."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from trainer_app.documents.sheet_model import Block, Column, Sheet

SHORT_SIDE, LONG_SIDE = 595.28, 841.89  # A4, in points
SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN = 0.5, 0.6, 0.7
_POINTS_PER_INCH = 72
_CHARACTER = 5.25  # points of column for each character of its width
_SPARE = 0.98  # programs round the scale and the heights of rows
_TOGETHER = 3


class _Piece(NamedTuple):
    """Rows that stay on one page, and the blank rows before them."""

    gap: int
    first: int
    last: int


def page_room(columns: Iterable[Column], *, is_landscape: bool = True) -> float:
    """Points of row height that fit on a page of a sheet that is as wide as the paper."""
    across, down = (LONG_SIDE, SHORT_SIDE) if is_landscape else (SHORT_SIDE, LONG_SIDE)
    width = sum(column.width for column in columns if not column.is_hidden) * _CHARACTER
    scale = min(1, (across - 2 * SIDE_MARGIN * _POINTS_PER_INCH) / width)
    return (down - (TOP_MARGIN + BOTTOM_MARGIN) * _POINTS_PER_INCH) / scale * _SPARE


def page_ends(sheet: Sheet, row_height: float) -> tuple[int, ...]:
    """The rows after which a new page must begin, so that the sheet's blocks stay whole where they can."""
    room = page_room(sheet.columns, is_landscape=sheet.is_landscape)

    def size(first: int, last: int) -> float:
        return sum(sheet.heights.get(row, row_height) for row in range(first, last + 1))

    ends, used = [], 0.0
    for gap, first, last in _pieces(sheet.blocks, lambda first, last: size(first, last) <= room):
        before, height = size(first - gap, first - 1), size(first, last)
        if used and used + before + height > room:
            is_gap_left = used + before <= room
            ends.append(first - 1 if is_gap_left else first - gap - 1)
            used = height if is_gap_left else before + height
        else:
            used += before + height
    return tuple(ends)


def _pieces(blocks: Sequence[Block], fits: Callable[[int, int], bool]) -> Iterator[_Piece]:
    done = 0
    for block in blocks:
        gap = block.first - done - 1
        is_whole = fits(done + 1, block.last)
        for first, last in [(block.first, block.last)] if is_whole else _parts(block):
            yield _Piece(gap, first, last)
            gap = 0
        done = block.last


def _parts(block: Block) -> Iterator[tuple[int, int]]:
    """A table longer than a page: heading with its first rows, single rows, the last rows together."""
    head = min(block.first + block.heading_rows + _TOGETHER - 1, block.last)
    tail = max(block.last - _TOGETHER + 1, head + 1)
    yield block.first, head
    yield from ((row, row) for row in range(head + 1, tail))
    if tail <= block.last:
        yield tail, block.last
