import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.storage import key_format
from trainer_app.storage.key_format import Damaged, Keys, TooNew, UserWrap
from trainer_app.storage.key_wraps import BOX_BYTES, NONCE_BYTES, SALT_BYTES, Cost, Wrap

COSTS = st.builds(Cost, st.integers(1, 200), st.integers(64 * 1024, 1024 * 1024), st.integers(1, 16))
WRAPS = st.builds(
    Wrap,
    COSTS,
    *(st.binary(min_size=size, max_size=size) for size in (SALT_BYTES, NONCE_BYTES, BOX_BYTES)),
)
LOGINS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
KEYS = st.builds(
    Keys,
    st.dictionaries(LOGINS, st.builds(UserWrap, st.uuids(), WRAPS), max_size=3),
    st.none() | WRAPS,
    st.integers(0, 10**6),
)
WRAP = Wrap(Cost(3), bytes(16), bytes(12), bytes(48))
WHOLE = Keys({"amina": UserWrap(uuid.UUID(int=7), WRAP)}, WRAP, 2)
DATA = key_format.to_bytes(WHOLE)


def with_value(value: object, *places: str) -> bytes:
    content = json.loads(DATA)
    inner = content
    for place in places[:-1]:
        inner = inner[place]
    inner[places[-1]] = value
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


@given(KEYS)
def test_what_is_written_is_read_back(keys):
    assert key_format.from_bytes(key_format.to_bytes(keys)) == keys


def test_a_user_is_added_replaced_and_taken_away():
    other = UserWrap(uuid.UUID(int=8), WRAP)
    assert WHOLE.with_user("bilal", other).without_user("amina").users == {"bilal": other}
    assert WHOLE.with_user("amina", other).users == {"amina": other}


@given(st.integers(0, len(DATA) - 1))
def test_a_file_that_was_cut_is_damaged(length):
    with pytest.raises(Damaged):
        key_format.from_bytes(DATA[:length])


@given(st.binary(max_size=60))
def test_noise_is_damaged(data):
    with pytest.raises(Damaged):
        key_format.from_bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"[]",
        b"7",
        b"null",
        b"{}",
        b"[" * 100_000,
        DATA.replace(b" ", b"  ", 1),
        DATA.replace(b"\n", b"\r\n"),
        with_value(0, "format"),
        with_value("1", "format"),
        with_value([], "users"),
        with_value("amina", "users", "amina"),
        with_value(5, "users", "amina", "user_id"),
        with_value("00 " * 16, "users", "amina", "salt"),
        with_value("00" * 15, "users", "amina", "salt"),
        with_value("00" * 49, "recovery", "box"),
        with_value("AB" * 12, "recovery", "nonce"),
        with_value(3.0, "recovery", "passes"),
        with_value(True, "recovery", "passes"),
        with_value("3", "recovery", "passes"),
        with_value(0, "recovery", "passes"),
        with_value(10**9, "recovery", "memory_kib"),
        with_value(-1, "wrong_attempts"),
        with_value(True, "wrong_attempts"),
        with_value({}, "recovery"),
        DATA.replace(b"amina", b"\\ud800"),
    ],
)
def test_what_no_program_wrote_so_is_damaged(data):
    with pytest.raises(Damaged):
        key_format.from_bytes(data)


@pytest.mark.parametrize("data", [with_value(2, "format"), b'{"format": 17, "anything": []}'])
def test_a_format_of_a_newer_program_is_told_from_damage(data):
    with pytest.raises(TooNew):
        key_format.from_bytes(data)
