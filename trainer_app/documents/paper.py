"""A PDF that is written page by page: pages leave memory as soon as they are finished.

reportlab keeps every page until the end; here its document hands each one to the file at once, so a
batch of thousands needs no more memory than a batch of ten. The same content gives the same bytes.
"""

import zlib
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from trainer_app.documents.archival import ArchivalCatalog, Description, metadata, output_intent
from trainer_app.documents.embedded_font import EmbeddedFont
from trainer_app.documents.fonts import Face

A4_LANDSCAPE = (841.89, 595.28)
PRODUCER = "Joint Police Training"
rl_config.useA85 = 0  # streams stay binary: text armour costs time and a quarter more bytes
_REMEMBERED_LINES = 1024


class Paper(Canvas):  # type: ignore[misc]
    """A reportlab canvas that writes to a stream as it goes and embeds the fonts of the text layer."""

    def __init__(
        self,
        stream: BinaryIO,
        *,
        title: str,
        language: str,
        made_on: date,
        size: tuple[float, float] = A4_LANDSCAPE,
    ) -> None:
        super().__init__(stream, pagesize=size, pageCompression=1, invariant=1)
        self._doc = _StreamedDocument(stream, Description(title, PRODUCER, language, made_on))
        self._fonts: dict[str, EmbeddedFont] = {}
        self.encoded_lines: dict[Any, str] = {}

    def font(self, face: Face) -> EmbeddedFont:
        """The font as this document embeds it; added when it is first asked for."""
        found = self._fonts.get(face.name)
        if found is None:
            found = self._fonts[face.name] = EmbeddedFont(face, f"T{len(self._fonts) + 1}")
            self._doc.delayedFonts.append(found)
        return found

    def remember(self, line: Any, code: str) -> None:
        """Keep the operators of a shaped line; the oldest go when there are many."""
        if len(self.encoded_lines) >= _REMEMBERED_LINES:
            self.encoded_lines.pop(next(iter(self.encoded_lines)))
        self.encoded_lines[line] = code

    def finish(self, *, keywords: str = "") -> None:
        """Write what is left; the paper cannot be used afterwards and the stream stays open."""
        self._doc.add_keywords(keywords)
        self.save()

    def _make_preamble(self) -> None:
        """Begin pages without a font: reportlab would name Helvetica, which is not embedded."""
        self._preamble = "1 0 0 1 0 0 cm"


class _StreamedDocument(pdfdoc.PDFDocument):  # type: ignore[misc]
    def __init__(self, stream: BinaryIO, description: Description) -> None:
        super().__init__(compression=1, invariant=1)
        self._stream = stream
        self._offset = 0
        self._offsets: dict[int, int] = {}
        self._description = description
        self._timeStamp = _stamp(description.made_on)
        self.Catalog = self._catalog = ArchivalCatalog()
        self.Catalog.Pages = self.Pages
        self.Catalog.Lang = pdfdoc.PDFString(description.language)
        self._write(b"%PDF-1.7\n%\x93\x8c\x8b\x9e\n")

    def addPage(self, page: Any) -> None:  # noqa: N802 (reportlab's name)
        """Write the page and forget it."""
        name = self.thisPageName()
        super().addPage(page)
        content = pdfdoc.PDFStream(
            pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")}),
            zlib.compress(page.stream.encode("latin-1")),
        )
        page.Contents = self.Reference(content)
        number, _ = self.idToObjectNumberAndVersion[name]
        finished = (page.Contents.name, name)
        for written in finished:
            self._write_object(written)
        for written in finished:
            self._forget(written)
        self.Pages.pages[-1] = f"{number} 0 R"

    def SaveToFile(self, filename: Any, canvas: Any) -> None:  # noqa: N802 (reportlab's name)
        """Write fonts, forms, catalogue and cross references."""
        for font in self.delayedFonts:
            font.addObjects(self)
        self._describe()
        number = 1
        while number <= self.objectcounter:  # writing an object can add others
            if number not in self._offsets:
                self._write_object(self.numberToId[number])
            number += 1
        self._write_end()

    def add_keywords(self, keywords: str) -> None:
        """Words by which the file is found, known when the last page is written."""
        self._description = replace(self._description, keywords=keywords)

    def _write_object(self, name: str) -> None:
        data = pdfdoc.PDFIndirectObject(name, self.idToObject[name]).format(self)
        ending = b"endstream\nendobj\n"
        if data.endswith(
            ending
        ):  # WORKAROUND: reportlab sets no line end before endstream; PDF/A asks for it
            data = data.removesuffix(ending) + b"\n" + ending
        number, _ = self.idToObjectNumberAndVersion[name]
        self._offsets[number] = self._write(data)

    def _forget(self, name: str) -> None:
        number, _ = self.idToObjectNumberAndVersion.pop(name)
        del self.numberToId[number], self.idToObject[name]

    def _write_end(self) -> None:
        size = self.objectcounter + 1
        lines = [f"xref\n0 {size}\n0000000000 65535 f \n"]
        lines += [f"{self._offsets[number]:010} 00000 n \n" for number in range(1, size)]
        start = self._write("".join(lines).encode())
        trailer = pdfdoc.PDFTrailer(
            startxref=start,
            Size=size,
            Root=self.Reference(self.Catalog),
            Info=self.Reference(self.info),
            ID=self.ID(),
        )
        self._write(trailer.format(self))

    def _write(self, data: bytes) -> int:
        start = self._offset
        self._stream.write(data)
        self.updateSignature(data)
        self._offset += len(data)
        return start

    def _describe(self) -> None:
        """Say what the file is, in the information dictionary and in XMP alike."""
        info, description = self.info, self._description
        info.title = info.subject = description.title
        info.author = info.creator = info.producer = description.author
        info.keywords = description.keywords
        self.Catalog.Metadata = metadata(description)
        self.Catalog.OutputIntents = output_intent(self)
        self.Reference(self.Catalog)
        self.Reference(info)


def _stamp(day: date) -> TimeStamp:
    stamp = TimeStamp(invariant=1)
    stamp.YMDhms = (day.year, day.month, day.day, 0, 0, 0)
    return stamp
