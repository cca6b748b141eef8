"""The roll of an offering: its trainees, enrolling, leaving, and attendance from the paper register."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Select, exists, func, select
from sqlalchemy.orm import Session

from trainer_app.core.language import N_, Titles
from trainer_app.models.assessment import Score
from trainer_app.models.base import derived_id
from trainer_app.models.delivery import Enrolment, Nomination, Offering
from trainer_app.models.organisations import Organisation, Rank
from trainer_app.models.outcomes import Adjustment, Result
from trainer_app.models.people import Person
from trainer_app.rules import attendance, states
from trainer_app.rules.roles import STAFF, Role
from trainer_app.rules.states import EnrolmentState, NominationState, OfferingState
from trainer_app.rules.vocabulary import Sex
from trainer_app.services import locking
from trainer_app.services.access import allowed
from trainer_app.services.offerings import ON_ROLL, seats_taken
from trainer_app.services.refusals import (
    AlreadyOnRoll,
    CapacityReached,
    MarksRecorded,
    NotLeaving,
    NotPositive,
    ReasonMissing,
    WrongStage,
)
from trainer_app.storage import bulk

OPEN_FOR_ROLL = frozenset(
    {OfferingState.PLANNED, OfferingState.OPEN, OfferingState.RUNNING, OfferingState.ASSESSMENT}
)
OPEN_FOR_ATTENDANCE = frozenset({OfferingState.RUNNING, OfferingState.ASSESSMENT})
_STARTED = frozenset({OfferingState.RUNNING, OfferingState.ASSESSMENT})


@dataclass(frozen=True, slots=True)
class Trainee:
    """One line of the roll; `version` is what changing must name again.

    `attendance` is the percent of the delivered time, rounded down to one decimal; None while not typed.
    """

    enrolment_id: uuid.UUID
    version: int
    person_id: uuid.UUID
    roll_number: int
    side: str
    name_latin: str
    name_ur: str
    name_zh: str
    sex: Sex | None
    rank: Titles | None
    organisation: Titles | None
    posting: str
    state: EnrolmentState
    reason: str
    credited_minutes: int | None
    attendance: Decimal | None

    @property
    def name(self) -> str:
        """The name in the first script that has one."""
        return self.name_latin or self.name_ur or self.name_zh

    @property
    def missing_scripts(self) -> tuple[str, ...]:
        """Scripts in which the name is missing: `en` (Latin), `ur`, `zh`."""
        names = {"en": self.name_latin, "ur": self.name_ur, "zh": self.name_zh}
        return tuple(code for code, name in names.items() if not name)

    @property
    def is_on_roll(self) -> bool:
        """Whether the trainee has a seat, and has not left."""
        return self.state in ON_ROLL


@allowed(*STAFF)
def roll(session: Session, *, offering_id: uuid.UUID) -> list[Trainee]:
    """Everyone who is or was on the roll, by roll number."""
    query = _roll().where(Enrolment.offering_id == offering_id).order_by(Enrolment.roll_number)
    return [_trainee(row) for row in session.execute(query)]


@allowed(Role.TRAINING_OFFICER)
def enrol(session: Session, *, offering_id: uuid.UUID, person_id: uuid.UUID, reason: str = "") -> uuid.UUID:
    """Put a person on the roll with the next number; gives the enrolment's id.

    A reason is needed only beyond the capacity.

    Raises:
        AboutRolls: the stage, the roll or the capacity does not allow it.
        NotFound: there is no such offering or person.
    """
    return enrol_many(session, offering_id=offering_id, person_ids=[person_id], reason=reason)[0]


@allowed(Role.TRAINING_OFFICER)
def enrol_many(
    session: Session, *, offering_id: uuid.UUID, person_ids: Sequence[uuid.UUID], reason: str = ""
) -> list[uuid.UUID]:
    """Put people on the roll in the order given, all or none; gives their enrolments' ids.

    Each is recorded as nominated by the organisation that the person belongs to, and accepted.

    Raises:
        AboutRolls: the stage, the roll or the capacity does not allow it.
        NotFound: there is no such offering or person.
    """
    offering = _open_offering(session, offering_id)
    people = _people(session, person_ids)
    _refuse_present(session, offering, people)
    wanted = seats_taken(session, offering_id) + len(people)
    is_beyond = wanted > offering.capacity
    if is_beyond and not reason.strip():
        raise CapacityReached(offering.code, offering.capacity, wanted)
    if people:
        _accept(session, offering, people)
        _insert(session, offering, people, reason.strip() if is_beyond else "")
    return [derived_id(offering_id, person_id) for person_id in person_ids]


@allowed(Role.TRAINING_OFFICER)
def leave(
    session: Session, *, enrolment_id: uuid.UUID, version: int, state: EnrolmentState, reason: str
) -> None:
    """Record that a trainee withdrew, was returned, dismissed, deferred or transferred.

    Raises:
        NotLeaving: the trainee is not active, or the state is not one of leaving.
        ReasonMissing: no reason was given.
        WrongStage: the offering's roll is closed.
        ChangedMeanwhile: someone changed the entry.
        NotFound: there is no such entry.
    """
    row = _open_entry(session, enrolment_id, version)
    if state in ON_ROLL or not states.may_move(states.Kind.ENROLMENT, row.state, state):
        raise NotLeaving(_name(session, row.person_id), row.state, state)
    if not reason.strip():
        raise ReasonMissing
    row.state, row.reason = state, reason.strip()
    locking.flush(session, N_("this entry of the roll"))


@allowed(Role.TRAINING_OFFICER)
def take_off(session: Session, *, enrolment_id: uuid.UUID, version: int) -> None:
    """Remove an entry that was made by mistake, as long as nothing was recorded for it.

    Raises:
        MarksRecorded: there are scores or attendance.
        WrongStage: the offering's roll is closed.
        ChangedMeanwhile: someone changed the entry.
        NotFound: there is no such entry.
    """
    row = _open_entry(session, enrolment_id, version)
    used = [exists().where(kind.enrolment_id == enrolment_id) for kind in (Score, Adjustment, Result)]
    if row.credited_minutes is not None or any(session.scalar(select(one)) for one in used):
        raise MarksRecorded(_name(session, row.person_id))
    session.delete(row)
    theirs = (Nomination.offering_id == row.offering_id, Nomination.person_id == row.person_id)
    bulk.delete(session, Nomination, bulk.ids(session, Nomination, *theirs))
    locking.flush(session, N_("this entry of the roll"))


@allowed(Role.TRAINING_OFFICER)
def record_delivered(session: Session, *, offering_id: uuid.UUID, version: int, minutes: int | None) -> int:
    """Type the training time given so far, in minutes; None makes it blank again. Gives the new version.

    Raises:
        NotPositive: the time is not above zero.
        WrongStage: the offering neither runs nor is assessed.
        ChangedMeanwhile: someone changed the offering.
        NotFound: there is no such offering.
    """
    row = locking.get(session, Offering, offering_id, N_("offering"))
    locking.expect(row, version, N_("this offering"))
    _refuse_stage(row, OPEN_FOR_ATTENDANCE)
    if minutes is not None and minutes <= 0:
        raise NotPositive(minutes)
    row.delivered_minutes = minutes
    locking.flush(session, N_("this offering"))
    return row.version


@allowed(Role.TRAINING_OFFICER, Role.INSTRUCTOR)
def record_credited(session: Session, *, enrolment_id: uuid.UUID, version: int, minutes: int | None) -> int:
    """Type a trainee's attended time, in minutes; None makes it blank again, 0 is nothing attended.

    Make-up sessions can credit more than was delivered. Gives the new version.

    Raises:
        NotPositive: the time is below zero.
        WrongStage: the offering neither runs nor is assessed.
        ChangedMeanwhile: someone changed the entry.
        NotFound: there is no such entry.
    """
    row = locking.get(session, Enrolment, enrolment_id, N_("entry of the roll"))
    locking.expect(row, version, N_("this entry of the roll"))
    _refuse_stage(locking.get(session, Offering, row.offering_id, N_("offering")), OPEN_FOR_ATTENDANCE)
    if minutes is not None and minutes < 0:
        raise NotPositive(minutes)
    row.credited_minutes = minutes
    locking.flush(session, N_("this entry of the roll"))
    return row.version


def _open_offering(session: Session, offering_id: uuid.UUID) -> Offering:
    offering = locking.get(session, Offering, offering_id, N_("offering"))
    _refuse_stage(offering, OPEN_FOR_ROLL)
    return offering


def _open_entry(session: Session, enrolment_id: uuid.UUID, version: int) -> Enrolment:
    row = locking.get(session, Enrolment, enrolment_id, N_("entry of the roll"))
    locking.expect(row, version, N_("this entry of the roll"))
    _open_offering(session, row.offering_id)
    return row


def _refuse_stage(offering: Offering, stages: frozenset[OfferingState]) -> None:
    if offering.state not in stages:
        raise WrongStage(offering.code, offering.state)


def _refuse_present(session: Session, offering: Offering, people: Sequence[Person]) -> None:
    query = select(Enrolment.person_id, Enrolment.roll_number).where(Enrolment.offering_id == offering.id)
    numbers = dict(session.execute(query).all())
    for person in people:
        if person.id in numbers:
            raise AlreadyOnRoll(_shown(person), offering.code, numbers[person.id])


def _people(session: Session, person_ids: Sequence[uuid.UUID]) -> list[Person]:
    wanted = list(dict.fromkeys(person_ids))
    found = {row.id: row for row in session.scalars(select(Person).where(Person.id.in_(wanted)))}
    return [
        found[person_id] if person_id in found else locking.get(session, Person, person_id, N_("person"))
        for person_id in wanted
    ]


def _accept(session: Session, offering: Offering, people: Sequence[Person]) -> None:
    query = select(Nomination).where(Nomination.offering_id == offering.id)
    nominated = {row.person_id: row for row in session.scalars(query)}
    for person in people:
        row = nominated.get(person.id) or Nomination(
            offering_id=offering.id, person_id=person.id, organisation_id=person.organisation_id
        )
        row.state = NominationState.ACCEPTED
        session.add(row)
    session.flush()


def _insert(session: Session, offering: Offering, people: Sequence[Person], reason: str) -> None:
    last = session.scalar(
        select(func.coalesce(func.max(Enrolment.roll_number), 0)).where(Enrolment.offering_id == offering.id)
    )
    state = EnrolmentState.ACTIVE if offering.state in _STARTED else EnrolmentState.ENROLLED
    bulk.insert(
        session,
        Enrolment,
        [
            {
                "id": derived_id(offering.id, person.id),
                "offering_id": offering.id,
                "person_id": person.id,
                "roll_number": number,
                "state": state,
                "reason": reason,
            }
            for number, person in enumerate(people, start=(last or 0) + 1)
        ],
    )


def _name(session: Session, person_id: uuid.UUID) -> str:
    return _shown(locking.get(session, Person, person_id, N_("person")))


def _shown(person: Person) -> str:
    return person.name_latin or person.name_ur or person.name_zh


def _roll() -> Select[Any]:
    query: Select[Any] = select(
        Enrolment.id,
        Enrolment.version,
        Enrolment.person_id,
        Enrolment.roll_number,
        Enrolment.state,
        Enrolment.reason,
        Enrolment.credited_minutes,
        Offering.delivered_minutes,
    ).add_columns(
        Person.side,
        Person.name_latin,
        Person.name_ur,
        Person.name_zh,
        Person.sex,
        Person.posting,
        *(getattr(Rank, f"title_{code}").label(f"rank_{code}") for code in ("en", "ur", "zh")),
        *(getattr(Organisation, f"title_{code}").label(f"unit_{code}") for code in ("en", "ur", "zh")),
    )
    return (
        query.join(Offering, Offering.id == Enrolment.offering_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Rank, Rank.id == Person.rank_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
    )


def _trainee(row: Row[Any]) -> Trainee:
    return Trainee(
        enrolment_id=row.id,
        version=row.version,
        person_id=row.person_id,
        roll_number=row.roll_number,
        side=row.side,
        name_latin=row.name_latin,
        name_ur=row.name_ur,
        name_zh=row.name_zh,
        sex=row.sex,
        rank=None if row.rank_en is None else Titles(row.rank_en, row.rank_ur, row.rank_zh),
        organisation=None if row.unit_en is None else Titles(row.unit_en, row.unit_ur, row.unit_zh),
        posting=row.posting,
        state=row.state,
        reason=row.reason,
        credited_minutes=row.credited_minutes,
        attendance=attended(row.credited_minutes, row.delivered_minutes),
    )


def attended(credited_minutes: int | None, delivered_minutes: int | None) -> Decimal | None:
    """Percent of the delivered time, rounded down to one decimal; None while one of the two is not typed."""
    if credited_minutes is None or not delivered_minutes:
        return None
    return attendance.percent(credited_minutes, delivered_minutes)
