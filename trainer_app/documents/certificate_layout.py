"""How the words of a certificate find their places: sizes that fit, rows, and the column they stand in.

Nothing overlaps, because nothing is placed by eye: a text is made smaller down to its floor, then set on
two lines, and otherwise refused; rows are stacked by what they really paint.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from trainer_app.documents.bidi import Direction
from trainer_app.documents.fonts import FontStack
from trainer_app.documents.text_layer import Colour, measure, shape

_NEVER_FIRST = frozenset(" ，。、；：？！）》」』”’·,.;:?!)…")
_LEAST_GAP, _MOST_GAP = 0.3, 1.5
_NEVER_LAST = frozenset("（《「『“‘(")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How a text is set; sizes in points, `above`, `below` and `leading` in ems.

    `floor` is the smallest size that may be printed; on two lines a text is never larger than `two_lines`.
    """

    fonts: FontStack
    size: float
    floor: float
    two_lines: float
    colour: Colour
    above: float
    below: float
    leading: float
    direction: Direction = "ltr"

    def at(self, scale: float) -> float:
        """The size on a page that is set smaller as a whole; never below the floor."""
        return max(self.floor, self.size * scale)


class TooLong(Exception):
    """The text does not fit, not even in the smallest type on two lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)


class Fitted(NamedTuple):
    """A text on one or two lines of one size."""

    lines: tuple[str, ...]
    size: float
    width: float


class Placed(NamedTuple):
    """One line of text with its middle at x and its baseline at y, in points."""

    text: str
    style: Style
    size: float
    x: float
    y: float

    def ink(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of what the line paints."""
        line = shape(self.text, self.style.fonts, self.style.direction)
        start = self.x - line.width * self.size / 2
        return (
            start + line.left * self.size,
            self.y + line.bottom * self.size,
            start + line.right * self.size,
            self.y + line.top * self.size,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """Texts that belong together; places count from the row's own baseline and middle.

    `dots` are the separators between texts, `rules` (left, y, right) lines of their own, `above` and
    `below` the room that the row needs.
    """

    texts: tuple[Placed, ...]
    above: float
    below: float
    dots: tuple[tuple[float, float], ...] = ()
    rules: tuple[tuple[float, float, float], ...] = ()

    def moved(self, x: float, y: float) -> "Row":
        """The same row elsewhere."""
        if x == y == 0.0:
            return self
        texts = tuple(text._replace(x=text.x + x, y=text.y + y) for text in self.texts)
        dots = tuple((dot_x + x, dot_y + y) for dot_x, dot_y in self.dots)
        rules = tuple((left + x, rule_y + y, right + x) for left, rule_y, right in self.rules)
        return Row(texts, self.above + y, self.below - y, dots, rules)

    def below_y(self) -> float:
        """The lowest point of the room that the row takes."""
        return -self.below


NOTHING = Row((), 0.0, 0.0)


@lru_cache(maxsize=2048)
def fitted(text: str, style: Style, width: float, scale: float = 1.0) -> Fitted:
    """The largest setting of a text in a width: one line, smaller, then two lines.

    Raises:
        TooLong: two lines in the smallest type are still too wide.
    """
    natural = _ink_width(text, style)
    size = min(style.at(scale), width / natural) if natural else style.at(scale)
    if size >= style.floor:
        return Fitted((text,), size, natural * size)
    return _on_two_lines(text, style, width, scale)


def shortened(text: str, style: Style, width: float) -> str:
    """The text, or as much of its beginning and end as one line of its full size has room for."""
    try:
        if len(fitted(text, style, width).lines) == 1:
            return text
    except TooLong:
        pass
    kept = len(text) - 1
    while kept > 2 and measure(_without_middle(text, kept), style.fonts, style.size, style.direction) > width:
        kept -= 1
    return _without_middle(text, kept)


def _without_middle(text: str, kept: int) -> str:
    return f"{text[: kept - kept // 2]}{_ELLIPSIS}{text[len(text) - kept // 2 :]}"


def _on_two_lines(text: str, style: Style, width: float, scale: float) -> Fitted:
    for halves in (_halves_at_gaps(text), _halves_between_characters(text)):
        widths = [(max(_ink_width(half, style) for half in pair), pair) for pair in halves]
        widest, lines = min(widths, default=(0.0, ()))
        if lines and width / widest >= style.floor:
            size = max(style.floor, min(style.two_lines * scale, width / widest))
            return Fitted(lines, size, widest * size)
    raise TooLong(text)


def _halves_at_gaps(text: str) -> list[tuple[str, str]]:
    """Every way to break the text in two at a space or after the dot of a Chinese name."""
    places = [index for index in range(1, len(text)) if text[index - 1] in " ·"]
    return [(text[:index].rstrip(" "), text[index:]) for index in places]


def _halves_between_characters(text: str) -> list[tuple[str, str]]:
    """Every way to break the text in two between Chinese characters, as punctuation allows."""
    places = [index for index in range(1, len(text)) if _may_part(text[index - 1], text[index])]
    return [(text[:index], text[index:]) for index in places]


def _may_part(before: str, after: str) -> bool:
    return (_is_han(before) or _is_han(after)) and after not in _NEVER_FIRST and before not in _NEVER_LAST


def _is_han(character: str) -> bool:
    return "\u3000" <= character <= "\u9fff" or character >= "\U00020000" or "\uff00" <= character <= "\uffef"


def _ink_width(text: str, style: Style) -> float:
    """Width in ems, with what is painted beyond the ends counted on both sides: lines are centred."""
    line = shape(text, style.fonts, style.direction)
    overhang = max(0.0, -line.left, line.right - line.width)
    return line.width + 2 * overhang


@lru_cache(maxsize=1024)
def single(text: str, style: Style, width: float, scale: float = 1.0) -> Row:
    """A row of one text in the middle, on one line or two.

    Raises:
        TooLong: two lines in the smallest type are still too wide.
    """
    return _row(_lines(fitted(text, style, width, scale), style, 0.0))


@lru_cache(maxsize=1024)
def beside(parts: tuple[tuple[str, Style], ...], width: float, gap: float, scale: float = 1.0) -> Row:
    """A row of several texts on one baseline with a dot between them; each has its share when it is narrow.

    Raises:
        TooLong: one of them does not fit its share on two lines.
    """
    room = width - gap * (len(parts) - 1)
    naturals = [_ink_width(text, style) * style.at(scale) for text, style in parts]
    factor = min(1.0, room / sum(naturals))
    if all(style.at(scale) * factor >= style.floor for _, style in parts):
        fits = [
            Fitted((text,), style.at(scale) * factor, natural * factor)
            for (text, style), natural in zip(parts, naturals, strict=True)
        ]
    else:
        shares = _shares(naturals, room)
        fits = [fitted(text, style, share, scale) for (text, style), share in zip(parts, shares, strict=True)]
    return _side_by_side(parts, fits, gap)


def merged(rows: Sequence[Row]) -> Row:
    """Several rows that share one origin, as one."""
    return Row(
        tuple(text for row in rows for text in row.texts),
        max(row.above for row in rows),
        max(row.below for row in rows),
        tuple(dot for row in rows for dot in row.dots),
        tuple(rule for row in rows for rule in row.rules),
    )


def stacked(rows: Sequence[tuple[Row, float]], top: float, bottom: float) -> list[float] | None:
    """Baselines of rows from top to bottom, each with the gap it likes below it; None when they do not fit.

    Gaps shrink to three tenths or grow by half before the column is centred in the room that is left.
    """
    heights = sum(row.above + row.below for row, _ in rows)
    gaps = sum(gap for _, gap in rows[:-1])
    stretch = (top - bottom - heights) / gaps
    if stretch < _LEAST_GAP:
        return None
    stretch = min(stretch, _MOST_GAP)
    y = top - (top - bottom - heights - gaps * stretch) / 2
    baselines = []
    for row, gap in rows:
        baselines.append(y - row.above)
        y -= row.above + row.below + gap * stretch
    return baselines


def _shares(naturals: Sequence[float], room: float) -> list[float]:
    """The room divided: the short take what they need, the long divide the rest evenly."""
    shares = [0.0] * len(naturals)
    left, waiting = room, sorted(range(len(naturals)), key=naturals.__getitem__)
    for position, index in enumerate(waiting):
        shares[index] = min(naturals[index], left / (len(waiting) - position))
        left -= shares[index]
    return shares


def _side_by_side(parts: Sequence[tuple[str, Style]], fits: Sequence[Fitted], gap: float) -> Row:
    x = -(sum(fit.width for fit in fits) + gap * (len(fits) - 1)) / 2
    texts: list[Placed] = []
    dots: list[tuple[float, float]] = []
    height = 0.28 * min(fit.size for fit in fits)
    for index, ((_, style), fit) in enumerate(zip(parts, fits, strict=True)):
        if index:
            dots.append((x - gap / 2, height))
        texts += _lines(fit, style, x + fit.width / 2)
        x += fit.width + gap
    return _row(texts, tuple(dots))


def _lines(fit: Fitted, style: Style, x: float) -> list[Placed]:
    """The lines of a text around the row's baseline: one on it, or two as far apart as their ink asks."""
    if len(fit.lines) == 1:
        return [Placed(fit.lines[0], style, fit.size, x, 0.0)]
    upper, lower = (shape(line, style.fonts, style.direction) for line in fit.lines)
    half = max(style.leading, lower.top - upper.bottom + 0.05) * fit.size / 2
    return [
        Placed(fit.lines[0], style, fit.size, x, half),
        Placed(fit.lines[1], style, fit.size, x, -half),
    ]


def _row(texts: Sequence[Placed], dots: tuple[tuple[float, float], ...] = ()) -> Row:
    inks = [text.ink() for text in texts]
    above = max(max(text.y + text.style.above * text.size for text in texts), *(ink[3] for ink in inks))
    below = max(max(text.style.below * text.size - text.y for text in texts), *(-ink[1] for ink in inks))
    return Row(tuple(texts), above, below, dots)
