"""What of each table the journal keeps: its fields, their groups, and their values as text."""

import base64
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Boolean, Column, Date, Enum, Integer, LargeBinary, RowMapping
from sqlalchemy.types import TypeEngine

from trainer_app.models import tables
from trainer_app.models.base import Base, Exact, Id, Instant, Record, table_of
from trainer_app.rules.merging import WHOLE

_BOOKKEEPING = frozenset(column for column in ("created_at", "changed_at", "changed_by", "version"))
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_REPEATED = 1_000
"""So many values of a column are kept with their text."""

Coding = Callable[[Any], Any]


@dataclass(frozen=True)
class Field:
    """A column whose changes are journalled; `text` makes JSON of its value, `decode` the value again."""

    name: str
    group: str
    text: Callable[[Any], str]
    decode: Coding | None

    def value_of(self, content: Any) -> Any:
        """The value of the column from its JSON."""
        return content if content is None or self.decode is None else self.decode(content)


class Shape:
    """The journalled fields of one table, by name and by group."""

    def __init__(self, kind: type[Any]) -> None:
        self.kind = kind
        self.table = table_of(kind)
        self.entity = str(self.table.name)  # a plain text, which the driver takes as it is
        named = _group_names(kind)
        self.fields = {
            column.name: _field(column, named.get(column.name, column.name))
            for column in self.table.columns
            if column.name != "id" and column.name not in _BOOKKEEPING and column.info.get("journal", True)
        }
        self._members: dict[str, list[Field]] = {WHOLE: list(self.fields.values())}
        for field in self.fields.values():
            self._members.setdefault(field.group, []).append(field)
        self._texts = {group: _text_of_group(fields) for group, fields in self._members.items()}

    def members(self, group: str) -> list[Field]:
        """The fields of a group, in the order of the columns."""
        return self._members[group]

    def groups_of(self, names: Iterable[str]) -> Iterator[str]:
        """The groups that fields belong to, each once; what the journal does not keep has none."""
        kept = (self.fields[name].group for name in names if name in self.fields)
        yield from dict.fromkeys(kept)

    def text(self, group: str, values: Mapping[str, Any] | RowMapping) -> str:
        """The content of a group as canonical JSON; `values` has at least its fields."""
        form, named = self._texts[group]
        return form % tuple([text(values[name]) for name, text in named])

    def decoded(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the columns from what the journal keeps; fields of older schemas are left out."""
        return {name: self.fields[name].value_of(content[name]) for name in self.fields if name in content}


@cache
def shapes() -> dict[str, Shape]:
    """Every journalled table by its name: those of records. All others can be made from them again."""
    assert tables.metadata.tables  # noqa: S101 (importing it makes every table known)
    kinds = (mapper.class_ for mapper in Base.registry.mappers)
    shapes = [Shape(kind) for kind in kinds if issubclass(kind, Record)]
    return {shape.entity: shape for shape in shapes}


def shape_of(kind: type[Any]) -> Shape:
    """The shape of the table of a kind of record."""
    return shapes()[table_of(kind).name]


def _group_names(kind: type[Any]) -> dict[str, str]:
    groups: Mapping[str, tuple[str, ...]] = getattr(kind, "groups", {})
    return {name: group for group, names in groups.items() for name in names}


def _field(column: Column[Any], group: str) -> Field:
    encode, decode = _coding(column.type)
    return Field(column.name, group, _text_of(column, encode), decode)


def _text_of_group(fields: Iterable[Field]) -> tuple[str, list[tuple[str, Callable[[Any], str]]]]:
    """The JSON with a place for each value, and how the text of each is made."""
    named = [(field.name, field.text) for field in fields]
    return "{" + ",".join(f'"{name}":%s' for name, _text in named) + "}", named


def _text_of(column: Column[Any], encode: Coding | None) -> Callable[[Any], str]:
    """How the JSON of a value is made; what is not an id or a text repeats, as marks and states do."""
    if encode is _hex:
        return lambda value: "null" if value is None else f'"{value.hex}"'

    def text(value: Any) -> str:
        return _dumps(value if value is None or encode is None else encode(value))

    repeats = isinstance(column.type, Enum | Exact | Instant | Date | Integer | Boolean)
    return lru_cache(_REPEATED, typed=True)(text) if repeats else text


def _coding(kind: TypeEngine[Any]) -> tuple[Coding | None, Coding | None]:
    if isinstance(kind, Id):
        return _hex, uuid.UUID
    if isinstance(kind, Exact):
        return lambda value: kind.process_bind_param(value, _ANY), lambda value: kind.process_result_value(
            value, _ANY
        )
    if isinstance(kind, Instant):
        return lambda value: value.astimezone(UTC).isoformat(), datetime.fromisoformat
    if isinstance(kind, Date):
        return date.isoformat, date.fromisoformat
    if isinstance(kind, LargeBinary):
        return lambda value: base64.b64encode(value).decode(), base64.b64decode
    return None, None


def _hex(value: uuid.UUID) -> str:
    return value.hex


_ANY: Any = None
"""Exact numbers are the same in every engine."""
