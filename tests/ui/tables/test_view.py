import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from tests.ui.tables.rows import COLUMNS, read_trainees, trainees
from trainer_app.core.settings import Settings
from trainer_app.ui.tables.delegate import PADDING, cell_width
from trainer_app.ui.tables.view import Table
from trainer_app.ui.widgets.states import EmptyState


@pytest.fixture
def settings():
    return Settings()


@pytest.fixture
def table(qtbot, settings):
    made = Table(COLUMNS, settings, "trainees")
    qtbot.addWidget(made)
    made.resize(720, 300)
    made.show()
    made.set_rows(trainees(50))
    return made


def widths(table):
    return [table.columnWidth(place) for place in range(len(COLUMNS))]


def test_columns_fill_the_room_and_nothing_scrolls_sideways(table):
    assert sum(widths(table)) == table.viewport().width()
    table.resize(500, 300)
    assert sum(widths(table)) == table.viewport().width()
    assert table.horizontalScrollBar().maximum() == 0


def test_no_cell_is_elided_while_another_column_has_room_to_spare(table):
    assert widths(table)[2] >= cell_width("Crime Scene Investigation") + 2 * PADDING
    table.resize(560, 300)
    assert widths(table)[2] >= cell_width("Crime Scene Investigation") + 2 * PADDING


def test_enter_opens_the_current_row(table, qtbot):
    table.select_id(7)
    with qtbot.waitSignal(table.opened) as heard:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert heard.args == [7]


def test_a_double_click_opens_the_row(table, qtbot):
    spot = table.visualRect(table.model().index(2, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    with qtbot.waitSignal(table.opened) as heard:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert heard.args == [2]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_row_can_be_chosen_in_both_directions(table, appearance, language):
    appearance.set_language(language)
    assert table.select_id(7)
    assert table.current_id == 7
    assert table.selectionModel().isRowSelected(7, table.rootIndex())
    appearance.set_language("en")


def test_the_current_row_is_told(table, qtbot):
    with qtbot.waitSignal(table.current_changed) as heard:
        table.select_id(3)
    assert heard.args == [3]
    assert table.row(3).name == "Trainee 3"


def test_the_current_row_stays_when_the_rows_are_read_again(table):
    table.select_id(7)
    table.set_rows(trainees(20))
    assert table.current_id == 7


def test_a_current_row_that_is_gone_is_told(table, qtbot):
    table.select_id(7)
    with qtbot.waitSignal(table.current_changed, check_params_cb=lambda current: current is None):
        table.set_rows(trainees(3))
    assert not table.select_id(7)
    assert table.row(7) is None


def test_a_pulled_width_is_remembered(table, qtbot, settings):
    table.horizontalHeader().resizeSection(2, 200)
    assert settings.get("columns/trainees") == {"course": 200}
    again = Table(COLUMNS, settings, "trainees")
    qtbot.addWidget(again)
    again.resize(720, 300)
    again.show()
    assert again.columnWidth(2) == 200


def test_a_column_that_is_shown_again_was_pulled_by_nobody(table, settings):
    table.setColumnHidden(2, True)
    table.setColumnHidden(2, False)
    assert settings.get("columns/trainees") is None


def click_head(table, qtbot, column):
    heads = table.horizontalHeader()
    spot = QPoint(heads.sectionViewportPosition(column) + 20, heads.height() // 2)
    qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_head_asks_for_sorting_and_then_for_the_other_way(table, qtbot):
    with qtbot.waitSignal(table.sort_asked) as heard:
        click_head(table, qtbot, 1)
    assert heard.args == ["name", False]
    with qtbot.waitSignal(table.sort_asked) as heard:
        click_head(table, qtbot, 1)
    assert heard.args == ["name", True]


def test_a_column_that_cannot_be_sorted_ignores_the_click(table, qtbot):
    with qtbot.assertNotEmitted(table.sort_asked):
        click_head(table, qtbot, 2)


def test_the_sort_mark_is_painted(table, appearance):
    before = table.horizontalHeader().grab().toImage()
    table.set_sorted("total", descending=True)
    assert table.horizontalHeader().grab().toImage() != before
    table.set_sorted("name", descending=False)
    appearance.set_language("ur")
    table.horizontalHeader().grab()
    appearance.set_language("en")


def test_a_table_without_rows_shows_how_to_begin(table):
    empty = EmptyState("users", "No one is on this roll yet")
    table.set_empty(empty)
    assert empty.isHidden()
    table.set_rows([])
    assert empty.isVisible()
    assert empty.size() == table.viewport().size()


def test_what_stood_in_an_empty_table_goes_when_rows_come(table, qtbot):
    first = EmptyState("users", "No one is on this roll yet")
    table.set_empty(first)
    table.set_rows([])
    with qtbot.waitSignal(first.destroyed):
        table.set_empty(EmptyState("search", "No one matches"))
    table.set_rows(trainees(2))
    shown = [each for each in table.viewport().findChildren(EmptyState) if each.isVisible()]
    assert shown == []


def test_many_rows_come_from_the_database_when_they_are_painted(table, tasks):
    table.set_ids(range(100_000), tasks, read_trainees)
    assert table.row_count == 100_000
    table.set_ids(range(10), tasks, read_trainees)
    table.set_rows(trainees(2))
    assert table.row_count == 2


def test_rows_are_higher_in_urdu(table, appearance):
    appearance.set_language("ur")
    assert table.rowHeight(0) == 36
    appearance.set_language("en")
    assert table.rowHeight(0) == 32


def test_the_row_under_the_pointer_is_shown(table):
    before = table.viewport().grab().toImage()
    spot = QPointF(table.visualRect(table.model().index(1, 1)).center())
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    move = QMouseEvent(
        QEvent.Type.MouseMove, spot, table.viewport().mapToGlobal(spot), buttons, buttons, keys
    )
    QApplication.sendEvent(table.viewport(), move)
    assert table.viewport().grab().toImage() != before
    QApplication.sendEvent(table, QEvent(QEvent.Type.Leave))
    assert table.viewport().grab().toImage() == before


def test_the_first_row_receives_the_keyboard(table):
    table.setFocus()
    assert table.current_id == 0
