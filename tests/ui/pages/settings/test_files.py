from pathlib import Path

import pytest

from tests.ui.pages.looking import button, click, dialog, words
from trainer_app.core.progress import NO_PROGRESS
from trainer_app.services import programme_files
from trainer_app.ui.pages.settings import files
from trainer_app.ui.pages.settings.files import SampleDialog, size_words


@pytest.fixture
def making(page, qtbot):
    click(button(page.file, "Make a sample programme…"))
    shown = dialog()
    assert isinstance(shown, SampleDialog)
    yield shown
    shown.reject()


def test_the_page_says_where_the_records_are(page, tmp_path):
    assert str(tmp_path) in words(page.file)
    assert "kB" in words(page.file) or "MB" in words(page.file)


def test_what_is_no_programme_file_is_refused_and_this_one_stays_open(office, page, tmp_path, qtbot):
    notes = tmp_path / "notes.db"
    notes.write_text("bread and tea " * 100)
    page.file.open_file(notes)
    qtbot.waitUntil(office.strips.isVisible)
    assert "it is no programme file" in office.strips.strips()[0].accessibleName()
    assert office.isVisible()
    assert office.context.settings.get("database") is None


def test_the_file_that_is_open_is_not_opened_again(office, page, tmp_path):
    page.file.open_file(tmp_path / "sample.db")
    assert office.isVisible()
    assert "open already" in words(office.toast_bar)


@pytest.mark.parametrize(("folder", "problem"), [("", "Choose a folder."), ("near", "Choose a folder.")])
def test_a_sample_needs_a_folder(making, folder, problem):
    making.folder.setText(folder)
    click(button(making, "Make and open it"))
    assert problem in words(making)


def test_a_sample_that_is_there_is_never_replaced(making, tmp_path):
    making.folder.setText(str(tmp_path))
    click(button(making, "Make and open it"))
    assert "is there already" in words(making)
    making.folder.setText(str(tmp_path / "sample.db"))
    click(button(making, "Make and open it"))
    assert "This is a file" in words(making)


def test_closing_the_dialog_gives_up_what_is_being_made(making, tmp_path, qtbot):
    making.folder.setText(str(tmp_path / "new"))
    click(button(making, "Make and open it"))
    task = making._task
    with qtbot.waitSignal(task.ended, timeout=20_000):
        making.reject()
    assert making.made is None
    assert not (tmp_path / "new" / "sample.db").exists()


def test_a_sample_is_a_programme_file(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_PEOPLE", 60)
    from datetime import date

    made = files.make_sample(directory=tmp_path / "new", today=date(2026, 11, 23), progress=NO_PROGRESS)
    assert programme_files.expect(place=made.database) == Path(tmp_path, "new", "sample.db")


@pytest.mark.parametrize(("size", "words_"), [(1, "1 kB"), (812_000, "812 kB"), (12_400_000, "12 MB")])
def test_a_size_is_read_by_people(size, words_):
    assert size_words(size) == words_
