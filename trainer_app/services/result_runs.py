"""Runs of the rules as they are stored, and what has changed since the last one."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.language import Titles
from trainer_app.models.awards import Award
from trainer_app.models.base import new_id, table_of
from trainer_app.models.outcomes import Result, ResultRun
from trainer_app.rules import changes
from trainer_app.rules.changes import Cause
from trainer_app.rules.grading import Graded
from trainer_app.rules.states import AwardState, Outcome
from trainer_app.rules.vocabulary import RunState
from trainer_app.services import schemes, traces
from trainer_app.services.access import allowed
from trainer_app.services.gradings import OfferingInputs
from trainer_app.services.schemes import BandFacts, SchemeFacts
from trainer_app.storage import bulk

_runs, _results, _awards = table_of(ResultRun), table_of(Result), table_of(Award)
_HELD = (AwardState.GRANTED, AwardState.SUSPENDED)


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One stored computation; `decided_on` and `minutes_reference` are of a final one."""

    id: uuid.UUID
    is_final: bool
    computed_at: datetime
    inputs_sha256: str
    scheme_id: uuid.UUID
    decided_on: date | None
    minutes_reference: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a result says in short; `band` is the one of an official total."""

    overall: Decimal | None
    band: BandFacts | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ChangedResult:
    """A trainee whose result was another in the run; `before` None was not on the roll then.

    `holds_award` says that an award was granted on the result, which does not change by itself.
    """

    enrolment_id: uuid.UUID
    roll_number: int
    names: Titles
    before: Standing | None
    now: Standing
    causes: tuple[Cause, ...]
    holds_award: bool


@allowed()
def last(session: Session, *, offering_id: uuid.UUID) -> StoredRun | None:
    """The final run of an offering, else its newest; None before the first one."""
    rows = session.execute(
        select(_runs).where(_runs.c.offering_id == offering_id).order_by(_runs.c.id.desc())
    ).all()
    row = next((row for row in rows if row.state == RunState.FINAL), rows[0] if rows else None)
    if row is None:
        return None
    return StoredRun(
        id=row.id,
        is_final=row.state == RunState.FINAL,
        computed_at=row.computed_at,
        inputs_sha256=row.inputs_sha256,
        scheme_id=row.scheme_version_id,
        decided_on=row.decided_on,
        minutes_reference=row.minutes_reference,
    )


@allowed()
def graded(session: Session, run: StoredRun) -> dict[uuid.UUID, Graded]:
    """The results of a run as the rules gave them then, by enrolment."""
    scheme = schemes.load(session, scheme_id=run.scheme_id)
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
        for row in session.execute(select(_results).where(_results.c.run_id == run.id))
    }


@allowed()
def changed(
    session: Session,
    inputs: OfferingInputs,
    before: Mapping[uuid.UUID, Graded],
    now: Mapping[uuid.UUID, Graded],
) -> tuple[ChangedResult, ...]:
    """Everyone whose result is another now than it was in a run, in roll order."""
    found = [
        trainee
        for trainee in inputs.trainees
        if changes.differs(before.get(trainee.enrolment_id), now[trainee.enrolment_id])
    ]
    holders = _holders(session, [trainee.enrolment_id for trainee in found])
    return tuple(
        ChangedResult(
            enrolment_id=trainee.enrolment_id,
            roll_number=trainee.roll_number,
            names=trainee.names,
            before=_standing(before.get(trainee.enrolment_id), inputs.scheme),
            now=standing(now[trainee.enrolment_id], inputs.scheme),
            causes=changes.causes(before.get(trainee.enrolment_id), now[trainee.enrolment_id]),
            holds_award=trainee.enrolment_id in holders,
        )
        for trainee in found
    )


def standing(graded: Graded, scheme: SchemeFacts) -> Standing:
    """What a result says in short."""
    band = scheme.band_named(graded.band) if graded.band is not None else None
    return Standing(graded.overall, band, graded.outcome)


def _standing(graded: Graded | None, scheme: SchemeFacts) -> Standing | None:
    return standing(graded, scheme) if graded is not None else None


def _holders(session: Session, enrolment_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    if not enrolment_ids:
        return set()
    query = select(_awards.c.enrolment_id).where(
        _awards.c.enrolment_id.in_(enrolment_ids), _awards.c.state.in_(_HELD)
    )
    return set(session.scalars(query))


@allowed()
def store(session: Session, inputs: OfferingInputs, *, now: datetime) -> uuid.UUID:
    """Keep what the rules say now as a provisional run; its id."""
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
    bulk.insert(session, Result, [{"run_id": run_id, **row, **stamp} for row in _rows(inputs)])
    return run_id


def _rows(inputs: OfferingInputs) -> Iterator[dict[str, Any]]:
    for trainee in inputs.trainees:
        result = inputs.graded(trainee)
        said = standing(result, inputs.scheme)
        yield {
            "enrolment_id": trainee.enrolment_id,
            "overall": said.overall,
            "band_id": said.band.id if said.band else None,
            "attendance": result.attendance,
            "outcome": said.outcome,
            "trace": traces.pack(result),
        }
