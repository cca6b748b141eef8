"""Why the board's decision cannot be recorded.

Refused
└── AboutDecisions
    ├── AlreadyDecided          the board has decided this offering
    ├── MinutesMissing          no reference to the board's minutes
    └── StillPending            trainees wait, and nobody said that they may
"""

from collections.abc import Sequence
from datetime import date

from trainer_app.core.errors import Refused
from trainer_app.core.formats import date_long
from trainer_app.core.language import Titles, _, ngettext, pgettext
from trainer_app.core.text import isolate, ltr


class AboutDecisions(Refused):
    """The board's decision cannot be recorded."""


class AlreadyDecided(AboutDecisions):
    """The board has decided this offering."""

    def __init__(self, offering: str, decided_on: date) -> None:
        self.offering, self.decided_on = offering, decided_on
        super().__init__(offering, decided_on)

    def sentence(self) -> str:
        """Which offering, and when."""
        return _("The results of {offering} are final since {day}. Nothing was changed.").format(
            offering=ltr(self.offering), day=date_long(self.decided_on)
        )


class MinutesMissing(AboutDecisions):
    """No reference to the board's minutes was given."""

    def sentence(self) -> str:
        """What to type."""
        return _("The decision needs its authority. Type the reference of the board's minutes.")


class StillPending(AboutDecisions):
    """Trainees wait for a figure, and nobody said that the board decides without them."""

    def __init__(self, trainees: Sequence[Titles]) -> None:
        self.trainees = tuple(trainees)
        super().__init__(self.trainees)

    def sentence(self) -> str:
        """Who waits, and what to do."""
        names = pgettext("list", ", ").join(isolate(names.in_language()) for names in self.trainees)
        return ngettext(
            "{count} result is still pending: {names}. "
            "Enter what is missing, or name the trainee whom the board leaves open.",
            "{count} results are still pending: {names}. "
            "Enter what is missing, or name the trainees whom the board leaves open.",
            len(self.trainees),
        ).format(count=len(self.trainees), names=names)
