"""Scheme versions as the rules read them."""

from decimal import Decimal

import pytest

from tests.factories import components_of, make_offering
from trainer_app.core.errors import NotFound
from trainer_app.models.base import new_id
from trainer_app.models.catalogue import Component, SchemeVersion
from trainer_app.rules.schemes import problems
from trainer_app.rules.states import VersionState
from trainer_app.services import schemes


def test_an_offering_is_decided_by_the_scheme_that_was_frozen_for_it(session):
    offering = make_offering(session)
    facts = schemes.of_offering(session, offering_id=offering.id)
    assert (facts.id, facts.no, facts.rules.pass_mark) == (offering.scheme_version_id, 1, Decimal(60))
    assert facts.rules.attendance_min == 90
    assert [band.titles.en for band in facts.bands] == ["Distinction", "Merit", "Pass", "Fail"]
    assert [component.code for component in facts.marked] == list(components_of(session, offering))
    assert problems(facts.rules) == []


def test_components_are_found_by_code_in_any_case(session):
    facts = schemes.of_offering(session, offering_id=make_offering(session).id)
    firearms = facts.component("fir")
    assert (firearms.code, firearms.min_pct, firearms.must_pass) == ("FIR", Decimal(70), True)
    assert facts.band_named("Merit").lower == 75
    with pytest.raises(NotFound, match="XYZ"):
        facts.component("XYZ")


def test_an_approved_version_is_read_once(session):
    scheme_id = make_offering(session).scheme_version_id
    first = schemes.load(session, scheme_id=scheme_id)
    assert schemes.load(session, scheme_id=scheme_id) is first


def test_a_draft_is_read_anew_each_time(session):
    offering = make_offering(session)
    scheme = session.get(SchemeVersion, offering.scheme_version_id)
    scheme.state = VersionState.DRAFT
    session.flush()
    assert schemes.load(session, scheme_id=scheme.id).rules.pass_mark == 60
    scheme.pass_mark = Decimal(65)
    session.flush()
    assert schemes.load(session, scheme_id=scheme.id).rules.pass_mark == 65


def test_parts_name_their_component(session):
    offering = make_offering(session)
    whole = components_of(session, offering)["FIR"]
    parts = {"kind": whole.kind, "weight_bp": 10000, "max_points": Decimal(20), "title_en": "Pistol"}
    session.add(
        Component(
            scheme_version_id=whole.scheme_version_id, parent_id=whole.id, code="FIR-P", order_no=9, **parts
        )
    )
    session.flush()
    facts = schemes.of_offering(session, offering_id=offering.id)
    assert facts.component("FIR-P").parent == "FIR"
    assert not facts.component("FIR").has_marks


def test_unknown_versions_and_offerings_are_not_found(session):
    with pytest.raises(NotFound):
        schemes.load(session, scheme_id=new_id())
    with pytest.raises(NotFound):
        schemes.of_offering(session, offering_id=new_id())
