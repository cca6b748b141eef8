import uuid
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.pages.looking import button, click, has_button, words
from tests.ui.pages.people.conftest import LI
from trainer_app.core.language import Titles
from trainer_app.rules.states import AwardState
from trainer_app.services import people
from trainer_app.services.people import PersonDetail, PersonDraft
from trainer_app.services.training_record import Qualification
from trainer_app.ui.pages.people.detail import Loaded, PersonPanel

TODAY = date(2026, 11, 23)
SAFETY = Titles("Range Safety", "رینج سیفٹی", "射击安全")


@pytest.fixture
def panel(qtbot):
    made = PersonPanel()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def detail(draft=LI):
    return PersonDetail(uuid.uuid4(), 1, draft, None, None, ())


def qualification(valid_to, state=AwardState.GRANTED, *, is_expired=False):
    return Qualification(uuid.uuid4(), SAFETY, date(2025, 2, 3), valid_to, state, is_expired)


def test_the_three_names_stand_side_by_side_with_what_is_missing(panel):
    panel.show_person(Loaded(detail(), [], []), TODAY)
    assert {"LI Jianguo", "李建国", "لی جیان گوؤ"} <= set(words(panel).splitlines())
    panel.show_person(Loaded(detail(PersonDraft(side="PK", given_latin="Sana Javed")), [], []), TODAY)
    QApplication.processEvents()
    assert {"Sana Javed", "No Urdu name", "No Chinese name"} <= set(words(panel).splitlines())


def test_an_identity_number_is_masked_until_it_is_asked_for(panel, qtbot):
    panel.show_person(Loaded(detail(), [], []), TODAY)
    QApplication.processEvents()
    assert "E53010011" not in words(panel)
    assert "E5…11" in words(panel)
    assert "053118" in words(panel)
    click(button(panel, "Show"))
    assert "E53010011" in words(panel)
    click(button(panel, "Hide"))
    assert "E53010011" not in words(panel)


def test_what_is_valid_today_is_listed_with_the_days_left(panel):
    held = [
        qualification(date(2028, 1, 1)),
        qualification(date(2027, 2, 3)),
        qualification(None),
        qualification(date(2026, 1, 1), is_expired=True),
        qualification(date(2028, 1, 1), AwardState.SUSPENDED),
    ]
    panel.show_person(Loaded(detail(), [], held), TODAY)
    QApplication.processEvents()
    assert words(panel).count("Range Safety") == 3
    assert "to 1 Jan 2028" in words(panel)
    assert "72 days left, to 3 Feb 2027" in words(panel)
    assert "without end" in words(panel)


def test_nothing_known_and_nothing_held_is_said(panel):
    panel.show_person(Loaded(detail(PersonDraft(side="PK", name_ur="ثنا")), [], []), TODAY)
    QApplication.processEvents()
    for sentence in ("Holds no valid award.", "Nothing else is known yet.", "No training yet"):
        assert sentence in words(panel)


def test_nobody_chosen_is_said(panel):
    panel.show_nobody()
    assert "Nobody is chosen" in words(panel)
    assert not has_button(panel, "Edit")


def test_a_trained_person_of_the_sample_shows_record_and_award(programme, panel, qtbot):
    from trainer_app.ui.pages.people import detail as page_detail

    with programme.reading() as session:
        ids = people.ids(session)
        awarded = next(row for row in people.rows(session, ids) if row.awards)
        found = page_detail.load(session, person_id=awarded.id, on=TODAY)
    panel.show_person(found, TODAY)
    assert found.trainings[0].titles.en in words(panel)
    assert isinstance(found.trainings[0].overall, Decimal)
