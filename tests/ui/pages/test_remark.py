"""Remarks on marks, by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tests.ui.pages.looking import dialog
from tests.ui.pages.typing import press
from tests.ui.tables.score_grid.conftest import (  # noqa: F401 (fixtures)
    WRITTEN,
    intake,
    open_tab,
    saved,
    stored,
    tab,
)
from trainer_app.services import scores
from trainer_app.ui.pages.offering.remark import RemarkDialog

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def write(tab, intake, qtbot, file_database):  # noqa: F811
    """Opens the dialog by its key, types and presses a key; gives what is kept then."""

    def act(text, key=Key.Key_Return):
        press(Key.Key_F2, SHIFT)
        qtbot.waitUntil(lambda: isinstance(dialog(), RemarkDialog))
        field = dialog().findChild(QLineEdit)
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, key)
        qtbot.waitUntil(lambda: dialog() is None and tab.context.tasks.is_idle)
        tab.reload()  # as the workspace asks it to, whose tab it is not here
        with file_database.reading() as session:
            return list(scores.remarks(session, offering_id=intake.id).values())

    return act


def test_a_remark_is_written_seen_in_the_grid_and_undone(tab, write, window, qtbot):  # noqa: F811
    assert write("Arrived late") == ["Arrived late"]
    qtbot.waitUntil(lambda: tab.entry.table.remark(0, WRITTEN) == "Arrived late")
    assert "Remark: " in tab.foot.missing.text()
    tip = tab.grid.model.index(0, 4).data(Qt.ItemDataRole.ToolTipRole)
    assert "Arrived late" in tip
    assert window.toast_bar.words == "Remark saved"
    window.toast_bar.undo()
    qtbot.waitUntil(lambda: window.toast_bar.words.startswith("Undone: "))
    tab.reload()
    qtbot.waitUntil(lambda: tab.entry.table.remark(0, WRITTEN) == "")


def test_esc_and_an_unchanged_remark_write_nothing(tab, write):  # noqa: F811
    assert write("Arrived late", Key.Key_Escape) == []
    assert write("") == []


def test_the_corner_of_a_cell_with_a_remark_is_painted(tab, write, qtbot):  # noqa: F811
    def corner():
        area = tab.grid.marks.visualRect(tab.grid.model.index(0, 4))
        return tab.grid.marks.viewport().grab(area).toImage().pixelColor(area.width() - 3, 2)

    tab.grid.go_to_place(2, WRITTEN)
    before = corner()
    tab.grid.go_to_place(0, WRITTEN)
    write("Arrived late")
    qtbot.waitUntil(lambda: tab.entry.table.remark(0, WRITTEN) != "")
    tab.grid.go_to_place(2, WRITTEN)
    assert corner() != before
