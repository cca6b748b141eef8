"""Bad files that are packages: bombs, cut and altered ones, parts that lack, lie or do harm."""

import io
import struct
import warnings
import zipfile
from random import Random

from tests.faults.corpus import SEED, Corpus
from tests.faults.packages import (
    BOOK,
    RELATIONS,
    SHEET,
    TYPES,
    Parts,
    book_parts,
    package,
    parts_of,
    sheet,
    sheet_of_xml,
)

HEADINGS = ("S.No", "Rank", "Name", "CNIC No.", "Date of Birth")
PERSON = (1, "ASI", "Amina Khan", "61101-1234567-1", "1990-03-15")
BAD_PERSON = (1, "ASI", "Amina 4711", "61101-1234567-1", "1990-03-15")
BAD_NAME = ("name_not_letters",)
ENTITIES = "".join(
    (
        '<!DOCTYPE x [<!ENTITY a "ha">',
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    )
)
FOREIGN = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
GOOD = parts_of(HEADINGS, PERSON)
BAD = parts_of(HEADINGS, BAD_PERSON)


def fill(corpus: Corpus) -> None:
    """Add them."""
    _bombs(corpus)
    _cut_and_altered(corpus)
    _entries(corpus)
    _parts(corpus)
    _definitions(corpus)
    _other_programs(corpus)


def _bombs(corpus: Corpus) -> None:
    corpus.add(
        "bomb-by-ratio.xlsx", "too_dense", lambda: package({**GOOD, "xl/media/a.bin": bytes(20_000_000)})
    )
    corpus.add("bomb-by-ratio-marks.xlsx", "too_dense", lambda: _dense_sheet(), is_marks=True)
    corpus.add("bomb-by-size.xlsx", "too_large", _many_megabytes)
    corpus.add(
        "bomb-in-a-package.xlsx", "damaged", lambda: package({BOOK: package({"a": bytes(20_000_000)})})
    )
    corpus.add("shared-text-bomb.xlsx", "too_large", _shared_text_bomb)
    corpus.add("one-sheet-a-thousand-times.xlsx", "damaged", _repeated_sheet)
    corpus.add("too-many-entries.xlsx", "too_large", lambda: package({**GOOD, **_small_parts(2_001)}))


def _dense_sheet() -> bytes:
    return package({**GOOD, SHEET: sheet_of_xml("<row/>" * 1_000_000)})


def _many_megabytes() -> bytes:
    """Each part is too small to be looked at for its ratio."""
    return package({**GOOD, **{f"xl/media/{n}.bin": bytes(4_900_000) for n in range(62)}})


def _shared_text_bomb() -> bytes:
    texts = b"<sst><si><t>" + b"x" * 32_000 + b"</t></si></sst>"
    cells = "".join(f'<row r="{n}"><c t="s"><v>0</v></c></row>' for n in range(1, 3_000))
    return package({**book_parts(sheet_of_xml(cells)), "xl/sharedStrings.xml": texts})


def _repeated_sheet() -> bytes:
    sheets = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 1_001))
    rows = ((f"{n}", "ASI", "Amina Khan", "61101", "1990") for n in range(2_000))
    return package(book_parts(sheet(*rows), sheets=sheets))


def _small_parts(count: int) -> Parts:
    return {f"xl/media/{n}": b"" for n in range(count)}


