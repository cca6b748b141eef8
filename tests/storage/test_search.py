import pytest

from tests.factories import make_person
from trainer_app.core.text import search_key
from trainer_app.storage import search


@pytest.fixture
def people(session):
    li = make_person(session, "Li Jianguo", side="CN", name_zh="李建国", name_ur="")
    ali = make_person(session, "Syed Ali Hassan", name_ur="سید علی حسن", name_zh="")
    search.put(
        session,
        [
            (li.id, search_key("Li Jianguo 李建国 lijianguo ljg")),
            (ali.id, search_key("Syed Ali Hassan سید علی حسن 35202-1234567-1")),
        ],
    )
    return {"li": li.id, "ali": ali.id}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jian", "li"),
        ("LI J", "li"),
        ("李建", "li"),
        ("建国", "li"),
        ("国", "li"),
        ("ljg", "li"),
        ("علي", "ali"),
        ("حسن سید", "ali"),
        ("۳۵۲۰۲", "ali"),
        ("hass", "ali"),
    ],
)
def test_a_person_is_found_in_any_script_and_by_any_beginning(session, people, typed, found):
    assert search.find(session, typed, limit=10) == [people[found]]


@pytest.mark.parametrize("typed", ["", "  ", "xyz", "国李", '"', "* OR a"])
def test_what_matches_nobody_finds_nobody(session, people, typed):
    assert search.find(session, typed, limit=10) == []


def test_a_changed_name_is_no_longer_found_by_the_old_one(session, people):
    search.put(session, [(people["li"], search_key("Wang Fang"))])
    assert search.find(session, "jianguo", limit=10) == []
    assert search.find(session, "fang", limit=10) == [people["li"]]


def test_no_more_people_are_given_than_asked_for(session, people):
    assert len(search.find(session, "s", limit=1)) == 1
