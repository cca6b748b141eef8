"""Which records belong to an offering, a person or a course, also those that were removed."""

import json
import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.models.base import table_of
from trainer_app.models.journal import JournalEntry
from trainer_app.rules.merging import WHOLE
from trainer_app.storage.journal.heads import portions
from trainer_app.storage.journal.shape import shapes

_entries = table_of(JournalEntry)


class Child(NamedTuple):
    """A table whose records belong to those of another, which their field names."""

    entity: str
    field: str


FAMILIES: Mapping[str, tuple[Child, ...]] = {
    "offerings": (
        Child("nominations", "offering_id"),
        Child("enrolments", "offering_id"),
        Child("sittings", "offering_id"),
        Child("score_sheets", "sitting_id"),
        Child("scores", "sheet_id"),
        Child("adjustments", "enrolment_id"),
        Child("result_runs", "offering_id"),
        Child("results", "run_id"),
        Child("awards", "enrolment_id"),
        Child("status_events", "award_id"),
        Child("certificate_documents", "award_id"),
        Child("import_batches", "offering_id"),
        Child("agreements", "offering_id"),
    ),
    "people": (
        Child("identifiers", "person_id"),
        Child("rank_history", "person_id"),
        Child("enrolments", "person_id"),
    ),
    "courses": (
        Child("award_types", "course_id"),
        Child("course_versions", "course_id"),
        Child("scheme_versions", "course_version_id"),
        Child("bands", "scheme_version_id"),
        Child("components", "scheme_version_id"),
        Child("agreements", "course_version_id"),
    ),
}
"""Of each kind of record the tables that belong to it, those first that others are found by."""
_OWNERS = ("person_id", "enrolment_id", "award_id")


@dataclass(slots=True)
class Family:
    """The records that belong together: their tables, and the person whom each is about."""

    entities: dict[uuid.UUID, str] = field(default_factory=dict)
    people: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)

    def add(self, entity: str, row_id: uuid.UUID, owner: uuid.UUID | None) -> None:
        """Take a record in; `owner` is its person, or a record of the family that is about the person."""
        self.entities[row_id] = entity
        if owner is not None:
            self.people[row_id] = self.people.get(owner, owner)

    def about(self, person_id: uuid.UUID) -> list[uuid.UUID]:
        """The records that are about one person."""
        return [row_id for row_id, person in self.people.items() if person == person_id]


class Gathering:
    """Finds the family of one record: first what stands in the tables, then what was removed from them."""

    def __init__(self, session: Session, entity: str, row_id: uuid.UUID) -> None:
        self._session = session
        self._children = FAMILIES.get(entity, ())
        self._removed = self._read_removed()
        self._family = Family()
        self._family.add(entity, row_id, row_id if entity == "people" else None)
        self._of_entity: dict[str, set[uuid.UUID]] = {entity: {row_id}}

    def family(self) -> Family:
        """All of it."""
        for child in self._children:
            parents = self._of_entity.get(_target(child), set())
            found = {**dict(self._gone(child, parents)), **dict(self._standing(child, parents))}
            self._of_entity[child.entity] = set(found)
            for row_id, owner in found.items():
                self._family.add(child.entity, row_id, owner)
        return self._family

    def _standing(
        self, child: Child, parents: Collection[uuid.UUID]
    ) -> Iterator[tuple[uuid.UUID, uuid.UUID | None]]:
        table = shapes()[child.entity].table
        owner = _owner(child.entity)
        columns = (table.c.id, *((table.c[owner],) if owner else ()))
        for some in portions(list(parents)):
            for row in self._session.execute(select(*columns).where(table.c[child.field].in_(some))):
                yield row[0], row[1] if owner else None

    def _gone(
        self, child: Child, parents: Collection[uuid.UUID]
    ) -> Iterator[tuple[uuid.UUID, uuid.UUID | None]]:
        owner = _owner(child.entity)
        for row_id, content in self._removed.get(child.entity, ()):
            if content.get(child.field) in {parent.hex for parent in parents}:
                named = content.get(owner) if owner else None
                yield row_id, uuid.UUID(named) if named else None

    def _read_removed(self) -> dict[str, list[tuple[uuid.UUID, Mapping[str, Any]]]]:
        """What removed rows of the tables held; the few of them have an index of their own."""
        entry = _entries.c
        removed = select(entry.row_id).where(entry.value.is_(None))
        query = select(entry.entity, entry.row_id, entry.value).where(
            entry.row_id.in_(removed),
            entry.fields == WHOLE,
            entry.value.is_not(None),
            entry.entity.in_([child.entity for child in self._children]),
        )
        found: dict[str, list[tuple[uuid.UUID, Mapping[str, Any]]]] = {}
        for row in self._session.execute(query):
            found.setdefault(row.entity, []).append((row.row_id, json.loads(row.value)))
        return found


def _target(child: Child) -> str:
    from trainer_app.services.record_names import references

    return references(child.entity)[child.field]


def _owner(entity: str) -> str:
    columns = shapes()[entity].table.c
    return next((name for name in _OWNERS if name in columns), "")
