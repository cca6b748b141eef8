"""People: the list, one person with everything typed about them, adding and changing."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, literal_column, or_, select, text
from sqlalchemy.orm import Session

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles
from trainer_app.core.text import clean_name, clean_spaces, has_arabic, has_han
from trainer_app.models.awards import Award
from trainer_app.models.base import new_id
from trainer_app.models.organisations import Organisation, Rank
from trainer_app.models.people import Identifier, Person, RankHistory
from trainer_app.rules.roles import STAFF, Role
from trainer_app.rules.states import AwardState
from trainer_app.rules.vocabulary import LatinOrder, PersonStatus, Sex
from trainer_app.services import identities, locking, person_words
from trainer_app.services.access import allowed
from trainer_app.services.identities import Identity
from trainer_app.services.refusals import BornLater, NameMissing, NameNotInScript
from trainer_app.storage import bulk
from trainer_app.storage import search as index
from trainer_app.storage.ids import read as read_ids

HITS = 100
"""How many people a search shows at most."""

_CANDIDATES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """What is typed about a person. Without a known surname the whole Latin name stands in `given_latin`.

    `pinyin` empty: made from the Chinese name. `rank_since` None: the day of saving.
    """

    side: str
    surname_latin: str = ""
    given_latin: str = ""
    latin_order: LatinOrder = LatinOrder.GIVEN_FIRST
    name_ur: str = ""
    name_zh: str = ""
    pinyin: str = ""
    sex: Sex | None = None
    born_on: date | None = None
    organisation_id: uuid.UUID | None = None
    posting: str = ""
    rank_id: uuid.UUID | None = None
    rank_since: date | None = None
    identities: tuple[Identity, ...] = ()
    status: PersonStatus = PersonStatus.ACTIVE

    @property
    def latin_parts(self) -> tuple[str, ...]:
        """Surname and given name in the order that the owner uses, without blanks."""
        parts = (self.given_latin, self.surname_latin)
        ordered = parts if self.latin_order is LatinOrder.GIVEN_FIRST else parts[::-1]
        return tuple(part for part in ordered if part)

    @property
    def name_latin(self) -> str:
        """The whole Latin name."""
        return " ".join(self.latin_parts)

    @property
    def name(self) -> str:
        """The name in the first script that has one."""
        return self.name_latin or self.name_ur or self.name_zh


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list; `awards` counts those granted."""

    id: uuid.UUID
    side: str
    name_latin: str
    name_ur: str
    name_zh: str
    rank: Titles | None
    organisation: Titles | None
    posting: str
    awards: int

    @property
    def name(self) -> str:
        """The name in the first script that has one."""
        return self.name_latin or self.name_ur or self.name_zh


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """One person; `draft` is what the edit dialog starts from, `version` what saving must name again."""

    id: uuid.UUID
    version: int
    draft: PersonDraft
    rank: Titles | None
    organisation: Titles | None
    namesakes: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """People found by a search, by name; `has_more` when only the first were taken."""

    ids: Sequence[uuid.UUID]
    has_more: bool


@allowed(*STAFF)
def count(session: Session, *, side: str | None = None) -> int:
    """How many people there are."""
    return session.scalar(select(func.count()).select_from(Person).where(*_shown(side))) or 0


@allowed(*STAFF)
def ids(session: Session, *, side: str | None = None, search: str = "") -> Sequence[uuid.UUID]:
    """Everyone by Latin name, people without one last; or the first `HITS` people that a search finds."""
    if search.strip():
        return find(session, search, side=side).ids
    # As the index `ix_people_in_order` has it, or it is not used.
    by_name = (text("(name_latin = '')"), text("lower(name_latin)"), Person.id)
    return read_ids(session, select(Person.id).where(*_shown(side)).order_by(*by_name))


@allowed(*STAFF)
def find(session: Session, typed: str, *, side: str | None = None, limit: int = HITS) -> Hits:
    """People in whose names, pinyin, initials or identity numbers every typed word begins one."""
    found = index.find(session, typed, limit=limit + 1, side=side)
    return Hits(found[:limit], len(found) > limit)


@allowed(*STAFF)
def rows(session: Session, ids: Sequence[uuid.UUID]) -> list[PersonRow]:
    """The lines of these people in the same order; made for pages of a hundred."""
    found = {row.id: _person_row(row) for row in session.execute(_rows_of(), {"ids": list(ids)})}
    return [found[person_id] for person_id in ids if person_id in found]