def _cut_and_altered(corpus: Corpus) -> None:
    whole = package(GOOD)
    for percent in (10, 50, 90, 99):
        corpus.add(
            f"cut-at-{percent}-percent.xlsx", "damaged", lambda p=percent: whole[: len(whole) * p // 100]
        )  # type: ignore[misc]
    corpus.add("one-byte-missing.xlsx", "damaged", lambda: whole[:-1])
    corpus.add(
        "bytes-of-a-part-altered.xlsx",
        "damaged",
        lambda: _flipped(whole, whole.index(b"worksheets/sheet1") + 40),
    )
    corpus.add("directory-altered.xlsx", "damaged", lambda: _flipped(whole, whole.rindex(b"PK\x01\x02") + 1))
    corpus.add(
        "noise-in-a-part.xlsx", "damaged", lambda: package({**GOOD, SHEET: Random(SEED).randbytes(5_000)})
    )


def _flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def _entries(corpus: Corpus) -> None:
    corpus.add("part-twice.xlsx", "damaged", _twice)
    corpus.add(
        "paths-that-climb.xlsx", "damaged", lambda: package({"../../../etc/passwd": b"x", "/xl/a": b""})
    )
    corpus.add("entry-encrypted.xlsx", "damaged", lambda: _entry_field(8, 1))
    corpus.add("entry-of-unknown-method.xlsx", "damaged", lambda: _entry_field(10, 99))
    corpus.add("entry-larger-than-it-says.xlsx", "damaged", lambda: _entry_field(24, 100, width="<I"))


def _twice() -> bytes:
    stream = io.BytesIO(package(GOOD))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(stream, "a") as again:
        again.writestr(SHEET, GOOD[SHEET])
    return stream.getvalue()


def _entry_field(offset: int, value: int, *, width: str = "<H") -> bytes:
    """The package with a field of its last entry in the directory changed."""
    content = bytearray(package(GOOD))
    struct.pack_into(width, content, content.rindex(b"PK\x01\x02") + offset, value)
    return bytes(content)


def _parts(corpus: Corpus) -> None:
    for name, part in (("book", BOOK), ("relations", RELATIONS), ("sheet", SHEET)):
        parts = {key: content for key, content in GOOD.items() if key != part}
        corpus.add(f"without-{name}.xlsx", "damaged", lambda p=parts: package(p))  # type: ignore[misc]
    without_types = {key: content for key, content in BAD.items() if key != TYPES}
    corpus.add("without-types.xlsx", BAD_NAME, lambda: package(without_types))
    corpus.add("wrong-types.xlsx", BAD_NAME, lambda: package({**BAD, TYPES: b"<Types/>"}))
    cyclic = GOOD[RELATIONS].replace(b"worksheets/sheet1.xml", b"workbook.xml")
    corpus.add("sheet-is-the-book-itself.xlsx", "no_list", lambda: package({**GOOD, RELATIONS: cyclic}))
    climbing = GOOD[RELATIONS].replace(b"worksheets/sheet1.xml", b"../../../etc/passwd")
    corpus.add("sheet-outside-the-package.xlsx", "damaged", lambda: package({**GOOD, RELATIONS: climbing}))
    corpus.add("sheet-never-closed.xlsx", "damaged", lambda: package({**GOOD, SHEET: GOOD[SHEET][:-30]}))
    deep = sheet_of_xml("<a>" * 200_000 + "</a>" * 200_000)
    corpus.add("deeply-nested.xlsx", "no_list", lambda: package({**GOOD, SHEET: deep}))


def _definitions(corpus: Corpus) -> None:
    laughs = sheet_of_xml("<row><c t='str'><v>&c;</v></c></row>").decode()
    corpus.add(
        "entities.xlsx", "foreign_entities", lambda: package({**GOOD, SHEET: (ENTITIES + laughs).encode()})
    )
    corpus.add(
        "entities-in-utf-16.xlsx",
        "foreign_entities",
        lambda: package({**GOOD, SHEET: ('<?xml version="1.0"?>' + ENTITIES + laughs).encode("utf-16")}),
    )
    texts = FOREIGN + "<sst><si><t>&a;</t></si></sst>"
    corpus.add(
        "entity-of-a-file.xlsx",
        "foreign_entities",
        lambda: package({**GOOD, "xl/sharedStrings.xml": texts.encode()}),
    )
    corpus.add("lone-surrogate.xlsx", "damaged", lambda: _with_name("&#xD800;"))
    corpus.add("nul-in-a-text.xlsx", "damaged", lambda: _with_name("&#0;"))


def _with_name(xml: str) -> bytes:
    name = f'<c t="inlineStr"><is><t>Amina {xml}</t></is></c>'.encode()
    return package(parts_of(HEADINGS, (1, "ASI", name, "61101-1234567-1", "1990-03-15")))


def _other_programs(corpus: Corpus) -> None:
    ods = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}
    corpus.add("open-document.xlsx", "damaged", lambda: package(ods))
    binary = {
        TYPES: GOOD[TYPES],
        "xl/workbook.bin": b"\x83\x01\x00",
        "xl/worksheets/sheet1.bin": b"\x81\x01\x00",
    }
    corpus.add("binary-workbook.xlsx", "damaged", lambda: package(binary))
    letter = {TYPES: GOOD[TYPES], "word/document.xml": b"<document/>"}
    corpus.add("letter-named-workbook.xlsx", "damaged", lambda: package(letter))
    strict = {
        name: content.replace(b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/")
        for name, content in BAD.items()
    }
    corpus.add("strict-dialect.xlsx", BAD_NAME, lambda: package(strict))
    corpus.add(
        "macros.xlsm", BAD_NAME, lambda: package({**BAD, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0Auto_Open"})
    )
    link = b'<externalLink xmlns:r="r"><externalBook r:id="rId1"/></externalLink>'
    corpus.add(
        "link-to-elsewhere.xlsx",
        BAD_NAME,
        lambda: package({**BAD, "xl/externalLinks/externalLink1.xml": link}),
    )
