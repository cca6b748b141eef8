"""Every state, and in one table every move between states that the domain allows."""

from enum import Flag, StrEnum, auto


class VersionState(StrEnum):
    """Of a course version, a scheme version or a certificate template; approved is immutable."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    RETIRED = "retired"


class OfferingState(StrEnum):
    """Of an offering, one intake of a course version."""

    PLANNED = "planned"
    OPEN = "open"
    RUNNING = "running"
    ASSESSMENT = "assessment"
    RESULTS = "results"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class NominationState(StrEnum):
    """Of a person proposed by an organisation."""

    NOMINATED = "nominated"
    SCREENED = "screened"
    ACCEPTED = "accepted"
    RESERVE = "reserve"
    DECLINED = "declined"


class EnrolmentState(StrEnum):
    """Of a trainee on the roll; “failed” is an outcome, not a state."""

    ENROLLED = "enrolled"
    ACTIVE = "active"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    RETURNED_TO_UNIT = "returned_to_unit"
    DISMISSED = "dismissed"
    DEFERRED = "deferred"
    TRANSFERRED = "transferred"


class SheetState(StrEnum):
    """Of a score sheet."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    LOCKED = "locked"
    CORRECTION = "correction"


VERIFIED = frozenset({SheetState.VERIFIED, SheetState.LOCKED})
"""States of a score sheet at which a second person stands behind its marks."""


class ScoreState(StrEnum):
    """Of one trainee's mark on one sheet; a blank is NOT_ENTERED and never zero."""

    NOT_ENTERED = "NOT_ENTERED"
    SCORED = "SCORED"
    ABSENT = "ABSENT"
    ABSENT_EXCUSED = "ABSENT_EXCUSED"
    EXEMPT = "EXEMPT"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    MISCONDUCT = "MISCONDUCT"
    VOID = "VOID"


class Outcome(StrEnum):
    """What a result means for the trainee; provisional until the board decides."""

    PENDING = "PENDING"
    PASS = "PASS"  # noqa: S105 (an outcome, not a password)
    PASS_WITH_GRACE = "PASS_WITH_GRACE"  # noqa: S105
    FAIL_RESIT = "FAIL_RESIT"
    FAIL_FINAL = "FAIL_FINAL"
    DEFERRED = "DEFERRED"
    INCOMPLETE = "INCOMPLETE"
    ATTENDANCE_ONLY = "ATTENDANCE_ONLY"
    WITHDRAWN = "WITHDRAWN"
    ANNULLED = "ANNULLED"


class AwardState(StrEnum):
    """Of an award; expired is derived from its last valid day and never stored."""

    GRANTED = "granted"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


class DocumentState(StrEnum):
    """Of a numbered certificate document."""

    RESERVED = "reserved"
    ISSUED = "issued"
    VOID = "void"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


class Kind(StrEnum):
    """The records whose states are moved."""

    COURSE_VERSION = "course_version"
    SCHEME_VERSION = "scheme_version"
    TEMPLATE = "template"
    OFFERING = "offering"
    NOMINATION = "nomination"
    ENROLMENT = "enrolment"
    SCORE_SHEET = "score_sheet"
    RESULT = "result"
    AWARD = "award"
    CERTIFICATE_DOCUMENT = "certificate_document"


class Needs(Flag):
    """What must come with a move."""

    NOTHING = 0
    REASON = auto()
    SECOND_PERSON = auto()
    BOTH_SIDES = auto()


_BEFORE_RESULTS = (
    OfferingState.PLANNED,
    OfferingState.OPEN,
    OfferingState.RUNNING,
    OfferingState.ASSESSMENT,
)
_LEAVING = (
    EnrolmentState.WITHDRAWN,
    EnrolmentState.RETURNED_TO_UNIT,
    EnrolmentState.DISMISSED,
    EnrolmentState.DEFERRED,
    EnrolmentState.TRANSFERRED,
)
_VERSIONED = (Kind.COURSE_VERSION, Kind.SCHEME_VERSION, Kind.TEMPLATE)
_SHEET, _DOCUMENT = Kind.SCORE_SHEET, Kind.CERTIFICATE_DOCUMENT

