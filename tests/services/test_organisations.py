import uuid
from dataclasses import replace
from datetime import date

import pytest

from tests.factories import make_person
from trainer_app.core.errors import ChangedMeanwhile, NotFound
from trainer_app.core.language import Titles
from trainer_app.services import organisations
from trainer_app.services.organisations import OrganisationDraft, RankDraft
from trainer_app.services.refusals import CodeTaken, DatesReversed, ParentBelow, TitleMissing

PUNJAB = OrganisationDraft(code="PP", side="PK", titles=Titles("Punjab Police", "پنجاب پولیس", "旁遮普警察"))
NEW_RANK = RankDraft(side="PK", code="PASI", titles=Titles("Probationer"), scale_order=30)


def found(session, code):
    return next(row for row in organisations.organisations(session) if row.draft.code == code)


def test_the_sides_stand_in_alphabetical_order(session):
    assert [(row.code, row.titles.en) for row in organisations.sides(session)] == [
        ("CN", "China"),
        ("PK", "Pakistan"),
    ]


def test_organisations_stand_below_what_they_belong_to(session):
    rows = organisations.organisations(session, side="PK")
    assert [(row.depth, row.draft.code) for row in rows] == [
        (0, "MOI-PK"), (1, "ICTP"), (2, "SPU-ICT"), (1, "NCCIA"), (1, "NPA"),
    ]  # fmt: skip
    assert len(organisations.organisations(session)) == 8


def test_an_organisation_is_added_and_corrected(session):
    organisation_id = organisations.add_organisation(session, draft=PUNJAB)
    make_person(session, organisation_id=organisation_id)
    wanted = replace(PUNJAB, parent_id=found(session, "MOI-PK").id, valid_to=date(2030, 1, 1))
    organisations.change_organisation(session, organisation_id=organisation_id, version=1, draft=wanted)
    row = found(session, "PP")
    assert (row.draft, row.version, row.depth, row.people) == (wanted, 2, 1, 1)
    assert row.exists_on(date(2030, 1, 1))
    assert not row.exists_on(date(2030, 1, 2))
    assert row.titles == PUNJAB.titles


def test_a_renamed_organisation_keeps_its_old_entry_and_takes_its_people_along(session):
    old = found(session, "ICTP")
    person = make_person(session, organisation_id=old.id)
    new_id = organisations.rename(
        session,
        organisation_id=old.id,
        version=old.version,
        code="IP",
        titles=Titles("Islamabad Police"),
        on=date(2027, 1, 1),
    )
    assert person.organisation_id == new_id
    assert found(session, "ICTP").draft.valid_to == date(2026, 12, 31)
    assert found(session, "IP").draft.valid_from == date(2027, 1, 1)
    assert found(session, "SPU-ICT").draft.parent_id == new_id
    with pytest.raises(DatesReversed):
        organisations.rename(
            session, organisation_id=new_id, version=1, code="X", titles=Titles("X"), on=date(2027, 1, 1)
        )


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"code": " "}, TitleMissing),
        ({"titles": Titles("")}, TitleMissing),
        ({"code": "npa"}, CodeTaken),
        ({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)}, DatesReversed),
        ({"parent_id": uuid.uuid4()}, NotFound),
    ],
)
def test_an_organisation_that_cannot_be_right_is_refused(session, wrong, refusal):
    with pytest.raises(refusal):
        organisations.add_organisation(session, draft=replace(PUNJAB, **wrong))


def test_an_organisation_never_stands_below_itself(session):
    ministry, unit = found(session, "MOI-PK"), found(session, "SPU-ICT")
    with pytest.raises(ParentBelow) as refusal:
        organisations.change_organisation(
            session, organisation_id=ministry.id, version=1, draft=replace(ministry.draft, parent_id=unit.id)
        )
    assert "Ministry of Interior" in str(refusal.value)


def test_an_organisation_changed_meanwhile_shows_both(session):
    row = found(session, "NPA")
    with pytest.raises(ChangedMeanwhile) as refusal:
        organisations.change_organisation(session, organisation_id=row.id, version=9, draft=PUNJAB)
    assert (refusal.value.theirs, refusal.value.yours) == (row.draft, PUNJAB)


def test_ranks_rise_within_their_side(session):
    rows = organisations.ranks(session, side="PK")
    assert [row.draft.code for row in rows][:2] == ["CONST", "HC"]
    assert {row.draft.side for row in organisations.ranks(session)} == {"PK", "CN"}


def test_a_rank_is_added_and_corrected(session):
    rank_id = organisations.add_rank(session, draft=NEW_RANK)
    wanted = replace(NEW_RANK, titles=Titles("Probationer ASI"))
    organisations.change_rank(session, rank_id=rank_id, version=1, draft=wanted)
    row = organisations.ranks(session, side="PK")[-1]
    assert (row.id, row.version, row.draft, row.titles) == (rank_id, 2, wanted, wanted.titles)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [({"code": ""}, TitleMissing), ({"code": "SI"}, CodeTaken), ({"scale_order": 4}, CodeTaken)],
)
def test_a_rank_that_cannot_be_right_is_refused(session, wrong, refusal):
    with pytest.raises(refusal):
        organisations.add_rank(session, draft=replace(NEW_RANK, **wrong))
