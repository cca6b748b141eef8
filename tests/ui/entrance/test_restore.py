from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.factories import make_person
from tests.ui.conftest import NOW
from tests.ui.entrance.conftest import PASSWORD
from tests.ui.pages.looking import button, click, has_button, words
from trainer_app.services import backups
from trainer_app.ui.entrance import last_user
from trainer_app.ui.entrance.restore import RestorePage


@pytest.fixture
def kept(entered):
    """A backup, after which somebody was added."""
    made = backups.make(entered.database, now=NOW - timedelta(days=1)).backup
    with entered.database.transaction("people.save_new") as session:
        make_person(session, "Amina Khan")
    entered.database.settle()
    return made


@pytest.fixture
def page(frame, made, kept, cover, qtbot):
    last_user.remember(frame.context.settings, made.place, "samina")
    shown = cover(RestorePage(frame.context, made.place))
    qtbot.waitUntil(lambda: shown.chosen is not None)
    return shown


def look_into(page, qtbot, password=PASSWORD):
    QTest.keyClicks(page.password, password)
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.act.isVisible() or page.fault.isVisible(), timeout=20_000)


def test_nothing_is_said_to_be_missing_while_it_is_looked_for(frame, made, kept, cover, qtbot):
    shown = cover(RestorePage(frame.context, made.place))
    assert "Backups are being looked for…" in words(shown)
    assert "No backup was found" not in words(shown)
    qtbot.waitUntil(lambda: shown.chosen is not None)
    assert "Backups are being looked for…" not in words(shown)


def test_the_backups_beside_the_file_are_offered_the_newest_chosen(page, kept):
    assert page.chosen == kept
    assert page.table.row_count == 1


def test_what_would_be_lost_is_shown_before_the_backup_is_restored(page, kept, qtbot):
    look_into(page, qtbot)
    assert "1 step was saved after this backup" in words(page)
    assert not has_button(page, "Look into the backup")
    with qtbot.waitSignal(page.confirmed) as asked:
        click(button(page, "Restore this backup"))
    assert asked.args == [kept, "samina", PASSWORD]


def test_damaged_keys_of_the_file_do_not_keep_its_backup_closed(page, made, qtbot):
    made.place.with_name(f"{made.place.name}.keys").write_bytes(b"{}")
    look_into(page, qtbot)
    assert not page.fault.isVisible()
    assert page.act.isVisible()


def test_a_wrong_password_is_refused_and_nothing_is_shown(page, qtbot):
    look_into(page, qtbot, "not the right one")
    assert page.fault.words.startswith("Name or password is wrong.")
    assert not page.act.isVisible()


def test_where_the_file_is_gone_nothing_is_promised(page, made, entered, qtbot):
    entered.database.close()
    made.place.unlink()
    look_into(page, qtbot)
    assert "There is no present file to compare with" in words(page)


def test_a_file_that_is_no_backup_is_refused(page, tmp_path, qtbot):
    (tmp_path / "notes.txt").touch()
    page.take_file(tmp_path / "notes.txt")
    qtbot.waitUntil(page.fault.isVisible)
    assert "is no backup" in page.fault.words


def test_a_backup_of_another_place_can_be_named(page, kept, tmp_path, qtbot):
    stick = tmp_path / "stick"
    stick.mkdir()
    moved = kept.path.rename(stick / kept.path.name)
    page.take_file(moved)
    qtbot.waitUntil(lambda: page.chosen is not None and page.chosen.path == moved)
    assert kept.path.name in words(page)


def test_without_any_backup_one_has_to_be_chosen(frame, made, cover, qtbot):
    page = cover(RestorePage(frame.context, made.place))
    qtbot.waitUntil(lambda: frame.context.tasks.is_idle)
    assert "No backup was found" in words(page)
    assert not page.look_button.isEnabled()
    with qtbot.waitSignal(page.back):
        click(button(page, "Back"))
