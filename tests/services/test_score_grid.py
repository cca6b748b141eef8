"""The grid of an offering's scores."""

from decimal import Decimal

import pytest

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from trainer_app.core.errors import NotFound
from trainer_app.models.base import new_id
from trainer_app.models.catalogue import Component
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import EnrolmentState, OfferingState, ScoreState, SheetState, VersionState
from trainer_app.rules.vocabulary import ComponentKind
from trainer_app.services import scores
from trainer_app.services.scores import NOT_ENTERED


def test_the_grid_has_the_roll_by_the_components(session):
    offering = make_offering(session)
    first = enrol(session, offering, make_person(session, "Li Jianguo", side="CN", name_zh="李建国"))
    second = enrol(session, offering, make_person(session, "Ayesha Siddiqui", name_ur="عائشہ صدیقی"))
    components = components_of(session, offering)
    sheet = make_sheet(session, offering, components["FIR"])
    make_score(session, sheet, first, "43.5")
    make_score(session, sheet, second, None, ScoreState.ABSENT)

    grid = scores.grid(session, offering_id=offering.id)

    assert [(t.roll_number, t.side, t.names.en) for t in grid.trainees] == [
        (1, "CN", "Li Jianguo"),
        (2, "PK", "Ayesha Siddiqui"),
    ]
    assert grid.trainees[0].names.in_language("zh") == "李建国"
    assert [component.code for component in grid.components] == list(components)
    column = list(components).index("FIR")
    assert grid.marks[0][column] == Mark(ScoreState.SCORED, Decimal("43.5"))
    assert grid.marks[1][column] == Mark(ScoreState.ABSENT)
    assert {mark for row in grid.marks for place, mark in enumerate(row) if place != column} == {NOT_ENTERED}


def test_a_column_says_what_the_component_asks_and_its_sheet(session):
    offering = make_offering(session)
    components = components_of(session, offering)
    make_sheet(session, offering, components["FIR"]).state = SheetState.LOCKED
    session.flush()
    grid = scores.grid(session, offering_id=offering.id)
    column = next(component for component in grid.components if component.code == "FIR")
    facts = column.facts
    assert (facts.max_points, facts.weight_bp, facts.min_pct, facts.must_pass) == (60, 2500, 70, True)
    assert (column.sheet_state, column.is_editable) == (SheetState.LOCKED, False)
    assert column.titles.in_language("ur") == "اسلحہ عملی"
    others = [component for component in grid.components if component.code != "FIR"]
    assert all(other.is_editable and other.sheet_state is SheetState.DRAFT for other in others)
    assert column.id == components["FIR"].id


def test_nothing_can_be_typed_once_the_board_has_the_results(session):
    offering = make_offering(session, state=OfferingState.RESULTS)
    grid = scores.grid(session, offering_id=offering.id)
    assert not grid.is_open
    assert not any(component.is_editable for component in grid.components)


def test_who_has_left_has_no_row(session):
    offering = make_offering(session)
    gone = enrol(session, offering, state=EnrolmentState.WITHDRAWN)
    make_score(session, make_sheet(session, offering, components_of(session, offering)["FIR"]), gone, "40")
    stays = enrol(session, offering)
    grid = scores.grid(session, offering_id=offering.id)
    assert [trainee.enrolment_id for trainee in grid.trainees] == [stays.id]
    assert [set(row) for row in grid.marks] == [{NOT_ENTERED}]


def test_who_has_only_a_chinese_name_is_called_by_it(session):
    offering = make_offering(session)
    enrol(session, offering, make_person(session, "", side="CN", name_ur="", name_zh="王芳"))
    (trainee,) = scores.grid(session, offering_id=offering.id).trainees
    assert trainee.names.in_language("en") == "王芳"


def test_attempts_are_apart(session):
    offering = make_offering(session)
    trainee = enrol(session, offering)
    firearms = components_of(session, offering)["FIR"]
    make_score(session, make_sheet(session, offering, firearms), trainee, "20")
    make_score(session, make_sheet(session, offering, firearms, attempt=2), trainee, "50")
    second = scores.grid(session, offering_id=offering.id, attempt=2)
    assert Mark(ScoreState.SCORED, Decimal(50), attempt=2) in second.marks[0]
    assert second.max_attempts == 2
    third = scores.grid(session, offering_id=offering.id, attempt=3)
    assert not any(component.is_editable for component in third.components)


def test_the_foot_of_a_column_counts_and_sums(session):
    offering = make_offering(session)
    sheet = make_sheet(session, offering, components_of(session, offering)["FIR"])
    for points in ("43.5", "0", None):
        state = ScoreState.SCORED if points else ScoreState.EXEMPT
        make_score(session, sheet, enrol(session, offering), points, state)
    enrol(session, offering)
    grid = scores.grid(session, offering_id=offering.id)
    column = [component.code for component in grid.components].index("FIR")
    figures = grid.figures(column)
    assert (figures.entered, figures.points_sum) == (3, Decimal("43.5"))


def test_a_component_with_parts_has_no_column(session):
    offering = make_offering(session)
    whole = components_of(session, offering)["FIR"]
    _draft(session, offering)
    session.add(
        Component(
            scheme_version_id=whole.scheme_version_id,
            parent_id=whole.id,
            code="FIR-P",
            order_no=99,
            kind=ComponentKind.PRACTICAL,
            weight_bp=10000,
            max_points=Decimal(20),
            title_en="Pistol",
        )
    )
    session.flush()
    codes = [component.code for component in scores.grid(session, offering_id=offering.id).components]
    assert "FIR" not in codes
    assert "FIR-P" in codes


def test_an_unknown_offering_is_not_found(session):
    with pytest.raises(NotFound):
        scores.grid(session, offering_id=new_id())


def _draft(session, offering):
    from trainer_app.models.catalogue import SchemeVersion

    session.get(SchemeVersion, offering.scheme_version_id).state = VersionState.DRAFT
