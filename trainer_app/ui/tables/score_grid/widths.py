"""How the columns of the grid share its room."""

from dataclasses import dataclass

from trainer_app.core.language import _
from trainer_app.ui import theme
from trainer_app.ui.tables.score_grid import words
from trainer_app.ui.tables.score_grid.ink import PADDING, width
from trainer_app.ui.tables.score_grid.model import fixed_heads
from trainer_app.ui.tables.score_grid.table import ScoreTable

_NUMBER, _SIDE, _TOTAL, _BAND = 36, 40, 66, 96
_NAME, _SECOND = (136, 240), (96, 200)
_MARK = (86, 132)
_NARROW_MARK, _MOST_IN_SIGHT = 76, 9


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths in pixels; the marks share one width."""

    names: tuple[int, int, int, int]
    mark: int
    totals: tuple[int, int]

    @property
    def fixed(self) -> int:
        """Room of everything but the marks."""
        return sum(self.names) + sum(self.totals)


def shared(table: ScoreTable, room: int) -> Widths:
    """Widths that fill the room; where it is short, names give way first, then marks, before they scroll.

    The columns of marks take spare room up to a comfortable width, the names the rest. Up to nine columns
    are narrowed so that they are seen at once.
    """
    number, side = _headed(0, _NUMBER), _headed(1, _SIDE)
    totals = (_scaled(_TOTAL), _band_width(table))
    wanted = [_wanted(table, 0, _NAME), _wanted(table, 1, _SECOND)]
    count = max(1, len(table.components))
    spare = room - number - side - sum(totals) - sum(wanted)
    least, most = _scaled(_MARK[0]), _scaled(_MARK[1])
    mark = min(max(spare // count, least), most)
    rest = spare - mark * count
    first, second = _widened(wanted, rest) if rest >= 0 else _narrowed(wanted, -rest)
    missing = number + side + first + second + sum(totals) + mark * count - room
    narrowed = mark - -(-missing // count)
    if missing > 0 and count <= _MOST_IN_SIGHT and narrowed >= _scaled(_NARROW_MARK):
        mark = narrowed
        first += room - number - side - first - second - sum(totals) - mark * count
    return Widths((number, side, first, second), mark, totals)


def _headed(place: int, least: int) -> int:
    return max(width(fixed_heads()[place], "label", 600) + 2 * PADDING, _scaled(least))


def _widened(wanted: list[int], rest: int) -> tuple[int, int]:
    share = rest * 3 // 5
    return wanted[0] + share, wanted[1] + rest - share


def _narrowed(wanted: list[int], missing: int) -> tuple[int, int]:
    given = min(missing, max(0, wanted[1] - _scaled(_SECOND[0])))
    rest = min(missing - given, max(0, wanted[0] - _scaled(_NAME[0])))
    return wanted[0] - rest, wanted[1] - given


def _wanted(table: ScoreTable, place: int, limits: tuple[int, int]) -> int:
    say = (words.first_name, words.second_name)[place]
    longest = max((width(say(trainee), "body", 600) for trainee in table.trainees), default=0)
    return min(max(longest + 2 * PADDING + 2, _scaled(limits[0])), _scaled(limits[1]))


def _band_width(table: ScoreTable) -> int:
    count = len(table.components)
    longest = width(_("So far, {done} of {total}").format(done=count, total=count), "second")
    results = (table.result(row) for row in range(len(table.trainees)))
    bands = {result.band.titles.in_language() for result in results if result and result.band}
    widest = max((width(band, "body", 600) for band in bands), default=0)
    return max(longest + 2 * PADDING + 2, widest + 2 * PADDING + 2, _scaled(_BAND))


def _scaled(length: int) -> int:
    return theme.active().px(length)
