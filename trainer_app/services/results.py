"""Results: computed by the rules, provisional until the board decides, and the awards of its decision."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles
from trainer_app.models.delivery import Offering
from trainer_app.models.outcomes import ResultRun
from trainer_app.rules import borderline
from trainer_app.rules.borderline import Near
from trainer_app.rules.grading import Graded
from trainer_app.rules.roles import STAFF, Role
from trainer_app.rules.states import EnrolmentState, OfferingState, Outcome
from trainer_app.rules.vocabulary import RunState
from trainer_app.services import award_grants, duties, gradings, result_runs, sheets
from trainer_app.services.access import allowed
from trainer_app.services.gradings import OfferingInputs, TraineeInputs
from trainer_app.services.refusals import WrongStage
from trainer_app.services.result_refusals import AlreadyDecided, MinutesMissing, StillPending
from trainer_app.services.result_runs import ChangedResult
from trainer_app.services.schemes import BandFacts, SchemeFacts
from trainer_app.services.score_grid import ON_ROLL
from trainer_app.storage import bulk
from trainer_app.storage.journal import checkpoints


class Group(StrEnum):
    """What the board must look at, in the order in which results are listed."""

    BORDERLINE = "borderline"
    FAILS_A_RULE = "fails_a_rule"
    WAITING = "waiting"
    CLEAR = "clear"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class TraineeResult:
    """One trainee's result with its whole explanation; `band` is the one of an official total.

    `near` is the decision line near which an official total of somebody on the roll lies.
    """

    enrolment_id: uuid.UUID
    person_id: uuid.UUID
    roll_number: int
    side: str
    names: Titles
    state: EnrolmentState
    graded: Graded
    band: BandFacts | None
    near: Near | None
    group: Group


@dataclass(frozen=True)
class OfferingResults:
    """The results of an offering in roll order.

    Final ones are those that the board decided; others are computed from what is recorded now. `computed_at`
    is the time of the run that is kept: of the board's, or before that of the last one (None: of none).
    `is_stale` says that something which decides a result was changed since, `changed` whose result is
    another by that.
    """

    offering_id: uuid.UUID
    offering_code: str
    stage: OfferingState
    scheme: SchemeFacts
    is_final: bool
    is_stale: bool
    computed_at: datetime | None
    changed: tuple[ChangedResult, ...]
    decided_on: date | None
    minutes_reference: str
    trainees: tuple[TraineeResult, ...]

    @property
    def borderline(self) -> tuple[TraineeResult, ...]:
        """Everyone whose total lies near a decision line, whatever else the board must look at."""
        return tuple(trainee for trainee in self.trainees if trainee.near is not None)

    @property
    def was_changed_after_decision(self) -> bool:
        """Whether what the board decided is no longer what the rules say of what is recorded."""
        return self.is_final and self.is_stale

    @cached_property
    def changes(self) -> dict[uuid.UUID, ChangedResult]:
        """What changed since the run, by enrolment."""
        return {each.enrolment_id: each for each in self.changed}

    def in_group(self, group: Group) -> tuple[TraineeResult, ...]:
        """The trainees of one group, in roll order."""
        return tuple(trainee for trainee in self.trainees if trainee.group == group)


@dataclass(frozen=True, slots=True)
class Run:
    """One stored computation; `is_new` is false when nothing had changed since the last one."""

    id: uuid.UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What recording the board's decision did, by enrolment.

    `already_held` passed and hold the same award without end, so that none is added.
    """

    run_id: uuid.UUID
    granted: tuple[uuid.UUID, ...]
    already_held: tuple[uuid.UUID, ...]
    pending: tuple[uuid.UUID, ...]


