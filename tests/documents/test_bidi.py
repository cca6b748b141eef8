from bidi import get_display
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from trainer_app.documents import bidi


def shown(text: str, direction: bidi.Direction) -> str:
    """The characters from left to right."""
    runs = [(index, index + 1, level) for index, level in enumerate(bidi.levels(text, direction))]
    return "".join(text[start:end] for start, end, _ in bidi.visual_order(runs))


def is_plain(text: str) -> bool:
    """Whether our additions stay out of it: no code in it, and already composed."""
    return bidi.plain(text) == text and not any(a in "-/.:+" for a in text)


@settings(max_examples=400, deadline=None)
@given(st.text("ابک ۱۲٣ab9(1), []%Z中“”ً", max_size=14), st.sampled_from(["ltr", "rtl"]))
def test_lines_are_ordered_as_another_implementation_orders_them(text, direction):
    assume(is_plain(text))
    assert shown(text, direction) == get_display(text, base_dir="R" if direction == "rtl" else "L")


def test_a_line_without_right_to_left_letters_has_one_level():
    assert bidi.levels("Khan (2026)", "ltr") == [0] * 11


def test_a_year_in_an_urdu_line_is_not_turned_round():
    assert "2026" in shown("نومبر 2026 تک", "rtl")


def test_a_serial_number_after_urdu_keeps_its_order():
    assert "2026-00123" in shown("نمبر 2026-00123", "rtl")
    assert "2026-00123" in shown("سند نمبر 2026-00123 جاری", "ltr")


def test_dates_and_telephone_numbers_keep_their_order():
    assert "23/11/2026" in shown("تاریخ 23/11/2026 کو", "rtl")
    assert "+92 51 9260557" in shown("فون +92 51 9260557", "rtl")


def test_brackets_around_latin_letters_stay_together_in_urdu():
    assert "AI (CT)" in shown("کورس AI (CT) ہے", "rtl")


def test_isolated_text_does_not_move_its_neighbours():
    isolated = shown("نام \u2066Khan, A.\u2069 عمر", "rtl")
    assert "Khan, A." in isolated
    assert isolated.index("نام"[::-1]) > isolated.index("Khan")


def test_an_isolate_that_is_never_closed_ends_with_the_line():
    assert "abc" in shown("نام \u2068abc", "rtl")


def test_isolates_can_stand_in_isolates():
    assert "ab" in shown("\u2067نام \u2066ab\u2069\u2069", "ltr")


def test_old_embedding_marks_are_left_out():
    assert bidi.plain("\u202bنام\u202c") == "نام"
