"""The names of the roles."""

from collections.abc import Iterable

from trainer_app.core.language import N_, _
from trainer_app.rules.roles import Role

_NAMES = {
    Role.TRAINING_OFFICER: N_("Training officer"),
    Role.INSTRUCTOR: N_("Instructor"),
    Role.VERIFIER: N_("Verifier"),
    Role.BOARD_SECRETARY: N_("Board secretary"),
    Role.CERTIFYING_OFFICER: N_("Certifying officer"),
    Role.REPORT_OFFICER: N_("Report officer"),
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.AUDITOR: N_("Auditor"),
}


def name(role: Role) -> str:
    """What a role is called."""
    return _(_NAMES[role])


def listed(roles: Iterable[Role]) -> str:
    """Several roles in a sentence."""
    return _(", ").join(name(role) for role in roles)
