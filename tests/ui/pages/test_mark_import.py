"""A mark list imported through the window: the real file, what is asked, and what is taken back."""

from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import select

from tests.documents.rolls import ROLLS
from tests.factories import enrol, make_person
from tests.ui.conftest import NOW
from tests.ui.pages.looking import button, click, words
from trainer_app.models.delivery import Offering
from trainer_app.models.organisations import Rank
from trainer_app.rules.states import ScoreState
from trainer_app.services import rolls, score_lists, scores
from trainer_app.ui.pages.mark_import.lines import Fate

MARKS = ROLLS / "range-marks-2026.xlsx"


@pytest.fixture
def intake(code_of, programme):
    """An open offering of rapid response that holds the English roll."""
    row = code_of("open", "CTR-101")
    with programme.transaction() as session:
        preview = rolls.preview(
            session, offering_code=row.code, file=ROLLS / "ict-police-roll-2026.xlsx", on=date(2026, 9, 1)
        )
        rolls.accept(session, preview=preview, now=NOW)
    return row


@pytest.fixture
def page(office, intake, qtbot):
    office.navigate("mark-import", id=str(intake.id), attempt="1", component="FIR")
    qtbot.waitUntil(lambda: office.page._facts is not None)
    return office.page


@pytest.fixture
def read(page, qtbot):
    """Drops a file on the page and waits for what it says."""

    def drop(file):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(page, QDragEnterEvent(QPoint(300, 300), *how))
        QApplication.sendEvent(page, QDropEvent(QPointF(300, 300), *how))
        qtbot.waitUntil(lambda: page._looked is not None and page._looked.question.file == file)
        return page._check

    return drop


def book(folder, *rows, name="marks.xlsx"):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(folder / name)
    return folder / name


def marks_of(programme, row, code="FIR"):
    with programme.reading() as session:
        grid = scores.grid(session, offering_id=row.id)
    column = [component.code for component in grid.components].index(code)
    return {
        trainee.names.en: marks[column]
        for trainee, marks in zip(grid.trainees, grid.marks, strict=True)
        if marks[column].state != ScoreState.NOT_ENTERED
    }


def plain(text):
    return text.translate(dict.fromkeys((0x2066, 0x2068, 0x2069)))


def test_the_range_marks_are_checked_decided_and_imported(read, page, office, programme, intake, qtbot):
    check = read(MARKS)
    counts = {fate: sum(line.fate == fate for line in check.lines) for fate in Fate}
    assert (counts[Fate.NEW], counts[Fate.TO_DECIDE], counts[Fate.REFUSED]) == (21, 1, 2)
    assert "medical leave" in words(check.bar)
    assert "Rehan Malik is not on the roll." in plain(" ".join(line.mark.why for line in check.lines))
    click(button(check.bar, "Excused"))
    assert "22 marks are imported:" in words(page)
    click(button(page, "Import 22 marks"))
    qtbot.waitUntil(lambda: office.place.page == "offering")
    assert office.place.keys["tab"] == "scores"
    assert "22 marks imported" in office.toast_bar.words
    marks = marks_of(programme, intake)
    assert len(marks) == 22
    assert marks["Farhan Saeed"].state == ScoreState.ABSENT_EXCUSED
    assert "Abdullah Shah" not in marks


def test_an_import_can_be_taken_back(read, page, office, programme, intake, qtbot):
    read(MARKS)
    click(button(page, "Import 21 marks"))
    qtbot.waitUntil(lambda: office.toast_bar.can_undo)
    with qtbot.waitSignal(office.context.tasks.changed):
        office.toast_bar.undo()
    assert marks_of(programme, intake) == {}


def test_a_mark_left_out_can_be_decided_anew(read, page, programme, intake, qtbot):
    check = read(MARKS)
    click(button(check.bar, "Leave out"))
    left_out = next(line for line in check.lines if line.fate == Fate.DECIDED)
    assert not left_out.goes_in
    check.table.select_id(left_out.id)
    click(button(check.bar, "Decide anew"))
    assert any(line.fate == Fate.TO_DECIDE for line in check.lines)


