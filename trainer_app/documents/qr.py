"""The signed code on a certificate: what it says, how it is signed, written and read back.

The code holds a version, the id of the key, two days, five short texts and an Ed25519 signature over all
of that; as Base45 (RFC 9285) it fits the dense alphanumeric mode of QR. It can be checked without a
network by whoever holds the public key.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import zxingcpp
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from trainer_app.core.errors import CodeNotGenuine, CodeUnreadable
from trainer_app.core.language import Titles

VERSION = 1
_KEY_ID_BYTES = 4
_SIGNATURE_BYTES = 64
_PURPOSE = b"JPT certificate"
_FIRST_DAY = date(2000, 1, 1)
_DARK = bytes([1]) + bytes(255)
_BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


@dataclass(frozen=True, slots=True)
class Statement:
    """What the code says; `outcome` is the code of the band or of the statement."""

    number: str
    name: Titles
    course_code: str
    outcome: str
    awarded_on: date
    valid_to: date | None = None


def key_id(public_key: Ed25519PublicKey) -> bytes:
    """Four bytes that name a key inside a code."""
    return hashlib.sha256(public_key.public_bytes_raw()).digest()[:_KEY_ID_BYTES]


def sign(private_key: Ed25519PrivateKey, statement: Statement) -> str:
    """The text of the code: the statement, signed.

    Raises:
        ValueError: a text is longer than 255 bytes or a day lies outside 2000–2179.
    """
    message = bytes([VERSION]) + key_id(private_key.public_key()) + _packed(statement)
    return to_base45(message + private_key.sign(_PURPOSE + message))


def read_payload(text: str) -> tuple[bytes, Statement]:
    """Key id and statement of a code, not yet verified.

    Raises:
        CodeUnreadable: the text is no code of a certificate.
    """
    message, _signature = _parted(text)
    return message[1 : 1 + _KEY_ID_BYTES], _unpacked(message[1 + _KEY_ID_BYTES :])


def verify(public_key: Ed25519PublicKey, text: str) -> Statement:
    """The statement, when this key signed exactly it.

    Raises:
        CodeUnreadable: the text is no code of a certificate.
        CodeNotGenuine: another key signed it, or something in it was changed.
    """
    message, signature = _parted(text)
    try:
        public_key.verify(signature, _PURPOSE + message)
    except InvalidSignature:
        raise CodeNotGenuine from None
    signed_by, statement = read_payload(text)
    if signed_by != key_id(public_key):
        raise CodeNotGenuine
    return statement


@lru_cache(maxsize=8)
def modules(text: str) -> tuple[bytes, ...]:
    """The rows of the QR code at level M, without quiet zone; 1 is a dark module."""
    image: Any = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image()
    side: int = image.shape[0]
    pixels = memoryview(image).tobytes().translate(_DARK)
    rows = [pixels[start : start + side] for start in range(0, side * side, side)]
    margin = next(index for index, row in enumerate(rows) if any(row))
    return tuple(row[margin : side - margin] for row in rows[margin : side - margin])


def runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Start and length of each stretch of dark modules in a row."""
    start = row.find(1)
    while start >= 0:
        end = row.find(0, start)
        end = len(row) if end < 0 else end
        yield start, end - start
        start = row.find(1, end)


def to_base45(data: bytes) -> str:
    """Bytes as Base45 text (RFC 9285)."""
    text = []
    for index in range(0, len(data), 2):
        pair = data[index : index + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            value, digit = divmod(value, 45)
            text.append(_BASE45[digit])
    return "".join(text)


def from_base45(text: str) -> bytes:
    """Bytes of a Base45 text.

    Raises:
        ValueError: a character or a group that Base45 does not have.
    """
    data = bytearray()
    for index in range(0, len(text), 3):
        group = text[index : index + 3]
        value = sum(_BASE45.find(character) * 45**place for place, character in enumerate(group))
        if len(group) == 1 or not set(group) <= set(_BASE45) or value >= 256 ** (len(group) - 1):
            raise ValueError(f"not Base45: {group!r}")
        data += value.to_bytes(len(group) - 1, "big")
    return bytes(data)


def _parted(text: str) -> tuple[bytes, bytes]:
    try:
        data = from_base45(text)
    except ValueError:
        raise CodeUnreadable from None
    if len(data) <= 1 + _KEY_ID_BYTES + _SIGNATURE_BYTES or data[0] != VERSION:
        raise CodeUnreadable
    return data[:-_SIGNATURE_BYTES], data[-_SIGNATURE_BYTES:]


def _packed(statement: Statement) -> bytes:
    days = _day_number(statement.awarded_on), _day_number(statement.valid_to)
    name = statement.name
    texts = (statement.number, name.en, name.ur, name.zh, statement.course_code, statement.outcome)
    return b"".join(day.to_bytes(2, "big") for day in days) + b"".join(_packed_text(text) for text in texts)


def _packed_text(text: str) -> bytes:
    data = text.encode()
    return bytes([len(data)]) + data


def _unpacked(data: bytes) -> Statement:
    awarded_on = _day(int.from_bytes(data[:2], "big"))
    valid_to = _day(int.from_bytes(data[2:4], "big"))
    texts = _unpacked_texts(data[4:])
    if awarded_on is None or len(texts) != 6:
        raise CodeUnreadable
    number, en, ur, zh, course_code, outcome = texts
    return Statement(number, Titles(en, ur, zh), course_code, outcome, awarded_on, valid_to)


def _unpacked_texts(data: bytes) -> list[str]:
    texts = []
    while data:
        end = 1 + data[0]
        if end > len(data):
            raise CodeUnreadable
        try:
            texts.append(data[1:end].decode())
        except UnicodeDecodeError:
            raise CodeUnreadable from None
        data = data[end:]
    return texts


def _day_number(day: date | None) -> int:
    """Days since the end of 1999; 0 is no day."""
    if day is None:
        return 0
    number = (day - _FIRST_DAY).days + 1
    if not 0 < number < 65536:
        raise ValueError(day)
    return number


def _day(number: int) -> date | None:
    return _FIRST_DAY + timedelta(days=number - 1) if number else None
