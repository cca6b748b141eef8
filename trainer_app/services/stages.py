"""The stages of an offering: what must be done before the next one, and moving there."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.language import N_, _, ngettext
from trainer_app.models.catalogue import CourseVersion, SchemeVersion
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.rules.roles import STAFF, Role
from trainer_app.rules.states import (
    EnrolmentState,
    Kind,
    Needs,
    OfferingState,
    VersionState,
    may_move,
    needs,
)
from trainer_app.rules.vocabulary import AgreementKind
from trainer_app.services import agreements, locking, offerings, tallies
from trainer_app.services.access import allowed
from trainer_app.services.agreement_refusals import SecondPersonMissing
from trainer_app.services.agreements import Proven, Subject
from trainer_app.services.refusals import ConditionsOpen, MoveImpossible, ReasonMissing
from trainer_app.services.tallies import Tally
from trainer_app.storage import bulk

STEPS = (
    OfferingState.PLANNED,
    OfferingState.OPEN,
    OfferingState.RUNNING,
    OfferingState.ASSESSMENT,
    OfferingState.RESULTS,
    OfferingState.CLOSED,
)
"""The stages in the order in which an offering passes through them."""


_MOVERS = (Role.TRAINING_OFFICER, Role.BOARD_SECRETARY)


class Place(StrEnum):
    """Where a condition is met: a tab of the offering, or its course."""

    COURSE = "course"
    ROLL = "roll"
    SCORES = "scores"
    RESULTS = "results"
    CERTIFICATES = "certificates"


class ConditionKey(StrEnum):
    """What must be done before a stage."""

    RULES_APPROVED = "rules_approved"
    TRAINEES_ENROLLED = "trainees_enrolled"
    SCORES_ENTERED = "scores_entered"
    SHEETS_VERIFIED = "sheets_verified"
    NAMES_COMPLETE = "names_complete"
    ATTENDANCE_TYPED = "attendance_typed"
    BOARD_DECIDED = "board_decided"
    CERTIFICATES_ISSUED = "certificates_issued"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the next stage: `count` of `total` are done.

    A certificate that waits for a name counts as done, since the offering lists it as waiting.
    """

    key: ConditionKey
    is_met: bool
    count: int
    total: int
    place: Place

    def sentence(self) -> str:
        """The condition as it stands, in the active language."""
        values = {"count": self.count, "total": self.total, "open": self.total - self.count}
        return (_met(self.key) if self.is_met else _open(self.key, values["open"])).format(**values)


def next_stage(state: OfferingState) -> OfferingState | None:
    """The stage that follows; None at the end."""
    if state not in STEPS[:-1]:
        return None
    return STEPS[STEPS.index(state) + 1]


@allowed(*STAFF)
def conditions(session: Session, *, offering_id: uuid.UUID) -> list[Condition]:
    """What the next stage asks for; empty when it asks for nothing.

    Raises:
        NotFound: there is no such offering.
    """
    facts = offerings.facts(session, offering_id=offering_id)
    tally = tallies.one(session, offering_id=offering_id)
    if facts.state is OfferingState.PLANNED:
        return [_rules(session, facts.course_id)]
    if facts.state is OfferingState.OPEN:
        enrolled = tally.trainees
        return [Condition(ConditionKey.TRAINEES_ENROLLED, enrolled > 0, enrolled, facts.capacity, Place.ROLL)]
    if facts.state is OfferingState.ASSESSMENT:
        return _for_results(facts, tally)
    if facts.state is OfferingState.RESULTS:
        return _for_closing(tally)
    return []


@allowed(*_MOVERS)
def move(session: Session, *, offering_id: uuid.UUID, to: OfferingState, reason: str = "") -> None:
    """Move an offering to another stage.

    Opening freezes the newest approved version and scheme of its course. Starting makes everyone enrolled
    active; closing makes everyone active completed. Cancelling needs a reason.

    Raises:
        MoveImpossible: the domain has no such move.
        SecondPersonMissing: it takes two people, as `reopen`.
        ConditionsOpen: something must be done before.
        ReasonMissing: the move needs a reason.
        NotFound: there is no such offering.
    """
    row = locking.get(session, Offering, offering_id, N_("offering"))
    if not may_move(Kind.OFFERING, row.state, to):
        raise MoveImpossible(row.code, row.state, to)
    if Needs.SECOND_PERSON in needs(Kind.OFFERING, row.state, to):
        raise SecondPersonMissing(row.code)
    if to is OfferingState.CANCELLED and not reason.strip():
        raise ReasonMissing
    if to is next_stage(row.state):
        _refuse_open(session, row, to)
    _follow(session, row, to)
    row.state, row.state_reason = to, reason.strip()
    locking.flush(session, N_("this offering"))


@allowed(*_MOVERS)
def reopen(session: Session, *, offering_id: uuid.UUID, reason: str, second: Proven, now: datetime) -> None:
    """Bring a closed offering back to its results, with a reason and a second person who agrees.

    What was decided and issued stays. Who asked, who agreed and why is kept with the offering.

    Raises:
        MoveImpossible: the offering is not closed.
        ReasonMissing: the reason is empty.
        AboutAgreements: they are no two people who can agree to it.
        NotFound: there is no such offering.
    """
    row = locking.get(session, Offering, offering_id, N_("offering"))
    if row.state is not OfferingState.CLOSED:
        raise MoveImpossible(row.code, row.state, OfferingState.RESULTS)
    if not reason.strip():
        raise ReasonMissing
    agreements.keep(
        session,
        kind=AgreementKind.REOPENING,
        subject=Subject(offering_id=offering_id),
        second=second,
        roles=_MOVERS,
        now=now,
        reason=reason,
    )
    row.state, row.state_reason = OfferingState.RESULTS, reason.strip()
    locking.flush(session, N_("this offering"))


