"""Hostile changes of good workbooks: of the bytes, of the package, of the XML and of the cells."""

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

from tests.faults.packages import SHEET, Parts, book_parts, package, parts_of, sheet_of_xml

DATA = Path(__file__).parents[1] / "data"
HEADINGS = ("S.No", "Rank", "Name", "CNIC No.", "Date of Birth", "Gender", "Marks /60", "Remarks")
EVIL_TEXTS = (
    "",
    " ",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-1",
    "@x",
    "\u202eabc",
    "\u2066",
    "\ufeff",
    "\u200c",
    "A" * 32_767,
    "a " * 16_000,
    "1" * 5_000,
    "1e400",
    "NaN",
    "-inf",
    "٣٤٫٥",
    "４３．５",
    "²",
    "½",
    "1,000,000",
    "31/02/1990",
    "0000-00-00",
    "9999-12-31",
    "1900-02-29",
    "29 فروری 1991",
    "1990年13月45日",
    "李" * 5_000,
    "آ" * 5_000,
    "{}",
    "{value}",
    "%s",
    "\\N{BELL}",
    "_x0000_",
    "_x001B_",
    "\t\r\n",
    "<b>",
    "&amp;",
    "total",
    "Total 5",
    "合计",
    "do",
    '"',
    "〃",
    "61101-1234567-1",
    "11010519491231002X",
    "6.11E+12",
    "E" * 300,
    "(" * 3_000,
    "1-" * 8_000,
    "é" * 9_000,
)
EVIL_NUMBERS = (
    0,
    -0.0,
    -1,
    60.0000001,
    1e17,
    1e308,
    2.9e9,
    -1e9,
    61,
    60,
    4.2e12,
    1e-320,
    2**53 + 1,
    "NaN",
    "1e999",
)
EVIL_XML = (
    '<c t="e"><v>#REF!</v></c>',
    '<c t="s"><v>99999999</v></c>',
    '<c t="s"><v>-1</v></c>',
    '<c t="s"><v>x</v></c>',
    '<c t="b"><v>7</v></c>',
    '<c t="d"><v>2026-99-99</v></c>',
    '<c t="zz"><v>1</v></c>',
    '<c r="ZZZ1"><v>1</v></c>',
    '<c r="A0"><v>1</v></c>',
    '<c r="XFD1048576"><v>1</v></c>',
    '<c r="A99999999999"><v>1</v></c>',
    "<c><v/></c>",
    '<c s="99999"><v>1</v></c>',
    "<c><f>A1</f></c>",
    '<c t="str"><f>1</f><v>a</v></c>',
    "<c><v>1</v><v>2</v></c>",
    "<row/>",
    '<row r="0"/>',
    '<row r="99999999"/>',
    '<row r="-7"><c><v>1</v></c></row>',
    "</row><row>",
    "<v>1</v>",
    '<mergeCell ref="A1:XFD1048576"/>',
    '<mergeCell ref=""/>',
    "<a>" * 5_000,
    "&#xD800;",
    "&#0;",
    "&a;",
    "<!-- -- -->",
    "<![CDATA[<c><v>1</v></c>]]>",
    '<?xml version="1.0"?>',
    "<!DOCTYPE a>",
    "\u0000",
    "<is><t>x</t></is>",
)
Change = Callable[[Random], tuple[str, bytes]]


def hostile_file(chance: Random) -> tuple[str, str, bytes]:
    """One hostile file: the kind of its change, a name and the content."""
    change = chance.choice(CHANGES)
    name, content = change(chance)
    return change.__name__, name, content


def bytes_altered(chance: Random) -> tuple[str, bytes]:
    """Bytes of any good file flipped, cut out, doubled or replaced by noise."""
    name, content = chance.choice(_good_files())
    changed = bytearray(content)
    for _time in range(chance.choice((1, 1, 2, 8, 64))):
        place = chance.randrange(len(changed))
        length = chance.choice((1, 1, 4, 100))
        put = chance.choice(
            (chance.randbytes(length), b"", bytes(changed[place : place + length]) * 2, b"\xff" * length)
        )
        changed[place : place + length] = put
    return name, bytes(changed)


