"""Who may call which service: by default nobody, and each function names the roles that may."""

import uuid
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.errors import Refused
from trainer_app.core.language import _
from trainer_app.core.text import isolate
from trainer_app.models.users import User
from trainer_app.rules.roles import Role
from trainer_app.rules.vocabulary import UserStatus
from trainer_app.services import role_words
from trainer_app.storage.journal import writer
from trainer_app.storage.journal.origin import Origin

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
_INSIDE, _WHO = "access inside", "access who"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The user who works with the program; `side` is PK or CN.

    Who `only_looks` does what an auditor may do and the own roles allow: read.
    """

    id: uuid.UUID
    login: str
    full_name: str
    side: str
    roles: frozenset[Role]
    person_id: uuid.UUID | None = None
    only_looks: bool = False

    def may(self, function: Callable[..., Any]) -> bool:
        """Whether the user may call a service function."""
        wanted = roles_of(function)
        return bool(self.roles & wanted) and (not self.only_looks or Role.AUDITOR in wanted)


class NotAllowed(Refused):
    """The user's roles do not include what was asked."""

    def __init__(self, name: str, held: Iterable[Role], wanted: Iterable[Role]) -> None:
        self.name, self.held, self.wanted = name, tuple(sorted(held)), tuple(sorted(wanted))
        super().__init__(name, self.held, self.wanted)

    def sentence(self) -> str:
        """Whose work it is, and who asked."""
        if not self.name:
            return _("Nobody is signed in. Sign in, then try again. Nothing was changed.")
        return _(
            "This is for: {wanted}. You are signed in as {name} ({held}). Nothing was changed; "
            "ask one of them, or an administrator for the role."
        ).format(
            wanted=role_words.listed(self.wanted),
            name=isolate(self.name),
            held=role_words.listed(self.held),
        )


def allowed(
    *roles: Role,
) -> Callable[[Callable[Concatenate[Session, Given], Answer]], Callable[Concatenate[Session, Given], Answer]]:
    """Let users of some roles, and the program itself, call a function; without any, the program alone.

    What such a function calls in its turn is not asked again.
    """

    def decorate(
        function: Callable[Concatenate[Session, Given], Answer],
    ) -> Callable[Concatenate[Session, Given], Answer]:
        @wraps(function)
        def guarded(session: Session, /, *args: Given.args, **kwargs: Given.kwargs) -> Answer:
            if _INSIDE in session.info:
                return function(session, *args, **kwargs)
            expect(session, roles)
            with _inside(session):
                return function(session, *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return decorate


def roles_of(function: Callable[..., Any]) -> frozenset[Role]:
    """The roles that may call a service function; none for what is no service."""
    found: frozenset[Role] = getattr(function, "roles", frozenset())
    return found


def expect(session: Session, roles: Iterable[Role]) -> None:
    """Go on only for a user of one of the roles, or for the program itself.

    Raises:
        NotAllowed: nobody is signed in, or none of the user's roles is among them.
    """
    if _origin(session).is_program:
        return
    user = who(session)
    if user is None or not user.roles & frozenset(roles):
        raise NotAllowed(user.full_name if user else "", user.roles if user else (), roles)


def who(session: Session) -> SignedIn | None:
    """The user of this session as the database knows them now; None for the program or a removed user."""
    if _WHO not in session.info:
        session.info[_WHO] = _read(session, _origin(session).user)
    found: SignedIn | None = session.info[_WHO]
    return found


def of(session: Session, user_id: uuid.UUID) -> SignedIn | None:
    """A user as the database knows them; None for nobody, or someone who was removed."""
    return _read(session, user_id)


def _origin(session: Session) -> Origin:
    origin: Origin = session.info[writer.ORIGIN]
    return origin


def _read(session: Session, user_id: uuid.UUID | None) -> SignedIn | None:
    if user_id is None:
        return None
    row = session.execute(
        select(User.id, User.login, User.full_name, User.side, User.roles, User.person_id).where(
            User.id == user_id, User.status == UserStatus.ACTIVE
        )
    ).one_or_none()
    if row is None:
        return None
    roles = frozenset(Role(role) for role in row.roles)
    return SignedIn(row.id, row.login, row.full_name, row.side, roles, row.person_id)


@contextmanager
def _inside(session: Session) -> Any:
    session.info[_INSIDE] = True
    try:
        yield
    finally:
        del session.info[_INSIDE]