@allowed(*STAFF)
def of_offering(
    session: Session, *, offering_code: str | None = None, offering_id: uuid.UUID | None = None
) -> OfferingResults:
    """The results of the offering with that code or id: as decided, or before that as they stand now.

    Raises:
        NotFound: there is no such offering.
    """
    offering_id = offering_id or _offering_id(session, offering_code or "")
    inputs = gradings.gather(session, offering_id=offering_id)
    kept = result_runs.last(session, offering_id=offering_id)
    final = kept if kept is not None and kept.is_final else None
    is_stale = kept is not None and kept.inputs_sha256 != inputs.sha256
    then = result_runs.graded(session, kept) if kept is not None and (final or is_stale) else {}
    is_whole = final is not None and not is_stale and len(then) == len(inputs.trainees)
    now = {} if is_whole else _graded(inputs)
    shown = now | then if final else now
    return OfferingResults(
        offering_id=offering_id,
        offering_code=inputs.code,
        stage=inputs.state,
        scheme=inputs.scheme,
        is_final=final is not None,
        is_stale=is_stale,
        computed_at=kept.computed_at if kept else None,
        changed=result_runs.changed(session, inputs, then, now) if is_stale else (),
        decided_on=final.decided_on if final else None,
        minutes_reference=final.minutes_reference if final else "",
        trainees=tuple(
            _result(trainee, shown[trainee.enrolment_id], inputs.scheme) for trainee in inputs.trainees
        ),
    )


@allowed(*STAFF)
def of_trainees(
    session: Session, *, offering_id: uuid.UUID, enrolment_ids: Collection[uuid.UUID] | None = None
) -> dict[uuid.UUID, TraineeResult]:
    """What the rules say now, for some trainees or all, by enrolment: the live totals of the score grid.

    Raises:
        NotFound: there is no such offering.
    """
    inputs = gradings.gather(session, offering_id=offering_id, enrolment_ids=enrolment_ids)
    return {
        trainee.enrolment_id: _result(trainee, inputs.graded(trainee), inputs.scheme)
        for trainee in inputs.trainees
    }


@allowed(*STAFF)
def passing_bands(session: Session, *, offering_id: uuid.UUID) -> dict[uuid.UUID, Titles]:
    """The band of everyone who passes now, by enrolment.

    Raises:
        NotFound: there is no such offering.
    """
    found = of_offering(session, offering_id=offering_id).trainees
    return {
        trainee.enrolment_id: trainee.band.titles
        for trainee in found
        if trainee.graded.is_pass and trainee.band is not None
    }


@allowed(Role.TRAINING_OFFICER, Role.BOARD_SECRETARY)
def run(session: Session, *, offering_id: uuid.UUID, now: datetime) -> Run:
    """Store provisional results when something changed since the last run; final ones stay as they are.

    Raises:
        NotFound: there is no such offering.
    """
    kept = result_runs.last(session, offering_id=offering_id)
    if kept is not None and kept.is_final:
        return Run(kept.id, is_new=False)
    inputs = gradings.gather(session, offering_id=offering_id)
    if kept is not None and kept.inputs_sha256 == inputs.sha256:
        return Run(kept.id, is_new=False)
    return Run(result_runs.store(session, inputs, now=now), is_new=True)


@allowed(Role.BOARD_SECRETARY)
def decide(
    session: Session,
    *,
    offering_id: uuid.UUID,
    decided_on: date,
    minutes_reference: str,
    now: datetime,
    left_pending: Collection[uuid.UUID] = (),
) -> Decision:
    """Record the board's decision: the results become final and everyone who passed holds the award.

    The verified score sheets are locked.

    `left_pending` names the enrolments that the board leaves open; they get no award.

    Raises:
        NotFound: there is no such offering.
        WrongStage: the offering is not at the stage of results.
        AlreadyDecided, MinutesMissing, StillPending: the decision cannot be recorded as it is.
        OwnMarks: who is signed in entered marks of the trainees.
        SheetsUnverified: some score sheets wait for their verifier.
    """
    found = of_offering(session, offering_id=offering_id)
    if found.decided_on is not None:
        raise AlreadyDecided(found.offering_code, found.decided_on)
    if found.stage != OfferingState.RESULTS:
        raise WrongStage(found.offering_code, found.stage)
    if not minutes_reference.strip():
        raise MinutesMissing
    pending = [trainee for trainee in found.trainees if trainee.graded.outcome == Outcome.PENDING]
    unnamed = [trainee.names for trainee in pending if trainee.enrolment_id not in left_pending]
    if unnamed:
        raise StillPending(unnamed)
    names = {trainee.enrolment_id: trainee.names for trainee in found.trainees}
    duties.refuse_own_marks(session, offering_id=offering_id, trainees=names)
    sheets.lock_verified(session, offering_id=offering_id, code=found.offering_code)
    run_id = run(session, offering_id=offering_id, now=now).id
    decision = {"state": RunState.FINAL, "decided_on": decided_on, "minutes_reference": minutes_reference}
    bulk.update(session, ResultRun, [{"id": run_id, "changed_at": now, **decision}])
    grants = award_grants.grant(
        session,
        run_id=run_id,
        enrolment_ids=[trainee.enrolment_id for trainee in found.trainees if trainee.graded.is_pass],
        awarded_on=decided_on,
        authority=minutes_reference,
        now=now,
    )
    waiting = tuple(trainee.enrolment_id for trainee in pending)
    checkpoints.sign(session, "results")
    return Decision(run_id, grants.granted, grants.already_held, waiting)