def cut(chance: Random) -> tuple[str, bytes]:
    """A good file that ends too early."""
    name, content = chance.choice(_good_files())
    return name, content[: chance.randrange(len(content))]


def directory_altered(chance: Random) -> tuple[str, bytes]:
    """Fields of the package's directory and of its entries' heads changed: sizes, methods, flags, places."""
    content = bytearray(_good_package(chance))
    marks = [
        place for mark in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06") for place in _places(content, mark)
    ]
    for _time in range(chance.randint(1, 4)):
        place = chance.choice(marks) + chance.randrange(4, 46)
        width = chance.choice((1, 2, 4))
        value = chance.choice((0, 1, 0x7F, 0xFF, 99)) if width == 1 else chance.choice((0, 1, 0xFFFF))
        content[place : place + width] = value.to_bytes(max(width, 2), "little")[:width]
    return "roll.xlsx", bytes(content)


def parts_altered(chance: Random) -> tuple[str, bytes]:
    """Parts left out, exchanged, emptied, doubled under other names, or filled with noise or zeros."""
    parts = _good_parts(chance)
    for _time in range(chance.randint(1, 3)):
        name = chance.choice(list(parts))
        other = chance.choice(list(parts))
        new = chance.choice(
            (parts[other], b"", b"<a/>", chance.randbytes(300), bytes(3_000_000), parts[name] * 2)
        )
        put_as = chance.choice((name, name.upper(), name.replace("/", "\\"), "../" + name, "xl/extra.xml"))
        parts.pop(name) if chance.random() < 0.3 and len(parts) > 1 else parts.update({put_as: new})
    return "roll.xlsx", package(parts)


def xml_altered(chance: Random) -> tuple[str, bytes]:
    """The XML of one part with pieces put in, words exchanged, or tags taken out."""
    parts = _good_parts(chance)
    name = chance.choice([SHEET, SHEET, *parts])
    text = parts.get(name, parts[next(iter(parts))]).decode("utf-8", "replace")
    for _time in range(chance.randint(1, 6)):
        place = chance.choice([0, *_places(text, "<"), *_places(text, '"')])
        piece = chance.choice((*EVIL_XML, "", chance.choice(EVIL_TEXTS)))
        text = text[:place] + piece + text[place + chance.choice((0, 0, 1, 30)) :]
    parts[name] = text.encode(chance.choice(("utf-8", "utf-8", "utf-16")), "replace")
    return "roll.xlsx", package(parts)


def cells_altered(chance: Random) -> tuple[str, bytes]:
    """A whole workbook under honest headings whose cells hold what no person would type."""
    rows = [tuple(_evil(chance) for _column in HEADINGS) for _row in range(chance.randint(1, 12))]
    headings = [chance.choice(HEADINGS) if chance.random() < 0.1 else heading for heading in HEADINGS]
    return "roll.xlsx", package(parts_of(headings, *rows))


def grown(chance: Random) -> tuple[str, bytes]:
    """Bombs: many rows, columns, parts, merges, texts, long values, far cells, or dense parts."""
    size = chance.choice((10, 1_000, 30_000, 80_000))
    parts = chance.choice(GROWTHS)(size, chance)
    return "roll.xlsx", package(parts)


def text_file(chance: Random) -> tuple[str, bytes]:
    """A text file with evil cells, odd delimiters, quotes and encodings."""
    lines = [",".join(HEADINGS)]
    for _row in range(chance.randint(1, 30)):
        lines.append(chance.choice(",;\t").join(str(_evil_text(chance)) for _column in HEADINGS))
    text = chance.choice(("\n", "\r", "\r\n", "\0")).join(lines)
    encoding = chance.choice(("utf-8", "utf-16", "utf-16-le", "cp1256", "gb18030"))
    return "roll.csv", text.encode(encoding, "replace")


CHANGES: tuple[Change, ...] = (
    bytes_altered, cut, directory_altered, parts_altered, xml_altered, cells_altered, grown, text_file,
)  # fmt: skip


