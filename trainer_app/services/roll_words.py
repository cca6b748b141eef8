"""Which rank and which organisation the words of a roll mean, in three languages and by abbreviation."""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer_app.core.language import Titles
from trainer_app.core.text import has_han
from trainer_app.documents.headings import fold_heading
from trainer_app.models.organisations import Organisation, Rank
from trainer_app.rules.roles import Role
from trainer_app.services.access import allowed

_LETTERS = {
    "a": "اے", "b": "بی", "c": "سی", "d": "ڈی", "e": "ای", "f": "ایف", "g": "جی", "h": "ایچ", "i": "آئی",
    "j": "جے", "k": "کے", "l": "ایل", "m": "ایم", "n": "این", "o": "او",
    "p": "پی", "q": "کیو", "r": "آر", "s": "ایس",
    "t": "ٹی", "u": "یو", "v": "وی", "w": "ڈبلیو", "x": "ایکس", "y": "وائی", "z": "زیڈ",
}  # fmt: skip
"""How Urdu spells the letters of an English abbreviation: DSP is ڈی ایس پی."""

_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in"})
_LONG_FORMS = {
    "asst": "assistant",
    "addl": "additional",
    "dy": "deputy",
    "supdt": "superintendent",
    "supt": "superintendent",
}
_CORPS = re.compile(r"(?:lady|woman|women|police|foot|[lfwp])\s?(?=\w)")
_ASIDE = re.compile(r"[(（/].*")
_ENOUGH_WORDS = 0.8
_SHORTEST_TAIL = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A rank or organisation with its titles."""

    id: uuid.UUID
    side: str
    code: str
    titles: Titles


class RankWords:
    """The ranks of both sides, found by what a roll writes."""

    def __init__(self, ranks: Iterable[Named]) -> None:
        self._ranks = list(ranks)
        self._by_form: dict[str, list[Named]] = {}
        for rank in self._ranks:
            for form in _rank_forms(rank):
                self._by_form.setdefault(form, []).append(rank)

    def find(self, text: str, *, side: str) -> Named | None:
        """The rank that the words mean, of that side when both sides have one of the name."""
        for form in _readings(text):
            found = self._by_form.get(form) or self._by_prefixes(form)
            chosen = [rank for rank in found if rank.side == side] or found
            if chosen:
                return chosen[0]
        return None

    def title(self, rank_id: uuid.UUID | None) -> str:
        """The rank's title in the active language, '' for none."""
        return _title(self._ranks, rank_id)

    def _by_prefixes(self, form: str) -> list[Named]:
        """Ranks of whose title each word was only begun: "H. Const." is a Head Constable."""
        words = form.split()
        return [rank for rank in self._ranks if _are_begun(words, fold_heading(rank.titles.en).split())]


class OrganisationWords:
    """The organisations of both sides, found by what a roll writes."""

    def __init__(self, organisations: Iterable[Named]) -> None:
        self._organisations = list(organisations)
        self._by_form = {
            form: each for each in reversed(self._organisations) for form in _organisation_forms(each)
        }

    def named(self, text: str) -> Named | None:
        """The organisation whose title or abbreviation is the whole text."""
        return self._by_form.get(fold_heading(text)) if text else None

    def title(self, organisation_id: uuid.UUID | None) -> str:
        """The organisation's title in the active language, '' for none."""
        return _title(self._organisations, organisation_id)

    def mentioned(self, texts: Sequence[str]) -> Named | None:
        """The organisation that the texts speak of; the most exactly named one of the first that does."""
        for text in texts:
            named = {each.id: _closeness(text, each) for each in self._organisations}
            best = max(self._organisations, key=lambda each: named[each.id], default=None)
            if best and named[best.id] > 0:
                return best
        return None


@allowed(Role.TRAINING_OFFICER)
def ranks(session: Session) -> RankWords:
    """The words of the ranks that are kept."""
    query = select(Rank.id, Rank.side, Rank.code, Rank.title_en, Rank.title_ur, Rank.title_zh)
    rows = session.execute(query.order_by(Rank.side, Rank.scale_order))
    return RankWords(Named(row[0], row[1], row[2], Titles(*row[3:])) for row in rows)


