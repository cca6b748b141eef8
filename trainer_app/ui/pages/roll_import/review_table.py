"""The table of the check: what happens to each row of the file, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from typing_extensions import override

from trainer_app.core.formats import date_short
from trainer_app.core.language import _, joined
from trainer_app.core.settings import Settings
from trainer_app.core.text import isolate
from trainer_app.documents.headings import IDENTITY_FIELDS, Field
from trainer_app.documents.identifiers import Identifier
from trainer_app.services.roll_drafts import Change as Changed
from trainer_app.services.rolls import Outcome, PreviewRow
from trainer_app.ui import theme
from trainer_app.ui.tables.cells import Cell, Change, Fault, Number, Text, Tone
from trainer_app.ui.tables.delegate import PADDING, cell_width
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.wrapping import ABOVE_AND_BELOW, WrappingTable
from trainer_app.ui.widgets.chips import ChipLook

_LATIN = frozenset({Field.NAME, Field.NAME_LATIN, Field.PINYIN, Field.SURNAME, Field.GIVEN})
_NUMBERS = (Field.CNIC, Field.PRC_ID, Field.PASSPORT, Field.IDENTITY, Field.POLICE_NO, Field.BELT_NO)
_SHOWN = _LATIN | {Field.NAME_UR, Field.NAME_ZH, Field.RANK, Field.BORN_ON, Field.ORGANISATION}
_WRAPPING = _LATIN | {Field.NAME_UR, Field.NAME_ZH, Field.BORN_ON}
_LONG = 22
_BETWEEN = ", "


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A row of the file with its words in the active language."""

    row: PreviewRow
    why: str

    @property
    def id(self) -> int:
        """Number of the row in the sheet."""
        return self.row.row


class ReviewTable(WrappingTable):
    """Rows of a file; a name or reason that is long makes its row higher and is never elided."""

    def __init__(self, settings: Settings, columns: Sequence[Column]) -> None:
        super().__init__(columns, settings, "roll-import")

    @override
    def _needed(self, cell: Cell, room: int) -> int:
        if isinstance(cell, Change) and cell_width(cell) > room:
            return 2 * theme.active().line("body") + ABOVE_AND_BELOW
        return super()._needed(cell, room)


def review_columns(rows: Sequence[PreviewRow]) -> tuple[Column, ...]:
    """The columns for these rows; a script, rank or number that no row has takes no room."""
    optional = (
        (any(row.read.name_ur for row in rows), _urdu_column()),
        (any(row.read.name_zh for row in rows), _chinese_column()),
        (_has(rows, Field.RANK), Column("rank", lambda: _("Rank"), _rank, width=124, keeps=4, least=100)),
        (
            any(row.read.identifiers or _faulty(row, IDENTITY_FIELDS) for row in rows),
            _identity_column(rows),
        ),
        (_has(rows, Field.BORN_ON), Column("born", lambda: _("Born"), _born, width=120, keeps=7, least=116)),
        (
            _has(rows, Field.ORGANISATION),
            Column(
                "unit", lambda: _("Organisation"), _organisation, width=150, keeps=2, least=108, stretch=1
            ),
        ),
    )
    return (
        Column(
            "row", lambda: _("Row"), lambda line: Number(str(line.row.row), tone="text2"), 56, number=True
        ),
        Column("outcome", lambda: _("Import as"), _outcome, width=118, keeps=9, least=114),
        _name_column(rows),
        *(column for is_there, column in optional if is_there),
        Column("why", lambda: _("What happens and why"), _why, width=240, stretch=4, keeps=6, least=230),
    )


def line_of(row: PreviewRow) -> ReviewLine:
    """The row with its reason, and what changes where no column shows it, or not whole."""
    row = replace(row, changes=tuple(map(_shortened, row.changes)))
    shown = _SHOWN | {_number_field(row)}
    told = [
        _sentence(change) for change in row.changes if change.field not in shown or len(change.new) > _LONG
    ]
    return ReviewLine(row, joined([row.why, *told]))


def outcome_words() -> dict[Outcome, str]:
    """The word for what happens to a row."""
    return {
        Outcome.REFUSED: _("Refused"),
        Outcome.CHANGED: _("Changed"),
        Outcome.NEW: _("New"),
        Outcome.UNCHANGED: _("Unchanged"),
    }


def outcome_chip(outcome: Outcome) -> ChipLook:
    """The chip for what happens to a row."""
    word = outcome_words()[outcome]
    match outcome:
        case Outcome.REFUSED:
            return ChipLook("danger", word, "circle-x")
        case Outcome.CHANGED:
            return ChipLook("warn", word, "pencil")
        case Outcome.NEW:
            return ChipLook("ok", word, "plus")
        case Outcome.UNCHANGED:
            return ChipLook("neutral", word, "check")


