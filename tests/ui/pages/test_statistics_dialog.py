"""The statistics of the components in their dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from tests.factories import make_person, make_score
from tests.ui.pages.looking import button, click, dialog, words
from trainer_app.models.assessment import Score, ScoreSheet, Sitting
from trainer_app.models.catalogue import Component
from trainer_app.models.delivery import Enrolment
from trainer_app.rules.states import EnrolmentState, ScoreState, SheetState
from trainer_app.services import component_statistics


@pytest.fixture
def opened(office, code_of, qtbot):
    """Opens the statistics of the results of AIP-310."""

    def go():
        row = code_of("results", "AIP-310")
        office.navigate("offering", id=str(row.id), tab="results")
        qtbot.waitUntil(lambda: "results" in office.page._tabs)
        tab = office.page._tabs["results"]
        qtbot.waitUntil(lambda: tab._found is not None)
        click(button(tab, "Statistics"))
        qtbot.waitUntil(lambda: dialog() is not None and dialog().table.row_count > 0)
        return dialog()

    yield go
    if dialog() is not None:
        dialog().reject()


def keep_on_roll(programme, offering_id, count):
    """Let all but some trainees have left."""
    with programme.transaction() as session:
        ids = session.scalars(
            select(Enrolment.id).where(Enrolment.offering_id == offering_id).order_by(Enrolment.roll_number)
        ).all()
        for enrolment_id in ids[count:]:
            session.get(Enrolment, enrolment_id).state = EnrolmentState.WITHDRAWN


def test_every_component_and_the_total_have_their_figures(opened, programme, code_of):
    shown = opened()
    with programme.reading() as session:
        found = component_statistics.of_offering(session, offering_id=code_of("results", "AIP-310").id)
    lines = [shown.table.row(each.component.code) for each in found.components]
    assert [line.figures for line in lines] == [each.figures for each in found.components]
    assert shown.table.row("total").figures == found.total
    assert f"of {found.trainees} trainees on the roll" in words(shown)


def test_the_arrows_show_the_marks_of_each_component_as_columns(opened, qtbot):
    shown = opened()
    first = shown.table.current_id
    assert sum(column.total for column in shown.chart._columns) == shown.table.row(first).figures.count
    QTest.keyClick(shown.table, Qt.Key.Key_Down)
    second = shown.table.row(shown.table.current_id)
    assert second.id != first
    assert f"Marks in percent: \u2068{second.title}\u2069" in words(shown)
    assert [column.total for column in shown.chart._columns] == list(second.figures.classes)
    assert "90–100: " in shown.chart.accessibleDescription().replace("\u2066", "").replace("\u2069", "")


def test_few_marks_carry_a_warning(opened, programme, code_of):
    keep_on_roll(programme, code_of("results", "AIP-310").id, 8)
    shown = opened()
    assert "3 lines are of fewer than 20 marks." in shown.strips.strips()[0].accessibleName()


def test_fewer_than_five_marks_show_no_figures_and_no_chart(opened, programme, code_of):
    keep_on_roll(programme, code_of("results", "AIP-310").id, 4)
    shown = opened()
    assert "Fewer than 5 marks: no figures are shown" in words(shown)
    assert not shown.chart.isVisible()
    assert shown.table.row("total").figures.mean is None
    assert not shown.strips.strips()


def test_who_marks_more_severely_is_named(opened, programme, code_of):
    with programme.transaction() as session:
        sheet = session.scalars(
            select(ScoreSheet).join(Sitting).where(Sitting.offering_id == code_of("results", "AIP-310").id)
        ).first()
        severe = make_person(session, "Khalid Mehmood")
        second = ScoreSheet(
            sitting_id=sheet.sitting_id,
            component_id=sheet.component_id,
            max_points=sheet.max_points,
            assessor_id=severe.id,
            state=SheetState.LOCKED,
        )
        session.add(second)
        session.flush()
        of_first = (Score.sheet_id == sheet.id, Score.state == ScoreState.SCORED)
        for score in session.scalars(select(Score).where(*of_first)).all():
            make_score(session, second, session.get(Enrolment, score.enrolment_id), str(score.points - 1))
        code = session.get(Component, sheet.component_id).code
    shown = opened()
    shown.table.select_id(code)
    assert "Khalid Mehmood\u2069: " in words(shown)
    assert "below the mean of the assessors" in words(shown)
    assert "Assessor without a name" in words(shown)
