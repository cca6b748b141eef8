import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from trainer_app.core.progress import Progress
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.states import EmptyState, ErrorPanel, Loading, Skeleton


def words(widget):
    return [label.text() for label in widget.findChildren(Label)]


def button(widget, text):
    return next(each for each in widget.findChildren(Button) if each.text() == text)


def test_an_empty_place_says_what_is_missing_and_how_to_begin(qtbot):
    state = EmptyState("users", "No one is on this roll yet", "Import the roll.", buttons=(Button("Import"),))
    qtbot.addWidget(state)
    assert words(state) == ["No one is on this roll yet", "Import the roll."]


def test_an_error_can_be_tried_again_and_copied(qtbot):
    tried = []
    panel = ErrorPanel(
        "The list could not be read", "The file is in use.", on_retry=lambda: tried.append(1), details="x:1"
    )
    qtbot.addWidget(panel)
    panel.show()
    qtbot.mouseClick(button(panel, "Try again"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(panel, "Copy details"), Qt.MouseButton.LeftButton)
    assert tried == [1]
    assert QGuiApplication.clipboard().text() == "x:1"


def test_an_error_without_details_offers_none(qtbot):
    panel = ErrorPanel("The list could not be read", "The file is in use.", on_retry=list)
    qtbot.addWidget(panel)
    assert [each.text() for each in panel.findChildren(Button)] == ["Try again"]


class Gate:
    def __init__(self) -> None:
        self.opened = threading.Event()

    def work(self, progress: Progress) -> None:
        while not self.opened.wait(0.01):
            progress.step(230, 500)


@pytest.fixture
def loading(qtbot):
    made = Loading(counted=lambda done, total: f"{done} of {total} certificates")
    qtbot.addWidget(made)
    return made


def test_nothing_is_shown_for_a_moment_then_rows_then_the_count(loading, qtbot, tasks):
    gate = Gate()
    task = tasks.run(gate.work, str)
    loading.follow(task)
    assert loading.findChild(Skeleton).isHidden()
    qtbot.waitUntil(lambda: loading.findChild(Skeleton).isVisible())
    assert not button(loading, "Cancel").isVisible()
    qtbot.waitUntil(lambda: button(loading, "Cancel").isVisible())
    assert "230 of 500 certificates" in words(loading)
    loading.grab()
    with qtbot.waitSignal(task.cancelled):
        qtbot.mouseClick(button(loading, "Cancel"), Qt.MouseButton.LeftButton)
    assert loading.isHidden()


def test_cancel_without_work_does_nothing(loading, qtbot):
    loading.show_at_once(1, 2)
    qtbot.mouseClick(button(loading, "Cancel"), Qt.MouseButton.LeftButton)
    assert loading.isVisible()
