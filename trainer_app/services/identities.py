"""Identity numbers of people: how they are kept, and whose they are already."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from trainer_app.core.text import clean_spaces, western_digits
from trainer_app.models.people import Identifier, Person
from trainer_app.rules.roles import Role
from trainer_app.rules.vocabulary import IdentifierKind
from trainer_app.services.access import allowed
from trainer_app.services.refusals import IdentityFaulty, IdentityTaken

OF_ONE_PERSON = frozenset({IdentifierKind.CNIC, IdentifierKind.PRC_ID, IdentifierKind.PASSPORT})
"""Kinds of which a number belongs to one person only; belt and police numbers repeat between services."""

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Identity:
    """One number of a person, as text."""

    kind: IdentifierKind
    value: str


def tidy(identities: Iterable[Identity]) -> tuple[Identity, ...]:
    """The numbers as they are kept (35202-1234567-1), without blanks and repetitions.

    Raises:
        IdentityFaulty: a CNIC has not 13 digits, a Chinese number fails its check, a passport is none.
    """
    filled = (identity for identity in identities if identity.value.strip())
    return tuple(dict.fromkeys(_as_kept(identity) for identity in filled))


@allowed(Role.TRAINING_OFFICER)
def holders(session: Session, identities: Sequence[Identity]) -> dict[Identity, uuid.UUID]:
    """Who has which of the numbers already; kinds that repeat between services are left out."""
    wanted = [identity for identity in identities if identity.kind in OF_ONE_PERSON]
    found: dict[Identity, uuid.UUID] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        pairs = [(identity.kind, identity.value) for identity in wanted[start : start + _AT_ONCE]]
        rows = session.execute(
            select(Identifier.kind, Identifier.value, Identifier.person_id).where(
                tuple_(Identifier.kind, Identifier.value).in_(pairs)
            )
        )
        found.update({Identity(row.kind, row.value): row.person_id for row in rows})
    return found


@allowed(Role.TRAINING_OFFICER)
def refuse_taken(session: Session, identities: Sequence[Identity], *, but: uuid.UUID | None = None) -> None:
    """Go on only when nobody but the person `but` has one of the numbers.

    Raises:
        IdentityTaken: someone has; the refusal names that person.
    """
    for identity, person_id in holders(session, identities).items():
        if person_id != but:
            raise IdentityTaken(identity.value, _name(session, person_id), person_id)


def _name(session: Session, person_id: uuid.UUID) -> str:
    names = session.execute(
        select(Person.name_latin, Person.name_ur, Person.name_zh).where(Person.id == person_id)
    ).one()
    return str(next(name for name in names if name))


def _as_kept(identity: Identity) -> Identity:
    from trainer_app.documents.faults import Fault
    from trainer_app.documents.headings import Field
    from trainer_app.documents.identifiers import read_identifier

    fields = {
        IdentifierKind.CNIC: Field.CNIC,
        IdentifierKind.PRC_ID: Field.PRC_ID,
        IdentifierKind.PASSPORT: Field.PASSPORT,
    }
    field = fields.get(identity.kind)
    read = read_identifier(identity.value, field) if field else None
    if isinstance(read, Fault):
        raise IdentityFaulty(identity.value, read.sentence())
    if read is None:
        return Identity(identity.kind, western_digits(clean_spaces(identity.value)))
    return Identity(identity.kind, read.value)
