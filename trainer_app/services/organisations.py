"""Sides, organisations and ranks: the lists, and changing them."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer_app.core.language import N_, Titles
from trainer_app.core.text import clean_spaces
from trainer_app.models.organisations import Organisation, Rank, Side
from trainer_app.models.people import Person
from trainer_app.rules.roles import EVERYONE, Role
from trainer_app.services import locking
from trainer_app.services.access import allowed
from trainer_app.services.refusals import CodeTaken, DatesReversed, ParentBelow, TitleMissing


@dataclass(frozen=True, slots=True)
class SideRow:
    """One of the two sides."""

    code: str
    titles: Titles


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDraft:
    """What is typed about an organisation; it exists from `valid_from` to `valid_to`, both included."""

    code: str
    side: str
    titles: Titles
    parent_id: uuid.UUID | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation in its tree: `depth` 0 stands at the top; `people` belong to it directly."""

    id: uuid.UUID
    version: int
    depth: int
    people: int
    draft: OrganisationDraft

    @property
    def titles(self) -> Titles:
        """Its name in the three languages."""
        return self.draft.titles

    def exists_on(self, day: date) -> bool:
        """Whether the organisation exists on a day."""
        starts, ends = self.draft.valid_from or date.min, self.draft.valid_to or date.max
        return starts <= day <= ends


@dataclass(frozen=True, slots=True, kw_only=True)
class RankDraft:
    """What is typed about a rank; a higher `scale_order` is a higher rank."""

    side: str
    code: str
    titles: Titles
    scale_order: int


@dataclass(frozen=True, slots=True)
class RankRow:
    """One rank of a side's scale; `version` is what saving must name again."""

    id: uuid.UUID
    version: int
    draft: RankDraft

    @property
    def titles(self) -> Titles:
        """Its name in the three languages."""
        return self.draft.titles


@allowed(*EVERYONE)
def sides(session: Session) -> list[SideRow]:
    """Both sides, in alphabetical order of their codes."""
    return [SideRow(row.code, _titles(row)) for row in session.scalars(select(Side).order_by(Side.code))]


@allowed(*EVERYONE)
def organisations(session: Session, *, side: str | None = None) -> list[OrganisationRow]:
    """Every organisation of one side or both, each below the one that it belongs to, by English title."""
    query = select(Organisation.__table__).order_by(Organisation.side, Organisation.title_en)
    if side is not None:
        query = query.where(Organisation.side == side)
    people = {row[0]: row[1] for row in session.execute(_people())}
    below: dict[uuid.UUID | None, list[Any]] = {}
    for row in session.execute(query):
        below.setdefault(row.parent_id, []).append(row)
    return list(_tree(below, people, None, 0))


@allowed(Role.TRAINING_OFFICER, Role.ADMINISTRATOR)
def add_organisation(session: Session, *, draft: OrganisationDraft) -> uuid.UUID:
    """Add an organisation; gives the id.

    Raises:
        TitleMissing, CodeTaken, DatesReversed, ParentBelow: what was typed cannot be kept.
    """
    _refuse_organisation(session, draft)
    row = Organisation(**_organisation_columns(draft))
    session.add(row)
    session.flush()
    return row.id


@allowed(Role.TRAINING_OFFICER, Role.ADMINISTRATOR)
def change_organisation(
    session: Session, *, organisation_id: uuid.UUID, version: int, draft: OrganisationDraft
) -> None:
    """Correct an organisation, or close it with `valid_to`.

    Raises:
        TitleMissing, CodeTaken, DatesReversed, ParentBelow: what was typed cannot be kept.
        ChangedMeanwhile: someone changed it.
        NotFound: there is none.
    """
    row = locking.get(session, Organisation, organisation_id, N_("organisation"))
    locking.expect(row, version, N_("this organisation"), theirs=_organisation_draft(row), yours=draft)
    _refuse_organisation(session, draft, but=organisation_id)
    for name, value in _organisation_columns(draft).items():
        setattr(row, name, value)
    locking.flush(session, N_("this organisation"))


@allowed(Role.TRAINING_OFFICER, Role.ADMINISTRATOR)
def rename(
    session: Session, *, organisation_id: uuid.UUID, version: int, code: str, titles: Titles, on: date
) -> uuid.UUID:
    """Give an organisation another name from a day on; gives the id of the new entry.

    The old entry ends the day before and stays in old records. Its people and what stands below it move on.

    Raises:
        TitleMissing, CodeTaken, DatesReversed: what was typed cannot be kept.
        ChangedMeanwhile: someone changed it.
        NotFound: there is none.
    """
    old = locking.get(session, Organisation, organisation_id, N_("organisation"))
    locking.expect(old, version, N_("this organisation"))
    if old.valid_from is not None and old.valid_from >= on:
        raise DatesReversed(old.valid_from, on)
    kept = _organisation_draft(old)
    new_id = add_organisation(
        session,
        draft=OrganisationDraft(
            code=code, side=kept.side, titles=titles, parent_id=kept.parent_id, valid_from=on
        ),
    )
    old.valid_to = date.fromordinal(on.toordinal() - 1)
    for child in session.scalars(select(Organisation).where(Organisation.parent_id == organisation_id)):
        child.parent_id = new_id
    for person in session.scalars(select(Person).where(Person.organisation_id == organisation_id)):
        person.organisation_id = new_id
    locking.flush(session, N_("this organisation"))
    return new_id


