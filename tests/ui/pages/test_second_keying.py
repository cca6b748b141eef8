"""A second keying, by keys: blind, compared, and corrected in one step."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.ui.pages.looking import button, click, dialog, has_button, words
from tests.ui.pages.typing import press, type_text
from tests.ui.tables.score_grid.conftest import (  # noqa: F401 (fixtures)
    WRITTEN,
    intake,
    open_tab,
    saved,
    stored,
    tab,
)
from trainer_app.ui.pages.offering.second_keying import SecondKeyingDialog

Key = Qt.Key
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def keyed(tab, qtbot, saved):  # noqa: F811
    """Types the first marks of a column, opens the dialog and keys some again; gives the dialog."""

    def act(first, second):
        tab.grid.marks.go_to(0, WRITTEN)
        for mark in first:
            type_text(mark)
            press(Key.Key_Return)
        saved()
        tab.grid.marks.go_to(0, WRITTEN)
        press(Key.Key_K, BOTH)
        qtbot.waitUntil(lambda: isinstance(dialog(), SecondKeyingDialog))
        qtbot.waitUntil(lambda: dialog().isAncestorOf(QApplication.focusWidget()))
        for mark in second:
            type_text(mark)
            press(Key.Key_Return)
        return dialog()

    return act


def marks(tab, count):  # noqa: F811
    return [tab.entry.table.mark(row, WRITTEN).points for row in range(count)]


def test_what_stands_is_not_seen_and_what_agrees_is_said(tab, keyed):  # noqa: F811
    shown = keyed(["61", "72.5"], ["61", "72.5"])
    assert shown._grid.entry.table.mark(2, 0).points is None
    click(button(shown, "Compare"))
    assert "All 2 marks keyed again agree." in words(shown)
    assert not has_button(shown, "Take the second mark")
    click(button(shown, "Close"))
    assert marks(tab, 2) == [Decimal(61), Decimal("72.5")]


def test_only_what_differs_is_shown_and_what_is_taken_is_one_step(tab, keyed, saved):  # noqa: F811
    shown = keyed(["61", "72.5", "80"], ["61", "27.5", "88"])
    assert marks(tab, 3) == [Decimal(61), Decimal("72.5"), Decimal(80)]
    click(button(shown, "Compare"))
    assert [(each.first.points, each.second.points) for each in shown._found] == [
        (Decimal("72.5"), Decimal("27.5")),
        (Decimal(80), Decimal(88)),
    ]
    press(Key.Key_Return)
    click(button(shown, "Correct 1 mark"))
    saved()
    assert marks(tab, 3) == [Decimal(61), Decimal("27.5"), Decimal(80)]
    tab.entry.undo()
    saved()
    assert marks(tab, 3) == [Decimal(61), Decimal("72.5"), Decimal(80)]


def test_a_value_that_no_component_takes_holds_the_comparing_up(tab, keyed):  # noqa: F811
    shown = keyed(["61"], ["9999"])
    assert not button(shown, "Compare").isEnabled()
    press(Key.Key_Up)
    type_text("61")
    press(Key.Key_Return)
    assert button(shown, "Compare").isEnabled()


@pytest.fixture
def answer(qtbot):
    """Answers the question about leaving with one of its buttons, once it stands before the dialog."""
    asked, wanted = [], []
    timer = QTimer(interval=5)

    def look():
        shown = QApplication.activeModalWidget()  # the one in front of the two
        if wanted and shown is not None and has_button(shown, "Leave"):
            asked.append(shown.windowTitle())
            click(button(shown, wanted.pop()))

    timer.timeout.connect(look)
    timer.start()
    yield wanted, asked
    timer.stop()


def test_leaving_with_something_keyed_asks_first(tab, keyed, answer):  # noqa: F811
    shown = keyed(["61"], ["62"])
    wanted, asked = answer
    wanted.append("Cancel")
    shown.reject()
    assert shown.isVisible()
    wanted.append("Leave")
    shown.reject()
    assert asked == ["Leave without comparing?"] * 2
    assert not shown.isVisible()
    assert marks(tab, 1) == [Decimal(61)]
