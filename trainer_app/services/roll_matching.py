"""Who of a roll is known already: by identity number, else by name and date of birth."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from trainer_app.core.text import search_key
from trainer_app.documents.faults import Fault, FaultCode
from trainer_app.documents.headings import Field
from trainer_app.documents.roll_reader import RollRow
from trainer_app.models.delivery import Enrolment
from trainer_app.models.people import Identifier, Person
from trainer_app.rules.roles import Role
from trainer_app.rules.vocabulary import IdentifierKind, LatinOrder, PersonStatus, Sex
from trainer_app.services.access import allowed
from trainer_app.services.identities import OF_ONE_PERSON, Identity
from trainer_app.storage.journal.heads import portions

_FOR_LIFE = frozenset({IdentifierKind.CNIC, IdentifierKind.PRC_ID})


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What is kept of a person that a row of a roll may be."""

    id: uuid.UUID
    version: int
    side: str
    surname_latin: str
    given_latin: str
    latin_order: LatinOrder
    name_latin: str
    name_ur: str
    name_zh: str
    pinyin: str
    sex: Sex | None
    born_on: date | None
    organisation_id: uuid.UUID | None
    posting: str
    rank_id: uuid.UUID | None
    status: PersonStatus
    identities: tuple[Identity, ...]

    @property
    def name(self) -> str:
        """The name in the first script that has one."""
        return self.name_latin or self.name_ur or self.name_zh

    def values_of(self, kind: IdentifierKind) -> frozenset[str]:
        """Numbers of one kind."""
        return frozenset(one.value for one in self.identities if one.kind == kind)


class Register:
    """The people among whom the rows of one roll are looked for."""

    def __init__(self, people: Iterable[KnownPerson], on_roll: Iterable[uuid.UUID]) -> None:
        self._people = {person.id: person for person in people}
        self._on_roll = frozenset(on_roll)
        self._by_identity: dict[Identity, list[KnownPerson]] = {}
        self._by_name: dict[str, list[KnownPerson]] = {}
        for person in self._people.values():
            for identity in person.identities:
                self._by_identity.setdefault(identity, []).append(person)
            for key in _name_keys(person.name_latin, person.name_ur, person.name_zh):
                self._by_name.setdefault(key, []).append(person)

    def find(self, row: RollRow) -> KnownPerson | Fault | None:
        """The person that the row means, what stands against it, or None for someone new."""
        holders = [(identity, person) for identity, person in self._holders(row)]
        if holders:
            return _the_holder(row, holders)
        fitting = {person.id: person for person in self._fitting(row)}
        if len(fitting) > 1:
            return Fault(Field.NAME, FaultCode.SEVERAL_FIT, row.shown_name)
        return next(iter(fitting.values()), None)

    def _holders(self, row: RollRow) -> Iterator[tuple[Identity, KnownPerson]]:
        for identity in identities_of(row):
            if identity.kind in OF_ONE_PERSON:
                for person in self._by_identity.get(identity, ()):
                    yield identity, person

    def _fitting(self, row: RollRow) -> Iterator[KnownPerson]:
        for key in _row_keys(row):
            for person in self._by_name.get(key, ()):
                if _are_apart(row, person):
                    continue
                if _is_same_birth(row, person) or _shares_number(row, person) or person.id in self._on_roll:
                    yield person


@allowed(Role.TRAINING_OFFICER)
def register(session: Session, *, offering_id: uuid.UUID, rows: Sequence[RollRow]) -> Register:
    """Everybody whom one of the rows could mean: by number, by date of birth, or as on the roll already."""
    on_roll = session.scalars(select(Enrolment.person_id).where(Enrolment.offering_id == offering_id)).all()
    ids = set(on_roll)
    values = list({identity.value for row in rows for identity in identities_of(row)})
    for some in portions(values):
        ids.update(session.scalars(select(Identifier.person_id).where(Identifier.value.in_(some))))
    for days in portions(list({row.born_on for row in rows if row.born_on})):
        ids.update(session.scalars(select(Person.id).where(Person.born_on.in_(days))))
    return Register(known_people(session, list(ids)), on_roll)


