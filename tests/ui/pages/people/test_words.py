import pytest

from trainer_app.core import language
from trainer_app.core.language import Titles
from trainer_app.services.people import PersonDraft
from trainer_app.ui.pages.people.words import duty_words, own_name, shown_names

LI = PersonDraft(side="CN", surname_latin="Li", given_latin="Na", name_zh="李娜", name_ur="لی نا")
SANA = PersonDraft(side="PK", given_latin="Sana", name_ur="ثنا", name_zh="萨娜")


@pytest.mark.parametrize(
    ("code", "person", "names"),
    [
        ("en", LI, ("Na Li", "李娜")),
        ("ur", LI, ("لی نا", "李娜")),
        ("zh", LI, ("李娜", "Na Li")),
        ("en", SANA, ("Sana", "ثنا")),
        ("ur", SANA, ("ثنا", "Sana")),
        ("zh", SANA, ("萨娜", "ثنا")),
        ("zh", PersonDraft(side="PK", given_latin="Sana"), ("Sana", "")),
    ],
)
def test_a_name_is_shown_in_the_language_of_the_window_and_in_the_owners_script(code, person, names):
    with language.using(code):
        assert shown_names(person) == names


@pytest.mark.parametrize(
    ("code", "side", "own"),
    [
        ("en", "PK", "ثنا"),
        ("en", "CN", "萨娜"),
        ("ur", "PK", "Sana"),
        ("zh", "PK", "ثنا"),
        ("zh", "CN", "Sana"),
    ],
)
def test_beside_the_shown_name_stands_the_one_in_the_script_of_the_owners_side(code, side, own):
    with language.using(code):
        assert own_name(Titles("Sana", "ثنا", "萨娜"), side) == own


def test_a_name_is_not_shown_twice():
    assert own_name(Titles("Sana"), "PK") == ""


def test_rank_and_organisation_are_one_line_of_what_is_known():
    rank, organisation = Titles("Inspector"), Titles("Ministry of Interior")
    assert duty_words(rank, organisation) == "Inspector, Ministry of Interior"
    assert duty_words(rank, None) == "Inspector"
    assert duty_words(None, None) == ""
