"""The rows of the check: what happens to each mark of the list, with what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from trainer_app.core.errors import MarkRefused, NotANumber, ValueOffStep, ValueOutsideMaximum
from trainer_app.core.language import _, pgettext
from trainer_app.core.text import isolate
from trainer_app.rules.attempts import Mark
from trainer_app.services.enrolments import Trainee
from trainer_app.services.score_lists import Decision, Key, PreviewMark, ScoreListPreview, Verdict
from trainer_app.services.scores import GridTrainee
from trainer_app.ui.pages.people.words import duty_words
from trainer_app.ui.tables.cells import Cell, Change, Fault, Names, Number, Text, Tone
from trainer_app.ui.tables.model import Column
from trainer_app.ui.tables.score_grid.words import first_name, mark_text, second_name
from trainer_app.ui.widgets.chips import ChipLook


class Fate(StrEnum):
    """What happens to a mark, in the order of the filters."""

    TO_DECIDE = "to_decide"
    DECIDED = "decided"
    REFUSED = "refused"
    CHANGED = "changed"
    NEW = "new"
    UNCHANGED = "unchanged"


_FATES = {
    Verdict.REFUSED: Fate.REFUSED,
    Verdict.CHANGED: Fate.CHANGED,
    Verdict.NEW: Fate.NEW,
    Verdict.UNCHANGED: Fate.UNCHANGED,
    Verdict.BLANK: Fate.UNCHANGED,
}
_OF_MARKS = (MarkRefused, NotANumber, ValueOffStep, ValueOutsideMaximum)

Decisions = Mapping[Key, Decision | None]


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A mark of the list; `decision` None on a decided one means that it is left out."""

    mark: PreviewMark
    fate: Fate
    decision: Decision | None = None

    @property
    def id(self) -> Key:
        """Row and component."""
        return self.mark.key

    @property
    def goes_in(self) -> bool:
        """Whether importing records it."""
        return self.fate in {Fate.CHANGED, Fate.NEW} or self.decision is not None


def lines_of(preview: ScoreListPreview, decisions: Decisions) -> list[MarkLine]:
    """The lines of a preview in its order."""
    return [_line(mark, decisions) for mark in preview.marks]


def _line(mark: PreviewMark, decisions: Decisions) -> MarkLine:
    if mark.verdict != Verdict.ASK:
        return MarkLine(mark, _FATES[mark.verdict])
    if mark.key not in decisions:
        return MarkLine(mark, Fate.TO_DECIDE)
    return MarkLine(mark, Fate.DECIDED, decisions[mark.key])


def fate_words() -> dict[Fate, str]:
    """The word for what happens to a mark."""
    return {
        Fate.TO_DECIDE: _("To decide"),
        Fate.DECIDED: pgettext("mark list", "Decided"),
        Fate.REFUSED: _("Refused"),
        Fate.CHANGED: _("Changed"),
        Fate.NEW: _("New"),
        Fate.UNCHANGED: _("Unchanged"),
    }


def columns_of(lines: Sequence[MarkLine]) -> tuple[Column, ...]:
    """The columns of the check; the component is named where the list has several."""
    several = len({line.mark.component.code for line in lines}) > 1
    component = Column("component", lambda: _("Component"), _component, width=150, keeps=3, least=90)
    return (
        Column("row", lambda: _("Row"), _row, width=56, number=True),
        Column("fate", lambda: _("Import as"), _chip, width=118, keeps=9, least=114),
        Column("name", lambda: _("In the list"), _listed, width=190, keeps=8, least=120),
        Column("trainee", lambda: _("Trainee"), _trainee, width=230, keeps=9, least=130),
        *((component,) if several else ()),
        Column("text", lambda: pgettext("mark list", "Written"), _written, width=120, keeps=8, least=80),
        Column("mark", lambda: _("Mark"), _mark, width=116, number=True, keeps=8, least=116),
        Column("why", lambda: _("What happens and why"), _why, width=260, stretch=1, keeps=6, least=180),
    )


def trainee_words(trainee: GridTrainee) -> str:
    """Roll number and name."""
    return _("{number}. {name}").format(number=trainee.roll_number, name=isolate(first_name(trainee)))


def candidate_words(trainee: GridTrainee, person: Trainee | None) -> str:
    """Roll number and name, with rank and organisation, which tell namesakes apart."""
    duties = duty_words(person.rank, person.organisation) if person else ""
    return pgettext("list", ", ").join(part for part in (trainee_words(trainee), duties) if part)


def told(line: MarkLine) -> str:
    """What happens to a mark, and why."""
    mark = line.mark
    if line.fate == Fate.DECIDED:
        return _("Left out by you.") if line.decision is None else _("Decided by you.")
    if mark.verdict == Verdict.BLANK:
        return _("The list says nothing here.")
    return mark.why


def _row(line: MarkLine) -> Cell:
    return Number(str(line.mark.row), "text2")


def _chip(line: MarkLine) -> Cell:
    word = fate_words()[line.fate]
    match line.fate:
        case Fate.TO_DECIDE:
            return ChipLook("warn", word, "triangle-alert")
        case Fate.DECIDED if line.decision is None:
            return ChipLook("outline", _("Left out"), "x")
        case Fate.DECIDED:
            return ChipLook("ok", word, "check")
        case Fate.REFUSED:
            return ChipLook("danger", word, "circle-x")
        case Fate.CHANGED:
            return ChipLook("warn", word, "pencil")
        case Fate.NEW:
            return ChipLook("ok", word, "plus")
        case Fate.UNCHANGED:
            return ChipLook("neutral", word, "check")


def _listed(line: MarkLine) -> Cell:
    return Text(line.mark.name, "text2" if line.fate == Fate.UNCHANGED else "text")


def _trainee(line: MarkLine) -> Cell:
    trainee = _person(line)
    if trainee is None:
        return ""
    tone: Tone = "text2" if line.fate == Fate.UNCHANGED else "text"
    return Names(trainee_words(trainee), second_name(trainee), tone=tone)


def _person(line: MarkLine) -> GridTrainee | None:
    if line.decision is not None and line.decision.enrolment_id is not None:
        chosen = line.decision.enrolment_id
        return next((each for each in line.mark.candidates if each.enrolment_id == chosen), line.mark.trainee)
    return line.mark.trainee


def _component(line: MarkLine) -> Cell:
    return line.mark.component.titles.in_language()


def _written(line: MarkLine) -> Cell:
    if line.fate == Fate.REFUSED and isinstance(line.mark.fault, _OF_MARKS):
        return Fault(line.mark.text)
    return Text(line.mark.text, "text2")


def _mark(line: MarkLine) -> Cell:
    mark = line.decision.mark if line.decision else line.mark.mark if line.fate != Fate.DECIDED else None
    if mark is None or line.fate == Fate.REFUSED:
        return ""
    new = _text(mark, line)
    if line.fate == Fate.CHANGED and line.mark.before is not None:
        return Change(_text(line.mark.before, line), new)
    tone: Tone = "text2" if line.fate in {Fate.UNCHANGED, Fate.TO_DECIDE} else "text"
    return Number(new, tone, strong=line.goes_in)


def _text(mark: Mark, line: MarkLine) -> str:
    return mark_text(mark, line.mark.component.facts.step)


def _why(line: MarkLine) -> Cell:
    loud = line.fate in {Fate.REFUSED, Fate.TO_DECIDE}
    return Text(told(line), "text" if loud else "text2", wraps=True)