@allowed(Role.TRAINING_OFFICER)
def known_people(session: Session, ids: Sequence[uuid.UUID]) -> list[KnownPerson]:
    """What is kept of these people, without those who were merged into others."""
    people: list[KnownPerson] = []
    for portion in portions(ids):
        numbers = _numbers(session, Identifier.person_id.in_(portion))
        query = select(Person.__table__).where(Person.id.in_(portion), Person.status != PersonStatus.MERGED)
        people += [_known(row, numbers.get(row["id"], ())) for row in session.execute(query).mappings()]
    return people


def identities_of(row: RollRow) -> list[Identity]:
    """The numbers of a row in the form in which they are kept."""
    return [Identity(one.kind, one.value) for one in row.identifiers]


def is_same_name(one: str, other: str) -> bool:
    """Whether two names differ in nothing but case, spaces, width and letter variants."""
    return _key(one) == _key(other)


def _the_holder(row: RollRow, holders: Sequence[tuple[Identity, KnownPerson]]) -> KnownPerson | Fault:
    person = holders[0][1]
    for identity, holder in holders:
        if holder.id != person.id or not _could_be(row, holder):
            return _fault(FaultCode.NUMBER_TAKEN, identity, holder)
    for identity in identities_of(row):
        kept = person.values_of(identity.kind)
        if identity.kind in _FOR_LIFE and kept and identity.value not in kept:
            return _fault(FaultCode.NUMBER_DIFFERS, identity, person, other=min(kept))
    return person


def _fault(code: FaultCode, identity: Identity, holder: KnownPerson, other: str = "") -> Fault:
    details: dict[str, int | str] = {"holder": holder.name, "other": other}
    return Fault(Field(identity.kind.value.lower()), code, identity.value, details)


def _could_be(row: RollRow, person: KnownPerson) -> bool:
    """Whether a row with the person's number can be that person: one name or the birthday is the same."""
    if _is_same_birth(row, person):
        return True
    names = set(_name_keys(person.name_latin, person.name_ur, person.name_zh))
    return bool(names & set(_row_keys(row))) or _shares_no_script(row, person)


def _shares_no_script(row: RollRow, person: KnownPerson) -> bool:
    """Whether the names cannot be compared, and no birthday contradicts."""
    pairs = (
        (row.name_latin, person.name_latin),
        (row.name_ur, person.name_ur),
        (row.name_zh, person.name_zh),
    )
    return not any(one and other for one, other in pairs) and not (row.born_on and person.born_on)


def _are_apart(row: RollRow, person: KnownPerson) -> bool:
    """Whether birthday or numbers show two people of one name."""
    if row.born_on and person.born_on and row.born_on != person.born_on:
        return True
    telling = _FOR_LIFE if _is_same_birth(row, person) else frozenset(IdentifierKind)
    for identity in identities_of(row):
        kept = person.values_of(identity.kind)
        if identity.kind in telling and kept and identity.value not in kept:
            return True
    return False


def _is_same_birth(row: RollRow, person: KnownPerson) -> bool:
    return row.born_on is not None and row.born_on == person.born_on


def _shares_number(row: RollRow, person: KnownPerson) -> bool:
    return bool(set(identities_of(row)) & set(person.identities))


def _row_keys(row: RollRow) -> list[str]:
    return _name_keys(row.name_latin, row.name_ur, row.name_zh)


def _name_keys(*names: str) -> list[str]:
    return [_key(name) for name in names if name]


def _key(name: str) -> str:
    """Names are equal when their words are; a Chinese name is one word of its characters and pairs."""
    return search_key(name)


def _numbers(session: Session, where: ColumnElement[bool]) -> dict[uuid.UUID, tuple[Identity, ...]]:
    query = select(Identifier.person_id, Identifier.kind, Identifier.value).where(where)
    numbers: dict[uuid.UUID, tuple[Identity, ...]] = {}
    for person_id, kind, value in session.execute(query.order_by(Identifier.id)):
        numbers[person_id] = (*numbers.get(person_id, ()), Identity(kind, value))
    return numbers


def _known(row: Mapping[Any, Any], numbers: tuple[Identity, ...]) -> KnownPerson:
    names = [each.name for each in fields(KnownPerson) if each.name != "identities"]
    return KnownPerson(**{name: row[name] for name in names}, identities=numbers)
