"""The users of a sample: one for each role, with a password that everyone may know."""

import hashlib
import uuid
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from trainer_app.rules.roles import Role
from trainer_app.services import users
from trainer_app.services.access import allowed
from trainer_app.services.users import UserDraft
from trainer_app.storage import encryption, keys
from trainer_app.storage.encryption import Appearance
from trainer_app.storage.key_wraps import CHEAPEST
from trainer_app.storage.keys import KeyFile

SAMPLE_KEY = hashlib.sha256(b"Joint Police Training: a sample, which everyone may open").digest()
"""The database key of every sample. A file that opens with it holds invented people alone."""
SAMPLE_PASSWORD = "sample-for-all"  # noqa: S105 (shown on the login page of every sample)


@dataclass(frozen=True, slots=True)
class SampleUser:
    """Someone who works in the sample."""

    login: str
    full_name: str
    side: str
    role: Role


USERS = (
    SampleUser("training", "Farah Siddiqui", "PK", Role.TRAINING_OFFICER),
    SampleUser("instructor", "Zhao Ming", "CN", Role.INSTRUCTOR),
    SampleUser("verifier", "Imran Qureshi", "PK", Role.VERIFIER),
    SampleUser("board", "Chen Lihua", "CN", Role.BOARD_SECRETARY),
    SampleUser("certifying", "Nadia Rehman", "PK", Role.CERTIFYING_OFFICER),
    SampleUser("reports", "Wu Jian", "CN", Role.REPORT_OFFICER),
    SampleUser("admin", "Tariq Mehmood", "PK", Role.ADMINISTRATOR),
    SampleUser("auditor", "Sun Yuting", "CN", Role.AUDITOR),
)


@allowed()
def add(session: Session) -> dict[Role, uuid.UUID]:
    """Add the users of the sample; gives their ids by role."""
    found = {}
    for each in USERS:
        draft = UserDraft(each.login, each.full_name, each.side, frozenset({each.role}))
        found[each.role] = users.add(session, draft=draft)
    return found


def write_keys(place: Path, ids: dict[Role, uuid.UUID]) -> None:
    """Write the key file of a sample; its passwords cost little to try, since they are no secret."""
    keys.place_of(place).unlink(missing_ok=True)
    file = KeyFile.create(keys.place_of(place), cost=CHEAPEST)
    for each in USERS:
        file.add_user(each.login, ids[each.role], SAMPLE_PASSWORD, SAMPLE_KEY)


def is_sample(place: Path) -> bool:
    """Whether a file is a sample, whose users and password may be shown."""
    from sqlcipher3 import dbapi2

    try:
        if encryption.appearance(place) is not Appearance.SEALED:
            return False
        with closing(encryption.open_connection(place, SAMPLE_KEY)):
            return True
    except (OSError, dbapi2.Error):
        return False
