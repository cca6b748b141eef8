"""Offerings with marks, for tests of what is made of them."""

from decimal import Decimal

from sqlalchemy import select

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from trainer_app.models.assessment import ScoreSheet, Sitting
from trainer_app.rules.states import ScoreState


def offering_in_results(session, **fields):
    """An offering whose scores are complete."""
    from trainer_app.rules.states import OfferingState

    return make_offering(session, **{"state": OfferingState.RESULTS, **fields})


def trainee_with(session, offering, percent="80", *, name="Sana Javed", marks=None, **fields):
    """A trainee with that percent in every component, unless `marks` says points or a state by code."""
    enrolment = enrol(session, offering, make_person(session, name), **fields)
    for code, component in components_of(session, offering).items():
        given = (marks or {}).get(code, component.max_points * Decimal(percent) / 100)
        give(session, offering, enrolment, code, given)
    return enrolment


def give(session, offering, enrolment, code, mark, *, attempt=1):
    """One mark: points, or a state; None leaves it blank."""
    if mark is None:
        return
    component = components_of(session, offering)[code]
    sheet = _sheet(session, offering, component, attempt)
    if isinstance(mark, ScoreState):
        make_score(session, sheet, enrolment, None, mark)
    else:
        make_score(session, sheet, enrolment, str(mark))


def _sheet(session, offering, component, attempt):
    found = session.scalars(
        select(ScoreSheet)
        .join(Sitting, Sitting.id == ScoreSheet.sitting_id)
        .where(
            Sitting.offering_id == offering.id,
            Sitting.component_id == component.id,
            Sitting.attempt == attempt,
        )
    ).first()
    return found or make_sheet(session, offering, component, attempt=attempt)
