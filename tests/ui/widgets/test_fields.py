from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QVBoxLayout, QWidget

from trainer_app.core import formats, language
from trainer_app.ui.widgets.fields import (
    CheckBox,
    CodeField,
    Combo,
    DateField,
    Field,
    LongTextField,
    TextField,
    in_row,
    parse_date,
)


@pytest.fixture
def shown(qtbot):
    box = QWidget()
    column = QVBoxLayout(box)
    other = TextField()
    column.addWidget(other)
    qtbot.addWidget(box)

    def show(widget):
        column.addWidget(widget)
        widget.show()
        with qtbot.waitActive(box):
            box.show()
            box.activateWindow()
        return widget

    show.other = other
    return show


@pytest.mark.parametrize(
    "text",
    [
        "15-03-1979",
        "15/3/1979",
        "15.03.1979",
        " 15 03 1979",
        "۱۵-۰۳-۱۹۷۹",
        "１５－０３－１９７９".replace("－", "-"),
        "1979-03-15",
        "1979年3月15日",
        "15 March 1979",
        "15-mar-1979",
        "15 Mar, 1979",
    ],
)
def test_dates_are_read_as_people_type_them(text):
    assert parse_date(text) == date(1979, 3, 15)


@pytest.mark.parametrize("text", ["", "31-02-1988", "15-03-79", "March 1979", "0-0-0000", "15 Ma 1979"])
def test_what_is_no_date_is_not_guessed(text):
    assert parse_date(text) is None


def test_a_typed_date_is_kept_and_shown_in_its_long_form(shown, qtbot):
    field = shown(DateField())
    field.setFocus()
    qtbot.keyClicks(field, "15-03-1979")
    with qtbot.waitSignal(field.date_changed) as heard:
        shown.other.setFocus()
    assert heard.args == [date(1979, 3, 15)]
    assert field.text() == "15 March 1979"
    field.setFocus()
    assert field.text() == "15-03-1979"


@pytest.mark.parametrize("code", ["en", "ur", "zh"])
def test_the_long_form_that_is_shown_can_be_typed(code):
    with language.using(code):
        assert parse_date(formats.date_long(date(1979, 9, 5))) == date(1979, 9, 5)


def test_an_unreadable_date_stays_to_be_corrected(shown, qtbot):
    field = shown(DateField(date(1979, 3, 15)))
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "31-02-1988")
    shown.other.setFocus()
    assert (field.text(), field.value, field.is_readable) == ("31-02-1988", None, False)


def test_an_empty_date_is_readable(shown):
    assert shown(DateField()).is_readable


def test_a_date_can_be_chosen_from_the_calendar(shown, qtbot):
    field = shown(DateField(date(2026, 11, 23)))
    field.actions()[-1].trigger()
    calendar = field.findChild(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 11, 23)
    calendar.clicked.emit(QDate(2026, 11, 30))
    assert field.value == date(2026, 11, 30)


def test_in_urdu_the_calendar_ends_where_its_field_begins(shown, appearance):
    field = shown(DateField(date(2026, 11, 23)))
    appearance.set_language("ur")
    field.actions()[-1].trigger()
    calendar = field.findChild(QCalendarWidget)
    edge = field.mapToGlobal(field.rect().topRight()).x()
    assert abs(calendar.geometry().right() - edge) <= 4
    calendar.close()
    appearance.set_language("en")


def test_the_long_form_follows_the_language(shown, appearance):
    field = shown(DateField(date(1979, 3, 15)))
    appearance.set_language("zh")
    appearance.set_language("en")
    assert field.text() == "15 March 1979"


def test_an_error_stands_below_and_goes_while_it_is_corrected(shown, qtbot):
    field = shown(Field("Identity number", TextField(), hint="13 digits"))
    field.set_error("A CNIC has 13 digits. 10 are typed.")
    assert field.has_error()
    assert field.editor.accessibleDescription() == "A CNIC has 13 digits. 10 are typed."
    qtbot.keyClicks(field.editor, "3")
    assert not field.has_error()


