from datetime import date

import pytest

from tests.keys import KEY
from trainer_app.rules.vocabulary import LatinOrder
from trainer_app.services import people, sample
from trainer_app.services.people import PersonDraft
from trainer_app.ui.finder import FINDER, groups
from trainer_app.ui.search_box import SearchBox

LI = PersonDraft(
    side="CN",
    surname_latin="Li",
    given_latin="Jianguo",
    latin_order=LatinOrder.SURNAME_FIRST,
    name_zh="李建国",
)


@pytest.fixture
def box(qtbot, tasks):
    made = SearchBox(tasks, FINDER, [])
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_person_is_found_from_anywhere(box, file_database, qtbot):
    with file_database.transaction() as session:
        person_id = people.save_new(session, draft=LI, on=date(2026, 11, 23))
    qtbot.keyClicks(box, "ljg")
    qtbot.waitUntil(lambda: [hit.title for hit in box.hits()] == ["Li Jianguo"])
    [hit] = box.hits()
    assert (hit.place.page, hit.place.keys, hit.second) == ("people", {"id": str(person_id)}, "李建国")


def test_offerings_and_certificates_have_their_own_groups(tmp_path):
    from trainer_app.storage.engine import open_database

    database = open_database(tmp_path / "sample.db", KEY)
    sample.fill(database, people_count=60, seed=3, today=date(2026, 11, 23))
    with database.reading() as session:
        answer = FINDER.service(session, text="2026")
    database.close()
    shown = groups(answer)
    assert [hit.place.page for hit in shown[1].hits] == ["offering"] * 5
    assert [hit.place.page for hit in shown[2].hits] == ["certificates"] * 5
    assert all("JPT-" in hit.title and hit.second for hit in shown[2].hits)
