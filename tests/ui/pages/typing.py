"""Typing as people do: into whatever has the keyboard."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


def focused() -> QWidget:
    """The widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_text(text: str) -> None:
    """Type letters and digits of any script."""
    for letter in text:
        _send(0, Qt.KeyboardModifier.NoModifier, letter)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press and release one key."""
    _send(key, modifiers)


def _send(key: int, modifiers: Qt.KeyboardModifier, letter: str = "") -> None:
    target = focused()
    QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, letter))
    if QApplication.focusWidget() is target:
        QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyRelease, key, modifiers, letter))
