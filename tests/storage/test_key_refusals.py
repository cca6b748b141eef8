from pathlib import Path

import pytest

from trainer_app.core.language import LANGUAGES, activate
from trainer_app.storage import key_refusals
from trainer_app.storage.key_refusals import KeyFileFault, KeyFileUnreadable

PLACE = Path("/somewhere/programme.db.keys")
FAULTS = [
    key_refusals.WrongPassword(),
    key_refusals.TooManyAttempts(1),
    key_refusals.TooManyAttempts(64),
    key_refusals.PasswordTooShort(7, 12),
    key_refusals.PasswordIsLogin(),
    key_refusals.LoginTaken("amina"),
    key_refusals.LastLogin("amina"),
    key_refusals.NoSuchUser("amina"),
    key_refusals.KeyFileUnwritable(PLACE, "No space left on device"),
    key_refusals.KeyFileInTheWay(PLACE),
    *(KeyFileUnreadable(PLACE, fault, "Permission denied") for fault in KeyFileFault),
]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_every_fault_has_a_whole_sentence_in_every_language(fault, code):
    activate(code)
    assert "{" not in fault.sentence()
    assert fault.sentence()[-1] in ".。۔"


@pytest.mark.parametrize("fault", FAULTS[-6:], ids=lambda fault: type(fault).__name__)
def test_a_fault_of_the_key_file_names_the_file_and_not_its_folder(fault):
    assert "programme.db.keys" in fault.sentence()
    assert "somewhere" not in fault.sentence()


def test_a_wait_names_its_seconds():
    assert "Wait 1 second," in key_refusals.TooManyAttempts(1).sentence()
    assert "Wait 64 seconds," in key_refusals.TooManyAttempts(64).sentence()


def test_a_short_password_is_told_both_lengths():
    assert "7 characters; it needs at least 12" in key_refusals.PasswordTooShort(7, 12).sentence()
