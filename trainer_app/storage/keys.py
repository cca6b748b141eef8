"""The key file beside a programme file: who can open it, with which password, and the recovery key.

The database key is random and never changes; each user has it sealed under the own password, and once more it
is sealed under the recovery key. A changed password is a new seal and touches nothing in the database. Wrong
attempts are counted in the file, before a password is looked at.
"""

import json
import secrets
import unicodedata
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from trainer_app.core.os_reasons import reason_of
from trainer_app.core.text import clean_spaces
from trainer_app.rules import recovery_key
from trainer_app.rules.recovery_key import WrongRecoveryKey
from trainer_app.storage import key_format, key_wraps
from trainer_app.storage.attempts import OF_THIS_PROGRAM, AttemptClock
from trainer_app.storage.key_format import Keys, UserWrap
from trainer_app.storage.key_refusals import (
    KeyFileFault,
    KeyFileInTheWay,
    KeyFileUnreadable,
    KeyFileUnwritable,
    LastLogin,
    LoginTaken,
    NoSuchUser,
    PasswordIsLogin,
    PasswordTooShort,
    TooManyAttempts,
    WrongPassword,
)
from trainer_app.storage.key_wraps import CHEAPEST, Cost, DoesNotOpen, Wrap
from trainer_app.storage.replacing import replace_file

