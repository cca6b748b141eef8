from datetime import date

from tests.ui.pages.looking import button, click, dialog, words
from trainer_app.core.language import Titles
from trainer_app.services import organisations


def found(programme, code):
    with programme.reading() as session:
        return next((row for row in organisations.organisations(session) if row.draft.code == code), None)


def choose(page, code):
    row = next(row for row in page.organisations._rows if row.draft.code == code)
    page.organisations.table.select_id(row.id)
    return row


def test_an_organisation_is_added_below_the_chosen_one(page, programme, qtbot):
    above = choose(page, "ICTP")
    click(button(page, "Add organisation"))
    shown = dialog()
    shown._code.setText("NPA")
    shown._titles.set_titles(Titles("Traffic police", "ٹریفک پولیس"))
    click(button(shown, "Add organisation"))
    qtbot.waitUntil(shown._code_field.has_error)
    shown._code.setText("ITP")
    click(button(shown, "Add organisation"))
    qtbot.waitUntil(lambda: found(programme, "ITP") is not None)
    assert found(programme, "ITP").draft.parent_id == above.id


def test_an_organisation_is_closed(page, programme, qtbot):
    choose(page, "NPA")
    click(page.organisations.edit_button)
    shown = dialog()
    shown._ends.set_value(date(2026, 6, 30))
    click(button(shown, "Save changes"))
    qtbot.waitUntil(lambda: found(programme, "NPA").draft.valid_to == date(2026, 6, 30))
    qtbot.waitUntil(lambda: not choose(page, "NPA").exists_on(date(2026, 11, 23)))


def test_a_new_name_leaves_the_old_one_in_old_records(page, programme, qtbot):
    old = choose(page, "NPA")
    click(page.organisations.edit_button)
    shown = dialog()
    shown._renames.setChecked(True)
    qtbot.waitUntil(shown._renamed_field.isVisible)
    assert not shown._period.isVisible()
    shown._code.setText("NPA-2")
    shown._titles.en.setText("National Police University")
    click(button(shown, "Save changes"))
    qtbot.waitUntil(lambda: found(programme, "NPA-2") is not None)
    new = found(programme, "NPA-2")
    assert (new.draft.valid_from, new.people) == (date(2026, 11, 23), old.people)
    assert found(programme, "NPA").draft.valid_to == date(2026, 11, 22)


def test_a_rank_is_added_above_the_others_and_corrected(page, programme, qtbot):
    click(button(page, "Add rank"))
    shown = dialog()
    highest = shown._order.value
    shown._order.setText("0")
    click(button(shown, "Add rank"))
    assert "does not lie in" in words(shown)
    shown._order.set_value(highest)
    shown._code.setText("CHIEF")
    shown._titles.en.setText("Chief")
    click(button(shown, "Add rank"))
    qtbot.waitUntil(lambda: any(row.draft.code == "CHIEF" for row in page.ranks._rows))
    added = next(row for row in page.ranks._rows if row.draft.code == "CHIEF")
    page.ranks.table.select_id(added.id)
    click(page.ranks.edit_button)
    dialog()._titles.en.setText("Chief of police")
    click(button(dialog(), "Save changes"))
    qtbot.waitUntil(lambda: any(row.titles.en == "Chief of police" for row in page.ranks._rows))
