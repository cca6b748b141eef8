"""Taking one's last action back, as a new change that is recorded like every other."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer_app.core.language import _
from trainer_app.models.assessment import ScoreSheet, Sitting
from trainer_app.models.base import table_of
from trainer_app.models.catalogue import CourseVersion, SchemeVersion
from trainer_app.models.delivery import Enrolment, Offering
from trainer_app.models.journal import JournalEntry, JournalNode, JournalTransaction
from trainer_app.models.outcomes import ResultRun
from trainer_app.models.users import User
from trainer_app.rules.roles import EVERYONE
from trainer_app.rules.states import OfferingState, SheetState, VersionState
from trainer_app.rules.vocabulary import RunState
from trainer_app.services import (
    access,
    adjustments,
    courses,
    enrolments,
    history_words,
    offerings,
    organisations,
    people,
    person_index,
    rolls,
    score_lists,
    scores,
    sheets,
    signatories,
    stations,
)
from trainer_app.services.access import allowed
from trainer_app.services.history import instant_of
from trainer_app.services.record_names import Register
from trainer_app.services.score_grid import OPEN_FOR_SCORES
from trainer_app.services.undo_refusals import (
    Approved,
    BuiltUpon,
    ChangedSince,
    Closed,
    NeverUndone,
    NothingToUndo,
    NotKept,
    NotYours,
    PlaceTaken,
    UndoneAlready,
    UndoRefused,
)
from trainer_app.storage.journal import reversal, writer
from trainer_app.storage.journal.origin import Origin
from trainer_app.storage.journal.reversal import Obstacle, Plan

_UNDO = "undo.undo"
UNDOABLE: Mapping[str, Callable[..., Any]] = {
    "adjustments.add": adjustments.add,
    "adjustments.take_back": adjustments.take_back,
    "courses.change": courses.change,
    "enrolments.enrol": enrolments.enrol,
    "enrolments.enrol_many": enrolments.enrol_many,
    "enrolments.leave": enrolments.leave,
    "enrolments.record_credited": enrolments.record_credited,
    "enrolments.record_delivered": enrolments.record_delivered,
    "enrolments.take_off": enrolments.take_off,
    "offerings.change": offerings.change,
    "offerings.create": offerings.create,
    "organisations.add_organisation": organisations.add_organisation,
    "organisations.add_rank": organisations.add_rank,
    "organisations.change_organisation": organisations.change_organisation,
    "organisations.change_rank": organisations.change_rank,
    "organisations.rename": organisations.rename,
    "people.change": people.change,
    "people.save_new": people.save_new,
    "rolls.accept": rolls.accept,
    "score_lists.accept": score_lists.accept,
    "scores.record": scores.record,
    "scores.record_many": scores.record_many,
    "scores.remark": scores.remark,
    "scores.set_control_sum": scores.set_control_sum,
    "sheets.submit": sheets.submit,
    "sheets.verify": sheets.verify,
    "signatories.add": signatories.add,
    "signatories.change": signatories.change,
    "signatories.end": signatories.end,
    "signatories.move": signatories.move,
    "stations.retitle": stations.retitle,
}
"""What can be undone, and the service whose roles may do so. Certificates, decisions, stages and approvals
stand: others rely on them from that moment."""
_STAGES: Mapping[str, frozenset[OfferingState]] = {
    "adjustments": adjustments.OPEN_FOR_ADJUSTMENTS,
    "score_lists": OPEN_FOR_SCORES,
    "scores": OPEN_FOR_SCORES,
    "sheets": OPEN_FOR_SCORES,
    "enrolments": enrolments.OPEN_FOR_ROLL,
    "rolls": enrolments.OPEN_FOR_ROLL,
    "offerings": frozenset(OfferingState) - {OfferingState.CLOSED, OfferingState.CANCELLED},
}
_OF_SHEETS = frozenset({"sheets.submit", "sheets.verify"})
_FROZEN = (VersionState.APPROVED, VersionState.RETIRED)
_txn, _entry = table_of(JournalTransaction).c, table_of(JournalEntry).c


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be undone; `words` say what it was, `undoes` names the operation it took back."""

    operation_id: uuid.UUID
    act: str
    words: str
    at: datetime
    undoes: uuid.UUID | None = None


