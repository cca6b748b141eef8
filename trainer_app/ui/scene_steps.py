"""What a user does in a scene: finds a button, field or line by its words, presses keys, reads on."""

from collections.abc import Callable, Iterable
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

from trainer_app.services import programme_files
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.pages.mark_import.page import MarkImportPage
from trainer_app.ui.pages.roll_import.page import RollImportPage
from trainer_app.ui.widgets.buttons import Button, MenuButton
from trainer_app.ui.widgets.fields import Field
from trainer_app.ui.words import Words, said

Step: TypeAlias = Callable[[MainWindow], object]
Part = TypeVar("Part", bound=QWidget)
Found = TypeVar("Found")


class NotThere(LookupError):
    """What a step looks for is not shown."""


def front(window: MainWindow) -> QWidget:
    """What is to be answered first: a dialog, else the window."""
    return QApplication.activeModalWidget() or window


def press(words: Words, inside: type[QWidget] = QWidget) -> Step:
    """Press a button, or choose a line of a button's menu."""

    def step(window: MainWindow) -> None:
        wanted = said(words)
        buttons = (each for each in shown(window, QAbstractButton, inside) if each.isEnabled())
        menus = (button.menu_ for button in shown(window, MenuButton, inside))
        lines = (action for menu in menus for action in menu.actions())
        found = [*(each.click for each in buttons if each.text() == wanted)]
        found += [each.trigger for each in lines if each.text() == wanted]
        _first(found, wanted)()

    return step


def answer(window: MainWindow) -> None:
    """Press the button that names the act of the dialog in front, with its fields as they are."""
    acts = (each for each in shown(window, Button) if each.property("role") in {"primary", "danger"})
    _first(acts, "the act of a dialog").click()


def open_menu(words: Words) -> Step:
    """Open the menu of a button."""

    def step(window: MainWindow) -> None:
        wanted = said(words)
        button = _first((each for each in shown(window, MenuButton) if each.text() == wanted), wanted)
        button.click()

    return step


def on(kind: type[Part], act: Callable[[Part], object]) -> Step:
    """Do something with the first part of a kind, where it has no words to find it by."""
    return lambda window: act(_first(shown(window, kind), kind.__name__))


def fill(label: Words, text: str) -> Step:
    """Write into a field."""

    def step(window: MainWindow) -> None:
        wanted = said(label)
        field = _first((each for each in shown(window, Field) if each.label.text() == wanted), wanted)
        if isinstance(field.editor, QPlainTextEdit):
            field.editor.setPlainText(text)
        elif isinstance(field.editor, QLineEdit):
            field.editor.setText(text)

    return step


def line(place: int, inside: type[QWidget] = QWidget) -> Step:
    """Choose a line of a list or table by its place from 0."""

    def step(window: MainWindow) -> None:
        view = _first(shown(window, QTableView, inside), "a table")
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        view.setCurrentIndex(view.model().index(place, 0))

    return step


def keys(*names: str) -> Step:
    """Press keys such as “Shift+Down” where the keyboard is; single letters and digits are typed."""

    def step(window: MainWindow) -> None:
        for name in names:
            pressed = QKeySequence(name)[0]  # type: ignore[index]
            focused = front(window).focusWidget()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                text = name if len(name) == 1 else ""
                event = QKeyEvent(kind, pressed.key(), pressed.keyboardModifiers(), text)
                QApplication.sendEvent(focused, event)

    return step


def to_the_end(window: MainWindow) -> None:
    """Scroll what does not fit to its end."""
    for area in shown(window, QScrollArea):
        bar = area.verticalScrollBar()
        bar.setValue(bar.maximum())


def take_list(kind: type[MarkImportPage] | type[RollImportPage], pattern: str) -> Step:
    """Take a list that lies beside the programme file into an import."""

    def step(window: MainWindow) -> None:
        place = window.context.tasks.read_now(programme_files.facts).place
        page = _first(shown(window, kind), kind.__name__)
        page.read_file(_first(sorted(place.parent.glob(pattern)), pattern))

    return step


def shown(window: MainWindow, kind: type[Part], inside: type[QWidget] = QWidget) -> list[Part]:
    """The parts of a kind that are shown, within the first part of the kind `inside`."""
    around = front(window)
    if inside is not QWidget:
        around = _first(shown(window, inside), inside.__name__)
    return [each for each in around.findChildren(kind) if each.isVisible()]


def _first(found: Iterable[Found], wanted: str) -> Found:
    for each in found:
        return each
    raise NotThere(wanted)
