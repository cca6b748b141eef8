"""The history of an offering, and the scores as they were."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import NOW
from tests.ui.pages.looking import button, click, dialog, words
from trainer_app.rules.states import ScoreState
from trainer_app.services import history, scores
from trainer_app.services.scores import Mark


@pytest.fixture
def row(code_of):
    return code_of("assessment")


@pytest.fixture
def typed(programme, row):
    """A mark that somebody typed: the trainee's name, and the points."""
    with programme.transaction("scores.record") as session:
        grid = scores.grid(session, offering_id=row.id)
        trainee, component = grid.trainees[0], grid.components[0]
        mark = Mark(ScoreState.SCORED, Decimal("3.5"))
        scores.record(
            session,
            offering_id=row.id,
            enrolment_id=trainee.enrolment_id,
            component_id=component.id,
            mark=mark,
            now=NOW,
        )
    return trainee.names.en


@pytest.fixture
def tab(office, row, typed, qtbot):
    office.navigate("offering", id=str(row.id), tab="history")
    qtbot.waitUntil(lambda: "history" in office.page._tabs)
    found = office.page._tabs["history"]
    qtbot.waitUntil(lambda: found.table.row_count > 0)
    return found


def text(tab, line, column):
    return tab.table.model().index(line, column).data()


def choose(combo, words_of):
    place = next(place for place in range(combo.count()) if combo.itemText(place).startswith(words_of))
    combo.setCurrentIndex(place)
    combo.activated.emit(place)


def settled(tab, qtbot):
    qtbot.waitUntil(lambda: tab.context.tasks.is_idle)


def test_the_newest_change_stands_first(tab, typed):
    assert text(tab, 0, 2) == "Score entered"
    assert typed in text(tab, 0, 3)
    assert "3.5" in text(tab, 0, 6)


def test_filters_narrow_and_are_cleared(tab, typed, qtbot):
    every = tab.table.row_count
    choose(tab.bar.person, typed)
    settled(tab, qtbot)
    assert 0 < tab.table.row_count < every
    choose(tab.bar.field, "Score: Mark")
    settled(tab, qtbot)
    assert {text(tab, line, 4) for line in range(tab.table.row_count)} == {"Mark"}
    click(button(tab, "Clear filters"))
    settled(tab, qtbot)
    assert tab.table.row_count == every


def test_days_narrow_and_an_empty_answer_says_so(tab, qtbot):
    tab.bar.since.set_value((datetime.now(UTC) + timedelta(days=2)).date())
    qtbot.waitUntil(lambda: tab.table.row_count == 0)
    assert "No change is recorded here" in words(tab)


def test_older_changes_are_read_when_they_are_asked_for(tab, qtbot, monkeypatch):
    monkeypatch.setattr(history, "PAGE", 5)
    tab._limit = 5
    tab.reload()
    qtbot.waitUntil(lambda: tab.table.row_count == 5)
    assert "The newest 5 changes are shown" in words(tab)
    click(button(tab, "Show older changes"))
    qtbot.waitUntil(lambda: tab.table.row_count == 10)


def test_scores_are_shown_as_they_were(tab, typed, qtbot):
    day = datetime.now().astimezone().date()
    tab.past_bar.day.setFocus()
    QTest.keyClicks(tab.past_bar.day, f"{day:%d-%m-%Y}")
    QTest.keyClick(tab.past_bar.day, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.is_past_shown)
    assert "Scores as they were on" in words(tab.past)
    model = tab.past.table.model()
    names = [model.index(line, 1).data() for line in range(model.rowCount())]
    assert model.index(names.index(typed), 2).data() == "3.5"
    marks = {model.index(line, 2).data() for line in range(model.rowCount())} - {"–"}
    figures = [mark for mark in marks if mark[0].isdigit()]
    assert all(mark[-2] == "." for mark in figures)  # so that they line up
    click(button(tab.past, "Back to the history"))
    assert not tab.is_past_shown


@pytest.mark.parametrize(
    ("time", "problem"), [("9:99", "Type the time as hours and minutes"), ("", "Type the day")]
)
def test_a_day_or_time_that_is_none_is_said(tab, time, problem):
    if time:
        tab.past_bar.day.set_value(NOW.date())
    tab.past_bar.time.setText(time)
    click(button(tab.past_bar, "Show"))
    assert problem in words(tab.past_bar)
    assert not tab.is_past_shown


def test_a_minute_is_shown_to_its_end(tab, qtbot):
    tab.past_bar.day.set_value(NOW.date())
    tab.past_bar.time.setText("۱۴:۳۰")
    with qtbot.waitSignal(tab.past_bar.asked) as asked:
        tab.past_bar.ask()
    assert f"{asked.args[0]:%H:%M:%S}" == "14:30:59"


def test_the_overview_tells_the_latest_changes_and_leads_to_all(office, tab, row, typed, qtbot):
    office.navigate("offering", id=str(row.id))
    qtbot.waitUntil(lambda: office.page.shown_tab is not None and office.context.tasks.is_idle)
    shown = office.page.shown_tab
    qtbot.waitUntil(lambda: shown.latest.isVisible())
    assert f"Score entered, ⁨{typed}" in words(shown.latest)
    click(shown.latest.link)
    qtbot.waitUntil(lambda: office.place.keys.get("tab") == "history")


@pytest.mark.parametrize("page", ["people", "courses"])
def test_a_person_and_a_course_have_their_history(office, page, qtbot):
    office.navigate(page)
    qtbot.waitUntil(lambda: office.context.tasks.is_idle)
    click(button(office, "History"))
    asked = dialog()
    qtbot.waitUntil(lambda: asked.table.row_count > 0)
    assert asked.windowTitle().startswith("History of")
    click(button(asked, "Close"))