def test_points_are_checked_before_they_are_taken(read, qtbot):
    check = read(MARKS)
    for text in ("66", "perhaps"):
        check.bar.points.setText(text)
        click(button(check.bar, "Take these points"))
        assert any(line.fate == Fate.TO_DECIDE for line in check.lines)
    check.bar.points.setText("۴۳٫۵")
    click(button(check.bar, "Take these points"))
    decided = next(line for line in check.lines if line.fate == Fate.DECIDED)
    assert str(decided.decision.mark.points) == "43.5"


def test_a_shared_name_asks_whose_mark_it_is(read, page, office, programme, intake, tmp_path, qtbot):
    with programme.transaction() as session:
        offering = session.get(Offering, intake.id)
        for _twin in range(2):
            enrol(session, offering, make_person(session, "Bilal Twin"))
    check = read(book(tmp_path, ("Name", "Score /60"), ("Bilal Twin", 40), ("Sana Javed", 50)))
    assert check.bar.person.isVisible()
    click(button(check.bar, "Take these points"))
    assert "Choose first whose mark it is." in words(check.bar)
    check.bar.person.setCurrentIndex(2)
    click(button(check.bar, "Take these points"))
    click(button(page, "Import 2 marks"))
    qtbot.waitUntil(lambda: office.place.page == "offering")
    with programme.reading() as session:
        grid = scores.grid(session, offering_id=intake.id)
    twins = [
        marks[1].points
        for trainee, marks in zip(grid.trainees, grid.marks, strict=True)
        if trainee.names.en == "Bilal Twin"
    ]
    assert twins == [None, 40]


def test_namesakes_are_told_apart_by_rank_and_organisation(read, programme, intake, tmp_path):
    with programme.transaction() as session:
        offering = session.get(Offering, intake.id)
        ranks = session.scalars(select(Rank).where(Rank.side == "PK").limit(2)).all()
        for rank in ranks:
            enrol(session, offering, make_person(session, "Bilal Twin", rank_id=rank.id))
        titles = [rank.title_en for rank in ranks]
    check = read(book(tmp_path, ("Name", "Score /60"), ("Bilal Twin", 40)))
    entries = [plain(check.bar.person.itemText(place)) for place in (1, 2)]
    assert [entry.partition("Bilal Twin, ")[2] for entry in entries] == titles


def test_after_each_decision_the_keyboard_is_on_the_next_mark(read, office, tmp_path):
    names = ("Asad Ullah", "Zulfiqar Ali", "Usman Ghani")
    rows = ((name, "perhaps") for name in names)
    check = read(book(tmp_path, ("Name", "Score /60"), ("Sohail Abbas", 40), *rows))
    check.bar.points.setFocus()
    QTest.keyClicks(check.bar.points, "41")
    QTest.keyClick(check.bar.points, Qt.Key.Key_Return)
    assert office.focusWidget() is check.bar.points
    QTest.keyClicks(check.bar.points, "42")
    QTest.keyClick(check.bar.points, Qt.Key.Key_Tab)
    assert office.focusWidget() is check.bar.take
    QTest.keyClick(check.bar.take, Qt.Key.Key_Return)
    assert office.focusWidget() is check.bar.points
    click(button(check.bar, "Excused"))
    assert office.focusWidget() is check.table
    assert [str(each.mark.points or "") for each in check.decisions.values()] == ["41", "42", ""]


def test_tab_goes_from_the_table_by_the_decision_to_the_foot(read, office, page):
    check = read(MARKS)
    foot = page._wizard.footer
    expected = (*check.bar.parts[1:-1], foot.cancel_button, foot.back_button, foot.step_button)
    check.table.setFocus()
    reached = []
    for _stop in expected:
        QTest.keyClick(office.focusWidget(), Qt.Key.Key_Tab)
        reached.append(office.focusWidget())
    assert reached == list(expected)


