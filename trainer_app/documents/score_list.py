"""The list of an offering's scores that goes out to be filled in, and comes back to be imported."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from trainer_app.core.language import Titles, _, pgettext, using
from trainer_app.core.text import western_digits
from trainer_app.documents import row_heights, sheets
from trainer_app.documents.looks import MOST_PLACES
from trainer_app.documents.offering_report import CountedMark
from trainer_app.documents.sheet_model import (
    EMPTY,
    Book,
    Cell,
    Choice,
    Column,
    MadeRows,
    Row,
    Sheet,
    Table,
    fitted,
    footer,
    letters,
    span,
)
from trainer_app.documents.sheets import cell_text
from trainer_app.rules.states import ScoreState
from trainer_app.rules.words import score_words

MARKER = "JPT-SCORES-1"
ROLL_NUMBER, NAME = "ROLL", "NAME"
_TITLE_ROW, _MARKER_ROW, _MAXIMUM_ROW, _CODES_ROW, _HEADING_ROW = 1, 3, 4, 5, 6
_FIRST_ROW = _HEADING_ROW + 1
_FIRST_COMPONENT = 5
_ROWS_SEARCHED = 30
_TITLE_HEIGHT = 26.0
_PORTRAIT_WIDTH = 125


@dataclass(frozen=True, slots=True)
class ListComponent:
    """A component whose marks the list asks for; without `is_open` they are only shown."""

    code: str
    titles: Titles
    max_points: Decimal
    places: int
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class ListTrainee:
    """A trainee with the marks that are there already, parallel to the components."""

    roll_number: int
    name_latin: str
    own_name: str
    side: str
    marks: tuple[CountedMark, ...]


@dataclass(frozen=True, slots=True)
class ScoreList:
    """Everything that the list shows."""

    offering_code: str
    course: Titles
    components: tuple[ListComponent, ...]
    trainees: Sequence[ListTrainee]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One trainee's line as it came back; marks by component code, as text, '' where the cell is blank."""

    row: int
    roll_number: str
    name: str
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReturnedList:
    """What a list that the program exported says after people have filled it in."""

    offering_code: str
    component_codes: tuple[str, ...]
    rows: tuple[ReturnedRow, ...]


def score_list_book(scores: ScoreList, language: str, *, head: str = "") -> Book:
    """The list as a workbook: one line for each trainee, one column for each component.

    Offering, roll numbers and component codes stand in a row of their own, so that the list is recognised
    when it comes back, in whatever order its rows and columns then are. `head` is the end of the journal
    that was signed for it, which its pages carry.
    """
    with using(language):
        sheet = _sheet(scores, language)
        title = _("Scores of {code}").format(code=scores.offering_code)
        return Book(title, language, scores.made_at, (sheet,), footer=footer(title, head))


def read_score_list(workbook: sheets.Workbook) -> ReturnedList | None:
    """What the list says; None for a workbook that is no list of this program."""
    for sheet in workbook.sheets:
        found = _offering_code(sheet)
        if found is not None:
            return _returned(sheet, *found)
    return None


def _sheet(scores: ScoreList, language: str) -> Sheet:
    places = [min(component.places, MOST_PLACES) for component in scores.components]
    words = score_words() | {ScoreState.NOT_ENTERED: ""}

    def row(_number: int, trainee: ListTrainee) -> Row:
        marks = zip(trainee.marks, scores.components, places, strict=True)
        return (
            Cell(trainee.roll_number, "number.0"),
            Cell(trainee.name_latin, "latin"),
            Cell(trainee.own_name or None),
            Cell(trainee.side, "code"),
            *(_mark(mark, component, decimals, words) for mark, component, decimals in marks),
        )

    names = [trainee.name_latin for trainee in scores.trainees]
    own_names = [trainee.own_name for trainee in scores.trainees]
    last = _HEADING_ROW + max(len(scores.trainees), 1)
    columns = (
        Column(7),
        fitted(names, least=24),
        fitted(own_names, least=16),
        Column(8),
        *(Column(15) for _component in scores.components),
    )
    head = _head(scores)
    heading_height = row_heights.heading_height(head[-1], columns, language)
    return Sheet(
        name=_("Scores"),
        columns=columns,
        rows=MadeRows(head, scores.trainees, row),
        frozen_rows=_HEADING_ROW,
        frozen_columns=2,
        heights={_TITLE_ROW: _TITLE_HEIGHT, _HEADING_ROW: heading_height},
        table=Table("Scores", _HEADING_ROW, len(scores.trainees), len(columns)) if scores.trainees else None,
        choices=(_choice(last, len(columns)),),
        is_landscape=sum(column.width for column in columns) > _PORTRAIT_WIDTH,
    )


