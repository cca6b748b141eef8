import pytest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from trainer_app.ui.areas import focus_next


@pytest.fixture
def areas(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    line = QHBoxLayout(window)
    made = [QWidget() for _n in range(3)]
    for area in made:
        line.addWidget(area)
        QHBoxLayout(area).addWidget(QLineEdit())
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield made
    window.close()  # keeps the window until here


def field(area):
    return area.findChild(QLineEdit)


@pytest.mark.parametrize(("step", "reached"), [(1, 1), (-1, 2)])
def test_the_keyboard_goes_to_the_area_beside_and_round_the_end(areas, step, reached):
    focus_next(areas, field(areas[0]), step)
    assert field(areas[reached]).hasFocus()


def test_an_area_that_takes_no_keyboard_is_left_out(areas):
    field(areas[1]).setEnabled(False)
    focus_next(areas, field(areas[0]), 1)
    assert field(areas[2]).hasFocus()
