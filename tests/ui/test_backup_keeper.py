# ruff: noqa: F401, F811 (the window of the pages' tests is a fixture)
import shutil
import threading
from datetime import timedelta

import pytest

from tests.spoiling import turn_a_byte
from tests.ui.conftest import NOW
from tests.ui.pages.conftest import everybody, office, programme, sample_file
from tests.ui.pages.looking import button, click, dialog, words
from trainer_app.core.text import ltr
from trainer_app.services import backups
from trainer_app.storage import backup
from trainer_app.storage.backup import Occasion
from trainer_app.ui.closing_dialog import ClosingDialog

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def keeper(office):
    return office.backups


def made(programme):
    return backups.found(programme.place)


def block(programme):
    """Let no backup be made: a file is where their folder would be."""
    folder = backup.folder_of(programme.place)
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("in the way")


def free(programme):
    backup.folder_of(programme.place).unlink()


def change(office, qtbot):
    """Save something, as a page does."""
    with qtbot.waitSignal(office.context.tasks.changed):
        office.context.tasks.write(_touch, changes=())


def _touch(session):
    """A write that changes nothing which a test looks at."""


def test_what_was_changed_is_backed_up_when_that_is_due(office, programme, keeper, qtbot):
    keeper.look()
    qtbot.waitUntil(lambda: keeper.standing is not None)
    assert made(programme) == []
    change(office, qtbot)
    keeper.make_if_due()
    qtbot.waitUntil(lambda: keeper.standing.newest is not None)
    [found] = made(programme)
    assert found.occasion is Occasion.SCHEDULE
    change(office, qtbot)
    with qtbot.waitSignal(keeper.looked):
        keeper.make_if_due()
    assert made(programme) == [found]


def test_the_status_bar_says_how_old_the_newest_backup_is(office, programme, keeper, qtbot):
    with qtbot.waitSignal(keeper.looked):
        keeper.look()
    assert office.status.backup_words == "No backup yet"
    backups.make(programme, now=NOW - timedelta(hours=25))
    with qtbot.waitSignal(keeper.looked):
        keeper.look()
    assert office.status.backup_words == "Backup 22 November"
    assert office.status._backup.property("tone") == "warn"
    backups.make(programme, now=NOW)
    with qtbot.waitSignal(keeper.looked):
        keeper.look()
    assert office.status.backup_words == f"Backup today {ltr(f'{NOW.astimezone():%H:%M}')}"
    assert office.status._backup.property("tone") == ""


def test_a_backup_that_fails_is_not_tried_again_before_the_next_look(office, programme, keeper, qtbot):
    block(programme)
    change(office, qtbot)
    with qtbot.waitSignals([keeper.looked, keeper.looked]):
        keeper.make_if_due()
    qtbot.waitUntil(lambda: office.context.tasks.is_idle)
    assert len(office.strips.strips()) == 1


def test_a_second_place_that_is_missing_is_said(office, keeper, qtbot, tmp_path):
    stick = tmp_path / "stick"
    with qtbot.waitSignal(keeper.looked):
        keeper.set_second(stick)
    assert "Second place is missing" in office.status.backup_words
    stick.mkdir()
    with qtbot.waitSignal(keeper.looked):
        keeper.look()
    assert "Second place" not in office.status.backup_words
    task = keeper.make()
    with qtbot.waitSignal(task.succeeded):
        pass
    assert len(list(stick.glob("*.backup"))) == 1


def test_a_backup_that_fails_is_told_in_a_strip_that_stays_until_one_was_made(
    office,
    programme,
    keeper,
    qtbot,
):
    block(programme)
    task = keeper.make(Occasion.SCHEDULE)
    with qtbot.waitSignal(task.ended):
        pass
    office.navigate("people")
    assert "The backup was not made." in office.strips.strips()[0].accessibleName()
    free(programme)
    click(button(office.strips, "Back up now"))
    qtbot.waitUntil(lambda: office.strips.strips() == [])
    assert len(made(programme)) == 1


def test_a_byte_that_turned_in_a_page_that_nobody_reads_is_told_by_the_next_backup(
    office, programme, keeper, qtbot
):
    programme.settle()
    turn_a_byte(programme.place)
    change(office, qtbot)
    keeper.make_if_due()
    qtbot.waitUntil(lambda: bool(office.strips.strips()))
    said = words(office.strips)
    # Which sentence depends on whether the page is one that the signature before the backup needs.
    assert "sample.db" in said
    assert "is damaged" in said
    assert made(programme) == []


def test_saving_goes_on_while_a_backup_is_made(office, programme, keeper, qtbot):
    is_let_go, has_begun = threading.Event(), threading.Event()

    def hold():
        has_begun.set()
        assert is_let_go.wait(20)

    office.context.tasks.run_aside(hold, lambda _nothing: None)
    assert has_begun.wait(20)
    change(office, qtbot)
    is_let_go.set()


def test_closing_waits_for_a_backup_of_what_was_changed(office, programme, keeper, qtbot):
    change(office, qtbot)
    assert not office.close()
    assert isinstance(dialog(), ClosingDialog)
    qtbot.waitUntil(lambda: not office.isVisible())
    assert [each.occasion for each in made(programme)] == [Occasion.SCHEDULE]


def test_a_window_in_which_nothing_was_changed_closes_at_once(office, programme):
    assert office.close()
    assert made(programme) == []


def test_who_is_in_a_hurry_closes_without_a_backup(office, programme, qtbot):
    change(office, qtbot)
    assert not office.close()
    click(button(dialog(), "Close without a backup"))
    assert not office.isVisible()


def test_a_backup_that_fails_at_the_end_lets_the_user_decide(office, programme, qtbot):
    block(programme)
    change(office, qtbot)
    assert not office.close()
    asked = dialog()
    qtbot.waitUntil(lambda: asked.strips.strips() != [])
    click(button(asked, "Keep the window open"))
    assert office.isVisible()
    assert not office.close()
    click(button(dialog(), "Close without a backup"))
    assert not office.isVisible()


def test_behind_the_lock_nobody_is_asked(office, programme, qtbot):
    change(office, qtbot)
    office.cover()
    assert not office.close()
    assert dialog() is None
    qtbot.waitUntil(lambda: not office.isVisible())
    assert len(made(programme)) == 1
