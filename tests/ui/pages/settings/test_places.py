from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import update

from tests.spoiling import spoil
from tests.ui.pages.looking import button, click, dialog, words
from trainer_app.core.language import Titles
from trainer_app.models.awards import NumberSeries
from trainer_app.services import stations
from trainer_app.ui.pages.settings.places import ProgrammeDialog, StationDialog


def type_over(editor, text):
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Tab)


def test_the_programme_is_changed_and_named_in_the_sidebar(office, page, programme, qtbot):
    click(button(page.programme, "Edit"))
    shown = dialog()
    assert isinstance(shown, ProgrammeDialog)
    qtbot.waitUntil(shown.isActiveWindow)
    shown._titles.en.setText("Joint Training 2027")
    type_over(shown._ends, "31-12-2025")
    click(button(shown, "Save changes"))
    qtbot.waitUntil(shown._ends_field.has_error)
    assert "31 December 2025" in words(shown)
    type_over(shown._ends, "31-12-2027")
    click(button(shown, "Save changes"))
    qtbot.waitUntil(lambda: office.sidebar.programme == "Joint Training 2027")
    with programme.reading() as session:
        assert stations.programme(session).ends_on == date(2027, 12, 31)


def test_a_day_that_is_none_is_said_at_its_field(page, qtbot):
    click(button(page.programme, "Edit"))
    shown = dialog()
    qtbot.waitUntil(shown.isActiveWindow)
    type_over(shown._starts, "40-01-2026")
    click(button(shown, "Save changes"))
    assert shown._starts_field.has_error()
    shown.reject()


def test_after_the_first_certificate_only_the_name_of_the_station_changes(office, page, programme, qtbot):
    click(button(page.station, "Edit"))
    shown = dialog()
    assert isinstance(shown, StationDialog)
    assert "certificate numbers were taken" in shown.strips.strips()[0].accessibleName()
    assert not shown._code.isEnabled()
    shown._titles.set_titles(Titles("Rawalpindi", "راولپنڈی"))
    click(button(shown, "Save changes"))
    qtbot.waitUntil(lambda: dialog() is None and "Rawalpindi" in words(page.station))
    with programme.reading() as session:
        assert (stations.here(session).code, stations.here(session).titles.ur) == ("IS", "راولپنڈی")


def test_before_it_code_and_side_change_too(office, page, programme, qtbot):
    with programme.transaction() as session:
        spoil(session, update(NumberSeries).values(next_serial=1))
    page.reload()
    qtbot.waitUntil(lambda: page.station._taken == 0)
    click(button(page.station, "Edit"))
    shown = dialog()
    shown._code.setText("LAHORE")
    click(button(shown, "Save changes"))
    qtbot.waitUntil(shown.at[next(iter(shown.at))].isVisible)
    qtbot.waitUntil(lambda: "cannot stand in a certificate number" in words(shown))
    shown._code.setText("lh")
    click(button(shown, "Save changes"))
    qtbot.waitUntil(lambda: office.station.code == "LH")
