"""The Scores tab inside the workspace of an offering."""

from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.ui.conftest import NOW
from tests.ui.pages.looking import button, click, dialog, words
from tests.ui.pages.typing import press, type_text
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import ScoreState
from trainer_app.services import scores
from trainer_app.ui.tables.score_grid.table import Filter

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab_of(office, qtbot):
    def go(row):
        office.navigate("offering", id=str(row.id), tab="scores")
        qtbot.waitUntil(lambda: "scores" in office.page._tabs)
        tab = office.page._tabs["scores"]
        qtbot.waitUntil(lambda: tab._facts is not None and tab._facts.id == row.id)
        qtbot.waitUntil(lambda: tab.entry._table is not None and tab.entry.table.grid.offering_id == row.id)
        return tab

    return go


@pytest.fixture
def tab(tab_of, code_of):
    return tab_of(code_of("assessment"))


def settle(tab, qtbot):
    qtbot.waitUntil(lambda: not tab.recorder._saves)


def plain(text):
    return text.translate(dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069)))


def refuse(tab):
    """Type a value that no component takes."""
    tab.grid.setFocus()
    type_text("9999")
    press(Key.Key_Return)


def test_the_keyboard_is_on_the_grid_at_once(tab, office):
    assert office.focusWidget() is tab.grid.marks


def test_progress_filters_and_tab_agree(tab, office):
    counts = tab.entry.table.counts()
    assert plain(tab.bar._progress.text()) == f"{counts.entered} of {counts.cells} entered"
    assert counts.cells - counts.entered == counts.not_entered
    assert office.page._row._counts[2]._count.text() == str(counts.not_entered)


def test_a_saved_value_counts_down_and_tells_its_time(tab, office, qtbot):
    before = tab.entry.table.counts().not_entered
    type_text("10")
    press(Key.Key_Return)
    settle(tab, qtbot)
    assert tab.entry.table.counts().not_entered == before - 1
    assert plain(tab.bar.saved.words) == f"Saved {NOW.astimezone():%H:%M:%S}"
    assert tab.bar.saved.isVisible()
    qtbot.waitUntil(lambda: office.page._row._counts[2]._count.text() == str(before - 1))


def test_an_own_save_does_not_read_the_grid_again(tab, office, qtbot):
    table = tab.entry.table
    facts = tab.facts
    type_text("10")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: tab.facts is not facts)
    settle(tab, qtbot)
    assert tab.entry.table is table


def test_what_others_change_is_read_again(tab, office, qtbot):
    table, row, column = tab.entry.table, *tab.grid.marks.place
    trainee, component = table.key(row, column)
    tab.context.tasks.write(
        scores.record,
        changes=("score",),
        offering_id=tab.offering_id,
        enrolment_id=trainee,
        component_id=component,
        mark=Mark(ScoreState.SCORED, Decimal(7)),
        now=NOW,
    )
    qtbot.waitUntil(lambda: tab.entry.table is not table)
    assert tab.entry.table.mark(row, column).points == 7


def test_f5_reads_again(tab, office, qtbot):
    table = tab.entry.table
    press(Key.Key_F5)
    qtbot.waitUntil(lambda: tab.entry.table is not table)


def test_a_value_not_accepted_is_told_in_a_strip_with_the_way_to_it(tab, office, qtbot):
    place = tab.grid.marks.place
    refuse(tab)
    strip = tab.strips.strips()[0]
    assert (strip.kind, plain(strip.first)) == ("danger", "9999 is not saved.")
    qtbot.waitUntil(lambda: "1 value is not accepted" in office.status.words)
    tab.grid.marks.go_to(0, 0)
    click(button(tab, "Go to cell"))
    assert tab.grid.marks.place == place
    press(Key.Key_Escape)
    assert tab.strips.strips() == []


def test_several_values_not_accepted_are_counted(tab):
    refuse(tab)
    refuse(tab)
    assert tab.strips.strips()[0].rest.endswith("1 more value is not accepted.")


