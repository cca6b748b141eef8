"""Why two people did not agree.

Refused
└── AboutAgreements
    ├── SecondPersonMissing     what takes two people was asked for by one
    ├── SamePerson              who asks cannot agree as well
    ├── MayNotAgree             the second person holds none of the roles for it
    └── SameSide                both are of one side, where both sides must agree
"""

from collections.abc import Iterable

from trainer_app.core.errors import Refused
from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr
from trainer_app.rules.roles import Role
from trainer_app.services import role_words


class AboutAgreements(Refused):
    """Two people did not agree; nothing was changed."""


class SecondPersonMissing(AboutAgreements):
    """What takes two people was asked for by one."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def sentence(self) -> str:
        """What it takes."""
        return _(
            "{code} can be reopened only by two people and with a reason. Nothing was changed. "
            "Ask for it in the offering's overview, where the second person signs in."
        ).format(code=ltr(self.code))


class SamePerson(AboutAgreements):
    """Who asks cannot agree as well."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)

    def sentence(self) -> str:
        """Who, and what to do."""
        return _(
            "{name} asks for it and cannot agree to it as well. Nothing was changed. "
            "Let another person sign in as the second one."
        ).format(name=isolate(self.name))


class MayNotAgree(AboutAgreements):
    """The second person holds none of the roles for it."""

    def __init__(self, name: str, held: Iterable[Role], wanted: Iterable[Role]) -> None:
        self.name, self.held, self.wanted = name, tuple(sorted(held)), tuple(sorted(wanted))
        super().__init__(name, self.held, self.wanted)

    def sentence(self) -> str:
        """Who, and whose agreement counts."""
        return _(
            "{name} ({held}) cannot agree to this. It takes the agreement of: {wanted}. "
            "Nothing was changed. Let one of them sign in as the second person."
        ).format(
            name=isolate(self.name),
            held=role_words.listed(self.held),
            wanted=role_words.listed(self.wanted),
        )


class SameSide(AboutAgreements):
    """Both are of one side, where both sides must agree."""

    def __init__(self, first: str, second: str) -> None:
        self.first, self.second = first, second
        super().__init__(first, second)

    def sentence(self) -> str:
        """Who, and whose agreement is missing."""
        return _(
            "Both sides must agree, and {first} and {second} are of the same side. Nothing was changed. "
            "Let somebody of the other side sign in as the second person."
        ).format(first=isolate(self.first), second=isolate(self.second))
