"""Adjustments of results: explicit acts with authority, limit and reason, before the board decides."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.errors import HasLeft
from trainer_app.core.formats import shortest
from trainer_app.core.language import N_, Titles, _
from trainer_app.core.text import isolate, ltr
from trainer_app.models.catalogue import Component
from trainer_app.models.delivery import Enrolment
from trainer_app.models.outcomes import Adjustment
from trainer_app.rules.adjustments import Adjustment as Change
from trainer_app.rules.adjustments import NoGrace
from trainer_app.rules.grading import Graded
from trainer_app.rules.roles import STAFF, Role
from trainer_app.rules.states import OfferingState
from trainer_app.rules.vocabulary import AdjustmentKind
from trainer_app.services import duties, gradings, history_words, locking, result_runs
from trainer_app.services.access import allowed
from trainer_app.services.adjustment_refusals import (
    AuthorityMissing,
    GraceAboveLimit,
    GraceLiftsNothing,
    GraceOnComponent,
    PointsOutside,
)
from trainer_app.services.duty_refusals import OwnMarksAdjusted
from trainer_app.services.gradings import OfferingInputs, TraineeInputs
from trainer_app.services.refusals import ReasonMissing, WrongStage
from trainer_app.services.result_refusals import AlreadyDecided
from trainer_app.services.schemes import SchemeFacts
from trainer_app.services.score_grid import ON_ROLL

OPEN_FOR_ADJUSTMENTS = frozenset({OfferingState.ASSESSMENT, OfferingState.RESULTS})
SIGNED = frozenset({AdjustmentKind.CORRECTION, AdjustmentKind.SCALING})
"""Kinds whose points may be taken off as well as given."""
_MOST = Decimal(100)
_PLACES = 3


@dataclass(frozen=True, slots=True)
class AdjustmentFacts:
    """One adjustment as it is recorded; `component` None is the total."""

    id: uuid.UUID
    enrolment_id: uuid.UUID
    component: Titles | None
    kind: AdjustmentKind
    points: Decimal
    authority: str
    reason: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What an adjustment does to the result of a trainee."""

    scheme: SchemeFacts
    old: Graded
    new: Graded


@allowed(*STAFF)
def rows(
    session: Session, *, offering_id: uuid.UUID, enrolment_id: uuid.UUID | None = None
) -> tuple[AdjustmentFacts, ...]:
    """The adjustments of an offering, or of one of its trainees, in roll order and as they were made."""
    query = (
        select(Adjustment, Component)
        .join(Enrolment, Enrolment.id == Adjustment.enrolment_id)
        .outerjoin(Component, Component.id == Adjustment.component_id)
        .where(Enrolment.offering_id == offering_id)
        .order_by(Enrolment.roll_number, Adjustment.id)
    )
    if enrolment_id is not None:
        query = query.where(Enrolment.id == enrolment_id)
    return tuple(
        AdjustmentFacts(
            id=row.id,
            enrolment_id=row.enrolment_id,
            component=None
            if component is None
            else Titles(component.title_en, component.title_ur, component.title_zh),
            kind=row.kind,
            points=row.points,
            authority=row.authority,
            reason=row.reason,
        )
        for row, component in session.execute(query)
    )


@allowed(Role.BOARD_SECRETARY)
def preview(
    session: Session,
    *,
    enrolment_id: uuid.UUID,
    kind: AdjustmentKind,
    points: Decimal,
    component: str | None = None,
) -> Effect:
    """What an adjustment would do, of a component by its code or of the total; nothing is written.

    Raises:
        WrongStage, AlreadyDecided, HasLeft, OwnMarksAdjusted: this trainee's result is not to be adjusted.
        AboutAdjustments: not by these points.
        NotFound: there is no such trainee.
    """
    inputs, trainee = _open(session, enrolment_id)
    return _effect(inputs, trainee, kind, points, component)


@allowed(Role.BOARD_SECRETARY)
def add(
    session: Session,
    *,
    enrolment_id: uuid.UUID,
    kind: AdjustmentKind,
    points: Decimal,
    authority: str,
    reason: str,
    component: str | None = None,
) -> uuid.UUID:
    """Adjust the total of a trainee, or a component by its code; gives the id of the adjustment.

    Raises:
        AuthorityMissing, ReasonMissing: it is not said who allowed it, or why.
        WrongStage, AlreadyDecided, HasLeft, OwnMarksAdjusted: this trainee's result is not to be adjusted.
        AboutAdjustments: not by these points.
        NotFound: there is no such trainee.
    """
    if not authority.strip():
        raise AuthorityMissing
    if not reason.strip():
        raise ReasonMissing
    inputs, trainee = _open(session, enrolment_id)
    _effect(inputs, trainee, kind, points, component)
    row = Adjustment(
        enrolment_id=enrolment_id,
        component_id=inputs.scheme.component(component).id if component else None,
        kind=kind,
        points=points,
        authority=authority.strip(),
        reason=reason.strip(),
    )
    session.add(row)
    session.flush()
    return row.id


