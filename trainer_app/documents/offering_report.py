"""The offering progress workbook: what it is made of, and its sheets in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from trainer_app.core.language import Titles
from trainer_app.rules.states import EnrolmentState, OfferingState, Outcome, ScoreState


@dataclass(frozen=True, slots=True)
class OfferingFacts:
    """What stands above the figures; `delivered_minutes` None: not recorded, or changed since the decision.

    `decided_on` None: the results are provisional. `is_stale`: something was changed after the decision.
    """

    code: str
    course_code: str
    course: Titles
    track: Titles
    host_side: str
    venue: Titles
    starts_on: date
    ends_on: date
    state: OfferingState
    capacity: int
    delivered_minutes: int | None
    decided_on: date | None = None
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class ReportComponent:
    """One assessed part that holds marks, with its part of the whole.

    `line_pct` is the percent (as rounded by the scheme) that the result asks of this part; None: nothing is
    asked. `places` are the decimals of its marks.
    """

    code: str
    titles: Titles
    max_points: Decimal
    weight_bp: int
    line_pct: Decimal | None
    places: int


@dataclass(frozen=True, slots=True)
class ReportBand:
    """One band by its lower bound."""

    titles: Titles
    lower: Decimal


@dataclass(frozen=True, slots=True)
class ReportScheme:
    """The rules of the offering; bands fall. `is_flat` is false where components have parts of their own."""

    no: int
    pass_mark: Decimal
    decimals: int
    attendance_min: Decimal | None
    exempt_limit_bp: int
    components: tuple[ReportComponent, ...]
    bands: tuple[ReportBand, ...]
    is_flat: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """A side or an organisation by its code."""

    code: str
    titles: Titles


class CountedMark(NamedTuple):
    """What counts of one component: its state and, where there is a figure, the points after any cap."""

    state: ScoreState
    points: Decimal | None = None


NO_ADJUSTMENTS = Titles("")


@dataclass(frozen=True, slots=True)
class TraineeRow:
    """One trainee with the program's own result.

    `marks` run parallel to the scheme's components. `band` counts from 0, the highest. `is_recomputable` is
    false where an adjustment, or points that no decimal number gives exactly, stand behind the total: the
    workbook then shows the recorded figure instead of a formula. `adjustments` tells each with authority and
    reason.
    """

    roll_number: int
    name_latin: str
    name_ur: str
    name_zh: str
    side: str
    organisation: str
    rank: Titles
    state: EnrolmentState
    credited_minutes: int | None
    attendance: Decimal | None
    marks: tuple[CountedMark, ...]
    overall: Decimal | None
    so_far: Decimal | None
    band: int | None
    is_band_capped: bool
    outcome: Outcome
    meets_every_rule: bool
    misconducts: int
    is_recomputable: bool
    adjustments: Titles = NO_ADJUSTMENTS

    def name_in(self, language: str) -> str:
        """The trainee's name in a language, else in Latin letters."""
        own = {"ur": self.name_ur, "zh": self.name_zh}.get(language, "")
        return own or self.name_latin


@dataclass(frozen=True, slots=True)
class OfferingReport:
    """Everything that the workbook shows; sides and organisations in the order in which they are listed."""

    facts: OfferingFacts
    scheme: ReportScheme
    sides: tuple[Group, ...]
    organisations: tuple[Group, ...]
    trainees: Sequence[TraineeRow]
    made_at: datetime
