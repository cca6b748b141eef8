"""Certificate numbers: JPT-<issuer>-<yyyy>-<station>-<nnnnn>-<c>."""

import re
from dataclasses import dataclass

from trainer_app.core.errors import NotACertificateNumber, WrongCheckCharacter
from trainer_app.core.text import clean_spaces, western_digits

PREFIX = "JPT"
LAST_SERIAL = 99_999

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PART = re.compile(r"[A-Z0-9]{1,12}")
_NUMBER = re.compile(r"JPT-([A-Z0-9]{1,12})-([0-9]{4})-([A-Z0-9]{1,12})-([0-9]{5})-([A-Z0-9])")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−－﹣", "-"))
_FULL_WIDTH = str.maketrans({ord(letter) + 0xFEE0: letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})


@dataclass(frozen=True, slots=True)
class CertificateNumber:
    """What a certificate number says; `str()` gives it as printed, with its check character.

    Raises:
        ValueError: issuer or station are not 1–12 capital letters and digits, or year or serial do not fit.
    """

    issuer: str
    year: int
    station: str
    serial: int

    def __post_init__(self) -> None:
        is_written = _PART.fullmatch(self.issuer) and _PART.fullmatch(self.station)
        if not (is_written and 1000 <= self.year <= 9999 and 1 <= self.serial <= LAST_SERIAL):
            raise ValueError(repr(self))

    def __str__(self) -> str:
        body = f"{PREFIX}-{self.issuer}-{self.year:04}-{self.station}-{self.serial:05}"
        return f"{body}-{check_character(body)}"


def check_character(text: str) -> str:
    """The check character of capital letters and digits (ISO 7064 MOD 37,36).

    Hyphens only part the number for the eye, and the standard's alphabet has none: they are left out. Every
    single wrong character is found, and nearly every swap of two neighbours.

    Raises:
        ValueError: another character stands in the text.
    """
    product = 36
    for character in text.replace("-", ""):
        total = (product + _ALPHABET.index(character)) % 36
        product = (total or 36) * 2 % 37
    return _ALPHABET[(37 - product) % 36]


def parse(text: str) -> CertificateNumber:
    """The number that people type: in small or full-width letters, with Eastern digits, spaces or any dash.

    Raises:
        NotACertificateNumber: the text has not the shape of one.
        WrongCheckCharacter: it has the shape, but a character was mistyped.
    """
    plain = western_digits(clean_spaces(text)).upper().translate(_FULL_WIDTH).translate(_DASHES)
    match = _NUMBER.fullmatch(plain.replace(" ", ""))
    if match is None or match[4] == "00000" or match[2] < "1000":
        raise NotACertificateNumber(text)
    issuer, year, station, serial, check = match.groups()
    number = CertificateNumber(issuer, int(year), station, int(serial))
    if check_character(match[0][:-1]) != check:
        raise WrongCheckCharacter(text)
    return number


def is_well_formed(text: str) -> bool:
    """Whether the text is a certificate number with the right check character, issued or not."""
    try:
        parse(text)
    except NotACertificateNumber:
        return False
    return True
