import pytest
from PySide6.QtCore import QModelIndex, Qt

from tests.ui.tables.rows import COLUMNS, read_trainees, trainees
from trainer_app.core.errors import NotFound
from trainer_app.ui.tables.model import CELL_ROLE, ID_ROLE, Column, MemoryModel, PagedModel, alignment

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


@pytest.fixture
def memory(qapp):
    model = MemoryModel(COLUMNS)
    model.set_rows(trainees(3))
    return model


def test_a_cell_is_found_by_row_and_column(memory):
    index = memory.index(1, 1)
    assert index.data(CELL_ROLE).first == "Trainee 1"
    assert index.data(ID_ROLE) == 1
    assert index.data() == "\u2068Trainee 1\u2069 \u2068آمنہ خان\u2069"


def test_a_cell_speaks_its_row_and_column(memory):
    assert memory.index(2, 3).data(Qt.ItemDataRole.AccessibleTextRole).endswith(", Total: 84.6")
    assert memory.index(2, 3).data(Qt.ItemDataRole.BackgroundRole) is None


def test_heads_are_isolated_and_numbers_stand_at_the_right(memory):
    head = memory.headerData
    assert head(0, Qt.Orientation.Horizontal) == "\u2068No.\u2069"
    assert head(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) == RIGHT
    assert head(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) == alignment(COLUMNS[1])
    assert head(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.BackgroundRole) is None
    assert head(0, Qt.Orientation.Vertical) is None
    assert head(9, Qt.Orientation.Horizontal) is None


def test_a_fault_in_a_column_leaves_the_cell_empty(qapp, caplog):
    model = MemoryModel((Column("broken", "Broken", lambda row: row.nothing),))
    model.set_rows(trainees(1))
    assert model.index(0, 0).data() is None
    assert "a cell could not be shown" in caplog.text


def test_rows_have_no_children(memory):
    assert memory.rowCount(memory.index(0, 0)) == memory.columnCount(memory.index(0, 0)) == 0
    assert memory.rowCount(QModelIndex()) == 3


def test_an_unknown_id_has_no_place(memory):
    assert (memory.place_of(2), memory.place_of(99)) == (2, -1)


def test_many_rows_are_read_a_page_at_a_time_when_they_are_seen(tasks):
    asked = []

    def rows_of(session, *, ids):
        asked.append(len(ids))
        return read_trainees(session, ids=ids)

    model = PagedModel(COLUMNS, tasks, rows_of)
    model.set_ids(range(100_000))
    assert model.rowCount() == 100_000
    assert asked == []
    assert model.row_at(0).name == "Trainee 0"
    assert model.row_at(99).name == "Trainee 99"
    assert asked == [100]
    assert model.row_at(54_321).name == "Trainee 54321"
    assert model.id_at(54_321) == 54_321
    assert (model.place_of(54_321), model.place_of("no")) == (54_321, -1)


def test_pages_seen_long_ago_are_forgotten(tasks):
    asked = []

    def rows_of(session, *, ids):
        asked.append(ids[0])
        return read_trainees(session, ids=ids)

    model = PagedModel(COLUMNS, tasks, rows_of)
    model.set_ids(range(2000))
    for place in (0, *range(100, 1000, 100), 0):
        model.row_at(place)
    assert asked.count(0) == 2


def test_rows_that_cannot_be_read_are_empty_and_told(tasks, qtbot):
    def rows_of(session, *, ids):
        raise NotFound("person", "1")

    model = PagedModel(COLUMNS, tasks, rows_of)
    model.set_ids([1])
    with qtbot.waitSignal(tasks.unanswered):
        assert model.index(0, 1).data() is None
