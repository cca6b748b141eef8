import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from trainer_app.ui.page import Finder, Hit, HitGroup, Place
from trainer_app.ui.search_box import SearchBox, page_hits

LIU = Hit("Liu Yang", "刘洋", "users", Place("people", {"id": "1"}))


def find(session, *, text):
    return text


def groups(answer):
    return [HitGroup(lambda: "People", (LIU,) if "liu" in str(answer) else ())]


@pytest.fixture
def box(qtbot, tasks):
    pages = page_hits([("people", "users", "People"), ("courses", "book-open", "Courses")])
    made = SearchBox(tasks, Finder(find, groups), pages)
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_typed_finds_records_and_pages(box, qtbot):
    qtbot.keyClicks(box, "liu")
    qtbot.waitUntil(lambda: box.hits() == [LIU])
    box.clear()
    qtbot.keyClicks(box, "peo")
    qtbot.waitUntil(lambda: [hit.title for hit in box.hits()] == ["People"])


def test_enter_goes_to_the_marked_hit(box, qtbot):
    qtbot.keyClicks(box, "o")
    assert [hit.title for hit in box.hits()] == ["People", "Courses"]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.place_chosen) as heard:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert heard.args == [Place("courses")]
    assert box.text() == ""


def test_up_stays_at_the_first_hit(box, qtbot):
    qtbot.keyClicks(box, "o")
    qtbot.keyClick(box, Qt.Key.Key_Up)
    with qtbot.waitSignal(box.place_chosen) as heard:
        qtbot.keyClick(box, Qt.Key.Key_Enter)
    assert heard.args == [Place("people")]


def test_escape_clears_the_search(box, qtbot):
    qtbot.keyClicks(box, "o")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), box.hits()) == ("", [])


def test_deleting_all_letters_closes_the_hits(box, qtbot):
    qtbot.keyClicks(box, "o")
    qtbot.keyClick(box, Qt.Key.Key_Backspace)
    assert box.hits() == []


def test_nothing_found_is_said(box, qtbot):
    qtbot.keyClicks(box, "zzz")
    assert box.hits() == []
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "zzz"


def test_the_hits_can_be_painted_in_both_directions(box, qtbot, appearance):
    qtbot.keyClicks(box, "liu")
    qtbot.waitUntil(lambda: box.hits() == [LIU])
    before = box._list.grab().toImage()
    appearance.set_language("ur")
    assert box._list.grab().toImage() != before
    appearance.set_language("en")


def test_without_a_finder_only_pages_are_found(qtbot, tasks):
    box = SearchBox(tasks, None, page_hits([("people", "users", "People")]))
    qtbot.addWidget(box)
    box.show()
    qtbot.keyClicks(box, "people")
    assert [hit.title for hit in box.hits()] == ["People"]


def test_the_magnifier_stands_inside_the_leading_edge_in_urdu(appearance, qtbot, tasks):
    appearance.set_language("ur")
    frame = QWidget()
    qtbot.addWidget(frame)
    box = SearchBox(tasks, None, [])
    QHBoxLayout(frame).addWidget(box)
    frame.resize(1366, 46)
    frame.show()
    magnifier = box.findChild(QToolButton)
    assert box.rect().contains(magnifier.geometry())
    assert magnifier.x() > box.width() / 2


def test_escape_clears_first_and_then_leaves_the_field(box, qtbot):
    left = []
    box.given_up.connect(lambda: left.append(True))
    qtbot.keyClicks(box, "liu")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), left) == ("", [])
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert left == [True]
