"""A block of the clipboard laid over the cells: read and checked, and nothing of it written yet."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer_app.core.text import clean_spaces
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState
from trainer_app.ui.tables.score_grid.table import NotAccepted, ScoreTable

BLANK = ScoreState.NOT_ENTERED
Texts = Sequence[Sequence[str]]
"""What stands in each cell of a block, line by line."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What each cell would hold, by row and column of the table, and how many values change nothing.

    `same` stand there already, `blank` ones leave what is there, `closed` ones stand over columns that cannot
    be typed in, `beyond` ones find no cell; `replaced` counts marks that would give way.
    """

    found: Mapping[tuple[int, int], Mark | NotAccepted]
    same: int = 0
    blank: int = 0
    closed: int = 0
    beyond: int = 0
    replaced: int = 0

    @property
    def marks(self) -> dict[tuple[int, int], Mark]:
        """The cells whose values would be saved."""
        return {place: found for place, found in self.found.items() if isinstance(found, Mark)}

    @property
    def refused(self) -> dict[tuple[int, int], NotAccepted]:
        """The cells whose values are not accepted."""
        return {place: found for place, found in self.found.items() if isinstance(found, NotAccepted)}


def read_block(text: str) -> list[list[str]]:
    """The cells of a text as Excel and LibreOffice copy it: tabs between cells, quotes around line breaks."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    except csv.Error:  # a quote that does not end, before very much text
        return [line.split("\t") for line in text.splitlines()]


def lay(table: ScoreTable, texts: Texts, rows: Sequence[int], column: int) -> Pasted:
    """Lay a block over the cells; nothing is ever altered to fit.

    `rows` are the table's rows from the cursor down, as they are shown; `column` is that of the cursor.
    """
    found: dict[tuple[int, int], Mark | NotAccepted] = {}
    same = blank = closed = beyond = replaced = 0
    for line, cells in enumerate(texts):
        for at, text in enumerate(cells, start=column):
            if not clean_spaces(text):
                blank += 1
            elif line >= len(rows) or at >= len(table.components):
                beyond += 1
            elif not table.components[at].is_editable:
                closed += 1
            else:
                place = rows[line], at
                read, before = table.read(at, text), table.mark(*place)
                if read == before and table.rejected(*place) is None:
                    same += 1
                else:
                    found[place] = read
                    replaced += isinstance(read, Mark) and read != before and before.state != BLANK
    return Pasted(found, same, blank, closed, beyond, replaced)
