"""Agreements: what one person asks for and a second one, who gives name and password, agrees to."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from trainer_app.models.agreements import Agreement
from trainer_app.rules.roles import Role
from trainer_app.rules.vocabulary import AgreementKind
from trainer_app.services import access
from trainer_app.services.access import NotAllowed, SignedIn, allowed
from trainer_app.services.agreement_refusals import MayNotAgree, SamePerson, SameSide
from trainer_app.storage.key_refusals import WrongPassword


@dataclass(frozen=True, slots=True)
class Proven:
    """A user whose name and password were right just now; made by `signing_in.prove` alone."""

    user_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an agreement is about: an offering or a sheet of it, a course version or a scheme of it."""

    offering_id: uuid.UUID | None = None
    sheet_id: uuid.UUID | None = None
    course_version_id: uuid.UUID | None = None
    scheme_version_id: uuid.UUID | None = None


@allowed()
def keep(
    session: Session,
    *,
    kind: AgreementKind,
    subject: Subject,
    second: Proven,
    roles: Collection[Role],
    now: datetime,
    reason: str = "",
    of_both_sides: bool = False,
) -> uuid.UUID:
    """Keep that who is signed in asked and the second person agreed; gives the id.

    `roles` are those whose users may agree. `of_both_sides` asks for one person of each side.

    Raises:
        SamePerson, MayNotAgree, SameSide: they are no two people who can agree to it.
        NotAllowed: nobody is signed in who could ask.
        WrongPassword: the second person was removed.
    """
    asking, agreeing = access.who(session), access.of(session, second.user_id)
    if asking is None:
        raise NotAllowed("", (), roles)
    if agreeing is None:
        raise WrongPassword
    if _is_same(asking, agreeing):
        raise SamePerson(asking.full_name)
    if not agreeing.roles & frozenset(roles):
        raise MayNotAgree(agreeing.full_name, agreeing.roles, roles)
    if of_both_sides and asking.side == agreeing.side:
        raise SameSide(asking.full_name, agreeing.full_name)
    row = Agreement(
        kind=kind,
        offering_id=subject.offering_id,
        sheet_id=subject.sheet_id,
        course_version_id=subject.course_version_id,
        scheme_version_id=subject.scheme_version_id,
        asked_by_id=asking.id,
        agreed_by_id=agreeing.id,
        agreed_at=now,
        reason=reason.strip(),
    )
    session.add(row)
    session.flush()
    return row.id


def _is_same(first: SignedIn, second: SignedIn) -> bool:
    """Whether two users are one human, who may have two logins."""
    return first.id == second.id or (first.person_id is not None and first.person_id == second.person_id)
