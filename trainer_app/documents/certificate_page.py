"""Where everything stands on the page of a certificate."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from trainer_app.core.language import Titles
from trainer_app.documents import certificate_words as words
from trainer_app.documents.certificate_data import CertificateData, Signatory, StatementKind
from trainer_app.documents.certificate_layout import (
    NOTHING,
    Placed,
    Row,
    Style,
    TooLong,
    beside,
    merged,
    single,
    stacked,
)
from trainer_app.documents.fonts import FontStack, choice, stack
from trainer_app.documents.ornament import GREEN
from trainer_app.documents.paper import A4_LANDSCAPE

Colour = tuple[float, float, float]

INK: Colour = (0.145, 0.150, 0.145)
_GREY: Colour = (0.40, 0.41, 0.385)
RED: Colour = (0.71, 0.09, 0.15)

_WIDTH, _HEIGHT = A4_LANDSCAPE
MIDDLE = _WIDTH / 2
EMBLEM_X, EMBLEM_Y, EMBLEM_SIZE = 110.0, 490.0, 74.0
_TITLE_WIDTH, _NAME_WIDTH, _TEXT_WIDTH = 490.0, 610.0, 670.0
_COLUMN_TOP, _FOOT, _HAND_HEIGHT = 534.0, 60.0, 26.0
_SIGN_LEFT, _SIGN_RIGHT = 66.0, _WIDTH - 66.0
QR_SIZE, QR_X, QR_Y = 86.0, _WIDTH - 66.0 - 86.0, 62.0
_NUMBER_Y, _BOX_BOTTOM, _BOX_TOP, _NUMBER_WIDTH = 45.2, 40.8, 57.2, 420.0
_RULE = Row((), 0.4, 0.4, rules=((-165.0, 0.0, 165.0),))
_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)


def _latin(*first: str) -> FontStack:
    names = (
        *first,
        "EBGaramond-Regular",
        "NotoSerifSC-Regular",
        "NotoNastaliqUrdu-Regular",
        "NotoSans-Regular",
    )
    return stack("en", *dict.fromkeys(names))


def _chinese(*first: str) -> FontStack:
    names = (
        *first,
        "NotoSerifSC-Regular",
        "EBGaramond-Regular",
        "NotoNastaliqUrdu-Regular",
        "NotoSans-Regular",
    )
    return stack("zh-Hans", *dict.fromkeys(names))


def _urdu(*first: str) -> FontStack:
    """Nastaliq, with the digits of the Latin face: its own are heavy beside its letters."""
    names = (
        *first,
        "NotoNastaliqUrdu-Regular",
        "EBGaramond-Regular",
        "NotoSerifSC-Regular",
        "NotoSans-Regular",
    )
    digits = choice("EBGaramond-Regular", 1.0, only="0123456789-/.:+%")
    return FontStack("ur", (digits, *(choice(name) for name in dict.fromkeys(names))), word_gap=0.07)


@dataclass(frozen=True, slots=True)
class TextRole:
    """The three styles of one part of the certificate."""

    en: Style
    zh: Style
    ur: Style

    def style(self, language: str) -> Style:
        """The style for a language."""
        styles: dict[str, Style] = {"en": self.en, "zh": self.zh, "ur": self.ur}
        return styles[language]


def _role(
    en: tuple[FontStack, float, float],
    zh: tuple[FontStack, float, float],
    ur: tuple[FontStack, float, float],
    colour: Colour,
    others: Colour | None = None,
    two_lines: float = 0.75,
) -> TextRole:
    """Fonts, size and floor for each script; `two_lines` is the share of the size that two lines may have.

    Chinese and Urdu take the colour `others` where it is given.
    """

    def style(
        given: tuple[FontStack, float, float], ink: Colour, above: float, below: float, leading: float
    ) -> Style:
        fonts, size, floor = given
        return Style(fonts, size, floor, max(floor, size * two_lines), ink, above, below, leading)

    return TextRole(
        style(en, colour, 0.70, 0.26, 1.18),
        style(zh, others or colour, 0.86, 0.12, 1.3),
        replace(style(ur, others or colour, 1.0, 0.40, 1.8), direction="rtl"),
    )


@lru_cache(maxsize=1)
def roles() -> dict[str, TextRole]:
    """How each part is set; the fonts are opened when this is first asked."""
    latin, chinese, urdu = _latin(), _chinese(), _urdu()
    bold_chinese, bold_urdu = _chinese("NotoSerifSC-Bold"), _urdu("NotoNastaliqUrdu-Bold")
    return {
        "title": _role(
            (_latin("Cinzel-SemiBold"), 34, 24), (bold_chinese, 22, 16), (bold_urdu, 20.5, 16), GREEN
        ),
        "opening": _role((latin, 13.5, 11), (chinese, 12.5, 10), (urdu, 12.5, 10), _GREY),
        "name": _role(
            (_latin("EBGaramond-Italic"), 38, 20),
            (bold_chinese, 22.5, 12.5),
            (bold_urdu, 23, 12.5),
            INK,
            GREEN,
        ),
        "service": _role((latin, 12.5, 9), (chinese, 11.5, 8.5), (urdu, 11.5, 9), _GREY),
        "statement": _role((latin, 14.5, 11.5), (chinese, 13.5, 10.5), (urdu, 14, 11.5), INK, two_lines=0.9),
        "label": _role((latin, 9, 7), (chinese, 8, 6.5), (urdu, 8, 7), _GREY),
        "fact": _role((latin, 12.5, 8.5), (chinese, 11, 8), (urdu, 11, 8), INK),
        "signatory": _role((latin, 11, 7.5), (chinese, 9.8, 7), (urdu, 9.8, 7), INK),
        "number": _role(
            (stack("en", "NotoSans-SemiBold", "NotoSans-Regular"), 10, 7),
            (chinese, 9.5, 7),
            (urdu, 7.6, 6),
            RED,
        ),
        "office": _role((latin, 9.5, 7), (chinese, 8.5, 6.5), (urdu, 8.5, 7), _GREY),
    }


class PlacedRow(NamedTuple):
    """A row and where its own origin stands on the page."""

    row: Row
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on one certificate, in points.

    `signing_lines` are (left, y, right); `number_box` stands on the frame: left, bottom, right, top.
    """

    rows: tuple[PlacedRow, ...]
    signing_lines: tuple[tuple[float, float, float], ...]
    number_box: tuple[float, float, float, float]

    def texts(self) -> list[Placed]:
        """Every line of text with its place on the page."""
        return [text for row, x, y in self.rows for text in row.moved(x, y).texts]