def test_an_error_in_a_long_text_goes_too(shown, qtbot):
    field = shown(Field("Reason", LongTextField(2)))
    field.set_error("A reason is needed.")
    qtbot.keyClicks(field.editor, "x")
    assert not field.has_error()


def test_a_choice_has_a_value(shown, qtbot):
    combo = shown(Combo([("Inspector", "INSP"), ("Sub-Inspector", "SI")]))
    assert combo.value == "INSP"
    combo.set_value("SI")
    assert combo.currentText() == "Sub-Inspector"
    with qtbot.waitSignal(combo.chosen) as heard:
        qtbot.keyClick(combo, Qt.Key.Key_Up)
    assert heard.args == ["INSP"]


def test_other_choices_keep_the_chosen_value(shown):
    combo = shown(Combo([("A", 1), ("B", 2)]))
    combo.set_value(2)
    combo.set_choices([("B", 2), ("C", 3)])
    assert combo.value == 2
    combo.set_choices([])
    assert combo.value is None


def test_the_chosen_entry_is_told_whole_where_its_field_cuts_it(shown):
    combo = shown(Combo([("CN-2026-06 Artificial Intelligence for Investigators", 1), ("B", 2)]))
    assert combo.toolTip() == "CN-2026-06 Artificial Intelligence for Investigators"
    combo.set_value(2)
    assert combo.toolTip() == "B"


def test_many_choices_are_narrowed_while_typing(shown, qtbot):
    combo = shown(Combo([(f"Police of district {n}", n) for n in range(20)]))
    assert combo.isEditable()
    combo.setFocus()
    combo.lineEdit().selectAll()
    qtbot.keyClicks(combo.lineEdit(), "district 17")
    model = combo.completer().model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Police of district 17"]
    with qtbot.waitSignal(combo.chosen) as heard:
        combo.completer().activated.emit("Police of district 17")
    assert heard.args == [17]


def test_an_unknown_entry_falls_back_to_the_chosen_one(shown, qtbot):
    combo = shown(Combo([(f"Unit {n}", n) for n in range(20)]))
    combo.setFocus()
    combo.lineEdit().selectAll()
    qtbot.keyClicks(combo.lineEdit(), "zzz")
    combo.lineEdit().editingFinished.emit()
    assert combo.lineEdit().text() == "Unit 0"


def test_a_tick_is_told_and_painted(shown):
    heard = []
    box = shown(CheckBox(lambda: language.active(), on_change=heard.append))
    before = box.grab().toImage()
    box.click()
    assert heard == [True]
    assert box.grab().toImage() != before


def test_fields_in_a_row_share_the_width(shown):
    row = shown(in_row(Field("A", TextField()), Field("B", TextField())))
    row.resize(400, 60)
    first, second = row.findChildren(Field)
    assert abs(first.width() - second.width()) <= 1


def test_fields_have_the_height_of_the_design(shown, appearance):
    editors = [shown(each) for each in (TextField(), DateField(), Combo([("A", 1)]), CodeField())]
    assert {each.sizeHint().height() for each in editors} == {30}


def test_a_choice_to_filter_ends_with_an_ellipsis_while_nobody_types(shown):
    words = "CN-2026-06 Artificial Intelligence for Investigators"
    combo = shown(Combo([(words, 0), *((str(each), each) for each in range(1, 15))]))
    combo.setFixedWidth(200)
    edit = combo.lineEdit()
    assert edit.words_shown.endswith("…")
    still = combo.grab().toImage()
    edit.setFocus()
    assert combo.grab().toImage() != still
    assert edit.text() == words


@pytest.mark.parametrize("code", ["en", "ur"])
def test_a_choice_that_does_not_fit_ends_with_an_ellipsis(shown, appearance, code):
    appearance.set_language(code)
    words = "Investigators of crime scenes" if code == "en" else "تفتیش کاروں کے لیے مصنوعی ذہانت"
    combo = shown(Combo([(words, 1)]))
    combo.setFixedWidth(combo.sizeHint().width())
    assert combo.words_shown == words
    combo.setFixedWidth(combo.sizeHint().width() - 60)
    assert combo.words_shown.endswith("…")
    assert combo.toolTip() == words
    appearance.set_language("en")
