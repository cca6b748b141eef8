from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from tests.ui.pages.looking import click, words
from trainer_app.core.language import Titles
from trainer_app.services import access, certificates, enrolments, people, results, scores, sheets, stages
from trainer_app.services.today import WorkItem, WorkKind
from trainer_app.ui.pages.today.page import summary
from trainer_app.ui.pages.today.work_words import DONE_BY, WORDS
from trainer_app.ui.widgets.buttons import Button


@pytest.fixture
def page(office, qtbot):
    qtbot.waitUntil(lambda: "Quarter 4, 2026" in words(office.page))
    return office.page


def test_the_day_and_what_needs_the_user_are_said_first(page):
    said = words(page)
    assert "Monday 23 November 2026" in said
    assert "need you" in said


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 11, 27), "1 item needs you. 1 is due this week."),
        (date(2026, 11, 29), "1 item needs you. 1 is due this week."),
        (date(2026, 11, 30), "1 item needs you."),
        (date(2026, 11, 16), "1 item needs you."),
    ],
)
def test_what_is_due_this_week_lies_between_today_and_sunday(due, said):
    item = WorkItem(WorkKind.ENTER_SCORES, 6, 100, due, titles=Titles("Close Protection"))
    assert summary([item], date(2026, 11, 27)) == said


@pytest.mark.parametrize(
    ("kind", "service"),
    [
        (WorkKind.DECIDE_RESULTS, results.decide),
        (WorkKind.ENTER_SCORES, scores.record),
        (WorkKind.SUBMIT_SHEETS, sheets.submit),
        (WorkKind.VERIFY_SHEETS, sheets.verify),
        (WorkKind.TYPE_ATTENDANCE, enrolments.record_credited),
        (WorkKind.COMPLETE_NAMES, people.change),
        (WorkKind.MOVE_TO_RESULTS, stages.move),
        (WorkKind.ISSUE_CERTIFICATES, certificates.issue),
        (WorkKind.PRINT_CERTIFICATES, certificates.mark_printed),
        (WorkKind.CLOSE_OFFERING, stages.move),
        (WorkKind.START_OFFERING, stages.move),
        (WorkKind.BEGIN_ASSESSMENT, stages.move),
        (WorkKind.FILL_ROLL, enrolments.enrol),
    ],
)
def test_work_waits_for_those_who_may_do_it(kind, service):
    assert DONE_BY[kind] == access.roles_of(service)


def test_every_kind_of_work_is_somebody_s():
    assert all(DONE_BY[kind] for kind in WorkKind)


def test_the_basis_of_the_pass_rate_is_said_as_the_other_figures_are(page):
    rate = page._quarter._figures[2]._of.text()
    assert " of " in rate
    assert "/" not in rate


def test_in_urdu_the_whole_of_the_rate_stands_before_its_part(page, appearance, qtbot):
    figure = page._quarter._figures[2]._of
    part, _of, whole = figure.text().split()
    appearance.set_language("ur")
    qtbot.waitUntil(lambda: "از" in words(page._quarter) or "میں سے" in words(page._quarter))
    assert (
        figure.text() == f"{whole} میں سے {part}"
    )  # not isolated, or the words would turn the figures around
    appearance.set_language("en")


def test_exactly_one_button_is_filled_and_leads_to_the_most_urgent_work(office, page, qtbot):
    filled = [each for each in page.findChildren(Button) if each.property("role") == "primary"]
    assert len(filled) == 1
    click(filled[0])
    qtbot.waitUntil(lambda: office.place is not None and office.place.page == "offering")


def test_the_count_in_the_sidebar_is_the_number_of_items(office, page, qtbot):
    rows = [each for each in page.findChildren(QWidget) if type(each).__name__ == "_WorkRow"]
    assert rows
    assert f"{len(rows)} item" in words(page)


def test_running_offerings_open_by_enter(office, page, qtbot):
    table = page._running._table
    table.setFocus()
    qtbot.waitUntil(lambda: table.row_count > 0)
    table.opened.emit(table._model.id_at(0))
    qtbot.waitUntil(lambda: office.place.page == "offering")


def test_every_kind_of_work_has_its_words():
    assert set(WORDS) == set(WorkKind)


def test_an_empty_programme_says_that_nothing_is_open(window, qapp, qtbot, file_database, settings):
    from trainer_app.ui.pages.today.page import TodayPage

    page = TodayPage(window.context)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    qtbot.waitUntil(lambda: "Plan an offering to begin." in words(page))
    assert "Nothing needs you today" in words(page)
