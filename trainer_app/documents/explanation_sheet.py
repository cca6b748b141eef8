"""The printed explanation of a result: every rule with its value, in each language on a page of its own."""

from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from trainer_app.core.language import is_right_to_left
from trainer_app.documents import paragraphs, text_layer
from trainer_app.documents.bidi import Direction
from trainer_app.documents.explanation_sheet_data import (
    ExplanationSheet,
    PrintedExplanation,
    PrintedLine,
    PrintedRule,
)
from trainer_app.documents.fonts import FontStack, stack
from trainer_app.documents.paper import Paper
from trainer_app.documents.text_layer import Align, Colour, measure
from trainer_app.documents.whole_file import whole_file

__all__ = ["ExplanationSheet", "write_explanation"]

_A4 = (595.28, 841.89)
_SIDE, _TOP, _BOTTOM = 54.0, 56.0, 52.0
_WIDTH = _A4[0] - 2 * _SIDE
_FOOT_Y = 30.0
_INK: Colour = (0.11, 0.12, 0.13)
_GREY: Colour = (0.38, 0.40, 0.42)
_RED: Colour = (0.65, 0.12, 0.10)
_HAIR: Colour = (0.80, 0.81, 0.82)
_LEADING = {"en": 1.36, "zh": 1.5, "ur": 1.75}
_FACT, _VALUE, _REQUIRED, _VERDICT = 140.0, 285.0, 300.0, 420.0
_NUMBER_WIDTH = 64.0
_LABEL_WIDTH, _MARKS, _WEIGHT, _INDENT = 225.0, 330.0, 405.0, 14.0


def write_explanation(sheet: ExplanationSheet, target: Path | BinaryIO, *, head: str = "") -> None:
    """Write the pages; the same sheet gives the same bytes.

    A path is written beside itself and renamed at the end. `head` is the signed end of the journal, which
    each page carries.

    Raises:
        NoGlyph: no font has a character of a name or title.
        FileUnwritable: the disk refuses.
    """
    if isinstance(target, Path):
        with whole_file(target) as file:
            _write(sheet, file, head)
    else:
        _write(sheet, target, head)


def _write(sheet: ExplanationSheet, stream: BinaryIO, head: str) -> None:
    first = sheet.pages[0]
    paper = Paper(
        stream,
        title=f"{first.title}: {sheet.code}",
        language=first.language,
        made_on=sheet.made_on,
        size=_A4,
    )
    foot = f"{sheet.code} · {head}" if head else sheet.code
    for page in sheet.pages:
        _Setter(paper, page, foot).set_page()
    paper.finish()


@lru_cache(maxsize=8)
def _fonts(language: str, *, bold: bool) -> FontStack:
    weight = "SemiBold" if bold else "Regular"
    latin, urdu, chinese = (f"{name}-{weight}" for name in ("NotoSans", "NotoNaskhArabic", "NotoSansSC"))
    if language == "zh":
        return stack("zh-Hans", chinese, latin, urdu)
    return stack(language, latin, urdu, chinese)


