"""The search from anywhere: a few people, offerings and certificates that fit what is typed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from trainer_app.core.language import Titles
from trainer_app.core.text import clean_spaces, search_key, western_digits
from trainer_app.models.awards import Award, CertificateDocument
from trainer_app.models.catalogue import CourseVersion
from trainer_app.models.delivery import Offering
from trainer_app.models.people import Person
from trainer_app.rules.roles import STAFF
from trainer_app.rules.states import DocumentState
from trainer_app.services import people
from trainer_app.services.access import allowed
from trainer_app.services.people import PersonRow

HITS = 5
"""How many of each kind are given."""

_LEAST_OF_A_NUMBER = 3


@dataclass(frozen=True, slots=True)
class OfferingHit:
    """An offering, found by its code or a word of its title."""

    id: uuid.UUID
    code: str
    titles: Titles
    starts_on: date


@dataclass(frozen=True, slots=True)
class CertificateHit:
    """A certificate, found by a part of its number or by its holder; spoiled paper has no holder."""

    id: uuid.UUID
    number: str
    holder: Titles | None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, at most `HITS` of each kind."""

    people: Sequence[PersonRow]
    offerings: Sequence[OfferingHit]
    certificates: Sequence[CertificateHit]


@allowed(*STAFF)
def find(session: Session, *, text: str) -> Found:
    """Whatever fits the typed text, quick enough to be asked at each letter."""
    if not text.strip():
        return Found((), (), ())
    hits = people.rows(session, people.find(session, text, limit=HITS).ids)
    return Found(hits, _offerings(session, text), _certificates(session, text, hits))


def _offerings(session: Session, text: str) -> list[OfferingHit]:
    words = search_key(text).split()
    version = CourseVersion
    query = (
        select(Offering.id, Offering.code, Offering.starts_on)
        .add_columns(version.title_en, version.title_ur, version.title_zh)
        .join(version, version.id == Offering.course_version_id)
        .order_by(Offering.starts_on.desc(), Offering.code)
    )
    found = []
    for row in session.execute(query):
        key = _key(row.code, row.title_en, row.title_ur, row.title_zh)
        if all(any(part.startswith(word) for part in key) for word in words):
            titles = Titles(row.title_en, row.title_ur, row.title_zh)
            found.append(OfferingHit(row.id, row.code, titles, row.starts_on))
        if len(found) == HITS:
            break
    return found


@lru_cache(maxsize=2048)
def _key(*texts: str) -> tuple[str, ...]:
    return tuple(search_key(" ".join(texts)).split())


def _certificates(session: Session, text: str, holders: Sequence[PersonRow]) -> list[CertificateHit]:
    conditions: list[ColumnElement[bool]] = []
    number = western_digits(clean_spaces(text)).upper()
    if len(number) >= _LEAST_OF_A_NUMBER and any(letter.isdigit() for letter in number):
        conditions.append(CertificateDocument.number.contains(number, autoescape=True))
    if holders:
        issued = CertificateDocument.state == DocumentState.ISSUED
        conditions.append(issued & Award.person_id.in_([person.id for person in holders]))
    if not conditions:
        return []
    query = (
        select(CertificateDocument.id, CertificateDocument.number)
        .add_columns(Award.person_id, Person.name_latin, Person.name_ur, Person.name_zh)
        .outerjoin(Award, Award.id == CertificateDocument.award_id)
        .outerjoin(Person, Person.id == Award.person_id)
        .where(or_(*conditions))
        .order_by(CertificateDocument.issued_on.desc(), CertificateDocument.number)
        .limit(HITS)
    )
    return [
        CertificateHit(
            row.id,
            row.number,
            None if row.person_id is None else Titles(row.name_latin, row.name_ur, row.name_zh),
        )
        for row in session.execute(query)
    ]