@allowed(*EVERYONE)
def ranks(session: Session, *, side: str | None = None) -> list[RankRow]:
    """The ranks of one side or both, each scale from the lowest."""
    query = select(Rank).order_by(Rank.side, Rank.scale_order)
    if side is not None:
        query = query.where(Rank.side == side)
    return [RankRow(row.id, row.version, _rank_draft(row)) for row in session.scalars(query)]


@allowed(Role.TRAINING_OFFICER, Role.ADMINISTRATOR)
def add_rank(session: Session, *, draft: RankDraft) -> uuid.UUID:
    """Add a rank; gives the id.

    Raises:
        TitleMissing, CodeTaken: what was typed cannot be kept.
    """
    _refuse_rank(session, draft)
    row = Rank(**_rank_columns(draft))
    session.add(row)
    session.flush()
    return row.id


@allowed(Role.TRAINING_OFFICER, Role.ADMINISTRATOR)
def change_rank(session: Session, *, rank_id: uuid.UUID, version: int, draft: RankDraft) -> None:
    """Correct a rank.

    Raises:
        TitleMissing, CodeTaken: what was typed cannot be kept.
        ChangedMeanwhile: someone changed it.
        NotFound: there is none.
    """
    row = locking.get(session, Rank, rank_id, N_("rank"))
    locking.expect(row, version, N_("this rank"), theirs=_rank_draft(row), yours=draft)
    _refuse_rank(session, draft, but=rank_id)
    for name, value in _rank_columns(draft).items():
        setattr(row, name, value)
    locking.flush(session, N_("this rank"))


def _people() -> Any:
    return (
        select(Person.organisation_id, func.count())
        .where(Person.organisation_id.is_not(None))
        .group_by(Person.organisation_id)
    )


def _tree(
    below: dict[uuid.UUID | None, list[Any]],
    people: dict[uuid.UUID, int],
    parent_id: uuid.UUID | None,
    depth: int,
) -> Iterator[OrganisationRow]:
    for row in below.get(parent_id, []):
        yield OrganisationRow(row.id, row.version, depth, people.get(row.id, 0), _organisation_draft(row))
        yield from _tree(below, people, row.id, depth + 1)


def _refuse_organisation(session: Session, draft: OrganisationDraft, *, but: uuid.UUID | None = None) -> None:
    _refuse_blank(draft.code, draft.titles)
    if draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from:
        raise DatesReversed(draft.valid_from, draft.valid_to)
    same = select(Organisation.id).where(func.lower(Organisation.code) == clean_spaces(draft.code).lower())
    if session.scalar(same) not in (None, but):
        raise CodeTaken(clean_spaces(draft.code))
    above = draft.parent_id
    while above is not None:
        if above == but:
            raise ParentBelow(draft.titles.in_language())
        above = locking.get(session, Organisation, above, N_("organisation")).parent_id


def _refuse_rank(session: Session, draft: RankDraft, *, but: uuid.UUID | None = None) -> None:
    _refuse_blank(draft.code, draft.titles)
    code = clean_spaces(draft.code)
    for column, value in ((Rank.code, code), (Rank.scale_order, draft.scale_order)):
        same = select(Rank.id).where(Rank.side == draft.side, column == value)
        if session.scalar(same) not in (None, but):
            raise CodeTaken(str(value))


def _refuse_blank(code: str, titles: Titles) -> None:
    if not code.strip() or not titles.en.strip():
        raise TitleMissing


def _organisation_draft(row: Any) -> OrganisationDraft:
    return OrganisationDraft(
        code=row.code,
        side=row.side,
        titles=_titles(row),
        parent_id=row.parent_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _organisation_columns(draft: OrganisationDraft) -> dict[str, Any]:
    return {
        "code": clean_spaces(draft.code),
        "side": draft.side,
        "parent_id": draft.parent_id,
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
        **_title_columns(draft.titles),
    }


def _rank_draft(row: Rank) -> RankDraft:
    return RankDraft(side=row.side, code=row.code, titles=_titles(row), scale_order=row.scale_order)


def _rank_columns(draft: RankDraft) -> dict[str, Any]:
    return {
        "side": draft.side,
        "code": clean_spaces(draft.code),
        "scale_order": draft.scale_order,
        **_title_columns(draft.titles),
    }


def _titles(row: Any) -> Titles:
    return Titles(row.title_en, row.title_ur, row.title_zh)


def _title_columns(titles: Titles) -> dict[str, str]:
    return {f"title_{code}": clean_spaces(getattr(titles, code)) for code in ("en", "ur", "zh")}