def as_json(found: OfferingResults) -> dict[str, Any]:
    """The results as the command line gives them: English words, numbers as decimal strings."""
    scheme = found.scheme
    return {
        "offering": found.offering_code,
        "scheme": {
            "pass_mark": _text(scheme.rules.pass_mark),
            "decimals": str(scheme.rules.decimals),
            "attendance_min": _text(scheme.rules.attendance_min),
            "bands": [{"name": band.titles.en, "from": _text(band.lower)} for band in scheme.bands],
            "components": [
                {
                    "code": component.code,
                    "max": _text(component.max_points),
                    "weight_bp": str(component.weight_bp),
                    "min_pct": _text(component.min_pct),
                    "must_pass": component.must_pass,
                }
                for component in scheme.components
            ],
        },
        "results": [_as_json(trainee) for trainee in found.trainees],
    }


def _as_json(trainee: TraineeResult) -> dict[str, Any]:
    graded = trainee.graded
    return {
        "roll_number": str(trainee.roll_number),
        "name": trainee.names.en,
        "attendance": _text(graded.attendance),
        "components": [
            {"code": line.code, "state": line.state, "points": _text(line.points)} for line in graded.lines
        ],
        "overall": _text(graded.overall),
        "band": trainee.band.titles.en if trainee.band else None,
        "outcome": graded.outcome.value,
        "trace": [
            {
                "rule": clause.rule,
                "value": _text(clause.value),
                "limit": _text(clause.limit),
                "met": clause.met,
            }
            for clause in graded.clauses
        ],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _offering_id(session: Session, code: str) -> uuid.UUID:
    offering_id = session.scalar(select(Offering.id).where(Offering.code == code))
    if offering_id is None:
        raise NotFound(N_("offering"), code)
    return offering_id


def _graded(inputs: OfferingInputs) -> dict[uuid.UUID, Graded]:
    return {trainee.enrolment_id: inputs.graded(trainee) for trainee in inputs.trainees}


def _result(trainee: TraineeInputs, graded: Graded, scheme: SchemeFacts) -> TraineeResult:
    near = _near(trainee, graded, scheme)
    return TraineeResult(
        enrolment_id=trainee.enrolment_id,
        person_id=trainee.person_id,
        roll_number=trainee.roll_number,
        side=trainee.side,
        names=trainee.names,
        state=trainee.state,
        graded=graded,
        band=result_runs.standing(graded, scheme).band,
        near=near,
        group=_group(trainee, graded, near),
    )


def _near(trainee: TraineeInputs, graded: Graded, scheme: SchemeFacts) -> Near | None:
    if trainee.state not in ON_ROLL or graded.overall is None:
        return None
    return borderline.near(graded.overall, (band.lower for band in decision_lines(scheme)))


def _group(trainee: TraineeInputs, graded: Graded, near: Near | None) -> Group:
    if trainee.state not in ON_ROLL:
        return Group.LEFT
    if graded.outcome == Outcome.PENDING or graded.overall is None:
        return Group.WAITING
    unmet = {clause.rule for clause in graded.clauses if not clause.met}
    if unmet - {"overall"}:
        return Group.FAILS_A_RULE
    if near is not None:
        return Group.BORDERLINE
    return Group.FAILS_A_RULE if unmet else Group.CLEAR


def decision_lines(scheme: SchemeFacts) -> list[BandFacts]:
    """The bands whose lower bounds decide something, the pass mark among them; the lowest has none."""
    return [band for band in scheme.bands if band.lower > 0]