@allowed(Role.BOARD_SECRETARY)
def take_back(session: Session, *, adjustment_id: uuid.UUID) -> None:
    """Take an adjustment back; who made it and why stays in the history.

    Raises:
        WrongStage, AlreadyDecided, HasLeft, OwnMarksAdjusted: this trainee's result is not to be adjusted.
        NotFound: there is no such adjustment, or it was taken back meanwhile.
    """
    row = locking.get(session, Adjustment, adjustment_id, N_("adjustment"))
    _open(session, row.enrolment_id)
    session.delete(row)
    locking.flush(session, N_("this adjustment"))


def sentences(found: Sequence[AdjustmentFacts]) -> tuple[str, ...]:
    """Each adjustment in the active language: what, by how much, who allowed it and why."""
    return tuple(
        _("{kind}, {what}: {points} points. Authority: {authority}. Reason: {reason}").format(
            kind=history_words.state(each.kind),
            what=isolate(each.component.in_language()) if each.component else _("Total"),
            points=ltr(_signed(each)),
            authority=isolate(each.authority),
            reason=isolate(each.reason),
        )
        for each in found
    )


def _signed(each: AdjustmentFacts) -> str:
    is_less = each.points < 0 or each.kind == AdjustmentKind.PENALTY
    return ("−" if is_less else "+") + shortest(abs(each.points))


def _open(session: Session, enrolment_id: uuid.UUID) -> tuple[OfferingInputs, TraineeInputs]:
    """What decides a trainee whose result may be adjusted now by who is signed in."""
    offering_id = locking.get(session, Enrolment, enrolment_id, N_("trainee")).offering_id
    inputs = gradings.gather(session, offering_id=offering_id, enrolment_ids=[enrolment_id])
    trainee = inputs.trainees[0]
    kept = result_runs.last(session, offering_id=offering_id)
    if kept is not None and kept.is_final and kept.decided_on is not None:
        raise AlreadyDecided(inputs.code, kept.decided_on)
    if inputs.state not in OPEN_FOR_ADJUSTMENTS:
        raise WrongStage(inputs.code, inputs.state)
    if trainee.state not in ON_ROLL:
        raise HasLeft(trainee.names)
    duties.refuse_own_marks(
        session, offering_id=offering_id, trainees={enrolment_id: trainee.names}, refusal=OwnMarksAdjusted
    )
    return inputs, trainee


def _effect(
    inputs: OfferingInputs,
    trainee: TraineeInputs,
    kind: AdjustmentKind,
    points: Decimal,
    component: str | None,
) -> Effect:
    _refuse_points(kind, points)
    if kind == AdjustmentKind.GRACE:
        if component is not None:
            raise GraceOnComponent
        if points > (limit := inputs.scheme.rules.grace_limit):
            raise GraceAboveLimit(points, limit)
    changed = replace(trainee, adjustments=(*trainee.adjustments, Change(kind, points, component)))
    effect = Effect(inputs.scheme, inputs.graded(trainee), inputs.graded(changed))
    if kind == AdjustmentKind.GRACE and (why := _lifts_nothing(effect)) is not None:
        raise GraceLiftsNothing(trainee.names, why)
    return effect


def _refuse_points(kind: AdjustmentKind, points: Decimal) -> None:
    is_signed = kind in SIGNED
    size = abs(points) if is_signed else points
    if not 0 < size <= _MOST or points != round(points, _PLACES):
        raise PointsOutside(points, is_signed=is_signed)


def _lifts_nothing(effect: Effect) -> NoGrace | None:
    """Why the grace lifts nothing; one that was granted before may have reached the pass mark already."""
    lifts = [each for each in effect.new.adjusted if each.kind == AdjustmentKind.GRACE]
    why = next((each.no_grace for each in lifts if each.component is None), NoGrace.PENDING)
    if why is None and effect.new.overall == effect.old.overall:
        return NoGrace.MET_WITHOUT
    return why
