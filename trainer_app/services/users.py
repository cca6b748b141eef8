"""The users of the program: who they are, which roles they hold, and when they leave."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.language import N_
from trainer_app.core.text import clean_spaces
from trainer_app.models.users import User
from trainer_app.rules.roles import EVERYONE, Role
from trainer_app.rules.vocabulary import UserStatus
from trainer_app.services import access, locking
from trainer_app.services.access import SignedIn, allowed
from trainer_app.services.user_refusals import LastAdministrator, LoginTaken, NameMissing, NoRole
from trainer_app.storage import verifiers
from trainer_app.storage.keys import check_new_password, folded_login


@dataclass(frozen=True, slots=True)
class UserRow:
    """One user; `version` is what saving must name again."""

    id: uuid.UUID
    version: int
    login: str
    full_name: str
    side: str
    roles: frozenset[Role]
    is_active: bool


@dataclass(frozen=True, slots=True)
class UserDraft:
    """What is typed about a user; `person_id` names the person of the records, where it is one of them."""

    login: str
    full_name: str
    side: str
    roles: frozenset[Role]
    person_id: uuid.UUID | None = None


@allowed(*EVERYONE)
def me(session: Session) -> SignedIn | None:
    """Who is signed in; None for the program itself."""
    return access.who(session)


@allowed(Role.ADMINISTRATOR, Role.AUDITOR)
def rows(session: Session) -> list[UserRow]:
    """Every user, those who left at the end."""
    query = select(User).order_by(User.status, User.full_name)
    return [_row(row) for row in session.scalars(query)]


@allowed()
def is_anyone(session: Session) -> bool:
    """Whether anybody is a user, or was one."""
    return session.scalar(select(User.id).limit(1)) is not None


@allowed(Role.ADMINISTRATOR)
def add(session: Session, *, draft: UserDraft) -> uuid.UUID:
    """Add a user, who can sign in as soon as a password was set; a login that left may be taken again.

    Raises:
        LoginTaken, NameMissing, NoRole: what was typed cannot be kept.
    """
    login = folded_login(draft.login)
    _refuse(draft)
    row = session.scalars(select(User).where(User.login == login)).one_or_none()
    if row is not None and row.status == UserStatus.ACTIVE:
        raise LoginTaken(login)
    if row is None:
        row = User(login=login)
        session.add(row)
    row.status = UserStatus.ACTIVE
    _fill(row, draft)
    session.flush()
    return row.id


@allowed(Role.ADMINISTRATOR)
def change(session: Session, *, user_id: uuid.UUID, version: int, draft: UserDraft) -> None:
    """Change name, side and roles; the login stays.

    Raises:
        NameMissing, NoRole, LastAdministrator: what was typed cannot be kept.
        ChangedMeanwhile: someone changed the user.
        NotFound: there is none.
    """
    row = locking.get(session, User, user_id, N_("user"))
    locking.expect(row, version, N_("this user"), theirs=_row(row), yours=draft)
    _refuse(draft)
    _expect_administrator(session, row, draft.roles)
    _fill(row, draft)
    locking.flush(session, N_("this user"))


@allowed(Role.ADMINISTRATOR)
def remove(session: Session, *, user_id: uuid.UUID, version: int) -> str:
    """Let a user sign in no longer; what they did stays under their name. Gives the login.

    Raises:
        LastAdministrator: nobody else could let users in.
        ChangedMeanwhile: someone changed the user.
        NotFound: there is none.
    """
    row = locking.get(session, User, user_id, N_("user"))
    locking.expect(row, version, N_("this user"), theirs=_row(row))
    _expect_administrator(session, row, ())
    row.status = UserStatus.REMOVED
    locking.flush(session, N_("this user"))
    return row.login


@allowed(Role.ADMINISTRATOR)
def prove_by(session: Session, *, user_id: uuid.UUID, password: str) -> None:
    """Let a user of a server sign in with a password.

    Raises:
        PasswordTooShort, PasswordIsLogin: it must not be chosen.
        NotFound: there is no such user.
    """
    row = locking.get(session, User, user_id, N_("user"))
    check_new_password(row.login, password)
    row.verifier = verifiers.made(password)
    session.flush()


def _refuse(draft: UserDraft) -> None:
    if not clean_spaces(draft.full_name) or not folded_login(draft.login):
        raise NameMissing
    if not draft.roles:
        raise NoRole(clean_spaces(draft.full_name))


def _expect_administrator(session: Session, row: User, roles: Collection[Role]) -> None:
    """Go on only where somebody stays who can let users in."""
    if Role.ADMINISTRATOR in roles or Role.ADMINISTRATOR not in row.roles:
        return
    query = select(User.roles).where(User.status == UserStatus.ACTIVE, User.id != row.id)
    if not any(Role.ADMINISTRATOR in held for held in session.scalars(query)):
        raise LastAdministrator(row.full_name)


def _fill(row: User, draft: UserDraft) -> None:
    row.full_name, row.side = clean_spaces(draft.full_name), draft.side
    row.roles, row.person_id = sorted(role.value for role in draft.roles), draft.person_id


def _row(row: Any) -> UserRow:
    is_active = row.status == UserStatus.ACTIVE
    roles = frozenset(Role(role) for role in row.roles)
    return UserRow(row.id, row.version, row.login, row.full_name, row.side, roles, is_active)
