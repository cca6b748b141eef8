"""Where everything stands on the recovery sheet: a column for each language, and the key between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from trainer_app.core.language import Titles
from trainer_app.core.text import has_arabic, has_han
from trainer_app.documents import paragraphs
from trainer_app.documents import recovery_sheet_words as words
from trainer_app.documents.certificate_layout import (
    Fitted,
    Placed,
    Row,
    Style,
    TooLong,
    beside,
    fitted,
    shortened,
    single,
)
from trainer_app.documents.certificate_page import INK, roles
from trainer_app.documents.fonts import stack
from trainer_app.documents.ornament import GREEN, IVORY
from trainer_app.documents.recovery_sheet_data import RecoverySheet
from trainer_app.documents.text_layer import Colour, measure

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""
Rule = tuple[float, float, float]
"""Left, height and right of a line."""

WIDTH, HEIGHT = 595.28, 841.89
FRAME: Box = (20.0, 20.0, WIDTH - 20.0, HEIGHT - 20.0)
BAND: Box = (FRAME[0], FRAME[3] - 72.0, FRAME[2], FRAME[3])
_LEFT, _RIGHT = 50.0, WIDTH - 50.0
_COLUMNS = {"en": (_LEFT, 212.0), "zh": (231.0, 364.0), "ur": (381.0, _RIGHT)}
"""Left and right of each language's column; Chinese needs the least room."""
_PROGRAMME_Y = BAND[1] - 26.0
_FACTS_Y = _PROGRAMME_Y - 30.0
_KEY_TOP, _KEY_HEIGHT, _KEY_PADDING = _FACTS_Y - 44.0, 114.0, 10.0
KEY_BOX: Box = (_LEFT, _KEY_TOP - _KEY_HEIGHT, _RIGHT, _KEY_TOP)
_CELLS_HEIGHT = _KEY_HEIGHT - 2 * _KEY_PADDING
_QR_CELL: Box = (
    _RIGHT - _KEY_PADDING - _CELLS_HEIGHT,
    KEY_BOX[1] + _KEY_PADDING,
    _RIGHT - _KEY_PADDING,
    _KEY_TOP - _KEY_PADDING,
)
QR_PLACE, QR_SIZE = (_QR_CELL[0] + 2.0, _QR_CELL[1] + 2.0), _CELLS_HEIGHT - 4.0
_CELL_GAP = 8.0
_SIGN_TOP, _NAME_DEPTH, _SIGNATURE_DEPTH, _BLOCK_GAP = 125.0, 36.0, 80.0, 30.0
_SIGN_RULE_Y = _SIGN_TOP + 19.0
_MARK_WIDTH, _PARAGRAPH_GAP = 11.0, 2.5
_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8)
_GREY: Colour = (0.40, 0.41, 0.385)
_FACT_SHARES = (0.31, 0.22, 0.27, 0.20)


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the sheet."""

    texts: tuple[Placed, ...]
    cells: tuple[Box, ...]
    rules: tuple[Rule, ...]
    signing_lines: tuple[Rule, ...]


@lru_cache(maxsize=1)
def _styles() -> dict[str, dict[str, Style]]:
    """The style of each part in each language: the faces of the certificate in the sizes of a sheet."""

    def style(role: str, colour: Colour, **sizes: tuple[float, float]) -> dict[str, Style]:
        return {
            code: replace(
                roles()[role].style(code), size=size, two_lines=size * 0.85, colour=colour, leading=leading,
                floor=size * 0.7,
            )
            for code, (size, leading) in sizes.items()
        }  # fmt: skip

    return {
        "title": style("title", IVORY, en=(23, 1.2), zh=(22, 1.3), ur=(21, 1.8)),
        "warning": style("opening", IVORY, en=(11.5, 1.2), zh=(10.5, 1.3), ur=(10.5, 1.8)),
        "programme": style("statement", INK, en=(14, 1.2), zh=(13, 1.3), ur=(13, 1.8)),
        "label": style("label", _GREY, en=(8.5, 1.2), zh=(7.5, 1.3), ur=(7.5, 1.8)),
        "fact": style("fact", INK, en=(11.5, 1.2), zh=(9.5, 1.3), ur=(9.5, 1.8)),
        "heading": style("title", GREEN, en=(10.5, 1.2), zh=(10.5, 1.3), ur=(10.5, 1.8)),
        "text": style("statement", INK, en=(10, 1.22), zh=(9, 1.42), ur=(9, 1.85)),
        "note": style("opening", _GREY, en=(9, 1.2), zh=(8, 1.4), ur=(8, 1.9)),
        "holder": style("title", GREEN, en=(11, 1.2), zh=(10.5, 1.3), ur=(10.5, 1.8)),
    }


def _scaled(role: str, scale: float) -> dict[str, Style]:
    return {code: replace(style, size=style.size * scale) for code, style in _styles()[role].items()}


@lru_cache(maxsize=1)
def _key_style() -> tuple[Style, Style]:
    """How a group of the key is set, and its number."""
    groups = replace(roles()["number"].en, fonts=stack("en", "NotoSansMono-Regular"), size=26, colour=INK)
    return groups, replace(roles()["number"].en, size=7, floor=7, colour=_GREY)


def lay_out(sheet: RecoverySheet) -> Page:
    """Find a place for everything; what people typed is shortened when it is too long for its place.

    Raises:
        NoGlyph: no font has a character of the programme's, station's or maker's name.
    """
    cells = tuple(_cells())
    guidance, rules = _guidance()
    signing = [_signing_block(holder, left) for holder, left in zip(words.holders(), _blocks(), strict=True)]
    texts = (
        *_heading(sheet.programme),
        *_facts(sheet),
        *_key(sheet.groups, cells),
        *guidance,
        *(text for placed, _ in signing for text in placed),
    )
    return Page(
        texts,
        (*cells, _QR_CELL),
        (*rules, (_LEFT, _SIGN_RULE_Y, _RIGHT)),
        tuple(line for _, lines in signing for line in lines),
    )


def _guidance() -> tuple[list[Placed], list[Rule]]:
    """What to know and do, in the largest type that leaves the holders their place."""
    for scale in _SCALES:
        placed, y = _in_columns([("", words.reading_note())], _scaled("note", scale), KEY_BOX[1] - 14.0)
        rules = []
        for section in words.sections():
            rules.append((_LEFT, y - 9.0, _RIGHT))
            found, y = _section(section, _scaled("text", scale), y - 30.0)
            placed += found
        if y - 9.0 >= _SIGN_RULE_Y:
            break
    return placed, rules


def _heading(programme: Titles) -> Iterator[Placed]:
    for code in _COLUMNS:
        yield from _fit(words.title().in_language(code), "title", code, BAND[3] - 37.0)
        yield from _fit(words.warning().in_language(code), "warning", code, BAND[1] + 15.0)
        yield from _fit(programme.in_language(code), "programme", code, _PROGRAMME_Y)


def _facts(sheet: RecoverySheet) -> Iterator[Placed]:
    values = (
        (words.file_label(), Titles(sheet.file_name)),
        (words.station_label(), sheet.station),
        (words.made_on_label(), words.day(sheet.made_on)),
        (words.made_by_label(), Titles(sheet.made_by)),
    )
    left = _LEFT
    for (label, value), share in zip(values, _FACT_SHARES, strict=True):
        room = share * (_RIGHT - _LEFT)
        yield from _fact(label, value, left, room - 10.0)
        left += room


def _fact(label: Titles, value: Titles, left: float, width: float) -> Iterator[Placed]:
    """A label in three languages, the value below it, and the value in the two other languages."""
    yield from _from_left(_together("label", label, ("en", "zh", "ur"), width), left, _FACTS_Y)
    yield from _from_left(
        _shortened_row(value.en, _styles()["fact"][_script(value.en)], width), left, _FACTS_Y - 17.0
    )
    others = tuple(code for code in ("zh", "ur") if getattr(value, code))
    if others:
        yield from _from_left(_together("fact", value, others, width), left, _FACTS_Y - 33.0)


def _script(text: str) -> str:
    """The language whose letters the text has, whatever it says."""
    if has_arabic(text):
        return "ur"
    return "zh" if has_han(text) else "en"


def _together(role: str, titles: Titles, codes: tuple[str, ...], width: float) -> Row:
    parts = tuple((titles.in_language(code), _styles()[role][code]) for code in codes)
    try:
        return beside(parts, width, 9.0)
    except TooLong:
        return _shortened_row(*parts[0], width)


def _shortened_row(text: str, style: Style, width: float) -> Row:
    return single(shortened(text, style, width), style, width)


def _from_left(row: Row, left: float, y: float) -> tuple[Placed, ...]:
    return row.moved(left - min(_start(text) for text in row.texts), y).texts


def _start(text: Placed) -> float:
    return text.x - measure(text.text, text.style.fonts, text.size, text.style.direction) / 2


def _fit(text: str, role: str, code: str, y: float) -> tuple[Placed, ...]:
    """A text in its language's column around a baseline, on two lines when it is long."""
    style = _styles()[role][code]
    left, right = _COLUMNS[code]
    try:
        fit = fitted(text, style, right - left)
    except TooLong:
        fit = Fitted((shortened(text, style, right - left),), style.size, right - left)
    pitch = style.leading * fit.size
    first = y + (len(fit.lines) - 1) * pitch / 2
    return tuple(
        _in_column(line, style, fit.size, code, first - number * pitch)
        for number, line in enumerate(fit.lines)
    )


