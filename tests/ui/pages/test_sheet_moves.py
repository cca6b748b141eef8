"""Score sheets in the window: submitted, verified, returned, locked and corrected, by keys and clicks."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from tests.ui.conftest import NOW
from tests.ui.pages.looking import click, dialog, words
from tests.ui.pages.typing import press
from trainer_app.models.users import User
from trainer_app.rules.states import ScoreState, SheetState
from trainer_app.services import scores, sheets
from trainer_app.services.sample_users import SAMPLE_PASSWORD
from trainer_app.services.scores import Entry, Mark
from trainer_app.ui.pages.offering.correction import CorrectionDialog
from trainer_app.ui.pages.offering.sheet_moves import ReturnDialog
from trainer_app.ui.widgets.dialogs import Dialog

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def as_user(programme, login):
    """Let a user of the sample do what is done from now on."""
    with programme.reading() as session:
        programme.user = session.scalar(select(User.id).where(User.login == login))
    programme.is_program = False


@pytest.fixture
def tab_of(office, code_of, qtbot):
    def go(state):
        row = code_of(state)
        office.navigate("offering", id=str(row.id), tab="scores")
        qtbot.waitUntil(lambda: "scores" in office.page._tabs)
        tab = office.page._tabs["scores"]
        qtbot.waitUntil(lambda: tab.entry._table is not None and tab.entry.table.grid.offering_id == row.id)
        qtbot.waitUntil(lambda: bool(tab.foot.moves._facts))
        tab.grid.marks.go_to(0, 0)
        return tab

    return go


@pytest.fixture
def filled(tab_of, programme, qtbot):
    """The tab of the offering in assessment, whose first sheet has no blank."""
    tab = tab_of("assessment")
    as_user(programme, "instructor")
    table = tab.entry.table
    blanks = [
        Entry(*table.key(row, 0), Mark(ScoreState.ABSENT))
        for row in range(len(table.trainees))
        if table.is_open_work(row, 0)
    ]
    given = {"offering_id": tab.offering_id, "entries": blanks, "now": NOW}
    tab.context.tasks.write(scores.record_many, changes=("score",), **given)
    qtbot.waitUntil(lambda: tab.entry.table is not table and bool(tab.foot.moves._facts))
    tab.grid.marks.go_to(0, 0)
    return tab


def state(tab):
    return tab.entry.table.components[0].sheet_state


def reach(tab, wanted, qtbot):
    qtbot.waitUntil(lambda: state(tab) is wanted and bool(tab.foot.moves._facts))


def submit(tab, qtbot):
    click(tab.foot.moves.submit)
    reach(tab, SheetState.SUBMITTED, qtbot)


def test_a_sheet_with_a_blank_is_not_submitted_and_says_what_is_missing(tab_of):
    tab = tab_of("assessment")
    table = tab.entry.table
    column = next(
        each
        for each in range(len(table.components))
        if any(table.is_open_work(row, each) for row in range(len(table.trainees)))
    )
    tab.grid.marks.go_to(0, column)
    assert tab.foot.moves.submit.isVisible()
    assert not tab.foot.moves.submit.isEnabled()
    assert "to be entered" in tab.foot.missing.text()


def test_ctrl_enter_submits_and_undo_takes_it_back(filled, office, qtbot):
    filled.grid.marks.setFocus()
    press(Key.Key_Return, CTRL)
    reach(filled, SheetState.SUBMITTED, qtbot)
    assert "Submitted by" in filled.foot.missing.text()
    assert not filled.foot.moves.submit.isVisible()
    office.toast_bar.undo()
    reach(filled, SheetState.DRAFT, qtbot)


def test_who_entered_a_sheet_reads_why_another_person_verifies_it(filled, qtbot):
    submit(filled, qtbot)
    assert filled.foot.moves.verify.isVisible()
    assert not filled.foot.moves.verify.isEnabled()
    assert "so another person verifies it" in filled.foot.missing.text()


def test_another_person_verifies_and_locks(filled, programme, qtbot):
    submit(filled, qtbot)
    as_user(programme, "verifier")
    filled.reload()
    qtbot.waitUntil(filled.foot.moves.verify.isEnabled)
    click(filled.foot.moves.verify)
    reach(filled, SheetState.VERIFIED, qtbot)
    assert "Verified by" in filled.foot.missing.text()
    assert filled.foot.moves.correct.isVisible()


def test_a_returned_sheet_shows_the_remark(filled, programme, qtbot):
    submit(filled, qtbot)
    as_user(programme, "verifier")
    click(filled.foot.moves.give_back)
    qtbot.waitUntil(lambda: isinstance(dialog(), ReturnDialog))
    asked = dialog()
    click(asked.act)
    assert "Type what is to be mended" in words(asked)
    QTest.keyClicks(asked.remark, "Row 2 is smudged")
    click(asked.act)
    qtbot.waitUntil(lambda: dialog() is None)
    reach(filled, SheetState.DRAFT, qtbot)
    assert "Row 2 is smudged" in filled.foot.missing.text()


@pytest.fixture
def correction(tab_of, programme, qtbot):
    """The tab of an offering before the board, and the dialog in which its first sheet is corrected."""
    tab = tab_of("results")
    as_user(programme, "instructor")
    click(tab.foot.moves.correct)
    qtbot.waitUntil(lambda: isinstance(dialog(), CorrectionDialog))
    yield tab, dialog()
    if isinstance(dialog(), Dialog):
        dialog().reject()


def test_two_people_correct_a_locked_sheet_after_seeing_what_it_changes(correction, programme, qtbot):
    tab, asked = correction
    before = tab.entry.table.mark(0, 0)
    QTest.keyClicks(asked.mark, "0")
    QTest.keyClick(asked.mark, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked._previewed))
    assert "Band or outcome of 1 trainee changes." in words(asked)
    assert before.points is not None
    QTest.keyClicks(asked.reason, "Read from the wrong row")
    QTest.keyClicks(asked.login, "verifier")
    QTest.keyClicks(asked.password, SAMPLE_PASSWORD)
    click(asked.act)
    qtbot.waitUntil(lambda: dialog() is None)
    reach(tab, SheetState.VERIFIED, qtbot)
    assert tab.entry.table.mark(0, 0).points == Decimal(0)
    assert "Version 2" in tab.foot.missing.text()
    with programme.reading() as session:
        found = sheets.of_offering(session, offering_id=tab.offering_id)
    assert found[0].reason == "Read from the wrong row"


def test_nothing_is_corrected_without_a_mark_whose_consequences_are_seen(correction):
    tab, asked = correction
    click(asked.act)
    assert "Add at least one mark" in words(asked)
    assert "Type the reason" in words(asked)
    QTest.keyClicks(asked.mark, "99999")
    QTest.keyClick(asked.mark, Key.Key_Return)
    assert asked._marks == {}
    assert state(tab) is SheetState.LOCKED
