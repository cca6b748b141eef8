import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip

from tests.ui.tables.rows import COLUMNS, EVERY_KIND, trainees
from trainer_app.core.settings import Settings
from trainer_app.ui.tables.cells import Change, Fault, Text
from trainer_app.ui.tables.delegate import CellPainter, cell_width
from trainer_app.ui.tables.view import Table


def painted(cell, direction, *, height=32):
    image = QImage(240, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setLayoutDirection(direction)
    CellPainter(painter, image.rect(), direction).paint(cell)
    painter.end()
    return image


@pytest.mark.parametrize("cell", EVERY_KIND, ids=lambda cell: type(cell).__name__)
def test_every_kind_of_cell_is_painted_in_both_directions(qapp, cell):
    blank = painted("", Qt.LayoutDirection.LeftToRight)
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        assert painted(cell, direction) != blank
    assert cell_width(cell) > 0


def test_a_number_stands_at_the_right_in_both_directions(qapp):
    cell = EVERY_KIND[3]
    assert painted(cell, Qt.LayoutDirection.LeftToRight) == painted(cell, Qt.LayoutDirection.RightToLeft)


LONG = "The number 61101-12345-1 has 11 digits; a CNIC has 13. Compare it with the card."


def inked_rows(image):
    """How many lines of pixels hold something other than the ground."""
    white = QColor("white").rgb()
    return sum(any(image.pixel(x, y) != white for x in range(image.width())) for y in range(image.height()))


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_text_that_wraps_is_whole_in_a_higher_row(qapp, direction):
    one, more = (painted(Text(LONG, wraps=wraps), direction, height=80) for wraps in (False, True))
    assert inked_rows(more) > 2 * inked_rows(one)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_change_too_long_for_its_cell_stands_in_two_lines_where_there_is_room(qapp, direction):
    cell = Change("Deputy Superintendent of Police", "Superintendent of Police")
    low, high = (painted(cell, direction, height=height) for height in (32, 50))
    assert inked_rows(high) > inked_rows(low)


def test_a_refused_number_stands_where_numbers_stand(qapp):
    left, right = (
        painted(Fault("57", number=number), Qt.LayoutDirection.LeftToRight) for number in (False, True)
    )
    assert left != right


@pytest.fixture
def table(qtbot):
    made = Table(COLUMNS, Settings(), "trainees")
    qtbot.addWidget(made)
    made.set_rows(trainees(3))
    made.resize(430, 200)
    made.show()
    return made


def tip(table, column):
    index = table.model().index(0, column)
    option = QStyleOptionViewItem()
    option.rect = table.visualRect(index)
    event = QHelpEvent(QEvent.Type.ToolTip, option.rect.center(), table.mapToGlobal(QPoint(5, 5)))
    table.itemDelegate().helpEvent(event, table, option, index)
    return QToolTip.text()


def test_only_what_is_too_long_is_shown_in_a_tooltip(table):
    table.resize(320, 200)
    assert tip(table, 3) == ""
    assert tip(table, 2) == "Crime Scene Investigation"


def test_the_row_with_the_keyboard_has_a_bar_at_its_leading_edge(table, qtbot):
    table.setFocus()
    table.select_id(1)
    rows = table.viewport().grab(QRect(0, 0, 4, 100)).toImage()
    height = table.rowHeight(0)
    assert rows.pixelColor(0, height + 5) != rows.pixelColor(0, 5)


def test_the_wish_for_a_cell_is_its_content(table):
    option = QStyleOptionViewItem()
    hint = table.itemDelegate().sizeHint(option, table.model().index(0, 2))
    assert hint.width() == cell_width("Crime Scene Investigation") + 20


def test_a_faulty_value_takes_the_room_of_its_ground_too():
    words = "35202-4526984-7"
    assert cell_width(Fault(words)) == cell_width(Text(words, strong=True)) + 8
