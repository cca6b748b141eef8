"""Score sheets: from the draft over submitting and verifying to the lock, each by those whose work it is."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from trainer_app.core.errors import NotFound, ScoresClosed
from trainer_app.core.language import N_, Titles
from trainer_app.models.agreements import Agreement
from trainer_app.models.assessment import ScoreSheet, Sitting
from trainer_app.models.catalogue import Component
from trainer_app.models.delivery import Offering
from trainer_app.models.users import User
from trainer_app.rules.roles import STAFF, Role
from trainer_app.rules.states import VERIFIED, Kind, OfferingState, ScoreState, SheetState, may_move
from trainer_app.rules.vocabulary import AgreementKind
from trainer_app.services import access, duties, gradings, locking
from trainer_app.services.access import allowed
from trainer_app.services.refusals import ReasonMissing
from trainer_app.services.score_grid import OPEN_FOR_SCORES, GridComponent, Head, ScoreGrid, grid, head_of
from trainer_app.services.sheet_refusals import (
    MarksMissing,
    NothingEntered,
    OwnSheet,
    SheetElsewhere,
    SheetsUnverified,
    SumDiffers,
)

_SUBMITTABLE = OPEN_FOR_SCORES | {OfferingState.RESULTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """One score sheet: how far it is and who did what; `difference` is that of the sum on paper.

    `is_own` says that who is signed in entered or submitted it and so does not verify it. `version` is one
    more than the number of corrections. A sheet that nobody has begun is a draft without marks.
    """

    component_id: uuid.UUID
    titles: Titles
    attempt: int
    state: SheetState
    entered: int
    missing: int
    difference: Decimal | None = None
    entered_by: tuple[str, ...] = ()
    submitted_by: str = ""
    verified_by: str = ""
    reason: str = ""
    version: int = 1
    is_own: bool = False


@allowed(*STAFF)
def of_offering(session: Session, *, offering_id: uuid.UUID, attempt: int = 1) -> list[SheetFacts]:
    """The sheets of one attempt, in the order of the components.

    Raises:
        NotFound: there is no such offering.
    """
    marks = grid(session, offering_id=offering_id, attempt=attempt)
    sheet_ids = [each.sheet_id for each in marks.components if each.sheet_id]
    rows = {row.id: row for row in session.scalars(select(ScoreSheet).where(ScoreSheet.id.in_(sheet_ids)))}
    entered_by = duties.enterers(session, sheet_ids=sheet_ids)
    people = _names(session, rows.values(), entered_by)
    versions = _versions(session, sheet_ids)
    to_resit = _to_resit(session, marks)
    me = access.who(session)
    found = []
    for column, component in enumerate(marks.components):
        row = rows.get(component.sheet_id) if component.sheet_id else None
        mine = entered_by.get(row.id, frozenset()) if row else frozenset()
        figures = marks.figures(column)
        found.append(
            SheetFacts(
                component_id=component.id,
                titles=component.titles,
                attempt=attempt,
                state=component.sheet_state,
                entered=figures.entered,
                missing=len(_missing(marks, column, to_resit)),
                difference=_difference(component, figures.points_sum),
                entered_by=tuple(sorted(people[user_id] for user_id in mine if user_id in people)),
                submitted_by=people.get(row.submitted_by_id, "") if row and row.submitted_by_id else "",
                verified_by=people.get(row.verified_by_id, "") if row and row.verified_by_id else "",
                reason=row.state_reason if row else "",
                version=versions.get(row.id, 0) + 1 if row else 1,
                is_own=bool(row and me and me.id in {*mine, row.submitted_by_id}),
            )
        )
    return found


@allowed(Role.TRAINING_OFFICER, Role.INSTRUCTOR)
def submit(session: Session, *, offering_id: uuid.UUID, component_id: uuid.UUID, attempt: int = 1) -> None:
    """Hand a draft to the verifier; from then on its marks do not change.

    Raises:
        ScoresClosed: the offering's stage does not allow it.
        NothingEntered, MarksMissing, SumDiffers: the sheet is not finished.
        SheetElsewhere: it is no draft.
        NotFound: the offering has no such component.
    """
    head, component = sheet_of(session, offering_id, component_id, attempt)
    if _stage(session, offering_id) not in _SUBMITTABLE:
        raise ScoresClosed(head.offering_code)
    row = _movable(session, component, SheetState.SUBMITTED)
    _refuse_unfinished(grid(session, offering_id=offering_id, attempt=attempt), component, session)
    me = access.who(session)
    row.state, row.state_reason = SheetState.SUBMITTED, ""
    row.submitted_by_id, row.verified_by_id = me.id if me else None, None
    locking.flush(session, N_("this score sheet"))


@allowed(Role.VERIFIER)
def verify(session: Session, *, offering_id: uuid.UUID, component_id: uuid.UUID, attempt: int = 1) -> None:
    """Stand behind the marks of a submitted sheet as the second person.

    Raises:
        OwnSheet: the same person entered or submitted marks of it.
        NothingEntered, SheetElsewhere: it is not submitted.
        NotFound: the offering has no such component.
    """
    _head, component = sheet_of(session, offering_id, component_id, attempt)
    row = _movable(session, component, SheetState.VERIFIED, before=SheetState.SUBMITTED)
    me = access.who(session)
    if me is not None and has_entered(session, row, me):
        raise OwnSheet(component.titles)
    row.state, row.state_reason = SheetState.VERIFIED, ""
    row.verified_by_id = me.id if me else None
    locking.flush(session, N_("this score sheet"))


@allowed(Role.VERIFIER)
def give_back(
    session: Session, *, offering_id: uuid.UUID, component_id: uuid.UUID, reason: str, attempt: int = 1
) -> None:
    """Return a submitted sheet to those who enter marks, with a remark that tells them what to mend.

    Raises:
        ReasonMissing: the remark is empty.
        ScoresClosed: the offering's stage does not allow its marks to be mended.
        NothingEntered, SheetElsewhere: it is not submitted.
        NotFound: the offering has no such component.
    """
    head, component = sheet_of(session, offering_id, component_id, attempt)
    if not reason.strip():
        raise ReasonMissing
    if not head.is_open:
        raise ScoresClosed(head.offering_code)
    row = _movable(session, component, SheetState.DRAFT)
    row.state, row.state_reason, row.submitted_by_id = SheetState.DRAFT, reason.strip(), None
    locking.flush(session, N_("this score sheet"))


@allowed(Role.VERIFIER, Role.BOARD_SECRETARY)
def lock(session: Session, *, offering_id: uuid.UUID, component_id: uuid.UUID, attempt: int = 1) -> None:
    """Lock a verified sheet: what stands on it changes by a correction of two people alone.

    Raises:
        NothingEntered, SheetElsewhere: it is not verified.
        NotFound: the offering has no such component.
    """
    _head, component = sheet_of(session, offering_id, component_id, attempt)
    row = _movable(session, component, SheetState.LOCKED)
    row.state = SheetState.LOCKED
    locking.flush(session, N_("this score sheet"))


@allowed()
def lock_verified(session: Session, *, offering_id: uuid.UUID, code: str) -> None:
    """Lock every sheet of an offering on which the board decides.

    Raises:
        SheetsUnverified: some sheets are not verified.
    """
    query = (
        select(ScoreSheet.id, ScoreSheet.state, Component.title_en, Component.title_ur, Component.title_zh)
        .join(Sitting, Sitting.id == ScoreSheet.sitting_id)
        .join(Component, Component.id == ScoreSheet.component_id)
        .where(Sitting.offering_id == offering_id)
        .order_by(Component.order_no, Sitting.attempt)
    )
    rows = session.execute(query).all()
    waiting = [Titles(row.title_en, row.title_ur, row.title_zh) for row in rows if row.state not in VERIFIED]
    if waiting:
        raise SheetsUnverified(code, list(dict.fromkeys(waiting)))
    verified = [row.id for row in rows if row.state == SheetState.VERIFIED]
    sheets = session.scalars(select(ScoreSheet).where(ScoreSheet.id.in_(verified)))
    for sheet in sheets:
        sheet.state = SheetState.LOCKED
    locking.flush(session, N_("this score sheet"))


@allowed()
def sheet_of(
    session: Session, offering_id: uuid.UUID, component_id: uuid.UUID, attempt: int
) -> tuple[Head, GridComponent]:
    """The column of a component, with the head of its grid.

    Raises:
        NotFound: the offering has no such component.
        NothingEntered: nobody has begun the sheet.
    """
    head = head_of(session, offering_id, attempt)
    component = next((each for each in head.components if each.id == component_id), None)
    if component is None:
        raise NotFound(N_("component"), str(component_id))
    if component.sheet_id is None:
        raise NothingEntered(component.titles)
    return head, component


@allowed()
def has_entered(session: Session, sheet: ScoreSheet, user: access.SignedIn) -> bool:
    """Whether a person, under any login, entered marks of a sheet or submitted it."""
    ids = {*duties.enterers(session, sheet_ids=[sheet.id]).get(sheet.id, ()), sheet.submitted_by_id} - {None}
    is_same = User.id == user.id
    if user.person_id is not None:
        is_same = or_(is_same, User.person_id == user.person_id)
    return session.scalars(select(User.id).where(User.id.in_(ids), is_same).limit(1)).first() is not None


def _movable(
    session: Session, component: GridComponent, to: SheetState, *, before: SheetState | None = None
) -> ScoreSheet:
    """The row of a sheet that may go to a state, from the one before where several lead there."""
    assert component.sheet_id is not None  # noqa: S101 (`sheet_of` refuses others)
    row = locking.get(session, ScoreSheet, component.sheet_id, N_("score sheet"))
    if not may_move(Kind.SCORE_SHEET, row.state, to) or row.state != (before or row.state):
        raise SheetElsewhere(component.titles, row.state)
    return row


def _refuse_unfinished(marks: ScoreGrid, component: GridComponent, session: Session) -> None:
    column = marks.components.index(component)
    missing = _missing(marks, column, _to_resit(session, marks))
    if missing:
        raise MarksMissing(component.titles, missing)
    difference = _difference(component, marks.figures(column).points_sum)
    if difference:
        raise SumDiffers(component.titles, difference)


def _missing(marks: ScoreGrid, column: int, to_resit: Mapping[uuid.UUID, frozenset[str]]) -> list[Titles]:
    """Who has no mark in a column and must have one: everyone at first, in a resit those who take it."""
    code = marks.components[column].code
    return [
        trainee.names
        for trainee, row in zip(marks.trainees, marks.marks, strict=True)
        if row[column].state == ScoreState.NOT_ENTERED
        and (marks.attempt == 1 or code in to_resit[trainee.enrolment_id])
    ]


def _to_resit(session: Session, marks: ScoreGrid) -> Mapping[uuid.UUID, frozenset[str]]:
    """The components that each trainee takes again; nothing at the first attempt."""
    if marks.attempt == 1:
        return {}
    inputs = gradings.gather(session, offering_id=marks.offering_id)
    return {each.enrolment_id: frozenset(inputs.graded(each).to_resit) for each in inputs.trainees}


def _difference(component: GridComponent, points_sum: Decimal) -> Decimal | None:
    return None if component.control_sum is None else component.control_sum - points_sum


def _stage(session: Session, offering_id: uuid.UUID) -> OfferingState:
    return session.scalars(select(Offering.state).where(Offering.id == offering_id)).one()


def _names(
    session: Session, rows: Iterable[ScoreSheet], entered_by: Mapping[uuid.UUID, frozenset[uuid.UUID]]
) -> dict[uuid.UUID, str]:
    ids = {user_id for some in entered_by.values() for user_id in some}
    ids |= {user_id for row in rows for user_id in (row.submitted_by_id, row.verified_by_id) if user_id}
    found = session.execute(select(User.id, User.full_name).where(User.id.in_(ids)))
    return {row.id: row.full_name for row in found}


def _versions(session: Session, sheet_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    query = (
        select(Agreement.sheet_id, func.count())
        .where(Agreement.kind == AgreementKind.CORRECTION, Agreement.sheet_id.in_(sheet_ids))
        .group_by(Agreement.sheet_id)
    )
    return {sheet_id: count for sheet_id, count in session.execute(query) if sheet_id}