def test_a_list_is_proposed_for_the_one_component_with_its_maximum(office, intake, read, qtbot):
    office.navigate("mark-import", id=str(intake.id), attempt="1", component="WRT")
    check = read(MARKS)
    assert check.component.value == "FIR"
    assert not check.strips.strips()


def test_another_component_is_read_again(read, page, qtbot):
    check = read(MARKS)
    check.component_chosen.emit("WRT")
    qtbot.waitUntil(lambda: page._looked.question.component_code == "WRT")
    assert all(line.mark.component.code == "WRT" for line in check.lines)
    assert "out of 60, the component has 100" in check.strips.strips()[0].rest
    click(button(page, "Take the points as they are"))
    qtbot.waitUntil(lambda: page._looked.question.is_maximum_accepted)
    assert sum(line.fate == Fate.NEW for line in check.lines) > 20


def test_a_list_with_several_columns_of_marks_asks_for_the_right_one(read, page, tmp_path, qtbot):
    file = book(tmp_path, ("Name", "Morning score", "Evening score"), ("Sana Javed", 40, 41))
    check = read(file)
    assert check.lines == []
    assert "several columns of marks" in check.strips.strips()[0].rest
    assert not page._wizard.footer.step_button.isEnabled()
    check.column.setCurrentIndex(2)
    check.column.chosen.emit(check.column.value)
    qtbot.waitUntil(lambda: len(check.lines) == 1)
    assert check.lines[0].mark.text == "41"


def test_the_programs_own_list_says_itself_what_it_marks(read, page, programme, intake, tmp_path):
    file = tmp_path / "scores.xlsx"
    with programme.transaction() as session:
        score_lists.export(session, offering_code=intake.code, path=file, now=NOW)
    check = read(file)
    assert check.component.isHidden() or not check.component.isVisible()
    assert "The program wrote this list itself" in words(check)
    assert "No mark would change." in words(page)


def test_a_file_that_is_no_list_is_refused_in_words(page, tmp_path, qtbot):
    file = tmp_path / "letter.xlsx"
    book(tmp_path, ("Dear Sir",), name="letter.xlsx")
    page.read_file(file)
    qtbot.waitUntil(lambda: page._file_step.strips.strips() != [])
    assert "looks like a mark list" in page._file_step.strips.strips()[0].rest
    assert page._wizard.step == 0


def test_f8_goes_to_what_is_to_be_decided_and_then_to_what_was_refused(read, page):
    check = read(MARKS)
    by_key = {action.shortcut().toString(): action for action in page.actions()}
    check.table.select_id(check.lines[5].id)
    by_key["F8"].trigger()
    assert check.table.current_id == check.lines[0].id
    click(button(check.bar, "Absent"))
    by_key["F8"].trigger()
    by_key["Shift+F8"].trigger()
    current = next(line for line in check.lines if line.id == check.table.current_id)
    assert current.fate == Fate.REFUSED


def test_a_filter_shows_one_fate(read):
    check = read(MARKS)
    check.fates.choose(Fate.REFUSED)
    assert check.table.row_count == 3  # the current one stays until it is left
    check.fates.choose("all")
    assert check.table.row_count == len(check.lines)


def test_cancel_goes_back_to_the_scores(page, office, qtbot):
    click(button(page, "Cancel"))
    assert office.place.keys["tab"] == "scores"


def test_the_file_is_chosen_in_a_dialog(page, qtbot):
    click(button(page, "Choose a file"))
    chooser = page.findChild(QFileDialog)
    chooser.fileSelected.emit(str(MARKS))
    chooser.close()
    qtbot.waitUntil(lambda: page._looked is not None)
    click(button(page, "Back"))
    assert page._wizard.step == 0
    click(button(page, "Next"))
    assert page._wizard.step == 1


@pytest.mark.parametrize("language", ["ur", "zh"])
def test_the_check_is_said_again_in_another_language(read, office, page, language, qtbot):
    check = read(MARKS)
    office.context.appearance.set_language(language)
    qtbot.waitUntil(lambda: check.table.row_count == len(check.lines))
    assert page.title() != ""
    office.context.appearance.set_language("en")
