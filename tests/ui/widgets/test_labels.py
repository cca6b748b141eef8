import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from trainer_app.core import language
from trainer_app.ui.widgets.labels import (
    Count,
    IconLabel,
    KeyHints,
    Label,
    NumberLabel,
    Rule,
    SideTag,
    side_name,
)


@pytest.fixture
def shown(qtbot):
    def show(widget):
        qtbot.addWidget(widget)
        widget.show()
        return widget

    return show


def test_a_label_takes_other_words_and_another_tone(shown):
    label = shown(Label("Roll"))
    label.set_words("Scores")
    label.set_tone("danger")
    assert (label.text(), label.property("tone")) == ("Scores", "danger")


def test_words_that_follow_the_language_are_said_again(shown, appearance):
    label = shown(Label(lambda: language.active(), "section-title"))
    appearance.set_language("ur")
    assert label.text() == "ur"
    appearance.set_language("en")


def test_a_label_stands_at_the_leading_edge_whatever_its_script(shown, appearance):
    label = shown(Label("PK-2026-07"))
    assert label.alignment() & Qt.AlignmentFlag.AlignLeft
    appearance.set_language("ur")
    assert label.alignment() & Qt.AlignmentFlag.AlignRight
    assert label.alignment() & Qt.AlignmentFlag.AlignAbsolute
    appearance.set_language("en")


def test_a_number_stands_at_the_right_in_every_language(shown, appearance):
    label = shown(NumberLabel("84.6"))
    for code in ("ur", "en"):
        appearance.set_language(code)
        assert label.alignment() & Qt.AlignmentFlag.AlignRight


def test_an_urdu_name_beside_latin_is_marked_for_the_larger_size(shown):
    assert shown(Label("آمنہ")).property("naskh") == "true"
    assert shown(Label("Amina")).property("naskh") == "false"


def test_a_long_text_wraps_and_grows(shown):
    label = shown(Label("word " * 60, wraps=True))
    assert label.heightForWidth(200) > label.heightForWidth(600)


def test_a_side_is_a_code_with_a_spoken_name(shown):
    assert shown(SideTag("CN")).accessibleName() == "China side"
    assert shown(SideTag()).accessibleName() == ""
    assert side_name("XX") == "XX"


def test_a_count_of_nothing_is_not_shown(shown):
    count = shown(Count("warn"))
    count.set_count(0)
    assert count.isHidden()
    count.set_count(1200)
    assert (count.text(), count.isHidden()) == ("1,200", False)


def test_an_icon_can_be_exchanged(shown):
    icon = shown(IconLabel("check", "ok"))
    before = icon.grab().toImage()
    icon.set_icon("x", "danger")
    assert icon.grab().toImage() != before


def test_keys_are_isolated_in_every_line(shown):
    hints = shown(KeyHints([("Ctrl K", "search")]))
    texts = [label.text() for label in hints.findChildren(QLabel)]
    assert "\u2066Ctrl K\u2069" in texts


def test_a_rule_is_one_pixel(shown):
    rule = shown(Rule())
    assert rule.maximumHeight() == 1


def test_a_code_in_a_long_text_stays_whole(shown):
    label = shown(Label("Take JPT-PK-2026-IS-00194-7 now", wraps=True))
    assert label.text() == "Take JPT-PK-2026-IS-00194-7 now"
    whole = label.fontMetrics().horizontalAdvance("JPT-PK-2026-IS-00194-7")
    broken = QLabel(label.text())
    broken.setWordWrap(True)
    broken.setFont(label.font())
    assert label.heightForWidth(whole + 4) > broken.heightForWidth(whole + 4)


def test_each_line_of_an_urdu_text_ends_at_the_right_edge(shown, appearance):
    appearance.set_language("ur")
    label = shown(
        Label(
            "یہ پروگرام فائل کو خفیہ کرتا ہے۔ کوئی اسے دوبارہ مقرر نہیں کر سکتا، اس لیے کلید ہے۔", wraps=True
        )
    )
    label.setFixedWidth(300)
    label.adjustSize()
    image = label.grab().toImage()
    height = label.fontMetrics().lineSpacing()
    ground = image.pixelColor(0, 0)
    ends = [
        max(
            x
            for x in range(300)
            for y in range(top + 4, top + height - 2)
            if image.pixelColor(x, y) != ground
        )
        for top in (0, height)
    ]
    assert min(ends) >= 296
    appearance.set_language("en")
