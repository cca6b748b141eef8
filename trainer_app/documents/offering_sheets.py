"""Roll, scores and results of the offering progress workbook: one row for each trainee."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from trainer_app.core.language import _, pgettext
from trainer_app.documents import offering_layout as at
from trainer_app.documents.offering_formulas import ResultFormulas, ScoreFormulas, attendance_formula
from trainer_app.documents.offering_layout import FIRST_ROW, Layout
from trainer_app.documents.offering_report import ReportComponent, TraineeRow
from trainer_app.documents.row_heights import heading_height, text_height
from trainer_app.documents.sheet_model import (
    EMPTY,
    Cell,
    Column,
    Highlight,
    MadeRows,
    Row,
    Sheet,
    fitted,
    letters,
    span,
)
from trainer_app.rules.states import Outcome
from trainer_app.rules.words import enrolment_words

TITLE_HEIGHT = 26.0
_ADJUSTMENTS = Column(44)


class Head(NamedTuple):
    """One column of a data sheet: what stands over it, how, and its width."""

    title: str
    column: Column
    style: str = "head"


def roll_sheet(layout: Layout) -> Sheet:
    """Who is on the roll, from where, and the attended time."""
    titles = {group.code: group.titles.in_language() for group in layout.organisations}
    words = enrolment_words()
    attendance = attendance_formula(layout)

    def row(number: int, trainee: TraineeRow) -> Row:
        return (
            Cell(trainee.roll_number, "number.0"),
            Cell(trainee.name_latin, "latin"),
            Cell(trainee.name_ur or None, "urdu"),
            Cell(trainee.name_zh or None, "chinese"),
            Cell(trainee.side, "code"),
            Cell(titles.get(trainee.organisation or at.NO_CODE)),
            Cell(trainee.organisation or at.NO_CODE, "code"),
            Cell(trainee.rank.in_language(layout.language) or None),
            Cell(words[trainee.state]),
            Cell(trainee.credited_minutes, "number.0"),
            Cell(at.fraction(trainee.attendance), "percent.1", attendance(number, trainee)),
        )

    note = _("Everyone on the roll, in the order of roll numbers.")
    heads = _roll_heads(layout, titles.values(), words.values())
    return _sheet(layout, 1, "Roll", note, heads, row)


def _roll_heads(layout: Layout, organisations: Iterable[str], states: Iterable[str]) -> tuple[Head, ...]:
    trainees = layout.report.trainees
    ranks = {trainee.rank.in_language(layout.language) for trainee in trainees}
    return (
        Head(pgettext("roll", "No."), Column(7), "head.right"),
        Head(
            _("Name in Latin letters"), fitted([each.name_latin for each in trainees], least=22), "head.left"
        ),
        Head(_("Name in Urdu"), fitted([each.name_ur for each in trainees], least=16), "head.right"),
        Head(_("Name in Chinese"), fitted([each.name_zh for each in trainees], least=12), "head.left"),
        Head(_("Side"), Column(7)),
        Head(_("Organisation"), fitted(organisations, least=18)),
        Head(_("Organisation code"), fitted(_codes(layout), least=14)),
        Head(_("Rank"), fitted(ranks, least=14)),
        Head(_("State"), fitted(states, least=10)),
        Head(_("Attended minutes"), Column(13), "head.right"),
        Head(_("Attendance"), Column(12), "head.right"),
    )


def scores_sheet(layout: Layout) -> Sheet:
    """The marks that count, and the totals that they give."""
    words = layout.states
    formulas = ScoreFormulas(layout)
    styles = [f"number.{places}" for places in layout.mark_places]

    def row(number: int, trainee: TraineeRow) -> Row:
        marks = [
            Cell(words[state], "state") if points is None else Cell(points, style)
            for (state, points), style in zip(trainee.marks, styles, strict=True)
        ]
        return (
            Cell(trainee.roll_number, "number.0"),
            Cell(trainee.name_in(layout.language)),
            Cell(trainee.side, "code"),
            *marks,
            *formulas.cells(number, trainee),
        )

    note = _("Marks that count, after resits. Change a mark, a maximum or a weight: every sheet follows.")
    heads = _score_heads(layout)
    highlights = _score_highlights(layout)
    return _sheet(layout, 2, "Scores", note, heads, row, rules=_rule_rows(layout), highlights=highlights)


def _score_heads(layout: Layout) -> tuple[Head, ...]:
    figures = (_("Weight counted"), _("Not settled"), _("Below minimum"), _("Total"))
    return (
        *_name_heads(layout),
        *(
            Head(title, Column(14), "head.right")
            for title in _unique_titles(layout.report.scheme.components, figures)
        ),
        *(Head(title, Column(13), "head.right") for title in figures),
    )


def results_sheet(layout: Layout) -> Sheet:
    """Total, band and outcome of each trainee, beside what the program recorded."""
    scheme = layout.report.scheme
    bands = [band.titles.in_language() for band in scheme.bands]
    formulas = ResultFormulas(layout)
    total, muted = f"strong.{scheme.decimals}", f"muted.{scheme.decimals}"

    def row(number: int, trainee: TraineeRow) -> Row:
        recorded = None if trainee.band is None else bands[trainee.band]
        return (
            Cell(trainee.roll_number, "number.0"),
            Cell(trainee.name_in(layout.language)),
            Cell(trainee.side, "code"),
            Cell(trainee.organisation or at.NO_CODE, "code"),
            Cell(at.fraction(trainee.attendance), "percent.1", formulas.attendance(number)),
            Cell(trainee.overall, total, formulas.total(number)),
            Cell(recorded, "text", formulas.band(number)),
            Cell(formulas.yes_or_no(trainee), "text", formulas.every_rule_met(number, trainee)),
            Cell(layout.outcomes[trainee.outcome], "text.strong"),
            Cell(trainee.so_far if trainee.overall is None else None, muted),
            Cell(trainee.misconducts, "number.0"),
            Cell(recorded if trainee.is_band_capped else None),
            Cell(trainee.overall, muted),
            Cell(recorded, "text.muted"),
            Cell(0, "number.0", formulas.differs(number)),
            *(_adjustments_cell(trainee) if layout.has_adjustments else ()),
        )

    note = _(
        "The outcome is the program's decision; total, band and rules are computed here from the scores."
    )
    heads, highlights = _result_heads(layout, bands), _result_highlights(layout)
    sheet = _sheet(layout, 3, "Results", note, heads, row, highlights=highlights)
    return replace(sheet, heights={**sheet.heights, **_adjusted_heights(layout)})


def _adjustments_cell(trainee: TraineeRow) -> Row:
    return (Cell(trainee.adjustments.in_language() or None, "text.wrapped"),)


def _adjusted_heights(layout: Layout) -> dict[int, float]:
    """Heights of the rows with adjustments, so that none is cut."""
    told = (
        (row, each.adjustments.in_language()) for row, each in enumerate(layout.report.trainees, FIRST_ROW)
    )
    return {row: text_height(words, _ADJUSTMENTS, layout.language) for row, words in told if words}


def _result_heads(layout: Layout, bands: Sequence[str]) -> tuple[Head, ...]:
    band_column = fitted(bands, least=13)
    return (
        *_name_heads(layout),
        Head(_("Organisation code"), fitted(_codes(layout), least=14)),
        Head(_("Attendance"), Column(12), "head.right"),
        Head(_("Total"), Column(9), "head.right"),
        Head(_("Band"), band_column),
        Head(_("Every rule met"), Column(11)),
        Head(_("Outcome"), fitted(layout.outcomes.values(), least=14)),
        Head(_("So far, not official"), Column(12), "head.right"),
        Head(_("Misconduct cases"), Column(12), "head.right"),
        Head(_("Band limit after a resit"), band_column),
        Head(_("Recorded total"), Column(11), "head.right"),
        Head(_("Recorded band"), band_column),
        Head(_("Differs"), Column(10), "head.right"),
        *((Head(_("Adjustments"), _ADJUSTMENTS),) if layout.has_adjustments else ()),
    )


def _name_heads(layout: Layout) -> tuple[Head, Head, Head]:
    names = [trainee.name_in(layout.language) for trainee in layout.report.trainees]
    return (
        Head(pgettext("roll", "No."), Column(7), "head.right"),
        Head(_("Name"), fitted(names, least=24)),
        Head(_("Side"), Column(7)),
    )


def _codes(layout: Layout) -> list[str]:
    return [group.code for group in layout.organisations]


def _unique_titles(components: Sequence[ReportComponent], taken: Iterable[str]) -> list[str]:
    """Titles of the components; the headings of a table must differ from each other."""
    seen = {title.casefold() for title in (*taken, pgettext("roll", "No."), _("Name"), _("Side"))}
    unique = []
    for component in components:
        title = component.titles.in_language()
        if title.casefold() in seen:
            title = f"{title} ({component.code})"
        seen.add(title.casefold())
        unique.append(title)
    return unique


def _rule_rows(layout: Layout) -> list[list[Cell]]:
    """What stands above the marks: maximum, weight, minimum, the points that reach it, and the factor."""
    scheme, scale = layout.report.scheme, layout.scale
    titles = (_("Maximum"), _("Weight"), _("Minimum"), _("Reached from, points"), _("Factor of a point"))
    rows = [[EMPTY, Cell(title, "rule"), EMPTY] for title in titles]
    maxima, weights, lines, thresholds, factors = rows
    for column, component in enumerate(scheme.components, at.FIRST_SCORE):
        maxima.append(Cell(component.max_points, f"number.{component.places}"))
        weights.append(Cell(Decimal(component.weight_bp) / 10_000, f"percent.{layout.weight_places}"))
        lines.append(Cell(at.fraction(component.line_pct), f"percent.{scheme.decimals}"))
        limit = at.threshold(component, scheme.decimals)
        thresholds.append(Cell(limit, f"muted.{at.places_of(limit)}"))
        if scale is not None:
            formula = scale.factor(
                f"{letters(column)}${at.MAXIMUM_ROW}", f"{letters(column)}${at.WEIGHT_ROW}"
            )
            factors.append(
                Cell(scale.factor_value(component.max_points, component.weight_bp), "muted.0", formula)
            )
    return rows if scale is not None else rows[:-1]


def _score_highlights(layout: Layout) -> tuple[Highlight, ...]:
    row, last = at.FIRST_SCORES_ROW, layout.last_scores_row
    first = letters(at.FIRST_SCORE)
    extent, cell = span(at.FIRST_SCORE, row, last, layout.last_score), f"{first}{row}"
    limit = f"{first}${at.THRESHOLD_ROW}"
    open_words = [layout.states[state] for state in at.WAITING]
    below = layout.counted_column + 2
    return (
        Highlight(extent, f"AND(ISNUMBER({cell}),{cell}<{limit})", "danger"),
        Highlight(extent, at.one_of(cell, open_words), "warn"),
        Highlight(span(below, row, last), f"{letters(below)}{row}>0", "danger"),
    )


def _result_highlights(layout: Layout) -> tuple[Highlight, ...]:
    outcome, differs = letters(at.RESULT_OUTCOME), letters(at.RESULT_DIFFERS)
    words = layout.outcomes
    failed = [words[Outcome.FAIL_RESIT], words[Outcome.FAIL_FINAL]]
    waiting = [words[each] for each in at.OPEN]
    extent = span(at.RESULT_OUTCOME, FIRST_ROW, layout.last_row)
    return (
        Highlight(extent, at.one_of(f"{outcome}{FIRST_ROW}", failed), "danger"),
        Highlight(extent, at.one_of(f"{outcome}{FIRST_ROW}", waiting), "warn"),
        Highlight(span(at.RESULT_DIFFERS, FIRST_ROW, layout.last_row), f"{differs}{FIRST_ROW}<>0", "danger"),
    )


def _sheet(
    layout: Layout,
    place: int,
    table: str,
    note: str,
    heads: Sequence[Head],
    row: Callable[[int, TraineeRow], Row],
    *,
    rules: Sequence[Row] = (),
    highlights: tuple[Highlight, ...] = (),
) -> Sheet:
    """A data sheet: title, note, the rules of the columns, headings, one row for each trainee."""
    facts = layout.report.facts
    title = f"{facts.code} · {facts.course.in_language()}"
    head: list[Row] = [[Cell(title, "title")], [Cell(note, "note")], *rules]
    heading_row = at.SCORES_HEADING_ROW if rules else at.HEADING_ROW
    head += [[] for _missing in range(heading_row - 1 - len(head))]
    headings = [Cell(each.title, each.style) for each in heads]
    head.append(headings)
    columns = tuple(each.column for each in heads)
    return Sheet(
        name=layout.names[place],
        columns=columns,
        rows=MadeRows(head, layout.report.trainees, row),
        frozen_rows=heading_row,
        frozen_columns=2,
        heights={1: TITLE_HEIGHT, heading_row: heading_height(headings, columns, layout.language)},
        table=layout.table(table, heading_row, len(heads)),
        highlights=highlights,
    )
