from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QWidget

from tests.ui.pages.looking import button, click
from trainer_app.services import history
from trainer_app.services.history import ChangeLine, History
from trainer_app.ui.record_history import HistoryDialog


def lines(_session, *, limit, count):
    """As many changes as are asked for, of some."""
    shown = min(limit, count)
    made = (
        ChangeLine(
            str(n),
            datetime(2026, 11, 23, tzinfo=UTC),
            "Sana",
            "",
            "Person",
            "Omar",
            "Posting",
            "",
            str(n),
            "",
        )
        for n in range(shown)
    )
    return History(tuple(made), count > limit)


@pytest.fixture
def opened(window, qtbot):
    def open_dialog(count):
        dialog = HistoryDialog(window, window.context, "History of Omar", lines, count=count)
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitUntil(lambda: dialog.table.row_count == min(count, history.PAGE))
        return dialog

    yield open_dialog
    for dialog in window.findChildren(HistoryDialog):
        dialog.reject()


def test_a_long_history_is_read_page_by_page(opened, qtbot):
    dialog = opened(history.PAGE + 50)
    click(button(dialog, "Show older changes"))
    qtbot.waitUntil(lambda: dialog.table.row_count == history.PAGE + 50)
    qtbot.waitUntil(lambda: not dialog.older.isVisible())


def test_without_a_change_it_says_so(opened, window):
    dialog = opened(0)
    assert not dialog.older.isVisible()
    assert dialog.width() <= window.width()
    assert isinstance(dialog.table, QWidget)
