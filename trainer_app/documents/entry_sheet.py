"""The printed score sheet: blank, to be filled in by hand, or with the marks that stand."""

from pathlib import Path
from typing import BinaryIO

from trainer_app.core.language import using
from trainer_app.documents import entry_sheet_words as words
from trainer_app.documents import text_layer
from trainer_app.documents.entry_sheet_data import EntrySheet, SheetComponent, SheetTrainee
from trainer_app.documents.entry_sheet_page import Page, lay_out, size_of
from trainer_app.documents.paper import Paper
from trainer_app.documents.whole_file import whole_file

__all__ = ["EntrySheet", "SheetComponent", "SheetTrainee", "write_entry_sheet"]

_LINE = (0.42, 0.44, 0.46)
_CLOSED = (0.86, 0.86, 0.86)
_INK = (0.11, 0.12, 0.13)


def write_entry_sheet(sheet: EntrySheet, language: str, target: Path | BinaryIO, *, head: str = "") -> None:
    """Write the pages in a language; the same sheet gives the same bytes.

    A path is written beside itself and renamed at the end. `head` is the signed end of the journal.

    Raises:
        NoGlyph: no font has a character of a name or title.
        FileUnwritable: the disk refuses.
    """
    with using(language):
        pages = lay_out(sheet, language, head=head)
        title = f"{words.title(is_filled=sheet.is_filled)}: {sheet.offering_code}"
    if isinstance(target, Path):
        with whole_file(target) as file:
            _write(sheet, pages, title, language, file)
    else:
        _write(sheet, pages, title, language, target)


def _write(sheet: EntrySheet, pages: list[Page], title: str, language: str, stream: BinaryIO) -> None:
    paper = Paper(stream, title=title, language=language, made_on=sheet.made_on, size=size_of(sheet))
    for page in pages:
        _draw(paper, page)
        paper.showPage()
    paper.finish()


def _draw(paper: Paper, page: Page) -> None:
    paper.setFillColorRGB(*_CLOSED)
    for left, bottom, right, top in page.closed:
        paper.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)
    paper.setStrokeColorRGB(*_LINE)
    paper.setLineWidth(0.5)
    for left, bottom, right, top in page.boxes:
        paper.rect(left, bottom, right - left, top - bottom, stroke=1, fill=0)
    paper.setStrokeColorRGB(*_INK)
    paper.setLineWidth(0.6)
    for left, y, right in page.lines:
        paper.line(left, y, right, y)
    for text in page.texts:
        style = text.style
        text_layer.draw(
            paper,
            text.text,
            text.x,
            text.y,
            fonts=style.fonts,
            size=text.size,
            align="centre",
            direction=style.direction,
            colour=style.colour,
        )
