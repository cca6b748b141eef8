"""Why a password or a key file is refused, each with its own sentence.

Refused
├── WrongPassword          login and password do not belong together
├── TooManyAttempts        too many were wrong: the next may be tried later
├── PasswordTooShort       a new password has fewer characters than it must have
├── PasswordIsLogin        a new password is the login name
├── LoginTaken             someone has that login name already
├── LastLogin              nobody else could open the file
└── NoSuchUser             nobody has that login name
EnvironmentFault
├── KeyFileUnreadable      it is missing, damaged or made by a newer program
├── KeyFileUnwritable      no attempt can be counted, so none is made
└── KeyFileInTheWay        a new programme file would overwrite the keys of another
"""

from enum import StrEnum
from pathlib import Path

from trainer_app.core.errors import EnvironmentFault, Refused
from trainer_app.core.language import N_, _, ngettext
from trainer_app.core.text import isolate


class WrongPassword(Refused):
    """Login and password do not belong together; which of them is wrong is never said."""

    def sentence(self) -> str:
        """What to look at."""
        return _(
            "Name or password is wrong. Nothing was opened or changed. Look at Caps Lock and the keyboard "
            "language, then type both again."
        )


class TooManyAttempts(Refused):
    """Many attempts were wrong; the next may be made in `seconds_left`, restarted or not."""

    def __init__(self, seconds_left: int) -> None:
        self.seconds_left = seconds_left
        super().__init__(seconds_left)

    def sentence(self) -> str:
        """How long to wait."""
        return ngettext(
            "The password was wrong several times. Wait {count} second, then try again; restarting the "
            "program does not shorten it. Your data is safe.",
            "The password was wrong several times. Wait {count} seconds, then try again; restarting the "
            "program does not shorten it. Your data is safe.",
            self.seconds_left,
        ).format(count=self.seconds_left)


class PasswordTooShort(Refused):
    """The new password has `length` characters; `shortest` are asked for."""

    def __init__(self, length: int, shortest: int) -> None:
        self.length, self.shortest = length, shortest
        super().__init__(length, shortest)

    def sentence(self) -> str:
        """How long it is, and how long it must be."""
        return ngettext(
            "The password has {count} character; it needs at least {shortest}. A few words in a row are "
            "easy to keep in mind. The password was not changed.",
            "The password has {count} characters; it needs at least {shortest}. A few words in a row are "
            "easy to keep in mind. The password was not changed.",
            self.length,
        ).format(count=self.length, shortest=self.shortest)


class PasswordIsLogin(Refused):
    """The new password is the login name."""

    def sentence(self) -> str:
        """What to choose instead."""
        return _("The password must not be the name you sign in with. Choose another; nothing was changed.")


class _AboutLogin(Refused):
    def __init__(self, login: str) -> None:
        self.login = login
        super().__init__(login)


class LoginTaken(_AboutLogin):
    """Someone has that login name already."""

    def sentence(self) -> str:
        """Which one."""
        return _("Someone signs in as {login} already. Choose another name; nothing was changed.").format(
            login=isolate(self.login)
        )


class LastLogin(_AboutLogin):
    """Nobody else has a password for the file."""

    def sentence(self) -> str:
        """Who it is, and what to do first."""
        return _(
            "{login} was not removed: nobody else has a password for this programme file. "
            "Give another person one first."
        ).format(login=isolate(self.login))


class NoSuchUser(_AboutLogin):
    """Nobody has that login name."""

    def sentence(self) -> str:
        """Which name."""
        return _("Nobody signs in to this programme file as {login}. Nothing was changed.").format(
            login=isolate(self.login)
        )


class KeyFileFault(StrEnum):
    """Why a key file cannot be read."""

    MISSING = "missing"
    DAMAGED = "damaged"
    TOO_NEW = "too_new"
    NOT_READABLE = "not_readable"


_UNREADABLE = {
    KeyFileFault.MISSING: N_(
        "The key file {file} is missing. Without it no password and no recovery key opens the programme file "
        "beside it. Fetch it from where the programme file was moved or copied from, or from the latest "
        "backup, and put it in the same folder. Nothing was changed."
    ),
    KeyFileFault.DAMAGED: N_(
        "The key file {file} is damaged. Keep it, and put the copy from the latest backup in its place; "
        "passwords changed since then are the earlier ones again. The programme file itself was not changed."
    ),
    KeyFileFault.TOO_NEW: N_(
        "The key file {file} was made by a newer version of this program. Install that version to open it; "
        "nothing was changed."
    ),
    KeyFileFault.NOT_READABLE: N_(
        "The key file {file} cannot be read: {reason}. Sign in to the computer as the person who owns the "
        "programme file, or ask for the right to read it. Nothing was changed."
    ),
}


class KeyFileUnreadable(EnvironmentFault):
    """The key file cannot be used; `fault` says why."""

    def __init__(self, path: Path, fault: KeyFileFault, reason: str = "") -> None:
        self.path, self.fault, self.reason = path, fault, reason
        super().__init__(path, fault, reason)

    def sentence(self) -> str:
        """Which file, why, and what to do."""
        return _(_UNREADABLE[self.fault]).format(file=isolate(self.path.name), reason=isolate(self.reason))


class KeyFileUnwritable(EnvironmentFault):
    """The key file cannot be written: attempts are counted before a password is looked at."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(path, reason)

    def sentence(self) -> str:
        """Which file, why, and what to do."""
        return _(
            "The key file {file} cannot be written: {reason}. It must be, for a password to be checked or "
            "changed. Free some space on the disk or remove the write protection, then try again. "
            "Your data is safe and the passwords are as they were."
        ).format(file=isolate(self.path.name), reason=isolate(self.reason))


class KeyFileInTheWay(EnvironmentFault):
    """A key file stands where a new one would be made."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(path)

    def sentence(self) -> str:
        """Which file, and what to do."""
        return _(
            "The key file {file} is there already and may belong to a programme file that was moved. Choose "
            "another name or folder for the new programme file; nothing was changed."
        ).format(file=isolate(self.path.name))
