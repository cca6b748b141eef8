import pytest
from PySide6.QtGui import QTextLayout

from trainer_app.ui import theme
from trainer_app.ui.widgets.baselines import lift
from trainer_app.ui.widgets.labels import Label


def baseline(words, font):
    """Baseline of a line below the middle of its room."""
    layout = QTextLayout(words, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return (line.ascent() - line.descent()) / 2


@pytest.mark.parametrize("role", ["body", "second", "figure"])
def test_digits_are_raised_to_the_baseline_of_urdu_words(appearance, role):
    appearance.set_language("ur")
    font = theme.active().font(role)
    assert lift("120", font) == pytest.approx(baseline("120", font) - baseline("120 گھنٹے", font), abs=0.75)
    assert lift("گھنٹے", font) == lift("", font) == 0


def test_nothing_is_raised_in_english(appearance):
    appearance.set_language("en")
    assert lift("120", theme.active().font()) == 0


def test_a_label_of_digits_is_as_high_as_one_of_urdu_words(appearance, qtbot):
    appearance.set_language("ur")
    digits, words = Label("120"), Label("گھنٹے")
    for label in (digits, words):
        qtbot.addWidget(label)
        label.show()
    assert abs(digits.sizeHint().height() - words.sizeHint().height()) <= 1
