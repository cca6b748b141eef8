"""Records for tests, made with what a test does not care about filled in."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.models.assessment import Score, ScoreSheet, Sitting
from trainer_app.models.base import derived_id
from trainer_app.models.catalogue import Component, Course, CourseVersion, SchemeVersion
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.people import Person
from trainer_app.rules.states import EnrolmentState, OfferingState, ScoreState, SheetState


def make_offering(
    session: Session,
    *,
    code: str = "PK-2026-01",
    course: str = "CTR-101",
    state: OfferingState = OfferingState.RUNNING,
    capacity: int = 60,
    delivered_minutes: int | None = 4800,
) -> Offering:
    """An intake of a course of the reference data."""
    version = session.scalars(
        select(CourseVersion).join(Course, Course.id == CourseVersion.course_id).where(Course.code == course)
    ).one()
    scheme = session.scalars(select(SchemeVersion).where(SchemeVersion.course_version_id == version.id)).one()
    offering = Offering(
        code=code,
        course_version_id=version.id,
        scheme_version_id=scheme.id,
        host_side="PK",
        venue_en="National Police Academy, Islamabad",
        starts_on=date(2026, 10, 12),
        ends_on=date(2026, 11, 27),
        capacity=capacity,
        delivered_minutes=delivered_minutes,
        state=state,
    )
    session.add(offering)
    session.flush()
    return offering


def make_person(session: Session, name: str = "Sana Javed", **fields: object) -> Person:
    """A person of the Pakistan side with a name in three scripts unless told otherwise."""
    values = {"side": "PK", "name_ur": "ثنا جاوید", "name_zh": "萨娜·贾韦德", **fields}
    person = Person(name_latin=name, **values)
    session.add(person)
    session.flush()
    return person


def enrol(
    session: Session,
    offering: Offering,
    person: Person | None = None,
    *,
    credited_minutes: int | None = 4800,
    state: EnrolmentState = EnrolmentState.ACTIVE,
) -> Enrolment:
    """A trainee with the next number on the roll."""
    person = person or make_person(session, name=f"Trainee {_next_roll_number(session, offering)}")
    enrolment = Enrolment(
        id=derived_id(offering.id, person.id),
        offering_id=offering.id,
        person_id=person.id,
        roll_number=_next_roll_number(session, offering),
        credited_minutes=credited_minutes,
        state=state,
    )
    session.add(enrolment)
    session.flush()
    return enrolment


def components_of(session: Session, offering: Offering) -> dict[str, Component]:
    """The components of an offering's scheme by code."""
    rows = session.scalars(
        select(Component)
        .where(Component.scheme_version_id == offering.scheme_version_id)
        .order_by(Component.order_no)
    )
    return {row.code: row for row in rows}


def make_sheet(session: Session, offering: Offering, component: Component, *, attempt: int = 1) -> ScoreSheet:
    """A sheet for one component: a draft, and a locked one once the results are before the board."""
    sitting = Sitting(offering_id=offering.id, component_id=component.id, attempt=attempt)
    session.add(sitting)
    session.flush()
    is_before_board = offering.state in (OfferingState.RESULTS, OfferingState.CLOSED)
    sheet = ScoreSheet(
        sitting_id=sitting.id,
        component_id=component.id,
        max_points=component.max_points,
        state=SheetState.LOCKED if is_before_board else SheetState.DRAFT,
    )
    session.add(sheet)
    session.flush()
    return sheet


def make_score(
    session: Session,
    sheet: ScoreSheet,
    enrolment: Enrolment,
    points: str | None,
    state: ScoreState = ScoreState.SCORED,
) -> Score:
    """One mark on a sheet."""
    score = Score(
        id=derived_id(sheet.id, enrolment.id),
        sheet_id=sheet.id,
        enrolment_id=enrolment.id,
        state=state,
        points=Decimal(points) if points is not None else None,
        max_points=sheet.max_points,
    )
    session.add(score)
    session.flush()
    return score


def _next_roll_number(session: Session, offering: Offering) -> int:
    numbers = session.scalars(select(Enrolment.roll_number).where(Enrolment.offering_id == offering.id)).all()
    return max(numbers, default=0) + 1
