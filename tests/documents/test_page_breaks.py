import random
from itertools import pairwise

import pytest

from trainer_app.documents.page_breaks import page_ends, page_room
from trainer_app.documents.sheet_model import Block, Column, Sheet

COLUMNS = (Column(40), Column(80))
ROW = 16.5
ROOM = page_room(COLUMNS)
MOST = int(ROOM // ROW)


def sheet_of(*sizes, heading_rows=2):
    """A sheet of blocks of so many rows, a blank row between them."""
    blocks, row = [], 1
    for size in sizes:
        blocks.append(Block(row, row + size - 1, heading_rows))
        row += size + 1
    return Sheet("Data", COLUMNS, [()] * (row - 2), blocks=tuple(blocks))


def pages(sheet):
    """First and last row of every page; a page that is too high is an error."""
    ends = [0, *page_ends(sheet, ROW), len(sheet.rows)]
    spans = [(before + 1, end) for before, end in pairwise(ends)]
    assert all((last - first + 1) * ROW <= ROOM for first, last in spans)
    return spans


def page_of(sheet, row):
    return next(number for number, (first, last) in enumerate(pages(sheet)) if first <= row <= last)


def test_what_fits_on_one_page_has_no_breaks():
    assert page_ends(sheet_of(10, 10), ROW) == ()
    assert page_ends(sheet_of(), ROW) == ()


@pytest.mark.parametrize("first", range(1, 2 * MOST))
def test_a_small_table_stays_whole_wherever_it_comes(first):
    sheet = sheet_of(first, 8)
    small = sheet.blocks[1]
    assert page_of(sheet, small.first) == page_of(sheet, small.last)


@pytest.mark.parametrize("length", range(MOST - 3, 3 * MOST))
def test_a_heading_keeps_its_first_rows_and_the_last_rows_keep_together(length):
    sheet = sheet_of(20, length, 5)
    table = sheet.blocks[1]
    assert page_of(sheet, table.first) == page_of(sheet, table.first + 4)
    assert page_of(sheet, table.last - 2) == page_of(sheet, table.last)


def test_no_page_is_blank_whatever_the_lengths_are():
    chance = random.Random(11)
    for _time in range(300):
        sheet = sheet_of(*(chance.randint(1, 90) for _table in range(chance.randint(1, 9))))
        filled = {row for block in sheet.blocks for row in range(block.first, block.last + 1)}
        assert all(filled & set(range(first, last + 1)) for first, last in pages(sheet))


def test_a_row_higher_than_the_rest_counts_as_high_as_it_is():
    plain = sheet_of(MOST - 6, 4)
    high = Sheet("Data", COLUMNS, plain.rows, heights={1: 5 * ROW}, blocks=plain.blocks)
    assert page_ends(plain, ROW) == ()
    assert page_ends(high, ROW) == (plain.blocks[1].first - 1,)


def test_a_wide_sheet_is_made_smaller_and_holds_more_rows():
    narrow, wide = (Column(40),), (Column(40), Column(160))
    assert page_room(narrow) == page_room((*narrow, Column(500, is_hidden=True)))
    assert page_room(wide) > 1.3 * page_room(narrow)
    assert page_room(narrow, is_landscape=False) > page_room(narrow)
