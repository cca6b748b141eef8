"""A roll imported through the window: the real files, corrected columns, and what is refused."""

import shutil

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from tests.documents.rolls import HEADINGS, PEOPLE, ROLL_NAMES, ROLLS, expected, save
from tests.faults.corpus import corpus
from tests.ui.pages.looking import button, click, dialog, has_button, words
from trainer_app.documents import workbook_reader
from trainer_app.documents.dates import DateOrder
from trainer_app.documents.headings import Field
from trainer_app.services import enrolments
from trainer_app.services.rolls import Outcome
from trainer_app.ui.pages.roll_import.columns_card import _ColumnCell
from trainer_app.ui.pages.roll_import.review_table import ReviewTable


@pytest.fixture
def empty(code_of):
    """An offering that is open and has nobody on its roll."""
    return next(
        row for row in (code_of("open", "CTR-101"), code_of("open"), code_of("planned")) if not row.trainees
    )


@pytest.fixture
def page(office, empty, qtbot):
    office.navigate("roll-import", id=str(empty.id))
    qtbot.waitUntil(lambda: office.page._facts is not None)
    return office.page


@pytest.fixture
def read(page, qtbot):
    """Drops a file on the page and waits for what it would do."""

    def drop(path):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(page, QDragEnterEvent(QPoint(300, 300), *how))
        QApplication.sendEvent(page, QDropEvent(QPointF(300, 300), *how))
        settled(page, qtbot)
        return page._preview

    return drop


def settled(page, qtbot):
    qtbot.waitUntil(lambda: not page._is_reading)


def roll_of(programme, row):
    with programme.reading() as session:
        return enrolments.roll(session, offering_id=row.id)


def lines(page):
    model = page.findChild(ReviewTable).model()
    return [model.row_at(place).row for place in range(model.rowCount())]


def saved(tmp_path, *people, headings=HEADINGS, name="roll.xlsx"):
    path = tmp_path / name
    save(path, headings, *people)
    return path


@pytest.mark.parametrize("name", ROLL_NAMES)
def test_a_real_roll_is_checked_and_imported(office, page, read, empty, programme, qtbot, name):
    wanted = expected(name)
    preview = read(ROLLS / f"{name}.xlsx")
    assert preview.sheet.name == wanted["sheet"]
    assert [row.row for row in lines(page)][: len(wanted["refused"])] == [o["row"] for o in wanted["refused"]]
    assert roll_of(programme, empty) == []
    click(button(page, f"Import {wanted['accepted']} rows"))
    qtbot.waitUntil(lambda: office.place.page == "offering")
    assert office.place.keys["tab"] == "roll"
    assert f"{wanted['accepted']} people imported" in office.toast_bar.words
    names = [(one.get("name") or "").casefold() for one in wanted["people"]]
    assert [trainee.name_latin.casefold() for trainee in roll_of(programme, empty)] == names


def test_the_same_file_again_has_nothing_to_import(office, page, read, empty, programme, qtbot):
    file = ROLLS / "nccia-roll-2026.xlsx"
    read(file)
    click(button(page, "Import 14 rows"))
    qtbot.waitUntil(lambda: office.place.page == "offering")
    office.navigate("roll-import", id=str(empty.id))
    qtbot.waitUntil(lambda: page._facts is not None)
    again = read(file)
    assert again.count(Outcome.UNCHANGED) == 14
    assert "Nothing would change." in words(page)
    assert not button(page, "Import 14 rows").isEnabled()


def test_a_filter_shows_the_rows_of_one_outcome(page, read):
    read(ROLLS / "ict-police-roll-2026.xlsx")
    page._check._outcomes.choose(Outcome.REFUSED)
    assert {row.outcome for row in lines(page)} == {Outcome.REFUSED}
    page._check._outcomes.choose(Outcome.CHANGED)
    assert "No row is of this kind" in words(page)


def test_f8_goes_from_refused_row_to_refused_row(page, read):
    preview = read(ROLLS / "ict-police-roll-2026.xlsx")
    table = page.findChild(ReviewTable)
    refused = [row.row for row in preview.rows if row.outcome is Outcome.REFUSED]
    seen = []
    for _step in refused:
        next(each for each in page.actions() if each.shortcut().toString() == "F8").trigger()
        seen.append(table.current_id)
    assert sorted(seen) == refused