def _in_column(line: str, style: Style, size: float, code: str, y: float, indent: float = 0.0) -> Placed:
    """A line that begins where its language begins: at the left of its column, for Urdu at the right."""
    half = measure(line, style.fonts, size, style.direction) / 2
    left, right = _COLUMNS[code]
    return Placed(line, style, size, right - half - indent if code == "ur" else left + half + indent, y)


def _in_columns(
    marked: Sequence[tuple[str, Titles]], styles: dict[str, Style], first_y: float
) -> tuple[list[Placed], float]:
    """Paragraphs in each column from a first baseline, each after its mark, and the last baseline."""
    placed: list[Placed] = []
    for code in _COLUMNS:
        style = styles[code]
        y = first_y
        for mark, text in marked:
            if mark:
                placed.append(_in_column(mark, style, style.size, code, y))
            lines = _paragraph(text.in_language(code), style, code, y, _MARK_WIDTH if mark else 0.0)
            placed += lines
            y = lines[-1].y - style.leading * style.size - _PARAGRAPH_GAP
    return placed, min(text.y for text in placed)


def _paragraph(text: str, style: Style, code: str, y: float, indent: float) -> list[Placed]:
    left, right = _COLUMNS[code]
    lines = paragraphs.lines(text, style.fonts, style.size, right - left - indent, style.direction)
    pitch = style.leading * style.size
    return [
        _in_column(line, style, style.size, code, y - number * pitch, indent)
        for number, line in enumerate(lines)
    ]


