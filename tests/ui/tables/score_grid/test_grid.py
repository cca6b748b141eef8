"""The whole grid: what is shown, filters, going somewhere, and how it is painted."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip

from tests.ui.pages.looking import button, click
from tests.ui.pages.typing import press, type_text
from tests.ui.tables.score_grid.conftest import (
    DRIVING,
    FIREARMS,
    NAMES,
    WRITTEN,
    enter,
    make_intake,
    shown,
)
from trainer_app.rules.states import OfferingState, ScoreState
from trainer_app.ui import theme
from trainer_app.ui.tables.score_grid.delegate import mark_look
from trainer_app.ui.tables.score_grid.ink import in_lines
from trainer_app.ui.tables.score_grid.number_dialog import NumberDialog
from trainer_app.ui.tables.score_grid.table import Filter

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
MARKS = {
    (0, "WRT"): 66,
    (0, "FIR"): 30,
    (1, "WRT"): ScoreState.ABSENT,
    (2, "WRT"): ScoreState.EXEMPT,
    (2, "DRV"): ScoreState.MISCONDUCT,
    (3, "WRT"): ScoreState.VOID,
    (3, "DRV"): ScoreState.NOT_APPLICABLE,
}


@pytest.fixture
def full(open_tab, file_database):
    """A tab with a mark of every kind."""
    return open_tab(make_intake(file_database, marks=MARKS))


def test_typing_begins_at_the_first_blank(full):
    assert full.grid.marks.place == (0, DRIVING)


def test_all_parts_show_the_same_lines_and_the_columns_fill_the_room(full):
    grid = full.grid
    parts = (grid.names, grid.marks, grid.totals)
    assert {part.rowViewportPosition(2) for part in parts} == {48}
    assert sum(part.width() for part in parts) == grid.width() - 2
    assert grid.marks.columnWidth(4) * 4 == grid.marks.width()


def test_rows_are_higher_in_urdu_and_texts_larger(full):
    heights = []
    for code in ("en", "ur"):
        full.context.appearance.set_language(code)
        heights.append(full.grid.marks.rowHeight(0))
    assert heights == [24, 28]


@pytest.mark.parametrize("language", ["en", "ur", "zh"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_state_is_painted_in_every_language_and_theme(full, language, look, caplog):
    full.context.appearance.set_theme(look)
    full.context.appearance.set_language(language)
    full.grid.marks.go_to(1, FIREARMS)
    enter("999")
    full.grid.foot.go_to(WRITTEN)
    enter("12")
    picture = full.grid.grab().toImage()
    assert picture.pixelColor(30, 300) != QColor("white") or look == "light"
    assert caplog.records == []


def test_states_look_as_they_are_drawn(full):
    table = full.entry.table
    assert mark_look(table, 0, FIREARMS)[:3] == ("30.0", "danger", 600)
    assert mark_look(table, 1, WRITTEN)[:2] == ("Absent", "text2")
    assert mark_look(table, 2, DRIVING).tone == "danger"
    assert mark_look(table, 3, WRITTEN).struck
    assert mark_look(table, 1, DRIVING).ground == "warn_soft"
    table.reject(1, DRIVING, table.read(DRIVING, "99"))
    assert mark_look(table, 1, DRIVING).edge == "danger"


def test_a_name_that_is_missing_in_the_language_of_the_screen_has_a_tooltip(full):
    full.context.appearance.set_language("ur")
    index = full.grid.model.index(1, 2)
    assert index.data(Qt.ItemDataRole.ToolTipRole)
    assert full.grid.model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole) is None


def test_heads_name_number_and_minimum_of_each_component(full):
    model = full.grid.model
    heads = [model.headerData(section, Qt.Orientation.Horizontal) for section in range(model.columnCount())]
    assert [head.strip("\u2068\u2069") for head in heads] == [
        "No.", "Side", "Trainee", "Own script", "Written examination", "Protective driving",
        "Firearms practical", "Basic Chinese for protection duty", "Total", "Band",
    ]  # fmt: skip
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_a_refused_cell_says_why_in_its_tooltip(full):
    full.grid.marks.go_to(1, DRIVING)
    enter("99")
    tip = full.grid.model.index(1, 4 + DRIVING).data(Qt.ItemDataRole.ToolTipRole)
    assert "the maximum is" in tip


def test_a_filter_shows_its_trainees_and_keeps_the_focused_row_until_it_is_left(full, qtbot):
    full.bar.filters.choose(Filter.ABSENT)
    assert list(full.grid.model.rows) == [0, 1]
    full.grid.setFocus()
    press(Key.Key_Down)
    assert list(full.grid.model.rows) == [1]
    full.grid.marks.go_to(0, WRITTEN)
    type_text("50")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: not full.recorder._saves)
    assert full.grid.model.rowCount() == 1


def test_going_to_a_cell_that_a_filter_hides_drops_the_filter(full):
    full.bar.filters.choose(Filter.ABSENT)
    full.grid.go_to_place(3, FIREARMS)
    assert full.bar.filters.current == Filter.ALL
    assert full.grid.marks.place == (3, FIREARMS)


def test_a_filter_without_anyone_shows_no_line(open_tab, file_database):
    tab = open_tab(make_intake(file_database, marks={(0, "WRT"): 5}))
    tab.grid.marks.go_to(2, WRITTEN)
    tab.bar.filters.choose(Filter.BELOW_MINIMUM)
    assert list(tab.grid.model.rows) == [2]
    press(Key.Key_Down)
    assert tab.grid.model.rowCount() == 1


def test_control_g_goes_to_a_roll_number(full, qtbot):
    answers = []

    def answer():
        dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, NumberDialog))
        field = dialog.findChild(QLineEdit)
        field.setText("many")
        click(button(dialog, "Go there"))
        answers.append(dialog._field.has_error())
        field.setText("77")
        click(button(dialog, "Go there"))
        answers.append(dialog.isVisible())
        field.setText("۳")
        click(button(dialog, "Go there"))

    QTimer.singleShot(0, answer)
    press(Key.Key_G, CTRL)
    assert answers == [True, True]
    assert full.grid.marks.place == (2, DRIVING)
    assert full.window().focusWidget() is full.grid.marks


def test_more_components_than_fit_scroll_while_names_and_totals_stay(full, qtbot):
    full.window().resize(1180, 700)
    grid = full.grid
    for section in range(4, 8):
        grid.marks.setColumnWidth(section, 400)
    bar = grid.marks.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    before = grid.names.x(), grid.totals.x()
    bar.setValue(bar.maximum())
    assert grid._side_bar.value() == bar.maximum()
    assert (grid.names.x(), grid.totals.x()) == before
    assert grid.foot._marks[3].right() <= grid.foot._window.right() + 1


def test_lines_scroll_together(open_tab, file_database, qtbot):
    tab = open_tab(make_intake(file_database))
    tab.window().resize(1180, 680)
    grid = tab.grid
    grid.setFixedHeight(230)
    qtbot.waitUntil(lambda: grid._bar.maximum() > 0)
    grid._bar.setValue(1)
    assert {part.verticalScrollBar().value() for part in (grid.names, grid.marks, grid.totals)} == {1}
    press(Key.Key_Home, CTRL)
    assert grid.names.verticalScrollBar().value() == 0


def test_what_is_shown_again_after_reading_keeps_the_cursor_and_the_typing(full, qtbot):
    full.grid.marks.go_to(2, FIREARMS)
    type_text("4")
    full.reload()
    before = full.entry.table
    qtbot.waitUntil(lambda: full.entry.table is not before)
    assert full.grid.marks.place == (2, FIREARMS)
    assert full.grid.marks.is_editing
    assert full.grid.marks.editor.text() == "4"


def test_the_cells_that_cannot_be_typed_in_have_another_ground(open_tab, file_database):
    tab = open_tab(make_intake(file_database, state=OfferingState.CLOSED, marks=MARKS))
    spot = tab.grid.marks.visualRect(tab.grid.model.index(0, 4)).center()
    picture = tab.grid.marks.viewport().grab().toImage()
    assert picture.pixelColor(spot.x() - 20, spot.y()) == QColor(theme.tokens().surface2)


def test_names_are_the_people_of_the_roll(full):
    names = [full.grid.model.index(line, 2).data() for line in range(4)]
    assert names == [name for name, *_rest in NAMES]
    assert shown(full, 0, WRITTEN) == "66.0"


def test_a_name_that_is_elided_is_shown_whole_in_a_tooltip(full, qtbot):
    names = full.grid.names
    names.setColumnWidth(2, 60)
    index = full.grid.model.index(0, 2)
    spot = names.visualRect(index).center()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, spot, names.viewport().mapToGlobal(spot))
    QApplication.sendEvent(names.viewport(), event)
    assert QToolTip.text() == "Muhammad Asif Khan"
    empty = names.viewport().rect().bottomLeft()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, empty, names.viewport().mapToGlobal(empty))
    QApplication.sendEvent(names.viewport(), event)
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_very_long_title_of_a_component_is_cut_at_its_second_line(full, caplog):
    lines = in_lines(
        "Investigation of crimes against foreign nationals and their property", "label", 600, 80, 2
    )
    assert len(lines) == 2
    assert lines[1].endswith("their property")
    assert caplog.records == []