def _mark(mark: CountedMark, component: ListComponent, places: int, words: Mapping[ScoreState, str]) -> Cell:
    kind = "input" if component.is_open else "muted"
    if mark.points is not None:
        return Cell(mark.points, f"{kind}.{places}")
    return Cell(words[mark.state] or None, f"{kind}.text" if words[mark.state] else f"{kind}.{places}")


def _head(scores: ScoreList) -> list[Row]:
    title = f"{scores.offering_code} · {scores.course.in_language()}"
    rule = _(
        "Type points, or A for absent, E for excused, X for exempt. Leave a mark blank that is not known."
    )
    machine = [EMPTY, Cell(MARKER, "machine"), Cell(scores.offering_code, "machine")]
    maxima = [EMPTY, Cell(_("Maximum"), "rule"), EMPTY, EMPTY]
    codes = [Cell(ROLL_NUMBER, "machine.right"), Cell(NAME, "machine"), EMPTY, EMPTY]
    headings = [
        Cell(pgettext("roll", "No."), "head.right"),
        Cell(_("Name"), "head.left"),
        Cell(_("Own name"), "head"),
        Cell(_("Side"), "head"),
    ]
    seen = {str(heading.value).casefold() for heading in headings}
    for component in scores.components:
        maxima.append(Cell(component.max_points, f"muted.{min(component.places, MOST_PLACES)}"))
        codes.append(Cell(component.code, "machine.right"))
        heading = component.titles.in_language()
        if heading.casefold() in seen:
            heading = f"{heading} ({component.code})"
        seen.add(heading.casefold())
        headings.append(Cell(heading, "head.right"))
    return [[Cell(title, "title")], [Cell(rule, "note")], machine, maxima, codes, headings]


def _choice(last_row: int, columns: int) -> Choice:
    cell, maximum = (f"{letters(_FIRST_COMPONENT)}{row}" for row in (_FIRST_ROW, f"${_MAXIMUM_ROW}"))
    return Choice(
        range=span(_FIRST_COMPONENT, _FIRST_ROW, last_row, max(columns, _FIRST_COMPONENT)),
        formula=f"OR(ISTEXT({cell}),AND({cell}>=0,{cell}<={maximum}))",
        title=_("Not a possible mark"),
        explanation=_("Type points from 0 to the maximum above the column, or A, E or X."),
    )


def _offering_code(sheet: sheets.Sheet) -> tuple[int, str] | None:
    """The row with the marker, and the offering's code in the next cell that is not blank."""
    for number, row in _first_rows(sheet):
        texts = [text for value in row if (text := cell_text(value))]
        if MARKER in texts[:-1]:
            return number, texts[texts.index(MARKER) + 1]
    return None


def _first_rows(sheet: sheets.Sheet) -> Iterator[tuple[int, sheets.Row]]:
    return ((number, row) for number, row in sheet.numbered() if number <= _ROWS_SEARCHED)


def _returned(sheet: sheets.Sheet, marker_row: int, offering_code: str) -> ReturnedList | None:
    for number, row in sheet.numbered(marker_row + 1):
        places = {text: index for index, value in enumerate(row) if (text := cell_text(value))}
        if ROLL_NUMBER in places:
            rows = tuple(_returned_rows(sheet, number + 1, places))
            return ReturnedList(offering_code, _component_codes(places), rows)
    return None


def _component_codes(places: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(code for code in places if code not in (ROLL_NUMBER, NAME))


def _returned_rows(sheet: sheets.Sheet, first: int, places: Mapping[str, int]) -> Iterator[ReturnedRow]:
    for number, row in sheet.numbered(first):
        texts = {code: cell_text(row[index]) for code, index in places.items()}
        roll_number, name = texts.pop(ROLL_NUMBER), texts.pop(NAME, "")
        is_heading = number == first and not western_digits(roll_number).isdigit()
        if (roll_number or name) and not is_heading:
            yield ReturnedRow(number, roll_number, name, texts)
