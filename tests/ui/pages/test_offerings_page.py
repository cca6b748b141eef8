from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.pages.looking import button, click, dialog, words
from trainer_app.services import offerings
from trainer_app.ui.pages.offerings.dialog import OfferingDialog


@pytest.fixture
def page(office, qtbot):
    office.navigate("offerings")
    qtbot.waitUntil(lambda: office.page is not None and office.page._table.row_count == 20)
    return office.page


def test_all_offerings_are_listed_with_counts_of_each_group(page):
    assert "20 offerings" in words(page)


def test_the_keyboard_is_in_the_list_at_once(office, page, qtbot):
    focused = office.focusWidget()
    assert focused is page._table
    QTest.keyClick(focused, Qt.Key.Key_Down)
    QTest.keyClick(focused, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: office.place.page == "offering")


def test_typing_narrows_the_list_and_the_empty_state_clears_it(page, qtbot):
    page._search.setFocus()
    QTest.keyClicks(page._search, "cyb-301")
    qtbot.waitUntil(lambda: 0 < page._table.row_count < 20)
    QTest.keyClicks(page._search, " nowhere")
    qtbot.waitUntil(lambda: page._table.row_count == 0)
    click(button(page, "Show all offerings"))
    qtbot.waitUntil(lambda: page._table.row_count == 20)


def test_a_group_shows_its_offerings_only(page, qtbot):
    page._groups.choose("closed")
    qtbot.waitUntil(lambda: page._table.row_count == 10)


def test_enter_opens_the_offering(office, page, qtbot):
    table = page._table
    table.setFocus()
    table.select_id(table._model.id_at(0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: office.place.page == "offering")


def test_an_offering_is_found_and_opened_by_keys_alone(office, page, qtbot):
    for typed, key in (("cyb-301", Qt.Key.Key_Return), ("PK-2026-07", Qt.Key.Key_Down)):
        QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(page._search, typed)
        qtbot.waitUntil(lambda: 0 < page._table.row_count < 20)
        QTest.keyClick(page._search, key)
        assert page._table.hasFocus()
    qtbot.waitUntil(lambda: page._table.row_count == 1)
    QTest.keyClick(page._table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: office.place.page == "offering")


def test_an_offering_is_planned_in_a_dialog(office, page, programme, qtbot):
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(dialog(), OfferingDialog) and dialog()._act.isEnabled())
    shown = dialog()
    assert shown._code.text().startswith("PK-2026-")
    shown._code.setText("PK-2026-77")
    type_over(shown._starts, "01-12-2026")
    type_over(shown._ends, "12-12-2026")
    shown._seats.setText("۲۴")
    click(button(shown, "Plan offering"))
    qtbot.waitUntil(lambda: office.place.page == "offering")
    with programme.reading() as session:
        facts = offerings.facts(session, offering_id=offerings.with_code(session, "PK-2026-77"))
    assert (facts.starts_on, facts.ends_on, facts.capacity) == (date(2026, 12, 1), date(2026, 12, 12), 24)


def test_what_cannot_be_kept_is_said_at_the_field_and_nothing_is_saved(office, page, programme, qtbot):
    page.add()
    qtbot.waitUntil(lambda: isinstance(dialog(), OfferingDialog) and dialog()._act.isEnabled())
    shown = dialog()
    shown._seats.setText("none")
    shown._code.clear()
    click(button(shown, "Plan offering"))
    assert shown._seats_field.has_error()
    assert shown._code_field.has_error()
    shown.reject()
    with programme.reading() as session:
        assert len(offerings.rows(session)) == 20


def test_a_refusal_is_shown_inside_the_dialog(office, page, qtbot):
    page.add()
    qtbot.waitUntil(lambda: isinstance(dialog(), OfferingDialog) and dialog()._act.isEnabled())
    shown = dialog()
    type_over(shown._starts, "12-12-2026")
    type_over(shown._ends, "01-12-2026")
    click(button(shown, "Plan offering"))
    qtbot.waitUntil(lambda: "1 December 2026" in words(shown) or "before" in words(shown))
    assert shown.isVisible()
    shown.reject()


def type_over(field, text):
    """Replace what stands in a field and leave it, as a user does."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)
