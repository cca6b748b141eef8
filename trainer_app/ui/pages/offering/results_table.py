"""The table of results: its lines in their groups, and its columns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from trainer_app.core.formats import number
from trainer_app.core.language import _, pgettext
from trainer_app.core.text import isolate
from trainer_app.rules.borderline import BORDERLINE
from trainer_app.rules.states import Outcome
from trainer_app.rules.words import outcome_words
from trainer_app.services import change_words, explanations
from trainer_app.services.results import Group, OfferingResults, TraineeResult
from trainer_app.ui.tables.cells import Cell, Names, Number, Side, Text, Tone
from trainer_app.ui.tables.model import Column

CHANGED = "changed"
"""Key of the filter of those whose result is another since the run."""

_TONES: dict[Outcome, Tone] = {
    Outcome.PASS: "ok",
    Outcome.PASS_WITH_GRACE: "ok",
    Outcome.PENDING: "warn",
    Outcome.FAIL_RESIT: "danger",
    Outcome.FAIL_FINAL: "danger",
    Outcome.INCOMPLETE: "danger",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a heading of a group, or a trainee."""

    id: str
    heading: str = ""
    trainee: TraineeResult | None = None
    reason: str = ""
    total: str = ""


FILTERS: dict[str, Callable[[OfferingResults], Sequence[TraineeResult]]] = {
    "all": lambda found: [trainee for trainee in found.trainees if trainee.group != Group.LEFT],
    Group.BORDERLINE: lambda found: found.borderline,
    Group.FAILS_A_RULE: lambda found: found.in_group(Group.FAILS_A_RULE),
    Group.WAITING: lambda found: found.in_group(Group.WAITING),
    CHANGED: lambda found: [each for each in found.trainees if each.enrolment_id in found.changes],
}
"""Whom each filter counts and shows; all are shown with those who have left, below in their group."""


def lines(found: OfferingResults, key: str) -> list[Line]:
    """What the table shows under a filter: each group with its heading."""
    if key == "all":
        return [line for group in Group for line in _under(found, group, found.in_group(group))]
    return list(_under(found, key, FILTERS[key](found)))


def _under(found: OfferingResults, key: str, trainees: Sequence[TraineeResult]) -> Iterator[Line]:
    if trainees:
        yield Line(f"group-{key}", heading=_heading(key, len(trainees), is_final=found.is_final))
    for trainee in trainees:
        yield _line(found, trainee, key)


def _line(found: OfferingResults, trainee: TraineeResult, key: str) -> Line:
    graded = trainee.graded
    figure = graded.overall if graded.overall is not None else graded.so_far
    total = "" if figure is None else number(figure, found.scheme.rules.decimals)
    return Line(str(trainee.enrolment_id), trainee=trainee, reason=_reason(found, trainee, key), total=total)


def _reason(found: OfferingResults, trainee: TraineeResult, key: str) -> str:
    """What the board must look at; that the result has changed where that is not the filter itself."""
    change = found.changes.get(trainee.enrolment_id)
    if change is not None and key == CHANGED:
        return change_words.short(found, change)
    parts = [_("changed") if change is not None else "", explanations.reason(found, trainee)]
    if trainee.near is not None and trainee.group != Group.BORDERLINE:
        parts.append(explanations.near_words(trainee.near, found.scheme))
    if trainee.graded.adjusted:
        parts.append(_("adjusted"))
    return " · ".join(isolate(part) for part in parts if part)


def _heading(key: str, count: int, *, is_final: bool) -> str:
    words = {
        CHANGED: _("Would be different now: {count}") if is_final else _("Changed since computed: {count}"),
        Group.BORDERLINE: _("Within {points} of a decision line: {count}"),
        Group.FAILS_A_RULE: _("Fails a rule: {count}"),
        Group.WAITING: _("Waiting: {count}"),
        Group.CLEAR: _("Clear result: {count}"),
        Group.LEFT: _("No longer on the roll: {count}"),
    }
    return words[key].format(count=number(count), points=number(BORDERLINE, 1))


def columns() -> tuple[Column, ...]:
    """The columns of the table."""
    return (
        Column("number", lambda: pgettext("roll", "No."), _number, width=56, number=True),
        Column("side", lambda: _("Side"), _side, width=56),
        Column("trainee", lambda: _("Trainee"), _name, width=230, stretch=2, keeps=5, least=190),
        Column("total", lambda: _("Total"), _total, width=84, number=True, keeps=9, least=80),
        Column("band", lambda: _("Band"), _band, width=112, keeps=6, least=100),
        Column("outcome", lambda: _("Result and reason"), _outcome, width=290, stretch=3, keeps=8),
    )


def _number(line: Line) -> Cell:
    if line.trainee is None:
        return Text(line.heading, tone="text2", strong=True)
    return Number(str(line.trainee.roll_number), tone="text2")


def _side(line: Line) -> Cell:
    return Side(line.trainee.side) if line.trainee else ""


def _name(line: Line) -> Cell:
    return Names(line.trainee.names.in_language()) if line.trainee else ""


def _total(line: Line) -> Cell:
    is_official = line.trainee is not None and line.trainee.graded.overall is not None
    return Number(line.total, tone="text" if is_official else "text3", strong=is_official)


def _band(line: Line) -> Cell:
    if line.trainee is None:
        return ""
    if line.trainee.band is None:
        return Text(_("So far") if line.total else "", tone="text3")
    return line.trainee.band.titles.in_language()


def _outcome(line: Line) -> Cell:
    if line.trainee is None:
        return ""
    outcome = line.trainee.graded.outcome
    return Names(outcome_words()[outcome], line.reason, strong=True, tone=_TONES.get(outcome, "text2"))
