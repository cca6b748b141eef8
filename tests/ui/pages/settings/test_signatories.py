from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.pages.looking import button, click, dialog, words
from trainer_app.core.language import Titles
from trainer_app.services import signatories
from trainer_app.ui.pages.settings.signatories import EndDialog, SignatoryDialog


def kept(programme):
    with programme.reading() as session:
        return [row.draft for row in signatories.rows(session)]


def choose(page, place):
    rows = page.signatories._rows
    page.signatories.table.select_id(rows[place].id)


def test_a_signatory_is_added_with_a_name(page, programme, qtbot):
    click(button(page, "Add signatory"))
    shown = dialog()
    assert isinstance(shown, SignatoryDialog)
    click(button(shown, "Add signatory"))
    qtbot.waitUntil(lambda: "Type a title in English." in words(shown))
    shown._office.set_titles(Titles("Inspector General", "انسپکٹر جنرل", "总监"))
    shown._names.set_titles(Titles("Khalid Mehboob"))
    click(button(shown, "Add signatory"))
    qtbot.waitUntil(lambda: len(page.signatories._rows) == 4)
    added = kept(programme)[-1]
    assert (added.office.zh, added.names.en, added.order_no) == ("总监", "Khalid Mehboob", 4)
    assert added.valid_from == date(2026, 11, 23)


def test_enter_opens_the_chosen_signatory(page, programme, qtbot):
    page.signatories.table.setFocus()
    choose(page, 1)
    QTest.keyClick(page.signatories.table, Qt.Key.Key_Return)
    shown = dialog()
    shown._names.en.setText("Liu Yang")
    click(button(shown, "Save changes"))
    qtbot.waitUntil(lambda: kept(programme)[1].names == Titles("Liu Yang"))


def test_the_order_is_changed_and_the_ends_of_the_list_are_known(page, programme, qtbot):
    assert not page.signatories.up.isEnabled()
    choose(page, 0)
    assert not page.signatories.up.isEnabled()
    click(page.signatories.down)
    qtbot.waitUntil(lambda: [each.office.en for each in kept(programme)][1] == "Director of Training")
    qtbot.waitUntil(lambda: page.signatories.up.isEnabled())


def test_a_signatory_is_ended_on_a_day(page, programme, qtbot):
    choose(page, 2)
    click(page.signatories.end_button)
    shown = dialog()
    assert isinstance(shown, EndDialog)
    assert "Commandant" in shown.windowTitle()
    click(button(shown, "End on this day"))
    qtbot.waitUntil(lambda: kept(programme)[2].valid_to == date(2026, 11, 23))
    qtbot.waitUntil(lambda: not page.signatories.end_button.isEnabled())
