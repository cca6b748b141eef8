import uuid
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import enrol, make_offering, make_person
from trainer_app.core.errors import ChangedMeanwhile, NotFound
from trainer_app.core.language import Titles
from trainer_app.models.catalogue import Course, SchemeVersion
from trainer_app.rules.states import EnrolmentState, OfferingState, VersionState
from trainer_app.services import offerings
from trainer_app.services.offerings import OfferingDraft
from trainer_app.services.refusals import (
    CodeTaken,
    DatesReversed,
    FrozenSinceOpen,
    NoApprovedRules,
    NotPositive,
    TitleMissing,
    TooFewSeats,
)


def course_id(session, code="CTR-101"):
    return session.scalars(select(Course.id).where(Course.code == code)).one()


@pytest.fixture
def draft(session):
    return OfferingDraft(
        code="PK-2026-09",
        course_id=course_id(session),
        host_side="PK",
        starts_on=date(2026, 10, 12),
        ends_on=date(2026, 11, 27),
        capacity=40,
        venue=Titles("National Police Academy", "", "国家警察学院"),
    )


def test_a_planned_offering_takes_the_approved_rules_of_its_course(session, draft):
    kept = offerings.facts(session, offering_id=offerings.create(session, draft=draft))
    assert kept.draft == draft
    assert kept.state is OfferingState.PLANNED
    assert (kept.course_code, kept.course_version_no, kept.scheme_no) == ("CTR-101", 1, 1)
    assert kept.planned_minutes == 80 * 60
    assert kept.delivered_minutes is None
    assert (kept.host.en, kept.award.en) == ("Pakistan", "Rapid Response and Counter-Terrorism")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"code": " "}, TitleMissing),
        ({"capacity": 0}, NotPositive),
        ({"ends_on": date(2026, 10, 11)}, DatesReversed),
    ],
)
def test_an_offering_that_cannot_be_right_is_refused(session, draft, wrong, refusal):
    with pytest.raises(refusal) as raised:
        offerings.create(session, draft=replace(draft, **wrong))
    assert str(raised.value).endswith(".")


def test_a_code_is_used_once_whatever_its_case(session, draft):
    offerings.create(session, draft=draft)
    with pytest.raises(CodeTaken):
        offerings.create(session, draft=replace(draft, code="pk-2026-09"))


def test_a_course_without_approved_rules_has_no_offerings(session, draft):
    for scheme in session.scalars(select(SchemeVersion)):
        scheme.state = VersionState.DRAFT
    session.flush()
    with pytest.raises(NoApprovedRules) as refusal:
        offerings.create(session, draft=draft)
    assert "CTR-101" in str(refusal.value)


def test_codes_follow_each_other_by_side_and_year(session):
    assert offerings.next_code(session, host_side="PK", year=2026) == "PK-2026-01"
    make_offering(session, code="PK-2026-09")
    make_offering(session, code="PK-2026-EXTRA")
    make_offering(session, code="CN-2026-11")
    assert offerings.next_code(session, host_side="PK", year=2026) == "PK-2026-10"
    assert offerings.next_code(session, host_side="PK", year=2027) == "PK-2027-01"


def test_an_offering_is_found_by_its_code(session):
    offering = make_offering(session, code="PK-2026-09")
    assert offerings.with_code(session, " pk-2026-09 ") == offering.id
    with pytest.raises(NotFound) as refusal:
        offerings.with_code(session, "PK-2026-10")
    assert "PK-2026-10" in str(refusal.value)


def test_the_list_counts_those_with_a_seat(session):
    offering = make_offering(session)
    enrol(session, offering)
    enrol(session, offering, make_person(session, "Li Wei", side="CN"))
    enrol(session, offering, make_person(session, "Gone"), state=EnrolmentState.WITHDRAWN)
    [row] = offerings.rows(session)
    assert row.trainees == 2


def test_the_list_can_be_narrowed(session):
    make_offering(session, code="PK-2026-01")
    make_offering(session, code="PK-2026-02", state=OfferingState.CLOSED, course="CYB-301")

    def found(**filters):
        return [row.code for row in offerings.rows(session, **filters)]

    assert found() == ["PK-2026-01", "PK-2026-02"]
    assert found(states=[OfferingState.CLOSED]) == ["PK-2026-02"]
    assert found(search="cyber") == ["PK-2026-02"]
    assert found(search="反恐") == ["PK-2026-01"]
    assert found(search="02") == ["PK-2026-02"]
    assert found(year=2025) == []
    assert found(host_side="CN") == []


def test_the_stages_are_counted(session):
    make_offering(session, code="PK-2026-01")
    make_offering(session, code="PK-2026-02", state=OfferingState.CLOSED)
    counted = offerings.counts(session)
    assert (counted[OfferingState.RUNNING], counted[OfferingState.CLOSED]) == (1, 1)
    assert sum(counted.values()) == 2
    assert sum(offerings.counts(session, host_side="CN", year=2026).values()) == 0
    assert offerings.years(session) == [2026]


def test_what_was_typed_can_be_changed(session, draft):
    offering_id = offerings.create(session, draft=draft)
    wanted = replace(draft, capacity=30, course_id=course_id(session, "CYB-301"))
    offerings.change(session, offering_id=offering_id, version=1, draft=wanted)
    kept = offerings.facts(session, offering_id=offering_id)
    assert (kept.draft, kept.version, kept.course_code) == (wanted, 2, "CYB-301")


def test_the_course_is_frozen_once_the_roll_is_open(session):
    offering = make_offering(session, state=OfferingState.OPEN)
    kept = offerings.facts(session, offering_id=offering.id)
    wanted = replace(kept.draft, course_id=course_id(session, "CYB-301"))
    with pytest.raises(FrozenSinceOpen):
        offerings.change(session, offering_id=offering.id, version=kept.version, draft=wanted)


def test_seats_that_are_taken_stay(session):
    offering = make_offering(session, capacity=2)
    enrol(session, offering)
    enrol(session, offering)
    kept = offerings.facts(session, offering_id=offering.id)
    with pytest.raises(TooFewSeats) as refusal:
        offerings.change(session, offering_id=offering.id, version=1, draft=replace(kept.draft, capacity=1))
    assert "2 trainees" in str(refusal.value)


def test_an_offering_changed_meanwhile_shows_both(session, draft):
    offering_id = offerings.create(session, draft=draft)
    offerings.change(session, offering_id=offering_id, version=1, draft=replace(draft, capacity=30))
    mine = replace(draft, capacity=20)
    with pytest.raises(ChangedMeanwhile) as refusal:
        offerings.change(session, offering_id=offering_id, version=1, draft=mine)
    assert (refusal.value.theirs.capacity, refusal.value.yours) == (30, mine)


def test_there_is_no_unknown_offering(session, draft):
    with pytest.raises(NotFound):
        offerings.facts(session, offering_id=uuid.uuid4())
    with pytest.raises(NoApprovedRules):
        offerings.create(session, draft=replace(draft, course_id=uuid.uuid4()))
