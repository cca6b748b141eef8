"""The live formulas of scores and results, each beside the value that the program computed."""

from collections.abc import Callable
from decimal import Decimal

from trainer_app.core.language import _
from trainer_app.documents import offering_layout as at
from trainer_app.documents.offering_layout import Layout, looked_up, quoted
from trainer_app.documents.offering_report import CountedMark, TraineeRow
from trainer_app.documents.sheet_model import Cell, letters
from trainer_app.rules.schemes import WHOLE_BP

_BAND, _LIMIT = letters(at.RESULT_BAND), letters(at.RESULT_BAND_LIMIT)
_TOTAL, _ATTENDANCE = letters(at.RESULT_TOTAL), letters(at.RESULT_ATTENDANCE)
_CASES = letters(at.RESULT_MISCONDUCTS)
_RECORDED_TOTAL, _RECORDED_BAND = letters(at.RESULT_RECORDED_TOTAL), letters(at.RESULT_RECORDED_BAND)


def attendance_formula(layout: Layout) -> Callable[[int, TraineeRow], str | None]:
    """A function that gives the formula of a trainee's attendance on the roll: rounded down, at most 1."""
    delivered = layout.summary(at.DELIVERED_CELL)
    column, parts = letters(at.ROLL_MINUTES), at.ATTENDANCE_PARTS

    def formula(row: int, trainee: TraineeRow) -> str | None:
        if trainee.attendance is not None and trainee.credited_minutes is None:
            return None
        share = f"MIN(1,INT({parts}*${column}{row}/{delivered})/{parts})"
        return f'IF(OR(${column}{row}="",N({delivered})=0),"",{share})'

    return formula


