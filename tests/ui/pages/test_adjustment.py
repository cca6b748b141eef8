"""Adjusting a result in the Results tab, by clicks and keys."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from tests.ui.pages.looking import button, click, dialog, has_button, words
from trainer_app.rules.vocabulary import AdjustmentKind
from trainer_app.services import adjustments
from trainer_app.ui.pages.offering.adjustment import AdjustmentDialog


@pytest.fixture
def row(code_of):
    return code_of("results", "AIP-310")


@pytest.fixture
def tab(office, row, qtbot):
    office.navigate("offering", id=str(row.id), tab="results")
    qtbot.waitUntil(lambda: "results" in office.page._tabs)
    found = office.page._tabs["results"]
    qtbot.waitUntil(lambda: found._found is not None and found._found.offering_id == row.id)
    return found


@pytest.fixture
def adjust(tab, qtbot):
    """Opens the dialog on the trainee who is explained."""

    def opened():
        click(button(tab, "Adjust…"))
        qtbot.waitUntil(lambda: isinstance(dialog(), AdjustmentDialog))
        return dialog()

    return opened


@pytest.fixture
def kept(programme, row):
    """Gives the adjustments that are recorded."""

    def read():
        with programme.reading() as session:
            return adjustments.rows(session, offering_id=row.id)

    return read


def typed(qtbot, shown, points="2.5", kind=AdjustmentKind.PENALTY):
    """Choose a kind, type points and see what they do."""
    shown.kind.set_value(kind)
    shown.points.setFocus()
    QTest.keyClicks(shown.points, points)
    qtbot.waitUntil(lambda: shown._looked is not None or shown._points_field.has_error())


def test_the_effect_is_shown_before_anything_is_written(tab, adjust, kept, qtbot):
    trainee = tab._chosen_trainee()
    shown = adjust()
    assert "type the points" in shown.after.text()
    typed(qtbot, shown)
    lower = trainee.graded.overall - Decimal("2.5")
    assert str(trainee.graded.overall) in shown.before.text()
    assert str(lower) in shown.after.text()
    assert kept() == ()
    shown.reject()
    assert kept() == ()


def test_an_adjustment_is_typed_kept_marked_in_the_list_and_taken_back(office, tab, adjust, kept, qtbot):
    trainee = tab._chosen_trainee()
    shown = adjust()
    typed(qtbot, shown)
    QTest.keyClicks(shown.authority, "JB-2026-07")
    QTest.keyClicks(shown.findChild(QPlainTextEdit), "Late by two days")
    QTest.keyClick(shown.authority, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: has_button(tab, "Take back"))
    (made,) = kept()
    assert (made.enrolment_id, made.points, made.kind) == (
        trainee.enrolment_id,
        Decimal("2.5"),
        AdjustmentKind.PENALTY,
    )
    told = words(tab._panel)
    assert "JB-2026-07" in told
    assert "Late by two days" in told
    qtbot.waitUntil(lambda: "adjusted" in tab._table.row(str(trainee.enrolment_id)).reason)
    click(button(tab, "Take back"))
    qtbot.waitUntil(lambda: not has_button(tab, "Take back"))
    assert kept() == ()
    assert office.toast_bar.words == "Adjustment taken back"
    office.toast_bar.undo()
    qtbot.waitUntil(lambda: has_button(tab, "Take back"))
    assert kept() == (made,)


def test_what_is_missing_is_said_at_its_field_and_nothing_is_written(adjust, kept, qtbot):
    shown = adjust()
    click(shown.act)
    assert "Type the points as a number" in words(shown)
    assert "Type who allowed it." in words(shown)
    assert "Type the reason" in words(shown)
    typed(qtbot, shown)
    click(shown.act)
    assert shown._authority_field.has_error()
    assert shown._reason_field.has_error()
    assert kept() == ()
    shown.reject()


def test_grace_is_of_the_total_alone_and_the_limit_of_the_rules_is_told(adjust, kept, qtbot):
    shown = adjust()
    shown.what.setCurrentIndex(1)
    typed(qtbot, shown, "50", AdjustmentKind.GRACE)
    assert shown.what.value is None
    assert not shown.what.isEnabled()
    assert shown._points_field.has_error()
    click(shown.act)
    assert dialog() is shown
    assert kept() == ()
    shown.reject()


def test_after_the_decision_no_result_can_be_adjusted(office, code_of, qtbot):
    closed = code_of("closed")
    office.navigate("offering", id=str(closed.id), tab="results")
    qtbot.waitUntil(lambda: "results" in office.page._tabs)
    tab = office.page._tabs["results"]
    qtbot.waitUntil(lambda: tab._found is not None and tab._found.offering_id == closed.id)
    assert not has_button(tab, "Adjust…")
    assert has_button(tab, "Show scores")