def _many_rows(size: int, chance: Random) -> Parts:
    step = chance.choice((1, 1, 17))
    return book_parts(
        sheet_of_xml("".join(f'<row r="{n * step}"><c><v>{n}</v></c></row>' for n in range(1, size)))
    )


def _many_columns(size: int, chance: Random) -> Parts:
    row = "<row>" + "".join(f"<c><v>{n * 31}</v></c>" for n in range(min(size, 16_384))) + "</row>"
    return book_parts(sheet_of_xml(row * chance.choice((1, 5, 70))))


def _many_parts(size: int, chance: Random) -> Parts:
    folder = chance.choice(("xl/media", "xl/worksheets", "a/b/c"))
    return {**_good_parts(chance), **{f"{folder}/{n}": b"" for n in range(min(size, 5_000))}}


def _many_merges(size: int, _chance: Random) -> Parts:
    merges = "".join(f'<mergeCell ref="A{n}:H{n + 9}"/>' for n in range(1, size))
    return parts_of(HEADINGS, (1, "ASI", "Amina Khan"), tail=f"<mergeCells>{merges}</mergeCells>")


def _many_texts(size: int, chance: Random) -> Parts:
    long = "x" * chance.choice((10, 3_000, 30_000))
    cells = "".join(f'<row r="{n}"><c t="s"><v>0</v></c></row>' for n in range(1, min(size, 50_000)))
    return {
        **book_parts(sheet_of_xml(cells)),
        "xl/sharedStrings.xml": f"<sst><si><t>{long}</t></si></sst>".encode(),
    }


def _far_cells(size: int, chance: Random) -> Parts:
    kind = chance.choice(("", ' t="e"', ' t="str"'))
    cell = f'<c r="{chance.choice("ACZ")}{size * 13}"{kind}><v>1</v></c>'
    return book_parts(sheet_of_xml(f'<row r="{size}">{cell}<c r="XFD{size}"{kind}><v>1</v></c></row>'))


def _dense(size: int, chance: Random) -> Parts:
    return {
        **_good_parts(chance),
        chance.choice((SHEET, "xl/media/a.bin", "xl/styles.xml")): b" " * (size * 300),
    }


def _repeated(size: int, chance: Random) -> Parts:
    sheets = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, min(size, 1_000)))
    return book_parts(_many_rows(min(size, 20_000), chance)[SHEET], sheets=sheets)


GROWTHS = (_many_rows, _many_columns, _many_parts, _many_merges, _many_texts, _far_cells, _dense, _repeated)


def _evil(chance: Random) -> object:
    kind = chance.random()
    if kind < 0.2:
        return chance.choice(EVIL_NUMBERS)
    return chance.choice(EVIL_XML[:16]).encode() if kind < 0.3 else _evil_text(chance)


def _evil_text(chance: Random) -> str:
    if chance.random() < 0.3:
        return "".join(
            chr(chance.choice((*range(32, 127), 0x627, 0x674E, 0x301, 0x200F, 0x1F600))) for _n in range(20)
        )
    return chance.choice(EVIL_TEXTS) + chance.choice(("", "", chance.choice(EVIL_TEXTS)[:100]))


def _places(content: bytes | bytearray | str, mark: bytes | str) -> list[int]:
    return list(_found(content, mark))


def _found(content: bytes | bytearray | str, mark: bytes | str) -> Iterator[int]:
    place = content.find(mark)  # type: ignore[arg-type]
    while place >= 0:
        yield place
        place = content.find(mark, place + 1)  # type: ignore[arg-type]


@cache
def _good_files() -> tuple[tuple[str, bytes], ...]:
    paths = sorted(path for path in DATA.rglob("*") if path.suffix in (".xlsx", ".xls"))
    return tuple((path.name, path.read_bytes()) for path in paths)


def _good_package(chance: Random) -> bytes:
    return chance.choice([content for name, content in _good_files() if name.endswith(".xlsx")])


def _good_parts(chance: Random) -> Parts:
    with zipfile.ZipFile(io.BytesIO(_good_package(chance))) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
