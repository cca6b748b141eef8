"""What a row of a roll makes of a person: a new record, or changes of the kept one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trainer_app.core.formats import date_short
from trainer_app.documents.headings import Field
from trainer_app.documents.identifiers import is_chinese_number
from trainer_app.documents.roll_reader import RollRow
from trainer_app.rules.vocabulary import IdentifierKind, Sex
from trainer_app.services.identities import Identity
from trainer_app.services.people import PersonDraft
from trainer_app.services.roll_matching import KnownPerson, identities_of, is_same_name
from trainer_app.services.roll_words import Named, OrganisationWords, RankWords

_REPLACED = frozenset({IdentifierKind.BELT_NO, IdentifierKind.POLICE_NO})
"""Numbers of which a person has one at a time; another passport stands beside the old one."""


@dataclass(frozen=True, slots=True)
class Change:
    """A value that a row changes; texts in the active language, `old` is '' when there was none."""

    field: Field
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The words by which a roll names ranks and organisations, and what is assumed where it is silent."""

    ranks: RankWords
    organisations: OrganisationWords
    agency: Named | None
    """The organisation that the titles of the roll name."""
    host_side: str

    def side_of(self, row: RollRow) -> str:
        """The side that a row belongs to, told by its unit, numbers, script and rank, in this order."""
        unit = self.organisations.named(row.organisation)
        if unit:
            return unit.side
        kinds = {one.kind for one in row.identifiers}
        if IdentifierKind.CNIC in kinds:
            return "PK"
        if any(is_chinese_number(one.value) for one in row.identifiers) or (row.name_zh and not row.name_ur):
            return "CN"
        if row.name_ur:
            return "PK"
        rank = self.ranks.find(row.rank, side=self.host_side) if row.rank else None
        if rank:
            return rank.side
        return self.agency.side if self.agency else self.host_side

    def rank_of(self, row: RollRow, side: str) -> Named | None:
        """The rank that the row's words mean."""
        return self.ranks.find(row.rank, side=side) if row.rank else None

    def posting_of(self, row: RollRow, side: str) -> tuple[Named | None, str]:
        """The organisation, and what its unit is called when that is not kept as one."""
        unit = self.organisations.named(row.organisation)
        if unit:
            return unit, ""
        agency = self.agency if self.agency and self.agency.side == side else None
        return agency, row.organisation


def new_person(row: RollRow, reading: Reading) -> PersonDraft:
    """The record of someone new."""
    side = reading.side_of(row)
    rank = reading.rank_of(row, side)
    organisation, posting = reading.posting_of(row, side)
    return PersonDraft(
        side=side,
        surname_latin=row.name.surname,
        given_latin=row.name.given,
        latin_order=row.name.order,
        name_ur=row.name_ur,
        name_zh=row.name_zh,
        sex=Sex(row.sex) if row.sex else None,
        born_on=row.born_on,
        organisation_id=organisation.id if organisation else None,
        posting=posting,
        rank_id=rank.id if rank else None,
        identities=tuple(identities_of(row)),
    )


def kept(person: KnownPerson) -> PersonDraft:
    """The record as it stands."""
    return PersonDraft(
        side=person.side,
        surname_latin=person.surname_latin,
        given_latin=person.given_latin or ("" if person.surname_latin else person.name_latin),
        latin_order=person.latin_order,
        name_ur=person.name_ur,
        name_zh=person.name_zh,
        pinyin=person.pinyin,
        sex=person.sex,
        born_on=person.born_on,
        organisation_id=person.organisation_id,
        posting=person.posting,
        rank_id=person.rank_id,
        identities=person.identities,
        status=person.status,
    )


def updated(person: KnownPerson, row: RollRow, reading: Reading) -> PersonDraft:
    """The record with what the row says otherwise; blanks of the row take nothing away."""
    draft = _with_names(kept(person), row)
    rank = reading.rank_of(row, person.side)
    return replace(
        _with_posting(draft, row, reading),
        sex=Sex(row.sex) if row.sex else draft.sex,
        born_on=row.born_on or draft.born_on,
        rank_id=rank.id if rank else draft.rank_id,
        identities=_with_numbers(draft.identities, identities_of(row)),
    )


def changes(before: PersonDraft, after: PersonDraft, reading: Reading) -> tuple[Change, ...]:
    """What differs between two records, as people read it."""
    pairs = {
        Field.NAME_LATIN: (before.name_latin, after.name_latin),
        Field.NAME_UR: (before.name_ur, after.name_ur),
        Field.NAME_ZH: (before.name_zh, after.name_zh),
        Field.SEX: (before.sex or "", after.sex or ""),
        Field.BORN_ON: (_day(before), _day(after)),
        Field.RANK: (reading.ranks.title(before.rank_id), reading.ranks.title(after.rank_id)),
        Field.ORGANISATION: (_place(before, reading), _place(after, reading)),
    }
    pairs |= {Field(kind.value.lower()): _number(kind, before, after) for kind in _kinds(after)}
    return tuple(Change(field, str(old), str(new)) for field, (old, new) in pairs.items() if old != new)


def _with_names(draft: PersonDraft, row: RollRow) -> PersonDraft:
    name_ur = draft.name_ur if not row.name_ur or is_same_name(row.name_ur, draft.name_ur) else row.name_ur
    name_zh = draft.name_zh if not row.name_zh or is_same_name(row.name_zh, draft.name_zh) else row.name_zh
    pinyin = draft.pinyin if name_zh == draft.name_zh else ""
    draft = replace(draft, name_ur=name_ur, name_zh=name_zh, pinyin=pinyin)
    if not row.name_latin or is_same_name(row.name_latin, draft.name_latin):
        return draft
    name = row.name
    return replace(draft, surname_latin=name.surname, given_latin=name.given, latin_order=name.order)


def _with_posting(draft: PersonDraft, row: RollRow, reading: Reading) -> PersonDraft:
    """The agency of the titles is only assumed, so it never replaces an organisation that is kept."""
    if not row.organisation:
        return draft
    organisation, posting = reading.posting_of(row, draft.side)
    if posting:
        assumed = organisation.id if organisation else None
        return replace(draft, organisation_id=draft.organisation_id or assumed, posting=posting)
    if organisation is None or organisation.id == draft.organisation_id:
        return draft
    return replace(draft, organisation_id=organisation.id, posting="")


def _with_numbers(before: Sequence[Identity], new: Sequence[Identity]) -> tuple[Identity, ...]:
    replaced = {one.kind for one in new if one.kind in _REPLACED}
    stay = [one for one in before if one.kind not in replaced or one in new]
    return tuple(dict.fromkeys([*stay, *new]))


def _kinds(draft: PersonDraft) -> list[IdentifierKind]:
    return [kind for kind in IdentifierKind if kind != IdentifierKind.OTHER and _values(kind, draft)]


def _number(kind: IdentifierKind, before: PersonDraft, after: PersonDraft) -> tuple[str, str]:
    return ", ".join(_values(kind, before)), ", ".join(_values(kind, after))


def _values(kind: IdentifierKind, draft: PersonDraft) -> list[str]:
    return [one.value for one in draft.identities if one.kind == kind]


def _day(draft: PersonDraft) -> str:
    return date_short(draft.born_on) if draft.born_on else ""


def _place(draft: PersonDraft, reading: Reading) -> str:
    title = reading.organisations.title(draft.organisation_id)
    return ", ".join(part for part in (title, draft.posting) if part)
