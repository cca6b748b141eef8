import json
import os
import stat
import uuid
from pathlib import Path

import argon2.low_level
import pytest

from tests.storage.test_attempts import Time
from trainer_app.rules.recovery_key import WrongRecoveryKey
from trainer_app.storage import keys
from trainer_app.storage.attempts import AttemptClock
from trainer_app.storage.key_refusals import (
    KeyFileFault,
    KeyFileInTheWay,
    KeyFileUnreadable,
    KeyFileUnwritable,
    LastLogin,
    LoginTaken,
    NoSuchUser,
    PasswordIsLogin,
    PasswordTooShort,
    TooManyAttempts,
    WrongPassword,
)
from trainer_app.storage.key_wraps import CHEAPEST
from trainer_app.storage.keys import KeyFile

KEY = bytes(range(32))
AMINA, BILAL = uuid.UUID(int=1), uuid.UUID(int=2)
PASSWORD, OTHER_PASSWORD = "correct horse battery", "a different long one"


class PowerCut(BaseException):
    """The end of the program at a place where nothing can be cleaned up any more."""


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def file(tmp_path: Path, time: Time) -> KeyFile:
    """A key file that Amina can open."""
    file = KeyFile.create(tmp_path / "programme.db.keys", cost=CHEAPEST, clock=AttemptClock(time))
    file.add_user("Amina", AMINA, PASSWORD, KEY)
    return file


def restarted(file: KeyFile, time: Time) -> KeyFile:
    return KeyFile.read(file.path, cost=CHEAPEST, clock=AttemptClock(time))


def guess_wrongly(file: KeyFile, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassword):
            file.unlock("amina", OTHER_PASSWORD)


def seconds_left(file: KeyFile, password: str = PASSWORD) -> int:
    with pytest.raises(TooManyAttempts) as refusal:
        file.unlock("amina", password)
    return refusal.value.seconds_left


def wrong_attempts(file: KeyFile) -> int:
    return int(json.loads(file.path.read_bytes())["wrong_attempts"])


def test_the_key_file_stands_beside_the_programme_file():
    assert keys.place_of(Path("/p/programme.db")) == Path("/p/programme.db.keys")


def test_a_database_key_is_random_and_has_32_bytes():
    assert len(keys.new_database_key()) == 32
    assert keys.new_database_key() != keys.new_database_key()


def test_whoever_knows_the_password_gets_the_key_and_the_own_id(file, time):
    file.add_user("bilal", BILAL, OTHER_PASSWORD, KEY)
    for each in (file, restarted(file, time)):
        assert each.unlock("amina", PASSWORD) == keys.Unlocked(KEY, AMINA)
        assert each.unlock("bilal", OTHER_PASSWORD) == keys.Unlocked(KEY, BILAL)


@pytest.mark.parametrize("login", ["amina", " AMINA ", "ＡＭＩＮＡ", "Am\u200eina"])
def test_case_width_and_spaces_of_a_login_make_no_difference(file, login):
    assert file.unlock(login, PASSWORD).user_id == AMINA
    with pytest.raises(LoginTaken):
        file.add_user(login, BILAL, OTHER_PASSWORD, KEY)


def test_logins_are_listed_in_order(file):
    file.add_user("Zainab", BILAL, PASSWORD, KEY)
    file.add_user("Bilal", BILAL, PASSWORD, KEY)
    assert file.users() == ["amina", "bilal", "zainab"]


def test_an_empty_login_is_a_mistake(file):
    with pytest.raises(ValueError, match="empty"):
        file.add_user(" ", BILAL, PASSWORD, KEY)


@pytest.mark.parametrize(
    ("login", "password"), [("amina", OTHER_PASSWORD), ("nobody", PASSWORD), ("", PASSWORD), ("amina", "")]
)
def test_a_wrong_name_and_a_wrong_password_are_told_in_the_same_words(file, login, password):
    with pytest.raises(WrongPassword) as refusal:
        file.unlock(login, password)
    assert refusal.value.sentence() == WrongPassword().sentence()


