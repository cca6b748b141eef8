"""The recovery key as people read and type it: eight groups of four characters, the last two of them a check.

Thirty characters are the secret (150 bits). The check is a Reed-Solomon code of distance 3 over 32 symbols:
it finds every two mistyped characters, and tells where a single one stands.
"""

import re
import unicodedata

from trainer_app.core.errors import Refused
from trainer_app.core.language import _
from trainer_app.core.text import western_digits

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP_LENGTH = 8, 4
SECRET_BITS = 150

_LENGTH = GROUPS * GROUP_LENGTH
_SECRET_LENGTH = _LENGTH - 2
_SYMBOL_BITS = 5
_MODULUS = 0b100101  # x⁵ + x² + 1 makes 32 symbols a field
_MISREAD = str.maketrans("OIL", "011")
_NO_KEY_CHARACTER = re.compile("[^0-9A-Z]+")


class WrongRecoveryKey(Refused):
    """What was typed is not the file's recovery key; `group` (from 1) is where to look first, if known."""

    def __init__(self, group: int | None = None) -> None:
        self.group = group
        super().__init__(group)

    def sentence(self) -> str:
        """Where to look, and what is safe."""
        if self.group is None:
            return _(
                "This is not the recovery key of this programme file. Compare all eight groups with the "
                "printed sheet, and the file name on it with this file. Nothing was changed."
            )
        return _(
            "The recovery key does not fit. Compare group {group} with the printed sheet first, then the "
            "others, and type it again. Nothing was changed."
        ).format(group=self.group)


def written(secret: int) -> str:
    """The key of a secret of `SECRET_BITS` bits, its groups parted by dashes.

    Raises:
        ValueError: the secret has more bits.
    """
    if not 0 <= secret < 1 << SECRET_BITS:
        raise ValueError("a recovery key holds 150 bits")
    places = range(_SECRET_LENGTH - 1, -1, -1)
    symbols = [secret >> _SYMBOL_BITS * place & 31 for place in places]
    plain, weighted = _sums(symbols)
    last = weighted ^ _product(_SECRET_LENGTH, plain)  # the two check places stand side by side: 30 ^ 31 = 1
    return "-".join(_grouped("".join(ALPHABET[each] for each in (*symbols, plain ^ last, last))))


def read(text: str) -> str:
    """The 32 characters of a typed key: small or full-width letters, Eastern digits, any spaces and dashes.

    O is read as 0, I and L as 1.

    Raises:
        WrongRecoveryKey: it is not as long as a key, or its check does not fit.
    """
    parts = [part for part in _NO_KEY_CHARACTER.split(_capital(text)) if part]
    key = "".join(parts)
    if len(key) != _LENGTH:
        raise WrongRecoveryKey(_group_of_wrong_length(parts))
    strange = next((place for place, character in enumerate(key) if character not in ALPHABET), None)
    if strange is not None:
        raise WrongRecoveryKey(_group_at(strange))
    symbols = [ALPHABET.index(character) for character in key]
    if _sums(symbols) != (0, 0):
        raise WrongRecoveryKey(_mistyped_group(symbols))
    return key


def groups(text: str) -> tuple[str, ...]:
    """The eight groups of a key, to be shown or printed.

    Raises:
        WrongRecoveryKey: the text is no key.
    """
    return _grouped(read(text))


def is_group(typed: str, group: str) -> bool:
    """Whether one group was typed as it is, in small letters or with what looks alike."""
    return "".join(_NO_KEY_CHARACTER.split(_capital(typed))) == group


def _capital(text: str) -> str:
    return western_digits(unicodedata.normalize("NFKC", text)).upper().translate(_MISREAD)


def _grouped(key: str) -> tuple[str, ...]:
    return tuple(key[start : start + GROUP_LENGTH] for start in range(0, _LENGTH, GROUP_LENGTH))


def _group_at(place: int) -> int:
    return place // GROUP_LENGTH + 1


def _group_of_wrong_length(parts: list[str]) -> int | None:
    wrong = [number for number, part in enumerate(parts, start=1) if len(part) != GROUP_LENGTH]
    return wrong[0] if len(parts) == GROUPS and len(wrong) == 1 else None


def _mistyped_group(symbols: list[int]) -> int | None:
    """The group with the one wrong character, or with two neighbours that changed places."""
    plain, weighted = _sums(symbols)
    if plain:
        return _group_at(next(place for place in range(_LENGTH) if _product(place, plain) == weighted))
    swapped = {
        _group_at(place)
        for place in range(_LENGTH - 1)
        if _group_at(place) == _group_at(place + 1)
        and _product(place ^ place + 1, symbols[place] ^ symbols[place + 1]) == weighted
    }
    return swapped.pop() if len(swapped) == 1 else None


def _sums(symbols: list[int]) -> tuple[int, int]:
    """The sum of the symbols and the sum of each times its place; both are 0 in a whole key."""
    plain = weighted = 0
    for place, symbol in enumerate(symbols):
        plain ^= symbol
        weighted ^= _product(place, symbol)
    return plain, weighted


def _product(left: int, right: int) -> int:
    """Product in the field of 32 symbols."""
    product = 0
    for bit in range(_SYMBOL_BITS):
        if right >> bit & 1:
            product ^= left << bit
    for bit in range(2 * _SYMBOL_BITS - 2, _SYMBOL_BITS - 1, -1):
        if product >> bit & 1:
            product ^= _MODULUS << bit - _SYMBOL_BITS
    return product
