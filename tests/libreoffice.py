"""LibreOffice without a window, for tests that open what the program wrote."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
LONGEST_SECONDS = 55
WRONG_VALUE = "987654321"
_STORED = re.compile(r"(<c [^>]*>)(<f>[^<]*</f>)<v>[^<]*</v>")
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def needs_libreoffice() -> None:
    """Skip the test where LibreOffice is not installed; `JPT_REQUIRE_ALL=1` makes that a failure."""
    if SOFFICE is None and os.environ.get("JPT_REQUIRE_ALL") == "1":
        pytest.fail("LibreOffice is not installed, but JPT_REQUIRE_ALL=1 asks for every test.")
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed: workbooks are not recalculated.")


def convert(sources: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """The files as LibreOffice saves them (`xlsx`, `pdf`) into the folder, recalculated when loaded."""
    needs_libreoffice()
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
    profile = (folder / "profile").resolve().as_uri()
    command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    command += ["--outdir", str(folder), *(str(source) for source in sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=LONGEST_SECONDS)
    return [folder / f"{source.stem}.{kind}" for source in sources]


def recalculated(sources: Sequence[Path], folder: Path) -> list[Path]:
    """The workbooks with every formula computed anew: stored values are first replaced by a wrong one."""
    spoiled = folder / "spoiled"
    spoiled.mkdir(parents=True, exist_ok=True)
    return convert([_spoiled(source, spoiled / source.name) for source in sources], "xlsx", folder)


def disagreements(stored: Path, computed: Path) -> tuple[int, list[str]]:
    """How many formulas the first workbook has, and those whose stored value the second does not have."""
    formulas = load_workbook(stored)
    before, after = load_workbook(stored, data_only=True), load_workbook(computed, data_only=True)
    count, found = 0, []
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            count += 1
            was, became = (_value(book[sheet.title][cell.coordinate]) for book in (before, after))
            if was != became:
                found.append(f"{sheet.title}!{cell.coordinate}: {was!r} became {became!r} by {cell.value}")
    return count, found


def _value(cell: Cell) -> object:
    return "" if cell.value is None else cell.value


def _spoiled(source: Path, target: Path) -> Path:
    with ZipFile(source) as whole, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in whole.namelist():
            part = whole.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = _STORED.sub(rf"\1\2<v>{WRONG_VALUE}</v>", part.decode()).encode()
            copy.writestr(name, part)
    return target
