import pytest

from trainer_app.documents.looks import LOOKS, MOST_PLACES, TONES
from trainer_app.documents.workbook import number_format


def contrast(ink, ground):
    lighter, darker = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", LOOKS)
def test_every_look_can_be_read_on_its_ground(name):
    look = LOOKS[name]
    assert contrast(look.colour, look.ground or "FFFFFF") >= 4.5


@pytest.mark.parametrize("tone", TONES)
def test_every_highlight_can_be_read(tone):
    assert contrast(*TONES[tone]) >= 4.5


@pytest.mark.parametrize("places", range(MOST_PLACES + 1))
def test_numbers_of_one_column_have_the_same_decimals(places):
    decimals = "." + "0" * places if places else ""
    assert number_format(LOOKS[f"number.{places}"], "en") == f"#,##0{decimals}_w"
    assert number_format(LOOKS[f"percent.{places}"], "en") == f"0{decimals}%_w"


def test_dates_are_written_in_the_words_of_the_language():
    formats = [number_format(LOOKS["date"], code) for code in ("en", "ur", "zh")]
    assert formats == ["[$-409]d mmm yyyy_w", "[$-420]d mmmm yyyy_w", 'yyyy"年"m"月"d"日"_w']
