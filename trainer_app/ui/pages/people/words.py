"""How people are named in lists and cards, and the words for what is kept about them."""

from typing import Protocol

from trainer_app.core.language import Titles, _, active, pgettext
from trainer_app.rules.vocabulary import IdentifierKind, LatinOrder, Sex

_OWN_SCRIPTS = {"PK": "ur", "CN": "zh"}


class Named(Protocol):
    """Whoever has names in three scripts and belongs to a side."""

    @property
    def side(self) -> str:
        """PK or CN."""

    @property
    def name_latin(self) -> str:
        """The whole Latin name."""

    @property
    def name_ur(self) -> str:
        """The Urdu name."""

    @property
    def name_zh(self) -> str:
        """The Chinese name."""


def shown_names(person: Named) -> tuple[str, str]:
    """The name in the language of the window, then the one in the owner's script, or the Latin one."""
    by_script = {"en": person.name_latin, "ur": person.name_ur, "zh": person.name_zh}
    first = by_script[active()] or next(name for name in by_script.values() if name)
    own = by_script[_OWN_SCRIPTS.get(person.side, "en")]
    second = own if own != first else person.name_latin
    return first, second if second != first else ""


def own_name(names: Titles, side: str) -> str:
    """The name in the script of its owner's side, or the Latin one where that is shown already."""
    shown = names.in_language()
    own = str(getattr(names, _OWN_SCRIPTS.get(side, "en")))
    second = own if own not in {"", shown} else names.en
    return "" if second == shown else second


def duty_words(rank: Titles | None, organisation: Titles | None) -> str:
    """Rank and organisation in one line."""
    if rank is None or organisation is None:
        present = rank or organisation
        return present.in_language() if present else ""
    return _("{rank}, {organisation}").format(
        rank=rank.in_language(), organisation=organisation.in_language()
    )


def identity_words() -> dict[IdentifierKind, str]:
    """The word for every kind of number."""
    return {
        IdentifierKind.CNIC: _("CNIC"),
        IdentifierKind.PRC_ID: _("Chinese ID"),
        IdentifierKind.PASSPORT: _("Passport"),
        IdentifierKind.POLICE_NO: _("Police no."),
        IdentifierKind.BELT_NO: _("Belt no."),
        IdentifierKind.OTHER: pgettext("number", "Other no."),
    }


def sex_words() -> dict[Sex, str]:
    """The words for the sex as rolls state it."""
    return {Sex.FEMALE: _("Female"), Sex.MALE: _("Male")}


def order_words() -> dict[LatinOrder, str]:
    """The words for the order of a Latin name."""
    return {
        LatinOrder.GIVEN_FIRST: _("Given name first"),
        LatinOrder.SURNAME_FIRST: _("Surname first"),
    }