@dataclass(frozen=True, slots=True)
class _Signatures:
    """The blocks at the foot of the page, and the height from which the column above must stay."""

    rows: tuple[PlacedRow, ...]
    lines: tuple[tuple[float, float, float], ...]
    top: float


def lay_out(data: CertificateData) -> Page:
    """Find a place for everything, smaller as a whole when names and titles are long.

    A proof keeps the corner of the code free, so that the certificate looks as its proof did.

    Raises:
        TooLong: a text does not fit; nothing is ever cut or set over something else.
        NoGlyph: no font has a character.
    """
    placed = _placed(_award(data), data.name, data.signatories)
    number = _number_row(data.number)
    rows = (*placed.rows, PlacedRow(number, MIDDLE, _NUMBER_Y))
    return Page(rows, placed.lines, _box_around(number))


class _Award(NamedTuple):
    """What many certificates have in common: everything below the name."""

    kind: StatementKind
    course: Titles
    held_from: date
    held_to: date
    hours: Decimal
    awarded_on: date
    valid_to: date | None
    band: Titles | None
    rank: Titles | None
    organisation: Titles | None
    has_qr: bool


def _award(data: CertificateData) -> _Award:
    return _Award(
        data.kind,
        data.course,
        data.held_from,
        data.held_to,
        data.hours,
        data.awarded_on,
        data.valid_to,
        data.band,
        data.rank,
        data.organisation,
        data.qr is not None or data.is_proof,
    )


