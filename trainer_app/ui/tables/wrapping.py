"""A table whose long texts make their rows higher, for reasons that must be read whole."""

from typing_extensions import override

from trainer_app.ui import theme
from trainer_app.ui.tables.cells import Cell, Text
from trainer_app.ui.tables.delegate import PADDING
from trainer_app.ui.tables.model import Row
from trainer_app.ui.tables.text import wrapped_height
from trainer_app.ui.tables.view import Table

ABOVE_AND_BELOW = 14


class WrappingTable(Table):
    """Rows in memory; a `Text` that wraps is never elided."""

    @override
    def _fit(self) -> None:
        super()._fit()
        heads = self.verticalHeader()
        for place in range(self._model.rowCount()):
            row = self._model.row_at(place)
            height = self._height_of(row) if row is not None else 0
            if height and heads.sectionSize(place) != height:
                heads.resizeSection(place, height)

    def _height_of(self, row: Row) -> int:
        """The usual height, or what the longest of the cells that wrap needs."""
        height = theme.active().height("table_row")
        for place, column in enumerate(self._columns):
            height = max(height, self._needed(column.cell(row), self.columnWidth(place) - 2 * PADDING))
        return height

    def _needed(self, cell: Cell, room: int) -> int:
        """The height of a cell that does not fit in one line; 0 for any other."""
        if isinstance(cell, Text) and cell.wraps:
            return wrapped_height(cell.words, room) + ABOVE_AND_BELOW
        return 0
