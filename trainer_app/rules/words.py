"""The words in which states and outcomes are told to people, in the active language."""

from trainer_app.core.language import pgettext
from trainer_app.rules.states import EnrolmentState, OfferingState, Outcome, ScoreState, VersionState
from trainer_app.rules.vocabulary import ComponentKind


def score_words() -> dict[ScoreState, str]:
    """The word for every state of a score."""
    return {
        ScoreState.NOT_ENTERED: pgettext("score", "Not entered"),
        ScoreState.SCORED: pgettext("score", "Scored"),
        ScoreState.ABSENT: pgettext("score", "Absent"),
        ScoreState.ABSENT_EXCUSED: pgettext("score", "Excused"),
        ScoreState.EXEMPT: pgettext("score", "Exempt"),
        ScoreState.NOT_APPLICABLE: pgettext("score", "Not applicable"),
        ScoreState.MISCONDUCT: pgettext("score", "Misconduct"),
        ScoreState.VOID: pgettext("score", "Void"),
    }


def outcome_words() -> dict[Outcome, str]:
    """The word for every outcome."""
    return {
        Outcome.PENDING: pgettext("outcome", "Pending"),
        Outcome.PASS: pgettext("outcome", "Pass"),
        Outcome.PASS_WITH_GRACE: pgettext("outcome", "Pass with grace"),
        Outcome.FAIL_RESIT: pgettext("outcome", "Resit"),
        Outcome.FAIL_FINAL: pgettext("outcome", "Not passed"),
        Outcome.DEFERRED: pgettext("outcome", "Deferred"),
        Outcome.INCOMPLETE: pgettext("outcome", "Incomplete"),
        Outcome.ATTENDANCE_ONLY: pgettext("outcome", "Attendance only"),
        Outcome.WITHDRAWN: pgettext("outcome", "Withdrawn"),
        Outcome.ANNULLED: pgettext("outcome", "Annulled"),
    }


def offering_words() -> dict[OfferingState, str]:
    """The word for every stage of an offering."""
    return {
        OfferingState.PLANNED: pgettext("offering", "Planned"),
        OfferingState.OPEN: pgettext("offering", "Open"),
        OfferingState.RUNNING: pgettext("offering", "Running"),
        OfferingState.ASSESSMENT: pgettext("offering", "Assessment"),
        OfferingState.RESULTS: pgettext("offering", "Results"),
        OfferingState.CLOSED: pgettext("offering", "Closed"),
        OfferingState.CANCELLED: pgettext("offering", "Cancelled"),
    }


def enrolment_words() -> dict[EnrolmentState, str]:
    """The word for every state of a trainee on the roll."""
    return {
        EnrolmentState.ENROLLED: pgettext("enrolment", "Enrolled"),
        EnrolmentState.ACTIVE: pgettext("enrolment", "Active"),
        EnrolmentState.COMPLETED: pgettext("enrolment", "Completed"),
        EnrolmentState.WITHDRAWN: pgettext("enrolment", "Withdrawn"),
        EnrolmentState.RETURNED_TO_UNIT: pgettext("enrolment", "Returned to unit"),
        EnrolmentState.DISMISSED: pgettext("enrolment", "Dismissed"),
        EnrolmentState.DEFERRED: pgettext("enrolment", "Deferred"),
        EnrolmentState.TRANSFERRED: pgettext("enrolment", "Transferred"),
    }


def version_words() -> dict[VersionState, str]:
    """The word for every state of a course version or scheme version."""
    return {
        VersionState.DRAFT: pgettext("version", "Draft"),
        VersionState.IN_REVIEW: pgettext("version", "In review"),
        VersionState.APPROVED: pgettext("version", "Approved"),
        VersionState.RETIRED: pgettext("version", "Retired"),
    }


def kind_words() -> dict[ComponentKind, str]:
    """The word for every kind of component."""
    return {
        ComponentKind.WRITTEN: pgettext("component", "Written"),
        ComponentKind.PRACTICAL: pgettext("component", "Practical"),
        ComponentKind.ORAL: pgettext("component", "Oral"),
        ComponentKind.ASSIGNMENT: pgettext("component", "Assignment"),
        ComponentKind.RATING: pgettext("component", "Rating"),
        ComponentKind.TIMED: pgettext("component", "Timed"),
        ComponentKind.COUNT: pgettext("component", "Count"),
        ComponentKind.SKILL_CHECK: pgettext("component", "Skill check"),
    }
