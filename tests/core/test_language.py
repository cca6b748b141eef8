import pytest

from trainer_app.core import language
from trainer_app.core.language import Titles


def test_a_title_falls_back_to_english_where_it_has_no_other():
    titles = Titles("Roll", ur="فہرست")
    assert titles.in_language("ur") == "فہرست"
    assert titles.in_language("zh") == "Roll"
    assert titles.in_language() == "Roll"


def test_a_document_may_speak_another_language_than_the_screen():
    language.activate("ur")
    with language.using("zh"):
        assert language.active() == "zh"
    assert language.active() == "ur"


def test_the_screen_speaks_its_language_again_when_a_document_is_refused():
    with pytest.raises(RuntimeError), language.using("zh"):
        raise RuntimeError
    assert language.active() == "en"


@pytest.mark.parametrize("change", [language.activate, lambda code: language.using(code).__enter__()])
def test_an_unknown_language_is_refused(change):
    with pytest.raises(ValueError, match="fr"):
        change("fr")


def test_only_urdu_runs_from_the_right():
    assert [code for code in language.LANGUAGES if language.is_right_to_left(code)] == ["ur"]


def test_words_without_a_translation_stay_english():
    with language.using("ur"):
        assert language.gettext("no such words") == "no such words"
        assert language.ngettext("{n} thing nowhere", "{n} things nowhere", 2) == "{n} things nowhere"
        assert language.pgettext("nowhere", "thing") == "thing"
    assert language.N_("marked") == "marked"


@pytest.mark.parametrize(("code", "line"), [("en", "One. Two. Three."), ("zh", "One.Two.Three.")])
def test_sentences_follow_each_other_as_the_language_writes_them(code, line):
    with language.using(code):
        assert language.joined(["One.", "", "Two.", "Three."]) == line


def test_no_sentence_is_no_words():
    assert language.joined([]) == ""
    assert language.joined(["Only {one}."]) == "Only {one}."