def test_a_corrected_column_is_read_anew_and_remembered(
    office, page, read, empty, programme, tmp_path, qtbot
):
    headings = ("S.No", "Rank", "Wer", "CNIC No.", "Date of Birth", "Unit")
    file = saved(tmp_path, *PEOPLE, headings=headings)
    read(file)
    cells = page._check.columns._cells._cells
    choose(cells[5], (Field.REMARKS, None))
    settled(page, qtbot)
    choose(cells[2], (Field.NAME_LATIN, None))
    settled(page, qtbot)
    assert page._preview.mapping.columns[5].field == Field.REMARKS
    assert [row.read.name_latin for row in lines(page)] == ["Amina Khan", "Bilal Ahmed", "Chand Bibi"]
    click(button(page, "Import 3 rows"))
    qtbot.waitUntil(lambda: office.place.page == "offering")
    office.navigate("roll-import", id=str(empty.id))
    qtbot.waitUntil(lambda: page._facts is not None)
    assert read(file).mapping.columns[5].field == Field.REMARKS


def choose(cell, choice):
    """Choose in the list of a column, as a click does."""
    cell._combo.set_value(choice)
    cell._combo.chosen.emit(choice)


def test_dates_of_two_meanings_are_asked_once_before_anything_is_imported(page, read, tmp_path, qtbot):
    people = [(*person[:4], day, person[5]) for person, day in zip(PEOPLE, AMBIGUOUS, strict=True)]
    preview = read(saved(tmp_path, *people))
    assert preview.mapping.asks_date_order
    assert not button(page, "Import 3 rows").isEnabled()
    assert "The dates are not clear yet." in words(page)
    click(button(page, "4 March 1991"))
    settled(page, qtbot)
    assert page._preview.mapping.date_order is DateOrder.MONTH_FIRST
    assert lines(page)[0].read.born_on.month == 3
    assert button(page, "Import 3 rows").isEnabled()


AMBIGUOUS = ("03/04/1991", "05/06/1990", "07/08/1992")


def test_another_sheet_is_chosen(page, read, qtbot):
    read(ROLLS / "mps-roll-2026.xlsx")
    combo = page._check.columns._sheet
    assert combo.isVisible()
    other = next(combo.itemData(i) for i in range(combo.count()) if combo.itemData(i) != combo.value)
    combo.set_value(other)
    combo.chosen.emit(other)
    settled(page, qtbot)
    assert "looks like a nominal roll" in page._check.strips.strips()[0].rest
    assert combo.value == page._preview.sheet.name
    assert len(lines(page)) == 18


def test_refused_rows_are_given_back_as_a_workbook(office, page, read, tmp_path, qtbot):
    read(ROLLS / "ict-police-roll-2026.xlsx")
    click(button(page, "Save refused rows as Excel"))
    target = tmp_path / "refused.xlsx"
    answer(qtbot, target)
    qtbot.waitUntil(lambda: "4 refused rows saved" in office.toast_bar.words)
    sheet = workbook_reader.read(target).sheets[0]
    assert sum("Refused" in str(row) or "CNIC" in str(row) for row in sheet.rows)


def answer(qtbot, path):
    """Type a path into the open file dialog."""
    qtbot.waitUntil(lambda: isinstance(dialog(), QFileDialog))
    shown = dialog()
    shown.findChild(QLineEdit, "fileNameEdit").setText(str(path))
    shown.accept()


def test_a_file_is_chosen_in_the_dialog(page, qtbot):
    click(button(page, "Choose a file"))
    answer(qtbot, ROLLS / "nccia-roll-2026.xlsx")
    qtbot.waitUntil(lambda: page._preview is not None)
    assert has_button(page, "Import 14 rows")


def test_a_file_that_is_no_roll_is_told_with_a_way_out(page, read, tmp_path):
    file = tmp_path / "letter.xlsx"
    file.write_bytes(b"Dear Sir,")
    assert read(file) is None
    assert page._file_step.strips.strips()
    assert has_button(page, "Choose another file")


def test_the_window_stays_alive_while_a_slow_bad_file_is_read(page, read, tmp_path, empty, programme):
    """Beats of a timer without an interval: each is one turn of the event loop."""
    corpus()["all-rows.xlsx"].make(tmp_path / "slow.xlsx")
    beats = beats_while(read, tmp_path / "slow.xlsx")
    assert "goes on below row" in page._file_step.strips.strips()[0].rest
    assert roll_of(programme, empty) == []
    assert beats > 20


