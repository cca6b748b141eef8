"""What PDF/A-2b asks for beside the pages: XMP metadata and an sRGB output intent.

The files are made after ISO 19005-2 level B; they have not been checked by a validator.
"""

import struct
import zlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, ClassVar
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

_PROFILE_NAME = "sRGB IEC61966-2.1"
_WHITE = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.4360, 0.2225, 0.0139),
    b"gXYZ": (0.3851, 0.7169, 0.0971),
    b"bXYZ": (0.1431, 0.0606, 0.7141),
}


@dataclass(frozen=True, slots=True)
class Description:
    """What the file says of itself."""

    title: str
    author: str
    language: str
    made_on: date
    keywords: str = ""


class ArchivalCatalog(pdfdoc.PDFCatalog):  # type: ignore[misc]
    """A document root that can also hold output intents."""

    __NoDefault__: ClassVar[list[str]] = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]
    __Refs__: ClassVar[list[str]] = __NoDefault__


def metadata(description: Description) -> Any:
    """The XMP stream: the same statements as the information dictionary."""
    dictionary = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")})
    return pdfdoc.PDFStream(dictionary, _xmp(description).encode())


def output_intent(document: Any) -> Any:
    """The statement that RGB numbers in the document mean sRGB."""
    dictionary = pdfdoc.PDFDictionary({"N": 3, "Filter": pdfdoc.PDFName("FlateDecode")})
    profile = pdfdoc.PDFStream(dictionary, zlib.compress(srgb_profile(), 9))
    intent = {
        "Type": pdfdoc.PDFName("OutputIntent"),
        "S": pdfdoc.PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": pdfdoc.PDFString(_PROFILE_NAME),
        "Info": pdfdoc.PDFString(_PROFILE_NAME),
        "DestOutputProfile": document.Reference(profile),
    }
    return pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])


@cache
def srgb_profile() -> bytes:
    """An ICC version 2 display profile of sRGB, made from the figures of IEC 61966-2-1."""
    curve = _tone_curve()
    tags = {
        b"desc": _description_tag(_PROFILE_NAME),
        b"cprt": b"text\0\0\0\0No copyright, use freely\0",
        b"wtpt": _xyz_tag(_WHITE),
        **{name: _xyz_tag(value) for name, value in _PRIMARIES.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    return _assembled(tags)


def _assembled(tags: dict[bytes, bytes]) -> bytes:
    table, body, places = b"", b"", {}
    first = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        if data not in places:
            places[data] = first + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += name + struct.pack(">II", places[data], len(data))
    size = first + len(body)
    header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    header += b"".join(_fixed(value) for value in _WHITE)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz_tag(value: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(_fixed(part) for part in value)


def _description_tag(text: str) -> bytes:
    data = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(data)) + data + b"\0" * 78


def _tone_curve() -> bytes:
    steps = 1024
    points = (round(65535 * _linear(step / (steps - 1))) for step in range(steps))
    return b"curv\0\0\0\0" + struct.pack(f">I{steps}H", steps, *points)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _xmp(description: Description) -> str:
    day = f"{description.made_on.isoformat()}T00:00:00+00:00"
    title, author = escape(description.title), escape(description.author)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{description.language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{author}</pdf:Producer><pdf:Keywords>{escape(description.keywords)}</pdf:Keywords>
<pdf:Trapped>False</pdf:Trapped>
<xmp:CreatorTool>{author}</xmp:CreatorTool>
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
