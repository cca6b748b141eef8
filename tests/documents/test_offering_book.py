"""The offering workbook as a whole: what LibreOffice computes is what the program computed."""

import posixpath
import re
from itertools import groupby
from zipfile import ZipFile

import pytest
from openpyxl.xml.functions import fromstring

from tests.documents.offering_samples import mixed_report, report
from tests.libreoffice import disagreements, recalculated
from trainer_app.core.language import LANGUAGES, Titles
from trainer_app.documents.offering_book import offering_book
from trainer_app.documents.offering_report import Group
from trainer_app.documents.workbook import write

SHEETS = 5
PARTS_IN_ORDER = [
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "conditionalFormatting",
    "dataValidations", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "drawing",
    "tableParts",
]  # fmt: skip


def agree(reports, folder):
    """Formulas of the reports' workbooks; none may change its value when it is computed anew."""
    paths = [folder / f"{name}.xlsx" for name in reports]
    for path, made in zip(paths, reports.values(), strict=True):
        write(made, path)
    total = 0
    for path, computed in zip(paths, recalculated(paths, folder / "office"), strict=True):
        count, changed = disagreements(path, computed)
        assert changed == []
        total += count
    return total


def test_every_formula_gives_the_figure_of_the_program_in_every_language(tmp_path):
    sample = mixed_report(120)
    assert agree({code: offering_book(sample, code) for code in LANGUAGES}, tmp_path) > 4_000


def test_an_offering_without_trainees_has_a_workbook_too(tmp_path):
    reports = {code: offering_book(report([]), code) for code in LANGUAGES}
    assert agree(reports, tmp_path) > 0


def test_codes_that_look_like_patterns_are_counted_as_they_are(tmp_path):
    codes = ["A*", "A?", "ABC", "=A", ">5", "~A", 'Q"']
    odd = [Group(code, Titles(f"={code}")) for code in codes]
    sample = mixed_report(
        60, organisations=tuple(odd), people=[("Ali", "", "", "PK", code) for code in codes]
    )
    agree({"odd": offering_book(sample, "en")}, tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_book_has_its_sheets_in_order_and_shows_zero_differences(language):
    book = offering_book(mixed_report(), language)
    assert len(book.sheets) == SHEETS
    summary, roll, scores, results, _definitions = book.sheets
    assert [len(sheet.rows) for sheet in (roll, scores, results)] == [44, 48, 44]
    last = summary.rows[-1]
    assert (last[4].value, last[4].style) == (0, "check.number")
    assert [sheet.table.name for sheet in (roll, scores, results)] == ["Roll", "Scores", "Results"]


def test_every_row_has_as_many_cells_as_its_sheet_has_columns():
    for sheet in offering_book(mixed_report(), "en").sheets:
        assert max(len(row) for row in sheet.rows) == len(sheet.columns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_package_is_built_as_the_standard_asks(tmp_path, language):
    people = [("Ali", "علی", "", "PK", f"ORG-{number}") for number in range(60)]
    organisations = tuple(Group(person[4], Titles(person[4])) for person in people)
    path = tmp_path / "whole.xlsx"
    write(offering_book(mixed_report(60, people=people, organisations=organisations), language), path)
    with ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    sheets = {name: text for name, text in parts.items() if re.match(r"xl/worksheets/sheet\d", name)}
    assert len(sheets) == SHEETS
    for text in sheets.values():
        found = [name for name, _same in groupby(children(text))]
        assert found == [name for name in PARTS_IN_ORDER if name in found]
    assert "rowBreaks" in children(sheets["xl/worksheets/sheet1.xml"])
    types = parts["[Content_Types].xml"]
    for name in parts:
        is_by_ending = name.endswith(".rels") or name == "[Content_Types].xml"
        assert is_by_ending or f'PartName="/{name}"' in types
        for target in re.findall(r'Target="([^"]+)"', parts[name]) if name.endswith(".rels") else ():
            owner = posixpath.dirname(posixpath.dirname(name))
            assert posixpath.normpath(posixpath.join("/", owner, target)).lstrip("/") in parts


def children(worksheet):
    """Names of the elements right below the root."""
    return [each.tag.rpartition("}")[2] for each in fromstring(worksheet)]
