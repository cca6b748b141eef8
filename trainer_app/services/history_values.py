"""The values that the history shows, as the screens show them."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from trainer_app.core import hours
from trainer_app.core.formats import date_short, percent, shortest
from trainer_app.core.language import _, pgettext
from trainer_app.core.text import isolate, ltr, masked
from trainer_app.rules.roles import Role
from trainer_app.rules.states import ScoreState
from trainer_app.rules.vocabulary import IdentifierKind
from trainer_app.services import history_words, role_words
from trainer_app.services.identities import OF_ONE_PERSON
from trainer_app.services.record_names import Reference, Register, enum_of, references
from trainer_app.storage.journal.shape import shapes

Content = Mapping[str, Any]
"""Fields of one record as the journal keeps them."""

_HEADLINES: Mapping[str, tuple[str, ...]] = {
    "adjustments": ("kind", "points"),
    "agreements": ("asked_by_id", "agreed_by_id"),
    "awards": ("state", "valid_to"),
    "certificate_documents": ("state", "issued_on"),
    "course_versions": ("state",),
    "enrolments": ("roll_number", "state"),
    "identifiers": ("value",),
    "import_batches": ("kind",),
    "nominations": ("state",),
    "offerings": ("state", "starts_on"),
    "rank_history": ("from_on",),
    "results": ("outcome", "overall"),
    "result_runs": ("state",),
    "scheme_versions": ("state",),
    "score_sheets": ("state",),
}
"""What is told of a record that was made or removed, besides what it is called."""
_SECRET = frozenset({*OF_ONE_PERSON, IdentifierKind.OTHER})
"""Numbers that are told only where somebody asks for them."""
_SIDES = frozenset({"side", "host_side", "issuer"})


class Values:
    """Says values in the active language; `register` has learnt the records that they name."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def told(self, entity: str, name: str, content: Content | None) -> str:
        """A field of a record in words; empty where there is no record, or nothing in the field."""
        if content is None or (name != history_words.MARK and content.get(name) in (None, "")):
            return ""
        if (entity, name) == ("scores", history_words.MARK):
            return _mark(content)
        field = shapes()[entity].fields.get(name) if entity in shapes() else None
        value = content[name] if field is None else field.value_of(content[name])
        if name in references(entity):
            return self._register.title(references(entity)[name], value)
        if (entity, name) == ("identifiers", "value") and content.get("kind") in _SECRET:
            return masked(value)
        return _said(entity, name, value)

    def headline(self, entity: str, content: Content | None) -> str:
        """The most telling fields of a whole record."""
        parts = (self._named(entity, name, content) for name in _HEADLINES.get(entity, ()))
        return pgettext("list", ", ").join(part for part in parts if part)

    def _named(self, entity: str, name: str, content: Content | None) -> str:
        """A field of a headline; one of two people is told with what they did."""
        value = self.told(entity, name, content)
        if entity != "agreements" or not value:
            return value
        return _("{field}: {value}").format(field=history_words.field(name), value=isolate(value))


def named_in(entity: str, content: Content | None) -> Iterator[Reference]:
    """The records that the fields of one name."""
    for name, target in references(entity).items() if content else ():
        if content and content.get(name) is not None:
            yield target, uuid.UUID(content[name])


def _mark(content: Content) -> str:
    if content.get("points") is not None:
        points = shapes()["scores"].fields["points"].value_of(content["points"])
        return ltr(shortest(points))
    return history_words.state(ScoreState(content.get("state", ScoreState.NOT_ENTERED)))


def _said(entity: str, name: str, value: Any) -> str:
    kind = enum_of(entity, name)
    if kind is not None:
        return history_words.state(kind(value))
    if name in _SIDES:
        return {"PK": _("Pakistan side"), "CN": _("China side")}.get(value, str(value))
    if name.endswith("_minutes"):
        return _("{hours} h").format(hours=ltr(hours.hours_text(value)))
    if name.endswith("_bp"):
        return ltr(percent(Decimal(value) / 100, 2))
    if name == "roles":
        return role_words.listed(Role(role) for role in value)
    return _plain(value)


def _plain(value: Any) -> str:
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return instant(value)
        case date():
            return date_short(value)
        case int() | Decimal():
            return ltr(shortest(Decimal(value)))
        case str():
            return value
    return _("Data that only the program reads")


def instant(value: datetime) -> str:
    """Day and time where the program runs."""
    here = value.astimezone()
    return _("{day}, {time}").format(day=date_short(here.date()), time=ltr(f"{here:%H:%M}"))
