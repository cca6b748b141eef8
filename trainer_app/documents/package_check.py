"""Looks through an .xlsx file piece by piece before anything opens it, and refuses what could do harm."""

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from trainer_app.core.errors import WorkbookUnreadable
from trainer_app.core.language import N_

_CHUNK = 1 << 16
_DAMAGE = (
    BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, RuntimeError, EOFError, KeyError,
    ValueError,
)  # fmt: skip
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may hold; a roll of 50 000 people stays far below."""

    unpacked_bytes: int = 300_000_000
    entries: int = 2_000
    ratio: int = 200
    ratio_from_bytes: int = 5_000_000
    cells: int = 2_000_000
    area: int = 4_000_000
    text_characters: int = 60_000_000
    characters_in_a_cell: int = 32_767


LIMITS = Limits()


@dataclass(slots=True)
class PackageFacts:
    """What calamine does not tell: the calendar, and the cells that hold a formula's fault."""

    uses_1904: bool = False
    error_cells: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    """By sheet name, then (row from 1, column from 0)."""


REASONS = {
    "damaged": N_("It is damaged or no Excel workbook. Open it in Excel and save it again as .xlsx."),
    "too_large": N_("It is far larger than a roll or a mark list. Copy the rows needed into a new workbook."),
    "too_many_cells": N_(
        "It has more than {limit} cells, most of them probably blank but formatted. "
        "Copy the rows needed into a new workbook."
    ),
    "too_dense": N_("It unpacks to a size that no real workbook has. Ask the sender for a new file."),
    "foreign_entities": N_(
        "It holds definitions that a workbook never needs and that can do harm. "
        "Ask the sender for a new file."
    ),
}


def check(path: Path, content: bytes, limits: Limits = LIMITS) -> PackageFacts:
    """Read every part of the package once as a stream, never the whole of it.

    The path only names the file in a refusal.

    Raises:
        WorkbookUnreadable: damaged, too large, too dense, or with document type definitions.
    """
    try:
        with ZipFile(io.BytesIO(content)) as package:
            return _Inspection(path, package, limits).facts()
    except _DAMAGE as fault:
        raise unreadable(path, "damaged") from fault


def unreadable(path: Path, code: str, **values: str) -> WorkbookUnreadable:
    """The refusal with that code."""
    return WorkbookUnreadable(path, code, REASONS[code], **values)


