"""A disk as it may be found after a power cut: what was synced is there, of the rest any part."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from random import Random
from typing import NamedTuple

SECTOR = 512
_HEAD = struct.Struct("=IIIIQ")


class Kind(IntEnum):
    """What was called, as `shim.c` numbers it."""

    WRITE = 1
    SYNC = 2
    TRUNCATE = 3
    RENAME = 4
    UNLINK = 5
    OPEN = 6
    SOCKET = 7


class Call(NamedTuple):
    """One call; `data` is what was written, or the new name; `offset` where, or the new length."""

    kind: Kind
    path: str
    data: bytes
    offset: int


class _Change(NamedTuple):
    """A write, or a truncate to the offset where there is no data."""

    offset: int
    data: bytes | None


@dataclass(eq=False)
class _File:
    synced: bytearray
    pending: list[_Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.pending:
            if change.data is None:
                _truncate(self.synced, change.offset)
            else:
                _write(self.synced, change.offset, change.data)
        self.pending.clear()

    def after_cut(self, random: Random) -> bytearray:
        """What is found: of the versions that each sector went through since the last sync, any one."""
        if not self.pending:
            return self.synced
        found = bytearray(self.synced)
        kept = _kept(self.pending, random)
        seen: dict[int, int] = {}
        for change in self.pending:
            if change.data is None:
                if random.random() < 0.5:
                    _truncate(found, change.offset)
                continue
            for sector, at, part in _sectors(change.offset, change.data):
                seen[sector] = seen.get(sector, 0) + 1
                if seen[sector] <= kept[sector]:
                    _write(found, at, part)
                elif seen[sector] == kept[sector] + 1 and random.random() < 0.1:
                    _write(found, at, part[: random.randrange(len(part) + 1)])  # torn
        return found


class _Entry(NamedTuple):
    """A name that came, went or changed; the file is the one that bears it afterwards, or bore it."""

    kind: Kind
    name: str
    file: _File
    old_name: str = ""


class Disk:
    """Files of one folder, from its state at the beginning and the calls that followed."""

    def __init__(self, folder: Path) -> None:
        files = {
            str(path): _File(bytearray(path.read_bytes())) for path in folder.iterdir() if path.is_file()
        }
        self._names, self._synced_names = files, dict(files)
        self._pending: list[_Entry] = []

    def do(self, call: Call) -> None:
        """Let one call happen."""
        if call.kind is Kind.SYNC:
            self._sync(call.path)
        elif call.kind is Kind.OPEN:
            self._enter(_Entry(call.kind, call.path, _File(bytearray())))
        elif call.kind is Kind.RENAME:
            self._enter(_Entry(call.kind, call.data.decode(), self._names[call.path], call.path))
        elif call.kind is Kind.UNLINK:
            self._enter(_Entry(call.kind, call.path, self._names[call.path]))
        elif call.path in self._names:
            data = call.data if call.kind is Kind.WRITE else None
            self._names[call.path].pending.append(_Change(call.offset, data))

    def after_cut(self, random: Random) -> dict[str, bytearray]:
        """Names and contents as they may be found."""
        names, share = dict(self._synced_names), random.choice((0.0, 0.5, 1.0))
        for entry in self._pending:
            if random.random() < share:
                _change(names, entry)
        return {name: file.after_cut(random) for name, file in names.items()}

    def _enter(self, entry: _Entry) -> None:
        _change(self._names, entry)
        self._pending.append(entry)

    def _sync(self, path: str) -> None:
        if path in self._names:
            self._names[path].sync()
            return
        within = [entry for entry in self._pending if str(Path(entry.name).parent) == path]
        for entry in within:
            _change(self._synced_names, entry)
        self._pending = [entry for entry in self._pending if entry not in within]


def calls(log: Path) -> list[Call]:
    """Every call that the shim wrote down, in order."""
    content, found, at = log.read_bytes(), [], 0
    while at < len(content):
        kind, path_bytes, data_bytes, _pad, offset = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        path, data = content[at : at + path_bytes], content[at + path_bytes : at + path_bytes + data_bytes]
        found.append(Call(Kind(kind), path.decode(), data, offset))
        at += path_bytes + data_bytes
    return found


def _change(names: dict[str, _File], entry: _Entry) -> None:
    names.pop(entry.old_name, None)
    if entry.kind is not Kind.UNLINK:
        names[entry.name] = entry.file
    elif names.get(entry.name) is entry.file:
        del names[entry.name]


def _kept(pending: list[_Change], random: Random) -> dict[int, int]:
    """How many of its versions each sector went through: none, all or any number."""
    versions: dict[int, int] = {}
    for change in pending:
        for sector, _at, _part in _sectors(change.offset, change.data or b""):
            versions[sector] = versions.get(sector, 0) + 1
    share = random.choice((0.0, 0.3, 0.7, 0.95, 1.0))
    return {
        sector: count if random.random() < share else random.randrange(count + 1) if count > 1 else 0
        for sector, count in versions.items()
    }


def _sectors(offset: int, data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The parts of a write by sector: its number, where the part goes, and the part."""
    at = offset
    while at < offset + len(data):
        ends = min((at // SECTOR + 1) * SECTOR, offset + len(data))
        yield at // SECTOR, at, data[at - offset : ends - offset]
        at = ends


def _write(content: bytearray, at: int, data: bytes) -> None:
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


def _truncate(content: bytearray, length: int) -> None:
    del content[length:]
    content.extend(bytes(length - len(content)))
