"""Certificate numbers: their form, their check character and what people make of them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trainer_app.core.errors import NotACertificateNumber, WrongCheckCharacter
from trainer_app.rules.numbering import CertificateNumber, check_character, is_well_formed, parse

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
words = st.text(ALPHABET, min_size=1, max_size=12)
numbers = st.builds(CertificateNumber, words, st.integers(1000, 9999), words, st.integers(1, 99_999))


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("A12425GABC1234002", "M"),  # the GRid standard's example
        ("0000-0000-D07A-0090", "Q"),  # the ISAN standard's example, ISO 15706
        ("1881-66C7-3420-6541", "Y"),
        ("1881-66C7-3420-6541-9F3A-0245", "O"),
    ],
)
def test_the_check_character_is_that_of_published_examples(text, check):
    assert check_character(text) == check


def test_a_number_is_written_with_five_places_and_its_check_character():
    number = CertificateNumber("PK", 2026, "IS", 123)
    assert str(number) == f"JPT-PK-2026-IS-00123-{check_character('JPTPK2026IS00123')}"


@given(numbers)
def test_what_is_written_is_read_again(number):
    assert parse(str(number)) == number


@given(numbers, st.data())
def test_every_single_wrong_character_is_found(number, data):
    text = str(number)
    place = data.draw(st.sampled_from([at for at, each in enumerate(text) if each != "-"]))
    wrong = data.draw(st.sampled_from(ALPHABET).filter(lambda each: each != text[place]))
    assert not is_well_formed(text[:place] + wrong + text[place + 1 :])


@given(numbers, numbers)
def test_two_stations_never_collide(one, other):
    assume(one.station != other.station)
    assert str(one) != str(other)


@pytest.mark.parametrize(
    "change", [str.lower, lambda text: f" {text} ", lambda text: text.replace("-", " – ")]
)
def test_it_is_read_as_people_type_it(change):
    text = str(CertificateNumber("PK", 2026, "IS", 123))
    assert str(parse(change(text))) == text


def test_eastern_digits_and_full_width_letters_are_read():
    text = str(CertificateNumber("PK", 2026, "IS", 123))
    typed = text.replace("2026", "۲۰۲۶").replace("JPT", "ＪＰＴ").replace("00123", "００１２３")
    assert str(parse(typed)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "JPT",
        "JPT-PK-26-IS-00001-K",
        "ABC-PK-2026-IS-00001-K",
        "JPT-PK-2026-IS-00000-0",
        "JPT-PK-0026-IS-00001-0",
    ],
)
def test_what_has_not_the_shape_is_refused(text):
    with pytest.raises(NotACertificateNumber, match="JPT-PK-2026-IS-00001-K"):
        parse(text)


def test_a_mistyped_character_is_told_apart():
    with pytest.raises(WrongCheckCharacter, match="does not fit"):
        parse("JPT-PK-2026-IS-00002-K")
    assert is_well_formed("JPT-PK-2026-IS-00001-K")


@pytest.mark.parametrize(
    ("issuer", "year", "station", "serial"),
    [
        ("pk", 2026, "IS", 1),
        ("P-K", 2026, "IS", 1),
        ("PK", 26, "IS", 1),
        ("PK", 2026, "", 1),
        ("PK", 2026, "IS", 0),
        ("PK", 2026, "IS", 100_000),
    ],
)
def test_a_number_that_cannot_be_written_is_a_fault(issuer, year, station, serial):
    with pytest.raises(ValueError, match="CertificateNumber"):
        CertificateNumber(issuer, year, station, serial)


def test_the_check_character_knows_no_small_letters():
    with pytest.raises(ValueError, match="not found"):
        check_character("jpt")