def _section(section: words.Section, styles: dict[str, Style], y: float) -> tuple[list[Placed], float]:
    """A heading through the columns, and below it each language's paragraphs."""
    headings = [
        text for code in _COLUMNS for text in _fit(section.heading.in_language(code), "heading", code, y)
    ]
    marks = ["123456789"[n] if section.are_steps else "" for n in range(len(section.paragraphs))]
    placed, last_y = _in_columns(tuple(zip(marks, section.paragraphs, strict=True)), styles, y - 19.0)
    return headings + placed, last_y


def _cells() -> Iterator[Box]:
    """The places of the eight groups, in two rows."""
    left, top = _LEFT + _KEY_PADDING, _KEY_TOP - _KEY_PADDING
    width = (_QR_CELL[0] - _CELL_GAP - left - 3 * _CELL_GAP) / 4
    height = (_CELLS_HEIGHT - _CELL_GAP) / 2
    for number in range(8):
        x = left + number % 4 * (width + _CELL_GAP)
        y = top - height - number // 4 * (height + _CELL_GAP)
        yield x, y, x + width, y + height


def _key(groups: tuple[str, ...], cells: tuple[Box, ...]) -> Iterator[Placed]:
    """The groups in the middle of their cells, each with its number in the corner."""
    style, number_style = _key_style()
    for number, (left, _bottom, _right, top) in enumerate(cells, start=1):
        yield Placed(str(number), number_style, number_style.size, left + 7.0, top - 9.0)
    for group, (left, bottom, right, top) in zip(groups, cells, strict=True):
        middle = (bottom + top) / 2 - 0.36 * style.size
        yield Placed(group, style, style.size, (left + right) / 2, middle)


def _blocks() -> tuple[float, float]:
    return _LEFT, (_LEFT + _RIGHT + _BLOCK_GAP) / 2


def _signing_block(holder: Titles, left: float) -> tuple[list[Placed], list[Rule]]:
    """Where one holder writes the name, signs and dates."""
    width = (_RIGHT - _LEFT - _BLOCK_GAP) / 2
    split = left + 0.6 * width
    texts = list(_from_left(_together("holder", holder, ("en", "zh", "ur"), width), left, _SIGN_TOP))
    lines = [
        (left, _SIGN_TOP - _NAME_DEPTH, left + width),
        (left, _SIGN_TOP - _SIGNATURE_DEPTH, split),
        (split + 14.0, _SIGN_TOP - _SIGNATURE_DEPTH, left + width),
    ]
    labels = (words.name_label(), words.signature_label(), words.date_label())
    for label, (start, y, end) in zip(labels, lines, strict=True):
        texts += _from_left(_together("label", label, ("en", "zh", "ur"), end - start), start, y - 10.0)
    return texts, lines