def _name_column(rows: Sequence[PreviewRow]) -> Column:
    longest = max((len(row.read.name_latin) for row in rows), default=0)
    width = min(max(longest * 7 + 2 * PADDING + 8, 150), 290)
    return Column("name", lambda: _("Name, Latin"), _name, width=width, keeps=9, least=150)


def _identity_column(rows: Sequence[PreviewRow]) -> Column:
    """Wide enough for the longest number, also where it is marked as faulty."""
    longest = max((len(one.value) for row in rows for one in row.read.identifiers), default=0)
    width = min(max(longest, 15) * 8 + 2 * PADDING + 18, 220)
    return Column("identity", lambda: _("Identity number"), _identity, width=width, keeps=8, least=width)


def _urdu_column() -> Column:
    return Column("urdu", lambda: _("Urdu"), _urdu, width=150, keeps=7, least=110, urdu=True)


def _chinese_column() -> Column:
    return Column("chinese", lambda: _("Chinese"), _chinese, width=104, keeps=7, least=84)


def _has(rows: Sequence[PreviewRow], field: Field) -> bool:
    return any(row.cells.get(field) for row in rows)


def _faulty(row: PreviewRow, fields: frozenset[Field]) -> bool:
    return any(fault.field in fields for fault in row.faults)


def _cell(line: ReviewLine, fields: frozenset[Field], text: str) -> Cell:
    """The faulty value marked, a change as old and new, else the text."""
    row = line.row
    for fault in row.faults:
        if fault.field in fields:
            return Fault(fault.value or text or _("missing"))
    for change in row.changes:
        if change.field in fields:
            return Change(change.old, change.new)
    tone: Tone = "text2" if row.outcome is Outcome.UNCHANGED else "text"
    return Text(text, tone=tone, wraps=bool(fields & _WRAPPING))


def _row(line: ReviewLine) -> Cell:
    return Number(str(line.row.row), tone="text2")


def _outcome(line: ReviewLine) -> Cell:
    return outcome_chip(line.row.outcome)


def _name(line: ReviewLine) -> Cell:
    typed = " ".join(text for field in Field if field in _LATIN and (text := line.row.cells.get(field, "")))
    is_own_script = bool(line.row.read.name_ur or line.row.read.name_zh)
    return _cell(line, _LATIN, line.row.read.name_latin or ("" if is_own_script else typed))


def _urdu(line: ReviewLine) -> Cell:
    return _cell(line, frozenset({Field.NAME_UR}), line.row.read.name_ur)


def _chinese(line: ReviewLine) -> Cell:
    return _cell(line, frozenset({Field.NAME_ZH}), line.row.read.name_zh)


def _rank(line: ReviewLine) -> Cell:
    return _cell(line, frozenset({Field.RANK}), line.row.read.rank or line.row.cells.get(Field.RANK, ""))


def _identity(line: ReviewLine) -> Cell:
    field = _number_field(line.row)
    value = next((one.value for one in line.row.read.identifiers if _field_of(one) == field), "")
    fields = IDENTITY_FIELDS if line.row.faults else frozenset({field})
    return _cell(line, fields, value)


def _number_field(row: PreviewRow) -> Field:
    """Which of the numbers of a row is shown: the one that tells most."""
    fields = {_field_of(one) for one in row.read.identifiers}
    return next((field for field in _NUMBERS if field in fields), Field.IDENTITY)


def _field_of(identifier: Identifier) -> Field:
    return Field(identifier.kind.value.lower())


def _born(line: ReviewLine) -> Cell:
    born_on = line.row.read.born_on
    text = date_short(born_on) if born_on else line.row.cells.get(Field.BORN_ON, "")
    return _cell(line, frozenset({Field.BORN_ON}), text)


def _organisation(line: ReviewLine) -> Cell:
    text = line.row.read.organisation or line.row.cells.get(Field.ORGANISATION, "")
    return _cell(line, frozenset({Field.ORGANISATION}), text)


def _why(line: ReviewLine) -> Cell:
    return Text(line.why, tone="text" if line.row.outcome is Outcome.REFUSED else "text2", wraps=True)


def _shortened(change: Changed) -> Changed:
    """The change without what both values begin with, such as the agency before another posting."""
    old, new = change.old.split(_BETWEEN), change.new.split(_BETWEEN)
    while len(old) > 1 and len(new) > 1 and old[0] == new[0]:
        old, new = old[1:], new[1:]
    return replace(change, old=_BETWEEN.join(old), new=_BETWEEN.join(new))


def _sentence(change: Changed) -> str:
    words = _("{field} changes from {old} to {new}.") if change.old else _("{field} becomes {new}.")
    return words.format(field=change.field.label(), old=isolate(change.old), new=isolate(change.new))
