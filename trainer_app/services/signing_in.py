"""Signing in to a programme file or a server, and everything about the keys that needs no session."""

import uuid
from collections.abc import Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import select

from trainer_app.core.language import Titles
from trainer_app.models.users import User
from trainer_app.rules.roles import Role
from trainer_app.rules.vocabulary import UserStatus
from trainer_app.services import access, programme, reference, users
from trainer_app.services.access import SignedIn
from trainer_app.services.agreements import Proven
from trainer_app.services.user_refusals import HasUsers, PasswordWrong
from trainer_app.services.users import UserDraft
from trainer_app.storage import engine, keys, server_attempts, verifiers
from trainer_app.storage.engine import Database
from trainer_app.storage.key_refusals import NoSuchUser, WrongPassword
from trainer_app.storage.key_wraps import Cost
from trainer_app.storage.keys import KeyFile

FIRST_OFFICER = frozenset({Role.ADMINISTRATOR, Role.TRAINING_OFFICER})
"""What the one who makes a programme file may do; other roles are given in the settings."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An open database and who works with it."""

    database: Database
    user: SignedIn


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """What the first run asks for: whose station it is, and who makes the file."""

    titles: Titles
    side: str
    station_code: str
    login: str
    full_name: str


def sign_in(place: str | Path, *, login: str, password: str, only_looks: bool = False) -> Entered:
    """Open a programme file, or a server by its URL, for one of its users.

    A file in which another program works can only be looked at.

    Raises:
        WrongPassword: name or password is wrong, or the user was removed.
        TooManyAttempts: it was tried too often; the sentence says how long to wait.
        KeyFileUnreadable, DatabaseUnusable: a file is missing, damaged, foreign or newer.
    """
    if not engine.is_file(place):
        return _enter_server(str(place), keys.folded_login(login), password)
    path = engine.path_of(place)
    engine.expect_programme(path)
    unlocked = KeyFile.read(keys.place_of(path)).unlock(login, password)
    return _enter(path, unlocked.key, unlocked.user_id, only_looks=only_looks)


def entered_with(place: Path, key: bytes, *, login: str) -> Entered:
    """Open a programme file for a user whose password was looked at already.

    Raises:
        WrongPassword: the user was removed, or is not in this file.
    """
    with closing(engine.open_existing(place, key)) as database, database.reading() as session:
        user_id = session.scalar(select(User.id).where(User.login == keys.folded_login(login)))
    if user_id is None:
        raise WrongPassword
    return _enter(place, key, user_id)


def confirm(place: Path, *, login: str, password: str) -> None:
    """Make sure that who unlocks the screen is who signed in.

    Raises:
        PasswordWrong: it is not.
        TooManyAttempts, KeyFileUnreadable: as `sign_in`.
    """
    try:
        KeyFile.read(keys.place_of(place)).unlock(login, password)
    except WrongPassword as fault:
        raise PasswordWrong from fault


def prove(database: Database, *, login: str, password: str) -> Proven:
    """Look at name and password of a second person who agrees to what is done in an open database.

    Nobody is signed in by it; wrong passwords are counted as at signing in.

    Raises:
        WrongPassword: name or password is wrong, or the user was removed.
        TooManyAttempts, KeyFileUnreadable: as `sign_in`.
    """
    if database.is_file:
        unlocked = KeyFile.read(keys.place_of(database.place)).unlock(login, password)
        if unlocked.key != database.key:  # a key file of other passwords was put in the place
            raise WrongPassword
        user_id = unlocked.user_id
    else:
        user_id = _proven_by_server(database, keys.folded_login(login), password)
    with database.reading() as session:
        if access.of(session, user_id) is None:
            raise WrongPassword
    return Proven(user_id)


def create(
    place: Path, *, given: NewProgramme, password: str, today: date, cost: Cost | None = None
) -> tuple[Entered, str]:
    """Make a programme file with its first user; gives the recovery key, which nobody keeps but on paper.

    Raises:
        PasswordTooShort, PasswordIsLogin, AboutUsers: what was typed cannot be kept; no file was made.
        KeyFileInTheWay, DatabaseUnusable: the place cannot be used.
    """
    keys.check_new_password(given.login, password)
    key, keys_place = keys.new_database_key(), keys.place_of(place)
    draft = UserDraft(given.login, given.full_name, given.side, FIRST_OFFICER)
    with ExitStack() as unless_made:
        unless_made.callback(_remove, [path for path in (place, keys_place) if not path.exists()])
        file = KeyFile.create(keys_place, cost=cost)
        database = unless_made.enter_context(closing(engine.open_database(place, key)))
        with database.transaction("signing_in.create") as session:
            reference.load(session)
            programme.set_up(session, side=given.side, station_code=given.station_code, today=today)
            programme.entitle(session, titles=given.titles)
            user_id = users.add(session, draft=draft)
        file.add_user(given.login, user_id, password, key)
        recovery = file.make_recovery_key(key)
        entered = _entered(database, user_id)
        unless_made.pop_all()
    return entered, recovery


def _remove(made: Iterable[Path]) -> None:
    """Leave nothing of a file that was not made: without its keys it would only stand in the way."""
    for path in made:
        path.unlink(missing_ok=True)