MOVES: dict[tuple[Kind, str, str], Needs] = {
    **{(kind, VersionState.DRAFT, VersionState.IN_REVIEW): Needs.NOTHING for kind in _VERSIONED},
    **{(kind, VersionState.IN_REVIEW, VersionState.APPROVED): Needs.BOTH_SIDES for kind in _VERSIONED},
    **{(kind, VersionState.APPROVED, VersionState.RETIRED): Needs.NOTHING for kind in _VERSIONED},
    (Kind.OFFERING, OfferingState.PLANNED, OfferingState.OPEN): Needs.NOTHING,
    (Kind.OFFERING, OfferingState.OPEN, OfferingState.RUNNING): Needs.NOTHING,
    (Kind.OFFERING, OfferingState.RUNNING, OfferingState.ASSESSMENT): Needs.NOTHING,
    (Kind.OFFERING, OfferingState.ASSESSMENT, OfferingState.RESULTS): Needs.NOTHING,
    (Kind.OFFERING, OfferingState.RESULTS, OfferingState.CLOSED): Needs.NOTHING,
    (Kind.OFFERING, OfferingState.CLOSED, OfferingState.RESULTS): Needs.REASON | Needs.SECOND_PERSON,
    **{(Kind.OFFERING, state, OfferingState.CANCELLED): Needs.NOTHING for state in _BEFORE_RESULTS},
    (Kind.NOMINATION, NominationState.NOMINATED, NominationState.SCREENED): Needs.NOTHING,
    (Kind.NOMINATION, NominationState.SCREENED, NominationState.ACCEPTED): Needs.NOTHING,
    (Kind.NOMINATION, NominationState.SCREENED, NominationState.RESERVE): Needs.NOTHING,
    (Kind.NOMINATION, NominationState.SCREENED, NominationState.DECLINED): Needs.NOTHING,
    (Kind.NOMINATION, NominationState.RESERVE, NominationState.ACCEPTED): Needs.NOTHING,
    (Kind.ENROLMENT, EnrolmentState.ENROLLED, EnrolmentState.ACTIVE): Needs.NOTHING,
    (Kind.ENROLMENT, EnrolmentState.ACTIVE, EnrolmentState.COMPLETED): Needs.NOTHING,
    **{(Kind.ENROLMENT, EnrolmentState.ACTIVE, state): Needs.REASON for state in _LEAVING},
    (_SHEET, SheetState.DRAFT, SheetState.SUBMITTED): Needs.NOTHING,
    (_SHEET, SheetState.SUBMITTED, SheetState.VERIFIED): Needs.SECOND_PERSON,
    (_SHEET, SheetState.SUBMITTED, SheetState.DRAFT): Needs.REASON,
    (_SHEET, SheetState.VERIFIED, SheetState.LOCKED): Needs.NOTHING,
    (_SHEET, SheetState.LOCKED, SheetState.CORRECTION): Needs.REASON,
    (_SHEET, SheetState.CORRECTION, SheetState.VERIFIED): Needs.SECOND_PERSON,
    **{
        (Kind.RESULT, Outcome.PENDING, outcome): Needs.NOTHING
        for outcome in Outcome
        if outcome is not Outcome.PENDING
    },
    (Kind.AWARD, AwardState.GRANTED, AwardState.SUSPENDED): Needs.REASON,
    (Kind.AWARD, AwardState.SUSPENDED, AwardState.GRANTED): Needs.REASON,
    (Kind.AWARD, AwardState.GRANTED, AwardState.WITHDRAWN): Needs.REASON,
    (Kind.AWARD, AwardState.SUSPENDED, AwardState.WITHDRAWN): Needs.REASON,
    (_DOCUMENT, DocumentState.RESERVED, DocumentState.ISSUED): Needs.NOTHING,
    (_DOCUMENT, DocumentState.RESERVED, DocumentState.VOID): Needs.REASON,
    (_DOCUMENT, DocumentState.ISSUED, DocumentState.SUPERSEDED): Needs.REASON,
    (_DOCUMENT, DocumentState.ISSUED, DocumentState.CANCELLED): Needs.REASON,
}


def may_move(kind: str, before: str, after: str) -> bool:
    """Whether a record of the kind may go from one state to the other; staying is no move."""
    return (kind, before, after) in MOVES


def needs(kind: str, before: str, after: str) -> Needs:
    """What must come with the move.

    Raises:
        KeyError: the domain has no such move.
    """
    return MOVES[Kind(kind), before, after]


def next_states(kind: str, before: str) -> list[str]:
    """The states that a record of the kind may go to, in the order of the table."""
    return [after for of_kind, start, after in MOVES if (of_kind, start) == (kind, before)]