def beats_while(read, file):
    """How often the event loop turned until the file was read."""
    beats = []
    timer = QTimer(timeout=lambda: beats.append(1))
    timer.start(0)
    read(file)
    timer.stop()
    return len(beats)


def test_more_people_than_seats_need_a_reason(office, page, read, empty, programme, qtbot):
    shrink(programme, empty, 10)
    read(ROLLS / "nccia-roll-2026.xlsx")
    assert page._check.strips.strips()[0].first == "4 seats are missing."
    click(button(page, "Import 14 rows"))
    qtbot.waitUntil(lambda: dialog() is not None)
    asked = dialog()
    click(button(asked, "Import"))
    assert asked._field.has_error()
    asked._reason.setPlainText("Order 9/2026")
    click(button(asked, "Import"))
    qtbot.waitUntil(lambda: office.place.page == "offering")
    assert {trainee.reason for trainee in roll_of(programme, empty)} == {"Order 9/2026"}


def shrink(programme, row, seats):
    from dataclasses import replace

    from trainer_app.services import offerings

    with programme.transaction() as session:
        facts = offerings.facts(session, offering_id=row.id)
        draft = replace(facts.draft, capacity=seats)
        offerings.change(session, offering_id=row.id, version=facts.version, draft=draft)


def test_a_refused_import_is_told_and_nothing_is_lost(page, read, empty, programme, qtbot):
    read(ROLLS / "nccia-roll-2026.xlsx")
    shrink(programme, empty, 10)
    click(button(page, "Import 14 rows"))
    qtbot.waitUntil(lambda: bool(page._check.strips.strips()))
    assert "Give a reason" in page._check.strips.strips()[0].rest
    assert roll_of(programme, empty) == []
    assert len(lines(page)) == 14


def test_back_and_cancel_write_nothing(office, page, read, empty, programme, qtbot):
    read(ROLLS / "nccia-roll-2026.xlsx")
    click(button(page, "Back"))
    assert has_button(page, "Choose a file")
    click(button(page, "Next"))
    assert has_button(page, "Import 14 rows")
    click(button(page, "Cancel"))
    qtbot.waitUntil(lambda: office.place.page == "offering")
    assert roll_of(programme, empty) == []


def test_a_change_shows_the_old_value_and_the_new_one(office, page, read, empty, tmp_path, qtbot):
    read(saved(tmp_path, *PEOPLE))
    click(button(page, "Import 3 rows"))
    qtbot.waitUntil(lambda: office.place.page == "offering")
    office.navigate("roll-import", id=str(empty.id))
    qtbot.waitUntil(lambda: page._facts is not None)
    read(saved(tmp_path, (1, "SI", *PEOPLE[0][2:]), *PEOPLE[1:], name="later.xlsx"))
    assert [row.outcome for row in lines(page)] == [Outcome.CHANGED, Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert "Old value crossed out" in words(page)


@pytest.mark.parametrize("language", ["ur", "zh"])
def test_the_check_is_kept_when_the_language_changes(office, page, read, qtbot, language):
    read(ROLLS / "ict-police-roll-2026.xlsx")
    office.context.appearance.set_language(language)
    settled(page, qtbot)
    qtbot.waitUntil(lambda: len(lines(page)) == 28)
    office.context.appearance.set_language("en")
    settled(page, qtbot)


def test_the_heading_of_a_column_is_read_whole_beside_a_short_choice(page, read):
    read(ROLLS / "ict-police-roll-2026.xlsx")
    cells = page._check.columns.findChildren(_ColumnCell)
    headings = [(cell._heading.sizeHint().width(), cell) for cell in cells]
    assert [cell.wish >= min(width, 180) for width, cell in headings] == [True] * len(cells)


def test_columns_can_be_folded_away(page, read):
    read(ROLLS / "ict-police-roll-2026.xlsx")
    click(button(page, "Hide columns"))
    assert not page._check.columns._cells.isVisible()
    click(button(page, "Show columns"))
    assert page._check.columns._cells.isVisible()


def test_a_file_that_is_gone_leaves_the_check_as_it_was(page, read, tmp_path, qtbot):
    file = tmp_path / "roll.xlsx"
    shutil.copyfile(ROLLS / "ict-police-roll-2026.xlsx", file)
    read(file)
    file.unlink()
    choose(page._check.columns._cells._cells[9], (Field.IGNORED, None))
    settled(page, qtbot)
    assert page._check.strips.strips()
    assert page._check.columns._cells._cells[9]._combo.value == (Field.REMARKS, None)
