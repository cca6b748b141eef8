from decimal import Decimal

import pytest

from trainer_app.ui.widgets.number_field import NumberEntry, NumberField


@pytest.mark.parametrize(
    ("limits", "typed", "problem"),
    [
        ({}, "", "Type a number."),
        ({"is_optional": True}, " ", ""),
        ({}, "4o", "is not a number"),
        ({"above_zero": True}, "0", "above zero"),
        ({"least": 1}, "0", "Type 1 or more"),
        ({"least": 1, "most": 9}, "10", "does not lie in"),
        ({}, "1.5", "is not a whole number"),
        ({"places": 2}, "1.505", "more than 2 decimals"),
        ({"places": 2}, "۱٫۵۰", ""),
    ],
)
def test_a_number_is_taken_or_its_fault_is_told(qtbot, limits, typed, problem):
    field = NumberField(**limits)
    qtbot.addWidget(field)
    field.setText(typed)
    assert problem in field.problem()
    assert bool(problem) == bool(field.problem())
    assert field.text() == typed
    if problem:
        assert field.value is None


def test_a_value_is_shown_without_needless_zeros(qtbot):
    field = NumberField(places=3)
    qtbot.addWidget(field)
    field.set_value(Decimal("100.500"))
    assert (field.text(), field.value) == ("100.5", Decimal("100.5"))
    field.set_value(None)
    assert field.text() == ""


def test_the_fault_is_told_when_the_field_is_left(qtbot):
    field = NumberField(most=100)
    entry = NumberEntry("Pass mark", field)
    qtbot.addWidget(entry)
    field.setText("101")
    field.left.emit()
    assert entry.has_error()
    assert not entry.check()
    field.setText("60")
    assert entry.check()
    assert not entry.has_error()
