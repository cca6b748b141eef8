"""Results: computed by the rules, provisional until the board decides, and the awards of its decision."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles
from trainer_app.models.base import new_id, table_of
from trainer_app.models.delivery import Offering
from trainer_app.models.outcomes import Result, ResultRun
from trainer_app.rules.grading import Graded
from trainer_app.rules.roles import STAFF, Role
from trainer_app.rules.states import EnrolmentState, OfferingState, Outcome
from trainer_app.rules.vocabulary import RunState
from trainer_app.services import award_grants, duties, gradings, traces
from trainer_app.services.access import allowed
from trainer_app.services.gradings import OfferingInputs, TraineeInputs
from trainer_app.services.refusals import WrongStage
from trainer_app.services.result_refusals import AlreadyDecided, MinutesMissing, StillPending
from trainer_app.services.schemes import BandFacts, SchemeFacts
from trainer_app.services.score_grid import ON_ROLL
from trainer_app.storage import bulk
from trainer_app.storage.journal import checkpoints

BORDERLINE = Decimal("2.0")
"""How near to a decision line a total must lie for the board to look at it, in percent points."""

_runs, _results = table_of(ResultRun), table_of(Result)


class Group(StrEnum):
    """What the board must look at, in the order in which results are listed."""

    BORDERLINE = "borderline"
    FAILS_A_RULE = "fails_a_rule"
    WAITING = "waiting"
    CLEAR = "clear"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class TraineeResult:
    """One trainee's result with its whole explanation; `band` is the one of an official total."""

    enrolment_id: uuid.UUID
    person_id: uuid.UUID
    roll_number: int
    side: str
    names: Titles
    state: EnrolmentState
    graded: Graded
    band: BandFacts | None
    group: Group


@dataclass(frozen=True, slots=True)
class OfferingResults:
    """The results of an offering in roll order.

    Final ones are those that the board decided; `is_stale` says that something which decides a result was
    changed since. Others are computed from what is recorded now.
    """

    offering_id: uuid.UUID
    offering_code: str
    stage: OfferingState
    scheme: SchemeFacts
    is_final: bool
    is_stale: bool
    decided_on: date | None
    minutes_reference: str
    trainees: tuple[TraineeResult, ...]

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
    final = _final_run(session, offering_id)
    decided = _decided(session, final.id, inputs.scheme) if final else {}
    return OfferingResults(
        offering_id=offering_id,
        offering_code=inputs.code,
        stage=inputs.state,
        scheme=inputs.scheme,
        is_final=final is not None,
        is_stale=final is not None and final.inputs_sha256 != inputs.sha256,
        decided_on=final.decided_on if final else None,
        minutes_reference=final.minutes_reference if final else "",
        trainees=tuple(
            _result(trainee, decided.get(trainee.enrolment_id) or inputs.graded(trainee), inputs.scheme)
            for trainee in inputs.trainees
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
    final = _final_run(session, offering_id)
    if final is not None:
        return Run(final.id, is_new=False)
    inputs = gradings.gather(session, offering_id=offering_id)
    last = session.execute(
        select(_runs.c.id, _runs.c.inputs_sha256)
        .where(_runs.c.offering_id == offering_id)
        .order_by(_runs.c.id.desc())
        .limit(1)
    ).one_or_none()
    if last is not None and last.inputs_sha256 == inputs.sha256:
        return Run(last.id, is_new=False)
    return Run(_store(session, inputs, now), is_new=True)


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

    `left_pending` names the enrolments that the board leaves open; they get no award.

    Raises:
        NotFound: there is no such offering.
        WrongStage: the offering is not at the stage of results.
        AlreadyDecided, MinutesMissing, StillPending: the decision cannot be recorded as it is.
        OwnMarks: who is signed in entered marks of the trainees.
    """
    final = _final_run(session, offering_id)
    found = of_offering(session, offering_id=offering_id)
    if final is not None:
        raise AlreadyDecided(found.offering_code, final.decided_on)
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


def _final_run(session: Session, offering_id: uuid.UUID) -> Any:
    query = select(_runs).where(_runs.c.offering_id == offering_id, _runs.c.state == RunState.FINAL)
    return session.execute(query).one_or_none()


def _decided(session: Session, run_id: uuid.UUID, scheme: SchemeFacts) -> dict[uuid.UUID, Graded]:
    names = {band.id: band.titles.en for band in scheme.bands}
    return {
        row.enrolment_id: traces.unpack(
            row.trace,
            scheme.rules,
            outcome=row.outcome,
            overall=row.overall,
            band=names.get(row.band_id),
            attendance=row.attendance,
        )
        for row in session.execute(select(_results).where(_results.c.run_id == run_id))
    }


def _result(trainee: TraineeInputs, graded: Graded, scheme: SchemeFacts) -> TraineeResult:
    return TraineeResult(
        enrolment_id=trainee.enrolment_id,
        person_id=trainee.person_id,
        roll_number=trainee.roll_number,
        side=trainee.side,
        names=trainee.names,
        state=trainee.state,
        graded=graded,
        band=scheme.band_named(graded.band) if graded.band is not None else None,
        group=_group(trainee, graded, scheme),
    )


def _group(trainee: TraineeInputs, graded: Graded, scheme: SchemeFacts) -> Group:
    if trainee.state not in ON_ROLL:
        return Group.LEFT
    if graded.outcome == Outcome.PENDING or graded.overall is None:
        return Group.WAITING
    unmet = {clause.rule for clause in graded.clauses if not clause.met}
    if unmet - {"overall"}:
        return Group.FAILS_A_RULE
    if any(abs(graded.overall - line.lower) <= BORDERLINE for line in decision_lines(scheme)):
        return Group.BORDERLINE
    return Group.FAILS_A_RULE if unmet else Group.CLEAR


def decision_lines(scheme: SchemeFacts) -> list[BandFacts]:
    """The bands whose lower bounds decide something, the pass mark among them; the lowest has none."""
    return [band for band in scheme.bands if band.lower > 0]


def _store(session: Session, inputs: OfferingInputs, now: datetime) -> uuid.UUID:
    run_id = new_id()
    stamp = {"created_at": now, "changed_at": now}
    of_run = {
        "offering_id": inputs.offering_id,
        "scheme_version_id": inputs.scheme.id,
        "inputs_sha256": inputs.sha256,
        "computed_at": now,
        "state": RunState.PROVISIONAL,
        "minutes_reference": "",
    }
    bulk.insert(session, ResultRun, [{"id": run_id, **of_run, **stamp}])
    bulk.insert(
        session, Result, [{"run_id": run_id, **_row(trainee, inputs), **stamp} for trainee in inputs.trainees]
    )
    return run_id


def _row(trainee: TraineeInputs, inputs: OfferingInputs) -> dict[str, Any]:
    graded = inputs.graded(trainee)
    band = inputs.scheme.band_named(graded.band) if graded.band is not None else None
    return {
        "enrolment_id": trainee.enrolment_id,
        "overall": graded.overall,
        "band_id": band.id if band else None,
        "attendance": graded.attendance,
        "outcome": graded.outcome,
        "trace": traces.pack(graded),
    }