def test_an_unknown_name_costs_what_a_known_one_costs(file, monkeypatch):
    asked = []
    derive = argon2.low_level.hash_secret_raw

    def recorded(*values, **named):
        asked.append(named)
        return derive(*values, **named)

    monkeypatch.setattr(argon2.low_level, "hash_secret_raw", recorded)
    for login in ("amina", "nobody"):
        with pytest.raises(WrongPassword):
            file.unlock(login, OTHER_PASSWORD)
    assert len(asked) == 2
    assert asked[0] == asked[1]


def test_a_file_without_users_opens_for_nobody(tmp_path):
    with pytest.raises(WrongPassword):
        KeyFile.create(tmp_path / "empty.keys").unlock("amina", PASSWORD)


def test_nothing_secret_is_in_the_file_or_in_what_is_printed(file):
    text = file.make_recovery_key(KEY)
    content = file.path.read_text()
    for secret in (PASSWORD, KEY.hex(), text, text.replace("-", "")):
        assert secret not in content
    assert "key" not in repr(file.unlock("amina", PASSWORD)).casefold()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_only_the_owner_may_read_the_file(file):
    guess_wrongly(file, 1)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


# Passwords


@pytest.mark.parametrize("password", ["", "x" * 11, "e\u0301" * 11, "密码" * 5])
def test_a_short_password_is_refused_and_its_characters_are_counted(file, password):
    with pytest.raises(PasswordTooShort) as refusal:
        file.add_user("bilal", BILAL, password, KEY)
    assert refusal.value.length == (0 if not password else 10 if password[0] == "密" else 11)
    assert file.users() == ["amina"]


@pytest.mark.parametrize("password", ["a" * 12, "密" * 12, "e\u0301" * 12, "\ud800" * 12, "پاس ورڈ لمبا ہے"])
def test_twelve_characters_of_any_kind_are_a_password(file, password):
    file.add_user("bilal", BILAL, password, KEY)
    assert file.unlock("bilal", password).key == KEY


def test_a_password_is_the_same_however_its_accents_are_typed(file):
    file.add_user("bilal", BILAL, "café au lait noir", KEY)
    assert file.unlock("bilal", "cafe\u0301 au lait noir").key == KEY


def test_the_login_is_no_password(file):
    with pytest.raises(PasswordIsLogin):
        file.add_user("bilal.ahmad.khan", BILAL, "Bilal.Ahmad.Khan ", KEY)


def test_a_changed_password_opens_and_the_old_one_does_not(file):
    before = json.loads(file.path.read_bytes())["users"]["amina"]
    file.change_password("Amina", PASSWORD, OTHER_PASSWORD)
    after = json.loads(file.path.read_bytes())["users"]["amina"]
    assert file.unlock("amina", OTHER_PASSWORD) == keys.Unlocked(KEY, AMINA)
    assert before["salt"] != after["salt"]
    with pytest.raises(WrongPassword):
        file.unlock("amina", PASSWORD)


def test_a_password_is_changed_only_by_who_knows_the_old_one_and_guesses_count(file):
    with pytest.raises(WrongPassword):
        file.change_password("amina", OTHER_PASSWORD, "a third long password")
    assert wrong_attempts(file) == 1
    assert file.unlock("amina", PASSWORD).key == KEY


def test_a_new_password_that_is_too_short_costs_no_attempt(file):
    with pytest.raises(PasswordTooShort):
        file.change_password("amina", OTHER_PASSWORD, "short")
    assert wrong_attempts(file) == 0


def test_a_forgotten_password_is_set_anew_with_the_key(file):
    file.set_password("AMINA", AMINA, OTHER_PASSWORD, KEY)
    assert file.unlock("amina", OTHER_PASSWORD) == keys.Unlocked(KEY, AMINA)
    with pytest.raises(NoSuchUser):
        file.set_password("nobody", AMINA, OTHER_PASSWORD, KEY)
    with pytest.raises(PasswordTooShort):
        file.set_password("amina", AMINA, "short", KEY)


