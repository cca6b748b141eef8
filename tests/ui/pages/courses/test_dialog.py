from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.pages.courses.test_page import course, page, rows, show  # noqa: F401 (page is a fixture)
from tests.ui.pages.looking import button, click, dialog, words
from trainer_app.rules.states import VersionState
from trainer_app.rules.vocabulary import ComponentKind
from trainer_app.ui.pages.courses import bands, components
from trainer_app.ui.pages.courses.dialog import CourseDialog
from trainer_app.ui.pages.courses.lines import heads_line
from trainer_app.ui.widgets.buttons import IconButton
from trainer_app.ui.widgets.labels import Label


@pytest.fixture
def writing(page, qtbot):  # noqa: F811
    """The dialog of a new course."""
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(dialog(), CourseDialog) and dialog().act.isEnabled())
    yield dialog()
    if dialog() is not None:
        dialog().reject()


def editing(page, qtbot, course_id):  # noqa: F811
    show(page, qtbot, course_id)
    click(button(page, "Edit"))
    qtbot.waitUntil(lambda: isinstance(dialog(), CourseDialog) and dialog().act.isEnabled())
    return dialog()


def type_line(line, code, title, most, weight):
    for editor, text in zip(
        (line._code, line._titles.en, line._max, line.weight), (code, title, most, weight), strict=True
    ):
        editor.setText(text)


def test_the_first_field_has_the_cursor(writing, qtbot):
    qtbot.waitUntil(writing._code.hasFocus)


def test_a_course_is_written_with_components_typed_in_any_digits(page, writing, programme, qtbot):  # noqa: F811
    writing._code.setText("DRN-110")
    writing._titles.en.setText("Drones")
    writing._titles.ur.setText("ڈرون")
    writing._hours.setText("۴۰")
    writing._validity.setText("24")
    editor = writing.components
    type_line(editor.lines[0], "WRT", "Written", "１００", "۳۷٫۵")
    assert "37.50" in editor.sum_words.text()
    assert "62.50" in editor.sum_words.text()
    click(button(writing, "Add component"))
    type_line(editor.lines[1], "FLY", "Flying", "50", "62,5")
    editor.lines[1]._kind.set_value(ComponentKind.PRACTICAL)
    editor.lines[1]._minimum.setText("70")
    editor.lines[1]._must_pass.setChecked(True)
    assert editor.sum_words.text().startswith("Weights add up to")
    assert "missing" not in editor.sum_words.text()
    click(button(writing, "Write course"))
    qtbot.waitUntil(lambda: page._course is not None and page._course.code == "DRN-110")
    kept = course(programme, "DRN-110").draft
    assert (kept.content.hours, kept.content.validity_months, kept.content.titles.ur) == (40, 24, "ڈرون")
    written, flying = kept.scheme.components
    assert (written.weight_bp, written.max_points, written.step) == (3750, Decimal(100), Decimal("0.5"))
    assert (flying.weight_bp, flying.kind, flying.min_pct, flying.must_pass) == (
        6250,
        ComponentKind.PRACTICAL,
        Decimal(70),
        True,
    )
    assert [band.titles.en for band in kept.scheme.bands] == ["Distinction", "Merit", "Pass", "Fail"]


def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_is_altered(writing, programme):
    writing._code.setText("DRN-110")
    writing._hours.setText("four")
    type_line(writing.components.lines[0], "", "Flying", "0", "120")
    click(button(writing, "Write course"))
    told = words(writing)
    assert "“\u2068four\u2069” is not a number. Type digits." in told
    assert "Type a title in English." in told
    assert "Type a code, for example WRT." in told
    line = writing.components.lines[0]
    assert [each.property("state") for each in (line._code, line._max, line.weight)] == ["error"] * 3
    assert (line.weight.text(), line._max.text()) == ("120", "0")
    QTest.keyClicks(line._code, "W")
    assert line._code.property("state") == ""
    assert "DRN-110" not in rows(programme)


def test_a_code_that_stands_twice_is_said_at_its_field(writing, qtbot):
    writing._code.setText("CTR-101")
    writing._titles.en.setText("Drones")
    writing._hours.setText("40")
    type_line(writing.components.lines[0], "WRT", "Written", "100", "50")
    writing.components.add()
    qtbot.waitUntil(lambda: writing.components.lines[1]._code.hasFocus())
    type_line(writing.components.lines[1], "wrt", "Flying", "100", "50")
    click(button(writing, "Write course"))
    assert "stands twice" in words(writing)
    writing.components.lines[1]._code.setText("FLY")
    click(button(writing, "Write course"))
    qtbot.waitUntil(lambda: writing._code_field.has_error())
    assert "is in use already" in words(writing)


def test_components_are_moved_and_removed_with_keys_and_buttons(writing, qtbot):
    editor = writing.components
    for code in ("A", "B", "C"):
        editor.add()
        editor.lines[-1]._code.setText(code)
    qtbot.waitUntil(lambda: editor.lines[-1]._code.hasFocus())
    click(next(each for each in editor.lines[0].findChildren(IconButton) if each.toolTip() == "Remove"))
    assert [line.code for line in editor.lines] == ["A", "B", "C"]
    editor.lines[2]._code.setFocus()
    QTest.keyClick(editor.lines[2]._code, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert [line.code for line in editor.lines] == ["A", "C", "B"]
    editor.lines[0]._code.setFocus()
    QTest.keyClick(editor.lines[0]._code, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert [line.code for line in editor.lines] == ["A", "C", "B"]


def test_bands_are_added_and_checked(writing, qtbot):
    bands = writing.bands
    click(button(writing, "Add band"))
    qtbot.waitUntil(lambda: bands.lines[-1].bound.hasFocus())
    bands.lines[-1].bound.setText("85")
    assert bands.read() is None
    assert "Two bands start at" in words(writing)
    bands.lines[-1].bound.setText("50")
    bands.lines[-1]._titles.en.setText("Near")
    assert [band.lower for band in bands.read()] == [85, 75, 60, 0, 50]
    bands.lines[-1].removed.emit()
    assert len(bands.read()) == 4


def test_editing_what_is_approved_says_so_and_makes_the_next_draft(page, programme, qtbot):  # noqa: F811
    shown = editing(page, qtbot, rows(programme)["CTR-101"].id)
    assert "never changes" in shown.strips.strips()[0].accessibleName()
    shown._hours.setText("96")
    click(button(shown, "Save changes"))
    qtbot.waitUntil(lambda: rows(programme)["CTR-101"].version_no == 2)
    kept = course(programme, "CTR-101")
    assert [(each.state, each.content.hours) for each in kept.versions] == [
        (VersionState.DRAFT, 96),
        (VersionState.APPROVED, 80),
    ]
    assert kept.versions[0].schemes[0].draft == kept.versions[1].schemes[0].draft


def test_saving_without_a_change_makes_no_draft(page, programme, qtbot):  # noqa: F811
    shown = editing(page, qtbot, rows(programme)["CTR-101"].id)
    click(button(shown, "Save changes"))
    qtbot.waitUntil(lambda: dialog() is None)
    assert len(course(programme, "CTR-101").versions[0].schemes) == 1


@pytest.mark.parametrize("language", ["en", "ur", "zh"])
@pytest.mark.parametrize("heads", [components._HEADS, bands._HEADS])
def test_every_head_over_the_lines_can_be_read_whole(appearance, qtbot, heads, language):
    appearance.set_language(language)
    line = heads_line(heads, 3)
    qtbot.addWidget(line)
    line.resize(1108, 30)
    line.show()
    assert [each.text() for each in line.findChildren(Label) if each.sizeHint().width() > each.width()] == []
