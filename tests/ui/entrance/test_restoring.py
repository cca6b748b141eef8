import os
from datetime import timedelta

import pytest

from tests.factories import make_person
from tests.storage.test_backup import no_folder_syncs
from tests.ui.conftest import NOW
from tests.ui.entrance.conftest import PASSWORD
from tests.ui.pages.looking import click, words
from trainer_app.services import backups, people
from trainer_app.ui.entrance.restoring import RestoringPage


@pytest.fixture
def kept(entered):
    made = backups.make(entered.database, now=NOW - timedelta(days=1)).backup
    with entered.database.transaction("people.save_new") as session:
        make_person(session, "Amina Khan")
    entered.database.settle()
    entered.database.close()
    return made


@pytest.fixture
def page(frame, made, kept, cover):
    return cover(RestoringPage(frame.context, made.place, kept))


def test_the_backup_is_put_back_what_was_there_is_kept_and_work_goes_on(page, made, qtbot):
    page.start("samina", PASSWORD)
    qtbot.waitUntil(page.button.isEnabled, timeout=20_000)
    [aside] = made.place.parent.glob("*-replaced-*.db")
    assert "is in its place" in words(page)
    assert str(aside) in words(page)
    with qtbot.waitSignal(page.opened) as opened:
        click(page.button)
    [entered] = opened.args
    with entered.database.reading() as session:
        assert people.rows(session, ids=people.ids(session)) == []
    entered.database.close()


def test_where_there_was_no_file_that_is_said(page, made, qtbot):
    made.place.unlink()
    page.start("samina", PASSWORD)
    qtbot.waitUntil(page.button.isEnabled, timeout=20_000)
    assert "There was no file in its place before." in words(page)
    with qtbot.waitSignal(page.opened) as opened:
        click(page.button)
    opened.args[0].database.close()


def test_a_refusal_leaves_the_file_as_it_was(page, made, kept, qtbot):
    before = made.place.read_bytes()
    kept.path.write_bytes(b"damaged " * 2000)
    page.start("samina", PASSWORD)
    qtbot.waitUntil(page.button.isEnabled, timeout=20_000)
    assert "was not restored" in words(page)
    assert page.fault.words != ""
    with qtbot.waitSignal(page.given_up):
        click(page.button)
    assert made.place.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")
def test_what_the_disk_does_not_confirm_is_not_said_to_be_as_it_was(page, made, qtbot, monkeypatch):
    made.place.unlink()
    no_folder_syncs(monkeypatch, once_there=made.place)
    page.start("samina", PASSWORD)
    qtbot.waitUntil(page.button.isEnabled, timeout=20_000)
    assert "is in its place" in words(page)
    assert "as it was" not in words(page)
    assert "the disk does not confirm" in page.fault.words
    with qtbot.waitSignal(page.given_up):
        click(page.button)
