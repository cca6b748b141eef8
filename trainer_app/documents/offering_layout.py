"""Where things stand in the offering progress workbook, and the small formulas that its sheets share."""

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cached_property

from trainer_app.core.language import Titles, _
from trainer_app.documents.exact_total import Scale, scale
from trainer_app.documents.looks import MOST_PLACES
from trainer_app.documents.offering_report import CountedMark, Group, OfferingReport, ReportComponent
from trainer_app.documents.sheet_model import Table, letters, on_sheet, sheet_name, span
from trainer_app.rules.states import Outcome, ScoreState
from trainer_app.rules.words import outcome_words, score_words

ATTENDANCE_PARTS = 1000  # attendance is held to a tenth of a percent
HEADING_ROW, SCORES_HEADING_ROW = 4, 8
FIRST_ROW, FIRST_SCORES_ROW = HEADING_ROW + 1, SCORES_HEADING_ROW + 1
MAXIMUM_ROW, WEIGHT_ROW, LINE_ROW, THRESHOLD_ROW, FACTOR_ROW = 3, 4, 5, 6, 7
FIRST_SCORE = 4
ROLL_MINUTES, ROLL_ATTENDANCE = 10, 11
(
    RESULT_NUMBER,
    RESULT_NAME,
    RESULT_SIDE,
    RESULT_ORGANISATION,
    RESULT_ATTENDANCE,
    RESULT_TOTAL,
    RESULT_BAND,
    RESULT_MET,
    RESULT_OUTCOME,
    RESULT_SO_FAR,
    RESULT_MISCONDUCTS,
    RESULT_BAND_LIMIT,
    RESULT_RECORDED_TOTAL,
    RESULT_RECORDED_BAND,
    RESULT_DIFFERS,
) = range(1, 16)
PASS_MARK_CELL, ATTENDANCE_MIN_CELL, DELIVERED_CELL = "$J$7", "$J$8", "$J$9"
FIRST_BAND_ROW = 13
NO_CODE = "–"

PASSED = (Outcome.PASS, Outcome.PASS_WITH_GRACE)
OPEN = (Outcome.PENDING, Outcome.DEFERRED)
OUTSIDE = (Outcome.ATTENDANCE_ONLY, Outcome.WITHDRAWN, Outcome.ANNULLED)
COUNTED_AS_ZERO = (ScoreState.ABSENT, ScoreState.MISCONDUCT)
LEFT_OUT = (ScoreState.EXEMPT, ScoreState.NOT_APPLICABLE)
WAITING = (ScoreState.NOT_ENTERED, ScoreState.ABSENT_EXCUSED, ScoreState.VOID, ScoreState.SCORED)

_OPERATOR_OR_WILDCARD = re.compile(r"^[=<>]|[*?~]")


