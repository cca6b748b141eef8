"""Paragraphs: a text broken into lines of a width, between words or between Chinese characters."""

import re

from trainer_app.core.text import has_han
from trainer_app.documents.bidi import Direction
from trainer_app.documents.fonts import FontStack
from trainer_app.documents.text_layer import measure

_NEVER_FIRST = "，。、；：？！）》」』”’,.;:?!)…·"
_NEVER_LAST = "（《「『“‘("
_HAN = "\u3000-\u9fff\uff00-\uffef"
_WORD = re.compile(r"\S+\s*|\s+")
# A Chinese character, or what stands between two, with the punctuation that clings to it.
_CHARACTER = re.compile(
    rf"[{re.escape(_NEVER_LAST)}]*(?:[{_HAN}]|[^{_HAN}{re.escape(_NEVER_LAST)}]+)[{re.escape(_NEVER_FIRST)}]*\s*"
    rf"|.+",
    re.DOTALL,
)


def lines(
    text: str, fonts: FontStack, size: float, width: float, direction: Direction = "ltr"
) -> tuple[str, ...]:
    """The lines of a text, each as full as the width in points allows; a longer word has a line of its own.

    Raises:
        NoGlyph: no font of the stack has a character of the text.
    """
    found: list[str] = []
    line = ""
    for piece in pieces(text):
        if line and measure((line + piece).rstrip(), fonts, size, direction) > width:
            found.append(line.rstrip())
            line = ""
        line += piece
    return (*found, line.rstrip()) if line.strip() else tuple(found)


def pieces(text: str) -> list[str]:
    """What must not be parted; put together again they are the text."""
    return [
        piece
        for word in _WORD.findall(text)
        for piece in (_CHARACTER.findall(word) if has_han(word) else (word,))
    ]
