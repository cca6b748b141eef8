from decimal import Decimal

from sqlalchemy import update

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from tests.spoiling import spoil
from trainer_app.models.catalogue import SchemeVersion
from trainer_app.rules.states import EnrolmentState, OfferingState
from trainer_app.rules.vocabulary import Sex
from trainer_app.services import overview


def of(session, offering):
    return overview.of_offering(session, offering_id=offering.id)


def test_the_roll_is_shown_by_side_with_its_women(session):
    offering = make_offering(session, capacity=40)
    enrol(session, offering, make_person(session, sex=Sex.FEMALE))
    enrol(session, offering, make_person(session, "Li Wei", side="CN", sex=Sex.MALE))
    enrol(session, offering, make_person(session, "Gone", sex=Sex.FEMALE), state=EnrolmentState.DISMISSED)
    roll = of(session, offering).roll
    assert (roll.by_side, roll.trainees, roll.women, roll.capacity) == ({"PK": 1, "CN": 1}, 2, 1, 40)


def test_scores_are_counted_by_component_and_add_up(session):
    offering = make_offering(session, state=OfferingState.ASSESSMENT)
    trainees = [enrol(session, offering) for _ in range(2)]
    parts = components_of(session, offering)
    sheet = make_sheet(session, offering, parts["WRT"])
    for trainee in trainees:
        make_score(session, sheet, trainee, "80")
    make_score(session, make_sheet(session, offering, parts["FIR"]), trainees[0], "50")
    resit = make_sheet(session, offering, parts["FIR"], attempt=2)
    make_score(session, resit, trainees[0], "55")
    found = of(session, offering)
    assert [(each.code, each.entered) for each in found.components][:2] == [("WRT", 2), ("FIR", 1)]
    assert (found.entered, found.marks) == (3, 10)
    assert found.conditions


def test_attendance_has_its_basis_and_what_can_still_be_reached(session):
    offering = make_offering(session, delivered_minutes=2400)  # of 4800 planned
    for credited in (2400, 2000, 1000, None):
        enrol(session, offering, credited_minutes=credited)
    figures = of(session, offering).attendance
    assert figures.minimum == Decimal(90)
    assert figures.to_date == Decimal("75.0")
    assert figures.best_reachable == Decimal("87.5")
    assert (figures.delivered_minutes, figures.planned_minutes) == (2400, 4800)
    assert (figures.typed, figures.trainees) == (3, 4)
    assert (figures.below, figures.below_for_good) == (2, 1)


def test_without_a_register_there_are_no_figures(session):
    offering = make_offering(session, delivered_minutes=None)
    enrol(session, offering)
    figures = of(session, offering).attendance
    assert (figures.to_date, figures.best_reachable, figures.below) == (None, None, 0)


def test_nobody_is_below_where_there_is_no_minimum(session):
    spoil(session, update(SchemeVersion).values(attendance_min=None))
    offering = make_offering(session)
    enrol(session, offering, credited_minutes=0)
    assert of(session, offering).attendance.below == 0
