"""A mark as people type it."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.core import language
from trainer_app.core.errors import NotANumber, ValueOffStep, ValueOutsideMaximum
from trainer_app.rules.attempts import Mark
from trainer_app.rules.marks import Unclear, parse_mark
from trainer_app.rules.states import ScoreState
from trainer_app.rules.words import score_words

HUNDRED = Decimal(100)
FIFTY = Decimal(50)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("43", "43"),
        ("43.5", "43.5"),
        ("43,5", "43.5"),
        ("۸۷٫۵", "87.5"),
        ("۸۷", "87"),
        ("٨٧", "87"),
        ("８７", "87"),
        ("４３．５", "43.5"),
        (" 43 ", "43"),
        ("43.", "43"),
        ("007", "7"),
        ("0", "0"),
        ("-0", "0"),
        ("+5", "5"),
        ("100", "100"),
    ],
)
def test_numbers_are_read_as_people_write_them(text, points):
    mark = parse_mark(text, maximum=HUNDRED)
    assert (mark.state, str(mark.points)) == (ScoreState.SCORED, points)


@pytest.mark.parametrize(
    "text",
    [
        "1e2",
        "1E+02",
        "1e-1",
        "nan",
        "NaN",
        "inf",
        "-Infinity",
        "87..5",
        "1_000",
        "1,000",
        "1٬000",
        "²",
        "½",
        "5-",
        "45%",
        "45/60",
        "4 3",
    ],
)
def test_what_only_looks_like_a_number_is_refused(text):
    with pytest.raises(NotANumber, match=re.escape(text)):
        parse_mark(text, maximum=Decimal(2000))


@pytest.mark.parametrize("text", ["57", "435", "50.5", "-1", "۵۷", "1000000000000000000000000000000000"])
def test_a_value_outside_the_maximum_is_refused_with_the_reason_and_never_cut(text):
    with pytest.raises(ValueOutsideMaximum) as refusal:
        parse_mark(text, maximum=Decimal("50.00"))
    assert refusal.value.maximum == 50
    assert str(refusal.value).endswith("the maximum is 50. Type a value from 0 to 50.")


def test_a_value_between_two_steps_is_refused():
    with pytest.raises(ValueOffStep, match=r"43\.25 is not saved: marks are given here in steps of 0\.5\."):
        parse_mark("43.25", maximum=FIFTY, step=Decimal("0.500"))
    assert parse_mark("43.50", maximum=FIFTY, step=Decimal("0.5")) == Mark(ScoreState.SCORED, Decimal("43.5"))


def test_the_maximum_can_be_given_whatever_the_step():
    assert parse_mark("37.5", maximum=Decimal("37.5"), step=Decimal(1)).points == Decimal("37.5")


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "—", "--", "未录入", "باقی", "Not entered", "\u200f-"])
def test_a_dash_or_nothing_is_not_entered_and_never_zero(text):
    assert parse_mark(text, maximum=FIFTY) == Mark(ScoreState.NOT_ENTERED)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("A", ScoreState.ABSENT),
        ("ab", ScoreState.ABSENT),
        ("Absent.", ScoreState.ABSENT),
        ("ＡＢＳ", ScoreState.ABSENT),
        ("غیر حاضر", ScoreState.ABSENT),
        ("غير حاضر", ScoreState.ABSENT),
        ("غیر‌حاضر", ScoreState.ABSENT),
        ("缺考", ScoreState.ABSENT),
        ("e", ScoreState.ABSENT_EXCUSED),
        ("Excused", ScoreState.ABSENT_EXCUSED),
        ("رخصت", ScoreState.ABSENT_EXCUSED),
        ("请假", ScoreState.ABSENT_EXCUSED),
        ("x", ScoreState.EXEMPT),
        ("EXEMPT", ScoreState.EXEMPT),
        ("مستثنیٰ", ScoreState.EXEMPT),
        ("مستثنی", ScoreState.EXEMPT),
        ("免考", ScoreState.EXEMPT),
        ("not  applicable", ScoreState.NOT_APPLICABLE),
        ("不适用", ScoreState.NOT_APPLICABLE),
        ("misconduct", ScoreState.MISCONDUCT),
        ("违纪", ScoreState.MISCONDUCT),
        ("void", ScoreState.VOID),
        ("作废", ScoreState.VOID),
    ],
)
def test_letters_and_words_of_three_languages_are_states(text, state):
    assert parse_mark(text, maximum=FIFTY) == Mark(state)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_what_the_program_writes_in_its_own_lists_it_reads_again(code):
    with language.using(code):
        words = score_words()
    for state, word in words.items():
        if state != ScoreState.SCORED:
            assert parse_mark(word, maximum=FIFTY) == Mark(state)


@pytest.mark.parametrize(
    "text",
    [
        "medical leave",
        "leave",
        "sick",
        "病假",
        "N/A",
        "#N/A",
        "NA",
        "35 approx",
        "see remarks",
        "?",
        "…",
        ".",
        "Scored",
        "四十",
    ],
)
def test_other_words_are_left_to_a_person(text):
    assert parse_mark(text, maximum=FIFTY) == Unclear(text)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_understood_refused_or_left_to_a_person(text):
    try:
        mark = parse_mark(text, maximum=FIFTY, step=Decimal("0.5"))
    except (NotANumber, ValueOutsideMaximum, ValueOffStep):
        return
    if isinstance(mark, Mark) and mark.state == ScoreState.SCORED:
        assert 0 <= mark.points <= 50
        assert mark.points % Decimal("0.5") == 0
