from dataclasses import replace
from datetime import date

import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.core.errors import CodeNotGenuine, CodeUnreadable
from trainer_app.core.language import Titles
from trainer_app.documents import qr

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
STATEMENT = qr.Statement(
    "JPT-NPA-2026-01-00123-K",
    Titles("Abdulla Mamat", "عبداللہ محمت", "阿卜杜拉·买买提"),
    "GEN-CPC",
    "PASS",
    date(2026, 11, 23),
    date(2028, 11, 22),
)


@pytest.mark.parametrize(
    ("data", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")]
)
def test_base45_is_that_of_rfc_9285(data, text):
    assert qr.to_base45(data) == text
    assert qr.from_base45(text) == data


@given(st.binary(max_size=60))
def test_base45_gives_back_every_byte(data):
    assert qr.from_base45(qr.to_base45(data)) == data


@pytest.mark.parametrize("text", ["A", ":::", "abc", "GGW1", "::"])
def test_what_base45_does_not_have_is_refused(text):
    with pytest.raises(ValueError, match="Base45"):
        qr.from_base45(text)


@pytest.mark.parametrize("valid_to", [None, date(2028, 2, 29)])
def test_a_signed_statement_is_verified_and_read_back(valid_to):
    statement = replace(STATEMENT, valid_to=valid_to)
    code = qr.sign(KEY, statement)
    assert qr.verify(KEY.public_key(), code) == statement
    assert qr.read_payload(code) == (qr.key_id(KEY.public_key()), statement)


def test_every_flipped_bit_is_refused():
    data = qr.from_base45(qr.sign(KEY, STATEMENT))
    for place in range(len(data) * 8):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises((CodeNotGenuine, CodeUnreadable)):
            qr.verify(KEY.public_key(), qr.to_base45(bytes(changed)))


def test_every_cut_code_is_refused():
    code = qr.sign(KEY, STATEMENT)
    for end in range(len(code)):
        with pytest.raises((CodeNotGenuine, CodeUnreadable)):
            qr.verify(KEY.public_key(), code[:end])


def test_another_key_is_refused():
    with pytest.raises(CodeNotGenuine):
        qr.verify(OTHER_KEY.public_key(), qr.sign(KEY, STATEMENT))


def test_a_code_that_claims_another_key_than_its_own_is_refused():
    message = (
        bytes([qr.VERSION])
        + qr.key_id(OTHER_KEY.public_key())
        + qr.from_base45(qr.sign(KEY, STATEMENT))[5:-64]
    )
    forged = qr.to_base45(message + KEY.sign(b"JPT certificate" + message))
    with pytest.raises(CodeNotGenuine):
        qr.verify(KEY.public_key(), forged)


@pytest.mark.parametrize("text", ["", "hello", "HELLO", "0" * 300])
def test_other_codes_are_not_taken_for_certificates(text):
    with pytest.raises(CodeUnreadable):
        qr.read_payload(text)


def test_a_text_that_is_too_long_for_its_place_cannot_be_signed():
    with pytest.raises(ValueError, match="byte"):
        qr.sign(KEY, replace(STATEMENT, course_code="X" * 256))


def test_a_day_before_the_year_2000_cannot_be_signed():
    with pytest.raises(ValueError, match="1999"):
        qr.sign(KEY, replace(STATEMENT, awarded_on=date(1999, 12, 31)))


def test_the_modules_are_those_of_the_symbol():
    code = qr.sign(KEY, STATEMENT)
    rows = qr.modules(code)
    assert {len(row) for row in rows} == {len(rows)}
    assert rows[0][:7] == b"\1" * 7
    image = b"".join(
        bytes(255 if not module else 0 for module in row for _ in range(4)) for row in rows for _ in range(4)
    )
    side = len(rows) * 4
    view = memoryview(image).cast("B", shape=(side, side))
    read = zxingcpp.read_barcode(view)
    assert read is not None
    assert read.text == code


def test_runs_are_the_stretches_of_dark_modules():
    assert list(qr.runs(bytes([0, 1, 1, 0, 1]))) == [(1, 2), (4, 1)]
    assert list(qr.runs(bytes(4))) == []
