"""Commands of pages and tabs: what the menu bar lists and keys reach."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from trainer_app.ui.words import Words, said


class Command(QAction):
    """One command of a widget, reached by its keys while the focus is inside; it follows the language."""

    def __init__(self, owner: QWidget, words: Words, keys: str, act: Callable[[], object]) -> None:
        super().__init__(said(words), owner)
        self._words = words
        self._act = act
        if keys:
            self.setShortcut(QKeySequence(keys))
        self.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.triggered.connect(self._run)
        owner.addAction(self)
        owner.installEventFilter(self)

    def _run(self) -> None:
        self._act()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self.setText(said(self._words))
        return super().eventFilter(watched, event)
