import pytest

from tests.ui.tables.rows import EVERY_KIND
from trainer_app.ui.tables.cells import Change, Names, plain


@pytest.mark.parametrize("cell", EVERY_KIND, ids=lambda cell: type(cell).__name__)
def test_every_kind_of_cell_can_be_said_in_words(cell):
    assert isinstance(plain(cell), str)


def test_two_scripts_are_isolated_from_each_other():
    assert plain(Names("Amina", "آمنہ")) == "\u2068Amina\u2069 \u2068آمنہ\u2069"
    assert plain(Names("Amina")) == "Amina"


def test_a_change_says_old_and_new():
    assert plain(Change("SI", "Inspector")) == "\u2068SI\u2069 → \u2068Inspector\u2069"
