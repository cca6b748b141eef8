"""Why one person does not do two duties for the same trainee.

Refused
└── AboutDuties
    ├── OwnMarks                who entered marks does not make the results final
    ├── OwnMarksAdjusted        who entered marks does not adjust the result
    └── OwnDecision             who recorded the board's decision does not issue the certificates
"""

from collections.abc import Sequence

from trainer_app.core.errors import Refused
from trainer_app.core.language import Titles, _, ngettext, pgettext
from trainer_app.core.text import isolate

MOST_NAMES = 3
"""So many trainees are named; of more their number is told."""


class AboutDuties(Refused):
    """Somebody would do two duties for the same trainees."""

    def __init__(self, trainees: Sequence[Titles]) -> None:
        self.trainees = tuple(trainees)
        super().__init__(self.trainees)

    def _whom(self) -> str:
        count = len(self.trainees)
        if count > MOST_NAMES:
            return ngettext("{count} trainee", "{count} trainees", count).format(count=count)
        return pgettext("list", ", ").join(isolate(names.in_language()) for names in self.trainees)


class OwnMarks(AboutDuties):
    """Who entered marks does not make the results final."""

    def sentence(self) -> str:
        """Whose marks, and who must do it."""
        return _(
            "You entered marks of {trainees}: who enters marks does not make the same results final. "
            "Nothing was changed. "
            "Another board secretary, who entered none of them, must record the decision."
        ).format(trainees=self._whom())


class OwnMarksAdjusted(AboutDuties):
    """Who entered marks does not adjust the result."""

    def sentence(self) -> str:
        """Whose marks, and who must do it."""
        return _(
            "You entered marks of {trainees}: who enters marks does not adjust the same result. "
            "Nothing was changed. "
            "Another board secretary, who entered none of them, must do it."
        ).format(trainees=self._whom())


class OwnDecision(AboutDuties):
    """Who recorded the board's decision does not issue the certificates."""

    def sentence(self) -> str:
        """Whose results, and who must do it."""
        return _(
            "You recorded the decision on {trainees}: who makes results final does not issue the "
            "certificates. No number was taken. Another certifying officer must issue them."
        ).format(trainees=self._whom())
