"""Sorting the trainees: what comes first in each script, and that the order stays while people type."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.pages.typing import press, type_text
from tests.ui.tables.score_grid.conftest import DRIVING, FIREARMS, WRITTEN, enter, make_intake
from trainer_app.services import offerings
from trainer_app.ui.commands import Command
from trainer_app.ui.tables.score_grid.order import Order, SortBy, name_key
from trainer_app.ui.tables.score_grid.table import Filter

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NAME_HEAD, TOTAL_HEAD = 2, 8
MARKS = {(0, "WRT"): 60, (1, "WRT"): 90, (3, "WRT"): 75}
BY_NAME = [2, 1, 0, 3]  # Gul, Liu, Muhammad, Zhao


@pytest.fixture
def begun(open_tab, file_database):
    """Three of four trainees have a written mark."""
    return open_tab(make_intake(file_database, marks=MARKS))


def rows(tab):
    return list(tab.grid.model.rows)


def click_head(tab, section):
    part = tab.grid.totals if section >= TOTAL_HEAD else tab.grid.names
    head = part.head
    x = head.sectionViewportPosition(section) + head.sectionSize(section) // 2
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 20))


@pytest.mark.parametrize(
    ("names", "scripts"),
    [
        (["Ali Raza", "ali Zaman", "Álvaro", "Bilal"], "Latin"),
        (["آصف خان", "احمد", "بلال", "پرویز", "ٹیپو", "عادل", "عائشہ", "گل", "لیاقت", "یاسر"], "Urdu"),
        (["陈晓明", "李建国", "刘洋", "王芳", "张伟"], "Chinese"),
    ],
)  # fmt: skip
def test_names_follow_letters_the_urdu_alphabet_or_pinyin(names, scripts):
    turned = names[::-1]
    assert sorted(turned, key=name_key) == names, scripts


def test_a_head_sorts_and_a_second_click_turns_the_order(begun):
    click_head(begun, NAME_HEAD)
    assert rows(begun) == BY_NAME
    click_head(begun, NAME_HEAD)
    assert rows(begun) == BY_NAME[::-1]
    click_head(begun, 0)
    assert rows(begun) == [0, 1, 2, 3]
    click_head(begun, 0)
    assert rows(begun) == [3, 2, 1, 0]


def test_totals_are_compared_as_numbers_and_who_has_none_comes_last_both_ways(begun):
    click_head(begun, TOTAL_HEAD)
    assert rows(begun) == [0, 3, 1, 2]
    click_head(begun, TOTAL_HEAD)
    assert rows(begun) == [1, 3, 0, 2]


def test_heads_that_sort_nothing_leave_the_order(begun):
    click_head(begun, 1)
    click_head(begun, TOTAL_HEAD + 1)
    assert begun.grid.model.order == Order()


def test_the_cursor_stays_on_its_trainee(begun):
    begun.grid.marks.go_to(1, FIREARMS)
    click_head(begun, TOTAL_HEAD)
    assert begun.grid.marks.place == (1, FIREARMS)
    assert begun.grid.marks.spot == (2, FIREARMS)
    assert begun.window().focusWidget() is begun.grid.marks


def test_what_is_being_typed_is_accepted_before_the_trainees_change_places(begun, qtbot):
    begun.grid.marks.go_to(2, WRITTEN)
    type_text("55")
    click_head(begun, NAME_HEAD)
    qtbot.waitUntil(lambda: not begun.recorder._saves)
    assert begun.entry.table.mark(2, WRITTEN).points == 55


def test_a_mark_never_makes_a_trainee_jump(begun, qtbot):
    click_head(begun, TOTAL_HEAD)
    begun.grid.marks.go_to(0, WRITTEN)
    enter("100")
    qtbot.waitUntil(lambda: not begun.recorder._saves)
    before = begun.entry.table
    begun.reload()
    qtbot.waitUntil(lambda: begun.entry.table is not before)
    assert rows(begun) == [0, 3, 1, 2]
    click_head(begun, TOTAL_HEAD)
    assert rows(begun) == [0, 1, 3, 2]


def test_enter_and_f8_follow_the_shown_order(begun, qtbot):
    click_head(begun, NAME_HEAD)
    begun.grid.marks.go_to(0, DRIVING)
    places = []
    for _row in range(4):
        places.append(begun.grid.marks.place)
        enter("10")
    assert places == [(row, DRIVING) for row in BY_NAME]
    begun.grid.marks.go_to(0, DRIVING)
    press(Key.Key_F8)
    assert begun.grid.marks.place == (2, FIREARMS)
    press(Key.Key_F8)
    assert begun.grid.marks.place == (1, FIREARMS)
    press(Key.Key_F8, SHIFT)
    assert begun.grid.marks.place == (2, FIREARMS)


def test_a_block_is_pasted_filled_copied_and_taken_back_in_the_shown_order(begun, qtbot):
    click_head(begun, NAME_HEAD)
    begun.grid.marks.go_to(0, DRIVING)
    QGuiApplication.clipboard().setText("11\n12\n13\n14")
    press(Key.Key_V, CTRL)
    press(Key.Key_Return)
    table = begun.entry.table
    assert [table.mark(row, DRIVING).points for row in BY_NAME] == [11, 12, 13, 14]
    press(Key.Key_Z, CTRL)
    assert [table.mark(row, DRIVING).points for row in BY_NAME] == [None] * 4
    begun.grid.marks.go_to(0, DRIVING)
    enter("20")
    begun.grid.marks.go_to(0, DRIVING)
    begun.grid.marks.go_to(1, DRIVING, extend=True)
    press(Key.Key_D, CTRL)
    assert [table.mark(row, DRIVING).points for row in BY_NAME] == [20, 20, None, None]
    press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "20.0\n20.0"
    qtbot.waitUntil(lambda: not begun.recorder._saves)


def test_filters_show_their_trainees_in_the_order_and_a_refused_value_stays_in_its_cell(begun):
    click_head(begun, NAME_HEAD)
    click_head(begun, NAME_HEAD)
    begun.grid.marks.go_to(0, WRITTEN)
    enter("999")
    begun.bar.filters.choose(Filter.NOT_ENTERED)
    assert rows(begun) == BY_NAME[::-1]
    begun.bar.filters.choose(Filter.BELOW_MINIMUM)
    click_head(begun, 0)
    begun.bar.filters.choose(Filter.ALL)
    assert rows(begun) == [0, 1, 2, 3]
    assert begun.entry.table.rejected(3, WRITTEN).text == "999"


def test_another_language_sorts_its_own_names_and_who_has_none_comes_last(begun):
    click_head(begun, NAME_HEAD)
    begun.context.appearance.set_language("zh")
    assert rows(begun) == [2, 1, 3, 0]  # 古尔·扎曼, 刘洋, 赵敏, and Muhammad in letters
    begun.context.appearance.set_language("ur")
    assert rows(begun) == [3, 2, 0, 1]  # ژاؤ, گل, محمد, and Liu in letters


def test_the_commands_of_the_tab_sort_too(begun):
    commands = {each.text(): each for each in begun.findChildren(Command)}
    commands["Sort by total"].trigger()
    commands["Sort by total"].trigger()
    assert begun.grid.model.order == Order(SortBy.TOTAL, descending=True)
    assert rows(begun) == [1, 3, 0, 2]


def test_the_sorted_head_has_a_mark_and_says_so(begun):
    head, model = begun.grid.totals.head, begun.grid.model
    role, across = Qt.ItemDataRole.AccessibleTextRole, Qt.Orientation.Horizontal
    pictures = [head.grab().toImage()]
    for said in ("upwards", "downwards"):
        click_head(begun, TOTAL_HEAD)
        pictures.append(head.grab().toImage())
        assert model.headerData(TOTAL_HEAD, across, role).endswith(f"sorted {said}")
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]
    assert model.headerData(TOTAL_HEAD, across, Qt.ItemDataRole.ToolTipRole) == "Sort by total"
    assert model.headerData(1, across, Qt.ItemDataRole.ToolTipRole) is None


def test_another_attempt_keeps_the_order_and_another_offering_begins_by_roll_number(
    begun, file_database, qtbot
):
    click_head(begun, NAME_HEAD)
    begun.bar.attempt_chosen.emit(2)
    qtbot.waitUntil(lambda: begun.entry.table.grid.attempt == 2)
    assert rows(begun) == BY_NAME
    other = make_intake(file_database, code="PK-2026-02")
    begun.show_offering(begun.context.tasks.read_now(offerings.facts, offering_id=other.id))
    qtbot.waitUntil(lambda: begun.entry.table.grid.offering_id == other.id)
    assert rows(begun) == [0, 1, 2, 3]
    assert begun.grid.model.order == Order()
