"""Finding widgets by what a user reads on them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from trainer_app.ui.widgets.buttons import Button


def words(widget: QWidget) -> str:
    """Every text that is shown in a widget."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def button(widget: QWidget, text: str) -> Button:
    """The visible button with these words."""
    return next(each for each in widget.findChildren(Button) if each.isVisible() and each.text() == text)


def has_button(widget: QWidget, text: str) -> bool:
    """Whether such a button is shown."""
    return any(each.isVisible() and each.text() == text for each in widget.findChildren(Button))


def click(widget: QWidget) -> None:
    """Press and release the left button."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def dialog() -> QDialog | None:
    """The dialog that is open."""
    shown = (each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog))
    return next((each for each in shown if each.isVisible()), None)