def _refuse_open(session: Session, row: Offering, to: OfferingState) -> None:
    found = conditions(session, offering_id=row.id)
    reasons = [condition.sentence() for condition in found if not condition.is_met]
    if reasons:
        raise ConditionsOpen(row.code, to, reasons)


def _follow(session: Session, row: Offering, to: OfferingState) -> None:
    if to is OfferingState.OPEN:
        course_id = offerings.facts(session, offering_id=row.id).course_id
        row.course_version_id, row.scheme_version_id = offerings.approved_rules(session, course_id)
    if to is OfferingState.RUNNING:
        _move_trainees(session, row.id, EnrolmentState.ENROLLED, EnrolmentState.ACTIVE)
    if to is OfferingState.CLOSED:
        _move_trainees(session, row.id, EnrolmentState.ACTIVE, EnrolmentState.COMPLETED)


def _move_trainees(
    session: Session, offering_id: uuid.UUID, before: EnrolmentState, after: EnrolmentState
) -> None:
    query = select(Enrolment.id, Enrolment.reason).where(
        Enrolment.offering_id == offering_id, Enrolment.state == before
    )
    moved = [{"id": row.id, "state": after, "reason": row.reason} for row in session.execute(query)]
    bulk.update(session, Enrolment, moved)


def _rules(session: Session, course_id: uuid.UUID) -> Condition:
    query = (
        select(SchemeVersion.id)
        .join(CourseVersion, CourseVersion.id == SchemeVersion.course_version_id)
        .where(
            CourseVersion.course_id == course_id,
            CourseVersion.state == VersionState.APPROVED,
            SchemeVersion.state == VersionState.APPROVED,
        )
    )
    is_met = session.scalars(query.limit(1)).one_or_none() is not None
    return Condition(ConditionKey.RULES_APPROVED, is_met, int(is_met), 1, Place.COURSE)


def _for_results(facts: offerings.OfferingFacts, tally: Tally) -> list[Condition]:
    approved = facts.scheme_state in (VersionState.APPROVED, VersionState.RETIRED)
    found = [
        _all(ConditionKey.SCORES_ENTERED, tally.entered, tally.marks, Place.SCORES),
        _all(ConditionKey.SHEETS_VERIFIED, tally.verified, tally.sheets, Place.SCORES),
        _all(ConditionKey.NAMES_COMPLETE, tally.named, tally.trainees, Place.ROLL),
        _all(ConditionKey.RULES_APPROVED, int(approved), 1, Place.COURSE),
    ]
    if tally.attendance_min is not None:
        typed = tally.attendance_typed if tally.delivered_minutes else 0
        found.insert(3, _all(ConditionKey.ATTENDANCE_TYPED, typed, tally.trainees, Place.ROLL))
    return found


def _for_closing(tally: Tally) -> list[Condition]:
    done = tally.awards - tally.to_issue + tally.unnamed_to_issue
    return [
        _all(ConditionKey.BOARD_DECIDED, int(tally.is_decided), 1, Place.RESULTS),
        _all(ConditionKey.CERTIFICATES_ISSUED, done, tally.awards, Place.CERTIFICATES),
    ]


def _all(key: ConditionKey, count: int, total: int, place: Place) -> Condition:
    return Condition(key, count == total, count, total, place)


def _met(key: ConditionKey) -> str:
    sentences: Mapping[ConditionKey, str] = {
        ConditionKey.RULES_APPROVED: _("The rules are approved by both sides."),
        ConditionKey.TRAINEES_ENROLLED: _("{count} of {total} seats are taken."),
        ConditionKey.SCORES_ENTERED: _("All {total} scores are entered."),
        ConditionKey.SHEETS_VERIFIED: _("All {total} score sheets are verified."),
        ConditionKey.NAMES_COMPLETE: _("Names stand in three scripts, {count} of {total}."),
        ConditionKey.ATTENDANCE_TYPED: _("Attendance is typed, {count} of {total}."),
        ConditionKey.BOARD_DECIDED: _("The board's decision is recorded."),
        ConditionKey.CERTIFICATES_ISSUED: _("Every certificate is issued, or waits for a name."),
    }
    return sentences[key]


def _open(key: ConditionKey, number: int) -> str:
    sentences: Mapping[ConditionKey, str] = {
        ConditionKey.RULES_APPROVED: _("The course has no approved version with an approved scheme."),
        ConditionKey.TRAINEES_ENROLLED: _("Nobody is on the roll."),
        ConditionKey.SCORES_ENTERED: ngettext(
            "{open} score is not entered.", "{open} scores are not entered.", number
        ),
        ConditionKey.SHEETS_VERIFIED: ngettext(
            "{open} score sheet is not verified.", "{open} score sheets are not verified.", number
        ),
        ConditionKey.NAMES_COMPLETE: ngettext(
            "{open} trainee has no name in one of the three scripts.",
            "{open} trainees have no name in one of the three scripts.",
            number,
        ),
        ConditionKey.ATTENDANCE_TYPED: ngettext(
            "The attendance of {open} trainee is not typed.",
            "The attendance of {open} trainees is not typed.",
            number,
        ),
        ConditionKey.BOARD_DECIDED: _("The board's decision is not recorded."),
        ConditionKey.CERTIFICATES_ISSUED: ngettext(
            "{open} certificate is not issued.", "{open} certificates are not issued.", number
        ),
    }
    return sentences[key]
