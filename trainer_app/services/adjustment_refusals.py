"""Why a result is not adjusted.

Refused
└── AboutAdjustments
    ├── AuthorityMissing        nobody is named who allowed it
    ├── PointsOutside           no points, too many, or with a sign that the kind does not take
    ├── GraceOnComponent        grace lifts the total alone
    ├── GraceAboveLimit         more than the rules allow
    └── GraceLiftsNothing       the pass mark would not be reached by it, or is already
"""

from decimal import Decimal

from trainer_app.core.errors import Refused
from trainer_app.core.formats import shortest
from trainer_app.core.language import Titles, _
from trainer_app.core.text import isolate, ltr
from trainer_app.rules.adjustments import NoGrace


class AboutAdjustments(Refused):
    """A result is not adjusted."""


class AuthorityMissing(AboutAdjustments):
    """Nobody is named who allowed it."""

    def sentence(self) -> str:
        """What to type."""
        return _("This needs an authority. Type who allowed it, such as the board with its minutes.")


class PointsOutside(AboutAdjustments):
    """No points, too many, or with a sign that the kind does not take."""

    def __init__(self, points: Decimal, *, is_signed: bool) -> None:
        self.points, self.is_signed = points, is_signed
        super().__init__(points, is_signed)

    def sentence(self) -> str:
        """What can be typed."""
        if self.is_signed:
            return _("Points are between −100 and 100, not 0, with three decimal places at most.")
        return _("Points are above 0 and at most 100, with three decimal places at most and no sign.")


class GraceOnComponent(AboutAdjustments):
    """Grace lifts the total alone."""

    def sentence(self) -> str:
        """What to choose."""
        return _("Grace lifts the total alone, never a component. Choose the total.")


class GraceAboveLimit(AboutAdjustments):
    """More than the rules allow."""

    def __init__(self, points: Decimal, limit: Decimal) -> None:
        self.points, self.limit = points, limit
        super().__init__(points, limit)

    def sentence(self) -> str:
        """How much is allowed."""
        if not self.limit:
            return _("The rules of this course allow no grace.")
        return _("The rules allow {limit} points of grace at most, and {points} were typed.").format(
            limit=ltr(shortest(self.limit)), points=ltr(shortest(self.points))
        )


class GraceLiftsNothing(AboutAdjustments):
    """The pass mark would not be reached by it, or is already."""

    def __init__(self, trainee: Titles, why: NoGrace) -> None:
        self.trainee, self.why = trainee, why
        super().__init__(trainee, why)

    def sentence(self) -> str:
        """For whom, and why."""
        return _sentences()[self.why].format(trainee=isolate(self.trainee.in_language()))


def _sentences() -> dict[NoGrace, str]:
    return {
        NoGrace.MET_WITHOUT: _("{trainee} reaches the pass mark without it. Grace would lift nothing."),
        NoGrace.GAP_ABOVE_LIMIT: _("{trainee} is further below the pass mark than the rules allow to lift."),
        NoGrace.GAP_ABOVE_GRANT: _("{trainee} is further below the pass mark than these points."),
        NoGrace.MUST_PASS: _(
            "{trainee} has not passed a component that must be passed. Grace does not help there."
        ),
        NoGrace.ATTENDANCE: _("The attendance of {trainee} is below the minimum. Grace does not help there."),
        NoGrace.PENDING: _(
            "The result of {trainee} is still pending. Grace waits until nothing else is open."
        ),
    }
