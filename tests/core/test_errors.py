import pytest

from trainer_app.core.errors import CertificatesFaulty, CodeNotGenuine, CodeUnreadable, NoGlyph


def test_a_character_without_glyph_is_named_with_its_number():
    sentence = str(NoGlyph("Khan ก", "ก"))
    for part in ("ก", "U+0E01", "Khan ก"):
        assert part in sentence


def test_every_fault_of_a_batch_is_listed():
    assert str(CertificatesFaulty(("Li Na has no name.", "Wang is too long."))).splitlines()[1:] == [
        "Li Na has no name.",
        "Wang is too long.",
    ]


@pytest.mark.parametrize(
    ("fault", "advice"), [(CodeUnreadable, "Scan it again"), (CodeNotGenuine, "Do not accept")]
)
def test_a_code_that_proves_nothing_says_what_to_do(fault, advice):
    assert advice in str(fault())
