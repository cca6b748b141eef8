"""Merging journals: the union of what every station wrote, and what that leaves for a person to settle.

An entry replaces those that it names as its parents. What nobody has replaced stands, whatever the clocks
say: they only order lists, and choose what is shown until a person has settled a conflict.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol, TypeVar

from trainer_app.core.errors import Refused
from trainer_app.core.language import _
from trainer_app.rules.chain import EntryId

WHOLE = "*"
"""Group of an entry that makes, removes or makes again a whole row."""
Name = TypeVar("Name")
Called = TypeVar("Called", covariant=True)
Content = dict[str, Any]


class Change(Protocol[Called]):
    """What replaces what, however entries are named."""

    @property
    def id(self) -> Called:
        """Its own name."""

    @property
    def fields(self) -> str:
        """The group of fields that it changes, or the whole row."""

    @property
    def parents(self) -> frozenset[Called]:
        """The entries that it replaces."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A change of one group of fields of one row; `value` is JSON, None where the row was removed.

    `is_erased` tells a value that was erased by law from a removal; `hash` is that of the chain.
    """

    id: EntryId
    entity: str
    row_id: uuid.UUID
    fields: str
    value: str | None
    parents: frozenset[EntryId]
    hlc: int
    hash: bytes = b""
    is_erased: bool = False

    @property
    def is_removal(self) -> bool:
        """Whether it removed the row."""
        return self.value is None and not self.is_erased

    def content(self) -> Content:
        """The fields it speaks of, with their values; nothing where it removed them or they were erased."""
        told: Content = json.loads(self.value) if self.value is not None else {}
        return told


@dataclass(frozen=True, eq=False)
class Journal(Mapping[EntryId, Entry]):
    """Entries by their names."""

    entries: Mapping[EntryId, Entry]

    def __getitem__(self, name: EntryId) -> Entry:
        return self.entries[name]

    def __iter__(self) -> Iterator[EntryId]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def rows(self) -> Mapping[uuid.UUID, Sequence[Entry]]:
        """The entries of every row, the earliest first."""
        found: dict[uuid.UUID, list[Entry]] = defaultdict(list)
        for entry in sorted(self.entries.values(), key=_instant):
            found[entry.row_id].append(entry)
        return found


@dataclass(frozen=True, slots=True)
class Merged:
    """What two journals are together; `waiting` needs entries that have not arrived."""

    journal: Journal
    waiting: Journal

    @property
    def everything(self) -> Journal:
        """What to merge with the next journal that comes."""
        return Journal({**self.journal.entries, **self.waiting.entries})


@dataclass(frozen=True, slots=True)
class Conflict:
    """Entries of one group that say different things and that nobody has replaced, the earliest first.

    Where a removal stands against a change, or a row was made twice, the group is the whole row.
    """

    entity: str
    row_id: uuid.UUID
    fields: str
    heads: tuple[Entry, ...]


class TwoContents(Refused):
    """Two journals have an entry of the same name that is not the same entry."""

    def __init__(self, entry: EntryId) -> None:
        self.entry = entry
        super().__init__(entry)

    def sentence(self) -> str:
        """Which entry, and whom to ask."""
        return _(
            "Change {seq} of workstation {node} is told in two ways: one of the two journals is damaged or "
            "forged. Nothing was merged; your data is as it was. Ask that workstation for its changes again, "
            "and tell the administrator if they are refused once more."
        ).format(seq=self.entry.seq, node=self.entry.node.hex[:8])


def journal_of(entries: Iterable[Entry]) -> Journal:
    """Entries as a journal.

    Raises:
        TwoContents: two of them have the same name and are not the same.
    """
    found: dict[EntryId, Entry] = {}
    for entry in entries:
        known = found.get(entry.id)
        found[entry.id] = entry if known is None else _one(known, entry)
    return Journal(found)


def merge(a: Mapping[EntryId, Entry], b: Mapping[EntryId, Entry]) -> Merged:
    """Everything that stands in either, whichever came first.

    An entry waits where one before it on its node or one of its parents is in neither.

    Raises:
        TwoContents: an entry is in both and is not the same.
    """
    union = journal_of((*a.values(), *b.values())).entries
    ends = _ends(union)
    if sum(ends.values()) == len(union):
        return Merged(Journal(union), Journal({}))
    parts: tuple[dict[EntryId, Entry], ...] = {}, {}
    for name, entry in union.items():
        parts[1 <= name.seq <= ends[name.node]][name] = entry
    return Merged(waiting=Journal(parts[False]), journal=Journal(parts[True]))


def unreplaced(past: Sequence[Change[Name]], group: str) -> set[Name]:
    """What a change of a group of one row replaces; one of the whole row replaces every group's heads."""
    if group != WHOLE:
        return _open(past, {group, WHOLE})
    groups = {each.fields for each in past}
    return _open(past, {WHOLE}).union(*(_open(past, {each, WHOLE}) for each in groups))


def heads(journal: Journal, row_id: uuid.UUID, group: str) -> tuple[Entry, ...]:
    """The entries of a group of a row that nobody has replaced, the earliest first."""
    return _heads(journal.rows.get(row_id, ()), group)


def value(journal: Journal, row_id: uuid.UUID, group: str) -> Content | None:
    """What the fields of a group hold, None where there is no such row.

    Of values that nobody has settled between, the latest. A journal knows the fields of a group from its
    entries: where the group was never changed apart, the whole row is given.
    """
    history = journal.rows.get(row_id, ())
    held, names = content(history), _names(history, group)
    if held is None or not names:
        return held
    return {name: held[name] for name in held if name in names}


