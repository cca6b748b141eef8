"""Duties that one person does not join for the same trainee, as the journal tells: enter, decide, issue."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from trainer_app.core.language import Titles
from trainer_app.models.assessment import Score, ScoreSheet, Sitting
from trainer_app.models.awards import Award, CertificateDocument
from trainer_app.models.base import table_of
from trainer_app.models.catalogue import Component
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.journal import JournalEntry, JournalTransaction
from trainer_app.models.outcomes import Adjustment, Result, ResultRun
from trainer_app.rules.merging import WHOLE
from trainer_app.rules.vocabulary import RunState
from trainer_app.services import access
from trainer_app.services.access import allowed
from trainer_app.services.duty_refusals import AboutDuties, OwnDecision, OwnMarks
from trainer_app.storage.journal.heads import portions

_Query = Select[*tuple[Any, ...]]
_entry, _txn = table_of(JournalEntry).c, table_of(JournalTransaction).c
_MARKED = (WHOLE, "mark")
"""The groups of fields of a score in which its mark stands."""
_SHEETS_AT_ONCE = 400
_DECISION = "decision"
"""The group of fields of a run by which its results become final."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A trainee for whom one person did two duties.

    They adjusted the result of marks of the own, decided on them, or issued after deciding.
    """

    offering_code: str
    roll_number: int
    duty: Literal["adjusted", "decided", "issued"]


@allowed()
def refuse_own_marks(
    session: Session,
    *,
    offering_id: uuid.UUID,
    trainees: Mapping[uuid.UUID, Titles],
    refusal: type[AboutDuties] = OwnMarks,
) -> None:
    """Go on only where who is signed in entered no mark of the trainees, named by enrolment.

    A mark counts also where another one stands in its place by now.

    Raises:
        AboutDuties: marks of some were entered by the same person; it is the `refusal`.
    """
    if (user := access.who(session)) is not None:
        _refuse(session, _marks_of(offering_id, user.id), trainees, refusal)


@allowed()
def refuse_own_decision(
    session: Session, *, offering_id: uuid.UUID, trainees: Mapping[uuid.UUID, Titles]
) -> None:
    """Go on only where who is signed in did not make the results final behind the trainees' awards.

    Raises:
        OwnDecision: the same person recorded the decision on some.
    """
    if (user := access.who(session)) is not None:
        query = _awarded(offering_id).join(Result, Result.id == Award.result_id)
        decided = _written_by(query, Result.run_id, user.id).where(_entry.fields == _DECISION)
        _refuse(session, decided, trainees, OwnDecision)


@allowed()
def enterers(
    session: Session, *, sheet_ids: Collection[uuid.UUID]
) -> Mapping[uuid.UUID, frozenset[uuid.UUID]]:
    """Who entered marks on each sheet, the program left out.

    A mark counts also where another one stands in its place by now.
    """
    query = (
        _with_writer(
            select(Score.sheet_id, _txn.user_id)
            .select_from(Score)
            .join(JournalEntry, _entry.row_id == Score.id)
        )
        .where(Score.sheet_id.in_(sheet_ids), _entry.fields.in_(_MARKED), _txn.user_id.is_not(None))
        .distinct()
    )
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for sheet_id, user_id in session.execute(query):
        found.setdefault(sheet_id, set()).add(user_id)
    return {sheet_id: frozenset(users) for sheet_id, users in found.items()}


@allowed()
def verified_own(session: Session) -> Iterator[tuple[str, str]]:
    """Offering and component of each sheet whose verifier entered marks of it all the same."""
    query = (
        select(ScoreSheet.id, ScoreSheet.verified_by_id, Offering.code, Component.code.label("component"))
        .join(Sitting, Sitting.id == ScoreSheet.sitting_id)
        .join(Component, Component.id == ScoreSheet.component_id)
        .join(Offering, Offering.id == Sitting.offering_id)
        .where(ScoreSheet.verified_by_id.is_not(None))
        .order_by(Offering.code, Component.order_no, Sitting.attempt)
    )
    for rows in session.execute(query).partitions(_SHEETS_AT_ONCE):
        found = enterers(session, sheet_ids=[row.id for row in rows])
        for row in rows:
            if row.verified_by_id in found.get(row.id, ()):
                yield row.code, row.component


@allowed()
def joined(session: Session) -> Iterator[Joined]:
    """Those for whom one person did two duties all the same: before this was refused, or at two stations."""
    runs = {
        row.id: row
        for row in session.execute(
            select(ResultRun.id, ResultRun.offering_id, Offering.code)
            .join(Offering, Offering.id == ResultRun.offering_id)
            .where(ResultRun.state == RunState.FINAL)
            .order_by(Offering.code)
        )
    }
    deciders = _deciders(session, list(runs))
    # One offering at a time, through the index of its rows: all at once, the whole journal would be read.
    for run in runs.values():
        for user_id in deciders.get(run.id, ()):
            for row in session.execute(_marks_of(run.offering_id, user_id)):
                yield Joined(run.code, row.roll_number, "decided")
            for row in session.execute(_certificates_of(run.offering_id, user_id)):
                yield Joined(run.code, row.roll_number, "issued")
    yield from _adjusted_own(session)


def _adjusted_own(session: Session) -> Iterator[Joined]:
    """Trainees whose result somebody adjusted who entered marks of them, before or after."""
    query = (
        _with_writer(
            select(Offering.code, Enrolment.roll_number, Enrolment.id, Enrolment.offering_id, _txn.user_id)
            .select_from(Adjustment)
            .join(Enrolment, Enrolment.id == Adjustment.enrolment_id)
            .join(Offering, Offering.id == Enrolment.offering_id)
            .join(JournalEntry, _entry.row_id == Adjustment.id)
        )
        .where(_entry.fields == WHOLE, _txn.user_id.is_not(None))
        .order_by(Offering.code, Enrolment.roll_number)
        .distinct()
    )
    for row in session.execute(query).all():
        marks = _marks_of(row.offering_id, row.user_id).where(Enrolment.id == row.id)
        if session.execute(marks).first() is not None:
            yield Joined(row.code, row.roll_number, "adjusted")


def _deciders(session: Session, run_ids: list[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Who made each run final, the program left out."""
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    query = _with_writer(select(_entry.row_id, _txn.user_id).select_from(JournalEntry)).where(
        _entry.fields == _DECISION, _txn.user_id.is_not(None)
    )
    for some in portions(run_ids):
        for row in session.execute(query.where(_entry.row_id.in_(some))):
            found.setdefault(row.row_id, set()).add(row.user_id)
    return found


