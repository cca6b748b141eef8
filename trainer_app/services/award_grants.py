"""Granting awards to those who passed; a renewal begins where the award that is held ends."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.models.awards import Award, StatusEvent
from trainer_app.models.base import new_id, table_of
from trainer_app.models.catalogue import AwardType, CourseVersion
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.outcomes import Result
from trainer_app.rules.roles import Role
from trainer_app.rules.states import AwardState
from trainer_app.rules.validity import ValidityRule, valid_to
from trainer_app.rules.vocabulary import StatementKind, StatusKind
from trainer_app.services.access import allowed
from trainer_app.storage import bulk

_awards, _events = table_of(Award), table_of(StatusEvent)


@dataclass(frozen=True, slots=True)
class Grants:
    """Enrolments by what became of them."""

    granted: tuple[uuid.UUID, ...]
    already_held: tuple[uuid.UUID, ...]


@allowed(Role.BOARD_SECRETARY)
def grant(
    session: Session,
    *,
    run_id: uuid.UUID,
    enrolment_ids: Sequence[uuid.UUID],
    awarded_on: date,
    authority: str,
    now: datetime,
) -> Grants:
    """Grant the award of completion for each of the run's results.

    Nobody holds two granted awards of one kind at a time: a renewal begins on the day after the last valid
    day of the award that is held, and none is granted where that one lasts as long or has no end.
    """
    passed = _passed(session, run_id, enrolment_ids)
    held = _held(session, [row.person_id for row in passed])
    awards = [
        {"id": new_id(), "state": AwardState.GRANTED, "awarded_on": awarded_on, **award}
        for row in passed
        if (award := _award(row, held.get((row.person_id, row.award_type_id)))) is not None
    ]
    if awards:
        bulk.insert(session, Award, awards)
        bulk.insert(session, StatusEvent, [_event(award, authority, awarded_on) for award in awards])
    granted = tuple(award["enrolment_id"] for award in awards)
    return Grants(granted, tuple(each for each in enrolment_ids if each not in set(granted)))


def _passed(session: Session, run_id: uuid.UUID, enrolment_ids: Sequence[uuid.UUID]) -> Sequence[Any]:
    return session.execute(
        select(
            Enrolment.id.label("enrolment_id"),
            Enrolment.person_id,
            Result.id.label("result_id"),
            AwardType.id.label("award_type_id"),
            AwardType.validity_basis,
            CourseVersion.validity_months,
            Offering.ends_on,
        )
        .join(Result, Result.enrolment_id == Enrolment.id)
        .join(Offering, Offering.id == Enrolment.offering_id)
        .join(CourseVersion, CourseVersion.id == Offering.course_version_id)
        .join(AwardType, AwardType.course_id == CourseVersion.course_id)
        .where(
            Result.run_id == run_id,
            Enrolment.id.in_(enrolment_ids),
            AwardType.kind == StatementKind.COMPLETION,
        )
        .order_by(Enrolment.roll_number)
    ).all()


def _held(session: Session, person_ids: Sequence[uuid.UUID]) -> dict[tuple[uuid.UUID, uuid.UUID], date]:
    """The last valid day that each person's awards of a type reach; `date.max` where one has no end."""
    held: dict[tuple[uuid.UUID, uuid.UUID], date] = {}
    query = select(Award.person_id, Award.award_type_id, Award.valid_to).where(
        Award.person_id.in_(person_ids), Award.state == AwardState.GRANTED
    )
    for person_id, award_type_id, last_day in session.execute(query):
        key = (person_id, award_type_id)
        held[key] = max(held.get(key, date.min), last_day or date.max)
    return held


def _award(row: Any, held_to: date | None) -> dict[str, Any] | None:
    if held_to == date.max:
        return None
    rule = ValidityRule(row.validity_basis, row.validity_months)
    last_day = valid_to(rule, completed_on=row.ends_on, previous_valid_to=held_to)
    first_day = row.ends_on if held_to is None or held_to < row.ends_on else held_to + timedelta(days=1)
    if last_day is not None and last_day < first_day:
        return None
    return {
        "person_id": row.person_id,
        "award_type_id": row.award_type_id,
        "enrolment_id": row.enrolment_id,
        "result_id": row.result_id,
        "valid_from": first_day,
        "valid_to": last_day,
    }


def _event(award: dict[str, Any], authority: str, on_day: date) -> dict[str, Any]:
    return {
        "award_id": award["id"],
        "kind": StatusKind.GRANTED,
        "reason": "",
        "authority": authority,
        "on_day": on_day,
    }
