"""Workbook packages made part by part, the same bytes each time, so that each part can be bad."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Parts = dict[str, bytes]

SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def package(parts: Mapping[str, bytes]) -> bytes:
    """A package with these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, content)
    return stream.getvalue()


def parts_of(*rows: Sequence[object], tail: str = "") -> Parts:
    """The parts of a workbook whose only sheet has these rows; `tail` follows the rows."""
    return book_parts(sheet(*rows, tail=tail))


def book_parts(sheet_xml: bytes, *, sheets: str = "") -> Parts:
    """The parts of a workbook with that sheet."""
    sheets = sheets or '<sheet name="Roll" sheetId="1" r:id="rId1"/>'
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    root = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    start = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    return {
        TYPES: f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{start}</Relationships>'.encode(),
        BOOK: f"{root}<sheets>{sheets}</sheets></workbook>".encode(),
        RELATIONS: f'<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'.encode(),
        SHEET: sheet_xml,
    }


def sheet(*rows: Sequence[object], head: str = "", tail: str = "") -> bytes:
    """A sheet with these rows; bytes stand for the whole of a cell's XML."""
    lines = (f'<row r="{n}">{"".join(map(_cell, row))}</row>' for n, row in enumerate(rows, start=1))
    return sheet_of_xml("".join(lines), head=head, tail=tail)


def sheet_of_xml(rows: str, *, head: str = "", tail: str = "") -> bytes:
    """A sheet around the XML of its rows."""
    return f'<worksheet xmlns="{_MAIN}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'.encode()


def _cell(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode()
    if value is None:
        return "<c/>"
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'