def test_leaving_with_a_value_not_accepted_asks_once_and_keeps_it_as_typed(tab, office, qtbot, answer):
    place = tab.grid.marks.place
    refuse(tab)
    answer("Stay and correct")
    press(Key.Key_Tab, CTRL)
    assert office.place.keys["tab"] == "scores"
    assert tab.grid.marks.place == place
    answer("Leave as typed")
    office.navigate("today")
    assert office.place.page == "today"
    office.go_back()
    qtbot.waitUntil(tab.grid.isVisible)
    assert tab.entry.table.rejected(*place).text == "9999"
    office.navigate("today")
    assert office.place.page == "today"


@pytest.fixture
def answer():
    """Answers the next question with one of its buttons, as soon as it is asked."""
    timer = QTimer(interval=5)
    wanted = []

    def answer_it():
        shown = dialog()
        if shown is not None:
            timer.stop()
            click(button(shown, wanted.pop()))

    def press_button(text):
        wanted.append(text)
        timer.start()

    timer.timeout.connect(answer_it)
    yield press_button
    timer.stop()


def test_values_not_accepted_of_another_offering_are_counted_and_kept(tab_of, code_of, office, qtbot, answer):
    first, second = code_of("assessment"), code_of("running")
    tab = tab_of(first)
    place = tab.grid.marks.place
    refuse(tab)
    answer("Leave as typed")
    tab = tab_of(second)
    assert tab.entry.table.rejected_places() == []
    assert tab.context.tasks.saving.not_accepted == 1
    tab = tab_of(first)
    assert tab.entry.table.rejected(*place).text == "9999"


def test_what_is_being_typed_is_accepted_when_the_tab_is_left(tab, office, qtbot):
    row, column = tab.grid.marks.place
    type_text("7")
    press(Key.Key_Tab, CTRL)
    settle(tab, qtbot)
    assert tab.entry.table.mark(row, column).points == 7
    assert office.place.keys["tab"] == "results"


def test_nothing_typed_is_lost_when_the_window_is_closed_at_once(tab, office, programme, qtbot):
    row = next(iter(range(len(tab.entry.table.trainees))))
    tab.grid.marks.go_to(row, 0)
    for value in ("11", "12", "13"):
        type_text(value)
        press(Key.Key_Return)
    assert office.close()
    office.context.tasks.close()
    with programme.reading() as session:
        grid = scores.grid(session, offering_id=tab.offering_id)
    assert [marks[0].points for marks in grid.marks[:3]] == [11, 12, 13]


def test_a_value_refused_at_the_last_moment_still_asks_before_leaving(tab, office, programme, answer, qtbot):
    from trainer_app.models.delivery import Offering
    from trainer_app.rules.states import OfferingState

    with programme.transaction() as session:
        session.get(Offering, tab.offering_id).state = OfferingState.CLOSED
    type_text("11")
    answer("Stay and correct")
    office.navigate("today")
    assert office.place.keys["tab"] == "scores"
    assert len(tab.entry.table.rejects) == 1


def test_a_resit_shows_its_own_marks(tab, qtbot):
    tab.bar.attempts.menu_.actions()[1].trigger()
    qtbot.waitUntil(lambda: tab.entry.table.grid.attempt == 2)
    assert plain(tab.bar.attempts.text()) == "Attempt 2"
    table = tab.entry.table
    expected = {(row, column) for row in range(len(table.trainees)) for column in range(4)
                if table.is_expected(row, column)}  # fmt: skip
    assert table.counts().cells == len(expected)
    if expected:
        assert tab.grid.marks.place in expected


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("closed", "The offering is closed."),
        ("results", "The results are before the board."),
    ],
)
def test_a_stage_without_typing_says_why(tab_of, code_of, state, sentence):
    tab = tab_of(code_of(state))
    strip = tab.strips.strips()[0]
    assert strip.kind == "info"
    assert strip.rest.startswith(sentence)
    assert not tab.bar.undo.isVisible()
    assert tab.foot.hints.isHidden()


def test_an_offering_without_trainees_says_how_to_begin(office, tab_of, code_of, qtbot):
    row = code_of("planned")
    tab = tab_of(row)
    assert "No one is on this roll yet" in words(tab)
    click(button(tab, "Go to the roll"))
    qtbot.waitUntil(lambda: office.place.keys.get("tab") == "roll")


