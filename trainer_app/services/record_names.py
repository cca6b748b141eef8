"""What single records are called, also those that were removed: a person's name, a title, a number."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.language import LANGUAGES, _, active, pgettext
from trainer_app.models.base import table_of
from trainer_app.models.journal import JournalEntry
from trainer_app.rules.merging import WHOLE
from trainer_app.services import history_words
from trainer_app.storage.journal.heads import portions
from trainer_app.storage.journal.shape import shapes

_entries = table_of(JournalEntry)
_TITLE = tuple(f"title_{code}" for code in LANGUAGES)
_NAME = ("name_latin", "name_ur", "name_zh")
_NAMING: Mapping[str, tuple[str, ...]] = {
    "adjustments": ("enrolment_id", "component_id"),
    "agreements": ("kind", "agreed_by_id"),
    "award_types": _TITLE,
    "awards": ("person_id", "award_type_id"),
    "bands": _TITLE,
    "certificate_documents": ("number",),
    "certificate_files": (),
    "certificate_templates": ("code",),
    "components": _TITLE,
    "course_versions": _TITLE,
    "courses": _TITLE,
    "enrolments": ("person_id",),
    "identifiers": ("person_id", "kind"),
    "import_batches": ("file_name",),
    "nominations": ("person_id",),
    "number_series": ("issuer", "year"),
    "offerings": ("code",),
    "organisations": _TITLE,
    "people": _NAME,
    "programmes": _TITLE,
    "rank_history": ("person_id", "rank_id"),
    "ranks": _TITLE,
    "result_runs": ("offering_id",),
    "results": ("enrolment_id",),
    "scheme_versions": ("course_version_id",),
    "score_sheets": ("sitting_id",),
    "scores": ("enrolment_id", "sheet_id"),
    "sides": _TITLE,
    "signatories": _NAME,
    "signing_keys": ("key_id",),
    "sittings": ("component_id", "attempt"),
    "stations": _TITLE,
    "status_events": ("award_id",),
    "tracks": _TITLE,
    "users": ("full_name",),
}
"""The fields that a record is called by, some of them references to others."""
Reference = tuple[str, uuid.UUID]


class Register:
    """Reads what records are called, many at a time, and tells it in the active language."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[uuid.UUID, Mapping[str, Any]] = {}

    def learn(self, wanted: Iterable[Reference]) -> None:
        """Read what records are called, and what those are called that they are called by."""
        asked = {(entity, row_id) for entity, row_id in wanted if row_id not in self._known}
        while asked:
            found = self._read(asked)
            self._known.update({row_id: values for (_entity, row_id), values in found.items()})
            self._known.update({row_id: {} for _entity, row_id in asked if row_id not in self._known})
            asked = {
                (target, values[name])
                for (entity, _row_id), values in found.items()
                for name, target in references(entity).items()
                if values.get(name) is not None and values[name] not in self._known
            }

    def title(self, entity: str, row_id: uuid.UUID) -> str:
        """What a record is called; empty where nothing names it."""
        values = self._known.get(row_id) or {}
        if naming(entity) in (_TITLE, _NAME):
            return _in_language([str(values.get(name) or "") for name in naming(entity)])
        parts = (self._part(entity, name, values.get(name)) for name in naming(entity))
        return pgettext("list", ", ").join(part for part in parts if part)

    def _part(self, entity: str, name: str, value: Any) -> str:
        if value is None:
            return ""
        if name in references(entity):
            return self.title(references(entity)[name], value)
        if name == "attempt":
            return "" if value == 1 else _("attempt {number}").format(number=value)
        kind = enum_of(entity, name)
        return history_words.state(kind(value)) if kind else str(value)

    def _read(self, asked: Iterable[Reference]) -> dict[Reference, Mapping[str, Any]]:
        by_entity: dict[str, list[uuid.UUID]] = defaultdict(list)
        for entity, row_id in asked:
            if entity in shapes():
                by_entity[entity].append(row_id)
        found: dict[Reference, Mapping[str, Any]] = {}
        for entity, row_ids in by_entity.items():
            table = shapes()[entity].table
            columns = (table.c.id, *(table.c[name] for name in naming(entity)))
            for some in portions(row_ids):
                rows = self._session.execute(select(*columns).where(table.c.id.in_(some))).mappings()
                found.update({(entity, row["id"]): dict(row) for row in rows})
            gone = [row_id for row_id in row_ids if (entity, row_id) not in found]
            found.update(self._removed(entity, gone))
        return found

    def _removed(self, entity: str, row_ids: list[uuid.UUID]) -> dict[Reference, Mapping[str, Any]]:
        """Records that are no more, as they were when they were made last."""
        found: dict[Reference, Mapping[str, Any]] = {}
        entry = _entries.c
        for some in portions(row_ids):
            query = select(entry.row_id, entry.value).where(
                entry.row_id.in_(some), entry.fields == WHOLE, entry.value.is_not(None)
            )
            for row in self._session.execute(query.order_by(entry.node_no, entry.seq)):
                found[entity, row.row_id] = shapes()[entity].decoded(json.loads(row.value))
        return found


def naming(entity: str) -> tuple[str, ...]:
    """The fields that records of a table are called by."""
    return _NAMING.get(entity, ())


@cache
def references(entity: str) -> Mapping[str, str]:
    """The fields of a table that name another record by its id, with that one's table."""
    if entity not in shapes():
        return {}
    table = shapes()[entity].table
    return {
        column.name: key.column.table.name
        for column in table.columns
        for key in column.foreign_keys
        if key.column.name == "id"
    }


@cache
def enum_of(entity: str, name: str) -> Any:
    """The enumeration whose values a field holds; None where it holds something else."""
    table = shapes()[entity].table if entity in shapes() else None
    column = table.c.get(name) if table is not None else None
    return getattr(column.type, "enum_class", None) if column is not None else None


def _in_language(forms: list[str]) -> str:
    """The form in the active language, else the first there is."""
    return forms[LANGUAGES.index(active())] or next((form for form in forms if form), "")
