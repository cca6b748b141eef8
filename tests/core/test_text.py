from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.core import text
from trainer_app.core.errors import NotANumber


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("43.5", "43.5"),
        ("43,5", "43.5"),
        ("۴۳٫۵", "43.5"),
        ("٨٧", "87"),
        ("８７", "87"),
        ("４３．５", "43.5"),
        ("87,5", "87.5"),
        (" 5. ", "5"),
        ("007", "7"),
        ("0", "0"),
        ("0.0", "0.0"),
        ("-2.5", "-2.5"),
        ("−2.5", "-2.5"),
        ("\u202a43\u202c", "43"),
    ],
)
def test_the_same_number_is_read_in_every_script(typed, number):
    assert text.parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["1e2", "nan", "inf", "87..5", "1_000", "²", "1,000.5", "", ".", "4o", "½", "0x1"]
)
def test_what_is_no_number_is_refused_with_what_was_typed(typed):
    with pytest.raises(NotANumber) as refusal:
        text.parse_number(typed)
    assert typed in str(refusal.value)


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_digits_of_any_script_give_the_number_back(value):
    for zero in ("0", "۰", "٠", "０"):
        typed = "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in str(value))
        assert text.parse_number(typed) == value


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Saima   NOOR ", "Saima NOOR"),
        ("سيد محمد علي حسن گيلاني", "سید محمد علی حسن گیلانی"),
        ("مياں اكرام الحق", "میاں اکرام الحق"),
        ("牛 犇", "牛犇"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("LÜ Chong", "LÜ Chong"),
        ("LU\u0308", "LÜ"),
        ("ماہ\u200cنور", "ماہ\u200cنور"),
    ],
)
def test_a_name_is_kept_tidy_in_its_own_script(typed, kept):
    assert text.clean_name(typed) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علي", "علی"),
        ("كاشف", "کاشف"),
        ("LÜ", "lu"),
        ("ＡＢＣ", "abc"),
        ("۰۸۰۳۳", "08033"),
        ("مُحَمَّد", "محمد"),
        ("آصف", "اصف"),
        ("عائشہ", "عایشہ"),
    ],
)
def test_spellings_that_people_take_for_the_same_are_the_same_in_a_search(one, other):
    assert text.search_key(one) == text.search_key(other)


def test_a_chinese_name_is_found_by_its_characters_and_pairs():
    assert text.search_key("李建国").split() == ["李", "建", "国", "李建", "建国"]
    assert text.search_words("李建国") == ["李建", "建国"]
    assert text.search_words("国") == ["国"]


def test_mixed_words_are_parted_by_script():
    assert text.search_key("Li李建") == "li 李 建 李建"


@given(st.text())
def test_every_searched_word_stands_in_the_key_of_its_own_text(typed):
    assert set(text.search_words(typed)) <= set(text.search_key(typed).split())


def test_direction_marks_enclose_what_they_protect():
    assert text.ltr("PK-2026") == "\u2066PK-2026\u2069"
    assert text.isolate("x") == "\u2068x\u2069"


@pytest.mark.parametrize(
    ("number", "seen"), [("35202-1234567-1", "352…671"), ("530102197903154011", "5301…4011"), ("123", "…")]
)
def test_a_masked_number_shows_its_ends(number, seen):
    assert text.masked(number) == f"\u2066{seen}\u2069"
