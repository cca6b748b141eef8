"""Parts of the window that take a new look and a new language when they are next seen, not before."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from trainer_app.ui.appearance import Appearance

# What does not count as polished is passed over by a change of the application's style sheet, which takes
# 0.2 ms for each widget: 1600 are there once every page was visited.
_STYLED = Qt.WidgetAttribute.WA_WState_Polished


class Unseen(QWidget):
    """A page or tab that is laid aside while the look changes and nobody sees it."""

    def __init__(self, home: QWidget, appearance: "Appearance") -> None:
        super().__init__(home)
        self._is_aside = False
        appearance.changing.connect(self._look_changing)

    def _look_changing(self) -> None:
        if not self._is_aside and not self.isVisible() and self.window().isVisible():
            self._is_aside = True
            for part in (self, *self.findChildren(QWidget)):
                part.setAttribute(_STYLED, on=False)

    def _bring_back(self) -> None:
        self._is_aside = False
        parts = [part for part in _parts(self) if not part.testAttribute(_STYLED)]
        for part in parts:
            part.setAttribute(_STYLED)
            part.style().polish(part)
        for part in parts:
            QCoreApplication.sendEvent(part, QEvent(QEvent.Type.StyleChange))
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LanguageChange))

    @override
    def setVisible(self, visible: bool) -> None:
        # Before it is shown: what is laid out unstyled would widen the part of a splitter for good.
        if visible and self._is_aside:
            self._bring_back()
        super().setVisible(visible)

    @override
    def event(self, event: QEvent) -> bool:
        if self._is_aside and event.type() == QEvent.Type.LanguageChange:
            return True
        return super().event(event)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """A widget and what is in it, but for the parts in it that stay unseen."""
    yield widget
    for child in widget.children():
        if isinstance(child, Unseen) and child.isHidden():
            continue
        if isinstance(child, Unseen):
            child._is_aside = False  # noqa: SLF001 (it comes back with what it is in)
        if isinstance(child, QWidget):
            yield from _parts(child)
