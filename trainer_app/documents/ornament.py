"""The engraved ground of a certificate: frame, rosettes and micro-text, drawn by formulas.

It is drawn once into a form of the document and shown on every page; its curves are reckoned once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin

from trainer_app.documents import text_layer
from trainer_app.documents.fonts import stack
from trainer_app.documents.paper import Paper

Point = tuple[float, float]
Curve = Callable[[float], Point]
Colour = tuple[float, float, float]

IVORY: Colour = (0.992, 0.988, 0.955)
GREEN: Colour = (0.098, 0.341, 0.282)
GOLD: Colour = (0.725, 0.530, 0.180)
_PALE_GREEN: Colour = (0.865, 0.915, 0.875)
_PALE_GOLD: Colour = (0.945, 0.905, 0.800)
_MICRO_TEXT = "JOINT POLICE TRAINING · 联合警务培训 · CERTIFICATE · "

_OUTER_INSET = 15.0
_BAND_INSET = 30.5
_INNER_INSET = 46.0
_BAND_AMPLITUDE = 9.6
_CORNER_RADIUS = 20.0
_BAND_START = _BAND_INSET + _CORNER_RADIUS + 2
# Radius, depth, waves, copies and colour of the rings of the watermark.
_WATERMARK = (
    (182.0, 0.085, 18, 8, _PALE_GREEN),
    (148.0, 0.16, 12, 10, _PALE_GREEN),
    (96.0, 0.30, 10, 8, _PALE_GOLD),
    (52.0, 0.42, 8, 8, _PALE_GREEN),
)
# Colour, share of the amplitude, waves to a period and copies of the braid.
_BAND = ((GREEN, 1.0, 1, 8), (GOLD, 0.62, 2, 4), (GREEN, 0.30, 4, 2))
_EMBLEM_RADIUS = 36.0


def ground(paper: Paper, name: str, width: float, height: float) -> None:
    """Define the form `name`: everything that stands behind the words of a certificate."""
    corner = f"{name}-corner"
    _corner(paper, corner)
    rings = _defined_rings(paper, width, height)
    paper.beginForm(name, 0, 0, width, height)
    paper.setFillColorRGB(*IVORY)
    paper.rect(0, 0, width, height, stroke=0, fill=1)
    paper.setLineJoin(1)
    _watermark(paper, width / 2, height / 2 - 8, rings)
    _lines(paper, width, height)
    _bands(paper, width, height, rings)
    for x in (_BAND_INSET, width - _BAND_INSET):
        for y in (_BAND_INSET, height - _BAND_INSET):
            paper.saveState()
            paper.translate(x, y)
            paper.doForm(corner)
            paper.restoreState()
    _micro_lines(paper, width, height)
    paper.endForm()


def shield_emblem(paper: Paper, name: str) -> None:
    """Define the form `name`: a neutral shield in a ring, where the user gives no emblem; 72 points wide."""
    _begin_emblem(paper, name)
    _filled_shield(paper, 0, 1, 15.5, GREEN)
    _filled_shield(paper, 0, 1, 13.2, IVORY)
    _filled_shield(paper, 0, 1, 11.8, GREEN)
    _open_book(paper)
    paper.endForm()


def star_emblem(paper: Paper, name: str) -> None:
    """Define the form `name`: a neutral compass star in a ring, for the other side; 72 points wide."""
    _begin_emblem(paper, name)
    _star(paper, points=8, outer=13.0, inner=6.4, turn=pi / 8, colour=GOLD)
    _star(paper, points=4, outer=19.0, inner=4.8, turn=0.0, colour=GREEN)
    paper.setFillColorRGB(*IVORY)
    paper.circle(0, 0, 2.6, stroke=0, fill=1)
    paper.endForm()


def curve_segments(
    curve: Curve, start: float, end: float, steps: int
) -> Iterator[tuple[Point, Point, Point]]:
    """Bézier pieces (two handles and an end) that follow a curve smoothly."""
    step = (end - start) / steps
    for index in range(steps):
        t = start + index * step
        (ax, ay), (bx, by) = curve(t), curve(t + step)
        (adx, ady), (bdx, bdy) = _slope(curve, t), _slope(curve, t + step)
        third = step / 3
        yield (ax + adx * third, ay + ady * third), (bx - bdx * third, by - bdy * third), (bx, by)


def _slope(curve: Curve, t: float) -> Point:
    (ax, ay), (bx, by) = curve(t - 1e-4), curve(t + 1e-4)
    return (bx - ax) / 2e-4, (by - ay) / 2e-4


def _stroked(curve: Curve, start: float, end: float, steps: int) -> str:
    """Operators that draw the curve."""
    x, y = curve(start)
    code = [f"{x:.2f} {y:.2f} m"]
    for (ax, ay), (bx, by), (cx, cy) in curve_segments(curve, start, end, steps):
        code.append(f"{ax:.2f} {ay:.2f} {bx:.2f} {by:.2f} {cx:.2f} {cy:.2f} c")
    return "\n".join([*code, "S"])


@cache
def _rosette_curve(radius: float, depth: float, waves: int) -> str:
    def curve(t: float) -> Point:
        r = radius * (1 + depth * cos(waves * t))
        return r * cos(t), r * sin(t)

    return _stroked(curve, 0.0, 2 * pi, waves * 5)


@cache
def _wave_curve(length: float, waves: int, amplitude: float) -> str:
    """A sine wave that begins one wave too early, so that it can be shifted."""

    def curve(t: float) -> Point:
        return length * t, amplitude * sin(2 * pi * waves * t)

    return _stroked(curve, -1 / waves, 1.0, (waves + 1) * 6)


def _rosette_form(paper: Paper, radius: float, depth: float, waves: int) -> tuple[str, int]:
    """A form with one wavy ring, and its number of waves: turned by parts of a wave it becomes a rosette."""
    name = f"ring-{radius:.2f}-{waves}"
    if not paper.hasForm(name):
        reach = radius * (1 + depth) + 1
        paper.beginForm(name, -reach, -reach, reach, reach)
        paper.addLiteral(_rosette_curve(radius, depth, waves))
        paper.endForm()
    return name, waves


def _wave_form(paper: Paper, length: float, waves: int, amplitude: float) -> tuple[str, float]:
    """A form with one wave along a side, and the length of a wave: shifted by parts of it they braid."""
    name, pitch = f"wave-{length:.0f}-{waves}", length / waves
    if not paper.hasForm(name):
        paper.beginForm(name, -pitch - 1, -amplitude - 1, length + 1, amplitude + 1)
        paper.addLiteral(_wave_curve(length, waves, amplitude))
        paper.endForm()
    return name, pitch


def _rosette(paper: Paper, x: float, y: float, ring: tuple[str, int], copies: int) -> None:
    name, waves = ring
    for copy in range(copies):
        angle = 2 * pi * copy / copies / waves
        c, s = cos(angle), sin(angle)
        paper.addLiteral(f"q {c:.6f} {s:.6f} {-s:.6f} {c:.6f} {x:.3f} {y:.3f} cm")
        paper.doForm(name)
        paper.addLiteral("Q")


def _pen(paper: Paper, colour: Colour, width: float) -> None:
    paper.setStrokeColorRGB(*colour)
    paper.setLineWidth(width)


@dataclass(frozen=True, slots=True)
class _Rings:
    """The forms that must stand in the document before the frame that uses them."""

    watermark: list[tuple[str, int]]
    bands: dict[float, list[tuple[str, float]]]


def _defined_rings(paper: Paper, width: float, height: float) -> _Rings:
    watermark = [_rosette_form(paper, radius, depth, waves) for radius, depth, waves, _, _ in _WATERMARK]
    bands = {}
    for side in (width, height):
        length = side - 2 * _BAND_START
        periods = round(length / 44)
        bands[side] = [
            _wave_form(paper, length, periods * factor, _BAND_AMPLITUDE * share)
            for _, share, factor, _ in _BAND
        ]
    return _Rings(watermark, bands)


def _watermark(paper: Paper, x: float, y: float, rings: _Rings) -> None:
    """Nested rosettes behind the text, so pale that a name stays easy to read."""
    for ring, (_, _, _, copies, colour) in zip(rings.watermark, _WATERMARK, strict=True):
        _pen(paper, colour, 0.4)
        _rosette(paper, x, y, ring, copies)


def _lines(paper: Paper, width: float, height: float) -> None:
    for inset, line_width, colour in (
        (_OUTER_INSET, 1.1, GREEN),
        (_OUTER_INSET + 2.6, 0.35, GREEN),
        (_INNER_INSET, 0.9, GOLD),
        (_INNER_INSET + 2.4, 0.35, GOLD),
    ):
        _pen(paper, colour, line_width)
        paper.rect(inset, inset, width - 2 * inset, height - 2 * inset, stroke=1, fill=0)


def _bands(paper: Paper, width: float, height: float, rings: _Rings) -> None:
    for y in (_BAND_INSET, height - _BAND_INSET):
        _band(paper, f"1 0 0 1 {_BAND_START:.2f} {y:.2f}", width - 2 * _BAND_START, rings.bands[width])
    for x in (_BAND_INSET, width - _BAND_INSET):
        _band(paper, f"0 1 -1 0 {x:.2f} {_BAND_START:.2f}", height - 2 * _BAND_START, rings.bands[height])


def _band(paper: Paper, matrix: str, length: float, waves: list[tuple[str, float]]) -> None:
    """A braid of waves along one side, cut off where the corners begin."""
    paper.addLiteral(
        f"q {matrix} cm 0 {-_BAND_AMPLITUDE - 1:.2f} {length:.2f} {2 * _BAND_AMPLITUDE + 2:.2f} re W n"
    )
    for (name, pitch), (colour, _, _, copies) in zip(waves, _BAND, strict=True):
        _pen(paper, colour, 0.3)
        for copy in range(copies):
            paper.addLiteral(f"q 1 0 0 1 {pitch * copy / copies:.3f} 0 cm")
            paper.doForm(name)
            paper.addLiteral("Q")
    paper.addLiteral("Q")


def _corner(paper: Paper, name: str) -> None:
    reach = _CORNER_RADIUS + 2
    outer = _rosette_form(paper, _CORNER_RADIUS * 0.80, 0.22, 14)
    inner = _rosette_form(paper, _CORNER_RADIUS * 0.42, 0.38, 10)
    paper.beginForm(name, -reach, -reach, reach, reach)
    paper.setFillColorRGB(*IVORY)
    paper.circle(0, 0, _CORNER_RADIUS + 1.2, stroke=0, fill=1)
    _pen(paper, GREEN, 0.3)
    _rosette(paper, 0, 0, outer, 10)
    _pen(paper, GOLD, 0.3)
    _rosette(paper, 0, 0, inner, 8)
    paper.setFillColorRGB(*GREEN)
    paper.circle(0, 0, 2.2, stroke=0, fill=1)
    paper.endForm()


def _begin_emblem(paper: Paper, name: str) -> None:
    ring = _rosette_form(paper, 30.2, 0.105, 32)
    paper.beginForm(name, -_EMBLEM_RADIUS, -_EMBLEM_RADIUS, _EMBLEM_RADIUS, _EMBLEM_RADIUS)
    paper.setFillColorRGB(*IVORY)
    paper.circle(0, 0, _EMBLEM_RADIUS, stroke=0, fill=1)
    _pen(paper, GREEN, 1.5)
    paper.circle(0, 0, _EMBLEM_RADIUS - 1, stroke=1, fill=0)
    _pen(paper, GREEN, 0.5)
    paper.circle(0, 0, 25.4, stroke=1, fill=0)
    _pen(paper, GOLD, 0.4)
    _rosette(paper, 0, 0, ring, 4)


def _filled_shield(paper: Paper, x: float, y: float, half_width: float, colour: Colour) -> None:
    w = half_width
    path = paper.beginPath()
    path.moveTo(x, y + 1.12 * w)
    path.curveTo(x + 0.4 * w, y + 0.88 * w, x + 0.7 * w, y + 0.82 * w, x + w, y + 0.84 * w)
    path.curveTo(x + 1.04 * w, y - 0.2 * w, x + 0.72 * w, y - 0.88 * w, x, y - 1.24 * w)
    path.curveTo(x - 0.72 * w, y - 0.88 * w, x - 1.04 * w, y - 0.2 * w, x - w, y + 0.84 * w)
    path.curveTo(x - 0.7 * w, y + 0.82 * w, x - 0.4 * w, y + 0.88 * w, x, y + 1.12 * w)
    path.close()
    paper.setFillColorRGB(*colour)
    paper.drawPath(path, stroke=0, fill=1)


def _open_book(paper: Paper) -> None:
    paper.setFillColorRGB(*IVORY)
    for side in (-1, 1):
        path = paper.beginPath()
        path.moveTo(side * 0.5, 3.0)
        path.curveTo(side * 2.6, 5.2, side * 5.4, 5.2, side * 7.6, 4.2)
        path.lineTo(side * 7.6, -4.2)
        path.curveTo(side * 5.4, -3.2, side * 2.6, -3.2, side * 0.5, -5.4)
        path.close()
        paper.drawPath(path, stroke=0, fill=1)


def _star(paper: Paper, *, points: int, outer: float, inner: float, turn: float, colour: Colour) -> None:
    path = paper.beginPath()
    for index in range(2 * points):
        radius = outer if index % 2 == 0 else inner
        angle = pi / 2 + turn + index * pi / points
        place = radius * cos(angle), radius * sin(angle)
        if index:
            path.lineTo(*place)
        else:
            path.moveTo(*place)
    path.close()
    paper.setFillColorRGB(*colour)
    paper.drawPath(path, stroke=0, fill=1)


def _micro_lines(paper: Paper, width: float, height: float) -> None:
    """A line of letters 0.6 mm high inside the frame: a copier turns it into a grey rule."""
    fonts = stack("en", "NotoSans-SemiBold", "NotoSansSC-Regular")
    size = 1.7
    left, right = _INNER_INSET + 5.5, width - _INNER_INSET - 5.5
    repeats = int((right - left) / text_layer.measure(_MICRO_TEXT, fonts, size))
    text = (_MICRO_TEXT * repeats).rstrip(" ·")
    for y in (_INNER_INSET + 4.4, height - _INNER_INSET - 5.6):
        text_layer.draw(paper, text, width / 2, y, fonts=fonts, size=size, align="centre", colour=GOLD)
