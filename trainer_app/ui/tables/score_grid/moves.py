"""Where the keys lead in the grid; lines are those that the filter shows."""

from collections.abc import Callable, Iterable, Iterator

from trainer_app.rules.states import ScoreState
from trainer_app.ui.tables.score_grid.model import GridModel
from trainer_app.ui.tables.score_grid.table import ScoreTable

Spot = tuple[int, int]
"""Line and column."""


def typing_columns(table: ScoreTable) -> list[int]:
    """The columns that can be typed in."""
    return [column for column, each in enumerate(table.components) if each.is_editable]


def first_place(model: GridModel, table: ScoreTable) -> Spot:
    """Row and column in which typing begins: the first blank of the first column that lacks something."""
    columns = typing_columns(table)
    for column in columns:
        for row in model.all_rows:
            if table.is_open_work(row, column):
                return row, column
    return model.all_rows[0], columns[0] if columns else 0


def down(model: GridModel, spot: Spot) -> Spot:
    """Below; from the last line to the top of the next column that can be typed in."""
    line, column = spot
    if line + 1 < model.rowCount():
        return line + 1, column
    following = [each for each in _columns(model) if each > column]
    return (0, following[0]) if following else spot


def up(spot: Spot) -> Spot:
    """Above, as far as there is something."""
    return max(spot[0] - 1, 0), spot[1]


def following(model: GridModel, spot: Spot) -> Spot | None:
    """The next cell that can be typed in, in the line and then in the next one; None after the last."""
    line, column = spot
    columns = _columns(model)
    after = [each for each in columns if each > column]
    if after:
        return line, after[0]
    return (line + 1, columns[0]) if columns and line + 1 < model.rowCount() else None


def preceding(model: GridModel, spot: Spot) -> Spot | None:
    """The cell before that can be typed in; None before the first."""
    line, column = spot
    columns = _columns(model)
    before = [each for each in columns if each < column]
    if before:
        return line, before[-1]
    return (line - 1, columns[-1]) if columns and line > 0 else None


def edge(model: GridModel, spot: Spot, by: Spot) -> Spot:
    """The edge of the filled block in a direction, as in a workbook."""
    at = _inside(model, spot, by)
    if at is None:
        return spot
    filled = _is_filled(model, spot) and _is_filled(model, at)
    here = spot
    while True:
        ahead = _inside(model, here, by)
        if ahead is None or (filled and not _is_filled(model, ahead)):
            return here
        here = ahead
        if not filled and _is_filled(model, here):
            return here


def next_problem(model: GridModel, table: ScoreTable, place: Spot, *, forward: bool) -> Spot | None:
    """Row and column of the next value not accepted, else of the next blank; down each column in turn."""
    rows = model.all_rows
    places = table.rejected_places() or [
        (row, column) for column in typing_columns(table) for row in rows if table.is_open_work(row, column)
    ]
    ranks = {row: rank for rank, row in enumerate(rows)}

    def down_columns(place: Spot) -> Spot:
        return place[1], ranks.get(place[0], -1)

    return _next_of(places, place, down_columns, forward=forward)


def _next_of(
    places: Iterable[Spot], here: Spot, down_columns: Callable[[Spot], Spot], *, forward: bool
) -> Spot | None:
    ordered = sorted(places, key=down_columns, reverse=not forward)
    if not ordered:
        return None
    at = down_columns(here)
    for place in ordered:
        if (down_columns(place) > at) if forward else (down_columns(place) < at):
            return place
    return ordered[0]


def _columns(model: GridModel) -> list[int]:
    return typing_columns(model.table) if model.table else []


def _inside(model: GridModel, spot: Spot, by: Spot) -> Spot | None:
    line, column = spot[0] + by[0], spot[1] + by[1]
    return (line, column) if 0 <= line < model.rowCount() and 0 <= column < model.marks else None


def _is_filled(model: GridModel, spot: Spot) -> bool:
    table = model.table
    return table is not None and table.mark(model.row(spot[0]), spot[1]).state != ScoreState.NOT_ENTERED


def block(first: Spot, last: Spot) -> Iterator[Spot]:
    """All spots of the block between two corners, line by line."""
    for line in range(min(first[0], last[0]), max(first[0], last[0]) + 1):
        for column in range(min(first[1], last[1]), max(first[1], last[1]) + 1):
            yield line, column
