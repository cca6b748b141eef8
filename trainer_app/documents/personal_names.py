"""People's names as lists write them: parted by script, surname and given name, usual capitals."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import takewhile

from trainer_app.core.text import clean_name, clean_spaces, western_digits
from trainer_app.rules.vocabulary import LatinOrder


@dataclass(frozen=True, slots=True)
class LatinName:
    """A name in Latin letters; without a known surname the whole stands in `given`."""

    given: str
    surname: str = ""
    order: LatinOrder = LatinOrder.GIVEN_FIRST

    @property
    def full(self) -> str:
        """The name as it is written."""
        first, second = (self.surname, self.given), (self.given, self.surname)
        parts = first if self.order == LatinOrder.SURNAME_FIRST else second
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class ScriptedName:
    """The parts of one cell by script; '' where there is none."""

    latin: str = ""
    ur: str = ""
    zh: str = ""
    is_letters: bool = True
    """Whether nothing but letters and the marks of names stood in the cell."""


_HAN_RUN = re.compile(
    r"[\u3400-\u9fff\U00020000-\U0003ffff](?:[·•・‧∙\s]*[\u3400-\u9fff\U00020000-\U0003ffff])*"
)
_ARABIC_RUN = re.compile(
    r"[\u0600-\u06ff\u0750-\u077f](?:[\s\u200c\u06d4\u060c.]*[\u0600-\u06ff\u0750-\u077f])*"
)
_LATIN_RUN = re.compile(r"[^\W\d_\u0370-\uffff].*", re.DOTALL)
_EDGES = " \t\n\r/|,;:()[]{}（）【】<>-–—*"
_MIDDLE_DOTS = re.compile(r"\s*[·•・‧∙]\s*")
_SERIAL_PREFIX = re.compile(r"^\s*\d{1,4}\s*[.)\-]\s+")
_PARENTAGE_LATIN = re.compile(
    r"[\s,]+(?:[sdw]\s*/\s*o|[sdw]\.o\.?|son of|daughter of|wife of)\b.*", re.IGNORECASE | re.DOTALL
)
_PARENTAGE_URDU = re.compile(r"\s(?:ولد|بنت|زوجہ|دختر)\s.*")
_HONORIFIC = re.compile(r"^(?:mr|mrs|ms|miss)\b[\s.]*(?=\w)", re.IGNORECASE)
_LONG_RANKS = r"(?:(?:lady |head |l/)?constable|(?:assistant )?sub[ -]?inspector|inspector)"
_SHORT_RANKS = r"(?:[lhf]\.?c|p?asi|si|dsp|asp|ssp|sp)"
_RANK_BEFORE = re.compile(rf"^({_LONG_RANKS}|{_SHORT_RANKS})[\s.,:-]+(?=\w)", re.IGNORECASE)
_RANK_AFTER = re.compile(
    rf"(?:\s*[,(]\s*((?i:{_LONG_RANKS}|{_SHORT_RANKS}))|\s+((?i:{_LONG_RANKS})|{_SHORT_RANKS.upper()}))\b[\s.)]*$"
)
_NUMBER_AFTER = re.compile(r",\s*[^,]*\d[^,]*$")
_SMALL_WORDS = frozenset({"ul", "ur", "ud", "us", "un", "uz", "ush", "bin", "bint", "e"})
_CAPITAL_PLACES = re.compile(r"^[^\W\d_]['’][^\W\d_]|(?:^|[.(])[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")


def by_script(text: str) -> ScriptedName:
    """The Latin, Urdu and Chinese name in one cell ("陈静 CHEN Jing" has two)."""
    plain = western_digits(unicodedata.normalize("NFKC", clean_spaces(text)))
    whole = _NUMBER_AFTER.sub("", _SERIAL_PREFIX.sub("", plain))
    zh, rest = _taken(_HAN_RUN, whole)
    ur, rest = _taken(_ARABIC_RUN, rest)
    latin = _LATIN_RUN.search(rest)
    return ScriptedName(
        latin=_latin_alone(latin[0]) if latin else "",
        ur=clean_name(_PARENTAGE_URDU.sub("", ur)),
        zh=clean_name(_MIDDLE_DOTS.sub("·", zh)),
        is_letters=not whole or has_only_letters(whole),
    )


def part_rank(name: str) -> tuple[str, str]:
    """A Latin name, and the rank that some lists write before or after it; '' without one."""
    if match := _RANK_BEFORE.match(name):
        return name[match.end() :], match[1]
    if match := _RANK_AFTER.search(name):
        return name[: match.start()], match[1] or match[2]
    return name, ""


def read_latin(text: str, *, is_chinese: bool) -> LatinName:
    """Surname and given name where capitals or a comma tell them.

    "CHEN Jing" has a surname, "Abdulla Mamat" none that could be told. A name all in capitals has its surname
    first when it belongs to a Chinese name; otherwise the capitals mean nothing and become usual ones.
    """
    if "," in text:
        surname, _comma, given = (part.strip() for part in text.partition(","))
        return in_two_parts(surname, given, order=LatinOrder.SURNAME_FIRST, is_chinese=is_chinese)
    words = text.split()
    if not any(_is_small(word) for word in words):
        return _all_capitals(words, is_chinese)
    leading = _capitals_at_start(words)
    if leading:
        return LatinName(" ".join(words[leading:]), " ".join(words[:leading]), LatinOrder.SURNAME_FIRST)
    trailing = _capitals_at_start(words[::-1])
    if trailing:
        return LatinName(" ".join(words[:-trailing]), " ".join(words[-trailing:]))
    return LatinName(usual_capitals(text) if text.islower() else text)


def in_two_parts(surname: str, given: str, *, order: LatinOrder, is_chinese: bool) -> LatinName:
    """A name whose parts stand apart; a Chinese surname keeps its capitals."""
    surname = surname if is_chinese else usual_capitals(surname)
    if not given:
        return LatinName(surname)
    return LatinName(usual_capitals(given), surname, order)


def usual_capitals(text: str) -> str:
    """Words in capitals or small letters alone as "Mian Ikram-ul-Haq"; mixed ones stay as they are."""
    words = text.split()
    return " ".join(_usual_word(word, is_first=n == 0) for n, word in enumerate(words))


def has_only_letters(name: str) -> bool:
    """Whether a name consists of letters and the marks that belong in names."""
    return bool(_WORD.search(name)) and not re.search(r"[\d@#$%^&*+=<>?!_{}\[\]|\\~]", name)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    match = pattern.search(text)
    if match is None:
        return "", text
    return match[0], f"{text[: match.start()]} {text[match.end() :]}"


def _latin_alone(text: str) -> str:
    name = clean_spaces(_HONORIFIC.sub("", _PARENTAGE_LATIN.sub("", text))).strip(_EDGES)
    return name + ")" if name.count("(") > name.count(")") else name


def _capitals_at_start(words: list[str]) -> int:
    return len(list(takewhile(_is_capitals, words)))


def _is_capitals(word: str) -> bool:
    letters = "".join(_WORD.findall(word))
    return len(letters) > 1 and letters.isupper()


def _is_small(word: str) -> bool:
    letters = "".join(_WORD.findall(word))
    return bool(letters) and not letters.isupper()


def _all_capitals(words: list[str], is_chinese: bool) -> LatinName:
    if is_chinese and len(words) > 1:
        return LatinName(usual_capitals(" ".join(words[1:])), words[0], LatinOrder.SURNAME_FIRST)
    return LatinName(usual_capitals(" ".join(words)))


def _usual_word(word: str, *, is_first: bool) -> str:
    letters = "".join(_WORD.findall(word))
    if not (letters.isupper() or letters.islower()) or (len(letters) == 1 and letters.isupper()):
        return word
    parts = re.split(r"(-)", word.lower())
    return "".join(
        part if part in _SMALL_WORDS and not (is_first and n == 0) else _capitalised(part)
        for n, part in enumerate(parts)
    )


def _capitalised(word: str) -> str:
    return _CAPITAL_PLACES.sub(lambda match: match[0].upper(), word)
