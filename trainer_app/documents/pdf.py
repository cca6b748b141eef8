"""Stored PDF files: taking pages out, putting them together, and pictures of them for the screen."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Picture:
    """A painted page: rows of four bytes a pixel (blue, green, red, unused)."""

    width: int
    height: int
    stride: int
    pixels: bytes


def pages_of(parts: Sequence[tuple[bytes, Sequence[int]]]) -> bytes:
    """One file with the named pages (from 1) of several files, drawn exactly as they were stored."""
    joined = pypdfium2.PdfDocument.new()
    for content, pages in parts:
        source = pypdfium2.PdfDocument(content)
        joined.import_pages(source, [page - 1 for page in pages])
        source.close()
    stream = io.BytesIO()
    joined.save(stream)
    joined.close()
    return stream.getvalue()


def page_count(content: bytes) -> int:
    """How many pages a file has."""
    document = pypdfium2.PdfDocument(content)
    count = len(document)
    document.close()
    return count


def picture(content: bytes, *, page: int = 1, dpi: float) -> Picture:
    """The page (from 1) as it is printed, on white."""
    document = pypdfium2.PdfDocument(content)
    bitmap = document[page - 1].render(scale=dpi / POINTS_PER_INCH, prefer_bgrx=True)
    painted = Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    bitmap.close()
    document.close()
    return painted
