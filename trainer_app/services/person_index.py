"""Keeping the words by which people are found, after their records were changed all at once."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.models.people import Identifier, Person
from trainer_app.rules.vocabulary import LatinOrder
from trainer_app.services import person_words
from trainer_app.services.access import allowed
from trainer_app.storage import search
from trainer_app.storage.journal.heads import portions


@allowed()
def read_again(session: Session, *, person_ids: Collection[uuid.UUID]) -> None:
    """Keep the words of some people as their records are now."""
    for some in portions(list(person_ids)):
        numbers: dict[uuid.UUID, list[str]] = defaultdict(list)
        kept = select(Identifier.person_id, Identifier.value).where(Identifier.person_id.in_(some))
        for row in session.execute(kept.order_by(Identifier.id)):
            numbers[row.person_id].append(row.value)
        people = session.scalars(select(Person).where(Person.id.in_(some)))
        search.put(session, [(person.id, _words(person, numbers[person.id])) for person in people])


@allowed()
def forget(session: Session, *, person_ids: Collection[uuid.UUID]) -> None:
    """Let nobody find some people any more, before their records go."""
    search.remove(session, person_ids)


def _words(person: Person, numbers: Collection[str]) -> str:
    parts = (person.given_latin, person.surname_latin)
    latin = parts if person.latin_order is LatinOrder.GIVEN_FIRST else parts[::-1]
    return person_words.folded(
        latin=latin if any(parts) else (person.name_latin,),
        name_ur=person.name_ur,
        name_zh=person.name_zh,
        numbers=numbers,
    )
