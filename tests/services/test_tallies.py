from decimal import Decimal

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from tests.services.certified import certify, decide
from trainer_app.models.base import new_id
from trainer_app.models.catalogue import Component
from trainer_app.rules.states import EnrolmentState, OfferingState, ScoreState
from trainer_app.rules.vocabulary import ComponentKind, Sex
from trainer_app.services import tallies
from trainer_app.services.tallies import Tally


def of(session, offering):
    return tallies.one(session, offering_id=offering.id)


def test_an_empty_offering_counts_nothing(session):
    tally = of(session, make_offering(session))
    assert (tally.trainees, tally.marks, tally.named, tally.attendance) == (0, 0, 0, None)
    assert tallies.one(session, offering_id=new_id()) == Tally()


def test_trainees_with_a_seat_are_counted(session):
    offering = make_offering(session)
    enrol(session, offering, make_person(session, sex=Sex.FEMALE))
    enrol(session, offering, make_person(session, name_zh="", sex=Sex.MALE), credited_minutes=None)
    enrol(session, offering, state=EnrolmentState.DISMISSED)
    tally = of(session, offering)
    assert (tally.trainees, tally.women, tally.named, tally.attendance_typed) == (2, 1, 1, 1)
    assert (tally.attendance_min, tally.attendance) == (Decimal(90), Decimal("100.0"))


def test_a_cell_counts_once_however_many_marks_it_has(session):
    offering = make_offering(session)
    trainee = enrol(session, offering)
    written = components_of(session, offering)["WRT"]
    make_score(session, make_sheet(session, offering, written), trainee, "40")
    make_score(session, make_sheet(session, offering, written, attempt=2), trainee, "70")
    fitness = components_of(session, offering)["FIT"]
    make_score(session, make_sheet(session, offering, fitness), trainee, None, ScoreState.NOT_ENTERED)
    tally = of(session, offering)
    assert (tally.entered, tally.marks, tally.missing_marks) == (1, 5, 4)
    assert tallies.entered_by_component(session, offering_id=offering.id) == {written.id: 1}


def test_a_component_with_parts_has_no_cell_of_its_own(session):
    offering = make_offering(session)
    enrol(session, offering)
    above = components_of(session, offering)["WRT"]
    session.add(
        Component(
            scheme_version_id=offering.scheme_version_id,
            parent_id=above.id,
            code="WRT1",
            title_en="Part",
            order_no=9,
            kind=ComponentKind.WRITTEN,
            weight_bp=10000,
            max_points=Decimal(10),
        )
    )
    session.flush()
    assert of(session, offering).marks == 5


def test_certificates_are_counted_until_they_are_printed(session):
    offering = make_offering(session, state=OfferingState.RESULTS)
    unnamed = make_person(session, name_ur="")
    decide(session, offering, enrol(session, offering, unnamed))
    certify(session, decide(session, offering, enrol(session, offering)))
    certify(session, decide(session, offering, enrol(session, offering)), is_printed=True)
    tally = of(session, offering)
    assert tally.is_decided
    assert (tally.awards, tally.to_issue, tally.unnamed_to_issue, tally.to_print) == (3, 1, 1, 1)
