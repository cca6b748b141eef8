import pytest
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtTest import QTest

from trainer_app.ui.widgets.segmented import Segment, Segmented


@pytest.fixture
def filters(qtbot):
    made = Segmented(
        [Segment("all", "All", 40), Segment("open", "Not entered", 8), Segment("low", "Below minimum")]
    )
    qtbot.addWidget(made)
    made.show()
    made._buttons["all"].setFocus(Qt.FocusReason.TabFocusReason)
    return made


class Paints(QObject):
    """Tells when a widget is painted."""

    heard = Signal()

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.heard.emit()
        return False


def press(filters, key):
    QTest.keyClick(filters._buttons[filters.current], key)


def test_the_first_filter_is_chosen(filters):
    assert filters.current == "all"


def test_a_click_chooses_and_tells_once(filters, qtbot):
    with qtbot.waitSignal(filters.chosen) as heard:
        qtbot.mouseClick(filters._buttons["open"], Qt.MouseButton.LeftButton)
    assert heard.args == ["open"]
    with qtbot.assertNotEmitted(filters.chosen):
        filters.choose("open")


def test_a_new_count_is_painted_at_once(filters, qtbot):
    filters.grab()
    paints = Paints()
    filters._buttons["open"].installEventFilter(paints)
    with qtbot.waitSignal(paints.heard):
        filters.set_counts({"open": 7})


def test_arrows_walk_along_and_stop_at_the_ends(filters):
    press(filters, Qt.Key.Key_Left)
    assert filters.current == "all"
    press(filters, Qt.Key.Key_Right)
    press(filters, Qt.Key.Key_Right)
    press(filters, Qt.Key.Key_Right)
    assert filters.current == "low"


def test_arrows_are_mirrored_in_urdu(filters, appearance):
    appearance.set_language("ur")
    press(filters, Qt.Key.Key_Left)
    assert filters.current == "open"
    assert filters._buttons["all"].property("segment") == "right"
    appearance.set_language("en")


def test_other_keys_are_left_to_the_window(filters):
    press(filters, Qt.Key.Key_Down)
    assert filters.current == "all"


def test_counts_are_spoken_with_their_filter(filters):
    filters.set_counts({"open": 1200})
    assert filters._buttons["open"].accessibleName() == "Not entered, 1,200"
    assert filters._buttons["low"].accessibleName() == "Below minimum"


def test_choosing_does_not_change_the_width(filters):
    widths = [button.sizeHint().width() for button in filters._buttons.values()]
    filters.choose("low")
    assert [button.sizeHint().width() for button in filters._buttons.values()] == widths


def test_one_filter_alone_is_round_on_both_sides(qtbot):
    alone = Segmented([Segment("all", "All")])
    qtbot.addWidget(alone)
    assert alone._buttons["all"].property("segment") == "only"


def test_the_focus_is_painted(filters):
    filters.choose("open")
    focused = filters.grab().toImage()
    filters._buttons["all"].clearFocus()
    assert filters.grab().toImage() != focused
