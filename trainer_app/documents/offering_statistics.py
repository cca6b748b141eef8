"""Statistics on the summary: each figure as a live formula beside what the program computed."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from trainer_app.core.language import _
from trainer_app.documents import offering_layout as at
from trainer_app.documents.offering_layout import Layout, criterion, quoted
from trainer_app.documents.offering_report import Group, ReportComponent, TraineeRow
from trainer_app.documents.sheet_model import Cell, Row
from trainer_app.rules.exact import half_up, ratio
from trainer_app.rules.indicators import SMALLEST_GROUP, outcome_counts, pass_rate, spread
from trainer_app.rules.states import Outcome

_COUNTED = (
    at.PASSED,
    (Outcome.PASS_WITH_GRACE,),
    (Outcome.FAIL_RESIT,),
    (Outcome.FAIL_FINAL,),
    (Outcome.INCOMPLETE,),
    at.OPEN,
    at.OUTSIDE,
)
_RATE_PARTS = 1000
_STRONG = ("strong", "text.strong", "strong.percent.1")


def groups_heading(noun: str) -> Row:
    """Headings of the statistics by side or organisation."""
    figures = (
        _("Enrolled"),
        _("Passed"),
        _("of them with grace"),
        _("Resit"),
        _("Not passed"),
        _("Incomplete"),
        _("Open"),
        _("Left or annulled"),
        _("Pass rate"),
        _("Mean total"),
        _("Mean attendance"),
    )
    return (Cell(noun, "head"), Cell(_("Code"), "head"), *(Cell(title, "head.right") for title in figures))


def group_line(
    layout: Layout, row: int, group: Group | None, column: int | None, trainees: Sequence[TraineeRow]
) -> Row:
    """Figures of the trainees whose cell in a column of the results holds the group's code, or of all."""
    key = ""
    if group is not None and column is not None:
        key = f"{layout.result_column(column)},{criterion(f'$B{row}', group.code)}"
    label = group.titles.in_language() if group else _("All")
    outcomes = [trainee.outcome for trainee in trainees]
    counts = outcome_counts(outcomes)
    number, text, share = ("number", "text", "percent.1") if group else _STRONG
    counted = (
        Cell(sum(counts[each] for each in kind), f"{number}.0", _outcome_formula(layout, key, kind))
        for kind in _COUNTED
    )
    rate = pass_rate(outcomes).percent
    return (
        Cell(label, text),
        Cell(group.code if group else None, "code"),
        Cell(len(trainees), f"{number}.0", _enrolled_formula(layout, key)),
        *counted,
        Cell(at.fraction(rate), share, _rate_formula(row)),
        _mean_total(layout, key, trainees, number),
        _mean_attendance(layout, key, trainees, share),
    )


def _enrolled_formula(layout: Layout, key: str) -> str:
    return f"COUNTIFS({key})" if key else f"COUNT({layout.result_column(at.RESULT_NUMBER)})"


def _outcome_formula(layout: Layout, key: str, kind: Sequence[Outcome]) -> str:
    outcomes = layout.result_column(at.RESULT_OUTCOME)
    condition = f"{key}," if key else ""
    return "+".join(f"COUNTIFS({condition}{outcomes},{quoted(layout.outcomes[each])})" for each in kind)


def _rate_formula(row: int) -> str:
    """Passed of those on whose merits the rules decided: passed, resit, not passed, incomplete."""
    judged = f"($D{row}+$F{row}+$G{row}+$H{row})"
    return f'IF({judged}=0,"",ROUND({_RATE_PARTS}*$D{row}/{judged},0)/{_RATE_PARTS})'


def _mean_total(layout: Layout, key: str, trainees: Sequence[TraineeRow], number: str) -> Cell:
    places = layout.report.scheme.decimals
    totals = [trainee.overall for trainee in trainees if trainee.overall is not None]
    formula = _mean_formula(layout.result_column(at.RESULT_TOTAL), key, layout.parts)
    return Cell(spread(totals, places).mean, f"{number}.{places}", formula)


def _mean_attendance(layout: Layout, key: str, trainees: Sequence[TraineeRow], style: str) -> Cell:
    shares = [trainee.attendance for trainee in trainees if trainee.attendance is not None]
    formula = _mean_formula(layout.result_column(at.RESULT_ATTENDANCE), key, at.ATTENDANCE_PARTS)
    return Cell(at.fraction(spread(shares).mean), style, formula)