@allowed(*STAFF)
def person(session: Session, *, person_id: uuid.UUID) -> PersonDetail:
    """One person with everything typed about them.

    Raises:
        NotFound: there is none.
    """
    query = _named(
        select(Person.__table__, *_rank_columns(), *_organisation_columns()), Person.id == person_id
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound(N_("person"), str(person_id))
    draft = _draft(row, _identities(session, person_id), _rank_since(session, row))
    return PersonDetail(
        id=row.id,
        version=row.version,
        draft=draft,
        rank=_titles(row, "rank"),
        organisation=_titles(row, "organisation"),
        namesakes=_alike(session, draft, but=person_id, on_born=False),
    )


@allowed(*STAFF)
def duplicates(
    session: Session, *, draft: PersonDraft, but: uuid.UUID | None = None
) -> tuple[PersonRow, ...]:
    """People who may be the same: one name in common, and no other date of birth. Ask before saving."""
    return _alike(session, tidy(draft), but=but, on_born=True)


@allowed(Role.TRAINING_OFFICER)
def save_new(session: Session, *, draft: PersonDraft, on: date) -> uuid.UUID:
    """Add a person; gives the id.

    Raises:
        AboutPeople: a name, date or number cannot be right, or another person has the number.
    """
    return add_many(session, [draft], on=on)[0]


@allowed(Role.TRAINING_OFFICER)
def add_many(session: Session, drafts: Iterable[PersonDraft], *, on: date) -> list[uuid.UUID]:
    """Add people in one go, all or none; gives their ids in the same order.

    Raises:
        AboutPeople: a name, date or number cannot be right, or is taken.
    """
    people = [tidy(draft, on=on) for draft in drafts]
    identities.refuse_taken(session, [identity for each in people for identity in each.identities])
    new = [(new_id(), each) for each in people]
    bulk.insert(session, Person, [{"id": person_id, **_columns(each)} for person_id, each in new])
    bulk.insert(session, Identifier, [row for person_id, each in new for row in _numbers(person_id, each)])
    bulk.insert(session, RankHistory, [row for person_id, each in new for row in _ranks(person_id, each, on)])
    index.add(session, [(person_id, _words(each)) for person_id, each in new])
    return [person_id for person_id, _each in new]


@allowed(Role.TRAINING_OFFICER)
def change(session: Session, *, person_id: uuid.UUID, version: int, draft: PersonDraft, on: date) -> None:
    """Change what is kept about a person; another rank begins a new line of the rank history.

    Raises:
        AboutPeople: a name, date or number cannot be right, or another person has the number.
        ChangedMeanwhile: `theirs` is the `PersonDetail` that is kept, `yours` the draft.
        NotFound: there is no such person.
    """
    row = locking.get(session, Person, person_id, N_("person"))
    if row.version != version:
        locking.expect(
            row, version, N_("this person"), theirs=person(session, person_id=person_id), yours=draft
        )
    draft = tidy(draft, on=on)
    identities.refuse_taken(session, draft.identities, but=person_id)
    _change_rank(session, row, draft, on)
    for name, value in _columns(draft).items():
        setattr(row, name, value)
    locking.flush(session, N_("this person"))
    _change_numbers(session, person_id, draft.identities)
    index.put(session, [(person_id, _words(draft))])


def tidy(draft: PersonDraft, *, on: date | None = None) -> PersonDraft:
    """The draft as it is kept: names folded, numbers in their form, pinyin made.

    Raises:
        AboutPeople: a name, date or number cannot be right.
    """
    name_zh = clean_name(draft.name_zh)
    tidied = replace(
        draft,
        surname_latin=clean_spaces(draft.surname_latin),
        given_latin=clean_spaces(draft.given_latin),
        name_ur=clean_name(draft.name_ur),
        name_zh=name_zh,
        pinyin=clean_spaces(draft.pinyin) or (person_words.pinyin(name_zh) if draft.side == "CN" else ""),
        posting=clean_spaces(draft.posting),
        identities=identities.tidy(draft.identities),
    )
    _refuse_names(tidied)
    if on is not None and draft.born_on is not None and draft.born_on >= on:
        raise BornLater(tidied.name, draft.born_on)
    return tidied


def _refuse_names(draft: PersonDraft) -> None:
    if not draft.name:
        raise NameMissing
    latin = draft.name_latin
    if has_han(latin) or has_arabic(latin):
        raise NameNotInScript(latin, "latin")
    if draft.name_ur and not has_arabic(draft.name_ur):
        raise NameNotInScript(draft.name_ur, "ur")
    if draft.name_zh and not has_han(draft.name_zh):
        raise NameNotInScript(draft.name_zh, "zh")


def _columns(draft: PersonDraft) -> dict[str, Any]:
    return {
        "side": draft.side,
        "name_latin": draft.name_latin,
        "surname_latin": draft.surname_latin,
        "given_latin": draft.given_latin,
        "latin_order": draft.latin_order,
        "name_ur": draft.name_ur,
        "name_zh": draft.name_zh,
        "pinyin": draft.pinyin,
        "sex": draft.sex,
        "born_on": draft.born_on,
        "organisation_id": draft.organisation_id,
        "posting": draft.posting,
        "rank_id": draft.rank_id,
        "status": draft.status,
    }


def _words(draft: PersonDraft) -> str:
    return person_words.folded(
        latin=draft.latin_parts,
        name_ur=draft.name_ur,
        name_zh=draft.name_zh,
        numbers=[identity.value for identity in draft.identities],
    )


def _numbers(person_id: uuid.UUID, draft: PersonDraft) -> list[dict[str, Any]]:
    return [{"person_id": person_id, "kind": each.kind, "value": each.value} for each in draft.identities]


def _ranks(person_id: uuid.UUID, draft: PersonDraft, on: date) -> list[dict[str, Any]]:
    if draft.rank_id is None:
        return []
    return [{"person_id": person_id, "rank_id": draft.rank_id, "from_on": draft.rank_since or on}]


def _change_rank(session: Session, row: Person, draft: PersonDraft, on: date) -> None:
    if draft.rank_id is None:
        return
    since = draft.rank_since
    if draft.rank_id == row.rank_id and (since is None or since == _rank_since(session, row)):
        return
    from_on = since or on
    same_day = select(RankHistory).where(RankHistory.person_id == row.id, RankHistory.from_on == from_on)
    line = session.scalars(same_day).one_or_none() or RankHistory(person_id=row.id, from_on=from_on)
    line.rank_id = draft.rank_id
    session.add(line)


def _change_numbers(session: Session, person_id: uuid.UUID, wanted: Sequence[Identity]) -> None:
    kept = session.scalars(select(Identifier).where(Identifier.person_id == person_id)).all()
    for row in kept:
        if Identity(row.kind, row.value) not in wanted:
            session.delete(row)
    session.flush()
    present = {Identity(row.kind, row.value) for row in kept}
    new = [each for each in wanted if each not in present]
    session.add_all([Identifier(person_id=person_id, kind=each.kind, value=each.value) for each in new])
    session.flush()


def _alike(
    session: Session, draft: PersonDraft, *, but: uuid.UUID | None, on_born: bool
) -> tuple[PersonRow, ...]:
    names = {name.casefold() for name in (draft.name_latin, draft.name_ur, draft.name_zh) if name}
    candidates = {found for name in names for found in index.find(session, name, limit=_CANDIDATES)}
    query = _rows().where(Person.id.in_(candidates - {but}))
    if on_born and draft.born_on is not None:
        query = query.where(or_(Person.born_on.is_(None), Person.born_on == draft.born_on))
    people = map(_person_row, session.execute(query.order_by(Person.name_latin, Person.id)))
    return tuple(each for each in people if names & {each.name_latin.casefold(), each.name_ur, each.name_zh})


def _identities(session: Session, person_id: uuid.UUID) -> tuple[Identity, ...]:
    query = select(Identifier.kind, Identifier.value).where(Identifier.person_id == person_id)
    return tuple(Identity(row.kind, row.value) for row in session.execute(query.order_by(Identifier.id)))


def _rank_since(session: Session, row: Any) -> date | None:
    query = select(func.max(RankHistory.from_on)).where(
        RankHistory.person_id == row.id, RankHistory.rank_id == row.rank_id
    )
    return session.scalar(query)


def _draft(row: Row[Any], numbers: tuple[Identity, ...], rank_since: date | None) -> PersonDraft:
    return PersonDraft(
        side=row.side,
        surname_latin=row.surname_latin,
        given_latin=row.given_latin or ("" if row.surname_latin else row.name_latin),
        latin_order=row.latin_order,
        name_ur=row.name_ur,
        name_zh=row.name_zh,
        pinyin=row.pinyin,
        sex=row.sex,
        born_on=row.born_on,
        organisation_id=row.organisation_id,
        posting=row.posting,
        rank_id=row.rank_id,
        rank_since=rank_since,
        identities=numbers,
        status=row.status,
    )


@cache
def _rows_of() -> Select[Any]:
    """Built once: of a short answer, building the question takes as long as asking it."""
    return _rows().where(Person.id.in_(bindparam("ids", expanding=True)))


def _rows() -> Select[Any]:
    awards = (
        select(func.count(Award.id))
        .where(Award.person_id == Person.id, Award.state == AwardState.GRANTED)
        .scalar_subquery()
    )
    columns = (Person.id, Person.side, Person.name_latin, Person.name_ur, Person.name_zh, Person.posting)
    return _named(select(*columns, awards.label("awards"), *_rank_columns(), *_organisation_columns()))


def _named(query: Select[Any], *where: ColumnElement[bool]) -> Select[Any]:
    return (
        query.select_from(Person)
        .outerjoin(Rank, Rank.id == Person.rank_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(*where)
    )


def _rank_columns() -> list[ColumnElement[str]]:
    return [getattr(Rank, f"title_{code}").label(f"rank_{code}") for code in ("en", "ur", "zh")]


def _organisation_columns() -> list[ColumnElement[str]]:
    return [
        getattr(Organisation, f"title_{code}").label(f"organisation_{code}") for code in ("en", "ur", "zh")
    ]


def _titles(row: Row[Any], what: str) -> Titles | None:
    en, ur, zh = (getattr(row, f"{what}_{code}") for code in ("en", "ur", "zh"))
    return None if en is None else Titles(en, ur, zh)


def _person_row(row: Row[Any]) -> PersonRow:
    return PersonRow(
        id=row.id,
        side=row.side,
        name_latin=row.name_latin,
        name_ur=row.name_ur,
        name_zh=row.name_zh,
        rank=_titles(row, "rank"),
        organisation=_titles(row, "organisation"),
        posting=row.posting,
        awards=row.awards,
    )


def _shown(side: str | None = None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Person.status != literal_column("'merged'")]
    return conditions if side is None else [*conditions, Person.side == side]
