from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.core.text import has_han
from trainer_app.documents import paragraphs
from trainer_app.documents.fonts import stack
from trainer_app.documents.text_layer import measure

FONTS = stack("en", "NotoSans-Regular", "NotoSansSC-Regular", "NotoNaskhArabic-Regular")
ENGLISH = "Two people sign one sheet each and keep it in a sealed envelope, in two different places."
URDU = "اگر کوئی سائن اِن نہ کر سکے تو وہاں ”بحالی کلید“ چنیں اور آٹھوں گروپ لکھیں۔"
CHINESE = "如无人能够登录，请在登录页选择“恢复密钥”，输入八组字符（共三十二个）。"
TEXTS = pytest.mark.parametrize(
    ("text", "direction"), [(ENGLISH, "ltr"), (URDU, "rtl"), (CHINESE, "ltr"), (f"USB {CHINESE}", "ltr")]
)


@TEXTS
@pytest.mark.parametrize("width", [60, 90, 133, 400, 2000])
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text, direction, width):
    lines = paragraphs.lines(text, FONTS, 9, width, direction)
    assert all(measure(line, FONTS, 9, direction) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@TEXTS
def test_a_line_is_as_full_as_it_can_be(text, direction):
    pieces = [piece.strip() for piece in paragraphs.pieces(text)]
    for line, following in pairwise(paragraphs.lines(text, FONTS, 9, 100, direction)):
        first = max((piece for piece in pieces if following.startswith(piece)), key=len)
        longer = line + first if has_han(line) else f"{line} {first}"
        assert measure(longer, FONTS, 9, direction) > 100


@pytest.mark.parametrize("width", range(20, 200, 7))
def test_chinese_punctuation_neither_begins_nor_ends_a_line_that_it_must_not(width):
    lines = paragraphs.lines(CHINESE, FONTS, 9, width)
    assert not any(line[0] in "，。”）" or line[-1] in "“（" for line in lines)


@pytest.mark.parametrize("width", range(30, 200, 7))
def test_urdu_quotes_stay_with_their_words(width):
    lines = paragraphs.lines(URDU, FONTS, 9, width, "rtl")
    assert not any(line.startswith("“") or line.endswith("”") for line in lines)


def test_a_word_that_is_wider_than_the_room_has_a_line_of_its_own():
    assert paragraphs.lines("a joint-training-2026.db b", FONTS, 9, 20) == (
        "a",
        "joint-training-2026.db",
        "b",
    )


def test_no_text_has_no_lines():
    assert paragraphs.lines("", FONTS, 9, 20) == ()
    assert paragraphs.lines("  ", FONTS, 9, 20) == ()


@given(st.text(st.sampled_from("ab 汉字“”（），。، \n"), max_size=40))
def test_the_pieces_are_the_text(text):
    assert "".join(paragraphs.pieces(text)) == text
