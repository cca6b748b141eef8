import pytest

from trainer_app.documents.certificate_layout import (
    NOTHING,
    Row,
    Style,
    TooLong,
    beside,
    fitted,
    merged,
    single,
    stacked,
)
from trainer_app.documents.fonts import stack

LATIN = Style(stack("en", "EBGaramond-Regular"), 20, 12, 15, (0, 0, 0), 0.7, 0.26, 1.2)
CHINESE = Style(stack("zh-Hans", "NotoSerifSC-Regular"), 20, 12, 15, (0, 0, 0), 0.86, 0.12, 1.3)
URDU = Style(stack("ur", "NotoNastaliqUrdu-Regular"), 20, 12, 15, (0, 0, 0), 1.0, 0.4, 1.8, "rtl")


def test_a_short_text_keeps_its_size():
    assert fitted("Li Na", LATIN, 300) == (("Li Na",), 20, pytest.approx(fitted("Li Na", LATIN, 300).width))


def test_a_longer_text_is_made_smaller():
    found = fitted("Muhammad Abdullah Khan", LATIN, 150)
    assert found.lines == ("Muhammad Abdullah Khan",)
    assert LATIN.floor <= found.size < LATIN.size
    assert found.width <= 150.001


def test_a_long_text_is_set_on_two_lines():
    found = fitted("Sahibzada Muhammad Zulfiqar Shahabuddin", LATIN, 150)
    assert len(found.lines) == 2
    assert " ".join(found.lines) == "Sahibzada Muhammad Zulfiqar Shahabuddin"
    assert LATIN.floor <= found.size <= LATIN.two_lines


def test_a_text_that_does_not_fit_on_two_lines_is_refused():
    with pytest.raises(TooLong) as refusal:
        fitted("Sahibzada Muhammad Zulfiqar Shahabuddin " * 3, LATIN, 150)
    assert refusal.value.text.startswith("Sahibzada")


def test_one_endless_word_is_refused():
    with pytest.raises(TooLong):
        fitted("W" * 100, LATIN, 150)


def test_a_long_chinese_name_is_parted_after_a_dot():
    assert fitted("阿卜杜拉·买买提·古丽·穆罕默德汗", CHINESE, 150).lines == (
        "阿卜杜拉·买买提·",
        "古丽·穆罕默德汗",
    )


def test_a_chinese_sentence_is_parted_anywhere_but_before_punctuation():
    first, second = fitted("于二〇二六年十一月完成，社区警务培训课程，特发", CHINESE, 160).lines
    assert second[0] not in "，。"
    assert first + second == "于二〇二六年十一月完成，社区警务培训课程，特发"


def test_nothing_is_set_below_the_floor_on_a_smaller_page():
    assert fitted("Li Na", LATIN, 300, 0.5).size == LATIN.floor


def test_texts_beside_each_other_shrink_together():
    row = beside((("穆罕默德·阿卜杜拉·汗", CHINESE), ("محمد عبداللہ خان محمد", URDU)), 300, 20)
    sizes = {text.size for text in row.texts}
    assert len(sizes) == 1
    assert sizes.pop() < 20
    assert len(row.dots) == 1


def test_texts_beside_each_other_never_touch():
    row = beside(
        (("穆罕默德·阿卜杜拉·汗·穆罕默德·汗", CHINESE), ("صاحبزادہ محمد ذوالفقار الدین محمد", URDU)), 240, 20
    )
    left, right = ([text.ink() for text in row.texts if (text.style is style)] for style in (CHINESE, URDU))
    assert max(ink[2] for ink in left) < row.dots[0][0] < min(ink[0] for ink in right)


def test_two_lines_of_nastaliq_never_touch():
    row = single("تکنیکی کمیٹی گلگت صاحبزادہ ذوالفقار محمد کلکتہ تکنیکی", URDU, 110)
    upper, lower = (text.ink() for text in row.texts)
    assert upper[1] > lower[3]


def test_a_row_says_how_much_room_its_ink_takes():
    row = single("تکنیکی", URDU, 300)
    assert row.above >= row.texts[0].ink()[3]
    assert row.below >= -row.texts[0].ink()[1]


def test_a_moved_row_keeps_its_room():
    row = single("Khan", LATIN, 300)
    moved = row.moved(5, 7)
    assert moved.above - moved.texts[0].y == pytest.approx(row.above)
    assert moved.below_y() == pytest.approx(7 - row.below)
    assert row.moved(0, 0) is row


def test_rows_are_stacked_within_their_room():
    rows = [(Row((), 10, 2), 6), (Row((), 5, 5), 6), (Row((), 3, 1), 0)]
    first, second, third = stacked(rows, 100, 50)
    assert first <= 90
    assert second + 5 < first - 2
    assert third + 3 < second - 5
    assert third - 1 >= 50


def test_rows_that_need_more_than_the_room_are_not_stacked():
    assert stacked([(Row((), 40, 2), 6), (Row((), 40, 5), 6)], 100, 50) is None


def test_rows_can_be_merged():
    row = merged([single("Khan", LATIN, 300), NOTHING, Row((), 50, 1, rules=((0, 0, 9),))])
    assert len(row.texts) == 1
    assert row.above == 50
    assert row.rules == ((0, 0, 9),)