def _mean_formula(figures: str, key: str, parts: int) -> str:
    """The mean in whole parts, so that its rounding is exact; empty for a group that is too small."""
    condition = f",{key}" if key else ""
    count = f'COUNTIFS({figures},">=0"{condition})'
    total = f"SUMIFS({figures},{key})" if key else f"SUM({figures})"
    return f'IF({count}<{SMALLEST_GROUP},"",ROUND(ROUND({total}*{parts},0)/{count},0)/{parts})'


def components_heading() -> Row:
    """Headings of the statistics by component."""
    figures = (
        _("Marks"),
        _("Absent"),
        _("Left out"),
        _("Not settled"),
        _("Below minimum"),
        _("Mean, percent of maximum"),
        _("Median"),
        _("Lowest"),
        _("Highest"),
    )
    heads = (Cell(title, "head.right") for title in figures)
    return (Cell(_("Component"), "head"), Cell(_("Code"), "head"), *heads)


def component_lines(layout: Layout) -> Iterator[Row]:
    """One line for each component, and one for the total."""
    for place, component in enumerate(layout.report.scheme.components):
        yield _component_line(layout, place, component)
    yield _total_line(layout)


def _component_line(layout: Layout, place: int, component: ReportComponent) -> Row:
    column = at.FIRST_SCORE + place
    cells = layout.score_column(column)
    marks = [trainee.marks[place] for trainee in layout.report.trainees]
    points = [mark.points for mark in marks if mark.points is not None]
    zeros = sum(1 for mark in marks if mark.points is None and mark.state in at.COUNTED_AS_ZERO)
    left_out = sum(1 for mark in marks if mark.points is None and mark.state in at.LEFT_OUT)
    limit = at.threshold(component, layout.report.scheme.decimals) or Decimal(0)
    below = sum(1 for each in points if each < limit) + (zeros if limit > 0 else 0)
    limit_cell = layout.score_cell(column, at.THRESHOLD_ROW)
    zero_formula = _words_formula(cells, [layout.states[state] for state in at.COUNTED_AS_ZERO])
    out_formula = _words_formula(cells, [layout.states[state] for state in at.LEFT_OUT])
    return (
        Cell(component.titles.in_language()),
        Cell(component.code, "code"),
        Cell(len(points), "number.0", f"COUNT({cells})"),
        Cell(zeros, "number.0", zero_formula),
        Cell(left_out, "number.0", out_formula),
        Cell(
            len(marks) - len(points) - zeros - left_out,
            "number.0",
            f"COUNT({layout.score_column(1)})-COUNT({cells})-{zero_formula.replace('+', '-')}"
            f"-{out_formula.replace('+', '-')}",
        ),
        Cell(
            below,
            "number.0",
            f"SUMPRODUCT(ISNUMBER({cells})*({cells}<{limit_cell}))+IF({limit_cell}>0,{zero_formula},0)",
        ),
        _mean_percent(layout, column, component, points),
        *_middle_and_ends(cells, points, layout.mark_places[place]),
    )


def _words_formula(cells: str, words: Sequence[str]) -> str:
    return "+".join(f"COUNTIF({cells},{quoted(word)})" for word in words)


def _mean_percent(layout: Layout, column: int, component: ReportComponent, points: Sequence[Decimal]) -> Cell:
    """Mean of the marks in percent of the maximum, rounded half up from whole parts."""
    places = layout.report.scheme.decimals
    parts, finest = 100 * layout.parts, 10**layout.point_places
    cells, maximum = layout.score_column(column), layout.score_cell(column, at.MAXIMUM_ROW)
    total = f"ROUND(SUM({cells})*{finest},0)*{parts}/(COUNT({cells})*ROUND({maximum}*{finest},0))"
    formula = f'IF(COUNT({cells})<{SMALLEST_GROUP},"",ROUND({total},0)/{parts})'
    if len(points) < SMALLEST_GROUP:
        return Cell(None, f"percent.{places}", formula)
    mean = Fraction(sum(points)) / len(points) / Fraction(component.max_points)
    return Cell(half_up(ratio(mean), places + 2), f"percent.{places}", formula)


