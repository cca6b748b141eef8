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
