"""Values come out with the type that the file gives them; other files are refused by name."""

import csv
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.documents.rolls import ROLLS, save
from trainer_app.core.errors import FileUnreadable, WorkbookUnreadable
from trainer_app.documents import workbook_reader
from trainer_app.documents.sheets import CellError, Merge, cell_text

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

NOON = datetime(1990, 2, 3, 12, 0)  # noqa: DTZ001 (cells know no time zone)


def test_every_value_keeps_its_type(tmp_path):
    path = tmp_path / "types.xlsx"
    row = (
        "061101",
        4210129536727,
        28.5,
        True,
        date(1990, 2, 3),
        NOON,
        None,
        "=no formula",
    )
    save(path, row)
    values = workbook_reader.read(path).sheets[0].rows[0]
    assert values[:6] == ("061101", 4210129536727.0, 28.5, True, date(1990, 2, 3), NOON)
    assert cell_text(values[1]) == "4210129536727"


def test_formula_faults_hidden_sheets_and_merges_are_told(tmp_path):
    path = tmp_path / "more.xlsx"
    book = Workbook()
    book.active["C3"] = "title"
    book.active.merge_cells("C3:E3")
    book.active["F9"] = "#REF!"
    book.active["F9"].data_type = "e"
    book.create_sheet("Old").sheet_state = "hidden"
    book.create_chartsheet("Chart")
    book.save(path)
    read = workbook_reader.read(path)
    assert [(sheet.name, sheet.is_hidden) for sheet in read.sheets] == [("Sheet", False), ("Old", True)]
    assert read.sheets[0].row(9)[5] == CellError("#REF!")
    assert read.sheets[0].merges == [Merge(3, 2, 3, 4)]
    assert [sheet.name for sheet in read.readable_sheets] == ["Sheet"]


def test_the_real_files_have_their_sheets_and_rows():
    sizes = {}
    for path in sorted(ROLLS.glob("*.xlsx")):
        book = workbook_reader.read(path)
        sizes[book.file_name] = [(sheet.name, len(sheet.rows), sheet.width) for sheet in book.sheets]
    assert sizes["ict-police-roll-2026.xlsx"] == [("Nominal Roll", 35, 10)]
    assert sizes["mps-roll-2026.xlsx"] == [("说明", 1, 1), ("参训人员", 19, 9)]


def test_the_same_file_has_the_same_hash(tmp_path):
    path = ROLLS / "nccia-roll-2026.xlsx"
    copy = tmp_path / "another name.xlsx"
    copy.write_bytes(path.read_bytes())
    assert workbook_reader.read(path).sha256 == workbook_reader.read(copy).sha256


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_file_is_read_as_texts(tmp_path, encoding, delimiter):
    path = tmp_path / "roll.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([["No", "نام", "CNIC"], ["1", "two\nlines", ""]])
    sheet = workbook_reader.read(path).sheets[0]
    assert (sheet.name, sheet.rows) == ("roll", [("No", "نام", "CNIC"), ("1", "two\nlines", None)])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.xlsx", b"", "empty"),
        ("letter.xlsx", b"Dear Sir", "other_kind"),
        ("letter.pdf", b"%PDF-1.7", "other_kind"),
        ("roll.ods.zip", b"PK\x03\x04", "damaged"),
        ("locked.xlsx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("old.xls", COMPOUND + b"\0" * 600, "damaged"),
        ("roll.csv", "نام".encode("cp1256"), "encoding"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_by_name(tmp_path, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(WorkbookUnreadable) as refusal:
        workbook_reader.read(path)
    assert refusal.value.code == code
    assert name in str(refusal.value)
    assert "Nothing was changed" in str(refusal.value)


def test_a_file_that_is_gone_or_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "gone.xlsx", tmp_path):
        with pytest.raises(FileUnreadable):
            workbook_reader.read(path)


def test_a_file_beyond_the_limit_is_not_even_opened(tmp_path):
    path = tmp_path / "large.xlsx"
    with path.open("wb") as stream:
        stream.truncate(workbook_reader.FILE_LIMIT_BYTES + 1)
    with pytest.raises(WorkbookUnreadable) as refusal:
        workbook_reader.read(path)
    assert refusal.value.code == "too_large"


def test_an_old_workbook_is_read_too():
    sheet = workbook_reader.read(Path(__file__).parents[1] / "data" / "old-roll.xls").sheets[0]
    assert sheet.rows[0][:2] == ("S.No", "Name")
    assert cell_text(sheet.rows[1][2]) == "4210129536727"


def test_a_workbook_without_its_parts_is_refused(tmp_path):
    path = tmp_path / "roll.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("hello.txt", "hello")
    with pytest.raises(WorkbookUnreadable) as refusal:
        workbook_reader.read(path)
    assert refusal.value.code == "damaged"
