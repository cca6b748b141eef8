"""The words by which a person is found: names in three scripts, pinyin, initials and identity numbers."""

import re
from collections.abc import Iterable
from functools import cache

from trainer_app.core.text import has_han, search_key

_WORD = re.compile(r"[^\W\d_]+")
_NOT_ALNUM = re.compile(r"[\W_]+")


def folded(*, latin: Iterable[str], name_ur: str, name_zh: str, numbers: Iterable[str]) -> str:
    """The search key of a person; `latin` are the parts of the Latin name in the order written."""
    parts = [part for part in latin if part]
    numbers = list(numbers)
    return search_key(
        " ".join(
            [
                *parts,
                *_joined(parts),
                name_ur,
                name_zh,
                *pinyin_words(name_zh),
                *numbers,
                *(_NOT_ALNUM.sub("", number) for number in numbers),
            ]
        )
    )


def pinyin_words(name_zh: str) -> list[str]:
    """Syllables, whole name and initials of a Chinese name, with every reading of its first character.

    A foreign name in Chinese characters (阿德南·高里) gives its parts whole: nobody looks for Ghauri by "li".
    """
    if len(parts := name_zh.split("·")) > 1:
        said = ["".join(_readings(each)[0] for each in part if has_han(each)) for part in parts]
        return [*said, "".join(said), "".join(part[:1] for part in said)]
    characters = [character for character in name_zh if has_han(character)]
    if not characters:
        return []
    first, *rest = (_readings(character) for character in characters)
    tails = [readings[0] for readings in rest]
    wholes = [[reading, *tails] for reading in first]
    return [
        *first,
        *tails,
        "".join(tails),
        *("".join(whole) for whole in wholes),
        *("".join(syllable[0] for syllable in whole) for whole in wholes),
    ]


def pinyin(name_zh: str) -> str:
    """A Chinese name in plain syllables, surname first: "li jianguo"; empty without Chinese characters."""
    from pypinyin import lazy_pinyin

    characters = "".join(character for character in name_zh if has_han(character))
    syllables = lazy_pinyin(characters) if characters else []
    return " ".join(filter(None, [syllables[0], "".join(syllables[1:])])) if syllables else ""


def _joined(parts: list[str]) -> list[str]:
    """The parts without spaces, in both orders, and the initials of all words."""
    words = _WORD.findall(" ".join(parts))
    whole = "".join(words)
    turned = "".join(_WORD.findall(" ".join(reversed(parts))))
    return [whole, turned, "".join(word[0] for word in words)] if len(words) > 1 else []


@cache
def _readings(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    syllables = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    readings = dict.fromkeys(syllables[0]) if syllables else {character: None}
    return tuple(form for reading in readings for form in _typed_forms(reading))


def _typed_forms(syllable: str) -> tuple[str, ...]:
    """People type ü as v, u or yu."""
    return tuple(dict.fromkeys(syllable.replace("v", vowel) for vowel in ("v", "u", "yu")))
