"""How the columns share the room."""

from dataclasses import replace

import pytest

from tests.ui.tables.score_grid.conftest import make_intake
from tests.ui.tables.score_grid.test_table import table_of
from trainer_app.core import language
from trainer_app.ui.tables.score_grid.ink import PADDING, width
from trainer_app.ui.tables.score_grid.model import fixed_heads
from trainer_app.ui.tables.score_grid.table import ScoreTable
from trainer_app.ui.tables.score_grid.widths import shared


@pytest.fixture
def table_with(file_database, appearance):
    intake = make_intake(file_database)
    table = table_of(file_database, intake)

    def made(columns: int) -> ScoreTable:
        components = tuple(table.components[number % 4] for number in range(columns))
        marks = tuple((*row, *row, *row)[:columns] for row in table.grid.marks)
        return ScoreTable(
            replace(table.grid, components=components, marks=marks), {}, table.basis, table.rejects
        )

    return made


@pytest.mark.parametrize("columns", [1, 4, 8, 9])
@pytest.mark.parametrize("room", [1195, 1282, 1900])
def test_up_to_nine_columns_fill_the_room_exactly(table_with, columns, room):
    widths = shared(table_with(columns), room)
    assert widths.fixed + widths.mark * columns == room


def test_a_tenth_column_makes_the_marks_scroll_at_their_usual_width(table_with):
    widths = shared(table_with(12), 1195)
    assert widths.mark == 86
    assert widths.fixed + 12 * widths.mark > 1195


def test_the_marks_grow_to_a_comfortable_width_and_the_names_take_the_rest(table_with):
    usual, wide = shared(table_with(4), 1282), shared(table_with(4), 1900)
    assert usual.mark == wide.mark == 132
    assert wide.names[2] > usual.names[2]


def test_where_room_is_short_the_second_name_gives_way_before_the_first(table_with):
    wide, narrow = shared(table_with(8), 1282), shared(table_with(8), 1200)
    assert narrow.names[3] < wide.names[3]
    assert narrow.names[2] >= 136


def test_widths_follow_the_size_of_texts(table_with, appearance):
    usual = shared(table_with(12), 1195)
    appearance.set_text_size(125)
    assert shared(table_with(12), 1195).mark > usual.mark
    appearance.set_text_size(100)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_the_heads_of_number_and_side_are_read_whole(table_with, appearance, code):
    appearance.set_language(code)
    given = shared(table_with(12), 1195).names[:2]
    wanted = [width(head, "label", 600) + 2 * PADDING for head in fixed_heads()[:2]]
    assert all(room >= least for room, least in zip(given, wanted, strict=True))
    appearance.set_language("en")
