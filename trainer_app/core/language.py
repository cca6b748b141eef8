"""The three languages: catalogues, the active language and titles in three scripts."""

import gettext as _gettext
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache, reduce

from trainer_app.core.paths import resource

LANGUAGES = ("en", "ur", "zh")
OWN_NAMES = {"en": "English", "ur": "اردو", "zh": "中文"}
DOMAIN = "trainer_app"

_screen = "en"
_document: ContextVar[str | None] = ContextVar("document_language", default=None)


@dataclass(frozen=True, slots=True)
class Titles:
    """A title in the three languages; the English one is always there."""

    en: str
    ur: str = ""
    zh: str = ""

    def in_language(self, code: str | None = None) -> str:
        """The title in a language (the active one by default), else in English."""
        title: str = getattr(self, code or active())
        return title or self.en


def activate(code: str) -> None:
    """Choose the language of the whole program."""
    global _screen
    _known(code)
    _screen = code


def active() -> str:
    """Language in which words are given here and now: `en`, `ur` or `zh`."""
    return _document.get() or _screen


@contextmanager
def using(code: str) -> Iterator[None]:
    """Give words in another language inside the block, for a document for instance."""
    token = _document.set(_known(code))
    try:
        yield
    finally:
        _document.reset(token)


def in_each(words: Callable[[], str]) -> Titles:
    """What the function says in each language."""
    said = {}
    for code in LANGUAGES:
        with using(code):
            said[code] = words()
    return Titles(**said)


@lru_cache(maxsize=256)
def in_all(message: str) -> Titles:
    """The message in each language."""
    return in_each(lambda: gettext(message))


def is_right_to_left(code: str | None = None) -> bool:
    """Whether lines of the language run from the right."""
    return (code or active()) == "ur"


def gettext(message: str) -> str:
    """The message in the active language."""
    return _catalogue(active()).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message in the active language, in the form that the number asks for."""
    return _catalogue(active()).ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """The message in the active language, for words that differ by context."""
    return _catalogue(active()).pgettext(context, message)


def joined(sentences: Iterable[str]) -> str:
    """Whole sentences one after the other, apart as the active language writes them; without empty ones."""
    between = pgettext("two sentences", "{first} {second}")
    whole = [sentence for sentence in sentences if sentence]
    return reduce(lambda first, second: between.format(first=first, second=second), whole) if whole else ""


def N_(message: str) -> str:  # noqa: N802 (the name that gettext users know)
    """Mark a message for the catalogue; it is translated later, where it is shown."""
    return message


_ = gettext


@cache
def _catalogue(code: str) -> _gettext.NullTranslations:
    if code == "en":  # the messages themselves
        return _gettext.NullTranslations()
    return _gettext.translation(DOMAIN, str(resource("locale")), languages=[code], fallback=True)


def _known(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(code)
    return code
