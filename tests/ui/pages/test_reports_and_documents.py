import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import select

from tests.ui.pages.looking import button, click, words
from trainer_app.documents import pdf
from trainer_app.models.journal import JournalCheckpoint
from trainer_app.ui.widgets.buttons import Button


def exports(session) -> list[str]:
    occasions = session.scalars(select(JournalCheckpoint.occasion).order_by(JournalCheckpoint.seq))
    return [occasion for occasion in occasions if occasion == "export"]


@pytest.fixture
def page(office, qtbot):
    office.navigate("reports")
    qtbot.waitUntil(lambda: office.page._preview._book is not None and office.page._save.isEnabled())
    return office.page


def test_the_preview_shows_the_cells_of_the_workbook(page, qtbot):
    grid = page._preview._grid
    model = grid.model()
    assert str(page._offering.value) in model.index(0, 0).data()
    assert page._preview._tabs.count() == 5


def test_every_sheet_is_painted(page, qtbot):
    for place in range(page._preview._tabs.count()):
        page._preview._tabs.setCurrentIndex(place)
        assert not page._preview._grid.grab().isNull()


def test_an_urdu_report_runs_from_the_right_in_an_english_window(page, qtbot):
    page._language.set_value("ur")
    page._language.chosen.emit("ur")
    qtbot.waitUntil(lambda: page._preview._book.language == "ur")
    assert page._preview._grid.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert not page._preview._grid.grab().isNull()


def test_what_is_saved_is_what_was_previewed(page, tmp_path, monkeypatch, qtbot):
    target = tmp_path / "report.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    click(button(page, "Save as Excel"))
    qtbot.waitUntil(target.exists)
    book = openpyxl.load_workbook(target)
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [
        page._preview._tabs.tabText(place) for place in range(5)
    ]


def test_every_document_of_an_offering_can_be_saved(office, code_of, tmp_path, monkeypatch, qtbot):
    office.navigate("offering", id=str(code_of("assessment").id), tab="documents")
    qtbot.waitUntil(lambda: "documents" in office.page._tabs)
    tab = office.page._tabs["documents"]
    assert "Proof of the certificates" in words(tab)
    saves = [each for each in tab.findChildren(Button) if each.text() == "Save as"]
    for place, save in enumerate(saves):
        target = tmp_path / f"document-{place}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, to=target: (str(to), ""))
        click(save)
        qtbot.waitUntil(target.exists)
    with (tmp_path / "document-1").open("rb") as file:
        assert openpyxl.load_workbook(file).sheetnames
    assert pdf.page_count((tmp_path / "document-2").read_bytes()) > 0


def test_what_leaves_the_program_is_signed_for_and_is_nothing_to_undo(
    page, office, tmp_path, monkeypatch, qtbot
):
    signed = office.context.tasks.read_now(exports)
    target = tmp_path / "report.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    click(button(page, "Save as Excel"))
    qtbot.waitUntil(lambda: "report.xlsx" in office.toast_bar.words)
    assert office.context.tasks.read_now(exports) == [*signed, "export"]
    assert not office.undoing.is_possible


def test_nothing_is_written_when_the_user_chooses_no_place(page, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    click(button(page, "Save as Excel"))
    assert list(tmp_path.glob("*.xlsx")) == []
