"""Taking back what was done in this window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from trainer_app.core.language import Titles
from trainer_app.services import organisations
from trainer_app.services.organisations import RankDraft


@pytest.fixture
def ranks(file_database):
    """How many ranks there are."""

    def count():
        with file_database.reading() as session:
            return len(organisations.ranks(session))

    return count


@pytest.fixture
def add_rank(window, qtbot, ranks):
    """Adds a rank and says so."""

    def add(order=90):
        draft = RankDraft(side="PK", code=f"R-{order}", titles=Titles("Rank"), scale_order=order)
        before = ranks()
        window.context.tasks.write(
            organisations.add_rank, lambda _id: window.done("Rank added"), changes=("rank",), draft=draft
        )
        qtbot.waitUntil(lambda: ranks() == before + 1 and window.toast_bar.can_undo)

    return add


def ctrl_z(window):
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def ctrl_y(window):
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)


def test_the_notice_of_a_write_takes_it_back_and_does_it_again(window, add_rank, ranks, qtbot):
    before = ranks()
    add_rank()
    window.toast_bar.undo()
    qtbot.waitUntil(lambda: window.toast_bar.words == "Undone: Rank added")
    assert ranks() == before
    window.toast_bar.undo()
    qtbot.waitUntil(lambda: window.toast_bar.words == "Done again: Rank added")
    assert ranks() == before + 1


def test_the_notice_of_what_changed_nothing_takes_nothing_back(window, add_rank, qtbot):
    add_rank()
    window.context.tasks.write(
        organisations.ranks, lambda _rows: window.done("Nothing was new"), changes=("rank",)
    )
    qtbot.waitUntil(lambda: window.toast_bar.words == "Nothing was new")
    assert not window.toast_bar.can_undo


def test_ctrl_z_takes_back_the_last_thing_when_its_notice_is_gone(window, add_rank, ranks, qtbot):
    before = ranks()
    add_rank(90)
    add_rank(91)
    for left in (1, 0):
        window.toast("Something else")
        ctrl_z(window)
        qtbot.waitUntil(lambda left=left: ranks() == before + left)
        qtbot.waitUntil(lambda: "Undone" in window.toast_bar.words)


def test_ctrl_z_again_and_again_goes_further_back_and_ctrl_y_forth(window, add_rank, ranks, qtbot):
    before = ranks()
    add_rank(90)
    add_rank(91)
    for left in (1, 0):
        ctrl_z(window)
        qtbot.waitUntil(lambda left=left: ranks() == before + left and window.context.tasks.is_idle)
    for there in (1, 2):
        ctrl_y(window)
        qtbot.waitUntil(lambda there=there: ranks() == before + there and window.context.tasks.is_idle)
    ctrl_z(window)
    qtbot.waitUntil(lambda: ranks() == before + 1)


def test_ctrl_y_does_nothing_once_something_else_was_done(window, add_rank, ranks, qtbot):
    before = ranks()
    add_rank(90)
    ctrl_z(window)
    qtbot.waitUntil(lambda: ranks() == before and window.context.tasks.is_idle)
    add_rank(91)
    ctrl_y(window)
    qtbot.waitUntil(lambda: window.context.tasks.is_idle)
    assert ranks() == before + 1


def test_what_stands_in_the_way_is_told_above_the_page(window, add_rank, file_database, ranks, qtbot):
    add_rank()
    with file_database.transaction("organisations.change_rank") as session:
        row = next(row for row in organisations.ranks(session) if row.draft.code == "R-90")
        changed = replace(row.draft, titles=Titles("Other"))
        organisations.change_rank(session, rank_id=row.id, version=row.version, draft=changed)
    window.toast_bar.undo()
    qtbot.waitUntil(lambda: window.strips.isVisible())
    assert "was changed since" in window.strips.strips()[0].first
    assert any(row for row in range(ranks()))


def test_nothing_can_be_undone_before_something_was_done(window, qtbot):
    assert not window.undoing.is_possible
    ctrl_z(window)
    qtbot.waitUntil(lambda: window.context.tasks.is_idle)
    assert not window.toast_bar.isVisible()


def test_a_step_that_changed_nothing_leaves_nothing_to_undo(window, qtbot):
    window.context.tasks.write(organisations.sides, changes=())
    qtbot.waitUntil(lambda: window.context.tasks.is_idle)
    ctrl_z(window)
    qtbot.waitUntil(lambda: window.context.tasks.is_idle)
    assert not window.strips.isVisible()
