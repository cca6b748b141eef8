"""The order of the trainees: by roll number, name or total, as it was when it was asked for."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from trainer_app.core.language import _
from trainer_app.core.text import fold_urdu, has_arabic, has_han
from trainer_app.services.person_words import pinyin
from trainer_app.ui.tables.score_grid import words
from trainer_app.ui.tables.score_grid.table import ScoreTable

_ALPHABET = "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے"
_PLACES = {letter: place for place, letter in enumerate(_ALPHABET)}
_FORMS = str.maketrans({"أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ۂ": "ہ", "ۃ": "ہ", "ئ": "ء", "ۓ": "ے"})


class SortBy(StrEnum):
    """What the trainees can be sorted by."""

    NUMBER = "number"
    NAME = "name"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Order:
    """An order and its direction."""

    by: SortBy = SortBy.NUMBER
    descending: bool = False

    def asked(self, by: SortBy) -> "Order":
        """The order after a head was chosen: the same one turned, or another one from its beginning."""
        return Order(by, descending=by == self.by and not self.descending)


def arranged(table: ScoreTable, order: Order) -> list[int]:
    """The table's rows in an order; who has no such name or total comes last, equal ones by roll number."""
    value = _values(table)[order.by]
    rows = sorted(range(len(table.trainees)), key=lambda row: table.trainees[row].roll_number)
    there = [row for row in rows if not _is_missing(table, row, order.by)]
    there.sort(key=value, reverse=order.descending)
    missing = [row for row in rows if _is_missing(table, row, order.by)]
    if order.by == SortBy.NAME:
        missing.sort(key=value, reverse=order.descending)
    return there + missing


def sort_words(by: SortBy) -> str:
    """The command that sorts by something."""
    match by:
        case SortBy.NUMBER:
            return _("Sort by roll number")
        case SortBy.NAME:
            return _("Sort by name")
        case SortBy.TOTAL:
            return _("Sort by total")


def name_key(name: str) -> tuple[Any, ...]:
    """What a name is compared by: letters, the Urdu alphabet, or pinyin; scripts do not mix."""
    if has_han(name):
        return 2, pinyin(name), name
    if has_arabic(name):
        return 1, tuple(map(_urdu_word, fold_urdu(unicodedata.normalize("NFC", name)).split())), name
    folded = unicodedata.normalize("NFKD", name).casefold()
    return 0, tuple("".join(c for c in folded if not unicodedata.combining(c)).split()), name


def _urdu_word(word: str) -> tuple[int, ...]:
    letters = (letter for letter in word.translate(_FORMS) if letter.isalpha())
    return tuple(_PLACES.get(letter, len(_ALPHABET) + ord(letter)) for letter in letters)


def _values(table: ScoreTable) -> dict[SortBy, Callable[[int], Any]]:
    return {
        SortBy.NUMBER: lambda row: table.trainees[row].roll_number,
        SortBy.NAME: lambda row: name_key(words.first_name(table.trainees[row])),
        SortBy.TOTAL: lambda row: words.total(table.result(row)),
    }


def _is_missing(table: ScoreTable, row: int, by: SortBy) -> bool:
    if by == SortBy.TOTAL:
        return words.total(table.result(row)) is None
    return by == SortBy.NAME and not words.has_own_name(table.trainees[row])
