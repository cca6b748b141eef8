"""Where everything stands on the pages of a printed score sheet, mirrored in Urdu."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from trainer_app.core.language import is_right_to_left
from trainer_app.core.text import has_arabic
from trainer_app.documents import entry_sheet_words as words
from trainer_app.documents import paragraphs
from trainer_app.documents.bidi import Direction
from trainer_app.documents.certificate_layout import Fitted, Placed, Style, TooLong, fitted, shortened
from trainer_app.documents.entry_sheet_data import EntrySheet, SheetComponent, SheetTrainee
from trainer_app.documents.fonts import FontStack, stack
from trainer_app.documents.paper import A4_LANDSCAPE
from trainer_app.documents.text_layer import Colour, measure

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""
Rule = tuple[float, float, float]
"""Left, height and right of a line."""

A4_PORTRAIT = A4_LANDSCAPE[1], A4_LANDSCAPE[0]
_MOST_UPRIGHT, _MOST_ACROSS = 4, 8
_SIDE, _TOP, _BOTTOM = 36.0, 30.0, 36.0
_HEAD, _TABLE_HEAD, _SIGNING = 72.0, 66.0, 104.0
_ROWS = (22.0, 21.0, 20.0, 19.0)
"""Heights of a row that leave room for a hand; a lower one is taken where it saves a page."""
_FOOT_Y = 20.0
_NUMBER, _MARK, _LEAST_NAMES = 32.0, 84.0, 220.0
_NAME_SHARE = 0.58
_PADDING = 5.0
_LEAST_ON_LAST = 3
_TITLE_SIZES, _TITLE_LINES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0), 3
_INK: Colour = (0.11, 0.12, 0.13)
_GREY: Colour = (0.36, 0.38, 0.40)
_LEADING = {"en": 1.2, "zh": 1.25, "ur": 1.5}


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on one page: texts, boxes, boxes in which nothing is written, and lines to write on."""

    texts: tuple[Placed, ...]
    boxes: tuple[Box, ...]
    closed: tuple[Box, ...]
    lines: tuple[Rule, ...]


def size_of(sheet: EntrySheet) -> tuple[float, float]:
    """Width and height of the pages: upright for a few components, across for more."""
    return A4_PORTRAIT if len(sheet.components) <= _MOST_UPRIGHT else A4_LANDSCAPE


def lay_out(sheet: EntrySheet, language: str, *, head: str = "") -> list[Page]:
    """The pages in the active language: for each group of components all trainees, the sums and signatures.

    `head` is the signed end of the journal, which each page carries.

    Raises:
        NoGlyph: no font has a character of a name or title.
    """
    height = min(_ROWS, key=lambda height: len(_portions(sheet, height)))
    parts = [
        (columns, rows, is_last)
        for columns in _groups(len(sheet.components))
        for rows, is_last in _portions(sheet, height)
    ]
    return [
        _Setter(sheet, language, columns, height).page(rows, is_last, words.page(number, len(parts)), head)
        for number, (columns, rows, is_last) in enumerate(parts, start=1)
    ]


