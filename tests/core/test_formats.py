from datetime import date
from decimal import Decimal

import pytest

from trainer_app.core import formats, language

DAY = date(2026, 11, 23)


def test_dates_in_english():
    assert formats.date_long(DAY) == "23 November 2026"
    assert formats.date_short(DAY) == "23 Nov 2026"
    assert formats.day_month(DAY) == "23 Nov"
    assert formats.weekday_name(DAY) == "Monday"
    assert formats.month_name(2) == "February"


@pytest.mark.parametrize(
    ("code", "long"), [("zh", "2026年11月23日"), ("ur", "23 نومبر 2026"), ("en", "23 November 2026")]
)
def test_a_date_is_written_as_its_language_writes_it(code, long):
    with language.using(code):
        assert formats.date_long(DAY) == long


@pytest.mark.parametrize(
    ("code", "word", "month"),
    [("en", "september", 9), ("en", "Sept", 9), ("en", "Ju", None), ("ur", "نومبر", 11), ("ur", "Nov", 11)],
)
def test_a_month_is_known_by_its_name(code, word, month):
    with language.using(code):
        assert formats.month_number(word) == month


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("1476", 1, "1,476.0"),
        ("96.2", 1, "96.2"),
        ("-2.5", 1, "−2.5"),
        ("0", 0, "0"),
        ("72.833", 3, "72.833"),
    ],
)
def test_numbers_have_western_digits_and_group_marks(value, places, shown):
    assert formats.number(Decimal(value), places) == shown


def test_a_number_is_never_cut_to_be_shown():
    with pytest.raises(ValueError, match=r"59\.96"):
        formats.number(Decimal("59.96"), 1)


@pytest.mark.parametrize(
    ("value", "shown"), [("60.0", "60"), ("0.500", "0.5"), ("-2", "−2"), ("1200", "1,200"), ("0", "0")]
)
def test_a_number_is_shown_with_the_places_that_it_needs(value, shown):
    assert formats.shortest(Decimal(value)) == shown


def test_percent_has_a_narrow_space_but_not_in_chinese():
    assert formats.percent(Decimal("96.2")) == "96.2\u202f%"
    with language.using("zh"):
        assert formats.percent(Decimal("96.2")) == "96.2%"
        assert formats.month_short(3) == formats.month_name(3)