class ScoreFormulas:
    """The computed columns of the scores sheet."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._scheme, self._scale = layout.report.scheme, layout.scale
        self._first, self._last = letters(at.FIRST_SCORE), letters(layout.last_score)
        self._zeros = [layout.states[state] for state in at.COUNTED_AS_ZERO]
        self._left_out = [layout.states[state] for state in at.LEFT_OUT]
        components = self._scheme.components
        self._weights = [component.weight_bp for component in components]
        self._limits = [at.threshold(component, self._scheme.decimals) or 0 for component in components]

    def cells(self, row: int, trainee: TraineeRow) -> tuple[Cell, Cell, Cell, Cell]:
        """Weight counted, parts not settled, parts below their minimum, and the total."""
        scores = f"${self._first}{row}:${self._last}{row}"
        weight_style = f"percent.{self._layout.weight_places}"
        return (
            Cell(self._counted(trainee), weight_style, self._counted_formula(scores)),
            Cell(self._waiting(trainee), "number.0", self._waiting_formula(scores)),
            Cell(self._below(trainee), "number.0", self._below_formula(scores)),
            Cell(trainee.overall, f"strong.{self._scheme.decimals}", self._total(row, scores, trainee)),
        )

    def _counted(self, trainee: TraineeRow) -> Decimal:
        pairs = zip(trainee.marks, self._weights, strict=True)
        return Decimal(sum(weight for mark, weight in pairs if _figure(mark) is not None)) / WHOLE_BP

    def _counted_formula(self, scores: str) -> str:
        zeros = "".join(f"+({scores}={quoted(word)})" for word in self._zeros)
        return f"ROUND(SUMPRODUCT({self._rule(at.WEIGHT_ROW)}*(ISNUMBER({scores}){zeros})),6)"

    def _waiting(self, trainee: TraineeRow) -> int:
        return sum(1 for state, points in trainee.marks if points is None and state in at.WAITING)

    def _waiting_formula(self, scores: str) -> str:
        settled = "".join(f"-COUNTIF({scores},{quoted(word)})" for word in self._zeros + self._left_out)
        return f"{len(self._weights)}-COUNT({scores}){settled}"

    def _below(self, trainee: TraineeRow) -> int:
        figures = zip(map(_figure, trainee.marks), self._limits, strict=True)
        return sum(1 for figure, limit in figures if figure is not None and figure < limit)

    def _below_formula(self, scores: str) -> str:
        limits = self._rule(at.THRESHOLD_ROW)
        zeros = "+".join(f"({scores}={quoted(word)})" for word in self._zeros)
        return f"SUMPRODUCT(ISNUMBER({scores})*({scores}<{limits}))+SUMPRODUCT(({zeros})*({limits}>0))"

    def _total(self, row: int, scores: str, trainee: TraineeRow) -> str | None:
        if self._scale is None or not trainee.is_recomputable:
            return None
        counted, waiting = (f"${letters(self._layout.counted_column + place)}{row}" for place in (0, 1))
        total = self._scale.total(self._rule(at.FACTOR_ROW), scores, counted)
        return f'IF(OR({waiting}>0,{counted}=0),"",{total})'

    def _rule(self, row: int) -> str:
        return f"${self._first}${row}:${self._last}${row}"


def _figure(mark: CountedMark) -> Decimal | None:
    """The points that the mark brings into the sums; None where it stays out of them."""
    return Decimal(0) if mark.points is None and mark.state in at.COUNTED_AS_ZERO else mark.points


class ResultFormulas:
    """The computed columns of the results sheet; what belongs to a trainee is looked up by roll number."""

    def __init__(self, layout: Layout) -> None:
        self._layout, self._scheme = layout, layout.report.scheme
        self._numbers, self._roll_numbers = layout.score_column(1), layout.roll_column(1)
        self._attendances = layout.roll_column(at.ROLL_ATTENDANCE)
        self._totals = layout.score_column(layout.score_total_column)
        self._checked = [layout.score_column(layout.counted_column + place) for place in range(3)]
        self._words = {True: _("Yes"), False: _("No")}

    def attendance(self, row: int) -> str:
        """Attendance from the roll."""
        return looked_up(self._attendances, row, self._roll_numbers)

    def total(self, row: int) -> str:
        """Total from the scores; one that is not there stays empty instead of becoming 0."""
        total = looked_up(self._totals, row, self._numbers)
        return f'IF({total}="","",{total})'

    def band(self, row: int) -> str:
        """The band in which the total lies, not above the limit that a resit sets."""
        names, lowers = self._layout.bands(1), self._layout.bands(2)
        own = f"1+SUMPRODUCT(--({lowers}>${_TOTAL}{row}))"
        highest = f'IF(${_LIMIT}{row}="",1,MATCH(${_LIMIT}{row},{names},0))'
        return f'IF(${_TOTAL}{row}="","",INDEX({names},MAX({own},{highest})))'

    def yes_or_no(self, trainee: TraineeRow) -> str:
        """Whether the program found every rule met."""
        return self._words[trainee.meets_every_rule]

    def every_rule_met(self, row: int, trainee: TraineeRow) -> str | None:
        """Whether total, minima, attendance and exemptions are as they must be and nothing is open."""
        if self._layout.scale is None or not trainee.is_recomputable:
            return None
        counted, waiting, below = (looked_up(column, row, self._numbers) for column in self._checked)
        conditions = [
            f"ISNUMBER(${_TOTAL}{row})",
            f"N(${_TOTAL}{row})>={self._layout.summary(at.PASS_MARK_CELL)}",
            f"{waiting}=0",
            f"{below}=0",
            f"${_CASES}{row}=0",
            f"{counted}>={Decimal(WHOLE_BP - self._scheme.exempt_limit_bp) / WHOLE_BP}",
        ]
        if self._scheme.attendance_min is not None:
            minimum = self._layout.summary(at.ATTENDANCE_MIN_CELL)
            conditions += [f"ISNUMBER(${_ATTENDANCE}{row})", f"N(${_ATTENDANCE}{row})>={minimum}"]
        return f"IF(AND({','.join(conditions)}),{quoted(self._words[True])},{quoted(self._words[False])})"

    def differs(self, row: int) -> str:
        """1 where total or band are not the recorded ones."""
        same = f"${_TOTAL}{row}=${_RECORDED_TOTAL}{row},${_BAND}{row}=${_RECORDED_BAND}{row}"
        return f"IF(AND({same}),0,1)"