SHORTEST_PASSWORD = 12


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Who signed in, and the key that opens the database."""

    key: bytes = field(repr=False)
    user_id: uuid.UUID


def place_of(database: Path) -> Path:
    """Where the key file of a programme file is."""
    return database.with_name(f"{database.name}.keys")


def new_database_key() -> bytes:
    """A random key for a new programme file."""
    return secrets.token_bytes(key_wraps.KEY_BYTES)


def folded_login(login: str) -> str:
    """The login name as it is kept: case, width and spaces make no difference."""
    folded = unicodedata.normalize("NFKC", clean_spaces(login)).casefold()
    return clean_spaces(unicodedata.normalize("NFKC", folded))


def check_new_password(login: str, password: str) -> None:
    """Refuse a password that must not be chosen; there are no other rules than these two.

    Raises:
        PasswordTooShort: it has fewer than twelve characters.
        PasswordIsLogin: it is the login name.
    """
    length = len(unicodedata.normalize("NFC", password))
    if length < SHORTEST_PASSWORD:
        raise PasswordTooShort(length, SHORTEST_PASSWORD)
    if folded_login(password) == folded_login(login):
        raise PasswordIsLogin


class KeyFile:
    """One key file; every call reads it anew and leaves it written.

    Any call raises `KeyFileUnreadable` or `KeyFileUnwritable` when the disk does not let it.
    """

    def __init__(
        self, path: Path, *, cost: Cost | None = None, clock: AttemptClock = OF_THIS_PROGRAM
    ) -> None:
        self.path = path
        self._cost, self._clock = cost, clock

    @classmethod
    def create(
        cls, path: Path, *, cost: Cost | None = None, clock: AttemptClock = OF_THIS_PROGRAM
    ) -> "KeyFile":
        """Make a key file in which nobody is yet; without a `cost` each password is sealed for this computer.

        Raises:
            KeyFileInTheWay: there is one with keys already; one without any is replaced.
        """
        file = cls(path, cost=cost, clock=clock)
        if path.exists() and file._load() != Keys():
            raise KeyFileInTheWay(path)
        file._save(Keys())
        return file

    @classmethod
    def read(
        cls, path: Path, *, cost: Cost | None = None, clock: AttemptClock = OF_THIS_PROGRAM
    ) -> "KeyFile":
        """The key file of a programme file, looked at once to tell early what is wrong with it."""
        file = cls(path, cost=cost, clock=clock)
        file._load()
        return file

    def users(self) -> list[str]:
        """The login names, in alphabetical order."""
        return sorted(self._load().users)

    @property
    def has_recovery_key(self) -> bool:
        """Whether a recovery key was made."""
        return self._load().recovery is not None

    def add_user(self, login: str, user_id: uuid.UUID, password: str, key: bytes) -> None:
        """Let someone open the file.

        Raises:
            LoginTaken: someone has the login name.
            PasswordTooShort, PasswordIsLogin: as `check_new_password`.
        """
        login = _given(login)
        check_new_password(login, password)
        if login in self._load().users:
            raise LoginTaken(login)
        self._seal(login, user_id, password, key)

    def remove_user(self, login: str) -> None:
        """Take someone's way into the file.

        Raises:
            NoSuchUser: nobody has the login name.
            LastLogin: nobody else could open the file.
        """
        login = folded_login(login)
        keys = self._load()
        if login not in keys.users:
            raise NoSuchUser(login)
        if len(keys.users) == 1:
            raise LastLogin(login)
        self._save(keys.without_user(login))

    def unlock(self, login: str, password: str) -> Unlocked:
        """Who signs in, and the key; the count of wrong attempts starts anew.

        Raises:
            WrongPassword: name or password is wrong; an unknown name takes as long as a known one.
            TooManyAttempts: the attempt was not made; it can be in some seconds.
        """
        login = folded_login(login)
        user = self._load().users.get(login)
        wrap = user.wrap if user else key_wraps.decoy(self._usual_cost())
        user_id = user.user_id if user else uuid.UUID(int=0)
        key = self._attempt(lambda: key_wraps.opened(wrap, _typed(password), _facts(login, user_id)))
        return Unlocked(key, user_id)

    def change_password(self, login: str, old: str, new: str) -> None:
        """Seal the key under a new password of someone who knows the old one.

        Raises:
            PasswordTooShort, PasswordIsLogin: as `check_new_password`; the old one was not looked at.
            WrongPassword, TooManyAttempts: as `unlock`.
        """
        check_new_password(login, new)
        unlocked = self.unlock(login, old)
        self._seal(folded_login(login), unlocked.user_id, new, unlocked.key)

    def set_password(self, login: str, user_id: uuid.UUID, new: str, key: bytes) -> None:
        """Give someone who forgot the password a new one, with the key that was opened otherwise.

        Raises:
            NoSuchUser: nobody has the login name.
            PasswordTooShort, PasswordIsLogin: as `check_new_password`.
        """
        login = folded_login(login)
        check_new_password(login, new)
        if login not in self._load().users:
            raise NoSuchUser(login)
        self._seal(login, user_id, new, key)

    def make_recovery_key(self, key: bytes) -> str:
        """A new recovery key, to be printed and not kept; an earlier one no longer opens the file."""
        text = recovery_key.written(secrets.randbits(recovery_key.SECRET_BITS))
        wrap = key_wraps.seal(key, _typed(recovery_key.read(text)), _recovery_facts(), self._new_cost())
        self._save(replace(self._load(), recovery=wrap))
        return text

    def unlock_with_recovery(self, text: str) -> bytes:
        """The key, by the printed recovery key; the count of wrong attempts starts anew.

        There is no wait between attempts: with 150 bits nobody guesses.

        Raises:
            WrongRecoveryKey: it was mistyped, or is that of another file.
        """
        typed = recovery_key.read(text)
        wrap = self._load().recovery
        if wrap is None:
            raise WrongRecoveryKey
        try:
            key = key_wraps.opened(wrap, _typed(typed), _recovery_facts())
        except DoesNotOpen:
            raise WrongRecoveryKey from None
        self._save(replace(self._load(), wrong_attempts=0))
        return key

    def _attempt(self, look: Callable[[], bytes]) -> bytes:
        """Count an attempt as wrong, make it, and count from nothing again when it was right."""
        keys = self._load()
        seconds_left = self._clock.seconds_left(keys.wrong_attempts)
        if seconds_left:
            raise TooManyAttempts(seconds_left)
        self._save(replace(keys, wrong_attempts=keys.wrong_attempts + 1))
        try:
            key = look()
        except DoesNotOpen:
            raise WrongPassword from None
        finally:
            self._clock.attempted()
        self._save(replace(self._load(), wrong_attempts=0))
        return key

    def _seal(self, login: str, user_id: uuid.UUID, password: str, key: bytes) -> None:
        wrap = key_wraps.seal(key, _typed(password), _facts(login, user_id), self._new_cost())
        self._save(self._load().with_user(login, UserWrap(user_id, wrap)))

    def _new_cost(self) -> Cost:
        return self._cost or key_wraps.calibrated()

    def _usual_cost(self) -> Cost:
        """What an attempt for an unknown name must cost, to be told from no other."""
        wraps: list[Wrap] = [user.wrap for user in self._load().users.values()]
        return max((wrap.cost for wrap in wraps), key=lambda cost: cost.passes, default=CHEAPEST)

    def _load(self) -> Keys:
        try:
            with self.path.open("rb") as file:
                data = file.read(key_format.MOST_BYTES + 1)
            return key_format.from_bytes(data)
        except FileNotFoundError:
            raise KeyFileUnreadable(self.path, KeyFileFault.MISSING) from None
        except OSError as fault:
            reason = reason_of(fault).rstrip(_FULL_STOPS)
            raise KeyFileUnreadable(self.path, KeyFileFault.NOT_READABLE, reason) from fault
        except key_format.TooNew:
            raise KeyFileUnreadable(self.path, KeyFileFault.TOO_NEW) from None
        except key_format.Damaged as fault:
            raise KeyFileUnreadable(self.path, KeyFileFault.DAMAGED) from fault

    def _save(self, keys: Keys) -> None:
        try:
            replace_file(self.path, key_format.to_bytes(keys))
        except OSError as fault:
            raise KeyFileUnwritable(self.path, reason_of(fault).rstrip(_FULL_STOPS)) from fault


_FULL_STOPS = ".。۔"


def _given(login: str) -> str:
    folded = folded_login(login)
    if not folded:
        raise ValueError("a login name is empty")
    return folded


def _typed(password: str) -> bytes:
    """The bytes of a password, the same however its accents were typed."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _facts(login: str, user_id: uuid.UUID) -> bytes:
    """What a user's seal is bound to: nobody can be given the seal of another."""
    return json.dumps(["user", key_format.FORMAT, login, str(user_id)]).encode()


def _recovery_facts() -> bytes:
    return json.dumps(["recovery", key_format.FORMAT]).encode()
