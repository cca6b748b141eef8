"""Statistics of an offering's components: how hard, how telling, and how severe their assessors are."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer_app.core.language import Titles
from trainer_app.models.assessment import Score, ScoreSheet, Sitting
from trainer_app.models.base import table_of
from trainer_app.models.delivery import Enrolment
from trainer_app.models.people import Person
from trainer_app.rules.exact import ratio
from trainer_app.rules.grading import Line
from trainer_app.rules.item_statistics import ItemStatistics, Severity, severities, statistics
from trainer_app.rules.roles import Role
from trainer_app.rules.states import ScoreState
from trainer_app.services import results
from trainer_app.services.access import allowed
from trainer_app.services.results import Group, OfferingResults
from trainer_app.services.schemes import ComponentFacts
from trainer_app.services.score_grid import ON_ROLL, names_of

_sittings, _sheets, _scores = table_of(Sitting), table_of(ScoreSheet), table_of(Score)
_enrolments, _people = table_of(Enrolment), table_of(Person)
_NO_NAME = Titles("")
_Marks = Mapping[str, tuple[Fraction, Fraction]]


@dataclass(frozen=True, slots=True)
class AssessorFigures:
    """How severe an assessor is; without `names` the sheet names none."""

    names: Titles
    severity: Severity


@dataclass(frozen=True, slots=True)
class ComponentFigures:
    """The statistics of one component; `assessors` only where several marked the same trainees."""

    component: ComponentFacts
    figures: ItemStatistics
    assessors: tuple[AssessorFigures, ...]


@dataclass(frozen=True, slots=True)
class OfferingStatistics:
    """The statistics of an offering's components, in their order, and of its totals.

    They are of the marks that count of everyone on the roll, as decided or as they stand.
    """

    offering_code: str
    decimals: int
    trainees: int
    components: tuple[ComponentFigures, ...]
    total: ItemStatistics


@allowed(Role.TRAINING_OFFICER, Role.BOARD_SECRETARY, Role.REPORT_OFFICER, Role.AUDITOR)
def of_offering(session: Session, *, offering_id: uuid.UUID) -> OfferingStatistics:
    """The statistics of an offering.

    A component counts where it was marked with points; absences, exemptions and adjustments are left out.
    Its discrimination compares it with the rest of the total of those who have points in every component.

    Raises:
        NotFound: there is no such offering.
    """
    found = results.of_offering(session, offering_id=offering_id)
    scheme = found.scheme
    marked = _marked(found)
    whole = [
        (marks, sum((added for _, added in marks.values()), Fraction(0)))
        for marks in marked
        if len(marks) == len(scheme.marked)
    ]
    assessors = _assessors(session, offering_id, scheme.rules.decimals)
    rules = scheme.rules
    totals = [
        Fraction(trainee.graded.overall)
        for trainee in found.trainees
        if trainee.group != Group.LEFT and trainee.graded.overall is not None
    ]
    return OfferingStatistics(
        offering_code=found.offering_code,
        decimals=rules.decimals,
        trainees=len(marked),
        components=tuple(
            ComponentFigures(
                component,
                statistics(
                    [marks[component.code][0] for marks in marked if component.code in marks],
                    line=component.min_pct if component.min_pct is not None else rules.pass_mark,
                    decimals=rules.decimals,
                    pairs=_pairs(whole, component.code) if len(scheme.marked) > 1 else (),
                ),
                assessors.get(component.id, ()),
            )
            for component in scheme.marked
        ),
        total=statistics(totals, line=rules.pass_mark, decimals=rules.decimals),
    )


def _marked(found: OfferingResults) -> list[_Marks]:
    """Of each trainee on the roll the percent in each component with points, and what it adds in all."""
    leaves = {component.code for component in found.scheme.marked}
    return [
        {
            line.code: figures
            for line in trainee.graded.lines
            if line.code in leaves and (figures := _figures(line))
        }
        for trainee in found.trainees
        if trainee.group != Group.LEFT
    ]


def _figures(line: Line) -> tuple[Fraction, Fraction] | None:
    cell = line.cell
    if cell is None or cell.state != ScoreState.SCORED or cell.percent is None or cell.waiting is not None:
        return None
    percent = Fraction(*cell.percent)
    return percent, percent * Fraction(*line.share)


def _pairs(whole: Sequence[tuple[_Marks, Fraction]], code: str) -> list[tuple[Fraction, Fraction]]:
    """The mark in a component and the rest of the total without it."""
    return [(marks[code][0], total - marks[code][1]) for marks, total in whole]


def _assessors(
    session: Session, offering_id: uuid.UUID, decimals: int
) -> dict[uuid.UUID, tuple[AssessorFigures, ...]]:
    """The assessors of each component that several of them marked, the most severe first."""
    names: dict[uuid.UUID, Titles] = {}
    marks: dict[uuid.UUID, dict[tuple[int, uuid.UUID], dict[uuid.UUID, Fraction]]] = {}
    for row in session.execute(_marks_of(offering_id)):
        assessor = row.assessor_id or row.sheet_id
        names[assessor] = names_of(row) if row.assessor_id else _NO_NAME
        of_trainee = marks.setdefault(row.component_id, {}).setdefault((row.attempt, row.enrolment_id), {})
        of_trainee[assessor] = Fraction(*ratio(row.points)) * 100 / Fraction(row.max_points)
    return {
        component: _in_order(severities(of_component.values(), decimals), names)
        for component, of_component in marks.items()
    }


def _in_order(
    found: Mapping[uuid.UUID, Severity], names: Mapping[uuid.UUID, Titles]
) -> tuple[AssessorFigures, ...]:
    figures: Iterable[AssessorFigures] = (
        AssessorFigures(names[assessor], severity) for assessor, severity in found.items()
    )
    return tuple(sorted(figures, key=lambda each: (each.severity.difference or 0, each.names.en)))


def _marks_of(offering_id: uuid.UUID) -> Any:
    """The points on the sheets of sittings that several assessors marked."""
    several = (
        select(_sheets.c.sitting_id)
        .join(_sittings, _sittings.c.id == _sheets.c.sitting_id)
        .where(_sittings.c.offering_id == offering_id)
        .group_by(_sheets.c.sitting_id)
        .having(func.count() > 1)
    )
    return (
        select(
            _sittings.c.component_id,
            _sittings.c.attempt,
            _scores.c.enrolment_id,
            _scores.c.sheet_id,
            _scores.c.points,
            _scores.c.max_points,
            _sheets.c.assessor_id,
            _people.c.name_latin,
            _people.c.name_ur,
            _people.c.name_zh,
        )
        .select_from(_sittings)
        .join(_sheets, _sheets.c.sitting_id == _sittings.c.id)
        .join(_scores, _scores.c.sheet_id == _sheets.c.id)
        .join(_enrolments, _enrolments.c.id == _scores.c.enrolment_id)
        .outerjoin(_people, _people.c.id == _sheets.c.assessor_id)
        .where(
            _sittings.c.id.in_(several),
            _scores.c.state == ScoreState.SCORED,
            _enrolments.c.state.in_(ON_ROLL),
        )
    )
