"""Going from one area of the window to the next by F6."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def focus_next(areas: Sequence[QWidget], focused: QWidget | None, step: int) -> None:
    """Put the keyboard into the next area that can take it, or the one before at -1."""
    at = next((i for i, area in enumerate(areas) if focused and area.isAncestorOf(focused)), 0)
    following = (areas[(at + step * turn) % len(areas)] for turn in range(1, len(areas)))
    target = next((found for area in following if (found := _first_focus(area))), None)
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def _first_focus(area: QWidget) -> QWidget | None:
    candidates = (
        each
        for each in area.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
    )
    return next(candidates, None)
