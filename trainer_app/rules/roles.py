"""The roles that users hold; what each may do stands at the service function itself."""

from enum import StrEnum


class Role(StrEnum):
    """What someone does in the programme; one user may hold several."""

    TRAINING_OFFICER = "training_officer"
    INSTRUCTOR = "instructor"
    VERIFIER = "verifier"
    BOARD_SECRETARY = "board_secretary"
    CERTIFYING_OFFICER = "certifying_officer"
    REPORT_OFFICER = "report_officer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


EVERYONE = frozenset(Role)
STAFF = EVERYONE - {Role.ADMINISTRATOR}
"""Those who work with the records of people; an administrator keeps users, backups and places."""
HISTORY_READERS = EVERYONE - {Role.INSTRUCTOR}
"""Those who may read who changed what; instructors see their own sheets alone."""
