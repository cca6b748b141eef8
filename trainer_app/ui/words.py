"""Words of the screen that can be said again when the language changes."""

from collections.abc import Callable

Words = str | Callable[[], str]


def said(words: Words) -> str:
    """The words in the active language; give a function for anything that must follow the language."""
    return words if isinstance(words, str) else words()
