"""Why the code or side of this station cannot be changed.

Refused
├── NumbersTaken     code and side stand in certificate numbers that were taken here
└── CodeUnprintable  a code that cannot stand in a certificate number
"""

from trainer_app.core.errors import Refused
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import ltr


class NumbersTaken(Refused):
    """Code and side stand in certificate numbers that were taken here."""

    def __init__(self, code: str, count: int) -> None:
        self.code, self.count = code, count
        super().__init__(code, count)

    def sentence(self) -> str:
        """How many numbers there are, and what can be changed still."""
        return ngettext(
            "{count} certificate number was taken at station {code}, so code and side stay. "
            "The name can be changed.",
            "{count} certificate numbers were taken at station {code}, so code and side stay. "
            "The name can be changed.",
            self.count,
        ).format(count=self.count, code=ltr(self.code))


class CodeUnprintable(Refused):
    """A code that cannot stand in a certificate number."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def sentence(self) -> str:
        """What a code is made of."""
        return _(
            "“{code}” cannot stand in a certificate number. "
            "Type one to four of the letters A to Z and digits, for example IS."
        ).format(code=ltr(self.code))
