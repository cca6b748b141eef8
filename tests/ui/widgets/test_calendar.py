import pytest
from PySide6.QtCore import QLocale, Qt

from trainer_app.ui.widgets.calendar import Calendar
from trainer_app.ui.widgets.fields import TextField


@pytest.mark.parametrize(("code", "language"), [("en", "English"), ("ur", "Urdu"), ("zh", "Chinese")])
def test_the_month_is_named_in_the_language_of_the_window(qtbot, appearance, code, language):
    appearance.set_language(code)
    field = TextField()
    qtbot.addWidget(field)
    calendar = Calendar(field)
    assert calendar.locale().language() == QLocale.Language[language]
    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    appearance.set_language("en")


def test_no_day_is_red(qtbot):
    field = TextField()
    qtbot.addWidget(field)
    calendar = Calendar(field)
    ink = calendar.weekdayTextFormat(Qt.DayOfWeek.Sunday).foreground().color()
    assert ink.red() == pytest.approx(ink.blue(), abs=16)