class _Setter:
    """Sets one language from top to bottom, from the side where reading begins; a full page is followed."""

    def __init__(self, paper: Paper, page: PrintedExplanation, foot: str) -> None:
        self._paper, self._page, self._foot = paper, page, foot
        self._is_rtl = is_right_to_left(page.language)
        self._direction: Direction = "rtl" if self._is_rtl else "ltr"
        self._leading = _LEADING[page.language]
        self._y = _A4[1] - _TOP

    def set_page(self) -> None:
        """Everything of the language; the paper stands at a new page afterwards."""
        page = self._page
        self._paragraph(page.title, 10.5, colour=_GREY)
        self._paragraph(page.name, 17, bold=True)
        self._gap(4)
        for label, value in page.facts:
            self._need(10)
            self._text(label, 10, 0.0, colour=_GREY)
            self._paragraph(value, 10, offset=_FACT)
        self._gap(10)
        self._paragraph(page.headline, 13, bold=True)
        for sentence in page.because:
            self._paragraph(sentence, 10.5)
        self._gap(12)
        self._rules()
        self._gap(14)
        self._calculation()
        self._gap(8)
        for note in page.notes:
            self._paragraph(note, 10, colour=_GREY)
        self._end_page()

    def _rules(self) -> None:
        label, value, required, verdict = self._page.rule_heads
        self._need(9.5)
        self._text(label, 9.5, 0.0, bold=True)
        self._text(value, 9.5, _VALUE, align="end", bold=True)
        self._text(required, 9.5, _REQUIRED, bold=True)
        self._text(verdict, 9.5, _VERDICT, bold=True)
        self._next(9.5)
        self._hair()
        for rule in self._page.rules:
            self._rule(rule)

    def _rule(self, rule: PrintedRule) -> None:
        colour = _INK if rule.is_met else _RED
        self._need(10)
        self._text(rule.value, 10, _VALUE, align="end", bold=not rule.is_met, colour=colour, is_number=True)
        self._text(rule.required, 10, _REQUIRED)
        self._text(rule.verdict, 10, _VERDICT, bold=not rule.is_met, colour=colour)
        self._paragraph(rule.label, 10, width=_LABEL_WIDTH, bold=not rule.is_met)

    def _calculation(self) -> None:
        self._need(9.5)
        self._row(self._page.line_heads, 9.5, bold=True, are_numbers=False)
        self._hair()
        for line in self._page.lines:
            self._line(line)
        if self._page.totals:
            self._hair()
        for label, value in self._page.totals:
            self._row((label, "", "", value), 10, bold=True)

    def _line(self, line: PrintedLine) -> None:
        indent = _INDENT if line.is_part else 0.0
        self._row((line.label, line.marks, line.weight, line.points), 10, indent=indent)

    def _row(
        self,
        cells: tuple[str, str, str, str],
        size: float,
        *,
        bold: bool = False,
        indent: float = 0.0,
        are_numbers: bool = True,
    ) -> None:
        self._need(size)
        for text, edge in zip(cells[1:], (_MARKS, _WEIGHT, _WIDTH), strict=True):
            self._text(text, size, edge, align="end", bold=bold, is_number=are_numbers)
        self._paragraph(cells[0], size, offset=indent, width=_LABEL_WIDTH - indent, bold=bold)

    def _paragraph(
        self,
        text: str,
        size: float,
        *,
        offset: float = 0.0,
        width: float = 0.0,
        bold: bool = False,
        colour: Colour = _INK,
    ) -> None:
        fonts, room = _fonts(self._page.language, bold=bold), (width or _WIDTH - offset)
        for line in paragraphs.lines(text, fonts, size, room, self._direction):
            self._need(size)
            self._text(line, size, offset, bold=bold, colour=colour)
            self._next(size)

    def _text(
        self,
        text: str,
        size: float,
        offset: float,
        *,
        align: str = "start",
        bold: bool = False,
        colour: Colour = _INK,
        is_number: bool = False,
    ) -> None:
        """One line at the present height, its start or end so far from where reading begins.

        What stands at an end is of a column of numbers, which stand at the right in every language.
        """
        if not text:
            return
        if self._is_rtl and align == "end":
            offset -= _NUMBER_WIDTH
        place: Align = "left" if align == "start" and not self._is_rtl else "right"
        text_layer.draw(
            self._paper,
            text,
            _A4[0] - _SIDE - offset if self._is_rtl else _SIDE + offset,
            self._y - size,
            fonts=_fonts(self._page.language, bold=bold),
            size=size,
            align=place,
            direction="ltr" if is_number else self._direction,
            colour=colour,
        )

    def _need(self, size: float) -> None:
        """Go on on another page where the line has no room."""
        if self._y - size * self._leading < _BOTTOM:
            self._end_page()
            self._y = _A4[1] - _TOP

    def _next(self, size: float) -> None:
        self._y -= size * self._leading

    def _gap(self, points: float) -> None:
        self._y -= points

    def _hair(self) -> None:
        self._paper.setStrokeColorRGB(*_HAIR)
        self._paper.setLineWidth(0.6)
        self._paper.line(_SIDE, self._y - 1.5, _A4[0] - _SIDE, self._y - 1.5)
        self._gap(5)

    def _end_page(self) -> None:
        fonts = _fonts("en", bold=False)
        size = 8.0
        room = measure(self._foot, fonts, size)
        text_layer.draw(
            self._paper,
            self._foot,
            _A4[0] - _SIDE - room if self._is_rtl else _SIDE,
            _FOOT_Y,
            fonts=fonts,
            size=size,
            colour=_GREY,
        )
        self._paper.showPage()