def test_someone_who_was_removed_gets_in_no_more(file):
    file.add_user("bilal", BILAL, OTHER_PASSWORD, KEY)
    file.remove_user("Bilal")
    assert file.users() == ["amina"]
    with pytest.raises(WrongPassword):
        file.unlock("bilal", OTHER_PASSWORD)
    with pytest.raises(NoSuchUser):
        file.remove_user("bilal")


def test_the_last_one_who_can_open_the_file_stays(file):
    with pytest.raises(LastLogin):
        file.remove_user("amina")
    assert file.unlock("amina", PASSWORD).key == KEY


def test_without_a_given_cost_a_password_is_sealed_for_this_computer(tmp_path):
    file = KeyFile.create(tmp_path / "a.keys")
    file.add_user("amina", AMINA, PASSWORD, KEY)
    wrap = json.loads(file.path.read_bytes())["users"]["amina"]
    assert wrap["memory_kib"] >= 64 * 1024
    assert file.unlock("amina", PASSWORD).key == KEY


# The recovery key


def test_the_recovery_key_opens_the_file_however_it_is_typed(file, time):
    assert not file.has_recovery_key
    text = file.make_recovery_key(KEY)
    assert file.has_recovery_key
    assert restarted(file, time).unlock_with_recovery(f" {text.lower().replace('-', ' ')} ") == KEY


def test_a_new_recovery_key_makes_the_old_one_worthless(file):
    old = file.make_recovery_key(KEY)
    new = file.make_recovery_key(KEY)
    with pytest.raises(WrongRecoveryKey) as refusal:
        file.unlock_with_recovery(old)
    assert refusal.value.group is None
    assert file.unlock_with_recovery(new) == KEY
    assert file.unlock("amina", PASSWORD).key == KEY


def test_without_a_recovery_key_none_fits(file, tmp_path):
    text = KeyFile.create(tmp_path / "other.keys", cost=CHEAPEST).make_recovery_key(KEY)
    with pytest.raises(WrongRecoveryKey):
        file.unlock_with_recovery(text)


def test_a_mistyped_group_is_named(file):
    text = file.make_recovery_key(KEY)
    with pytest.raises(WrongRecoveryKey) as refusal:
        file.unlock_with_recovery(text[:5] + ("2" if text[5] != "2" else "3") + text[6:])
    assert refusal.value.group == 2


def test_the_recovery_key_ends_the_wait(file):
    text = file.make_recovery_key(KEY)
    guess_wrongly(file, 6)
    assert file.unlock_with_recovery(text) == KEY
    assert file.unlock("amina", PASSWORD).key == KEY


# Guesses


def test_from_the_sixth_wrong_attempt_on_the_wait_doubles(file, time):
    guess_wrongly(file, 6)
    for expected in (2, 4, 8):
        assert seconds_left(file) == expected
        time.seconds += expected - 0.5
        assert seconds_left(file) == 1
        time.seconds += 0.5
        guess_wrongly(file, 1)


def test_a_right_password_sets_the_count_back(file, time):
    guess_wrongly(file, 6)
    time.seconds += 2
    assert file.unlock("amina", PASSWORD).key == KEY
    assert wrong_attempts(file) == 0
    guess_wrongly(file, 6)
    assert seconds_left(file) == 2


def test_an_attempt_during_the_wait_is_not_made_and_does_not_count(file):
    guess_wrongly(file, 6)
    seconds_left(file, OTHER_PASSWORD)
    assert wrong_attempts(file) == 6


def test_guesses_at_several_names_count_together(file):
    for login in ("amina", "nobody", "bilal", "a", "b", "c"):
        with pytest.raises(WrongPassword):
            file.unlock(login, OTHER_PASSWORD)
    assert seconds_left(file) == 2


@pytest.mark.parametrize("waited", [0.0, 1.0, 3.9])
def test_a_restart_never_shortens_the_wait(file, time, waited):
    guess_wrongly(file, 6)
    time.seconds += 2
    guess_wrongly(file, 1)
    time.seconds += waited
    assert seconds_left(restarted(file, time)) == 4


