"""Lines of text in three scripts: shaped by HarfBuzz, drawn by glyph, found again by a search.

A line is normalised (NFC), split by direction and by font, and shaped run by run. Right-to-left runs
are drawn without text of their own and covered with invisible cells, one for each letter: readers find
Urdu words in them, where the glyphs of Nastaliq (several to a letter, out of order) would mislead. The
drawn glyphs of such runs stand for spaces, and for nothing where a reader knows ActualText.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import uharfbuzz as hb

from trainer_app.core.errors import NoGlyph
from trainer_app.documents import bidi
from trainer_app.documents.bidi import Direction
from trainer_app.documents.fonts import Face, FontStack, face
from trainer_app.documents.paper import Paper

Align = Literal["left", "centre", "right"]
Colour = tuple[float, float, float]

BLACK: Colour = (0.0, 0.0, 0.0)
_CELL_FACE = "NotoSans-Regular"
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff")
_NOT_SEARCHED = _INVISIBLE - {"\u200c", "\u200d"}
_MARKS = frozenset({"Mn", "Me", "Mc"})


class Glyph(NamedTuple):
    """One glyph of a run, from left to right; lengths in units of the face."""

    number: int
    text: str
    advance: int
    dx: int
    dy: int


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face and one direction; `width` in ems of the line."""

    face: Face
    scale: float
    glyphs: tuple[Glyph, ...]
    text: str
    is_right_to_left: bool
    width: float


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A shaped line, free of size: every length is in ems.

    `left`, `bottom`, `right` and `top` bound what is painted, measured from the start of the baseline.
    """

    runs: tuple[Run, ...]
    width: float
    left: float
    bottom: float
    right: float
    top: float


def draw(
    paper: Paper,
    text: str,
    x: float,
    y: float,
    *,
    fonts: FontStack,
    size: float,
    align: Align = "left",
    direction: Direction = "ltr",
    colour: Colour = BLACK,
) -> None:
    """Draw one line with its baseline at y and its left end, centre or right end at x, in points.

    Raises:
        NoGlyph: no font of the stack has a character of the text.
    """
    line = shape(text, fonts, direction)
    code = paper.encoded_lines.get(line)
    if code is None:
        code = _encoded(line, paper)
        paper.remember(line, code)
    start = x - line.width * size * {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
    red, green, blue = colour
    state = f"{red:.3f} {green:.3f} {blue:.3f} rg {size:.4f} 0 0 {size:.4f} {start:.3f} {y:.3f} cm"
    paper.addLiteral(f"q {state} BT\n{code}ET Q")


def measure(text: str, fonts: FontStack, size: float, direction: Direction = "ltr") -> float:
    """Width in points that the line takes on its baseline."""
    return shape(text, fonts, direction).width * size


@lru_cache(maxsize=1024)
def missing_glyphs(text: str, fonts: FontStack) -> tuple[str, ...]:
    """The characters of the text that no font of the stack can show, each once, in order."""
    characters = dict.fromkeys(bidi.plain(text))
    return tuple(c for c in characters if c not in _INVISIBLE and not fonts.has(c))


@lru_cache(maxsize=1024)
def shape(text: str, fonts: FontStack, direction: Direction = "ltr") -> Line:
    """The glyphs of a line, with their places.

    Raises:
        NoGlyph: no font of the stack has a character of the text.
    """
    text = bidi.plain(text)
    found = [
        _shaped(text, start, end, level, choice, fonts)
        for start, end, level, choice in _runs(text, fonts, direction)
    ]
    return _line(tuple(found))


def _runs(text: str, fonts: FontStack, direction: Direction) -> list[tuple[int, int, int, int]]:
    """Start, end, level and face of each run, from left to right."""
    levels = bidi.levels(text, direction)
    choices = _face_choices(text, fonts)
    runs: list[tuple[int, int, int]] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or (levels[index], choices[index]) != (levels[start], choices[start]):
            runs.append((start, index, levels[start]))
            start = index
    return [(start, end, level, choices[start]) for start, end, level in bidi.visual_order(runs)]


def _face_choices(text: str, fonts: FontStack) -> list[int]:
    choices: list[int] = []
    for character in text:
        previous = choices[-1] if choices else 0
        stays = character in _INVISIBLE or (
            unicodedata.category(character) in _MARKS and fonts.choices[previous].face.has(character)
        )
        choices.append(previous if stays else _first_with(character, text, fonts))
    return choices


def _first_with(character: str, text: str, fonts: FontStack) -> int:
    for index, candidate in enumerate(fonts.choices):
        if candidate.has(character):
            return index
    raise NoGlyph(text, character)


def _shaped(text: str, start: int, end: int, level: int, choice: int, fonts: FontStack) -> Run:
    chosen, scale = fonts.choices[choice].face, fonts.choices[choice].scale
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(character) for character in text], start, end - start)
    buffer.direction = "rtl" if level % 2 else "ltr"
    buffer.guess_segment_properties()
    buffer.language = fonts.language
    hb.shape(chosen.hb_font, buffer)
    gap = round(fonts.word_gap * chosen.units_per_em) if level % 2 else 0
    clusters = [info.cluster for info in buffer.glyph_infos]
    texts = [" "] * len(clusters) if level % 2 else _cluster_texts(text, end, clusters)
    glyphs = tuple(
        Glyph(
            info.codepoint,
            glyph_text,
            place.x_advance + (gap if text[info.cluster] == " " else 0),
            place.x_offset,
            place.y_offset,
        )
        for info, place, glyph_text in zip(buffer.glyph_infos, buffer.glyph_positions, texts, strict=True)
    )
    if any(glyph.number == 0 for glyph in glyphs):
        raise NoGlyph(text, text[start:end])
    advance = sum(glyph.advance for glyph in glyphs)
    return Run(chosen, scale, glyphs, text[start:end], bool(level % 2), advance * scale / chosen.units_per_em)


def _cluster_texts(text: str, end: int, clusters: list[int]) -> list[str]:
    """The text of each glyph of a left-to-right run: the first of a cluster stands for all of it."""
    stops = [*clusters[1:], end]
    texts = []
    previous = -1
    for index, cluster in enumerate(clusters):
        stop = next((stop for stop in stops[index:] if stop != cluster), end)
        texts.append("" if cluster == previous else text[cluster:stop])
        previous = cluster
    return texts


def _line(runs: tuple[Run, ...]) -> Line:
    boxes = list(_ink_boxes(runs))
    width = sum(run.width for run in runs)
    if not boxes:
        return Line(runs, width, 0.0, 0.0, 0.0, 0.0)
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Line(runs, width, min(lefts), min(bottoms), max(rights), max(tops))


def _ink_boxes(runs: tuple[Run, ...]) -> Iterator[tuple[float, float, float, float]]:
    origin = 0.0
    for run in runs:
        unit = run.scale / run.face.units_per_em
        pen = 0
        for glyph in run.glyphs:
            left, bottom, right, top = run.face.ink(glyph.number)
            if right > left:
                x = pen + glyph.dx
                y = glyph.dy
                yield (
                    origin + (x + left) * unit,
                    (y + bottom) * unit,
                    origin + (x + right) * unit,
                    (y + top) * unit,
                )
            pen += glyph.advance
        origin += run.width


def _encoded(line: Line, paper: Paper) -> str:
    """Operators that draw the line at the size of one point, from the origin of the text matrix."""
    code: list[str] = []
    origin = 0.0
    for run in line.runs:
        if run.glyphs:
            code.append(f"1 0 0 1 {origin:.4f} 0 Tm\n")
            code.append(_drawn(run, paper))
            if run.is_right_to_left:
                code.append(_cells(run, origin, paper))
        origin += run.width
    return "".join(code)


def _drawn(run: Run, paper: Paper) -> str:
    font = paper.font(run.face)
    milli_em = 1000 / run.face.units_per_em
    parts = [f"/{font.resource_name} {run.scale:g} Tf\n["]
    rise, owed = 0, 0.0
    for glyph in run.glyphs:
        owed -= glyph.dx
        if glyph.dy != rise:
            rise = glyph.dy
            parts.append(f"]TJ {rise * run.scale / run.face.units_per_em:.4g} Ts[")
        if owed:
            parts.append(f"{owed * milli_em:g}")
        parts.append(f"<{font.cid(glyph.number, glyph.text):04X}>")
        owed = run.face.advance(glyph.number) - glyph.advance + glyph.dx
    parts.append("]TJ\n" if rise == 0 else "]TJ 0 Ts\n")
    code = "".join(parts).replace("><", "").replace("[]TJ ", "")
    return f"/Span<</ActualText()>>BDC\n{code}EMC\n" if run.is_right_to_left else code


def _cells(run: Run, origin: float, paper: Paper) -> str:
    """Invisible letters of equal width over a right-to-left run, as they stand from left to right."""
    letters = [character for character in reversed(run.text) if character not in _NOT_SEARCHED]
    if not letters:
        return ""
    cell_face = face(_CELL_FACE)
    font = paper.font(cell_face)
    space = cell_face.glyph(" ")
    cells = "".join(f"{font.cid(space, character):04X}" for character in letters)
    stretch = 100 * run.width / len(letters) * cell_face.units_per_em / cell_face.advance(space)
    return (
        f"1 0 0 1 {origin:.4f} 0 Tm 3 Tr/{font.resource_name} 1 Tf {stretch:.3f} Tz<{cells}>Tj 100 Tz 0 Tr\n"
    )
