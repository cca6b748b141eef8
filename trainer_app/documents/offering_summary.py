"""Summary of the offering progress workbook: facts, statistics with live formulas, chart and check rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from trainer_app.core.formats import date_long
from trainer_app.core.language import _
from trainer_app.documents import offering_layout as at
from trainer_app.documents.offering_layout import Layout, criterion, quoted
from trainer_app.documents.offering_report import Group, OfferingFacts, TraineeRow
from trainer_app.documents.offering_sheets import TITLE_HEIGHT
from trainer_app.documents.offering_statistics import (
    checks,
    component_lines,
    components_heading,
    group_line,
    groups_heading,
)
from trainer_app.documents.page_breaks import page_room
from trainer_app.documents.row_heights import ROW_HEIGHTS, heading_height
from trainer_app.documents.sheet_model import (
    EMPTY,
    Block,
    Cell,
    Chart,
    Column,
    Highlight,
    Row,
    Series,
    Sheet,
    fitted,
    letters,
    span,
)
from trainer_app.rules.words import offering_words

COLUMNS = 13
CHART_FIRST, CHART_END_COLUMN = (8, 11), 14
CHART_HEIGHT = 215.0
_SIDE_COLUMN = 3
_SECTION_ROWS = 2
_FIGURES = {"en": 11.5, "ur": 11.5, "zh": 13.0}
_LONGEST_FACT = 78
_FACT_COLUMNS = 4  # a fact on the left may run over so many columns before the next one begins


@dataclass(slots=True)
class _Page:
    """The rows of the sheet while they are written one below the other, and the first ones of its tables."""

    language: str
    columns: tuple[Column, ...]
    rows: list[Row] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    sections: list[int] = field(default_factory=list)

    @property
    def next_row(self) -> int:
        return len(self.rows) + 1

    def add(self, cells: Iterable[Cell], height: float = 0) -> int:
        self.rows.append(tuple(cells))
        if height:
            self.heights[len(self.rows)] = height
        return len(self.rows)

    def skip_to(self, row: int) -> None:
        while self.next_row < row:
            self.rows.append(())

    def section(self, title: str, heading: Sequence[Cell]) -> None:
        self.skip_to(self.next_row + 1)
        self.sections.append(self.add([Cell(title, "section")]))
        self.add(heading, heading_height(heading, self.columns, self.language))

    def blocks(self) -> tuple[Block, ...]:
        """What stays together on paper: everything above the first section, then each section."""
        starts = [*self.sections, self.next_row + 1]
        tables = (Block(first, after - 2, _SECTION_ROWS) for first, after in pairwise(starts))
        return (Block(1, starts[0] - 2), *tables)

    def most_rows(self, heading: Sequence[Cell]) -> int:
        """How many rows of a section with this heading fit on a page."""
        row = ROW_HEIGHTS[self.language]
        above = 2 * row + heading_height(heading, self.columns, self.language)
        return int((page_room(self.columns) - above) // row)


def summary_sheet(layout: Layout) -> Sheet:
    """The first sheet: what an officer reads before anything else."""
    page, report = _Page(layout.language, _columns(layout)), layout.report
    _facts(page, layout)
    chart = _bands(page, layout)
    page.skip_to(chart.last[1])
    page.section(_("By side"), groups_heading(_("Side")))
    for side in report.sides:
        trainees = [each for each in report.trainees if each.side == side.code]
        page.add(group_line(layout, page.next_row, side, at.RESULT_SIDE, trainees))
    everyone = page.add(group_line(layout, page.next_row, None, None, report.trainees))
    _organisations(page, layout)
    page.section(_("Components and total"), components_heading())
    for line in component_lines(layout):
        page.add(line)
    page.section(_("Checks against the program's own figures"), _check_heading())
    first_check = page.next_row
    for line in checks(layout, first_check, everyone):
        page.add(line)
    return Sheet(
        name=layout.names[0],
        columns=page.columns,
        rows=page.rows,
        heights={1: TITLE_HEIGHT, **page.heights},
        charts=(chart,) if report.trainees else (),
        blocks=page.blocks(),
        highlights=(Highlight(span(5, first_check, len(page.rows)), f"E{first_check}<>0", "danger"),),
    )


def _columns(layout: Layout) -> tuple[Column, ...]:
    report = layout.report
    titles = [group.titles.in_language() for group in (*report.sides, *layout.organisations)]
    titles += [component.titles.in_language() for component in report.scheme.components]
    codes = [group.code for group in layout.organisations]
    facts = [str(cell.value or "") for _label, cell in _left_facts(layout)]
    figure = Column(_FIGURES[layout.language])
    room = fitted(facts, most=_LONGEST_FACT).width - (_FACT_COLUMNS - 1) * figure.width
    return (
        fitted(titles, least=30),
        fitted(codes, least=max(17, room)),
        *(figure for _place in range(COLUMNS - 2)),
    )


def _organisations(page: _Page, layout: Layout) -> None:
    """Statistics by organisation, in tables that a page holds, so that each has its headings."""
    heading = groups_heading(_("Organisation"))
    by_organisation = _by_organisation(layout.report.trainees)
    tables = _even_parts(layout.organisations, page.most_rows(heading))
    for number, table in enumerate(tables, 1):
        title = _("By organisation")
        if len(tables) > 1:
            title = _("By organisation ({number} of {count})").format(number=number, count=len(tables))
        page.section(title, heading)
        for organisation in table:
            trainees = by_organisation.get(organisation.code, [])
            page.add(group_line(layout, page.next_row, organisation, at.RESULT_ORGANISATION, trainees))


def _even_parts(groups: Sequence[Group], most: int) -> list[Sequence[Group]]:
    """The groups in as few parts as it takes, all about as long."""
    parts = max(-(-len(groups) // most), 1)
    size = -(-len(groups) // parts)
    return [groups[first : first + size] for first in range(0, max(len(groups), 1), max(size, 1))]


def _by_organisation(trainees: Iterable[TraineeRow]) -> dict[str, list[TraineeRow]]:
    groups: dict[str, list[TraineeRow]] = {}
    for trainee in trainees:
        groups.setdefault(trainee.organisation or at.NO_CODE, []).append(trainee)
    return groups


def _facts(page: _Page, layout: Layout) -> None:
    """Title, and facts in two columns of pairs; formulas look for some of them at their places."""
    facts, scheme = layout.report.facts, layout.report.scheme
    side = next(
        (group.titles.in_language() for group in layout.report.sides if group.code == facts.host_side), ""
    )
    page.add([Cell(_("Offering progress: {code}").format(code=facts.code), "title")])
    page.add([Cell(_standing(facts), "note")])
    page.skip_to(4)
    left = _left_facts(layout)
    minimum = at.fraction(scheme.attendance_min)
    right = (
        (_("Host side"), Cell(side or facts.host_side, "fact.text")),
        (_("Places"), Cell(facts.capacity, "fact.0")),
        (_("Rules version"), Cell(scheme.no, "fact.0")),
        (_("Pass mark"), Cell(scheme.pass_mark, f"fact.{scheme.decimals}")),
        (_("Attendance minimum"), Cell(minimum, "fact.percent.1")),
        (_("Delivered minutes"), Cell(facts.delivered_minutes, "fact.0")),
    )
    for (first, value), (second, other) in zip(left, right, strict=True):
        page.add([Cell(first, "fact"), value, *[EMPTY] * 3, Cell(second, "fact"), *[EMPTY] * 3, other])


def _left_facts(layout: Layout) -> tuple[tuple[str, Cell], ...]:
    facts = layout.report.facts
    course = _("{course} ({code})").format(course=facts.course.in_language(), code=facts.course_code)
    return (
        (_("Course"), Cell(course, "fact.text")),
        (_("Area of training"), Cell(facts.track.in_language(), "fact.text")),
        (_("Venue"), Cell(facts.venue.in_language() or None, "fact.text")),
        (_("Starts on"), Cell(facts.starts_on, "fact.date")),
        (_("Ends on"), Cell(facts.ends_on, "fact.date")),
        (_("Stage"), Cell(offering_words()[facts.state], "fact.text")),
    )


def _standing(facts: OfferingFacts) -> str:
    """How firm the results are."""
    if facts.decided_on is None:
        return _(
            "Results are provisional until the board decides. Figures are formulas over the other sheets."
        )
    words = _("Results as the board decided on {day}. Figures are formulas over the other sheets.")
    if facts.is_stale:
        words = _("Results as the board decided on {day}. Something that decides a result was changed since.")
    return words.format(day=date_long(facts.decided_on))


def _bands(page: _Page, layout: Layout) -> Chart:
    """Trainees by band and side: the rows that band formulas and the chart read."""
    report, words = layout.report, _band_names(layout)
    page.skip_to(at.FIRST_BAND_ROW - 2)
    page.add([Cell(_("Bands by side"), "section")])
    sides = [group.titles.in_language() for group in report.sides]
    heading = [Cell(_("Band")), Cell(_("From")), *(Cell(side) for side in (*sides, _("All")))]
    page.add(Cell(cell.value, "head" if place == 0 else "head.right") for place, cell in enumerate(heading))
    counts = [_band_counts(layout, place) for place in range(len(words))]
    for place, word in enumerate(words):
        page.add(_band_line(layout, page.next_row, word, place, counts[place]))
    page.add(_unbanded_line(layout, page.next_row, counts))
    last = at.FIRST_BAND_ROW + len(words) - 1
    return Chart(
        title=_("Trainees by band"),
        category_range=span(1, at.FIRST_BAND_ROW, last),
        categories=tuple(words),
        series=tuple(
            Series(
                name_cell=span(column, at.FIRST_BAND_ROW - 1, at.FIRST_BAND_ROW - 1).split(":")[0],
                name=sides[place],
                value_range=span(column, at.FIRST_BAND_ROW, last),
                values=tuple(row[place] for row in counts),
            )
            for place, column in enumerate(range(_SIDE_COLUMN, _SIDE_COLUMN + len(sides)))
        ),
        first=CHART_FIRST,
        last=(CHART_END_COLUMN, CHART_FIRST[1] + round(CHART_HEIGHT / ROW_HEIGHTS[layout.language])),
    )


def _band_names(layout: Layout) -> list[str]:
    return [band.titles.in_language() for band in layout.report.scheme.bands]


def _band_counts(layout: Layout, band: int | None) -> list[int]:
    trainees = [each for each in layout.report.trainees if each.band == band]
    return [sum(1 for each in trainees if each.side == side.code) for side in layout.report.sides]


def _band_line(layout: Layout, row: int, word: str, place: int, counts: Sequence[int]) -> Row:
    bands, sides = layout.result_column(at.RESULT_BAND), layout.result_column(at.RESULT_SIDE)
    scheme = layout.report.scheme
    name = criterion(f"$A{row}", word)
    formulas = [f"COUNTIFS({bands},{name},{sides},{quoted(side.code)})" for side in layout.report.sides]
    return (
        Cell(word),
        Cell(scheme.bands[place].lower, f"number.{scheme.decimals}"),
        *(Cell(count, "number.0", formula) for count, formula in zip(counts, formulas, strict=True)),
        _sum_of_sides(row, counts),
    )


def _unbanded_line(layout: Layout, row: int, counts: Sequence[Sequence[int]]) -> Row:
    sides = layout.result_column(at.RESULT_SIDE)
    values = _band_counts(layout, None)
    cells = []
    for place, side in enumerate(layout.report.sides):
        column = letters(_SIDE_COLUMN + place)
        banded = f"SUM({column}{at.FIRST_BAND_ROW}:{column}{row - 1})"
        cells.append(Cell(values[place], "number.0", f"COUNTIF({sides},{quoted(side.code)})-{banded}"))
    return (Cell(_("No total yet"), "text.muted"), Cell(None), *cells, _sum_of_sides(row, values))


def _sum_of_sides(row: int, counts: Sequence[int]) -> Cell:
    last = _SIDE_COLUMN + len(counts) - 1
    return Cell(sum(counts), "strong.0", f"SUM({letters(_SIDE_COLUMN)}{row}:{letters(last)}{row})")


def _check_heading() -> Row:
    return (
        Cell(_("Check"), "head"),
        Cell(None, "head"),
        Cell(_("In this workbook"), "head.right"),
        Cell(_("Recorded"), "head.right"),
        Cell(_("Difference"), "head.right"),
        Cell(_("Verdict"), "head"),
    )