class _Inspection:
    def __init__(self, path: Path, package: ZipFile, limits: Limits) -> None:
        self._path, self._package, self._limits = path, package, limits
        self._cells = self._characters = 0
        self._text_lengths: list[int] = []
        self._names = {_key(name): name for name in package.namelist()}

    def facts(self) -> PackageFacts:
        self._check_sizes(self._package.infolist())
        book = _BookPart()
        self._parse("xl/workbook.xml", book.opened)
        parts = _sheet_parts(book.sheets, self._relations())
        self._read_shared_texts()
        facts = PackageFacts(uses_1904=book.uses_1904)
        for part, sheet_name in parts.items():
            faults = self._read_sheet(part)
            if faults:
                facts.error_cells[sheet_name] = faults
        self._check_other_parts({"xl/workbook.xml", "xl/sharedstrings.xml", *map(_key, parts)})
        return facts

    def _check_sizes(self, entries: list[ZipInfo]) -> None:
        if "xl/workbook.xml" not in self._names or len(self._names) != len(entries):
            raise unreadable(self._path, "damaged")
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > self._limits.entries or unpacked > self._limits.unpacked_bytes:
            raise unreadable(self._path, "too_large")
        for entry in entries:
            is_big = entry.file_size > self._limits.ratio_from_bytes
            if is_big and entry.file_size > self._limits.ratio * max(entry.compress_size, 1):
                raise unreadable(self._path, "too_dense")

    def _relations(self) -> dict[str, str]:
        targets: dict[str, str] = {}

        def opened(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship":
                targets[attributes["Id"]] = attributes["Target"]

        self._parse("xl/_rels/workbook.xml.rels", opened)
        return targets

    def _read_shared_texts(self) -> None:
        if "xl/sharedstrings.xml" not in self._names:
            return

        def opened(tag: str, _attributes: dict[str, str]) -> None:
            if tag == "si":
                self._text_lengths.append(0)

        def said(text: str) -> None:
            if self._text_lengths:
                self._text_lengths[-1] += len(text)

        self._parse("xl/sharedStrings.xml", opened, said=said)

    def _read_sheet(self, part: str) -> dict[tuple[int, int], str]:
        sheet = _SheetPart()

        def opened(tag: str, attributes: dict[str, str]) -> None:
            if tag == "c":
                self._count_cell()
            sheet.opened(tag, attributes)

        def closed(tag: str) -> None:
            if tag == "c" and sheet.text:
                self._count_text(sheet)
            sheet.closed(tag)

        self._parse(part, opened, closed=closed, said=sheet.said)
        if sheet.last_row * sheet.last_column > self._limits.area:
            raise self._too_many_cells()
        return sheet.faults

    def _count_cell(self) -> None:
        self._cells += 1
        if self._cells > self._limits.cells:
            raise self._too_many_cells()

    def _count_text(self, sheet: "_SheetPart") -> None:
        length = len(sheet.text)
        if sheet.kind == "s":
            length = self._text_lengths[int(sheet.text)] if int(sheet.text) < len(self._text_lengths) else 0
        self._characters += length
        is_long = length > self._limits.characters_in_a_cell
        if is_long or self._characters > self._limits.text_characters:
            raise unreadable(self._path, "too_large")

    def _too_many_cells(self) -> WorkbookUnreadable:
        return unreadable(self._path, "too_many_cells", limit=f"{self._limits.cells:,}")

    def _check_other_parts(self, seen: set[str]) -> None:
        for name in self._names.keys() - seen:
            if name.endswith((".xml", ".rels")):
                self._parse(name, lambda _tag, _attributes: None)

    def _parse(
        self,
        part: str,
        opened: Callable[[str, dict[str, str]], None],
        *,
        closed: Callable[[str], None] | None = None,
        said: Callable[[str], None] | None = None,
    ) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_entities
        parser.EntityDeclHandler = self._refuse_entities
        parser.StartElementHandler = lambda tag, attributes: opened(_local(tag), attributes)
        if closed:
            parser.EndElementHandler = lambda tag: closed(_local(tag))
        if said:
            parser.CharacterDataHandler = said
        for chunk in self._chunks(part):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _chunks(self, part: str) -> Iterator[bytes]:
        with self._package.open(self._names[_key(part)]) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def _refuse_entities(self, *_declaration: Any) -> None:
        raise unreadable(self._path, "foreign_entities")


class _BookPart:
    """What the workbook part tells: the sheets with their relation ids, and the calendar."""

    def __init__(self) -> None:
        self.uses_1904 = False
        self.sheets: dict[str, str] = {}

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "workbookPr":
            self.uses_1904 = attributes.get("date1904") in ("1", "true", "on")
        if tag == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(" id")), "")
            self.sheets[relation] = attributes.get("name", "")


class _SheetPart:
    """Follows the cells of one sheet: how far they reach and which hold a fault."""

    def __init__(self) -> None:
        self.last_row = self.last_column = 0
        self.faults: dict[tuple[int, int], str] = {}
        self.kind = self.text = ""
        self._row = self._column = 0
        self._is_value = False

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif tag == "c":
            self._move_to(attributes.get("r"))
            self.kind, self.text = attributes.get("t", ""), ""
        elif tag in ("v", "is"):
            self._is_value = True
            self.last_row = max(self.last_row, self._row)
            self.last_column = max(self.last_column, self._column)

    def said(self, text: str) -> None:
        if self._is_value:
            self.text += text

    def closed(self, tag: str) -> None:
        if tag in ("v", "is"):
            self._is_value = False
        elif tag == "c" and self.kind == "e":
            self.faults[self._row, self._column - 1] = self.text

    def _move_to(self, reference: str | None) -> None:
        match = _REFERENCE.fullmatch(reference or "")
        if match is None:
            self._column += 1
            return
        self._row = int(match[2])
        self._column = 0
        for letter in match[1]:
            self._column = self._column * 26 + ord(letter) - ord("A") + 1


def _key(name: str) -> str:
    """Readers find a part whatever its capitals and slashes, so the check does as well."""
    return name.replace("\\", "/").lower()


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _sheet_parts(sheets: dict[str, str], targets: dict[str, str]) -> dict[str, str]:
    """Part names of the sheets, found the way calamine finds them."""
    parts = {}
    for relation, name in sheets.items():
        target = targets[relation].lstrip("/")
        parts[target if target.startswith("xl/") else f"xl/{target}"] = name
    return parts
