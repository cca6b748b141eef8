"""Duties that one person does not join for the same trainee, as the journal tells: enter, decide, issue."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from trainer_app.core.language import Titles
from trainer_app.models.assessment import Score
from trainer_app.models.awards import Award
from trainer_app.models.base import table_of
from trainer_app.models.delivery import Enrolment
from trainer_app.models.journal import JournalEntry, JournalTransaction
from trainer_app.models.outcomes import Result
from trainer_app.rules.merging import WHOLE
from trainer_app.services import access
from trainer_app.services.access import allowed
from trainer_app.services.duty_refusals import AboutDuties, OwnDecision, OwnMarks

_entry, _txn = table_of(JournalEntry).c, table_of(JournalTransaction).c


@allowed()
def refuse_own_marks(
    session: Session, *, offering_id: uuid.UUID, trainees: Mapping[uuid.UUID, Titles]
) -> None:
    """Go on only where who is signed in entered no mark of the trainees, named by enrolment.

    A mark counts also where another one stands in its place by now.

    Raises:
        OwnMarks: marks of some were entered by the same person.
    """
    query = select(Enrolment.id).join(Score, Score.enrolment_id == Enrolment.id)
    written = _written_by(query, Score.id).where(
        _entry.entity == "scores", _entry.fields.in_((WHOLE, "mark"))
    )
    _refuse(session, written.where(Enrolment.offering_id == offering_id), trainees, OwnMarks)


@allowed()
def refuse_own_decision(
    session: Session, *, offering_id: uuid.UUID, trainees: Mapping[uuid.UUID, Titles]
) -> None:
    """Go on only where who is signed in did not make the results final behind the trainees' awards.

    Raises:
        OwnDecision: the same person recorded the decision on some.
    """
    query = (
        select(Enrolment.id)
        .join(Award, Award.enrolment_id == Enrolment.id)
        .join(Result, Result.id == Award.result_id)
    )
    decided = _written_by(query, Result.run_id).where(
        _entry.entity == "result_runs", _entry.fields == "decision"
    )
    _refuse(session, decided.where(Enrolment.offering_id == offering_id), trainees, OwnDecision)


def _written_by(query: Select[Any], row_id: Any) -> Select[Any]:
    """The query with the journal's entries of a row, and with who wrote them."""
    return query.join(JournalEntry, _entry.row_id == row_id).join(
        JournalTransaction, (_txn.node_no == _entry.node_no) & (_txn.no == _entry.txn_no)
    )


def _refuse(
    session: Session,
    query: Select[Any],
    trainees: Mapping[uuid.UUID, Titles],
    refusal: type[AboutDuties],
) -> None:
    """Refuse the trainees whom the query finds for who is signed in; the program itself has no duty."""
    user = access.who(session)
    if user is None:
        return
    found = set(session.scalars(query.where(_txn.user_id == user.id).distinct()))
    if own := [names for enrolment_id, names in trainees.items() if enrolment_id in found]:
        raise refusal(own)