def create_on_server(address: str, *, given: NewProgramme, password: str, today: date) -> Entered:
    """Set up a database on a server with its first user.

    Raises:
        PasswordTooShort, PasswordIsLogin, AboutUsers: what was typed cannot be kept; nothing was saved.
        HasUsers: somebody works there already.
        DatabaseUnusable: the server cannot be reached, or the database is of another program.
    """
    keys.check_new_password(given.login, password)
    draft = UserDraft(given.login, given.full_name, given.side, FIRST_OFFICER)
    with ExitStack() as unless_made:
        database = unless_made.enter_context(closing(engine.open_database(address)))
        with database.transaction("signing_in.create") as session:
            if users.is_anyone(session):
                raise HasUsers
            if not reference.is_loaded(session):
                reference.load(session)
            if programme.find_here(session) is None:
                programme.set_up(session, side=given.side, station_code=given.station_code, today=today)
                programme.entitle(session, titles=given.titles)
            user_id = users.add(session, draft=draft)
            users.prove_by(session, user_id=user_id, password=password)
        entered = _entered(database, user_id)
        unless_made.pop_all()
    return entered


def let_in(database: Database, *, draft: UserDraft, password: str) -> uuid.UUID:
    """Add a user who can sign in at once, by an administrator; without the password nobody is added.

    Raises:
        PasswordTooShort, PasswordIsLogin, AboutUsers, NotAllowed: nobody was added.
    """
    with database.transaction("users.add") as session:
        user_id = users.add(session, draft=draft)
        if database.key is None:
            users.prove_by(session, user_id=user_id, password=password)
        else:
            give_password(database.place, database.key, login=draft.login, user_id=user_id, password=password)
    return user_id


def change_password(place: Path, *, login: str, old: str, new: str) -> None:
    """Take another password.

    Raises:
        PasswordWrong, TooManyAttempts: the old one is not right.
        PasswordTooShort, PasswordIsLogin: the new one must not be chosen.
    """
    try:
        KeyFile.read(keys.place_of(place)).change_password(login, old, new)
    except WrongPassword as fault:
        raise PasswordWrong from fault


def recover(place: Path, *, recovery_key: str, login: str, new_password: str) -> Entered:
    """Sign in with the printed recovery key, and give a user who forgot the password a new one.

    Raises:
        WrongRecoveryKey: it was mistyped, or is that of another file.
        NoSuchUser: nobody of that name is a user now.
        PasswordTooShort, PasswordIsLogin: the new password must not be chosen.
    """
    engine.expect_programme(place)
    keys.check_new_password(login, new_password)
    file = KeyFile.read(keys.place_of(place))
    key = file.unlock_with_recovery(recovery_key)
    with closing(engine.open_existing(place, key)) as database:
        user_id = _active(database, keys.folded_login(login))
    give_password(place, key, login=login, user_id=user_id, password=new_password)
    return _enter(place, key, user_id)


def give_password(place: Path, key: bytes, *, login: str, user_id: uuid.UUID, password: str) -> None:
    """Let a user open the file with a password, the first one or another.

    Raises:
        PasswordTooShort, PasswordIsLogin: the password must not be chosen.
    """
    file = KeyFile.read(keys.place_of(place))
    if keys.folded_login(login) in file.users():
        file.set_password(login, user_id, password, key)
    else:
        file.add_user(login, user_id, password, key)


def take_password(place: Path, *, login: str) -> None:
    """Let a removed user open the file no longer."""
    file = KeyFile.read(keys.place_of(place))
    if keys.folded_login(login) in file.users():
        file.remove_user(login)


def new_recovery_key(place: Path, key: bytes) -> str:
    """Another recovery key; the sheets with the earlier one are then worth nothing."""
    return KeyFile.read(keys.place_of(place)).make_recovery_key(key)


def _enter(place: Path, key: bytes, user_id: uuid.UUID, *, only_looks: bool = False) -> Entered:
    with ExitStack() as unless_right:
        database = (engine.open_to_look if only_looks else engine.open_existing)(place, key)
        unless_right.callback(database.close)
        entered = _entered(database, user_id)
        unless_right.pop_all()
    return entered


def _enter_server(address: str, login: str, password: str) -> Entered:
    with ExitStack() as unless_right:
        database = engine.open_existing(address)
        unless_right.callback(database.close)
        entered = _entered(database, _proven_by_server(database, login, password))
        unless_right.pop_all()
    return entered


def _proven_by_server(database: Database, login: str, password: str) -> uuid.UUID:
    """Id of the user of a server whose password this is."""
    server_attempts.count(database, login)
    with database.reading() as session:
        row = session.execute(select(User.id, User.verifier).where(User.login == login)).one_or_none()
    if not verifiers.proves(row.verifier if row else "", password) or row is None:
        raise WrongPassword
    server_attempts.forget(database, login)
    user_id: uuid.UUID = row.id
    return user_id


def _entered(database: Database, user_id: uuid.UUID) -> Entered:
    """Let the database know who works with it; someone who was removed is not let in."""
    database.user, database.is_program = user_id, False
    with database.reading() as session:
        user = access.who(session)
    if user is None:
        raise WrongPassword
    return Entered(database, replace(user, only_looks=database.only_looks))


def _active(database: Database, login: str) -> uuid.UUID:
    with database.reading() as session:
        query = select(User.id).where(User.login == login, User.status == UserStatus.ACTIVE)
        found = session.scalar(query)
    if found is None:
        raise NoSuchUser(login)
    return found
