"""A font inside a PDF: a Type0 font with only the glyphs that were drawn, each with the text it stands for.

Text is kept by (glyph, text) pairs, one CID for each: two letters that share a glyph stay different when
the text is searched or copied, and a ligature gives all its letters.
"""

import hashlib
import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFStream

from trainer_app.documents.fonts import Face

_SYMBOLIC = 4
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


class EmbeddedFont:
    """The glyphs of one face that a document uses; reportlab asks for its objects when the document ends."""

    def __init__(self, face: Face, resource_name: str) -> None:
        self.face = face
        self.resource_name = resource_name
        self._cids: dict[tuple[int, str], int] = {}

    def cid(self, glyph: int, text: str) -> int:
        """The number by which a page draws the glyph when it stands for the text."""
        found = self._cids.get((glyph, text))
        if found is None:
            found = self._cids[glyph, text] = len(self._cids) + 1
        return found

    def addObjects(self, document: Any) -> None:  # noqa: N802 (reportlab's name)
        """Add the font to reportlab's document."""
        data, places = self.face.subset({glyph for glyph, _ in self._cids})
        name = f"{_subset_tag(data)}+{self.face.name}"
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(name),
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(self._descriptor(document, name, data)),
                "DW": 0,
                "W": PDFArray([1, PDFArray([self._milli_em(self.face.advance(g)) for g, _ in self._cids])]),
                "CIDToGIDMap": document.Reference(_stream(self._glyph_places(places))),
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(name),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(_stream(self._to_unicode().encode("ascii"))),
            }
        )
        document.idToObject["BasicFonts"].dict[self.resource_name] = document.Reference(font)

    def _glyph_places(self, places: dict[int, int]) -> bytes:
        numbers = [0, *(places[glyph] for glyph, _ in self._cids)]
        return b"".join(number.to_bytes(2, "big") for number in numbers)

    def _descriptor(self, document: Any, name: str, data: bytes) -> PDFObject:
        face = self.face
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": PDFName(name),
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray([self._milli_em(side) for side in face.bounding_box()]),
                "ItalicAngle": -15 if face.name.endswith("Italic") else 0,
                "Ascent": self._milli_em(face.ascent),
                "Descent": self._milli_em(face.descent),
                "CapHeight": self._milli_em(face.ascent),
                "StemV": 80,
                "FontFile2": document.Reference(_stream(data, Length1=len(data))),
            }
        )

    def _milli_em(self, units: int) -> int:
        return round(units * 1000 / self.face.units_per_em)

    def _to_unicode(self) -> str:
        pairs = [
            f"<{cid:04X}> <{text.encode('utf-16-be').hex().upper()}>\n"
            for (_, text), cid in self._cids.items()
            if text
        ]
        blocks = (pairs[start : start + 100] for start in range(0, len(pairs), 100))
        maps = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
        return f"{_CMAP_HEAD}{maps}{_CMAP_TAIL}"


def _stream(data: bytes, **entries: int) -> PDFObject:
    dictionary = PDFDictionary({"Filter": PDFName("FlateDecode"), **entries})
    return PDFStream(dictionary, zlib.compress(data, 9))


def _subset_tag(data: bytes) -> str:
    """Six capitals that name the subset, the same for the same glyphs."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
