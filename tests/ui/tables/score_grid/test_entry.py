"""What is saved, what the database refuses, and what others changed meanwhile."""

import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from tests.factories import enrol, make_offering
from tests.ui.pages.typing import press
from tests.ui.tables.score_grid.conftest import DRIVING, WRITTEN, enter, shown
from trainer_app.models.delivery import Offering
from trainer_app.rules.attempts import Mark
from trainer_app.rules.states import OfferingState, ScoreState
from trainer_app.services import offerings, scores

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def someone_else(file_database, intake):
    """Records a mark behind the window."""

    def record(row, column, points):
        with file_database.transaction() as session:
            scores.record(
                session,
                offering_id=intake.id,
                enrolment_id=intake.trainees[row],
                component_id=intake.components[column],
                mark=Mark(ScoreState.SCORED, Decimal(points)),
                now=datetime(2026, 11, 23, tzinfo=UTC),
            )

    return record


@pytest.fixture
def close_offering(file_database, intake):
    def close():
        with file_database.transaction() as session:
            session.get(Offering, intake.id).state = OfferingState.CLOSED

    return close


@pytest.fixture
def no_room():
    """No file can grow while it lasts, as on a full disk."""
    import resource

    @contextmanager
    def limited():
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return limited


def test_a_mark_that_someone_else_entered_meanwhile_is_kept(tab, saved, stored, someone_else):
    someone_else(0, WRITTEN, "50")
    enter("60")
    saved()
    assert stored() == {(0, WRITTEN): "50"}
    assert shown(tab, 0, WRITTEN) == "60"[:2] + ".0"
    assert "someone else entered" in tab.strips.strips()[0].rest
    press(Key.Key_Up)
    press(Key.Key_Escape)
    assert shown(tab, 0, WRITTEN) == "50.0"
    enter("60")
    saved()
    assert stored() == {(0, WRITTEN): "60"}


def test_a_mark_that_cannot_be_saved_stays_in_its_cell(tab, saved, stored, close_offering):
    close_offering()
    enter("60")
    saved()
    assert stored() == {}
    assert tab.entry.table.rejected(0, WRITTEN).text == "60.0"
    assert tab.entry.table.mark(0, WRITTEN).state == ScoreState.NOT_ENTERED
    assert tab.context.tasks.saving.not_accepted == 1
    assert tab.entry.steps.to_undo is None


@pytest.mark.skipif(sys.platform == "win32", reason="the size of files is limited by POSIX")
def test_what_a_full_disk_kept_out_is_saved_once_something_can_be_saved(tab, saved, stored, no_room, qtbot):
    with no_room():
        enter("60")
        enter("A")
        saved()
    assert stored() == {}
    assert tab.entry.table.rejected(0, WRITTEN).text == "60.0"
    enter("70")
    kept = {(0, WRITTEN): "60", (1, WRITTEN): "ABSENT", (2, WRITTEN): "70"}
    qtbot.waitUntil(lambda: stored() == kept)
    qtbot.waitUntil(lambda: tab.entry.table.rejected(0, WRITTEN) is None)
    assert tab.context.tasks.saving.not_accepted == 0


def test_a_value_typed_again_while_the_first_is_being_saved_counts(tab, saved, stored):
    enter("10")
    press(Key.Key_Up)
    enter("20")
    saved()
    assert stored() == {(0, WRITTEN): "20"}
    press(Key.Key_Z, CTRL)
    saved()
    assert stored() == {(0, WRITTEN): "10"}


def test_a_mark_refused_after_its_grid_was_left_is_told_above_the_page(
    tab, file_database, close_offering, window, qtbot
):
    with file_database.transaction() as session:
        other = make_offering(session, code="PK-2026-50")
        enrol(session, other)
    facts = tab.context.tasks.read_now(offerings.facts, offering_id=other.id)
    close_offering()
    tab.show_offering(facts)
    enter("60")
    qtbot.waitUntil(lambda: tab.entry.table.grid.offering_id == other.id)
    qtbot.waitUntil(lambda: not tab.recorder._saves)
    assert "Nothing was saved" in window.strips.strips()[0].first


def test_undo_of_what_someone_else_changed_is_refused(tab, saved, stored, someone_else):
    enter("10")
    saved()
    someone_else(0, WRITTEN, "50")
    press(Key.Key_Z, CTRL)
    saved()
    assert stored() == {(0, WRITTEN): "50"}
    assert tab.entry.table.rejected(0, WRITTEN) is not None


def test_a_mark_on_its_way_is_not_lost_when_the_grid_is_read_again(tab, saved, stored, qtbot):
    before = tab.entry.table
    tab.reload()
    enter("33")
    qtbot.waitUntil(lambda: tab.entry.table is not before)
    saved()
    assert shown(tab, 0, WRITTEN) == "33.0"
    assert stored() == {(0, WRITTEN): "33"}


def test_nothing_is_saved_where_nothing_changed(tab, saved, stored):
    enter("33")
    saved()
    steps = tab.entry.steps.to_undo
    press(Key.Key_Up)
    press(Key.Key_F2)
    press(Key.Key_Return)
    saved()
    assert tab.entry.steps.to_undo is steps
    assert stored() == {(0, WRITTEN): "33"}


def test_a_fault_of_the_program_leaves_the_value_to_type_again(tab, saved, stored, monkeypatch):
    told = []
    monkeypatch.setattr("trainer_app.services.scores.record_many", broken)
    tab.context.tasks.unanswered.disconnect()
    tab.context.tasks.unanswered.connect(told.append)
    enter("60")
    saved()
    assert len(told) == 1
    assert "could not be saved" in tab.strips.strips()[0].rest
    assert stored() == {}


def broken(session, **anything):
    raise RuntimeError


def test_totals_are_those_of_the_trainee_alone(tab, saved):
    enter("90")
    saved()
    totals = [tab.entry.table.result(row).graded.so_far for row in range(4)]
    assert totals == [Decimal("90.0"), None, None, None]
    tab.grid.marks.go_to(1, DRIVING)
    enter("20")
    saved()
    assert tab.entry.table.result(1).graded.so_far == Decimal("50.0")
