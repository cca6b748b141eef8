"""Looks through an .xlsx file piece by piece before anything opens it, and refuses what could do harm."""

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from trainer_app.core.errors import WorkbookUnreadable
from trainer_app.documents.unreadable import unreadable

_CHUNK = 1 << 16
_DAMAGE = (
    BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, RuntimeError, EOFError, KeyError,
    ValueError,
)  # fmt: skip
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may hold; a roll of 50 000 people stays far below."""

    unpacked_bytes: int = 300_000_000
    entries: int = 2_000
    ratio: int = 200
    ratio_from_bytes: int = 5_000_000
    rows: int = 60_000
    columns: int = 1_000
    cells: int = 1_000_000
    area: int = 2_000_000
    text_characters: int = 60_000_000
    merges: int = 20_000
    characters_in_a_cell: int = 32_767


LIMITS = Limits()


@dataclass(slots=True)
class PackageFacts:
    """What calamine does not tell: the calendar, and the cells that hold a formula's fault."""

    uses_1904: bool = False
    error_cells: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    """By sheet name, then (row from 1, column from 0)."""


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


def check_reach(path: Path, rows: int, columns: int, limits: Limits = LIMITS) -> None:
    """Go on only where the rectangle of all values is no larger than that of a list.

    Raises:
        WorkbookUnreadable: it is.
    """
    if rows * columns > limits.area:
        raise _too_many_cells(path, limits)
    if rows > limits.rows:
        raise unreadable(path, "too_many_rows", limit=f"{limits.rows:,}")
    if columns > limits.columns:
        raise unreadable(path, "too_many_columns", limit=f"{limits.columns:,}")


def _too_many_cells(path: Path, limits: Limits) -> WorkbookUnreadable:
    return unreadable(path, "too_many_cells", limit=f"{limits.cells:,}")


class _Inspection:
    def __init__(self, path: Path, package: ZipFile, limits: Limits) -> None:
        self._path, self._package, self._limits = path, package, limits
        self._cells = self._merges = self._characters = 0
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
            if _local(tag) == "Relationship":
                targets[attributes["Id"]] = attributes["Target"]

        self._parse("xl/_rels/workbook.xml.rels", opened)
        return targets

    def _read_shared_texts(self) -> None:
        if "xl/sharedstrings.xml" not in self._names:
            return

        def opened(tag: str, _attributes: dict[str, str]) -> None:
            if _local(tag) == "si":
                self._text_lengths.append(0)

        def said(text: str) -> None:
            if self._text_lengths:
                self._text_lengths[-1] += len(text)

        self._parse("xl/sharedStrings.xml", opened, said=said)

    def _read_sheet(self, part: str) -> dict[tuple[int, int], str]:
        sheet = _SheetPart(self._count_text, self._limits.characters_in_a_cell)
        self._parse(part, sheet.opened, said=sheet.said, after_chunk=partial(self._count_cells, sheet))
        sheet.end()
        self._cells += sheet.cells
        self._merges += sheet.merges
        return sheet.faults

    def _count_cells(self, sheet: "_SheetPart") -> None:
        check_reach(self._path, sheet.last_row, sheet.last_column, self._limits)
        has_many = self._cells + sheet.cells > self._limits.cells
        if has_many or self._merges + sheet.merges > self._limits.merges:
            raise _too_many_cells(self._path, self._limits)

    def _count_text(self, kind: str, text: str) -> None:
        length = len(text)
        if kind == "s":
            length = self._text_lengths[int(text)] if 0 <= int(text) < len(self._text_lengths) else 0
        self._characters += length
        is_long = length > self._limits.characters_in_a_cell
        if is_long or self._characters > self._limits.text_characters:
            raise unreadable(self._path, "too_large")

    def _check_other_parts(self, seen: set[str]) -> None:
        for name in self._names.keys() - seen:
            if name.endswith((".xml", ".rels")):
                self._parse(name)

    def _parse(
        self,
        part: str,
        opened: Callable[[str, dict[str, str]], None] | None = None,
        *,
        said: Callable[[str], None] | None = None,
        after_chunk: Callable[[], None] | None = None,
    ) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_entities
        parser.EntityDeclHandler = self._refuse_entities
        if opened:
            parser.StartElementHandler = opened
        if said:
            parser.CharacterDataHandler = said
        for chunk in self._chunks(part):
            parser.Parse(chunk, False)
            if after_chunk:
                after_chunk()
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
        if _local(tag) == "workbookPr":
            self.uses_1904 = attributes.get("date1904") in ("1", "true", "on")
        if _local(tag) == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            if relation in self.sheets:
                raise ValueError(relation)  # one part read again and again would fill any memory
            self.sheets[relation] = attributes.get("name", "")


class _SheetPart:
    """Follows the cells of one sheet: how far they reach and which hold a fault.

    A roll of 50 000 people has 600 000 cells: what happens for each of them is kept short.
    """

    def __init__(self, count_text: Callable[[str, str], None], longest: int) -> None:
        self.last_row = self.last_column = self.cells = self.merges = 0
        self.faults: dict[tuple[int, int], str] = {}
        self._count_text, self._longest = count_text, longest
        self._row = self._column = 0
        self._kind = self._text = ""
        self._is_value = self._is_inline = False

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag) if ":" in tag else tag
        if name == "c":
            self.end()
            self._begin_cell(attributes)
        elif name in ("v", "is"):
            self._is_value, self._is_inline, self._text = True, name == "is", ""
            if self._row > self.last_row:
                self.last_row = self._row
            if self._column > self.last_column:
                self.last_column = self._column
        elif name == "row":
            self.end()
            self._row = _numbered(attributes.get("r", self._row + 1))
            self._column = 0
        elif not self._is_inline:
            self.end()
        if name == "mergeCell":
            self.merges += 1

    def said(self, text: str) -> None:
        if self._is_value:
            self._text += text
            if len(self._text) > self._longest:
                self._count_text("", self._text)

    def end(self) -> None:
        """Close the cell that was begun last; what was said since its value began is its text."""
        if self._is_value and (text := self._text.strip()):
            self._count_text(self._kind, text)
            if self._kind == "e":
                self.faults[self._row, self._column - 1] = text
        self._is_value = False

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self.cells += 1
        self._kind = attributes.get("t", "")
        match = _REFERENCE.fullmatch(attributes.get("r", ""))
        if match is None:
            self._column += 1
        else:
            letters, row = match.groups()
            self._row, self._column = int(row), _column(letters)


def _key(name: str) -> str:
    """Readers find a part whatever its capitals and slashes, so the check does as well."""
    return name.replace("\\", "/").lower()


@cache
def _column(letters: str) -> int:
    """Number of a column, A is 1; there are no more than 18 278."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _numbered(row: str | int) -> int:
    if int(row) < 1:
        raise ValueError(row)
    return int(row)


def _local(tag: str) -> str:
    """The name without its prefix; readers do not look at prefixes either."""
    return tag[tag.rfind(":") + 1 :]


def _sheet_parts(sheets: dict[str, str], targets: dict[str, str]) -> dict[str, str]:
    """Part names of the sheets, found the way calamine finds them."""
    parts = {}
    for relation, name in sheets.items():
        target = targets[relation].lstrip("/")
        parts[target if target.startswith("xl/") else f"xl/{target}"] = name
    return parts
