"""Corrections of verified and locked score sheets: what they would change, and making them by two people."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.language import N_, Titles
from trainer_app.models.assessment import ScoreSheet
from trainer_app.models.awards import Award
from trainer_app.rules.attempts import Mark
from trainer_app.rules.grading import Graded
from trainer_app.rules.roles import Role
from trainer_app.rules.states import VERIFIED, AwardState, SheetState
from trainer_app.rules.vocabulary import AgreementKind
from trainer_app.services import access, agreements, gradings, locking, results, scores, sheets
from trainer_app.services.access import allowed
from trainer_app.services.agreements import Proven, Subject
from trainer_app.services.gradings import OfferingInputs, TraineeInputs
from trainer_app.services.refusals import ReasonMissing
from trainer_app.services.schemes import SchemeFacts
from trainer_app.services.score_grid import NOT_ENTERED, GridComponent
from trainer_app.services.scores import Entry, Recorded
from trainer_app.services.sheet_refusals import NotCorrectable, NothingCorrected, SecondEntered


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What a corrected mark does to one trainee; `old` is the decided result where the board has decided."""

    enrolment_id: uuid.UUID
    roll_number: int
    names: Titles
    before: Mark
    after: Mark
    old: Graded
    new: Graded
    holds_award: bool = False

    @property
    def is_decisive(self) -> bool:
        """Whether band or outcome change."""
        return (self.old.band, self.old.outcome) != (self.new.band, self.new.outcome)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a correction would change, in roll order; `is_decided` says that the results are final."""

    scheme: SchemeFacts
    is_decided: bool
    consequences: tuple[Consequence, ...]

    @property
    def decisive(self) -> tuple[Consequence, ...]:
        """Those whose band or outcome changes."""
        return tuple(each for each in self.consequences if each.is_decisive)


def consequences(
    inputs: OfferingInputs, stood: Mapping[uuid.UUID, Graded], *, code: str, marks: Mapping[uuid.UUID, Mark]
) -> tuple[Consequence, ...]:
    """Old and new result of each trainee whose mark of a component is another one, in roll order.

    `stood` are the results as they stand, `marks` the proposed ones, both by enrolment.
    """
    found = []
    for trainee in inputs.trainees:
        proposed = marks.get(trainee.enrolment_id)
        if proposed is None or proposed == (before := _mark(trainee, code, proposed.attempt)):
            continue
        found.append(
            Consequence(
                enrolment_id=trainee.enrolment_id,
                roll_number=trainee.roll_number,
                names=trainee.names,
                before=before,
                after=proposed,
                old=stood[trainee.enrolment_id],
                new=inputs.graded(_with_mark(trainee, code, proposed)),
            )
        )
    return tuple(found)


@allowed(Role.TRAINING_OFFICER, Role.INSTRUCTOR, Role.VERIFIER)
def preview(
    session: Session,
    *,
    offering_id: uuid.UUID,
    component_id: uuid.UUID,
    marks: Mapping[uuid.UUID, Mark],
    attempt: int = 1,
) -> Preview:
    """Whose result the proposed marks, by enrolment, would change; nothing is written.

    Raises:
        NotCorrectable: the sheet is not verified.
        NothingEntered, NotFound: there is no such sheet.
    """
    component = _correctable(session, offering_id, component_id, attempt)
    stands = results.of_offering(session, offering_id=offering_id)
    inputs = gradings.gather(session, offering_id=offering_id)
    found = consequences(
        inputs,
        {each.enrolment_id: each.graded for each in stands.trainees},
        code=component.code,
        marks={key: replace(mark, attempt=attempt) for key, mark in marks.items()},
    )
    holders = _holders(session, [each.enrolment_id for each in found])
    told = (replace(each, holds_award=each.enrolment_id in holders) for each in found)
    return Preview(inputs.scheme, stands.is_final, tuple(told))


@allowed(Role.TRAINING_OFFICER, Role.INSTRUCTOR)
def correct(
    session: Session,
    *,
    offering_id: uuid.UUID,
    component_id: uuid.UUID,
    entries: Sequence[Entry],
    reason: str,
    second: Proven,
    now: datetime,
    attempt: int = 1,
) -> list[Recorded]:
    """Correct marks of a verified or locked sheet, all or none; a verifier agrees to the new version.

    Decided results and what was issued stay as they are; the results are told to be out of date.

    Raises:
        ReasonMissing: the reason is empty.
        NotCorrectable, NothingCorrected: there is nothing to correct.
        AboutAgreements, SecondEntered: they are no two people who can agree to it.
        MarkRefused, HasLeft, ChangedMeanwhile: a mark cannot be changed.
        NothingEntered, NotFound: there is no such sheet or trainee.
    """
    if not reason.strip():
        raise ReasonMissing
    component = _correctable(session, offering_id, component_id, attempt)
    sheet = locking.get(session, ScoreSheet, component.sheet_id or component_id, N_("score sheet"))
    agreements.keep(
        session,
        kind=AgreementKind.CORRECTION,
        subject=Subject(offering_id=offering_id, sheet_id=sheet.id),
        second=second,
        roles=access.roles_of(sheets.verify),
        now=now,
        reason=reason,
    )
    agreeing = access.of(session, second.user_id)
    if agreeing is not None and sheets.has_entered(session, sheet, agreeing):
        raise SecondEntered(component.titles, agreeing.full_name)
    asking = access.who(session)
    _put(session, sheet, SheetState.CORRECTION, reason, asking.id if asking else None, None)
    recorded = scores.put_right(
        session, offering_id=offering_id, component=component, entries=entries, attempt=attempt, now=now
    )
    if not any(each.is_changed for each in recorded):
        raise NothingCorrected(component.titles)
    _put(session, sheet, SheetState.VERIFIED, reason, sheet.submitted_by_id, second.user_id)
    return recorded


def _correctable(
    session: Session, offering_id: uuid.UUID, component_id: uuid.UUID, attempt: int
) -> GridComponent:
    _head, component = sheets.sheet_of(session, offering_id, component_id, attempt)
    if component.sheet_state not in VERIFIED:
        raise NotCorrectable(component.titles)
    return component


def _put(
    session: Session,
    sheet: ScoreSheet,
    state: SheetState,
    reason: str,
    asked_by: uuid.UUID | None,
    verified_by: uuid.UUID | None,
) -> None:
    sheet.state, sheet.state_reason = state, reason.strip()
    sheet.submitted_by_id, sheet.verified_by_id = asked_by, verified_by
    locking.flush(session, N_("this score sheet"))


def _mark(trainee: TraineeInputs, code: str, attempt: int) -> Mark:
    """The mark that stands at an attempt; a blank where there is none."""
    given = (each for each in trainee.marks.get(code, ()) if each.attempt == attempt)
    return next(given, replace(NOT_ENTERED, attempt=attempt))


def _with_mark(trainee: TraineeInputs, code: str, mark: Mark) -> TraineeInputs:
    """The same trainee with another mark in the place of the one at its attempt."""
    others = tuple(each for each in trainee.marks.get(code, ()) if each.attempt != mark.attempt)
    return replace(trainee, marks={**trainee.marks, code: (*others, mark)})


def _holders(session: Session, enrolment_ids: Sequence[uuid.UUID]) -> frozenset[uuid.UUID]:
    held = select(Award.enrolment_id).where(
        Award.enrolment_id.in_(enrolment_ids), Award.state == AwardState.GRANTED
    )
    return frozenset(each for each in session.scalars(held) if each is not None)
