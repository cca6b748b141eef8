"""Typing into the grid by keys, as people do."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.pages.typing import focused, press, type_text
from tests.ui.tables.score_grid.conftest import (
    DRIVING,
    FIREARMS,
    LANGUAGE,
    WRITTEN,
    band,
    enter,
    make_intake,
    shown,
)
from trainer_app.rules.states import OfferingState, ScoreState

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def place(tab):
    return tab.grid.marks.place


def test_values_typed_at_speed_arrive_in_their_cells(tab, saved, stored, qtbot):
    values = ["61", "72.5", "83", "94"]
    for value in values:
        for letter in (*value, "\r"):
            press(Key.Key_Return) if letter == "\r" else type_text(letter)
            QTest.qWait(5)
    saved()
    assert [stored()[row, WRITTEN] for row in range(4)] == values
    assert place(tab) == (0, DRIVING)


def test_enter_goes_down_and_from_the_last_row_to_the_top_of_the_next_column(tab):
    for expected in ((1, WRITTEN), (2, WRITTEN), (3, WRITTEN), (0, DRIVING)):
        enter("10")
        assert place(tab) == expected


def test_shift_and_enter_accepts_and_goes_up(tab, saved, stored):
    press(Key.Key_Down)
    type_text("5")
    press(Key.Key_Return, SHIFT)
    saved()
    assert place(tab) == (0, WRITTEN)
    assert stored() == {(1, WRITTEN): "5"}


def test_tab_goes_along_the_row_and_on_to_the_next(tab, saved, stored):
    for value in ("10", "20", "30", "15", "11"):
        type_text(value)
        press(Key.Key_Tab)
    saved()
    assert place(tab) == (1, DRIVING)
    assert stored()[0, LANGUAGE] == "15"
    press(Key.Key_Backtab, SHIFT)
    press(Key.Key_Backtab, SHIFT)
    assert place(tab) == (0, LANGUAGE)


def test_tab_after_the_last_cell_leaves_the_grid(tab):
    press(Key.Key_End, CTRL)
    press(Key.Key_End)
    press(Key.Key_Tab)
    assert focused() is tab.grid.foot


def test_escape_leaves_the_value_as_it_was(tab, saved, stored):
    enter("40")
    press(Key.Key_Up)
    type_text("99")
    press(Key.Key_Escape)
    saved()
    assert shown(tab, 0, WRITTEN) == "40.0"
    assert stored() == {(0, WRITTEN): "40"}
    assert place(tab) == (0, WRITTEN)


def test_a_value_that_is_too_large_stays_in_the_cell_and_out_of_the_database(tab, saved, stored):
    enter("157")
    saved()
    assert shown(tab, 0, WRITTEN) == "157"
    assert place(tab) == (1, WRITTEN)
    assert stored() == {}
    assert tab.context.tasks.saving.not_accepted == 1


@pytest.mark.parametrize("text", ["4o", "1e2", "-3", "87..5", "43.3", "1,000"])
def test_what_cannot_be_read_stays_as_it_was_typed(tab, saved, stored, text):
    enter(text)
    saved()
    assert shown(tab, 0, WRITTEN) == text
    assert stored() == {}


def test_the_old_value_stays_in_force_under_a_refused_one(tab, saved, stored):
    enter("40")
    press(Key.Key_Up)
    enter("157")
    saved()
    assert stored() == {(0, WRITTEN): "40"}
    assert tab.entry.table.counts().entered == 1


def test_a_refused_value_is_corrected_by_typing_over_it(tab, saved, stored):
    enter("157")
    press(Key.Key_Up)
    enter("57")
    saved()
    assert stored() == {(0, WRITTEN): "57"}
    assert tab.context.tasks.saving.not_accepted == 0


def test_escape_on_a_refused_value_shows_the_old_one_again(tab):
    enter("157")
    press(Key.Key_Up)
    press(Key.Key_Escape)
    assert shown(tab, 0, WRITTEN) == ""
    assert tab.context.tasks.saving.not_accepted == 0


def test_the_letters_give_the_states(tab, saved, stored):
    for letter in "AEX":
        press(Key[f"Key_{letter}"])
        press(Key.Key_Down)
    saved()
    assert stored() == {
        (0, WRITTEN): ScoreState.ABSENT,
        (1, WRITTEN): ScoreState.ABSENT_EXCUSED,
        (2, WRITTEN): ScoreState.EXEMPT,
    }
    assert [shown(tab, row, WRITTEN) for row in range(3)] == ["Absent", "Excused", "Exempt"]


def test_the_states_are_found_by_the_place_of_the_key_on_an_urdu_keyboard(tab, saved, stored):
    for scan_code, letter in ((38, "ا"), (26, "ع"), (53, "ش")):
        event = QKeyEvent(
            QEvent.Type.KeyPress, ord(letter), Qt.KeyboardModifier.NoModifier, scan_code, 0, 0, letter
        )
        QApplication.sendEvent(focused(), event)
        press(Key.Key_Down)
    saved()
    assert list(stored().values()) == [ScoreState.ABSENT, ScoreState.ABSENT_EXCUSED, ScoreState.EXEMPT]


@pytest.mark.parametrize(
    ("text", "points"), [("۴۳٫۵", "43.5"), ("４３．５", "43.5"), ("43,5", "43.5"), ("٠٧", "7"), ("7.", "7")]
)
def test_digits_of_other_scripts_and_a_comma_are_read(tab, saved, stored, text, points):
    enter(text)
    saved()
    assert stored() == {(0, WRITTEN): points}
    assert shown(tab, 0, WRITTEN) == f"{float(points):.1f}"


def test_delete_makes_a_cell_blank_which_is_not_zero(tab, saved, stored):
    enter("0")
    saved()
    assert stored() == {(0, WRITTEN): "0"}
    press(Key.Key_Up)
    press(Key.Key_Delete)
    saved()
    assert stored() == {}


def test_delete_on_a_block_asks_before(tab, saved, stored, qtbot, monkeypatch):
    enter("10")
    enter("20")
    press(Key.Key_Up, SHIFT)
    press(Key.Key_Up, SHIFT)
    asked = []
    monkeypatch.setattr(
        "trainer_app.ui.tables.score_grid.grid.ask", lambda *words, **more: asked.append(words) or True
    )
    press(Key.Key_Delete)
    saved()
    assert len(asked) == 1
    assert stored() == {}
    press(Key.Key_Z, CTRL)
    saved()
    assert stored() == {(0, WRITTEN): "10", (1, WRITTEN): "20"}


def test_f2_edits_the_value_with_the_cursor_at_its_end(tab, saved, stored):
    enter("40")
    press(Key.Key_Up)
    press(Key.Key_F2)
    press(Key.Key_Backspace)
    type_text("5")
    press(Key.Key_Return)
    saved()
    assert stored() == {(0, WRITTEN): "40.5"}


def test_arrows_inside_an_edited_value_move_the_text_cursor(tab):
    enter("40")
    press(Key.Key_Up)
    press(Key.Key_F2)
    press(Key.Key_Left)
    assert tab.grid.marks.is_editing
    press(Key.Key_Escape)
    type_text("4")
    press(Key.Key_Right)
    assert not tab.grid.marks.is_editing
    assert place(tab) == (0, DRIVING)


def test_escape_drops_what_was_not_accepted_in_the_whole_block(tab, saved, stored):
    for text in ("170", "80", "180"):  # of 100: a column that belongs to another component
        enter(text)
    saved()
    assert tab.context.tasks.saving.not_accepted == 2
    press(Key.Key_A, CTRL)
    press(Key.Key_Escape)
    assert tab.context.tasks.saving.not_accepted == 0
    assert stored() == {(1, WRITTEN): "80"}


def test_undo_and_redo_go_back_over_a_hundred_cells(tab, saved, stored):
    for number in range(120):
        row, column = number % 4, number % 3
        tab.grid.marks.go_to(row, column)
        enter(str(number % 30))
    saved()
    full = stored()
    for _step in range(120):
        press(Key.Key_Z, CTRL)
    saved()
    assert stored() == {}
    for _step in range(120):
        press(Key.Key_Y, CTRL)
    saved()
    assert stored() == full


def test_undo_names_the_step_and_goes_to_the_cell(tab, saved):
    press(Key.Key_Down)
    enter("42")
    press(Key.Key_Up)
    enter("47")
    saved()
    plain = tab.bar.undo.toolTip().translate({0x2066: "", 0x2068: "", 0x2069: ""})
    assert plain == "Undo: Liu Yang, Written examination, 42.0 → 47.0 (Ctrl+Z)"
    press(Key.Key_Z, CTRL)
    assert place(tab) == (1, WRITTEN)
    assert shown(tab, 1, WRITTEN) == "42.0"


def test_home_and_end_go_along_the_row_and_with_control_along_the_roll(tab):
    press(Key.Key_End)
    assert place(tab) == (0, LANGUAGE)
    press(Key.Key_End, CTRL)
    assert place(tab) == (3, LANGUAGE)
    press(Key.Key_Home)
    assert place(tab) == (3, WRITTEN)
    press(Key.Key_Home, CTRL)
    assert place(tab) == (0, WRITTEN)


def test_control_and_an_arrow_goes_to_the_edge_of_what_is_filled(tab):
    enter("1")
    enter("2")
    press(Key.Key_Home, CTRL)
    press(Key.Key_Down, CTRL)
    assert place(tab) == (1, WRITTEN)
    press(Key.Key_Down, CTRL)
    assert place(tab) == (3, WRITTEN)
    press(Key.Key_Up, CTRL)
    assert place(tab) == (1, WRITTEN)


def test_page_keys_stay_inside_the_roll(tab):
    press(Key.Key_PageDown)
    assert place(tab) == (3, WRITTEN)
    press(Key.Key_PageUp)
    assert place(tab) == (0, WRITTEN)


def test_f8_goes_to_values_not_accepted_before_blanks(tab):
    enter("1")
    tab.grid.marks.go_to(2, FIREARMS)
    enter("99")
    tab.grid.marks.go_to(0, WRITTEN)
    press(Key.Key_F8)
    assert place(tab) == (2, FIREARMS)
    press(Key.Key_Escape)
    press(Key.Key_Home, CTRL)
    press(Key.Key_Home)
    press(Key.Key_F8)
    assert place(tab) == (1, WRITTEN)
    press(Key.Key_F8, SHIFT)
    assert place(tab) == (3, LANGUAGE)


def test_control_c_copies_a_block_as_a_workbook_takes_it(tab):
    enter("10")
    press(Key.Key_A)
    press(Key.Key_Up)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Right, SHIFT)
    press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "10.0\t\nAbsent\t"


def test_control_a_selects_every_cell_that_can_be_typed_in(tab):
    press(Key.Key_A, CTRL)
    assert len(tab.grid.marks.places) == 16


def test_alt_and_down_lists_the_states(tab, saved, stored, qtbot):
    press(Key.Key_Down, ALT)
    menu = tab.grid.findChild(QMenu)
    qtbot.waitUntil(menu.isVisible)
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert words == [
        "Absent",
        "Excused",
        "Exempt",
        "Not applicable",
        "Misconduct",
        "Blank",
        "Remark",
        "Copy",
        "Paste",
        "Fill down",
    ]
    menu.actions()[4].trigger()
    menu.close()
    saved()
    assert stored() == {(0, WRITTEN): ScoreState.MISCONDUCT}


def test_the_menu_key_offers_the_states_at_the_cell(tab, qtbot):
    corner = tab.grid.marks.viewport().mapToGlobal(tab.grid.marks.viewport().rect().center())
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, corner, corner)
    QApplication.sendEvent(tab.grid.marks.viewport(), event)
    menu = tab.grid.findChild(QMenu)
    qtbot.waitUntil(menu.isVisible)
    menu.close()


def test_a_misconduct_typed_as_a_word_is_not_taken(tab, saved, stored):
    type_text("misconduct")
    press(Key.Key_Return)
    saved()
    assert stored() == {}
    assert shown(tab, 0, WRITTEN) == "misconduct"


def test_the_input_method_is_off(tab):
    assert not tab.grid.marks.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    type_text("4")
    assert not focused().testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_totals_and_bands_live(tab, saved):
    for value in ("90", "36"):
        type_text(value)
        press(Key.Key_Tab)
    saved()
    assert band(tab, 0) == ("90.0", "So far, 2 of 4")
    for value in ("54", "27"):
        type_text(value)
        press(Key.Key_Tab)
    saved()
    assert band(tab, 0) == ("90.0", "Distinction")
    tab.grid.marks.go_to(0, FIREARMS)
    enter("41.5")
    saved()
    assert band(tab, 0) == ("84.8", "Below min")
    tab.grid.marks.go_to(0, WRITTEN)
    enter("0")
    tab.grid.marks.go_to(0, DRIVING)
    press(Key.Key_A)
    saved()
    assert band(tab, 0)[1] == "Fail"


def test_the_grid_runs_from_the_right_in_urdu(tab, appearance):
    tab.context.appearance.set_language("ur")
    tab.grid.setFocus()
    marks = tab.grid.marks
    assert tab.grid.names.x() > marks.x() > tab.grid.totals.x()
    tab.grid.marks.go_to(0, WRITTEN)
    press(Key.Key_Left)
    assert place(tab) == (0, DRIVING)
    press(Key.Key_Right)
    assert place(tab) == (0, WRITTEN)
    press(Key.Key_Tab)
    assert place(tab) == (0, DRIVING)
    assert marks.columnViewportPosition(5) < marks.columnViewportPosition(4)


def test_the_text_cursor_inside_a_number_runs_from_the_left_in_urdu(tab):
    tab.context.appearance.set_language("ur")
    tab.grid.setFocus()
    type_text("4")
    assert focused().layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_a_click_accepts_what_was_typed_and_moves_the_cursor(tab, saved, stored, qtbot):
    type_text("12")
    marks = tab.grid.marks
    spot = marks.visualRect(tab.grid.model.index(2, 4 + FIREARMS)).center()
    qtbot.mouseClick(marks.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    saved()
    assert place(tab) == (2, FIREARMS)
    assert stored() == {(0, WRITTEN): "12"}
    qtbot.mouseDClick(marks.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert marks.is_editing


def test_dragging_selects_a_block(tab, qtbot):
    marks = tab.grid.marks
    first, last = (
        marks.visualRect(tab.grid.model.index(line, 4 + column)).center() for line, column in ((0, 0), (2, 1))
    )
    qtbot.mousePress(marks.viewport(), Qt.MouseButton.LeftButton, pos=first)
    left = Qt.MouseButton.LeftButton
    drag = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(last),
        QPointF(marks.mapToGlobal(last)),
        left,
        left,
        Qt.KeyboardModifier(0),
    )
    QApplication.sendEvent(marks.viewport(), drag)
    qtbot.mouseRelease(marks.viewport(), left, pos=last)
    assert marks.places == [(row, column) for row in range(3) for column in range(2)]
    press(Key.Key_Escape)
    assert marks.places == [(2, 1)]


def test_a_click_on_a_head_goes_to_the_column(tab, qtbot):
    head = tab.grid.marks.head
    spot = head.viewport().rect().center()
    spot.setX(head.sectionViewportPosition(4 + LANGUAGE) + 10)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert place(tab) == (0, LANGUAGE)


def test_a_click_on_a_name_goes_to_the_line(tab, qtbot):
    names = tab.grid.names
    spot = names.visualRect(tab.grid.model.index(2, 2)).center()
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert place(tab) == (2, WRITTEN)
    assert focused() is tab.grid.marks


def test_nothing_can_be_typed_at_a_stage_that_is_closed(open_tab, file_database):
    tab = open_tab(make_intake(file_database, state=OfferingState.RESULTS))
    type_text("5")
    press(Key.Key_A)
    press(Key.Key_Delete)
    assert not tab.grid.marks.is_editing
    assert shown(tab, 0, WRITTEN) == ""
    assert "The results are before the board" in tab.strips.strips()[0].rest
