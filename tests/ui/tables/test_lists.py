import pytest
from PySide6.QtCore import Qt

from tests.ui.tables.rows import read_trainees, trainees
from trainer_app.ui.tables.lists import TwoLineList, TwoLines


def lines(row):
    if row.id == 13:
        raise ValueError(row.id)
    return TwoLines(
        row.name, "Inspector", row.urdu, "5 awards", "PK", icon="users", marks=((0, 2),) if row.id % 2 else ()
    )


@pytest.fixture
def people(qtbot):
    made = TwoLineList(lines)
    qtbot.addWidget(made)
    made.resize(380, 300)
    made.show()
    made.set_rows(trainees(10))
    return made


def test_a_row_is_said_with_all_its_parts(people):
    spoken = people.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Trainee 1, آمنہ خان, Inspector, 5 awards, PK"
    assert people.model().index(1, 0).data() == "Trainee 1"
    assert people.model().index(1, 0).data(Qt.ItemDataRole.BackgroundRole) is None


def test_the_current_row_is_told_and_opened(people, qtbot):
    with qtbot.waitSignal(people.current_changed) as heard:
        people.select_id(3)
    assert heard.args == [3]
    people.select_first()
    with qtbot.waitSignal(people.opened):
        qtbot.keyClick(people, Qt.Key.Key_Return)
    qtbot.keyClick(people, Qt.Key.Key_Down)
    assert people.current_id == 1


def test_the_current_row_stays_or_is_told_to_be_gone(people, qtbot):
    people.select_id(7)
    people.set_rows(trainees(8))
    assert people.current_id == 7
    with qtbot.waitSignal(people.current_changed, check_params_cb=lambda current: current is None):
        people.set_rows(trainees(3))
    assert not people.select_id(7)
    assert (people.row(7), people.row(2).name) == (None, "Trainee 2")


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_matched_letters_are_marked_in_both_names(qtbot, direction):
    def painted(**marks):
        shown = TwoLineList(lambda row: TwoLines(row.name, first_end="آمنہ خان", **marks))
        qtbot.addWidget(shown)
        shown.setLayoutDirection(direction)
        shown.resize(380, 60)
        shown.set_rows(trainees(1))
        return shown.grab().toImage()

    plain, first = painted(), painted(marks=((0, 4),))
    assert first != plain
    assert painted(end_marks=((0, 4),)) not in (plain, first)


def test_rows_that_are_known_are_not_read_again(people, tasks):
    def unread(_session, *, ids):
        raise AssertionError(ids)

    people.set_ids(range(3), tasks, unread, trainees(3))
    assert people.row(2).name == "Trainee 2"


def test_many_rows_are_read_when_they_are_painted(people, tasks):
    people.set_ids(range(100_000), tasks, read_trainees)
    assert people.row_count == 100_000
    assert people.row(500).name == "Trainee 500"
    people.grab()


def test_a_row_that_cannot_be_shown_is_empty(people, caplog):
    people.set_rows(trainees(20))
    assert people.model().index(13, 0).data() is None
    assert "could not be shown" in caplog.text


def test_rows_have_the_height_of_the_design_and_turn_in_urdu(people, appearance):
    assert people.visualRect(people.model().index(0, 0)).height() == 50
    latin = people.grab().toImage()
    appearance.set_language("ur")
    people.grab()
    assert people.visualRect(people.model().index(0, 0)).height() == 58
    appearance.set_language("en")
    assert not latin.isNull()


def test_an_empty_list_has_no_first_row(people):
    people.set_rows([])
    people.select_first()
    assert people.current_id is None
