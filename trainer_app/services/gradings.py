"""What the rules are given for each trainee of an offering, and what they say."""

import hashlib
import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from sqlalchemy import Select, String, bindparam, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import BigInteger, NullType

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles
from trainer_app.models.assessment import Score, ScoreSheet, Sitting
from trainer_app.models.base import Id, table_of
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.outcomes import Adjustment as StoredAdjustment
from trainer_app.models.people import Person
from trainer_app.rules.adjustments import Adjustment
from trainer_app.rules.attempts import Mark
from trainer_app.rules.attendance import attended_share
from trainer_app.rules.grading import Graded, grade
from trainer_app.rules.roles import STAFF
from trainer_app.rules.states import EnrolmentState, OfferingState, Outcome
from trainer_app.services import schemes
from trainer_app.services.access import allowed
from trainer_app.services.schemes import SchemeFacts
from trainer_app.services.score_grid import ON_ROLL, names_of, stored_mark

_offerings, _enrolments, _people = table_of(Offering), table_of(Enrolment), table_of(Person)
_sittings, _sheets, _scores = table_of(Sitting), table_of(ScoreSheet), table_of(Score)
_adjustments = table_of(StoredAdjustment)
_OFFERING_ID: Any = bindparam("offering_id", type_=Id)

_OFFERING = select(
    _offerings.c.code, _offerings.c.state, _offerings.c.scheme_version_id, _offerings.c.delivered_minutes
).where(_offerings.c.id == _OFFERING_ID)
_TRAINEES = (
    select(
        _enrolments.c.id,
        type_coerce(_enrolments.c.id, NullType()).label("key"),
        _enrolments.c.person_id,
        _enrolments.c.roll_number,
        _enrolments.c.state,
        _enrolments.c.credited_minutes,
        _people.c.side,
        _people.c.name_latin,
        _people.c.name_ur,
        _people.c.name_zh,
    )
    .join_from(_enrolments, _people, _people.c.id == _enrolments.c.person_id)
    .where(_enrolments.c.offering_id == _OFFERING_ID)
    .order_by(_enrolments.c.roll_number)
)
_MARKS = (
    select(
        type_coerce(_scores.c.enrolment_id, NullType()),
        type_coerce(_sittings.c.component_id, NullType()),
        type_coerce(_scores.c.state, String()).label("state"),
        type_coerce(_scores.c.points, BigInteger()).label("points"),
        _sittings.c.attempt,
    )
    .select_from(_sittings)
    .join(_sheets, _sheets.c.sitting_id == _sittings.c.id)
    .join(_scores, _scores.c.sheet_id == _sheets.c.id)
    .where(_sittings.c.offering_id == _OFFERING_ID)
    .order_by(_sittings.c.attempt, _sheets.c.id)
)
_ADJUSTMENTS = (
    select(
        _adjustments.c.enrolment_id,
        _adjustments.c.component_id,
        _adjustments.c.kind,
        _adjustments.c.points,
    )
    .join_from(_adjustments, _enrolments, _enrolments.c.id == _adjustments.c.enrolment_id)
    .where(_enrolments.c.offering_id == _OFFERING_ID)
    .order_by(_adjustments.c.id)
)


@dataclass(frozen=True, slots=True)
class TraineeInputs:
    """Everything that decides one trainee: `marks` by component code, of every attempt and assessor."""

    enrolment_id: uuid.UUID
    person_id: uuid.UUID
    roll_number: int
    side: str
    names: Titles
    state: EnrolmentState
    credited_minutes: int | None
    marks: Mapping[str, tuple[Mark, ...]]
    adjustments: tuple[Adjustment, ...]