def test_a_column_whose_sheet_is_locked_says_so_when_it_is_typed_in(tab, programme, qtbot):
    from trainer_app.models.assessment import ScoreSheet
    from trainer_app.rules.states import SheetState

    sheet_id = tab.entry.table.components[0].sheet_id
    with programme.transaction() as session:
        session.get(ScoreSheet, sheet_id).state = SheetState.LOCKED
    table = tab.entry.table
    press(Key.Key_F5)
    qtbot.waitUntil(lambda: tab.entry.table is not table)
    tab.grid.marks.go_to(0, 0)
    type_text("5")
    assert "is locked and cannot be changed here. Request a correction." in tab.strips.strips()[0].rest
    press(Key.Key_Right)
    assert tab.strips.strips() == []
    press(Key.Key_Tab)
    assert tab.grid.marks.place[1] != 0


def test_undo_and_redo_by_their_buttons(tab, qtbot):
    row, column = tab.grid.marks.place
    assert not tab.bar.undo.isEnabled()
    type_text("7")
    press(Key.Key_Return)
    click(tab.bar.undo)
    assert tab.entry.table.mark(row, column).state == ScoreState.NOT_ENTERED
    click(tab.bar.redo)
    settle(tab, qtbot)
    assert tab.entry.table.mark(row, column).points == 7


def test_the_hints_give_way_to_twelve_trainees(tab, office, qtbot):
    office.resize(1366, 768)
    office.context.appearance.set_language("ur")
    refuse(tab)
    qtbot.waitUntil(lambda: tab.foot.hints.isHidden())
    visible = (tab.grid.marks.viewport().height()) // tab.grid.marks.rowHeight(0)
    assert visible >= 12
    office.context.appearance.set_language("en")
    qtbot.waitUntil(lambda: not tab.foot.hints.isHidden())


@pytest.mark.parametrize("language", ["ur", "zh"])
def test_everything_is_said_again_in_another_language(tab, office, language, qtbot):
    refuse(tab)
    office.context.appearance.set_language(language)
    assert plain(tab.strips.strips()[0].first) != ""
    assert tab.bar.filters.current == Filter.ALL


def test_the_score_list_is_exported(tab, office, tmp_path, qtbot):
    actions = tab.bar.lists.menu_.actions()
    assert [action.text() for action in actions] == ["Import mark list", "Export score list"]
    actions[1].trigger()
    chooser = tab.findChild(QFileDialog)
    file = tmp_path / "scores.xlsx"
    chooser.fileSelected.emit(str(file))
    chooser.close()
    qtbot.waitUntil(lambda: "scores.xlsx" in office.toast_bar.words)
    assert openpyxl.load_workbook(file).sheetnames


def test_the_import_is_reached_with_the_current_column(tab, office, qtbot):
    tab.grid.marks.go_to(0, 2)
    tab.bar.lists.menu_.actions()[0].trigger()
    assert office.place.page == "mark-import"
    assert office.place.keys["component"] == tab.entry.table.components[2].code


def test_only_the_export_is_offered_where_nothing_can_be_typed(tab_of, code_of):
    tab = tab_of(code_of("closed"))
    assert [action.text() for action in tab.bar.lists.menu_.actions()] == ["Export score list"]


def test_a_failed_save_is_told_beside_the_progress(tab):
    from trainer_app.ui.tasks import Saving

    tab.bar.saved.show_saving(Saving("not_saved", datetime(2026, 11, 23, tzinfo=UTC), "The disk is full."))
    assert tab.bar.saved.words == "Not saved"


def test_the_keys_of_the_tab_work_from_its_bar(tab, office):
    tab.bar.filters.setFocus()
    tab.grid.marks.go_to(0, 0)
    for action in tab.actions():
        action.trigger() if action.shortcut().toString() in {"F8", "Shift+F8"} else None
    assert tab.grid.marks.place is not None
    assert QApplication.focusWidget() is tab.grid.marks
