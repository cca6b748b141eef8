"""The closed lists of words that records use and that have no moves between them (moves: `states`)."""

from enum import StrEnum


class Sex(StrEnum):
    """Sex as an agency's roll states it."""

    FEMALE = "F"
    MALE = "M"


class LatinOrder(StrEnum):
    """Order in which the owner writes a Latin name."""

    GIVEN_FIRST = "given_first"
    SURNAME_FIRST = "surname_first"


class IdentifierKind(StrEnum):
    """Kinds of numbers that identify a person."""

    CNIC = "CNIC"
    PRC_ID = "PRC_ID"
    PASSPORT = "PASSPORT"
    BELT_NO = "BELT_NO"
    POLICE_NO = "POLICE_NO"
    OTHER = "OTHER"


class PersonStatus(StrEnum):
    """Whether a person's row is in use."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    MERGED = "merged"


class ComponentKind(StrEnum):
    """Kinds of assessed parts."""

    WRITTEN = "WRITTEN"
    PRACTICAL = "PRACTICAL"
    ORAL = "ORAL"
    ASSIGNMENT = "ASSIGNMENT"
    RATING = "RATING"
    TIMED = "TIMED"
    COUNT = "COUNT"
    SKILL_CHECK = "SKILL_CHECK"


class StatementKind(StrEnum):
    """What an award states."""

    COMPLETION = "COMPLETION"
    ATTENDANCE = "ATTENDANCE"
    COMPETENCE = "COMPETENCE"
    INSTRUCTOR = "INSTRUCTOR"


class RunState(StrEnum):
    """Whether results are still provisional or decided by the board."""

    PROVISIONAL = "provisional"
    FINAL = "final"


class AgreementKind(StrEnum):
    """What two people agree to."""

    REOPENING = "reopening"
    APPROVAL = "approval"
    CORRECTION = "correction"


class StatusKind(StrEnum):
    """Events that change an award's state."""

    GRANTED = "granted"
    SUSPENDED = "suspended"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"


class UserStatus(StrEnum):
    """Whether a user may work with the program."""

    ACTIVE = "active"
    REMOVED = "removed"


class ImportKind(StrEnum):
    """What a file brought in."""

    ROLL = "roll"
    SCORES = "scores"


class AdjustmentKind(StrEnum):
    """Kinds of explicit changes of a figure, in the order in which they are applied."""

    CORRECTION = "CORRECTION"
    SCALING = "SCALING"
    PENALTY = "PENALTY"
    GRACE = "GRACE"


class ResitValue(StrEnum):
    """Which mark counts after a resit."""

    CAP_AT_PASS = "CAP_AT_PASS"  # noqa: S105 (a policy, no password)
    BEST = "BEST"
    LATEST = "LATEST"


class MarkCombination(StrEnum):
    """How the marks of several assessors become one."""

    MEAN = "MEAN"
    MEDIAN = "MEDIAN"


class ValidityBasis(StrEnum):
    """What the validity of an award counts from."""

    COMPLETION = "COMPLETION"
    PREVIOUS_EXPIRY = "PREVIOUS_EXPIRY"
    FIXED_DATE = "FIXED_DATE"
    NONE = "NONE"
