"""Finished PDF files: how many pages, what they look like, several as one."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from trainer_app.core.errors import FileUnreadable

_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PageImage:
    """A rendered page: rows of `stride` bytes, four bytes (blue, green, red, unused) to a pixel."""

    width_px: int
    height_px: int
    stride: int
    pixels: bytes


def page_count(file: Path | bytes) -> int:
    """How many pages a file has.

    Raises:
        FileUnreadable: it is no PDF.
    """
    with _opened(file) as document:
        return len(document)


def page_image(file: Path | bytes, page: int, *, dots_per_inch: float) -> PageImage:
    """One page (from 0) on white, as it will be printed.

    Raises:
        FileUnreadable: it is no PDF.
        IndexError: it has no such page.
    """
    with _opened(file) as document:
        if not 0 <= page < len(document):
            raise IndexError(page)
        bitmap = document[page].render(
            scale=dots_per_inch / _POINTS_PER_INCH, rev_byteorder=False, prefer_bgrx=True
        )
        return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def joined(files: Iterable[Path | bytes]) -> bytes:
    """All pages of several files in one, in order.

    Raises:
        FileUnreadable: one of them is no PDF.
    """
    with pypdfium2.PdfDocument.new() as whole:
        for file in files:
            with _opened(file) as part:
                whole.import_pages(part)
        stream = io.BytesIO()
        whole.save(stream)
        return stream.getvalue()


def _opened(file: Path | bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(file)
    except (pypdfium2.PdfiumError, FileNotFoundError) as fault:
        path = file if isinstance(file, Path) else Path("PDF")
        raise FileUnreadable(path, str(fault)) from fault
