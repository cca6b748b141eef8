import pytest
from PySide6.QtTest import QTest

from tests.ui.pages.looking import words
from trainer_app.ui.widgets.new_password import NewPassword


@pytest.fixture
def new(qtbot):
    made = NewPassword(lambda: "Samina of Islamabad")
    qtbot.addWidget(made)
    made.show()
    return made


def type_both(new, first, again):
    QTest.keyClicks(new.first, first)
    QTest.keyClicks(new.again, again)


@pytest.mark.parametrize(
    ("first", "again", "is_right"),
    [
        ("four plain words", "four plain words", True),
        ("four plain words", "four plain wordz", False),
        ("elevenchars", "elevenchars", False),
        ("samina OF islamabad", "samina OF islamabad", False),
        ("", "", False),
    ],
)
def test_a_password_is_right_when_it_keeps_the_three_rules(new, first, again, is_right):
    type_both(new, first, again)
    assert new.is_right is is_right


def test_the_length_counts_up_while_it_is_typed(new):
    for count in range(1, 4):
        QTest.keyClicks(new.first, "x")
        assert f"; {count} " in words(new)
