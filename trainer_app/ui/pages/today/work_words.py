"""How the work that waits is told: a sentence, its icon, its button and the place where it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from trainer_app.core.language import _, ngettext
from trainer_app.rules.roles import Role
from trainer_app.services.stages import Place as StagePlace
from trainer_app.services.today import WorkItem, WorkKind


@dataclass(frozen=True, slots=True)
class WorkWords:
    """How one kind of work is told; `what` takes the item."""

    icon: str
    what: Callable[[WorkItem], str]
    act: Callable[[], str]


def _decide(item: WorkItem) -> str:
    return ngettext("{count} result to decide", "{count} results to decide", item.count).format(
        count=item.count
    )


def _enter(item: WorkItem) -> str:
    return ngettext("{count} score not entered", "{count} scores not entered", item.count).format(
        count=item.count
    )


def _submit(item: WorkItem) -> str:
    return ngettext("{count} score sheet to submit", "{count} score sheets to submit", item.count).format(
        count=item.count
    )


def _verify(item: WorkItem) -> str:
    return ngettext("{count} score sheet to verify", "{count} score sheets to verify", item.count).format(
        count=item.count
    )


def _attendance(item: WorkItem) -> str:
    return ngettext(
        "Attendance of {count} trainee is missing", "Attendance of {count} trainees is missing", item.count
    ).format(count=item.count)


def _names(item: WorkItem) -> str:
    return ngettext(
        "{count} name is missing in a script", "{count} names are missing in a script", item.count
    ).format(count=item.count)


def _issue(item: WorkItem) -> str:
    return ngettext(
        "{count} award ready for a certificate", "{count} awards ready for certificates", item.count
    ).format(count=item.count)


def _print(item: WorkItem) -> str:
    return ngettext("{count} certificate to print", "{count} certificates to print", item.count).format(
        count=item.count
    )


def _renew(item: WorkItem) -> str:
    return ngettext(
        "{count} qualification expires within 90 days",
        "{count} qualifications expire within 90 days",
        item.count,
    ).format(count=item.count)


def _fill(item: WorkItem) -> str:
    return ngettext("{count} seat to fill", "{count} seats to fill", item.count).format(count=item.count)


WORDS = {
    WorkKind.DECIDE_RESULTS: WorkWords("scale", _decide, lambda: _("Open results")),
    WorkKind.ENTER_SCORES: WorkWords("pencil", _enter, lambda: _("Enter scores")),
    WorkKind.SUBMIT_SHEETS: WorkWords("arrow-right", _submit, lambda: _("Open scores")),
    WorkKind.VERIFY_SHEETS: WorkWords("check", _verify, lambda: _("Open scores")),
    WorkKind.TYPE_ATTENDANCE: WorkWords("clipboard-list", _attendance, lambda: _("Open roll")),
    WorkKind.COMPLETE_NAMES: WorkWords("languages", _names, lambda: _("Open roll")),
    WorkKind.MOVE_TO_RESULTS: WorkWords(
        "flag", lambda item: _("All score sheets are verified"), lambda: _("Open offering")
    ),
    WorkKind.ISSUE_CERTIFICATES: WorkWords("award", _issue, lambda: _("Review")),
    WorkKind.PRINT_CERTIFICATES: WorkWords("printer", _print, lambda: _("Print")),
    WorkKind.CLOSE_OFFERING: WorkWords(
        "check", lambda item: _("The offering can be closed"), lambda: _("Open offering")
    ),
    WorkKind.START_OFFERING: WorkWords(
        "calendar-days", lambda item: _("The offering can start"), lambda: _("Open offering")
    ),
    WorkKind.BEGIN_ASSESSMENT: WorkWords(
        "clipboard-list", lambda item: _("The assessment can begin"), lambda: _("Open offering")
    ),
    WorkKind.FILL_ROLL: WorkWords("users", _fill, lambda: _("Open roll")),
    WorkKind.RENEW_AWARDS: WorkWords("calendar-clock", _renew, lambda: _("See list")),
}

_OFFICER = frozenset({Role.TRAINING_OFFICER})
_MOVERS = frozenset({Role.TRAINING_OFFICER, Role.BOARD_SECRETARY})
_TYPISTS = frozenset({Role.TRAINING_OFFICER, Role.INSTRUCTOR})
_CERTIFIERS = frozenset({Role.CERTIFYING_OFFICER})
DONE_BY = {
    WorkKind.DECIDE_RESULTS: frozenset({Role.BOARD_SECRETARY}),
    WorkKind.ENTER_SCORES: _TYPISTS,
    WorkKind.SUBMIT_SHEETS: _TYPISTS,
    WorkKind.VERIFY_SHEETS: frozenset({Role.VERIFIER}),
    WorkKind.TYPE_ATTENDANCE: _TYPISTS,
    WorkKind.COMPLETE_NAMES: _OFFICER,
    WorkKind.MOVE_TO_RESULTS: _MOVERS,
    WorkKind.ISSUE_CERTIFICATES: _CERTIFIERS,
    WorkKind.PRINT_CERTIFICATES: _CERTIFIERS,
    WorkKind.CLOSE_OFFERING: _MOVERS,
    WorkKind.START_OFFERING: _MOVERS,
    WorkKind.BEGIN_ASSESSMENT: _MOVERS,
    WorkKind.FILL_ROLL: _OFFICER,
    WorkKind.RENEW_AWARDS: _OFFICER,
}
"""Whose work each kind is: the roles that may call the service which does it."""

TABS = {
    StagePlace.ROLL: "roll",
    StagePlace.SCORES: "scores",
    StagePlace.RESULTS: "results",
    StagePlace.CERTIFICATES: "certificates",
}

CERTIFICATE_LISTS = {WorkKind.PRINT_CERTIFICATES: "to_print", WorkKind.RENEW_AWARDS: "expiring"}
"""Lists of the page Certificates that show work of no single offering."""