class _Placed(NamedTuple):
    """Everything but the number, on its place."""

    rows: tuple[PlacedRow, ...]
    lines: tuple[tuple[float, float, float], ...]


# One offering is checked and then issued: its pages are laid out once for both.
@lru_cache(maxsize=256)
def _placed(award: _Award, name: Titles, signatories: tuple[Signatory, ...]) -> _Placed:
    foot = _signatures(signatories, award.has_qr)
    for scale in _SCALES:
        rows = _rows(award, name, scale)
        baselines = stacked(rows, _COLUMN_TOP, foot.top)
        if baselines is not None:
            column = [PlacedRow(row, MIDDLE, y) for (row, _), y in zip(rows, baselines, strict=True)]
            return _Placed((*column, *foot.rows), foot.lines)
    raise TooLong(words.statement(award.kind, award.course, award.held_from, award.held_to).en)


def _rows(award: _Award, name: Titles, scale: float) -> list[tuple[Row, float]]:
    """The column from top to bottom: each row and the gap it likes below."""
    return [
        *_heading(award.kind, scale),
        (_one("name", "en", name, _NAME_WIDTH, scale), 6.0),
        (_two("name", name, _NAME_WIDTH, 44.0, scale), 8.0),
        *_below_name(award, scale),
    ]


@lru_cache(maxsize=256)
def _below_name(award: _Award, scale: float) -> tuple[tuple[Row, float], ...]:
    statement = words.statement(award.kind, award.course, award.held_from, award.held_to)
    service = words.service(award.rank, award.organisation)
    return (
        *([(_three("service", service, _TEXT_WIDTH, 28.0, scale), 9.0)] if service else []),
        (_RULE, 9.0),
        *((_one("statement", code, statement, _TEXT_WIDTH, scale), 6.0) for code in ("en", "zh")),
        (_one("statement", "ur", statement, _TEXT_WIDTH, scale), 12.0),
        (_facts(award, scale), 0.0),
    )


@lru_cache(maxsize=64)
def _heading(kind: StatementKind, scale: float) -> tuple[tuple[Row, float], ...]:
    title = words.title(kind)
    return (
        (_one("title", "en", title, _TITLE_WIDTH, scale), 5.0),
        (_two("title", title, _TITLE_WIDTH, 44.0, scale), 8.0),
        (_three("opening", words.opening(), _TEXT_WIDTH, 28.0, scale), 10.0),
    )


def _one(role: str, code: str, titles: Titles, width: float, scale: float) -> Row:
    return single(titles.in_language(code), roles()[role].style(code), width, scale)


def _two(role: str, titles: Titles, width: float, gap: float, scale: float = 1.0) -> Row:
    return _together(role, titles, ("zh", "ur"), width, gap, scale)


def _three(role: str, titles: Titles, width: float, gap: float, scale: float = 1.0) -> Row:
    return _together(role, titles, ("en", "zh", "ur"), width, gap, scale)


def _together(
    role: str, titles: Titles, codes: tuple[str, ...], width: float, gap: float, scale: float
) -> Row:
    """A row of several languages; one without a text of its own is left out rather than repeated."""
    parts = [(getattr(titles, code), roles()[role].style(code)) for code in codes if getattr(titles, code)]
    return beside(tuple(parts), width, gap, scale) if parts else NOTHING


def _facts(award: _Award, scale: float) -> Row:
    """Columns with the band, the hours and the days; they leave the code its corner."""
    shown = [(words.duration_label(), words.hours(award.hours))]
    if award.band is not None and award.kind is not StatementKind.ATTENDANCE:
        shown.insert(0, (words.grade_label(), award.band))
    shown.append((words.awarded_label(), words.day(award.awarded_on)))
    if award.valid_to is not None:
        shown.append((words.valid_label(), words.day(award.valid_to)))
    if award.has_qr:
        return _fact_columns(shown, 150.0, scale).moved(-(QR_SIZE + 16) / 2, 0.0)
    return _fact_columns(shown, 168.0, scale)


