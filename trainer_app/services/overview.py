"""The overview of one offering: its facts, the roll by side, scores by component, attendance."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer_app.core.language import Titles
from trainer_app.models.delivery import Enrolment
from trainer_app.models.people import Person
from trainer_app.rules import attendance
from trainer_app.rules.roles import STAFF
from trainer_app.services import enrolments, offerings, schemes, stages, tallies
from trainer_app.services.access import allowed
from trainer_app.services.offerings import ON_ROLL, OfferingFacts
from trainer_app.services.stages import Condition
from trainer_app.services.tallies import Tally


@dataclass(frozen=True, slots=True)
class RollFigures:
    """Seats taken, by side, and how many of the trainees are women."""

    capacity: int
    by_side: Mapping[str, int]
    women: int

    @property
    def trainees(self) -> int:
        """Trainees with a seat."""
        return sum(self.by_side.values())


@dataclass(frozen=True, slots=True)
class ComponentProgress:
    """How many trainees of the roll have something entered for one component."""

    code: str
    titles: Titles
    entered: int
    total: int


@dataclass(frozen=True, slots=True)
class AttendanceFigures:
    """Attendance of the offering, percents rounded down to one decimal; None while nothing is typed.

    `best_reachable` supposes that everyone attends all that is still to come. `below` trainees lie under
    the minimum so far; `below_for_good` of them cannot reach it any more.
    """

    minimum: Decimal | None
    to_date: Decimal | None
    best_reachable: Decimal | None
    delivered_minutes: int | None
    planned_minutes: int
    typed: int
    trainees: int
    below: int
    below_for_good: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the first tab of an offering; `conditions` are those of its next stage."""

    facts: OfferingFacts
    conditions: tuple[Condition, ...]
    roll: RollFigures
    components: tuple[ComponentProgress, ...]
    attendance: AttendanceFigures

    @property
    def entered(self) -> int:
        """Cells of the score grid that hold something."""
        return sum(component.entered for component in self.components)

    @property
    def marks(self) -> int:
        """Cells of the score grid."""
        return sum(component.total for component in self.components)


@allowed(*STAFF)
def of_offering(session: Session, *, offering_id: uuid.UUID) -> Overview:
    """The overview of one offering.

    Raises:
        NotFound: there is no such offering.
    """
    facts = offerings.facts(session, offering_id=offering_id)
    tally = tallies.one(session, offering_id=offering_id)
    return Overview(
        facts=facts,
        conditions=tuple(stages.conditions(session, offering_id=offering_id)),
        roll=RollFigures(facts.capacity, _by_side(session, offering_id), tally.women),
        components=_components(session, facts, tally),
        attendance=_attendance(session, facts, tally),
    )


def _by_side(session: Session, offering_id: uuid.UUID) -> Mapping[str, int]:
    query = (
        select(Person.side, func.count())
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.offering_id == offering_id, Enrolment.state.in_(ON_ROLL))
        .group_by(Person.side)
    )
    return dict(session.execute(query).all())


def _components(session: Session, facts: OfferingFacts, tally: Tally) -> tuple[ComponentProgress, ...]:
    entered = tallies.entered_by_component(session, offering_id=facts.id)
    scheme = schemes.load(session, scheme_id=facts.scheme_id)
    return tuple(
        ComponentProgress(component.code, component.titles, entered.get(component.id, 0), tally.trainees)
        for component in scheme.marked
    )


def _attendance(session: Session, facts: OfferingFacts, tally: Tally) -> AttendanceFigures:
    delivered = facts.delivered_minutes or 0
    to_come = max(facts.planned_minutes - delivered, 0)
    credited = _credited(session, facts.id) if delivered else []
    minimum = facts.attendance_min
    is_below = [each for each in credited if _is_below(each, delivered, minimum)]
    lost = [each for each in is_below if _is_below(each + to_come, delivered + to_come, minimum)]
    return AttendanceFigures(
        minimum=minimum,
        to_date=tally.attendance,
        best_reachable=_share(sum(credited) + to_come * len(credited), (delivered + to_come) * len(credited)),
        delivered_minutes=facts.delivered_minutes,
        planned_minutes=facts.planned_minutes,
        typed=tally.attendance_typed,
        trainees=tally.trainees,
        below=len(is_below),
        below_for_good=len(lost),
    )


def _credited(session: Session, offering_id: uuid.UUID) -> list[int]:
    trainees = enrolments.roll(session, offering_id=offering_id)
    typed = (each.credited_minutes for each in trainees if each.is_on_roll)
    return [minutes for minutes in typed if minutes is not None]


def _is_below(credited: int, delivered: int, minimum: Decimal | None) -> bool:
    return minimum is not None and attendance.percent(credited, delivered) < minimum


def _share(credited: int, delivered: int) -> Decimal | None:
    return attendance.percent(credited, delivered) if delivered else None
