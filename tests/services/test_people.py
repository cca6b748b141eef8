import uuid
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from trainer_app.core.errors import ChangedMeanwhile, NotFound
from trainer_app.core.language import Titles
from trainer_app.models.organisations import Organisation, Rank
from trainer_app.models.people import Person, RankHistory
from trainer_app.rules.vocabulary import IdentifierKind, LatinOrder, PersonStatus
from trainer_app.services import people
from trainer_app.services.identities import Identity
from trainer_app.services.people import PersonDraft
from trainer_app.services.refusals import BornLater, IdentityTaken, NameMissing, NameNotInScript

ON = date(2026, 11, 23)
SANA = PersonDraft(
    side="PK",
    given_latin="Sana  Javed",
    name_ur="ثنا جاويد",
    born_on=date(1990, 3, 1),
    identities=(Identity(IdentifierKind.CNIC, "3520212345671"),),
)
LI = PersonDraft(
    side="CN",
    surname_latin="Li",
    given_latin="Jianguo",
    latin_order=LatinOrder.SURNAME_FIRST,
    name_zh="李建国",
)


def rank_id(session, code):
    return session.scalars(select(Rank.id).where(Rank.code == code)).one()


def rank_history(session, person_id):
    query = select(RankHistory).where(RankHistory.person_id == person_id).order_by(RankHistory.from_on)
    return [(row.rank_id, row.from_on) for row in session.scalars(query)]


def test_a_new_person_is_kept_with_tidy_names_and_numbers(session):
    saved = people.person(session, person_id=people.save_new(session, draft=SANA, on=ON)).draft
    assert saved.name_latin == "Sana Javed"
    assert saved.name_ur == "ثنا جاوید"
    assert saved.identities == (Identity(IdentifierKind.CNIC, "35202-1234567-1"),)


def test_a_chinese_name_stands_in_its_order_with_its_pinyin(session):
    saved = people.person(session, person_id=people.save_new(session, draft=LI, on=ON)).draft
    assert saved.name_latin == "Li Jianguo"
    assert saved.pinyin == "li jianguo"


@pytest.mark.parametrize("typed", ["ljg", "jian", "建国", "LI J", "lijian"])
def test_a_saved_person_is_found_in_any_way(session, typed):
    person_id = people.save_new(session, draft=LI, on=ON)
    people.save_new(session, draft=SANA, on=ON)
    assert list(people.ids(session, search=typed)) == [person_id]


def test_a_search_can_keep_to_one_side(session):
    people.save_new(session, draft=LI, on=ON)
    assert people.find(session, "li", side="CN").ids
    assert not people.find(session, "li", side="PK").ids


def test_a_search_says_when_there_are_more(session):
    people.add_many(session, [SANA, replace(SANA, identities=())], on=ON)
    assert people.find(session, "sana", limit=1).has_more
    assert not people.find(session, "sana", limit=2).has_more


def test_everyone_is_listed_by_latin_name_and_those_without_one_last(session):
    drafts = [replace(SANA, given_latin=name, identities=()) for name in ("bilal", "", "Amir", "Chen")]
    people.add_many(session, drafts, on=ON)
    listed = people.rows(session, people.ids(session))
    assert [row.name_latin for row in listed] == ["Amir", "bilal", "Chen", ""]
    assert listed[-1].name == "ثنا جاوید"


def test_people_are_counted_by_side(session):
    people.add_many(session, [SANA, LI], on=ON)
    assert people.count(session) == 2
    assert people.count(session, side="CN") == 1
    assert len(people.ids(session, side="CN")) == 1


def test_a_merged_person_is_in_no_list(session):
    person_id, other = people.add_many(session, [SANA, LI], on=ON)
    row = session.get(Person, person_id)
    row.status, row.merged_into_id = PersonStatus.MERGED, other
    session.flush()
    assert list(people.ids(session)) == [other]
    assert not people.find(session, "sana").ids


def test_a_line_shows_rank_and_organisation(session):
    organisation = session.scalars(select(Organisation).where(Organisation.code == "ICTP")).one()
    draft = replace(SANA, organisation_id=organisation.id, rank_id=rank_id(session, "SI"))
    [row] = people.rows(session, [people.save_new(session, draft=draft, on=ON)])
    assert row.rank.en == "Sub-Inspector"
    assert row.organisation == Titles(organisation.title_en, organisation.title_ur, organisation.title_zh)
    assert row.awards == 0


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"given_latin": "", "name_ur": ""}, NameMissing),
        ({"given_latin": "李建国"}, NameNotInScript),
        ({"name_ur": "Sana"}, NameNotInScript),
        ({"name_zh": "Sana"}, NameNotInScript),
        ({"born_on": ON}, BornLater),
    ],
)
def test_a_person_that_cannot_be_right_is_refused(session, wrong, refusal):
    with pytest.raises(refusal) as raised:
        people.save_new(session, draft=replace(SANA, **wrong), on=ON)
    assert str(raised.value).endswith(".")
    assert people.count(session) == 0


