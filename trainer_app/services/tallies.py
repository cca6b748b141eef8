"""What is done and what is open in offerings, counted for many of them at once."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from trainer_app.models.assessment import Score, ScoreSheet, Sitting
from trainer_app.models.awards import Award, CertificateDocument
from trainer_app.models.catalogue import Component, SchemeVersion
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.outcomes import ResultRun
from trainer_app.models.people import Person
from trainer_app.rules import attendance
from trainer_app.rules.roles import STAFF
from trainer_app.rules.states import VERIFIED, AwardState, DocumentState, ScoreState, SheetState
from trainer_app.rules.vocabulary import RunState
from trainer_app.services.access import allowed
from trainer_app.services.offerings import ON_ROLL

_AT_ONCE = 400
_Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one offering; those of trainees leave out who has left.

    `entered` of `marks` cells of the score grid hold something; of its `sheets` some are `submitted` and wait
    for their verifier, some `verified` or locked. `named` have their name in three scripts,
    `attendance_typed` their minutes. `to_issue` awards have no certificate yet; of `unnamed_to_issue` of
    these a name is missing. `to_print` certificates are issued and not printed.
    """

    trainees: int = 0
    women: int = 0
    named: int = 0
    attendance_typed: int = 0
    credited_minutes: int = 0
    delivered_minutes: int | None = None
    attendance_min: Decimal | None = None
    marks: int = 0
    entered: int = 0
    sheets: int = 0
    submitted: int = 0
    verified: int = 0
    is_decided: bool = False
    awards: int = 0
    to_issue: int = 0
    unnamed_to_issue: int = 0
    to_print: int = 0

    @property
    def missing_marks(self) -> int:
        """Cells of the score grid that hold nothing."""
        return self.marks - self.entered

    @property
    def sheets_to_submit(self) -> int:
        """Score sheets that are drafts still."""
        return self.sheets - self.submitted - self.verified

    @property
    def attendance(self) -> Decimal | None:
        """Percent of the delivered time attended by those whose minutes are typed, rounded down."""
        if not self.delivered_minutes or not self.attendance_typed:
            return None
        return attendance.percent(self.credited_minutes, self.delivered_minutes * self.attendance_typed)


@allowed(*STAFF)
def of(session: Session, offering_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Tally]:
    """The counts of each of these offerings."""
    wanted = list(offering_ids)
    found: dict[uuid.UUID, Tally] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        found.update(_of(session, wanted[start : start + _AT_ONCE]))
    return found


@allowed(*STAFF)
def one(session: Session, *, offering_id: uuid.UUID) -> Tally:
    """The counts of one offering."""
    return of(session, [offering_id]).get(offering_id, Tally())


@allowed(*STAFF)
def entered_by_component(session: Session, *, offering_id: uuid.UUID) -> Mapping[uuid.UUID, int]:
    """For each component how many trainees on the roll have something entered."""
    cells = _entered_cells([offering_id]).subquery()
    query = select(cells.c.component_id, func.count()).group_by(cells.c.component_id)
    return dict(session.execute(query).all())


def _of(session: Session, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Tally]:
    entered = _entered_cells(ids).subquery()
    entered_counts = _counts(
        session, select(entered.c.offering_id, func.count()).group_by(entered.c.offering_id)
    )
    components = _counts(session, _marked_components(ids))
    sheets = {row.offering_id: row for row in session.execute(_sheets(ids))}
    decided = set(session.scalars(_decided(ids)))
    awards = {row.offering_id: row for row in session.execute(_awards(ids))}
    unprinted = _counts(session, _unprinted(ids))
    tallies = {}
    for row in session.execute(_roll(ids)):
        certificates = awards.get(row.offering_id)
        marked, begun = components.get(row.offering_id, 0), sheets.get(row.offering_id)
        tallies[row.offering_id] = Tally(
            trainees=row.trainees,
            women=row.women,
            named=row.named,
            attendance_typed=row.typed,
            credited_minutes=int(row.credited),
            delivered_minutes=row.delivered_minutes,
            attendance_min=row.attendance_min,
            marks=row.trainees * marked,
            entered=entered_counts.get(row.offering_id, 0),
            sheets=(marked if row.trainees else 0) + (begun.resits if begun else 0),
            submitted=begun.submitted if begun else 0,
            verified=begun.verified if begun else 0,
            is_decided=row.offering_id in decided,
            awards=certificates.awards if certificates else 0,
            to_issue=certificates.to_issue if certificates else 0,
            unnamed_to_issue=certificates.unnamed if certificates else 0,
            to_print=unprinted.get(row.offering_id, 0),
        )
    return tallies


