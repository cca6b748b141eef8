import pytest
from sqlalchemy import select

from tests.ui.pages.looking import button, click, dialog, has_button, words
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
