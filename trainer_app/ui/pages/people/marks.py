"""Which letters of a name a search matched: its words by their beginnings, its initials, its characters."""

from functools import lru_cache

from trainer_app.core.text import has_han, search_key, search_words

Marks = tuple[tuple[int, int], ...]


@lru_cache(maxsize=1024)
def marks(name: str, typed: str) -> Marks:
    """Places of the matched letters in a name, as (begin, length); empty where other words were matched."""
    words = _words(typed)
    if not words or not name:
        return ()
    letters = _letters(name)
    found = {place for word in words for place in letters.matched(word)}
    return _runs(sorted(found))


class _Letters:
    """The folded letters of a name without what stands between them, and where each word begins."""

    def __init__(self, name: str) -> None:
        self.text = ""
        self.places: list[int] = []
        self.starts: list[int] = []
        is_inside = False
        for place, letter in enumerate(name):
            folded = _folded(letter)
            if folded and (not is_inside or has_han(letter)):
                self.starts.append(len(self.text))
            self.text += folded
            self.places += [place] * len(folded)
            is_inside = bool(folded) or (is_inside and not letter.isspace() and letter not in "-'·.")

    def matched(self, word: str) -> list[int]:
        """Places that a typed word stands for: a beginning, several words without spaces, or initials."""
        for start in self.starts:
            if self.text.startswith(word, start):
                return self.places[start : start + len(word)]
        return [self.places[at] for at in self._initials(word)]

    def _initials(self, word: str) -> list[int]:
        """As people abbreviate: the first letter of the next word, else of a later syllable."""
        for first in self.starts:
            found = [first] if self.text[first : first + 1] == word[0] else []
            for letter in word[1:] if found else "":
                following = self._next(letter, found[-1])
                if following < 0:
                    break
                found.append(following)
            if len(found) == len(word):
                return found
        return []

    def _next(self, letter: str, after: int) -> int:
        start = next((each for each in self.starts if each > after), -1)
        if start >= 0 and self.text[start] == letter:
            return start
        return self.text.find(letter, after + 1)


@lru_cache(maxsize=2048)
def _letters(name: str) -> _Letters:
    return _Letters(name)


@lru_cache(maxsize=16)
def _words(typed: str) -> list[str]:
    return search_words(typed)


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    return search_key(letter).replace(" ", "")


def _runs(places: list[int]) -> Marks:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place == sum(runs[-1]):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return tuple(runs)
