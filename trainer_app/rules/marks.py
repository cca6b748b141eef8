"""A mark as people type it or write it in a list: a number, a letter or a word in three languages."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from trainer_app.core import language
from trainer_app.core.errors import NotANumber, ValueOffStep, ValueOutsideMaximum
from trainer_app.core.text import clean_spaces, fold_urdu, parse_number, western_digits
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState
from trainer_app.rules.words import score_words

_WORDS = {
    ScoreState.NOT_ENTERED: (
        *("", "-", "--", "---", "_", "/", "not entered", "blank"),
        *("باقی", "درج نہیں", "未录入", "未录", "未评"),
    ),
    ScoreState.ABSENT: (
        *("a", "ab", "abs", "absent", "absentee", "did not attend", "no show"),
        *("غیر حاضر", "غیرحاضر", "غائب", "غ", "غ ح", "غح", "缺考", "缺席", "旷考", "未到"),
    ),
    ScoreState.ABSENT_EXCUSED: (
        *("e", "exc", "excused", "absent excused", "excused absence", "absent (excused)"),
        *("رخصت", "معذور غیر حاضر", "请假", "准假", "缓考"),
    ),
    ScoreState.EXEMPT: (
        *("x", "exempt", "exempted"),
        *("مستثنیٰ", "مستثنا", "免考", "免试", "免修"),
    ),
    ScoreState.NOT_APPLICABLE: ("n", "not applicable", "لاگو نہیں", "قابل اطلاق نہیں", "不适用"),
    ScoreState.MISCONDUCT: ("misconduct", "بدعنوانی", "بد عملی", "违纪", "作弊"),
    ScoreState.VOID: ("void", "کالعدم", "作废", "无效"),
}

_FINEST_STEP = Decimal("0.001")
_FLOAT_WORDS = frozenset({"nan", "inf", "infinity"})
_PROGRAM_NUMBER = re.compile(r"[0-9.,_]*[0-9][0-9.,_]*e[+-]?[0-9]+")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}([,٬，][0-9]{3})+(\.[0-9]*)?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣ـ", "-"))


@dataclass(frozen=True, slots=True)
class Unclear:
    """A text that only a person can decide about, such as “medical leave”."""

    text: str


def parse_mark(text: str, *, maximum: Decimal, step: Decimal = _FINEST_STEP) -> Mark | Unclear:
    """Read a mark of a component with that maximum, marked in that step.

    Understood are numbers in Western, Eastern and full-width digits with a point or a comma, the letters
    A, E, X and N, and the words of the states in English, Urdu and Chinese, as in the program's own lists.
    A dash or nothing is NOT_ENTERED, never zero. Other words are left to a person. Nothing is ever altered.

    Raises:
        NotANumber: it looks like a number and is none that can be trusted: 1e2, nan, 87..5, 1_000, 1,000, ².
        ValueOutsideMaximum: the number is below 0 or above the maximum.
        ValueOffStep: the number is finer than the step; the maximum itself can always be given.
    """
    state = _states().get(_key(text))
    if state is not None:
        return Mark(state)
    if not _looks_like_a_number(text):
        return Unclear(text)
    return Mark(ScoreState.SCORED, _points(text, maximum, step))


def _points(text: str, maximum: Decimal, step: Decimal) -> Decimal:
    if _THOUSANDS.fullmatch(western_digits(clean_spaces(text))):
        raise NotANumber(text)
    points = parse_number(text)
    if not 0 <= points <= maximum:
        raise ValueOutsideMaximum(points, maximum)
    if points % step and points != maximum:
        raise ValueOffStep(points, step)
    return points.copy_abs()


def _looks_like_a_number(text: str) -> bool:
    """Whether the text is an attempt at a number: no letters, or letters as a program writes numbers."""
    plain = western_digits(clean_spaces(text)).casefold()
    if plain.lstrip("+-") in _FLOAT_WORDS or _PROGRAM_NUMBER.fullmatch(plain.lstrip("+-")):
        return True
    has_letter = any(unicodedata.category(character).startswith("L") for character in plain)
    return not has_letter and any(character.isnumeric() for character in plain)


def _key(text: str) -> str:
    """A word for comparing: width, case, marks and look-alike letters folded, dots at the end left out."""
    folded = unicodedata.normalize("NFKD", clean_spaces(text)).casefold().replace("\u200c", " ")
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    plain = clean_spaces(fold_urdu(bare).translate(_DASHES))
    return plain.rstrip(".۔。 ") or plain


@cache
def _states() -> dict[str, ScoreState]:
    """Words of all states, with those under which the program itself writes them in each language."""
    found: dict[str, ScoreState] = {}
    for code in language.LANGUAGES:
        with language.using(code):
            found |= {_key(word): state for state, word in score_words().items()}
    found = {word: state for word, state in found.items() if state != ScoreState.SCORED}
    return found | {_key(word): state for state, words in _WORDS.items() for word in words}