@allowed(*EVERYONE)
def last(
    session: Session, *, now: datetime, operations: Collection[uuid.UUID] | None = None
) -> Action | None:
    """One's own last action of today that can be undone and was not yet; None where there is none.

    `operations` are those to choose among, whenever they were; then one that cannot be undone is told too,
    so that its refusal says why.
    """
    undone = _undone(session)
    midnight = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    query = select(table_of(JournalTransaction)).where(_is_mine(session), _txn.node_no == _here())
    if operations is None:
        query = query.where(_txn.hlc >= int(midnight.timestamp() * 1000) << 16)
    for row in session.execute(query.order_by(_txn.no.desc())):
        is_asked = row.act in UNDOABLE if operations is None else row.operation_id in operations
        if is_asked and row.operation_id not in undone and row.act != _UNDO:
            return _action(session, row)
    return None


@allowed(*EVERYONE)
def undo(session: Session, *, operation_id: uuid.UUID) -> Action:
    """Take an action of one's own back, as a new change; gives what was taken back.

    Of an action that was an undo itself, what it took back is done again.

    Raises:
        UndoRefused: it cannot be undone; the refusal says why, and what was changed since and by whom.
    """
    action = _expected(session, operation_id)
    found = reversal.plan(session, operation_id)
    if found.obstacles:
        raise _in_the_way(session, action, found.obstacles[0])
    if found.unkept:
        raise NotKept(action.words)
    _refuse_closed(session, action, found)
    _name_operation(session, operation_id)
    gone = {row.row_id for row in found.removed if row.entity == "people"}
    touched = _people(found) - gone
    person_index.forget(session, person_ids=gone)
    try:
        reversal.apply(session, found)
    except IntegrityError as fault:
        raise PlaceTaken(action.words) from fault
    session.expire_all()
    person_index.read_again(session, person_ids=touched)
    return action


def _here() -> Any:
    return select(JournalNode.no).where(JournalNode.is_here).scalar_subquery()


def _is_mine(session: Session) -> Any:
    origin = _origin(session)
    return _txn.user_id.is_(None) if origin.user is None else _txn.user_id == origin.user


def _origin(session: Session) -> Origin:
    origin: Origin = session.info[writer.ORIGIN]
    return origin


def _name_operation(session: Session, operation_id: uuid.UUID) -> None:
    """Let the journal say which action is taken back; the window calls the act `undo.undo`."""
    origin = _origin(session)
    session.info[writer.ORIGIN] = Origin(
        origin.user, _UNDO, str(operation_id), is_program=origin.is_program, operation=origin.operation
    )


def _undone(session: Session) -> frozenset[uuid.UUID]:
    """The operations that were taken back, unless that was taken back in its turn."""
    query = select(_txn.operation_id, _txn.reason).where(_txn.act == _UNDO).order_by(_txn.hlc.desc())
    undone: set[uuid.UUID] = set()
    for row in session.execute(query):
        if row.operation_id not in undone:
            undone.add(uuid.UUID(row.reason))
    return frozenset(undone)


def _expected(session: Session, operation_id: uuid.UUID) -> Action:
    """The action, where its user may take it back.

    Raises:
        UndoRefused: there is none, it is another user's, of a kind that stands, or was undone.
        NotAllowed: the user's roles do not allow such actions any more.
    """
    row = _transaction(session, operation_id)
    if row is None:
        raise NothingToUndo
    action = _action(session, row)
    if row.user_id != _origin(session).user:
        raise NotYours(action.words, _user(session, row.user_id))
    if action.act not in UNDOABLE:
        raise NeverUndone(action.words)
    if operation_id in _undone(session):
        raise UndoneAlready(action.words)
    access.expect(session, access.roles_of(UNDOABLE[action.act]))
    return action


def _transaction(session: Session, operation_id: uuid.UUID) -> Row[Any] | None:
    query = select(table_of(JournalTransaction)).where(_txn.operation_id == operation_id)
    return session.execute(query.order_by(_txn.hlc).limit(1)).first()


def _action(session: Session, row: Row[Any]) -> Action:
    """What a transaction did; of an undo, what it took back."""
    undoes = uuid.UUID(row.reason) if row.act == _UNDO else None
    origin: Row[Any] | None = row
    while origin is not None and origin.act == _UNDO:
        origin = _transaction(session, uuid.UUID(origin.reason))
    act = row.act if origin is None else origin.act
    words = history_words.act(act) or _("Step of the program")
    return Action(row.operation_id, act, words, instant_of(row.hlc), undoes)


