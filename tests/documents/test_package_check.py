"""Packages that are damaged, too large, too dense or hold entities are refused before they are opened."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from trainer_app.core.errors import WorkbookUnreadable
from trainer_app.documents import package_check
from trainer_app.documents.package_check import Limits, PackageFacts

FILE = Path("roll.xlsx")


def content(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(source: bytes, part: str, text: bytes | None, *, new: bool = False) -> bytes:
    """The package with one part replaced, or left out, or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book,
    ):
        for entry in old.infolist():
            body = text if entry.filename == part else old.read(entry)
            if body is not None:
                book.writestr(entry.filename, body)
        if new and text is not None:
            book.writestr(part, text)
    return stream.getvalue()


def code_of(source: bytes, limits: Limits = package_check.LIMITS) -> str:
    """Code of the refusal, '' when there is none."""
    try:
        package_check.check(FILE, source, limits)
    except WorkbookUnreadable as refusal:
        return refusal.code if "roll.xlsx" in str(refusal) and "{" not in str(refusal) else str(refusal)
    return ""


SMALL = content(("Name", "CNIC"), ("Amina Khan", 6110112345671))
SHEET = "xl/worksheets/sheet1.xml"
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def test_an_ordinary_workbook_passes():
    assert package_check.check(FILE, SMALL) == PackageFacts()


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"PK\x03\x04 no package", "damaged"),
        (SMALL[:-200], "damaged"),
        (changed(SMALL, "xl/workbook.xml", None), "damaged"),
        (changed(SMALL, SHEET, b"<worksheet><sheetData>"), "damaged"),
        (changed(SMALL, SHEET, DOCTYPE), "foreign_entities"),
        (changed(SMALL, SHEET, DOCTYPE.decode().encode("utf-16")), "foreign_entities"),
        (changed(SMALL, "xl/workbook.xml", DOCTYPE), "foreign_entities"),
        (changed(SMALL, "docProps/app.xml", DOCTYPE), "foreign_entities"),
        (changed(SMALL, "xl/extra.xml", DOCTYPE, new=True), "foreign_entities"),
        (changed(SMALL, "xl/_rels/workbook.xml.rels", b"<a/>"), "damaged"),
    ],
)
def test_a_broken_or_harmful_package_is_refused(source, code):
    assert code_of(source) == code


def test_a_part_that_stands_twice_is_refused():
    stream = io.BytesIO(SMALL)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(stream, "a") as package:
        package.writestr(SHEET, b"<worksheet/>")
    assert code_of(stream.getvalue()) == "damaged"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(entries=3), "too_large"),
        (Limits(unpacked_bytes=1000), "too_large"),
        (Limits(ratio=2, ratio_from_bytes=1000), "too_dense"),
        (Limits(cells=3), "too_many_cells"),
        (Limits(area=3), "too_many_cells"),
        (Limits(rows=1), "too_many_rows"),
        (Limits(columns=1), "too_many_columns"),
        (Limits(text_characters=10), "too_large"),
        (Limits(characters_in_a_cell=9), "too_large"),
    ],
)
def test_each_limit_holds(limits, code):
    assert code_of(SMALL, limits) == code


def test_a_lone_cell_far_away_is_refused_before_its_blank_neighbours_are_made():
    sheet = (
        b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert code_of(changed(SMALL, SHEET, sheet)) == "too_many_cells"


def test_blank_but_formatted_cells_far_away_do_no_harm():
    sheet = b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData></worksheet>'
    assert code_of(changed(SMALL, SHEET, sheet)) == ""


def test_one_long_text_repeated_in_many_cells_is_counted_each_time():
    strings = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 3000))
    book = Workbook()
    book.active["A1"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    source = changed(stream.getvalue(), "xl/SharedStrings.xml", strings, new=True)
    source = changed(source, SHEET, b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>")
    assert code_of(source) == "too_large"


def test_a_dense_bomb_is_refused_by_its_declared_size_alone():
    bomb = changed(SMALL, "xl/media/picture.bin", b"\0" * 20_000_000, new=True)
    assert len(bomb) < 100_000
    assert code_of(bomb) == "too_dense"


def test_formula_faults_and_the_calendar_are_told():
    sheet = (
        b'<worksheet><sheetData><row><c><v>1</v></c><c t="e"><v>#REF!</v></c></row>'
        b'<row r="4"><c r="AB4" t="e"><v>#N/A</v></c></row></sheetData></worksheet>'
    )
    book = (
        b'<workbook xmlns:r="r"><workbookPr date1904="1"/>'
        b'<sheets><sheet name="Roll" r:id="rId1"/></sheets></workbook>'
    )
    source = changed(changed(SMALL, SHEET, sheet), "xl/workbook.xml", book)
    facts = package_check.check(FILE, source)
    assert facts.uses_1904
    assert facts.error_cells == {"Roll": {(1, 1): "#REF!", (4, 27): "#N/A"}}


def test_what_stands_below_the_last_cell_is_no_part_of_it():
    sheet = (
        b'<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="A1" t="e"><x:v>#REF!</x:v></x:c></x:row>'
        b"</x:sheetData><x:headerFooter><x:oddFooter>Page 1</x:oddFooter></x:headerFooter></x:worksheet>"
    )
    facts = package_check.check(FILE, changed(SMALL, SHEET, sheet))
    assert facts.error_cells == {"Sheet": {(1, 0): "#REF!"}}


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (b'<row r="-1"><c t="e"><v>#REF!</v></c></row>', "damaged"),
        (b'<row r="1048576"><c r="XFD1048576" t="e"/></row>', ""),
        (b'<row r="1"><c r="A1" t="s"><v>-7</v></c></row>', ""),
        (b'<row r="1"><c r="A1" t="str"><v>' + b"x" * 40_000 + b"</v></c></row>", "too_large"),
    ],
)
def test_cells_that_no_program_writes_are_judged_all_the_same(cells, code):
    sheet = b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>"
    assert code_of(changed(SMALL, SHEET, sheet)) == code


def test_merged_blocks_are_counted():
    merges = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in (1, 2))
    sheet = b"<worksheet><sheetData/><mergeCells>" + merges + b"</mergeCells></worksheet>"
    assert code_of(changed(SMALL, SHEET, sheet), Limits(merges=1)) == "too_many_cells"