def _marks_of(offering_id: uuid.UUID, user_id: uuid.UUID) -> _Query:
    """Trainees of an offering of whom a user entered marks."""
    query = _trainees(offering_id).join(Score, Score.enrolment_id == Enrolment.id)
    return _written_by(query, Score.id, user_id).where(_entry.fields.in_(_MARKED))


def _certificates_of(offering_id: uuid.UUID, user_id: uuid.UUID) -> _Query:
    """Trainees of an offering to whom a user issued certificates."""
    query = _awarded(offering_id).join(CertificateDocument, CertificateDocument.award_id == Award.id)
    return _written_by(query, CertificateDocument.id, user_id).where(_entry.fields == WHOLE)


def _trainees(offering_id: uuid.UUID) -> _Query:
    query: _Query = select(Enrolment.id, Enrolment.roll_number).where(Enrolment.offering_id == offering_id)
    return query.order_by(Enrolment.roll_number).distinct()


def _awarded(offering_id: uuid.UUID) -> _Query:
    return _trainees(offering_id).join(Award, Award.enrolment_id == Enrolment.id)


def _written_by(query: _Query, row_id: Any, user_id: uuid.UUID) -> _Query:
    """The query with those entries of a row that a user wrote."""
    return _with_writer(query.join(JournalEntry, _entry.row_id == row_id)).where(_txn.user_id == user_id)


def _with_writer(query: _Query) -> _Query:
    return query.join(JournalTransaction, (_txn.node_no == _entry.node_no) & (_txn.no == _entry.txn_no))


def _refuse(
    session: Session, query: _Query, trainees: Mapping[uuid.UUID, Titles], refusal: type[AboutDuties]
) -> None:
    """Refuse those of the trainees whom the query finds."""
    found = {row.id for row in session.execute(query)}
    if own := [names for enrolment_id, names in trainees.items() if enrolment_id in found]:
        raise refusal(own)