@dataclass(frozen=True)
class Layout:
    """Names and ranges of one workbook, in the language that is active while it is made."""

    report: OfferingReport
    language: str

    @cached_property
    def names(self) -> tuple[str, str, str, str, str]:
        """Names of the sheets: summary, roll, scores, results, definitions."""
        taken: set[str] = set()
        summary, roll, scores = (sheet_name(text, taken) for text in (_("Summary"), _("Roll"), _("Scores")))
        results, definitions = (sheet_name(text, taken) for text in (_("Results"), _("Definitions")))
        return summary, roll, scores, results, definitions

    @cached_property
    def has_adjustments(self) -> bool:
        """Whether a result was adjusted; else the sheet of results has no column for it."""
        return any(trainee.adjustments.en for trainee in self.report.trainees)

    @cached_property
    def outcomes(self) -> dict[Outcome, str]:
        """Words of the outcomes."""
        return outcome_words()

    @cached_property
    def states(self) -> dict[ScoreState, str]:
        """Words that stand in a score cell without points."""
        return score_words() | {ScoreState.SCORED: _("Not settled")}

    @cached_property
    def scale(self) -> Scale | None:
        """How totals are recomputed; None where a spreadsheet could not do it exactly."""
        scheme = self.report.scheme
        if not scheme.is_flat:
            return None
        return scale(
            [component.max_points for component in scheme.components],
            [component.weight_bp for component in scheme.components],
            point_places=self.point_places,
            places=scheme.decimals,
        )

    @cached_property
    def mark_places(self) -> tuple[int, ...]:
        """Decimals of the marks of each component: those of its step, more where a mark has more."""
        columns = zip(*(trainee.marks for trainee in self.report.trainees), strict=True)
        used = [max(map(_places, column)) for column in columns] or [0] * len(self.report.scheme.components)
        components = self.report.scheme.components
        return tuple(max(component.places, most) for component, most in zip(components, used, strict=True))

    @property
    def point_places(self) -> int:
        """Decimals of the finest mark."""
        return max(self.mark_places, default=0)

    @cached_property
    def organisations(self) -> tuple[Group, ...]:
        """The organisations, and one more for trainees who come from none."""
        listed = self.report.organisations
        if all(trainee.organisation for trainee in self.report.trainees):
            return listed
        return (*listed, Group(NO_CODE, Titles(_("No organisation"))))

    @property
    def weight_places(self) -> int:
        """Decimals of a weight shown as a percent."""
        components = self.report.scheme.components
        return 0 if all(component.weight_bp % 100 == 0 for component in components) else 2

    @property
    def parts(self) -> int:
        """Parts into which one point of a total is divided."""
        return int(10**self.report.scheme.decimals)

    @property
    def last_row(self) -> int:
        """Last row of the trainees on roll and results."""
        return HEADING_ROW + max(len(self.report.trainees), 1)

    @property
    def last_scores_row(self) -> int:
        """Last row of the trainees on the scores sheet."""
        return SCORES_HEADING_ROW + max(len(self.report.trainees), 1)

    @property
    def last_score(self) -> int:
        """Column of the last component on the scores sheet."""
        return FIRST_SCORE + len(self.report.scheme.components) - 1

    @property
    def counted_column(self) -> int:
        """Column of the counted weight on the scores sheet; not settled, below and total follow."""
        return self.last_score + 1

    @property
    def score_total_column(self) -> int:
        """Column of the total on the scores sheet."""
        return self.last_score + 4

    def summary(self, reference: str) -> str:
        """A reference to the summary."""
        return on_sheet(self.names[0], reference)

    def roll_column(self, column: int) -> str:
        """All trainees' cells of a column of the roll."""
        return on_sheet(self.names[1], span(column, FIRST_ROW, self.last_row))

    def score_column(self, column: int) -> str:
        """All trainees' cells of a column of the scores."""
        return on_sheet(self.names[2], span(column, FIRST_SCORES_ROW, self.last_scores_row))

    def score_cell(self, column: int, row: int) -> str:
        """One cell of the scores."""
        return on_sheet(self.names[2], f"${letters(column)}${row}")

    def scores_block(self) -> str:
        """All marks of all trainees."""
        block = span(FIRST_SCORE, FIRST_SCORES_ROW, self.last_scores_row, self.last_score)
        return on_sheet(self.names[2], block)

    def result_column(self, column: int) -> str:
        """All trainees' cells of a column of the results."""
        return on_sheet(self.names[3], span(column, FIRST_ROW, self.last_row))

    def bands(self, column: int) -> str:
        """Names (1) or lower bounds (2) of the bands on the summary."""
        last = FIRST_BAND_ROW + len(self.report.scheme.bands) - 1
        return self.summary(span(column, FIRST_BAND_ROW, last))

    def table(self, name: str, heading_row: int, columns: int) -> Table | None:
        """The named table of a sheet with one row for each trainee."""
        trainees = len(self.report.trainees)
        return Table(name, heading_row, trainees, columns) if trainees else None


def _places(mark: CountedMark) -> int:
    return 0 if mark.points is None else max(-int(mark.points.as_tuple().exponent), 0)


def threshold(component: ReportComponent, decimals: int) -> Decimal | None:
    """The fewest points whose percent, rounded half up, reaches the component's line."""
    if component.line_pct is None:
        return None
    step = Decimal(1).scaleb(-decimals)
    line = component.line_pct.quantize(step, ROUND_CEILING)
    least = (line - step / 2) * component.max_points / 100
    return max(least, Decimal(0)).normalize()


def quoted(word: str) -> str:
    """A word as a text inside a formula."""
    return '"' + word.replace('"', '""') + '"'


def criterion(reference: str, code: str) -> str:
    """The cell as a criterion of COUNTIFS, spelt out where its text would be a comparison or a pattern."""
    if not _OPERATOR_OR_WILDCARD.search(code):
        return reference
    return quoted("=" + re.sub(r"([*?~])", r"~\1", code))


def one_of(cell: str, words: list[str]) -> str:
    """Condition that the cell holds one of the words."""
    return "OR(" + ",".join(f"{cell}={quoted(word)}" for word in words) + ")"


def looked_up(wanted: str, row: int, numbers: str) -> str:
    """Formula of the cell in the range `wanted` beside the roll number in column A of this row."""
    return f"INDEX({wanted},MATCH($A{row},{numbers},0))"


def fraction(percent: Decimal | None) -> Decimal | None:
    """A percent as the part of the whole that a percent cell holds."""
    return None if percent is None else percent / 100


def places_of(value: Decimal | None) -> int:
    """Decimals that it takes to show the value whole."""
    return 0 if value is None else min(max(-int(value.as_tuple().exponent), 0), MOST_PLACES)