def _middle_and_ends(cells: str, figures: Sequence[Decimal], places: int) -> tuple[Cell, Cell, Cell]:
    """Median (which lies between two figures where their number is even), lowest and highest."""
    halves = 2 * 10**places
    is_shown = len(figures) >= SMALLEST_GROUP
    few = f"COUNT({cells})<{SMALLEST_GROUP}"
    median = spread(figures, places + 1).median
    return (
        Cell(median, f"number.{places + 1}", f'IF({few},"",ROUND(MEDIAN({cells})*{halves},0)/{halves})'),
        Cell(min(figures) if is_shown else None, f"number.{places}", f'IF({few},"",MIN({cells}))'),
        Cell(max(figures) if is_shown else None, f"number.{places}", f'IF({few},"",MAX({cells}))'),
    )


def _total_line(layout: Layout) -> Row:
    totals = [trainee.overall for trainee in layout.report.trainees if trainee.overall is not None]
    cells, places = layout.result_column(at.RESULT_TOTAL), layout.report.scheme.decimals
    pass_mark = layout.report.scheme.pass_mark
    below = sum(1 for each in totals if each < pass_mark)
    mark = at.PASS_MARK_CELL
    return (
        Cell(_("Total"), "text.strong"),
        Cell(None, "code"),
        Cell(len(totals), "strong.0", f"COUNT({cells})"),
        Cell(None),
        Cell(None),
        Cell(
            len(layout.report.trainees) - len(totals),
            "strong.0",
            f"COUNT({layout.result_column(1)})-COUNT({cells})",
        ),
        Cell(below, "strong.0", f"SUMPRODUCT(ISNUMBER({cells})*({cells}<{mark}))"),
        Cell(spread(totals, places).mean, f"strong.{places}", _mean_formula(cells, "", layout.parts)),
        *_middle_and_ends(cells, totals, places),
    )


def checks(layout: Layout, first: int, everyone: int) -> Iterator[Row]:
    """Figures of the workbook beside the recorded ones; `everyone` is the summary's row of all trainees."""
    trainees = layout.report.trainees
    outcomes = outcome_counts(trainee.outcome for trainee in trainees)
    totals = [trainee.overall for trainee in trainees if trainee.overall is not None]
    points = [points for trainee in trainees for _state, points in trainee.marks if points is not None]
    places, finest = layout.report.scheme.decimals, layout.point_places
    scores = layout.scores_block()
    shown: tuple[tuple[str, Decimal | int, str, int], ...] = (
        (_("Enrolled"), len(trainees), f"$C{everyone}", 0),
        (
            _("Outcomes together"),
            sum(outcomes.values()),
            f"$D{everyone}+SUM($F{everyone}:$J{everyone})",
            0,
        ),
        (_("Passed"), sum(outcomes[each] for each in at.PASSED), f"$D{everyone}", 0),
        (_("Sum of marks"), sum(points, Decimal(0)), f"ROUND(SUM({scores}),{finest})", finest),
        (
            _("Sum of totals"),
            sum(totals, Decimal(0)),
            f"ROUND(SUM({layout.result_column(at.RESULT_TOTAL)}),{places})",
            places,
        ),
        (
            _("Trainees with another total or band"),
            0,
            f"SUM({layout.result_column(at.RESULT_DIFFERS)})",
            0,
        ),
    )
    for row, (label, recorded, formula, decimals) in enumerate(shown, first):
        yield _check(row, label, recorded, formula, decimals)
    yield _verdict(first, first + len(shown) - 1)


def _check(row: int, label: str, recorded: Decimal | int, formula: str, places: int) -> Row:
    return (
        Cell(label),
        Cell(None),
        Cell(recorded, f"number.{places}", formula),
        Cell(recorded, f"muted.{places}"),
        Cell(0, f"number.{places}", f"ROUND($C{row}-$D{row},{places})"),
        Cell(_("correct"), "text", _judged(row)),
    )


def _judged(row: int) -> str:
    """A formula that says whether the difference in a row is nothing."""
    correct, differs = quoted(_("correct")), quoted(_("differs"))
    return f"IF($E{row}=0,{correct},{differs})"


def _verdict(first: int, last: int) -> Row:
    row = last + 1
    return (
        Cell(_("All differences together"), "check"),
        Cell(None, "check"),
        Cell(None, "check"),
        Cell(None, "check"),
        Cell(0, "check.number", f"SUMPRODUCT(ABS($E{first}:$E{last}))"),
        Cell(_("correct"), "check", _judged(row)),
    )