def _fact_columns(shown: Sequence[tuple[Titles, Titles]], width: float, scale: float) -> Row:
    columns = [
        (
            _three("label", label, width - 12, 11.0, scale),
            single(value.en, roles()["fact"].en, width - 12, scale),
            _two("fact", value, width - 18, 14.0, scale),
        )
        for label, value in shown
    ]
    left = -width * (len(columns) - 1) / 2
    return merged(_levelled(columns, [left + width * index for index in range(len(columns))], 2.0))


def _levelled(columns: Sequence[tuple[Row, ...]], xs: Sequence[float], gap: float) -> list[Row]:
    """Columns of rows whose baselines are at the same heights, from the first row's baseline down."""
    placed: list[Row] = []
    y = 0.0
    for level in range(max(len(column) for column in columns)):
        rows = [(column[level], x) for column, x in zip(columns, xs, strict=True) if level < len(column)]
        if level:
            y -= max(row.above for row, _ in rows)
        placed += [row.moved(x, y) for row, x in rows]
        y -= max(row.below for row, _ in rows) + gap
    return placed


@lru_cache(maxsize=64)
def _signatures(signatories: tuple[Signatory, ...], has_qr: bool) -> _Signatures:
    """Names and offices in two rows where they are short, else in four; the hand has 9 mm above them."""
    if not signatories:
        return _Signatures((), (), QR_Y + QR_SIZE + 4 if has_qr else _FOOT)
    right = QR_X - 10 if has_qr else _SIGN_RIGHT
    pitch = (right - _SIGN_LEFT) / len(signatories)
    width = min(pitch - 12, 224.0)
    columns = [_on_few_rows(signatory, width) for signatory in signatories]
    if None in columns:
        columns = [_on_many_rows(signatory, width) for signatory in signatories]
    xs = [_SIGN_LEFT + pitch * (index + 0.5) for index in range(len(signatories))]
    block = merged(_levelled([column for column in columns if column], xs, 1.2))
    lift = _FOOT - block.below_y()
    line_y = lift + block.above + 3
    lines = tuple((x - width / 2 + 7, line_y, x + width / 2 - 7) for x in xs)
    return _Signatures((PlacedRow(block, 0.0, lift),), lines, line_y + _HAND_HEIGHT)


def _on_few_rows(signatory: Signatory, width: float) -> tuple[Row, ...] | None:
    """Each text in its three languages on one line; None when that makes them small."""
    try:
        rows = [_three("office", signatory.office, width, 11.0)]
        if signatory.name is not None:
            rows.insert(0, _three("signatory", signatory.name, width, 12.0))
    except TooLong:
        return None
    small = any(text.size < 0.86 * text.style.size for row in rows for text in row.texts)
    return None if small else tuple(rows)


def _on_many_rows(signatory: Signatory, width: float) -> tuple[Row, ...]:
    rows = []
    if signatory.name is not None:
        rows.append(single(signatory.name.en, roles()["signatory"].en, width))
        rows.append(_two("signatory", signatory.name, width, 14.0))
    rows.append(single(signatory.office.en, roles()["office"].en, width))
    rows.append(_two("office", signatory.office, width, 12.0))
    return tuple(rows)


def _number_row(number: str) -> Row:
    """The number, or the words that a proof has in its place."""
    if number:
        return single(f"№ {number}", roles()["number"].en, _NUMBER_WIDTH)
    return _three("number", words.proof_note(), _NUMBER_WIDTH, 20.0)


def _box_around(number: Row) -> tuple[float, float, float, float]:
    half = max(text.ink()[2] for text in number.texts) + 14
    return MIDDLE - half, _BOX_BOTTOM, MIDDLE + half, _BOX_TOP
