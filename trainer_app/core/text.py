"""Text in three scripts: digits, letter variants, names, search keys and direction."""

import re
import unicodedata
from decimal import Decimal

from trainer_app.core.errors import NotANumber

_LRI, _RLI, _FSI, _PDI = "\u2066", "\u2067", "\u2068", "\u2069"

_DIGITS = {
    ord(zero) + n: str(n)  # Arabic-Indic, Eastern Arabic-Indic, full-width
    for zero in "٠۰０"
    for n in range(10)
}
_ARABIC_TO_URDU = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ۀ": "ۂ", "ة": "ۃ", "ﻻ": "لا"},
)
_SEARCH_FOLDS = str.maketrans(
    {"ۃ": "ہ", "ۂ": "ہ", "ھ": "ہ", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ی", "ے": "ی"},
)
_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_NUMBER = re.compile(r"([+-]?)0*(\d+)(?:[.](\d*))?", re.ASCII)
_HAN_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_WORD = re.compile(r"\w+")


def western_digits(text: str) -> str:
    """The text with Eastern and full-width digits as 0–9."""
    return text.translate(_DIGITS)


def fold_urdu(text: str) -> str:
    """The text with Arabic letters as the Urdu ones that look alike (ي as ی, ك as ک, ه as ہ)."""
    return text.translate(_ARABIC_TO_URDU)


def clean_spaces(text: str) -> str:
    """NFC text without invisible marks and with single spaces; the zero-width non-joiner stays."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def clean_name(text: str) -> str:
    """A person's name as it is kept: tidy spaces, Urdu letters; no spaces inside a Chinese name."""
    name = clean_spaces(text)
    if has_han(name):
        return name.replace(" ", "")
    return fold_urdu(name) if has_arabic(name) else name


def has_han(text: str) -> bool:
    """Whether a Chinese character stands in the text."""
    return _HAN_RUN.search(text) is not None


def has_arabic(text: str) -> bool:
    """Whether a letter of the Arabic script stands in the text."""
    return _ARABIC.search(text) is not None


def parse_number(text: str) -> Decimal:
    """The decimal number that people write: 43.5, 43,5, ۴۳٫۵, ٤٣, ４３．５.

    Raises:
        NotANumber: anything else, such as 1e2, nan, 87..5, 1_000 or a power of two.
    """
    plain = western_digits(clean_spaces(text))
    plain = plain.replace("٫", ".").replace("，", ",").replace("．", ".").replace("−", "-").replace(",", ".")
    match = _NUMBER.fullmatch(plain)
    if match is None:
        raise NotANumber(text)
    sign, whole, fraction = match.groups()
    return Decimal(f"{sign}{whole}.{fraction}") if fraction else Decimal(f"{sign}{whole}")


def search_key(text: str) -> str:
    """What is compared in a search: case, width, marks and letter variants folded, words parted by spaces.

    A Chinese run becomes its single characters and its pairs, so that any part of a name is found.
    """
    folded = unicodedata.normalize("NFKD", western_digits(text)).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c) and c != "ـ")
    folded = unicodedata.normalize("NFC", fold_urdu(folded).translate(_SEARCH_FOLDS))
    words = (token for word in _WORD.findall(folded) for token in _tokens(word))
    return " ".join(dict.fromkeys(words))


def search_words(text: str) -> list[str]:
    """The words of what is typed in a search field, folded like `search_key`.

    A Chinese run longer than one character is looked for by its pairs alone.
    """
    words = search_key(text).split()
    typed_pair = any(len(word) > 1 and has_han(word) for word in words)
    return [word for word in words if not (typed_pair and len(word) == 1 and has_han(word))]


def isolate(text: str) -> str:
    """The text protected from the direction of what stands around it."""
    return f"{_FSI}{text}{_PDI}"


def ltr(text: str) -> str:
    """A code, number or Latin name kept left to right inside a line of any direction."""
    return f"{_LRI}{text}{_PDI}"


def masked(number: str) -> str:
    """A number of which only both ends can be read: 352…671."""
    plain = "".join(letter for letter in number if letter.isalnum())
    kept = min(4, len(plain) // 4)
    return ltr(f"{plain[:kept]}…{plain[len(plain) - kept :]}")


def _tokens(word: str) -> list[str]:
    runs = _HAN_RUN.findall(word)
    if not runs:
        return [word]
    rest = [part for part in _HAN_RUN.split(word) if part]
    pairs = [run[i : i + 2] for run in runs for i in range(len(run) - 1)]
    return rest + list("".join(runs)) + pairs
