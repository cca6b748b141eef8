import pytest

from trainer_app.core import language
from trainer_app.services import history_words, undo
from trainer_app.services.history import field_names
from trainer_app.services.record_names import enum_of, naming
from trainer_app.storage.journal.shape import shapes


@pytest.mark.parametrize("entity", sorted(shapes()))
def test_no_journalled_field_lacks_its_word(entity):
    assert history_words.entity(entity) != entity
    assert [name for name in field_names(entity) if history_words.field(name) == name] == []


@pytest.mark.parametrize("entity", sorted(shapes()))
def test_every_state_has_its_word(entity):
    for name in shapes()[entity].fields:
        kind = enum_of(entity, name)
        assert all(history_words.state(each) for each in kind or ())


@pytest.mark.parametrize("entity", sorted(shapes()))
def test_what_a_record_is_called_by_is_a_field_of_it(entity):
    assert set(naming(entity)) <= set(shapes()[entity].fields)


def test_what_can_be_undone_has_words_and_what_has_none_stays_silent():
    assert history_words.act("scores.record") == "Score entered"
    assert history_words.act("sample.fill") == ""
    assert [act for act in undo.UNDOABLE if not history_words.act(act)] == []


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_acts_are_told_in_every_language(code):
    language.activate(code)
    assert all(history_words.act(act) for act in history_words.acts())
