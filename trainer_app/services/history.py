"""The history for people: who changed what, when, from what to what, and why; read from the journal."""

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, _, pgettext
from trainer_app.models.base import table_of
from trainer_app.models.journal import JournalEntry, JournalTransaction
from trainer_app.models.users import User
from trainer_app.rules import chain
from trainer_app.rules.merging import WHOLE
from trainer_app.rules.roles import HISTORY_READERS
from trainer_app.services import history_values, history_words
from trainer_app.services.access import allowed
from trainer_app.services.history_rows import FAMILIES, Family, Gathering
from trainer_app.services.history_values import Content, Values
from trainer_app.services.record_names import Register
from trainer_app.storage.journal import heads
from trainer_app.storage.journal.heads import Place, portions
from trainer_app.storage.journal.shape import shapes

PAGE = 200
"""How many lines are read at once."""
_entry, _txn = table_of(JournalEntry).c, table_of(JournalTransaction).c
_CHANGES = select(
    _entry.node_no,
    _entry.seq,
    _entry.entity,
    _entry.row_id,
    _entry.fields,
    _entry.value,
    _entry.parents,
    _entry.salt.is_(None).label("is_erased"),
    _txn.user_id,
    _txn.act,
    _txn.reason,
    _txn.hlc,
).join_from(
    table_of(JournalEntry),
    table_of(JournalTransaction),
    (_txn.node_no == _entry.node_no) & (_txn.no == _entry.txn_no),
)


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """What of a history is shown: changes by one user, about one person, of one field, in a time.

    `field` names a table and field ("scores.mark"), or a table alone ("scores").
    """

    user_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    field: str = ""
    since: datetime | None = None
    until: datetime | None = None


