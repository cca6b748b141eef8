"""What stands against a change of the users."""

from trainer_app.core.errors import Refused
from trainer_app.core.language import _
from trainer_app.core.text import isolate
from trainer_app.storage.key_refusals import WrongPassword


class PasswordWrong(WrongPassword):
    """Who is signed in already typed the own password wrong; there is no name to look at."""

    def sentence(self) -> str:
        """What to look at."""
        return _(
            "The password is wrong. Nothing was opened or changed. Look at Caps Lock and the keyboard "
            "language, then type it again."
        )


class AboutUsers(Refused):
    """A user cannot be kept as typed."""


class LoginTaken(AboutUsers):
    """Another user signs in under that name."""

    def __init__(self, login: str) -> None:
        self.login = login
        super().__init__(login)

    def sentence(self) -> str:
        """Which name, and what to do."""
        return _("Somebody signs in as {login} already. Nothing was saved. Choose another name.").format(
            login=isolate(self.login)
        )


class NameMissing(AboutUsers):
    """A user has no name, or none to sign in under."""

    def sentence(self) -> str:
        """What is missing."""
        return _("Type the user's full name and the name to sign in under. Nothing was saved.")


class NoRole(AboutUsers):
    """A user would hold no role, and could do nothing."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)

    def sentence(self) -> str:
        """Who, and what to do."""
        return _("{name} has no role yet and could do nothing. Nothing was saved. Choose a role.").format(
            name=isolate(self.name)
        )


class HasUsers(AboutUsers):
    """A first user was to be made where there are users."""

    def sentence(self) -> str:
        """Who lets others in."""
        return _(
            "This database has users already. Nothing was changed. "
            "An administrator among them lets others in."
        )


class LastAdministrator(AboutUsers):
    """Nobody could let users in any more."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)

    def sentence(self) -> str:
        """Who, and what to do first."""
        return _(
            "{name} is the only administrator: without one nobody could let users in. Nothing was changed. "
            "Make another user administrator first."
        ).format(name=isolate(self.name))
