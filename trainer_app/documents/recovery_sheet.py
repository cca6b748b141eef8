"""The recovery sheet: one A4 page with the recovery key, for two holders to sign and seal."""

from pathlib import Path
from typing import BinaryIO

from trainer_app.documents import qr_drawing, text_layer
from trainer_app.documents import recovery_sheet_page as places
from trainer_app.documents import recovery_sheet_words as words
from trainer_app.documents.ornament import GOLD, GREEN
from trainer_app.documents.paper import Paper
from trainer_app.documents.recovery_sheet_data import RecoverySheet
from trainer_app.documents.recovery_sheet_page import Box, Page, lay_out
from trainer_app.documents.text_layer import Colour
from trainer_app.documents.whole_file import whole_file

__all__ = ["RecoverySheet", "write_sheet"]

_WHITE: Colour = (1.0, 1.0, 1.0)
_PALE: Colour = (0.90, 0.94, 0.905)
_HAIR: Colour = (0.62, 0.70, 0.65)
_INK: Colour = (0.145, 0.150, 0.145)


def write_sheet(sheet: RecoverySheet, target: Path | BinaryIO) -> None:
    """Write the one page; the same sheet gives the same bytes.

    A path is written beside itself and renamed at the end.

    Raises:
        NoGlyph: no font has a character of a name.
        FileUnwritable: the disk refuses.
    """
    page = lay_out(sheet)
    if isinstance(target, Path):
        with whole_file(target) as file:
            _write(sheet, page, file)
    else:
        _write(sheet, page, target)


def _write(sheet: RecoverySheet, page: Page, stream: BinaryIO) -> None:
    paper = Paper(
        stream,
        title=f"{words.title().en}: {sheet.file_name}",
        language="en",
        made_on=sheet.made_on,
        size=(places.WIDTH, places.HEIGHT),
    )
    _ground(paper, page)
    qr_drawing.draw(paper, "-".join(sheet.groups), *places.QR_PLACE, places.QR_SIZE)
    for text in page.texts:
        text_layer.draw(
            paper,
            text.text,
            text.x,
            text.y,
            fonts=text.style.fonts,
            size=text.size,
            align="centre",
            direction=text.style.direction,
            colour=text.style.colour,
        )
    paper.showPage()
    paper.finish()


def _ground(paper: Paper, page: Page) -> None:
    """The frame, the band of the heading, the key's cells and the lines."""
    _box(paper, places.BAND, fill=GREEN)
    _box(paper, places.FRAME, line=GREEN, width=1.1)
    _box(paper, _inside(places.FRAME, 2.6), line=GREEN, width=0.35)
    left, bottom, right, _top = places.BAND
    _line(paper, (left, bottom - 2.4, right), GOLD, 1.4)
    _box(paper, places.KEY_BOX, fill=_PALE, line=GREEN, width=0.8, radius=5.0)
    for cell in page.cells:
        _box(paper, cell, fill=_WHITE, line=_HAIR, width=0.6, radius=3.0)
    for rule in page.rules:
        _line(paper, rule, GOLD, 0.5)
    for line in page.signing_lines:
        _line(paper, line, _INK, 0.6)


def _box(
    paper: Paper,
    box: Box,
    *,
    fill: Colour | None = None,
    line: Colour | None = None,
    width: float = 0.0,
    radius: float = 0.0,
) -> None:
    left, bottom, right, top = box
    if fill:
        paper.setFillColorRGB(*fill)
    if line:
        paper.setStrokeColorRGB(*line)
        paper.setLineWidth(width)
    size = (left, bottom, right - left, top - bottom)
    paper.roundRect(*size, radius, stroke=int(line is not None), fill=int(fill is not None))


def _inside(box: Box, inset: float) -> Box:
    left, bottom, right, top = box
    return left + inset, bottom + inset, right - inset, top - inset


def _line(paper: Paper, line: tuple[float, float, float], colour: Colour, width: float) -> None:
    left, y, right = line
    paper.setStrokeColorRGB(*colour)
    paper.setLineWidth(width)
    paper.line(left, y, right, y)
