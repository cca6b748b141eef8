"""What a printed score sheet says."""

from datetime import date
from decimal import Decimal

import pytest

from tests.documents.entry_samples import ABSENT, BLANK, COMPONENTS, points
from trainer_app.core.language import LANGUAGES, using
from trainer_app.documents import entry_sheet_words as words

PHOTOS, LAW = COMPONENTS


def test_marks_have_the_places_of_their_step_and_states_their_word():
    assert words.mark(points("40"), PHOTOS) == "40.0"
    assert words.mark(points("40"), LAW) == "40"
    assert words.mark(points("40.25"), LAW) == "40.25"
    assert words.mark(ABSENT, LAW) == "Absent"
    assert words.mark(BLANK, LAW) == ""


def test_maximum_and_step_are_said_without_spare_places():
    assert (words.maximum(PHOTOS), words.step(PHOTOS)) == ("Max. 50", "Step 0.5")
    assert words.points(Decimal("1337.5"), Decimal(1)) == "1,337.5"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_sheet_and_a_filled_one_are_called_differently(language):
    with using(language):
        assert words.title(is_filled=True) != words.title(is_filled=False)
        assert "2026" in words.made(language, date(2026, 11, 23))
