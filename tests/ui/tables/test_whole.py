from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.tables.rows import COLUMNS, trainees
from trainer_app.core.settings import Settings
from trainer_app.ui import theme
from trainer_app.ui.tables.whole import WholeTable


def height_of(rows: int) -> int:
    return theme.active().height("table_head") + rows * theme.active().height("table_row")


def test_a_short_table_is_as_high_as_its_rows(qtbot):
    table = WholeTable(COLUMNS, Settings(), "whole")
    qtbot.addWidget(table)
    assert table.height() == height_of(1)
    table.set_rows(trainees(7))
    assert table.height() == height_of(7)


def test_many_rows_scroll_within_the_table(qtbot):
    table = WholeTable(COLUMNS, Settings(), "whole", most=5)
    qtbot.addWidget(table)
    table.set_rows(trainees(40))
    assert table.height() == height_of(5)
    table.set_rows(trainees(2))
    assert table.height() == height_of(2)


def test_the_height_follows_the_text_size(qtbot, appearance):
    page = QWidget()
    qtbot.addWidget(page)
    table = WholeTable(COLUMNS, Settings(), "whole")
    QVBoxLayout(page).addWidget(table)
    table.set_rows(trainees(3))
    page.show()
    appearance.set_text_size(125)
    assert table.height() == height_of(3)
    appearance.set_text_size(100)
    assert table.height() == height_of(3)