@allowed(Role.TRAINING_OFFICER)
def organisations(session: Session) -> OrganisationWords:
    """The words of the organisations that are kept."""
    columns = (Organisation.title_en, Organisation.title_ur, Organisation.title_zh)
    query = select(Organisation.id, Organisation.side, Organisation.code, *columns).order_by(
        Organisation.code
    )
    return OrganisationWords(
        Named(row[0], row[1], row[2], Titles(*row[3:])) for row in session.execute(query)
    )


def _title(kept: Iterable[Named], row_id: uuid.UUID | None) -> str:
    return next((each.titles.in_language() for each in kept if each.id == row_id), "")


def _rank_forms(rank: Named) -> set[str]:
    initials = _initials(rank.titles.en)
    short = {fold_heading(rank.code), initials}
    if len(initials) == 1:
        short |= {corps + initials for corps in "plf"}
    spelt = {fold_heading(_spelt_in_urdu(form)) for form in short if form.isalpha()}
    titles = {fold_heading(title) for title in (rank.titles.en, rank.titles.ur, rank.titles.zh) if title}
    return {form for form in short | spelt | titles if len(form) > 1}


def _readings(text: str) -> list[str]:
    """Ways to read a rank: as it stands, without what is added in brackets, without the corps before it."""
    whole, alone = fold_heading(text), fold_heading(_ASIDE.sub("", text))
    long = " ".join(_LONG_FORMS.get(word, word) for word in alone.split())
    joined = whole.replace(" ", "") if len(whole) <= 6 else ""
    readings = [whole, alone, long, joined]
    readings += [_CORPS.sub("", reading, count=1) for reading in readings if _CORPS.match(reading)]
    return [reading for reading in dict.fromkeys(readings) if reading]


def _organisation_forms(organisation: Named) -> set[str]:
    titles = organisation.titles
    forms = {fold_heading(text) for text in (organisation.code, titles.en, titles.ur, titles.zh) if text}
    head, comma, tail = titles.en.partition(",")
    if comma:
        forms.add(f"{_initials(head)} {fold_heading(tail)}")
    initials = _initials(titles.en)
    return forms | ({initials} if len(initials) > 2 else set())


def _initials(title: str) -> str:
    words = [word for word in fold_heading(title).split() if word not in _SMALL_WORDS]
    return "".join(word[0] for word in words)


def _spelt_in_urdu(abbreviation: str) -> str:
    return " ".join(_LETTERS.get(letter, letter) for letter in abbreviation)


def _are_begun(begun: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each word is the beginning of the other's; one letter alone is too little to tell."""
    if len(begun) != len(words) or not any(len(word) > 2 for word in begun):
        return False
    return all(word.startswith(beginning) for beginning, word in zip(begun, words, strict=True))


def _closeness(text: str, organisation: Named) -> int:
    """How many characters of the organisation's titles the text shows; 0 when it does not mean it."""
    folded = fold_heading(text)
    words = frozenset(folded.split())
    if fold_heading(organisation.code) in words:
        return 1000
    titles = (organisation.titles.en, organisation.titles.ur)
    return max(_common_tail(text, organisation.titles.zh), *(_common_words(words, title) for title in titles))


def _common_words(words: frozenset[str], title: str) -> int:
    wanted = [word for word in fold_heading(title).split() if word not in _SMALL_WORDS]
    shared = [word for word in wanted if word in words]
    if len(shared) < 2 or len(shared) < _ENOUGH_WORDS * len(wanted):
        return 0
    return sum(map(len, shared))


def _common_tail(text: str, title: str) -> int:
    """Length of the longest ending of a Chinese title that begins a run of Chinese in the text.

    The title's ending alone is how it is usually spoken of: 公安部 for 中华人民共和国公安部.
    """
    for start in range(len(title) - _SHORTEST_TAIL + 1):
        place = text.find(title[start:])
        if place == 0 or (place > 0 and not has_han(text[place - 1])):
            return len(title) - start
    return 0
