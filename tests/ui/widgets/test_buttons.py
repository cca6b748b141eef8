import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from trainer_app.core import language
from trainer_app.core.progress import Progress
from trainer_app.ui.widgets.buttons import Button, FocusRing, IconButton, MenuButton
from trainer_app.ui.widgets.surfaces import Card


@pytest.fixture
def shown(qtbot):
    card = Card("Buttons")
    qtbot.addWidget(card)

    def show(button):
        card.body.addWidget(button)
        with qtbot.waitActive(card):
            card.show()
            card.activateWindow()
        button.clearFocus()
        return button

    return show


def rings(button):
    return [ring for ring in button.parentWidget().findChildren(FocusRing) if ring.isVisible()]


def test_a_click_does_what_the_button_says(shown, qtbot):
    done = []
    button = shown(Button("Issue", "primary", on_click=lambda: done.append(1)))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [1]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_keys_press_the_button_that_has_the_focus(shown, qtbot, key):
    done = []
    button = shown(Button("Choose a file", on_click=lambda: done.append(1)))
    button.setFocus()
    qtbot.keyClick(button, key)
    assert done == [1]


def test_buttons_have_the_height_of_the_design(shown, appearance):
    usual, small = shown(Button("Back")), shown(Button("Show", small=True))
    assert (usual.sizeHint().height(), small.sizeHint().height()) == (30, 26)
    appearance.set_language("ur")
    assert (usual.sizeHint().height(), small.sizeHint().height()) == (34, 30)
    appearance.set_language("en")


def test_a_button_does_not_change_its_width_when_it_is_disabled(shown):
    button = shown(Button("Submit sheet", "primary"))
    width = button.sizeHint().width()
    button.setEnabled(False)
    assert button.sizeHint().width() == width


@pytest.mark.parametrize("role", ["outlined", "primary", "text", "danger", "quiet", "on-tip"])
def test_every_role_is_painted_differently_when_disabled(shown, role):
    button = shown(Button("Revoke", role, icon="ban"))
    enabled = button.grab().toImage()
    button.setEnabled(False)
    assert button.grab().toImage() != enabled


def test_the_ring_is_shown_for_the_keyboard_only(shown):
    button = shown(Button("Back"))
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert len(rings(button)) == 1
    ring = rings(button)[0]
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    button.clearFocus()
    assert rings(button) == []
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert rings(button) == []


def test_the_ring_goes_with_its_button(shown):
    button = shown(Button("Back"))
    button.setFocus(Qt.FocusReason.TabFocusReason)
    ring = rings(button)[0]
    button.move(button.x() + 40, button.y())
    assert ring.x() == button.x() - 4
    button.hide()
    assert not ring.isVisible()


def test_words_role_and_icon_can_be_exchanged(shown):
    button = shown(Button("Keep"))
    button.set_words(lambda: language.active())
    button.set_role("danger")
    button.set_icon("ban")
    assert (button.text(), button.property("role")) == ("en", "danger")


def test_an_icon_button_is_named_with_its_key(shown):
    button = shown(IconButton("undo-2", "Undo", shortcut="Ctrl+Z"))
    assert (button.accessibleName(), button.toolTip()) == ("Undo", "Undo (Ctrl+Z)")
    assert button.sizeHint().width() == button.sizeHint().height() == 30


def test_a_menu_button_offers_its_choices(shown):
    chosen = []
    button = shown(MenuButton("Print", icon="printer"))
    button.add("Roll", lambda: chosen.append("roll"), icon="users").trigger()
    assert chosen == ["roll"]
    assert button.sizeHint().width() > Button("Print", icon="printer").sizeHint().width()


class Gate:
    def __init__(self) -> None:
        self.opened = threading.Event()

    def work(self, progress: Progress) -> None:
        while not self.opened.wait(0.01):
            progress.step(1, 4)


def test_a_button_becomes_cancel_while_its_work_takes_long(shown, qtbot, tasks):
    clicked = []
    button = shown(Button("Import 36 rows", "primary", on_click=lambda: clicked.append(1)))
    gate = Gate()
    task = tasks.run(gate.work, clicked.append)
    button.follow(task)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert clicked == []
    qtbot.waitUntil(lambda: button.text() == "Cancel (25 %)")
    with qtbot.waitSignal(task.cancelled):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (button.text(), button.isEnabled(), clicked) == ("Import 36 rows", True, [])


def test_the_focus_stays_on_a_button_that_works_and_a_second_enter_does_nothing(shown, qtbot, tasks):
    clicked = []
    button = shown(Button("Move to Open", on_click=lambda: clicked.append(1)))
    shown(Button("Open scores", on_click=lambda: clicked.append(2)))
    button.setFocus()
    gate = Gate()
    task = tasks.run(gate.work, str)
    button.follow(task)
    qtbot.keyClick(button.window().focusWidget(), Qt.Key.Key_Return)
    gate.opened.set()
    with qtbot.waitSignal(task.ended):
        pass
    assert (button.hasFocus(), clicked) == (True, [])


def test_space_cancels_too(shown, qtbot, tasks):
    button = shown(Button("Import"))
    gate = Gate()
    task = tasks.run(gate.work, str)
    button.follow(task)
    qtbot.waitUntil(lambda: button.text().startswith("Cancel"))
    qtbot.keyClick(button, Qt.Key.Key_Tab)
    assert task.is_running
    with qtbot.waitSignal(task.cancelled):
        qtbot.keyClick(button, Qt.Key.Key_Space)


def test_short_work_never_shows_cancel(shown, qtbot, tasks):
    button = shown(Button("Import"))
    gate = Gate()
    gate.opened.set()
    task = tasks.run(gate.work, str)
    button.follow(task)
    with qtbot.waitSignal(task.ended):
        pass
    assert (button.text(), button.isEnabled()) == ("Import", True)


def test_the_ring_of_a_button_at_the_end_of_its_row_is_not_cut(shown):
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    button = Button("Move to Results", "primary")
    line.addWidget(button)
    shown(row)
    button.clearFocus()
    button.setFocus()
    [ring] = [each for each in row.window().findChildren(FocusRing) if each.isVisible()]
    assert ring.parentWidget().rect().contains(ring.geometry())