def test_a_number_of_another_person_is_refused(session):
    people.save_new(session, draft=SANA, on=ON)
    with pytest.raises(IdentityTaken):
        people.save_new(session, draft=replace(LI, identities=SANA.identities), on=ON)


def test_the_same_name_with_no_other_birthday_is_announced(session):
    person_id = people.save_new(session, draft=SANA, on=ON)
    assert [row.id for row in people.duplicates(session, draft=SANA)] == [person_id]
    assert people.duplicates(session, draft=replace(SANA, born_on=None))
    assert people.duplicates(session, draft=replace(SANA, given_latin="SANA JAVED", name_ur=""))
    assert not people.duplicates(session, draft=replace(SANA, born_on=date(1991, 3, 1)))
    assert not people.duplicates(session, draft=replace(SANA, given_latin="Sana", name_ur=""))
    assert not people.duplicates(session, draft=SANA, but=person_id)


def test_namesakes_are_shown_whatever_their_birthday(session):
    first, second = people.add_many(
        session, [SANA, replace(SANA, identities=(), born_on=date(1985, 1, 1))], on=ON
    )
    assert [row.id for row in people.person(session, person_id=first).namesakes] == [second]


def test_a_changed_person_is_found_by_the_new_name_alone(session):
    person_id = people.save_new(session, draft=SANA, on=ON)
    people.change(session, person_id=person_id, version=1, draft=replace(SANA, given_latin="Hina"), on=ON)
    assert people.person(session, person_id=person_id).version == 2
    assert list(people.ids(session, search="hina")) == [person_id]
    assert not people.ids(session, search="sana")


def test_numbers_can_be_added_and_taken_away(session):
    person_id = people.save_new(session, draft=SANA, on=ON)
    wanted = (Identity(IdentifierKind.BELT_NO, "17"),)
    people.change(session, person_id=person_id, version=1, draft=replace(SANA, identities=wanted), on=ON)
    assert people.person(session, person_id=person_id).draft.identities == wanted


def test_what_someone_else_changed_meanwhile_is_shown_beside_ones_own(session):
    person_id = people.save_new(session, draft=SANA, on=ON)
    people.change(session, person_id=person_id, version=1, draft=replace(SANA, given_latin="Hina"), on=ON)
    mine = replace(SANA, given_latin="Saba")
    with pytest.raises(ChangedMeanwhile) as refusal:
        people.change(session, person_id=person_id, version=1, draft=mine, on=ON)
    assert refusal.value.theirs.draft.given_latin == "Hina"
    assert refusal.value.yours == mine


def test_a_promotion_begins_a_new_line_of_the_rank_history(session):
    si, insp = rank_id(session, "SI"), rank_id(session, "INSP")
    person_id = people.save_new(session, draft=replace(SANA, rank_id=si), on=ON)
    later = date(2027, 1, 1)
    people.change(session, person_id=person_id, version=1, draft=replace(SANA, rank_id=insp), on=later)
    assert rank_history(session, person_id) == [(si, ON), (insp, later)]
    assert people.person(session, person_id=person_id).draft.rank_since == later


def test_saving_the_same_rank_again_leaves_the_history_alone(session):
    si = rank_id(session, "SI")
    draft = replace(SANA, rank_id=si, rank_since=date(2020, 1, 1))
    person_id = people.save_new(session, draft=draft, on=ON)
    people.change(session, person_id=person_id, version=1, draft=replace(draft, posting="Lahore"), on=ON)
    assert rank_history(session, person_id) == [(si, date(2020, 1, 1))]


def test_a_rank_set_wrongly_today_is_corrected_in_its_line(session):
    si, insp = rank_id(session, "SI"), rank_id(session, "INSP")
    person_id = people.save_new(session, draft=replace(SANA, rank_id=si), on=ON)
    people.change(session, person_id=person_id, version=1, draft=replace(SANA, rank_id=insp), on=ON)
    assert rank_history(session, person_id) == [(insp, ON)]


def test_a_rank_can_be_left_open(session):
    person_id = people.save_new(session, draft=replace(SANA, rank_id=rank_id(session, "SI")), on=ON)
    people.change(session, person_id=person_id, version=1, draft=SANA, on=ON)
    assert people.person(session, person_id=person_id).rank is None


def test_nobody_has_an_unknown_id(session):
    with pytest.raises(NotFound):
        people.person(session, person_id=uuid.uuid4())
    with pytest.raises(NotFound):
        people.change(session, person_id=uuid.uuid4(), version=1, draft=SANA, on=ON)


def test_adding_nobody_adds_nobody(session):
    assert people.add_many(session, [], on=ON) == []