def _in_the_way(session: Session, action: Action, found: Obstacle) -> UndoRefused:
    register = Register(session)
    register.learn([(found.entity, found.row_id)])
    title = register.title(found.entity, found.row_id)
    kind = history_words.entity(found.entity)
    what = _("{kind} {title}").format(kind=kind, title=title) if title else kind
    who = _who_changed(session, found)
    refusal = BuiltUpon if found.since is None else ChangedSince
    return refusal(action.words, what, _user(session, who.user_id), instant_of(who.hlc))


def _who_changed(session: Session, found: Obstacle) -> Any:
    """The transaction that stands against it; of a row that was made since, the one that made it."""
    query = (
        select(_txn.user_id, _txn.hlc)
        .join(JournalEntry, (_txn.node_no == _entry.node_no) & (_txn.no == _entry.txn_no))
        .where(_entry.row_id == found.row_id)
    )
    if found.since is not None:
        query = query.join(JournalNode, JournalNode.no == _entry.node_no).where(
            JournalNode.id == found.since.node, _entry.seq == found.since.seq
        )
    return session.execute(query.order_by(_txn.hlc).limit(1)).one()


def _user(session: Session, user_id: uuid.UUID | None) -> str:
    name = session.scalar(select(User.full_name).where(User.id == user_id)) if user_id else None
    return name or _("The program")


def _refuse_closed(session: Session, action: Action, found: Plan) -> None:
    """Go on only where the service itself would still allow such a change."""
    stages = _STAGES.get(action.act.partition(".")[0])
    for offering in _offerings(session, found) if stages is not None else ():
        if stages is not None and offering.state not in stages:
            raise Closed(action.words, offering.code, offering.state)
    if _is_decided(session, found):
        raise NeverUndone(action.words)
    if action.act not in _OF_SHEETS and _is_past_draft(session, found):
        raise NeverUndone(action.words)
    if _is_approved(session, found):
        raise Approved(action.words)


def _is_decided(session: Session, found: Plan) -> bool:
    """Whether adjustments would change on which the board has decided."""
    final = (
        select(ResultRun.id)
        .join(Enrolment, Enrolment.offering_id == ResultRun.offering_id)
        .where(
            Enrolment.id.in_(_named(found, "adjustments", "enrolment_id")),
            ResultRun.state == RunState.FINAL,
        )
    )
    return session.scalars(final.limit(1)).first() is not None


def _is_past_draft(session: Session, found: Plan) -> bool:
    """Whether marks or a sum would change on a sheet that was handed on."""
    touched = _named(found, "scores", "sheet_id") | set(found.ids("score_sheets"))
    closed = select(ScoreSheet.id).where(ScoreSheet.id.in_(touched), ScoreSheet.state != SheetState.DRAFT)
    return session.scalars(closed.limit(1)).first() is not None


def _offerings(session: Session, found: Plan) -> Sequence[Any]:
    """The offerings that it is about."""
    ids = set(found.ids("offerings"))
    for entity in ("enrolments", "nominations", "sittings", "import_batches"):
        ids |= _named(found, entity, "offering_id")
    trainees = _named(found, "scores", "enrolment_id") | _named(found, "adjustments", "enrolment_id")
    ids |= set(session.scalars(select(Enrolment.offering_id).where(Enrolment.id.in_(trainees)).distinct()))
    sittings = _named(found, "score_sheets", "sitting_id")
    ids |= set(session.scalars(select(Sitting.offering_id).where(Sitting.id.in_(sittings))))
    return session.execute(select(Offering.code, Offering.state).where(Offering.id.in_(ids))).all()


def _is_approved(session: Session, found: Plan) -> bool:
    """Whether something of an approved version would change; one that is approved is not made anew."""
    versions = set(found.ids("course_versions"))
    schemes = set(found.ids("scheme_versions"))
    for entity in ("bands", "components"):
        schemes |= _named(found, entity, "scheme_version_id")
    courses_ = select(CourseVersion.id).where(
        CourseVersion.id.in_(versions), CourseVersion.state.in_(_FROZEN)
    )
    rules = select(SchemeVersion.id).where(SchemeVersion.id.in_(schemes), SchemeVersion.state.in_(_FROZEN))
    return any(session.scalars(query.limit(1)).first() is not None for query in (courses_, rules))


def _people(found: Plan) -> set[uuid.UUID]:
    return set(found.ids("people")) | _named(found, "identifiers", "person_id")


def _named(found: Plan, entity: str, name: str) -> set[uuid.UUID]:
    """The records that a field names in the rows of a table, before or after."""
    contents = (content for row in found.rows if row.entity == entity for content in (row.before, row.after))
    return {uuid.UUID(content[name]) for content in contents if content and content.get(name)}
