import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QSplitter
from sqlalchemy import func, select

from tests.ui.pages.looking import button, click, dialog, has_button, words
from trainer_app.models.delivery import Enrolment
from trainer_app.models.outcomes import ResultRun
from trainer_app.models.users import User
from trainer_app.services import results
from trainer_app.services.results import Group
from trainer_app.ui.pages.offering.explanation import _RuleLine


@pytest.fixture
def tab_of(office, qtbot):
    def go(row):
        office.navigate("offering", id=str(row.id), tab="results")
        qtbot.waitUntil(lambda: "results" in office.page._tabs)
        tab = office.page._tabs["results"]
        qtbot.waitUntil(lambda: tab._found is not None and tab._found.offering_id == row.id)
        return tab

    return go


def test_the_first_trainee_is_explained_at_once(tab_of, code_of, qtbot):
    tab = tab_of(code_of("closed"))
    assert "How the total is made" in words(tab)
    assert "Total, rounded once" in words(tab)


def test_what_is_shown_is_what_the_rules_gave(tab_of, code_of, programme, qtbot):
    row = code_of("closed")
    tab = tab_of(row)
    with programme.reading() as session:
        found = results.of_offering(session, offering_id=row.id)
    shown = {line.trainee.enrolment_id: line.total for line in tab._shown_lines() if line.trainee}
    for trainee in found.trainees:
        if trainee.graded.overall is not None:
            assert shown[trainee.enrolment_id] == str(trainee.graded.overall)


def test_a_filter_shows_one_group(tab_of, code_of, qtbot):
    tab = tab_of(code_of("assessment"))
    tab._groups.choose(Group.WAITING)
    assert {line.trainee.group for line in tab._shown_lines() if line.trainee} == {Group.WAITING}


def test_the_arrows_of_the_panel_walk_through_the_list(tab_of, code_of, qtbot):
    tab = tab_of(code_of("closed"))
    first = tab._table.current_id
    tab._panel.step_asked.emit(1)
    second = tab._table.current_id
    assert second != first
    tab._panel.step_asked.emit(-1)
    assert tab._table.current_id == first


def test_the_scores_are_one_step_away(office, tab_of, code_of, qtbot):
    tab = tab_of(code_of("closed"))
    click(button(tab, "Show scores"))
    qtbot.waitUntil(lambda: office.place.keys.get("tab") == "scores")


def test_the_decision_of_the_board_makes_results_final(tab_of, code_of, programme, qtbot):
    row = code_of("results", "AIP-310")
    tab = tab_of(row)
    assert "Provisional results" in words(tab)
    click(button(tab, "Record the board's decision"))
    qtbot.waitUntil(lambda: dialog() is not None)
    shown = dialog()
    click(button(shown, "Record decision"))
    assert shown._minutes_field.has_error()
    shown._minutes.setText("12/2026")
    click(button(shown, "Record decision"))
    qtbot.waitUntil(lambda: tab._found.is_final)
    assert "minutes 12/2026" in words(tab)
    assert not has_button(tab, "Record the board's decision")
    with programme.reading() as session:
        assert results.of_offering(session, offering_id=row.id).is_final


def test_who_entered_the_marks_is_told_in_the_dialog_who_must_decide(tab_of, code_of, programme, qtbot):
    with programme.reading() as session:
        programme.user = session.scalar(select(User.id).where(User.login == "training"))
    tab = tab_of(code_of("results", "AIP-310"))
    click(button(tab, "Record the board's decision"))
    qtbot.waitUntil(lambda: dialog() is not None)
    shown = dialog()
    shown._minutes.setText("12/2026")
    click(button(shown, "Record decision"))
    qtbot.waitUntil(lambda: bool(shown.strips.strips()))
    assert "Another board secretary" in shown.strips.strips()[0].accessibleName()
    assert not tab._found.is_final
    shown.reject()


def test_before_the_stage_of_results_nothing_can_be_decided(tab_of, code_of, qtbot):
    tab = tab_of(code_of("assessment"))
    assert not button(tab, "Record the board's decision").isEnabled()
    assert "Move the offering to the stage of results" in words(tab)


def test_the_values_of_the_rules_stand_in_a_column(tab_of, code_of, qtbot):
    tab = tab_of(code_of("closed"))
    lines = tab._panel._content.findChildren(_RuleLine)
    assert len(lines) > 2
    qtbot.waitUntil(lambda: all(line.value.x() > 0 for line in lines))
    assert len({line.value.geometry().right() for line in lines}) == 1