def _groups(count: int) -> list[range]:
    """The components that stand side by side, as evenly as they can."""
    groups = max(1, -(-count // _MOST_ACROSS))
    starts = [count * group // groups for group in range(groups + 1)]
    return [range(first, last) for first, last in pairwise(starts)]


def _portions(sheet: EntrySheet, height: float) -> list[tuple[Sequence[SheetTrainee], bool]]:
    """The trainees of each page, and whether it is the last, which has room for sums and signatures."""
    room = size_of(sheet)[1] - _TOP - _HEAD - _TABLE_HEAD - _BOTTOM
    most, most_on_last = int(room // height), int((room - 2 * height - _SIGNING) // height)
    found: list[tuple[Sequence[SheetTrainee], bool]] = []
    left: Sequence[SheetTrainee] = sheet.trainees
    while len(left) > most_on_last:
        taken = min(most, len(left) - _LEAST_ON_LAST)
        found.append((left[:taken], False))
        left = left[taken:]
    return [*found, (left, True)]


@lru_cache(maxsize=8)
def _fonts(language: str, *, bold: bool) -> FontStack:
    weight = "SemiBold" if bold else "Regular"
    faces = [f"NotoSans-{weight}", f"NotoNaskhArabic-{weight}", f"NotoSansSC-{weight}"]
    if language == "zh":
        return stack("zh-Hans", faces[2], *faces[:2])
    return stack(language, *faces)


@lru_cache(maxsize=64)
def _style(
    language: str, size: float, *, bold: bool = False, colour: Colour = _INK, direction: Direction = "ltr"
) -> Style:
    fonts, floor = _fonts(language, bold=bold), max(5.5, size * 0.7)
    return Style(fonts, size, floor, size * 0.85, colour, 1.0, 0.4, _LEADING[language], direction)


class _Setter:
    """Puts the words and boxes of one page in their places, counted from the side where reading begins."""

    def __init__(self, sheet: EntrySheet, language: str, columns: range, row: float) -> None:
        self._sheet, self._language, self._columns, self._row_height = sheet, language, columns, row
        self._width, self._height = size_of(sheet)
        self._is_rtl = is_right_to_left(language)
        self._direction: Direction = "rtl" if self._is_rtl else "ltr"
        self._edges = self._shared_width()
        self._texts: list[Placed] = []
        self._boxes: list[Box] = []
        self._closed: list[Box] = []
        self._lines: list[Rule] = []

    def page(self, rows: Sequence[SheetTrainee], is_last: bool, number: str, head: str) -> Page:
        """One page: head, rows, and at the end sums and signatures."""
        self._head(number)
        top = self._height - _TOP - _HEAD
        self._table_head(top)
        top -= _TABLE_HEAD
        for trainee in rows:
            self._row(trainee, top)
            top -= self._row_height
        if not self._sheet.trainees:
            self._text(words.nobody(), 10, (0.0, top - self._row_height, self._edges[-1], top), "start")
            top -= self._row_height
        if is_last:
            self._sums(top)
            self._signatures(top - 2 * self._row_height)
        self._foot(head)
        return Page(tuple(self._texts), tuple(self._boxes), tuple(self._closed), tuple(self._lines))

    def _shared_width(self) -> tuple[float, ...]:
        """Where the columns begin and end, from the margin on."""
        room, count = self._width - 2 * _SIDE, len(self._columns)
        mark = min(_MARK, (room - _NUMBER - _LEAST_NAMES) / max(count, 1))
        names = room - _NUMBER - mark * count
        name = _NUMBER + names * _NAME_SHARE
        first = _NUMBER + names
        return 0.0, _NUMBER, name, *(first + mark * column for column in range(count)), room

    def _head(self, number: str) -> None:
        sheet, room, top = self._sheet, self._edges[-1], self._height - _TOP
        half = room / 2
        title = words.title(is_filled=sheet.is_filled)
        self._text(title, 15, (0.0, top - 20, half, top), "start", bold=True, padding=0.0)
        code = (half, top - 20, room, top)
        self._text(sheet.offering_code, 13, code, "end", bold=True, plain=True, padding=0.0)
        course = sheet.course.in_language(self._language)
        self._text(course, 10.5, (0.0, top - 36, 0.7 * room, top - 20), "start", padding=0.0)
        about = f"{words.attempt(sheet.attempt)} · {number}"
        self._text(about, 9, (0.7 * room, top - 36, room, top - 20), "end", padding=0.0)
        made = words.made(self._language, sheet.made_on)
        self._text(made, 8.5, (0.0, top - 50, half, top - 36), "start", colour=_GREY, padding=0.0)
        if not sheet.is_filled:
            rules = (0.0, top - 64, half, top - 50)
            self._text(words.rules(), 8.5, rules, "start", colour=_GREY, padding=0.0)
            self._written(words.day_label(), (half, top - 64, room, top - 48))

    def _written(self, label: str, area: Box) -> None:
        """A label and after it a line to write on."""
        left, bottom, right, top = area
        line = right - 120
        self._text(label, 9, (left, bottom, line - 2, top), "end")
        self._line(line, bottom + 3, right)

    def _table_head(self, top: float) -> None:
        bottom = top - _TABLE_HEAD
        for place, title in enumerate(words.heads()):
            area = (self._edges[place], bottom, self._edges[place + 1], top)
            self._box(area)
            self._text(title, 8.5, (area[0], bottom, area[2], bottom + 18), "start", bold=True)
        for place, column in enumerate(self._columns):
            self._component_head(self._sheet.components[column], self._mark_area(place, bottom, top))

    def _component_head(self, component: SheetComponent, area: Box) -> None:
        left, bottom, right, top = area
        self._box(area)
        size, lines = self._title_lines(component.titles.in_language(self._language), right - left)
        pitch = size * _LEADING[self._language]
        for line in lines:
            self._text(line, size, (left, top - pitch - 3, right, top - 3), "start", bold=True)
            top -= pitch
        for number, text in enumerate((words.step(component), words.maximum(component))):
            low = bottom + 2 + number * 10
            self._text(text, 7.5, (left, low, right, low + 10), "start", colour=_GREY)

    def _title_lines(self, title: str, width: float) -> tuple[float, tuple[str, ...]]:
        """The title in the largest type in which three lines hold it; else as much as they hold."""
        room = width - 2 * _PADDING
        for size in _TITLE_SIZES:
            style = _style(self._language, size, bold=True, direction=self._direction)
            lines = paragraphs.lines(title, style.fonts, size, room, self._direction)
            is_held = all(measure(line, style.fonts, size, self._direction) <= room for line in lines)
            if len(lines) <= _TITLE_LINES and is_held:
                return size, lines
        return size, lines[:_TITLE_LINES]

    def _row(self, trainee: SheetTrainee, top: float) -> None:
        bottom = top - self._row_height
        texts = (str(trainee.roll_number), trainee.name, trainee.second_name)
        for place, (text, size) in enumerate(zip(texts, (9, 10, 9), strict=True)):
            area = (self._edges[place], bottom, self._edges[place + 1], top)
            self._box(area)
            if text:
                self._text(text, size, area, "start" if place else "end", is_name=True)
        for place, column in enumerate(self._columns):
            area = self._mark_area(place, bottom, top)
            self._box(area)
            mark = trainee.marks[column]
            if mark is None:
                self._closed.append(self._on_paper(area))
            elif self._sheet.is_filled:
                text = words.mark(mark, self._sheet.components[column])
                if text:
                    is_number = mark.points is not None
                    self._text(text, 10 if is_number else 8.5, area, "right", plain=is_number)

    def _sums(self, top: float) -> None:
        for number, label in enumerate((words.entered_label(), words.sum_label())):
            high = top - number * self._row_height
            area = (0.0, high - self._row_height, self._edges[3], high)
            self._box(area)
            self._text(label, 9, area, "end", bold=True)
            for place, column in enumerate(self._columns):
                box = self._mark_area(place, high - self._row_height, high)
                self._box(box)
                text = self._count(column) if number == 0 else self._sum(column)
                if text:
                    self._text(text, 10, box, "right", bold=self._sheet.is_filled, plain=True)

    def _count(self, column: int) -> str:
        expected = self._sheet.expected(column)
        return f"{self._sheet.entered(column)} / {expected}" if self._sheet.is_filled else f"/ {expected}"

    def _sum(self, column: int) -> str:
        if not self._sheet.is_filled:
            return ""
        return words.points(self._sheet.control_sum(column), self._sheet.components[column].step)

    def _signatures(self, top: float) -> None:
        room, gap = self._edges[-1], 30.0
        for left, signer in zip((0.0, (room + gap) / 2), words.signers(), strict=True):
            right = left + (room - gap) / 2
            split = left + (right - left) * 0.62
            self._text(signer, 10, (left, top - 26, right, top - 10), "start", bold=True, padding=0.0)
            lines = ((left, top - 56, right), (left, top - 91, split - 8), (split, top - 91, right))
            for label, (start, y, end) in zip(words.signing_labels(), lines, strict=True):
                self._line(start, y, end)
                self._text(label, 7.5, (start, y - 11, end, y), "start", colour=_GREY, padding=0.0)

    def _foot(self, head: str) -> None:
        sheet = self._sheet
        title = f"{words.title(is_filled=sheet.is_filled)} · {sheet.offering_code}"
        area = (0.0, _FOOT_Y - 5, self._edges[-1], _FOOT_Y + 5)
        self._text(title, 7, area, "start", colour=_GREY, padding=0.0)
        if head:
            self._text(head, 7, area, "end", colour=_GREY, plain=True, padding=0.0)

    # Places

    def _mark_area(self, place: int, bottom: float, top: float) -> Box:
        return self._edges[3 + place], bottom, self._edges[4 + place], top

    def _on_paper(self, area: Box) -> Box:
        """The box where it stands on the paper: mirrored where reading begins at the right."""
        left, bottom, right, top = area
        if self._is_rtl:
            return self._width - _SIDE - right, bottom, self._width - _SIDE - left, top
        return _SIDE + left, bottom, _SIDE + right, top

    def _box(self, area: Box) -> None:
        self._boxes.append(self._on_paper(area))

    def _line(self, left: float, y: float, right: float) -> None:
        start, _bottom, end, _top = self._on_paper((left, y, right, y))
        self._lines.append((start, y, end))

    def _text(
        self,
        text: str,
        size: float,
        area: Box,
        align: str,
        *,
        bold: bool = False,
        colour: Colour = _INK,
        plain: bool = False,
        is_name: bool = False,
        padding: float = _PADDING,
    ) -> None:
        """A text in the middle of an area's height, at its start, its end or the right; smaller if too long.

        `plain` are figures and codes, which run from the left everywhere; a name runs as its letters do.
        """
        runs_left = has_arabic(text) if is_name else self._is_rtl and not plain
        direction: Direction = "rtl" if runs_left else "ltr"
        style = _style(self._language, size, bold=bold, colour=colour, direction=direction)
        left, bottom, right, top = self._on_paper(area)
        at_right = align == "right" or (align == "end") != self._is_rtl
        room = right - left - 2 * padding
        self._texts += _set(text, style, (left + padding, bottom, right - padding, top), room, at_right)


def _set(text: str, style: Style, area: Box, room: float, at_right: bool) -> Iterator[Placed]:
    left, bottom, right, top = area
    try:
        fit = fitted(text, style, room)
    except TooLong:
        smallest = replace(style, size=style.floor)
        fit = Fitted((shortened(text, smallest, room),), style.floor, room)
    pitch = (
        fit.size * style.leading if len(fit.lines) == 1 else min(fit.size * style.leading, (top - bottom) / 2)
    )
    first = (bottom + top) / 2 - 0.34 * fit.size + (len(fit.lines) - 1) * pitch / 2
    for number, line in enumerate(fit.lines):
        half = measure(line, style.fonts, fit.size, style.direction) / 2
        yield Placed(line, style, fit.size, right - half if at_right else left + half, first - number * pitch)