@dataclass(frozen=True)
class OfferingInputs:
    """Everything that decides the results of an offering; trainees in roll order."""

    offering_id: uuid.UUID
    code: str
    state: OfferingState
    delivered_minutes: int | None
    scheme: SchemeFacts
    trainees: tuple[TraineeInputs, ...]

    @cached_property
    def sha256(self) -> str:
        """Equal exactly when nothing that decides a result has changed."""
        content = [
            self.scheme.id.hex,
            self.delivered_minutes,
            sorted(_canonical(trainee) for trainee in self.trainees),
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    def attendance(self, trainee: TraineeInputs) -> Fraction | None:
        """Exact percent of the delivered time; None until both minutes are recorded."""
        if trainee.credited_minutes is None or not self.delivered_minutes:
            return None
        return attended_share(trainee.credited_minutes, self.delivered_minutes) * 100

    def graded(self, trainee: TraineeInputs) -> Graded:
        """What the rules say about the trainee."""
        graded = grade(
            self.scheme.rules,
            trainee.marks,
            attendance=self.attendance(trainee),
            adjustments=trainee.adjustments,
            is_withdrawn=trainee.state not in ON_ROLL,
        )
        is_deferred = trainee.state == EnrolmentState.DEFERRED
        return replace(graded, outcome=Outcome.DEFERRED) if is_deferred else graded


@allowed(*STAFF)
def gather(
    session: Session, *, offering_id: uuid.UUID, enrolment_ids: Collection[uuid.UUID] | None = None
) -> OfferingInputs:
    """What decides the results of an offering, of all its trainees or of some.

    Raises:
        NotFound: there is no such offering.
    """
    offering = session.execute(_OFFERING, {"offering_id": offering_id}).one_or_none()
    if offering is None:
        raise NotFound(N_("offering"), str(offering_id))
    scheme = schemes.load(session, scheme_id=offering.scheme_version_id)
    codes = {component.id: component.code for component in scheme.components}

    def read(query: Select[Any], column: Any) -> Any:
        chosen = query if enrolment_ids is None else query.where(column.in_(enrolment_ids))
        return session.execute(chosen, {"offering_id": offering_id})

    marks = _marks(read(_MARKS, _scores.c.enrolment_id), codes)
    adjustments = _adjusted(read(_ADJUSTMENTS, _adjustments.c.enrolment_id), codes)
    trainees = tuple(
        TraineeInputs(
            enrolment_id=row.id,
            person_id=row.person_id,
            roll_number=row.roll_number,
            side=row.side,
            names=names_of(row),
            state=row.state,
            credited_minutes=row.credited_minutes,
            marks=marks.get(row.key, {}),
            adjustments=tuple(adjustments.get(row.id, ())),
        )
        for row in read(_TRAINEES, _enrolments.c.id)
    )
    return OfferingInputs(
        offering_id, offering.code, offering.state, offering.delivered_minutes, scheme, trainees
    )


def _marks(rows: Any, codes: Mapping[uuid.UUID, str]) -> dict[Any, dict[str, tuple[Mark, ...]]]:
    """The marks by the key of the enrolment as the database gives it: ids took two fifths of the reading."""
    by_key: dict[Any, str] = {**codes, **{component_id.bytes: code for component_id, code in codes.items()}}
    marks: dict[Any, dict[str, tuple[Mark, ...]]] = {}
    for enrolment_key, component_key, state, points, attempt in rows:
        of_trainee = marks.setdefault(enrolment_key, {})
        code = by_key[component_key]
        of_trainee[code] = (*of_trainee.get(code, ()), stored_mark(state, points, attempt))
    return marks


def _adjusted(rows: Any, codes: Mapping[uuid.UUID, str]) -> dict[uuid.UUID, list[Adjustment]]:
    adjustments: dict[uuid.UUID, list[Adjustment]] = {}
    for enrolment_id, component_id, kind, points in rows:
        component = codes[component_id] if component_id else None
        adjustments.setdefault(enrolment_id, []).append(Adjustment(kind, points, component))
    return adjustments


def _canonical(trainee: TraineeInputs) -> list[Any]:
    """What decides the trainee, in an order that does not depend on how it was entered."""
    marks = [
        [code, mark.attempt, mark.state, None if mark.points is None else str(mark.points)]
        for code, given in trainee.marks.items()
        for mark in given
    ]
    adjustments = [[each.component or "", each.kind, str(each.points)] for each in trainee.adjustments]
    return [
        trainee.enrolment_id.hex,
        trainee.state,
        trainee.credited_minutes,
        sorted(marks, key=json.dumps),
        sorted(adjustments),
    ]