def content(history: Collection[Entry]) -> Content | None:
    """What the entries of one row say that it holds; None where it was removed or never made."""
    whole = _latest(_entries_of(history, _open(history, {WHOLE})))
    if whole is None or whole.is_removal:
        return None
    held = whole.content()
    for group in {entry.fields for entry in history} - {WHOLE}:
        head = _latest(each for each in _heads(history, group) if not each.is_removal)
        if head is not None and head is not whole:
            held.update(_part(head, _names(history, group)))
    return held


def conflicts(journal: Journal) -> tuple[Conflict, ...]:
    """What a person has to settle, row by row."""
    return tuple(each for row_id in sorted(journal.rows) for each in conflicts_of(journal.rows[row_id]))


def conflicts_of(history: Sequence[Entry]) -> Iterator[Conflict]:
    """What a person has to settle of one row; `history` are its entries.

    Rows made alike in two places, and equal changes, are no conflict.
    """
    groups = sorted({entry.fields for entry in history} - {WHOLE})
    open_heads = {group: _told(_heads(history, group)) for group in groups}
    whole = _told(_entries_of(history, _open(history, {WHOLE})))
    if any(map(_removes_and_keeps, [whole, *open_heads.values()])):
        yield _conflict(WHOLE, _heads(history, WHOLE))
        return
    apart: set[str] = set()
    for group in groups:
        names = _names(history, group)
        apart |= names
        if _differ(open_heads[group], names):
            yield _conflict(group, open_heads[group])
    if _differ(whole, {name for head in whole if len(whole) > 1 for name in head.content()} - apart):
        yield _conflict(WHOLE, _heads(history, WHOLE))


def settle(conflict: Conflict, id: EntryId, *, value: str | None, hlc: int) -> Entry:  # noqa: A002 (the entry's)
    """The entry that ends a conflict: it replaces every value that was offered.

    `value` has all fields of the group; that of a whole row is the row, or None to remove it.
    """
    parents = frozenset(head.id for head in conflict.heads)
    return Entry(id, conflict.entity, conflict.row_id, conflict.fields, value, parents, hlc)


def _one(known: Entry, entry: Entry) -> Entry:
    """The entry that both are; once erased, a value stays erased."""
    if known == entry:
        return known
    erased = tuple(each if each.is_erased else _erased(each) for each in (known, entry))
    if known.is_erased == entry.is_erased or erased[0] != erased[1]:
        raise TwoContents(entry.id)
    return erased[0]


def _erased(entry: Entry) -> Entry:
    return replace(entry, value=None, is_erased=True)


def _ends(found: Mapping[EntryId, Entry]) -> dict[uuid.UUID, int]:
    """How far the entries of each node can be read without one that is missing."""
    ends = dict.fromkeys((name.node for name in found), 0)
    before, reached = -1, 0
    while reached > before:
        before = reached
        for node in ends:
            while _can_follow(found.get(EntryId(node, ends[node] + 1)), ends):
                ends[node] += 1
                reached += 1
    return ends


def _can_follow(entry: Entry | None, ends: Mapping[uuid.UUID, int]) -> bool:
    return entry is not None and all(1 <= seq <= ends.get(node, 0) for node, seq in entry.parents)


def _open(past: Iterable[Change[Name]], groups: set[str]) -> set[Name]:
    of_groups = [each for each in past if each.fields in groups]
    replaced = {parent for each in of_groups for parent in each.parents}
    return {each.id for each in of_groups} - replaced


def _heads(history: Sequence[Entry] | Collection[Entry], group: str) -> tuple[Entry, ...]:
    return _entries_of(history, unreplaced(tuple(history), group))


def _entries_of(history: Iterable[Entry], names: set[EntryId]) -> tuple[Entry, ...]:
    return tuple(sorted((entry for entry in history if entry.id in names), key=_instant))


def _instant(entry: Entry) -> tuple[int, EntryId]:
    return entry.hlc, entry.id


def _latest(entries: Iterable[Entry]) -> Entry | None:
    return max(entries, key=lambda entry: (not entry.is_erased, _instant(entry)), default=None)


def _names(history: Iterable[Entry], group: str) -> set[str]:
    """The fields that the entries of a group speak of."""
    return {name for entry in history if entry.fields == group for name in entry.content()}


def _part(entry: Entry, names: Collection[str]) -> Content:
    return {name: held for name, held in entry.content().items() if name in names}


def _told(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Those that still say something; of an erased value nobody can say whether it differs."""
    return tuple(entry for entry in entries if not entry.is_erased)


def _removes_and_keeps(entries: Iterable[Entry]) -> bool:
    return len({entry.is_removal for entry in entries}) > 1


def _differ(entries: Sequence[Entry], names: Iterable[str]) -> bool:
    """Whether some field has two values; an older schema says nothing of a field that it did not have."""
    if len(entries) < 2:
        return False
    told = [entry.content() for entry in entries]
    columns = ([each[name] for each in told if name in each] for name in names)
    return any(held != column[0] for column in columns for held in column[1:])


def _conflict(group: str, entries: tuple[Entry, ...]) -> Conflict:
    return Conflict(entries[0].entity, entries[0].row_id, group, entries)
