"""Statistics of an offering's components."""

from decimal import Decimal

import pytest

from tests.factories import components_of, make_person, make_score
from tests.services.assessed import give, offering_in_results, trainee_with
from trainer_app.core.errors import NotFound
from trainer_app.models.assessment import ScoreSheet, Sitting
from trainer_app.models.base import new_id
from trainer_app.rules.indicators import Rate
from trainer_app.rules.item_statistics import Severity
from trainer_app.rules.states import EnrolmentState, ScoreState, SheetState
from trainer_app.services import component_statistics


@pytest.fixture
def offering(session):
    return offering_in_results(session)


def of(session, offering):
    return component_statistics.of_offering(session, offering_id=offering.id)


def component(found, code):
    return next(each for each in found.components if each.component.code == code)


def test_each_component_has_its_figures_and_the_total_as_well(session, offering):
    for percent in ("50", "60", "70", "80", "90"):
        trainee_with(session, offering, percent)
    found = of(session, offering)
    assert [each.component.code for each in found.components] == list(components_of(session, offering))
    figures = component(found, "WRT").figures
    assert (figures.count, figures.mean, figures.deviation) == (5, Decimal("70.0"), Decimal("14.1"))
    assert figures.failed == Rate(1, 5)
    assert figures.is_uncertain
    assert (found.total.mean, found.total.failed, found.trainees) == (Decimal("70.0"), Rate(1, 5), 5)


def test_a_component_fails_below_its_own_minimum(session, offering):
    for percent in ("50", "60", "69", "80", "90"):
        trainee_with(session, offering, percent)
    assert component(of(session, offering), "FIR").figures.failed == Rate(3, 5)


def test_a_component_that_goes_against_the_rest_is_seen(session, offering):
    for percent, fir in (("50", "60"), ("60", "54"), ("70", "48"), ("80", "42"), ("90", "36")):
        trainee_with(session, offering, percent, marks={"FIR": fir})
    found = of(session, offering)
    assert component(found, "FIR").figures.discrimination == Decimal("-1.00")
    assert component(found, "WRT").figures.discrimination > 0


def test_only_marks_with_points_of_those_on_the_roll_count(session, offering):
    for percent in ("50", "60", "70", "80", "90"):
        trainee_with(session, offering, percent)
    trainee_with(session, offering, "80", marks={"FIR": ScoreState.ABSENT})
    trainee_with(session, offering, "80", state=EnrolmentState.WITHDRAWN)
    found = of(session, offering)
    assert (component(found, "FIR").figures.count, component(found, "FIR").figures.compared) == (5, 5)
    assert (component(found, "WRT").figures.count, component(found, "WRT").figures.compared) == (6, 5)


def test_four_trainees_tell_nothing(session, offering):
    for percent in ("50", "60", "70", "80"):
        trainee_with(session, offering, percent)
    found = of(session, offering)
    assert all(not each.figures.is_shown and each.figures.mean is None for each in found.components)
    assert found.total.mean is None


def test_a_second_assessor_shows_who_is_severe(session, offering):
    trainees = [trainee_with(session, offering, "80") for _ in range(5)]
    severe = make_person(session, "Khalid Mehmood")
    fir = components_of(session, offering)["FIR"]
    sitting = session.query(Sitting).filter_by(offering_id=offering.id, component_id=fir.id).one()
    second = ScoreSheet(
        sitting_id=sitting.id,
        component_id=fir.id,
        max_points=fir.max_points,
        assessor_id=severe.id,
        state=SheetState.LOCKED,
    )
    session.add(second)
    session.flush()
    for trainee in trainees:
        make_score(session, second, trainee, "45")
    found = of(session, offering)
    first, other = component(found, "FIR").assessors
    assert (first.names.en, first.severity) == ("Khalid Mehmood", Severity(5, Decimal("-2.5")))
    assert (other.names.en, other.severity) == ("", Severity(5, Decimal("2.5")))
    assert component(found, "WRT").assessors == ()


def test_a_resit_is_no_second_assessor(session, offering):
    for trainee in [trainee_with(session, offering, "80", marks={"FIR": "20"}) for _ in range(5)]:
        give(session, offering, trainee, "FIR", "50", attempt=2)
    assert component(of(session, offering), "FIR").assessors == ()


def test_an_unknown_offering_is_not_found(session):
    with pytest.raises(NotFound):
        component_statistics.of_offering(session, offering_id=new_id())