def _counts(session: Session, query: _Query) -> dict[uuid.UUID, int]:
    return {row[0]: row[1] for row in session.execute(query)}


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _is_named() -> ColumnElement[bool]:
    return and_(Person.name_latin != "", Person.name_ur != "", Person.name_zh != "")


def _roll(ids: Sequence[uuid.UUID]) -> _Query:
    seat = and_(Enrolment.offering_id == Offering.id, Enrolment.state.in_(ON_ROLL))
    return (
        select(
            Offering.id.label("offering_id"),
            Offering.delivered_minutes,
            SchemeVersion.attendance_min,
            func.count(Enrolment.id).label("trainees"),
            _how_many(Person.sex == "F").label("women"),
            _how_many(and_(Enrolment.id.is_not(None), _is_named())).label("named"),
            func.count(Enrolment.credited_minutes).label("typed"),
            func.coalesce(func.sum(Enrolment.credited_minutes), 0).label("credited"),
        )
        .join(SchemeVersion, SchemeVersion.id == Offering.scheme_version_id)
        .outerjoin(Enrolment, seat)
        .outerjoin(Person, Person.id == Enrolment.person_id)
        .where(Offering.id.in_(ids))
        .group_by(Offering.id, Offering.delivered_minutes, SchemeVersion.attendance_min)
    )


def _marked_components(ids: Sequence[uuid.UUID]) -> _Query:
    child = aliased(Component)
    return (
        select(Offering.id, func.count(Component.id))
        .join(Component, Component.scheme_version_id == Offering.scheme_version_id)
        .where(Offering.id.in_(ids), ~select(child.id).where(child.parent_id == Component.id).exists())
        .group_by(Offering.id)
    )


def _entered_cells(ids: Sequence[uuid.UUID]) -> _Query:
    return (
        select(Enrolment.offering_id, Score.enrolment_id, ScoreSheet.component_id)
        .join(Score, Score.enrolment_id == Enrolment.id)
        .join(ScoreSheet, ScoreSheet.id == Score.sheet_id)
        .where(
            Enrolment.offering_id.in_(ids),
            Enrolment.state.in_(ON_ROLL),
            Score.state != ScoreState.NOT_ENTERED,
        )
        .distinct()
    )


def _sheets(ids: Sequence[uuid.UUID]) -> _Query:
    return (
        select(
            Sitting.offering_id,
            _how_many(Sitting.attempt > 1).label("resits"),
            _how_many(ScoreSheet.state == SheetState.SUBMITTED).label("submitted"),
            _how_many(ScoreSheet.state.in_(VERIFIED)).label("verified"),
        )
        .join(ScoreSheet, ScoreSheet.sitting_id == Sitting.id)
        .where(Sitting.offering_id.in_(ids))
        .group_by(Sitting.offering_id)
    )


def _decided(ids: Sequence[uuid.UUID]) -> _Query:
    return select(ResultRun.offering_id).where(
        ResultRun.offering_id.in_(ids), ResultRun.state == RunState.FINAL
    )


def _awards(ids: Sequence[uuid.UUID]) -> _Query:
    paper = select(CertificateDocument.id).where(
        CertificateDocument.award_id == Award.id, CertificateDocument.state == DocumentState.ISSUED
    )
    waits = ~paper.exists()
    return (
        select(
            Enrolment.offering_id,
            func.count(Award.id).label("awards"),
            _how_many(waits).label("to_issue"),
            _how_many(and_(waits, ~_is_named())).label("unnamed"),
        )
        .join(Enrolment, Enrolment.id == Award.enrolment_id)
        .join(Person, Person.id == Award.person_id)
        .where(Enrolment.offering_id.in_(ids), Award.state == AwardState.GRANTED)
        .group_by(Enrolment.offering_id)
    )


def _unprinted(ids: Sequence[uuid.UUID]) -> _Query:
    return (
        select(Enrolment.offering_id, func.count(CertificateDocument.id))
        .join(Award, Award.enrolment_id == Enrolment.id)
        .join(CertificateDocument, CertificateDocument.award_id == Award.id)
        .where(
            Enrolment.offering_id.in_(ids),
            CertificateDocument.state == DocumentState.ISSUED,
            CertificateDocument.is_printed.is_(False),
        )
        .group_by(Enrolment.offering_id)
    )
