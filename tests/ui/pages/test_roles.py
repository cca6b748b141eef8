"""The window as each of the eight roles: every page and tab, and never a refusal."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction

from tests.ui.conftest import NOW
from tests.ui.pages.looking import has_button, words
from trainer_app.rules.states import OfferingState
from trainer_app.services import offerings, signing_in
from trainer_app.services.sample_users import SAMPLE_PASSWORD, USERS
from trainer_app.ui.application import make_window
from trainer_app.ui.finder import FINDER
from trainer_app.ui.page import Station
from trainer_app.ui.pages.offering.tabs import tabs_for
from trainer_app.ui.pages.registry import PAGES
from trainer_app.ui.screenshots import wait_for

LOGINS = [user.login for user in USERS]
OFFICE_KEYS = ["today", "offerings", "courses", "people", "certificates", "reports", "settings"]


@pytest.fixture
def window_of(qapp, qtbot, programme, settings):
    """Gives the window as somebody of the sample, with the faults that were told."""
    made = []

    def sign_in(login):
        entered = signing_in.sign_in(programme.place, login=login, password=SAMPLE_PASSWORD)
        window = make_window(
            qapp,
            entered.database,
            settings,
            pages=PAGES,
            station=Station("IS", "PK", "Joint 2026"),
            finder=FINDER,
            clock=lambda: NOW,
            entered=entered,
        )
        faults = []
        window.context.tasks.unanswered.disconnect()
        window.context.tasks.unanswered.connect(faults.append)
        made.append((window, entered))
        window.resize(1440, 900)
        window.show()
        wait_for(window)
        return window, faults

    yield sign_in
    for window, entered in made:
        window.context.tasks.close()
        window.hide()
        window.deleteLater()
        entered.database.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def offerings_of(window):
    """The first offering of each stage."""
    rows = window.context.tasks.read_now(offerings.rows)
    return list({row.state: row for row in reversed(rows)}.values())


@pytest.mark.parametrize("login", LOGINS)
def test_every_page_and_tab_opens_without_a_refusal(window_of, login):
    window, faults = window_of(login)
    for key in tuple(window.sidebar.keys()):
        window.navigate(key)
        wait_for(window)
    if window.may_open("offering"):
        for row in offerings_of(window):
            for entry in tabs_for(window.context):
                window.navigate("offering", id=str(row.id), tab=entry.key)
                wait_for(window)
    for key in ("roll-import", "mark-import"):
        row = next((each for each in offerings_of(window)), None) if window.may_open(key) else None
        if row is not None:
            window.navigate(key, id=str(row.id))
            wait_for(window)
    assert faults == []
    assert not window.strips.isVisible()


@pytest.mark.parametrize("login", LOGINS)
def test_the_sidebar_holds_what_the_role_may_read(window_of, login):
    window, _faults = window_of(login)
    wanted = ["today", "settings"] if login == "admin" else OFFICE_KEYS
    assert window.sidebar.keys() == wanted


@pytest.mark.parametrize(
    ("login", "is_there", "is_not"),
    [
        ("board", "to decide", "not entered"),
        ("training", "not entered", "to decide"),
        ("certifying", "ready for", "to decide"),
        ("admin", "Nothing needs you today", "not entered"),
    ],
)
def test_the_page_today_lists_the_work_of_one_s_own_roles(window_of, login, is_there, is_not):
    window, _faults = window_of(login)
    window.navigate("today")
    wait_for(window)
    assert is_there in words(window.page)
    assert is_not not in words(window.page)


@pytest.mark.parametrize(
    ("login", "tab", "where", "said", "is_there"),
    [
        ("training", "results", "Nothing is final", "A board secretary records it.", True),
        ("board", "results", "Nothing is final", "A board secretary records it.", False),
        ("training", "certificates", "Numbers ", "A certifying officer issues them.", True),
        ("certifying", "certificates", "Numbers ", "A certifying officer issues them.", False),
    ],
)
def test_whose_step_comes_next_is_said_to_who_may_not_do_it(window_of, login, tab, where, said, is_there):
    window, _faults = window_of(login)
    seen = []
    rows = window.context.tasks.read_now(offerings.rows)
    for row in (each for each in rows if each.state is OfferingState.RESULTS):
        window.navigate("offering", id=str(row.id), tab=tab)
        wait_for(window)
        seen.append(words(window.page))
    [found] = [each for each in seen if where in each]
    assert (said in found) is is_there


def test_an_administrator_goes_nowhere_else_and_finds_no_person(window_of):
    window, faults = window_of("admin")
    window.navigate("people")
    assert window.place is None or window.place.page != "people"
    window.search.setText("al")
    window.search.textEdited.emit("al")
    wait_for(window)
    assert faults == []


@pytest.mark.parametrize(
    ("login", "page", "words", "is_there"),
    [
        ("training", "offerings", "New offering", True),
        ("auditor", "offerings", "New offering", False),
        ("verifier", "people", "Add person", False),
        ("training", "people", "Edit", True),
        ("instructor", "courses", "New course", False),
        ("reports", "reports", "Save as Excel", True),
        ("instructor", "reports", "Save as Excel", False),
        ("admin", "settings", "Add user", True),
        ("training", "settings", "Add user", False),
        ("training", "settings", "Change the password", True),
        ("training", "settings", "Make a new recovery key", False),
        ("certifying", "settings", "Add signatory", True),
        ("training", "settings", "Add signatory", False),
    ],
)
def test_a_button_is_there_for_who_may_use_it_and_absent_for_others(window_of, login, page, words, is_there):
    window, _faults = window_of(login)
    window.navigate(page)
    wait_for(window)
    assert has_button(window.page, words) is is_there


def test_a_command_that_the_role_may_not_use_is_absent_too(window_of):
    window, _faults = window_of("auditor")
    window.navigate("offerings")
    wait_for(window)
    assert "New offering" not in [action.text() for action in window.page.findChildren(QAction)]


def test_who_types_no_scores_reads_them_and_is_told_whose_work_it_is(window_of):
    window, _faults = window_of("verifier")
    rows = window.context.tasks.read_now(offerings.rows)
    row = next(each for each in rows if each.state is OfferingState.ASSESSMENT)
    window.navigate("offering", id=str(row.id), tab="scores")
    wait_for(window)
    tab = window.page.shown_tab
    assert not tab.entry.table.can_type
    tab._say_closed(0)
    assert "A training officer or an instructor types them" in tab.strips.strips()[0].accessibleName()
