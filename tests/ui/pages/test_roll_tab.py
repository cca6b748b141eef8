"""The tab of the roll: filters, adding, leaving, and attendance typed from the register."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.pages.looking import button, click, dialog, has_button, words
from tests.ui.pages.typing import press, type_text
from trainer_app.core import language
from trainer_app.core.text import isolate
from trainer_app.rules.states import EnrolmentState
from trainer_app.services import enrolments, people
from trainer_app.ui.pages.offering import add_person
from trainer_app.ui.tables.view import Table


@pytest.fixture
def tab_of(office, qtbot):
    def go(row):
        office.navigate("offering", id=str(row.id), tab="roll")
        qtbot.waitUntil(lambda: "roll" in office.page._tabs)
        tab = office.page._tabs["roll"]
        qtbot.waitUntil(lambda: tab._offering_read == row.id)
        qtbot.waitUntil(lambda: tab.isAncestorOf(QApplication.focusWidget()))
        return tab

    return go


@pytest.fixture
def roll_of(programme):
    def read(row):
        with programme.reading() as session:
            return enrolments.roll(session, offering_id=row.id)

    return read


@pytest.fixture
def outsider(programme, roll_of):
    """Somebody who is not on the roll of an offering."""

    def find(row):
        on_roll = {trainee.person_id for trainee in roll_of(row)}
        with programme.reading() as session:
            ids = [each for each in people.ids(session) if each not in on_roll]
            return people.rows(session, ids[:1])[0]

    return find


def opened(qtbot):
    qtbot.waitUntil(lambda: dialog() is not None and dialog().isAncestorOf(QApplication.focusWidget()))
    return dialog()


def closed(qtbot):
    qtbot.waitUntil(lambda: dialog() is None)


def table(tab):
    return tab.findChild(Table)


def test_the_seats_and_filters_count_the_same_people(tab_of, code_of, roll_of):
    row = code_of("running")
    tab = tab_of(row)
    assert table(tab).row_count == len(roll_of(row))
    assert f"{len(roll_of(row))} of {row.capacity} seats" in words(tab)


def test_an_empty_roll_says_how_to_begin(office, tab_of, code_of, qtbot):
    row = next(r for r in [code_of("open"), code_of("planned")] if not r.trainees)
    tab = tab_of(row)
    assert "No one is on this roll yet" in words(tab)
    assert not has_button(tab, "Attendance")
    click(button(tab, "Import from Excel"))
    qtbot.waitUntil(lambda: office.place.page == "roll-import")


def test_a_closed_roll_says_why_nothing_can_be_added(tab_of, code_of):
    tab = tab_of(code_of("closed"))
    assert "the roll is closed" in words(tab)
    assert not button(tab, "Add person").isEnabled()
    assert not button(tab, "Take off the roll").isEnabled()


def test_a_name_in_any_script_filters_the_roll(tab_of, code_of, roll_of, qtbot):
    row = code_of("running")
    tab = tab_of(row)
    wanted = roll_of(row)[3]
    QTest.keyClick(tab, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(tab._tools.search.hasFocus)
    type_text(wanted.name_ur)
    assert wanted.enrolment_id in [line.id for line in shown(tab)]
    assert len(shown(tab)) < row.trainees
    type_text("xyz")
    click(button(tab, "Show everyone"))
    assert len(shown(tab)) == row.trainees


def shown(tab):
    model = table(tab).model()
    return [model.row_at(place) for place in range(model.rowCount())]


def test_enter_opens_the_person(office, tab_of, code_of, roll_of, qtbot):
    row = code_of("running")
    tab = tab_of(row)
    table(tab).setFocus()
    press(Qt.Key.Key_Return)
    assert office.place.page in ("people", "offering")
    if office.place.page == "people":
        assert office.place.keys["id"] == str(roll_of(row)[0].person_id)


def test_a_person_is_found_while_typing_and_added_and_undone(
    office, tab_of, code_of, roll_of, outsider, qtbot
):
    row = code_of("running")
    tab = tab_of(row)
    person = outsider(row)
    QTest.keyClick(tab, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    asked = opened(qtbot)
    type_text(person.name_latin)
    qtbot.waitUntil(lambda: asked._list.row(person.id) is not None)
    asked._list.select_id(person.id)
    press(Qt.Key.Key_Return)
    closed(qtbot)
    qtbot.waitUntil(lambda: len(tab._trainees) == row.trainees + 1)
    assert roll_of(row)[-1].person_id == person.id
    assert office.toast_bar.can_undo
    office.undo()
    qtbot.waitUntil(lambda: len(tab._trainees) == row.trainees)


def test_who_is_found_is_told_with_the_commas_of_the_language(code_of, outsider):
    person = outsider(code_of("running"))
    with language.using("zh"):
        second = add_person.lines_of(person, {}).second
    assert second == f"{person.organisation.zh} {person.rank.zh}"


def test_who_is_on_the_roll_cannot_be_added_again(tab_of, code_of, roll_of, qtbot):
    row = code_of("running")
    tab = tab_of(row)
    present = roll_of(row)[0]
    click(button(tab, "Add person"))
    asked = opened(qtbot)
    type_text(present.name_latin)
    qtbot.waitUntil(lambda: asked._list.row(present.person_id) is not None)
    asked._list.select_id(present.person_id)
    assert not button(asked, "Add to the roll").isEnabled()
    press(Qt.Key.Key_Escape)


def test_beyond_the_seats_a_reason_is_asked_inside_the_dialog(
    programme, tab_of, code_of, roll_of, outsider, qtbot
):
    row = code_of("running")
    fill_seats(programme, row, leaving=0)
    tab = tab_of(row)
    person = outsider(row)
    click(button(tab, "Add person"))
    asked = opened(qtbot)
    type_text(person.name_latin)
    qtbot.waitUntil(lambda: asked._list.row(person.id) is not None)
    asked._list.select_id(person.id)
    click(button(asked, "Add to the roll"))
    qtbot.waitUntil(lambda: "Give a reason" in " ".join(s.first for s in asked.strips.strips()))
    asked._reason.setText("Order 118/2026")
    click(button(asked, "Add to the roll"))
    closed(qtbot)
    qtbot.waitUntil(lambda: len(tab._trainees) == row.capacity + 1)
    assert roll_of(row)[-1].reason == "Order 118/2026"


def fill_seats(programme, row, *, leaving):
    """Take all seats of an offering but some."""
    with programme.transaction() as session:
        on_roll = {trainee.person_id for trainee in enrolments.roll(session, offering_id=row.id)}
        free = [each for each in people.ids(session) if each not in on_roll]
        count = row.capacity - row.trainees - leaving
        enrolments.enrol_many(session, offering_id=row.id, person_ids=free[:count])


def test_leaving_needs_a_reason_and_keeps_the_entry(tab_of, code_of, roll_of, qtbot):
    row = code_of("running")
    tab = tab_of(row)
    click(button(tab, "Record leaving"))
    asked = opened(qtbot)
    asked._how.set_value(EnrolmentState.RETURNED_TO_UNIT)
    click(button(asked, "Record leaving"))
    assert asked._field.has_error()
    asked._reason.setPlainText("Letter 41 of 20 November")
    click(button(asked, "Record leaving"))
    closed(qtbot)
    qtbot.waitUntil(lambda: roll_of(row)[0].state is EnrolmentState.RETURNED_TO_UNIT)
    qtbot.waitUntil(lambda: len(shown(tab)) == row.trainees - 1)
    tab._tools._groups.choose("left")
    assert [line.trainee.reason for line in shown(tab)] == ["Letter 41 of 20 November"]


def test_del_takes_off_what_was_added_by_mistake(tab_of, code_of, roll_of, outsider, programme, qtbot):
    row = code_of("running")
    with programme.transaction() as session:
        enrolment_id = enrolments.enrol(session, offering_id=row.id, person_id=outsider(row).id)
    tab = tab_of(row)
    table(tab).select_id(enrolment_id)
    table(tab).setFocus()
    press_shortcut(tab, "Del")
    asked = opened(qtbot)
    click(button(asked, "Take off the roll"))
    closed(qtbot)
    qtbot.waitUntil(lambda: len(roll_of(row)) == row.trainees)


def press_shortcut(tab, keys):
    """What the key does; sent keys reach no shortcuts."""
    action = next(each for each in table(tab).actions() if each.shortcut().toString() == keys)
    action.trigger()


def test_a_refusal_is_shown_inside_the_dialog(tab_of, code_of, roll_of, outsider, programme, qtbot):
    row = code_of("running")
    with programme.transaction() as session:
        enrolment_id = enrolments.enrol(session, offering_id=row.id, person_id=outsider(row).id)
    tab = tab_of(row)
    table(tab).select_id(enrolment_id)
    click(button(tab, "Take off the roll"))
    asked = opened(qtbot)
    entry = next(t for t in roll_of(row) if t.enrolment_id == enrolment_id)
    with programme.transaction() as session:
        enrolments.record_credited(
            session, enrolment_id=entry.enrolment_id, version=entry.version, minutes=60
        )
    click(button(asked, "Take off the roll"))
    qtbot.waitUntil(lambda: bool(asked.strips.strips()))
    assert asked.isVisible()
    press(Qt.Key.Key_Escape)


@pytest.fixture
def register(tab_of, code_of, qtbot):
    """The dialog of attendance of a running offering, with its row."""
    row = code_of("running")
    tab = tab_of(row)
    click(button(tab, "Attendance"))
    return row, opened(qtbot)


def test_hours_are_typed_down_the_list_and_saved_at_once(register, roll_of, qtbot):
    row, asked = register
    asked._hours.setFocus()
    asked._hours.selectAll()
    type_text("60")
    press(Qt.Key.Key_Return)
    asked._table.step(-row.trainees)
    for typed in ("46.5", "۴۷", "48:20"):
        type_text(typed)
        press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [t.credited_minutes for t in roll_of(row)[:3]] == [2790, 2820, 2900])
    assert str(roll_of(row)[0].attendance) == "77.5"
    click(button(asked, "Done"))


def test_a_value_can_be_corrected_while_it_is_being_saved(register, roll_of, qtbot):
    row, asked = register
    asked._table.setFocus()
    asked._table.step(-row.trainees)
    for typed in ("40", "41", "42"):
        type_text(typed)
        press(Qt.Key.Key_Return)
        asked._table.step(-1)
    qtbot.waitUntil(lambda: roll_of(row)[0].credited_minutes == 42 * 60)
    assert not asked._table.rejected()
    press(Qt.Key.Key_Escape)
    closed(qtbot)


def test_what_is_no_time_stays_as_typed_and_is_not_saved(office, register, roll_of, qtbot):
    row, asked = register
    before = roll_of(row)[0].credited_minutes
    asked._table.setFocus()
    asked._table.step(-row.trainees)
    type_text("-4")
    press(Qt.Key.Key_Return)
    assert asked._table.rejected()[0].rejected == "-4"
    assert "is no time" in asked.strips.strips()[0].rest
    assert office.context.tasks.saving.not_accepted == 1
    asked._table.step(-1)
    type_text("5")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: roll_of(row)[0].credited_minutes == 300)
    assert before != 300
    assert not asked._table.rejected()
    assert office.context.tasks.saving.not_accepted == 0
    click(button(asked, "Done"))
    closed(qtbot)


def test_more_hours_than_were_given_are_saved_and_pointed_out(register, roll_of, qtbot):
    row, asked = register
    asked._table.setFocus()
    asked._table.step(-row.trainees)
    type_text("999")
    press(Qt.Key.Key_Return)
    assert asked.strips.strips()[0].first == "1 trainee has more hours than were given."
    qtbot.waitUntil(lambda: roll_of(row)[0].credited_minutes == 999 * 60)
    assert str(roll_of(row)[0].attendance) == "100.0"
    press(Qt.Key.Key_Escape)
    closed(qtbot)


def test_del_makes_a_time_blank_again(register, roll_of, qtbot):
    row, asked = register
    asked._table.setFocus()
    asked._table.step(-row.trainees)
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: roll_of(row)[0].credited_minutes is None)
    assert f"{row.trainees - 1} of {row.trainees} typed" in words(asked)
    press(Qt.Key.Key_Escape)
    closed(qtbot)


def test_no_time_given_is_refused_below_its_field(register, qtbot):
    _row, asked = register
    for typed in ("0", "x"):
        asked._hours.setFocus()
        asked._hours.selectAll()
        type_text(typed)
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(asked._field.has_error)
    click(button(asked, "Done"))


def test_the_roll_tells_names_from_the_sentence_around_them(tab_of, code_of, roll_of):
    row = code_of("running")
    tab = tab_of(row)
    assert isolate(roll_of(row)[0].name_latin) in words(tab)