def test_a_restart_after_which_the_clock_begins_anew_counts_from_its_start(file):
    guess_wrongly(file, 6)
    after_boot = Time(3.0)
    again = restarted(file, after_boot)
    assert seconds_left(again) == 2
    after_boot.seconds += 2
    assert again.unlock("amina", PASSWORD).key == KEY


def test_the_time_of_day_has_no_say(file, monkeypatch):
    guess_wrongly(file, 6)
    monkeypatch.setattr("time.time", lambda: 4e9)
    os.utime(file.path, (0, 0))
    assert seconds_left(file) == 2


def test_an_attempt_is_counted_on_the_disk_before_the_password_is_looked_at(file, time, monkeypatch):
    def cut(*_values, **_named):
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(argon2.low_level, "hash_secret_raw", cut)
        for _ in range(6):
            with pytest.raises(PowerCut):
                restarted(file, time).unlock("amina", OTHER_PASSWORD)
    assert seconds_left(restarted(file, time)) == 2


def test_without_a_written_count_no_password_is_looked_at(file, monkeypatch):
    def refuses(*_):
        raise OSError(28, "No space left on device")

    before = file.path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuses)
        with pytest.raises(KeyFileUnwritable, match="the disk is full"):
            file.unlock("amina", PASSWORD)
    assert file.path.read_bytes() == before
    assert file.unlock("amina", PASSWORD).key == KEY


# The file itself


def test_every_flipped_byte_that_says_whose_a_seal_is_is_refused(file, time):
    whole = file.path.read_bytes()
    for place in range(whole.index(b'"users"'), whole.index(b'"passes"')):
        changed = bytes(byte ^ (place == index) for index, byte in enumerate(whole))
        file.path.write_bytes(changed)
        with pytest.raises((WrongPassword, KeyFileUnreadable)):
            file.unlock("amina", PASSWORD)
        time.seconds += 300


def test_the_seal_of_one_user_is_worth_nothing_to_another(file):
    file.add_user("bilal", BILAL, OTHER_PASSWORD, KEY)
    content = json.loads(file.path.read_bytes())
    content["users"]["bilal"] = content["users"]["amina"]
    file.path.write_bytes(json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n")
    with pytest.raises(WrongPassword):
        file.unlock("bilal", PASSWORD)
    assert file.unlock("amina", PASSWORD).user_id == AMINA


def test_a_key_file_is_never_made_over_one_with_keys(file):
    before = file.path.read_bytes()
    with pytest.raises(KeyFileInTheWay):
        KeyFile.create(file.path, cost=CHEAPEST)
    assert file.path.read_bytes() == before


def test_a_key_file_that_an_interrupted_start_left_empty_is_made_anew(tmp_path):
    KeyFile.create(tmp_path / "a.keys")
    assert KeyFile.create(tmp_path / "a.keys").users() == []


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(KeyFileUnreadable) as refusal:
        KeyFile.read(tmp_path / "programme.db.keys")
    assert refusal.value.fault is KeyFileFault.MISSING


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", KeyFileFault.DAMAGED),
        (b"x" * 2_000_000, KeyFileFault.DAMAGED),
        (b'{"format": 2}', KeyFileFault.TOO_NEW),
    ],
)
def test_a_file_that_cannot_be_used_is_told_why_and_left_as_it_is(tmp_path, content, fault):
    path = tmp_path / "programme.db.keys"
    path.write_bytes(content)
    for use in (KeyFile.read, KeyFile.create):
        with pytest.raises(KeyFileUnreadable) as refusal:
            use(path)
        assert refusal.value.fault is fault
    assert path.read_bytes() == content


def test_a_folder_in_its_place_is_not_readable(tmp_path):
    with pytest.raises(KeyFileUnreadable) as refusal:
        KeyFile.read(tmp_path)
    assert refusal.value.fault is KeyFileFault.NOT_READABLE
    assert refusal.value.reason
