"""A table whose long texts make their rows higher."""

from dataclasses import dataclass

from trainer_app.ui.tables.cells import Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.wrapping import WrappingTable

LONG = "The list gives points out of 50, the component has 60. Decide on each mark. " * 2


@dataclass(frozen=True)
class Line:
    id: int
    why: str


def test_a_long_reason_makes_its_row_higher_and_a_short_one_does_not(qtbot, settings):
    columns = (
        Column("no", "No.", lambda row: str(row.id), width=60),
        Column("why", "Why", lambda row: Text(row.why, wraps=True), width=200, stretch=1),
    )
    table = WrappingTable(columns, settings, "wrapping")
    qtbot.addWidget(table)
    table.resize(420, 300)
    table.set_rows([Line(1, "Short."), Line(2, LONG)])
    table.show()
    assert table.rowHeight(0) == 32
    assert table.rowHeight(1) > 60
    before = table.rowHeight(1)
    table.resize(900, 300)
    assert table.rowHeight(1) < before
