"""Saving a score sheet for paper from the Scores tab."""

import io

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from tests.ui.pages.looking import button, click, dialog
from trainer_app.core.language import using
from trainer_app.rules.states import ScoreState
from trainer_app.ui.pages.offering.print_sheet import PrintSheetDialog

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(office, qtbot, code_of):
    row = code_of("assessment")
    office.navigate("offering", id=str(row.id), tab="scores")
    qtbot.waitUntil(lambda: "scores" in office.page._tabs)
    shown = office.page._tabs["scores"]
    qtbot.waitUntil(lambda: shown.entry._table is not None and not shown.grid.isHidden())
    return shown


@pytest.fixture
def save(qtbot, tmp_path, monkeypatch):
    """Presses Save as PDF with a place for the file; gives the text of its pages."""

    def pressed(asked):
        file = tmp_path / "sheet.pdf"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(file), ""))
        click(button(asked, "Save as PDF"))
        qtbot.waitUntil(lambda: dialog() is None)
        pages = pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages
        return [" ".join(page.extract_text().split()) for page in pages]

    return pressed


def opened(tab):
    click(tab.bar.paper)
    found = dialog()
    assert isinstance(found, PrintSheetDialog)
    return found


def rows(tab):
    """Number and name of each trainee in the order of the grid, without spaces."""
    trainees = [tab.entry.table.trainees[row] for row in tab.grid.model.all_rows]
    return ["".join(f"{each.roll_number}{each.names.en}".split()) for each in trainees]


def test_the_sheet_has_all_trainees_in_the_order_of_the_grid_whatever_the_filter(tab, save):
    tab.grid.sort_by("name")
    tab.bar.filters.choose("not_entered")
    text = "".join("".join(save(opened(tab))).split())
    places = [text.index(row) for row in rows(tab)]
    assert places == sorted(places)
    assert len(places) == len(tab.entry.table.trainees)


def test_the_current_component_is_proposed_and_filled_where_it_has_marks(tab, save):
    asked = opened(tab)
    column = tab.grid.marks.place[1]
    assert asked._component.value == tab.entry.table.components[column].id
    assert asked._kind.value is True
    text = " ".join(save(asked))
    figures = tab.entry.table.figures(column)
    assert f"{figures.entered} / {len(tab.entry.table.trainees)}" in text
    assert f"{figures.points_sum:,}" in text


def test_blank_sheets_of_all_components_in_another_language_are_chosen_in_the_dialog(tab, save):
    asked = opened(tab)
    asked._component.set_value(None)
    asked._kind.set_value(False)
    asked._language.set_value("zh")
    text = " ".join(save(asked))
    with using("zh"):
        for component in tab.entry.table.components:
            assert "".join(component.titles.in_language().split())[:3] in "".join(text.split())
    assert "成绩登记表" in text


def test_what_is_being_typed_is_on_the_sheet(tab, save, qtbot):
    place = next(
        (row, column)
        for column in range(4)
        for row in range(len(tab.entry.table.trainees))
        if tab.entry.table.mark(row, column).state == ScoreState.NOT_ENTERED
    )
    tab.grid.marks.go_to(tab.grid.model.line(place[0]), place[1])
    QTest.keyClicks(tab.grid.marks, "7")
    entered = tab.entry.table.figures(place[1]).entered
    QTest.keyClick(tab.grid.marks.editor, Qt.Key.Key_P, CTRL)
    text = " ".join(save(dialog()))
    assert f"{entered + 1} / " in text


def test_nothing_is_saved_without_a_place(tab, monkeypatch):
    asked = opened(tab)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: ("", ""))
    click(button(asked, "Save as PDF"))
    assert asked.isVisible()
    click(button(asked, "Cancel"))


def test_a_place_that_cannot_be_written_is_told_in_the_dialog(tab, monkeypatch, tmp_path, qtbot):
    asked = opened(tab)
    place = str(tmp_path / "nowhere" / "sheet.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (place, ""))
    click(button(asked, "Save as PDF"))
    qtbot.waitUntil(lambda: asked.strips.isVisible())
    assert asked.isVisible()
    asked.reject()