EVERYTHING = HistoryFilter()


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of one field in words; `what` says which record of a `kind` it is.

    Of a record that was made or removed `field` says so, and `before` or `after` is empty.
    """

    id: str
    at: datetime
    user: str
    act: str
    kind: str
    what: str
    field: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose by in a filter."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class History:
    """Changes, newest first; `has_more` when older ones follow.

    `users` and `people` are those whom the whole history knows, by name.
    """

    lines: tuple[ChangeLine, ...]
    has_more: bool
    users: tuple[Choice, ...] = ()
    people: tuple[Choice, ...] = ()


class _Change(NamedTuple):
    """One field of one entry, before it is put into words; `field` is empty for a whole record."""

    row: Row[Any]
    field: str
    before: Content | None
    after: Content | None


@allowed(*HISTORY_READERS)
def of_record(session: Session, *, entity: str, row_id: uuid.UUID, limit: int = PAGE) -> History:
    """The changes of one record of a table."""
    family = Family()
    family.add(entity, row_id, None)
    return _told(session, family, EVERYTHING, limit)


@allowed(*HISTORY_READERS)
def of_offering(
    session: Session, *, offering_id: uuid.UUID, chosen: HistoryFilter = EVERYTHING, limit: int = PAGE
) -> History:
    """The changes of an offering, its roll, scores, results and certificates, also of what was removed."""
    return _of(session, "offerings", offering_id, chosen, limit)


@allowed(*HISTORY_READERS)
def of_person(
    session: Session, *, person_id: uuid.UUID, chosen: HistoryFilter = EVERYTHING, limit: int = PAGE
) -> History:
    """The changes of a person, the numbers and ranks, and the entries of rolls."""
    return _of(session, "people", person_id, chosen, limit)


@allowed(*HISTORY_READERS)
def of_course(
    session: Session, *, course_id: uuid.UUID, chosen: HistoryFilter = EVERYTHING, limit: int = PAGE
) -> History:
    """The changes of a course, its versions and its rules."""
    return _of(session, "courses", course_id, chosen, limit)


def fields_of(entity: str) -> list[tuple[str, str]]:
    """What a history can be narrowed to: keys of `HistoryFilter.field` with their words."""
    found: list[tuple[str, str]] = []
    for each in (entity, *(child.entity for child in FAMILIES.get(entity, ()))):
        kind = history_words.entity(each)
        found.append((each, kind))
        for name in field_names(each):
            words = _("{kind}: {field}").format(kind=kind, field=history_words.field(name))
            found.append((f"{each}.{name}", words))
    return found


def field_names(entity: str) -> list[str]:
    """The fields of a table as the history tells them; a mark is one, whatever it is made of."""
    names = [
        name for name in shapes()[entity].fields if entity != "scores" or name not in ("state", "points")
    ]
    return [history_words.MARK, *names] if entity == "scores" else names


def _of(session: Session, entity: str, row_id: uuid.UUID, chosen: HistoryFilter, limit: int) -> History:
    if chosen.field.partition(".")[0] not in ("", *shapes()):
        raise NotFound(N_("field"), chosen.field)
    return _told(session, Gathering(session, entity, row_id).family(), chosen, limit)


def _told(session: Session, family: Family, chosen: HistoryFilter, limit: int) -> History:
    row_ids = family.about(chosen.person_id) if chosen.person_id else list(family.entities)
    entity = chosen.field.partition(".")[0]
    if entity:
        row_ids = [row_id for row_id in row_ids if family.entities[row_id] == entity]
    rows = sorted(_read(session, row_ids), key=lambda row: (row.hlc, row.node_no, row.seq), reverse=True)
    users = _users(session, {row.user_id for row in rows} - {None})
    contents = _Contents(rows)
    found: list[_Change] = []
    for row in rows:
        if len(found) > limit:
            break
        if _is_chosen(row, chosen):
            found += (each for each in contents.changes(row) if _is_of_field(each, chosen.field))
    return History(
        tuple(_lines(session, found[:limit], users)),
        len(found) > limit,
        _choices(users),
        _people(session, family),
    )


def _read(session: Session, row_ids: Sequence[uuid.UUID]) -> Iterator[Row[Any]]:
    for some in portions(row_ids):
        yield from session.execute(_CHANGES.where(_entry.row_id.in_(some)))


def _is_chosen(row: Row[Any], chosen: HistoryFilter) -> bool:
    at = instant_of(row.hlc)
    return not (
        (chosen.user_id is not None and row.user_id != chosen.user_id)
        or (chosen.since is not None and at < chosen.since)
        or (chosen.until is not None and at >= chosen.until)
    )


def _is_of_field(change: _Change, field: str) -> bool:
    _entity, _dot, name = field.partition(".")
    return not name or change.field == name


def instant_of(hlc: int) -> datetime:
    """The instant of a logical one."""
    return datetime.fromtimestamp(chain.wall_ms(hlc) / 1000, UTC)


class _Contents:
    """What the entries of some records say, and what stood there before each."""

    def __init__(self, rows: Iterable[Row[Any]]) -> None:
        self._rows = {Place(row.node_no, row.seq): row for row in rows}
        self._read: dict[Place, dict[str, Any]] = {}

    def changes(self, row: Row[Any]) -> Iterator[_Change]:
        """The fields that an entry changed, each once."""
        before, after = self._before(row), self._of(Place(row.node_no, row.seq))
        if before is None or row.value is None:
            yield _Change(row, _headline_field(row), before, None if row.value is None else after)
            return
        changed = [name for name in after if after[name] != before.get(name)]
        for name in dict.fromkeys(_field_of(row.entity, name) for name in changed):
            yield _Change(row, name, before, {**before, **after})

    def _before(self, row: Row[Any]) -> dict[str, Any] | None:
        """What the parents say together; None where they removed the record, or there are none."""
        parents = [place for place in heads.parsed(row.parents) if place in self._rows]
        told = [place for place in parents if self._rows[place].value is not None]
        if not told:
            return None
        held: dict[str, Any] = {}
        for place in sorted(told, key=self._order):
            held.update(self._of(place))
        return held

    def _order(self, place: Place) -> tuple[bool, int]:
        """Whole records first, since what was changed in them came later."""
        row = self._rows[place]
        return row.fields != WHOLE, row.hlc

    def _of(self, place: Place) -> dict[str, Any]:
        if place not in self._read:
            value = self._rows[place].value
            self._read[place] = json.loads(value) if value is not None else {}
        return self._read[place]


def _headline_field(row: Row[Any]) -> str:
    return history_words.MARK if row.entity == "scores" else ""


def _field_of(entity: str, name: str) -> str:
    return history_words.MARK if entity == "scores" and name in ("state", "points") else name


def _lines(
    session: Session, changes: Sequence[_Change], users: Mapping[uuid.UUID, str]
) -> Iterator[ChangeLine]:
    register = Register(session)
    named = defaultdict(set)
    for change in changes:
        named[change.row.entity].add(change.row.row_id)
    register.learn((entity, row_id) for entity, row_ids in named.items() for row_id in row_ids)
    contents = [(each.row.entity, content) for each in changes for content in (each.before, each.after)]
    register.learn(each for entity, content in contents for each in history_values.named_in(entity, content))
    values = Values(register)
    undone = _undone(session, changes)
    for change in changes:
        line = _line(change, users, register, values)
        yield replace(line, reason=undone[line.reason]) if line.reason in undone else line


def _undone(session: Session, changes: Iterable[_Change]) -> dict[str, str]:
    """What was undone, in words, by the operation that an undo names as its reason."""
    named = {change.row.reason for change in changes if change.row.act == "undo.undo"}
    query = select(_txn.operation_id, _txn.act, _txn.hlc).where(
        _txn.operation_id.in_({uuid.UUID(reason) for reason in named})
    )
    return {
        str(row.operation_id): _("{act}, {when}").format(
            act=history_words.act(row.act), when=history_values.instant(instant_of(row.hlc))
        )
        for row in (session.execute(query) if named else ())
    }


def _line(change: _Change, users: Mapping[uuid.UUID, str], register: Register, values: Values) -> ChangeLine:
    row = change.row
    if change.field:
        before, after = (
            values.told(row.entity, change.field, each) for each in (change.before, change.after)
        )
        field = history_words.field(change.field)
    else:
        before, after = (values.headline(row.entity, each) for each in (change.before, change.after))
        field = pgettext("history", "Removed") if change.after is None else pgettext("history", "Added")
    return ChangeLine(
        id=f"{row.node_no}.{row.seq}.{change.field}",
        at=instant_of(row.hlc),
        user=users.get(row.user_id, "") if row.user_id else _("The program"),
        act=history_words.act(row.act),
        kind=history_words.entity(row.entity),
        what=register.title(row.entity, row.row_id),
        field=field,
        before=before,
        after=_("Erased by law") if row.value is None and row.is_erased else after,
        reason=row.reason,
    )


def _users(session: Session, user_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    if not user_ids:
        return {}
    query = select(User.id, User.full_name).where(User.id.in_(user_ids))
    return {row.id: row.full_name for row in session.execute(query)}


def _people(session: Session, family: Family) -> tuple[Choice, ...]:
    people = set(family.people.values())
    register = Register(session)
    register.learn(("people", person_id) for person_id in people)
    return _choices({person_id: register.title("people", person_id) for person_id in people})


def _choices(names: Mapping[uuid.UUID, str]) -> tuple[Choice, ...]:
    found = (Choice(row_id, name) for row_id, name in names.items())
    return tuple(sorted(found, key=lambda choice: (choice.name.casefold(), choice.id)))
