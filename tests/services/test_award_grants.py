"""Granting awards."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from tests.factories import enrol, make_person
from tests.services.assessed import give, offering_in_results
from trainer_app.models.awards import Award, StatusEvent
from trainer_app.models.catalogue import Component, CourseVersion
from trainer_app.rules.vocabulary import StatusKind
from trainer_app.services import results

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def pass_offering(session, person, *, code, ends_on=date(2026, 11, 27), **fields):
    offering = offering_in_results(session, code=code, **fields)
    offering.ends_on = ends_on
    enrolment = enrol(session, offering, person)
    for component in session.scalars(
        select(Component).where(Component.scheme_version_id == offering.scheme_version_id)
    ):
        give(session, offering, enrolment, component.code, component.max_points)
    return results.decide(
        session, offering_id=offering.id, decided_on=ends_on, minutes_reference="JB-1", now=NOW
    )


def awards(session):
    return list(session.scalars(select(Award).order_by(Award.valid_from)))


def test_a_grant_is_an_event_with_its_authority(session):
    pass_offering(session, make_person(session), code="PK-2026-01")
    event = session.scalars(select(StatusEvent)).one()
    assert (event.kind, event.authority, event.on_day) == (StatusKind.GRANTED, "JB-1", date(2026, 11, 27))


def test_a_renewal_begins_when_the_award_that_is_held_ends(session):
    person = make_person(session)
    pass_offering(session, person, code="PK-2026-01")
    pass_offering(session, person, code="PK-2026-02", ends_on=date(2027, 11, 27))
    assert [(award.valid_from, award.valid_to) for award in awards(session)] == [
        (date(2026, 11, 27), date(2028, 11, 27)),
        (date(2028, 11, 28), date(2029, 11, 27)),
    ]


def test_an_award_that_has_ended_does_not_hold_up_the_next(session):
    person = make_person(session)
    pass_offering(session, person, code="PK-2026-01")
    pass_offering(session, person, code="PK-2030-01", ends_on=date(2030, 1, 31))
    assert [award.valid_from for award in awards(session)] == [date(2026, 11, 27), date(2030, 1, 31)]


def test_none_is_added_where_the_award_that_is_held_lasts_as_long(session):
    person = make_person(session)
    pass_offering(session, person, code="PK-2026-01")
    decision = pass_offering(session, person, code="PK-2026-02")
    assert (len(decision.granted), len(decision.already_held)) == (0, 1)
    assert len(awards(session)) == 1


def test_none_is_added_to_an_award_without_end(session):
    person = make_person(session)
    for version in session.scalars(select(CourseVersion)):
        version.validity_months = None
    session.flush()
    pass_offering(session, person, code="PK-2026-01")
    decision = pass_offering(session, person, code="PK-2027-01", ends_on=date(2027, 11, 27))
    assert len(decision.already_held) == 1
    assert [award.valid_to for award in awards(session)] == [None]
