"""A table whose long texts make their rows higher, for reasons that must be read whole."""

from typing_extensions import override

from trainer_app.ui import theme
from trainer_app.ui.tables.cells import Text
from trainer_app.ui.tables.delegate import PADDING
from trainer_app.ui.tables.model import Row
from trainer_app.ui.tables.text import wrapped_height
from trainer_app.ui.tables.view import Table

_ABOVE_AND_BELOW = 14


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
            cell, room = column.cell(row), self.columnWidth(place) - 2 * PADDING
            if isinstance(cell, Text) and cell.wraps:
                height = max(height, wrapped_height(cell.words, room) + _ABOVE_AND_BELOW)
        return height
