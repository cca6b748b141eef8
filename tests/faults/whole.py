"""Whether a database is whole after a fault, and holds what was acknowledged."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.faults.work import Done
from tests.keys import KEY
from trainer_app.models.assessment import Score, ScoreSheet
from trainer_app.models.journal import JournalTransaction
from trainer_app.services import integrity
from trainer_app.storage.engine import connect
from trainer_app.storage.journal import rebuild
from trainer_app.storage.journal.verify import verify

AT_MOST_UNANSWERED = 1
"""Transactions that may be there without an acknowledgement: the one that was under way."""


def faults_of(
    place: Path, before: set[uuid.UUID], done: Sequence[Done], *, thorough: bool = True
) -> list[str]:
    """What is wrong with a database that held the operations `before` and then acknowledged `done`."""
    with closing(connect(place, KEY)) as database, database.reading() as session:
        found = operations(session)
        faults = [*_missing(found, before, done)]
        if thorough:
            faults += [*damage(session), *_wrong_marks(session, found, before, done)]
    return faults


def operations_of(place: Path) -> set[uuid.UUID]:
    """Every operation that a database holds."""
    with closing(connect(place, KEY)) as database, database.reading() as session:
        return operations(session)


def operations(session: Session) -> set[uuid.UUID]:
    """Every operation that the journal holds."""
    return set(session.scalars(select(JournalTransaction.operation_id)))


def damage(session: Session) -> Iterator[str]:
    """What is half or broken: pages, references, invariants, the chain, rows that differ from the journal."""
    for finding in integrity.check(session):
        yield f"{finding.invariant} {finding.row}: {finding.why}"
    for flaw in verify(session).findings:
        yield f"journal {flaw.node_no}.{flaw.seq}: {flaw.flaw}"
    for each in rebuild.differences(session):
        yield f"{each.entity} {each.row_id} differs from the journal"


def _missing(found: set[uuid.UUID], before: set[uuid.UUID], done: Sequence[Done]) -> Iterator[str]:
    acknowledged = before | {each.operation for each in done}
    for lost in acknowledged - found:
        yield f"acknowledged and lost: {lost}"
    unanswered = len(found - acknowledged)
    if unanswered > AT_MOST_UNANSWERED:
        yield f"{unanswered} transactions that were never acknowledged"


def _wrong_marks(
    session: Session, found: set[uuid.UUID], before: set[uuid.UUID], done: Sequence[Done]
) -> Iterator[str]:
    """Marks that are not as last acknowledged; the step under way may have set one of them anew."""
    last = {each.cell: Decimal(each.points) for each in done if each.cell}
    columns = (Score.enrolment_id, ScoreSheet.component_id, Score.points)
    rows = session.execute(select(*columns).join(ScoreSheet, ScoreSheet.id == Score.sheet_id))
    stand = {f"{row.enrolment_id.hex}/{row.component_id.hex}": row.points for row in rows}
    wrong = [cell for cell, points in last.items() if stand.get(cell) != points]
    unanswered = len(found - before - {each.operation for each in done})
    if len(wrong) > unanswered:
        yield f"marks that are not as acknowledged: {wrong}"
