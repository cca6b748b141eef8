"""Who signs certificates: their offices and names, in the order in which the blocks stand."""

import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from trainer_app.core.language import N_, Titles
from trainer_app.core.text import clean_name, clean_spaces
from trainer_app.models.awards import Signatory
from trainer_app.rules.roles import EVERYONE, Role
from trainer_app.services import locking
from trainer_app.services.access import allowed
from trainer_app.services.refusals import DatesReversed, TitleMissing


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryDraft:
    """An office that signs, and whose names are printed under it (`names.en` is the Latin name).

    Without names the line stays blank for a pen. It signs from `valid_from` to `valid_to`, both included.
    """

    side: str
    office: Titles
    order_no: int
    valid_from: date
    valid_to: date | None = None
    names: Titles | None = None


@dataclass(frozen=True, slots=True)
class SignatoryRow:
    """One signatory; `version` is what saving must name again."""

    id: uuid.UUID
    version: int
    draft: SignatoryDraft


@allowed(*EVERYONE)
def rows(session: Session, *, on: date | None = None) -> list[SignatoryRow]:
    """Everyone who signs, or signs on a day, in the order of the certificate."""
    query = select(Signatory).order_by(Signatory.order_no, Signatory.valid_from)
    if on is not None:
        ends = or_(Signatory.valid_to.is_(None), Signatory.valid_to >= on)
        query = query.where(Signatory.valid_from <= on, ends)
    return [SignatoryRow(row.id, row.version, _draft(row)) for row in session.scalars(query)]


@allowed(Role.CERTIFYING_OFFICER, Role.ADMINISTRATOR)
def add(session: Session, *, draft: SignatoryDraft) -> uuid.UUID:
    """Add a signatory; gives the id.

    Raises:
        TitleMissing, DatesReversed: what was typed cannot be kept.
    """
    _refuse(draft)
    row = Signatory(**_columns(draft))
    session.add(row)
    session.flush()
    return row.id


@allowed(Role.CERTIFYING_OFFICER, Role.ADMINISTRATOR)
def change(session: Session, *, signatory_id: uuid.UUID, version: int, draft: SignatoryDraft) -> None:
    """Change a signatory; certificates that are issued keep the one printed on them.

    Raises:
        TitleMissing, DatesReversed: what was typed cannot be kept.
        ChangedMeanwhile: someone changed the signatory.
        NotFound: there is none.
    """
    row = locking.get(session, Signatory, signatory_id, N_("signatory"))
    locking.expect(row, version, N_("this signatory"), theirs=_draft(row), yours=draft)
    _refuse(draft)
    for name, value in _columns(draft).items():
        setattr(row, name, value)
    locking.flush(session, N_("this signatory"))


@allowed(Role.CERTIFYING_OFFICER, Role.ADMINISTRATOR)
def end(session: Session, *, signatory_id: uuid.UUID, version: int, on: date) -> None:
    """Let a signatory sign up to a day, that day included.

    Raises:
        DatesReversed: the day lies before the first one.
        ChangedMeanwhile: someone changed the signatory.
        NotFound: there is none.
    """
    row = locking.get(session, Signatory, signatory_id, N_("signatory"))
    change(session, signatory_id=signatory_id, version=version, draft=replace(_draft(row), valid_to=on))


@allowed(Role.CERTIFYING_OFFICER, Role.ADMINISTRATOR)
def move(session: Session, *, signatory_id: uuid.UUID, by: int) -> None:
    """Let a signatory stand one block earlier (`by` -1) or later (1); at either end nothing changes.

    Raises:
        NotFound: there is none.
    """
    row = locking.get(session, Signatory, signatory_id, N_("signatory"))
    order = list(session.scalars(select(Signatory).order_by(Signatory.order_no, Signatory.valid_from)))
    place = order.index(row)
    if not 0 <= place + by < len(order):
        return
    order.insert(place + by, order.pop(place))
    for order_no, each in enumerate(order, start=1):
        each.order_no = order_no
    locking.flush(session, N_("this signatory"))


def _refuse(draft: SignatoryDraft) -> None:
    if not draft.office.en.strip():
        raise TitleMissing
    if draft.valid_to is not None and draft.valid_to < draft.valid_from:
        raise DatesReversed(draft.valid_from, draft.valid_to)


def _draft(row: Signatory) -> SignatoryDraft:
    names = Titles(row.name_latin, row.name_ur, row.name_zh)
    return SignatoryDraft(
        side=row.side,
        office=Titles(row.title_en, row.title_ur, row.title_zh),
        order_no=row.order_no,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        names=names if any((names.en, names.ur, names.zh)) else None,
    )


def _columns(draft: SignatoryDraft) -> dict[str, Any]:
    names = draft.names or Titles("")
    return {
        "side": draft.side,
        "order_no": draft.order_no,
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
        "name_latin": clean_spaces(names.en),
        "name_ur": clean_name(names.ur),
        "name_zh": clean_name(names.zh),
        **{f"title_{code}": clean_spaces(getattr(draft.office, code)) for code in ("en", "ur", "zh")},
    }