def fail_by_hours(programme, trainee):
    """Leave a trainee with one minute of attendance, as if it had been typed elsewhere."""
    with programme.transaction() as session:
        session.get(Enrolment, trainee.enrolment_id).credited_minutes = 1


def show_again(tab, qtbot):
    shown = tab._found
    tab.reload()
    qtbot.waitUntil(lambda: tab._found is not shown)


def test_borderline_shows_everyone_near_a_line_and_says_how_near(tab_of, code_of, qtbot):
    tab = tab_of(code_of("results", "AIP-310"))
    click(tab._groups._buttons[Group.BORDERLINE])
    shown = [line for line in tab._shown_lines() if line.trainee]
    assert shown
    assert {line.trainee.enrolment_id for line in shown} == {
        trainee.enrolment_id for trainee in tab._found.trainees if trainee.near
    }
    assert all(any(word in line.reason for word in ("above", "below", "exactly")) for line in shown)


def test_results_are_computed_and_kept_and_then_tell_what_has_changed(
    office, tab_of, code_of, programme, qtbot
):
    tab = tab_of(code_of("assessment"))
    assert tab._found.computed_at is None
    click(button(tab, "Compute and keep"))
    qtbot.waitUntil(lambda: tab._found.computed_at is not None)
    assert not tab._found.is_stale
    passed = next(each for each in tab._found.trainees if each.graded.attendance)
    fail_by_hours(programme, passed)
    show_again(tab, qtbot)
    assert "1 result has changed since the results were computed." in words(tab)
    click(button(tab, "Show them"))
    (line,) = [line for line in tab._shown_lines() if line.trainee]
    assert line.trainee.enrolment_id == passed.enrolment_id
    assert line.reason.startswith("was ")
    assert line.reason.endswith(": hours")
    qtbot.waitUntil(lambda: "Changed since the results were computed (hours). It was:" in words(tab._panel))
    click(button(tab, "Compute again"))
    qtbot.waitUntil(lambda: not tab._found.is_stale)
    assert "has changed" not in words(tab)


def test_a_run_without_changes_is_not_kept_twice(office, tab_of, code_of, programme, qtbot):
    tab = tab_of(code_of("results", "AIP-310"))
    before = tab._found
    click(button(tab, "Compute again"))
    qtbot.waitUntil(lambda: tab._found is not before)
    with programme.reading() as session:
        assert session.scalar(select(func.count()).where(ResultRun.offering_id == before.offering_id)) == 1


def test_decided_results_say_which_would_be_different_and_what_award_that_touches(
    tab_of, code_of, programme, qtbot
):
    tab = tab_of(code_of("closed"))
    holder = next(each for each in tab._found.trainees if each.graded.is_pass)
    fail_by_hours(programme, holder)
    show_again(tab, qtbot)
    assert "1 result would be different now." in words(tab)
    assert "1 award was granted" in words(tab)
    marked = next(
        line
        for line in tab._shown_lines()
        if line.trainee and line.trainee.enrolment_id == holder.enrolment_id
    )
    assert marked.trainee.graded.is_pass
    assert marked.reason.startswith("\u2068changed\u2069")
    click(button(tab, "Show them"))
    (line,) = [line for line in tab._shown_lines() if line.trainee]
    assert line.reason.startswith("would be \u2068Incomplete")
    qtbot.waitUntil(lambda: "An award was granted on the decided result." in words(tab._panel))
    assert not has_button(tab, "Compute again")


def test_the_explanation_is_saved_as_pdf(tab_of, code_of, tmp_path, monkeypatch, qtbot):
    tab = tab_of(code_of("closed"))
    target = tmp_path / "result.pdf"
    asked = []

    def place(_parent, _title, name, _kinds):
        asked.append(name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)
    tab._table.setFocus()
    QTest.keyClick(tab._table, Qt.Key.Key_Down)
    chosen = tab._table.row(tab._table.current_id).trainee
    click(button(tab, "Save as PDF"))
    qtbot.waitUntil(target.exists)
    assert asked[0].endswith(f"result-{tab._found.offering_code}-{chosen.roll_number}.pdf")
    assert chosen.names.en in pypdf.PdfReader(target).pages[0].extract_text()


def test_a_narrow_explanation_is_whole(tab_of, code_of, qtbot):
    tab = tab_of(code_of("closed"))
    area = tab._panel._scrolling
    tab.findChild(QSplitter).setSizes([1000, 380])  # as in the smallest window
    qtbot.waitUntil(lambda: area.width() < 400)
    qtbot.waitUntil(lambda: area.widget().width() <= area.viewport().width())
