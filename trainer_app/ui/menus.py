"""The menu bar: every command with its shortcut, hidden until Alt or F10."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid
from typing_extensions import override

from trainer_app.core import language
from trainer_app.core.language import _
from trainer_app.ui import theme
from trainer_app.ui.page import Page
from trainer_app.ui.words import Words, said

if TYPE_CHECKING:
    from trainer_app.ui.main_window import MainWindow

_MOST_ITEMS = 8


class Menus(QObject):
    """Makes the commands of the window and keeps the menu bar."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._items: list[QAction] = []
        self._words: list[tuple[QAction | QMenu, Words]] = []
        self._bar = window.menuBar()
        self._before: QWidget | None = None
        self._bar.setNativeMenuBar(False)
        self._bar.hide()
        self._bar.installEventFilter(self)
        self._make_file()
        self._make_edit()
        self._make_go()
        self._make_view()
        self._page_menu = self._menu(lambda: _("Page"))
        self.retranslate()

    def retranslate(self) -> None:
        """Say all commands again in the active language."""
        for item, words in self._words:
            if isinstance(item, QMenu):
                item.setTitle(said(words))
            else:
                item.setText(said(words))

    def set_can_undo(self, *, can_undo: bool) -> None:
        """Allow Undo while there is something to undo."""
        self._undo.setEnabled(can_undo)

    def show_page(self, page: Page) -> None:
        """List the commands of a page."""
        # Not `clear`: through PySide it deletes the actions, which belong to their page.
        for action in self._page_menu.actions():
            self._page_menu.removeAction(action)
        self._page_menu.addActions(page.actions())
        self._page_menu.menuAction().setVisible(bool(page.actions()))

    def hide_bar(self) -> None:
        """Hide the menu bar."""
        self._bar.hide()

    def toggle_bar(self) -> None:
        """Show the menu bar with its first menu lit, or hide it."""
        if not self._bar.isHidden():
            self._leave_bar()
            return
        self._before = self._window.focusWidget()
        self._bar.show()
        self._bar.setFocus()
        self._bar.setActiveAction(self._bar.actions()[0])

    def _leave_bar(self) -> None:
        """Hide the menu bar and give the keyboard back to where it was."""
        self._bar.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.MenuBarFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_out = event.key() == Qt.Key.Key_Escape and not self._bar.isHidden()
            if is_out:  # once the open menu has closed itself
                QTimer.singleShot(0, self, self._leave_bar)
        return False

    def _make_file(self) -> None:
        menu = self._menu(lambda: _("File"))
        self._command(menu, lambda: _("Is everything saved?"), "Ctrl+S", self._window.say_saved)
        menu.addSeparator()
        self._command(menu, lambda: _("Lock"), "Ctrl+L", self._window.lock_asked.emit)
        self._command(menu, lambda: _("Quit"), "Ctrl+Q", self._window.close)

    def _make_edit(self) -> None:
        menu = self._menu(lambda: _("Edit"))
        self._undo = self._command(menu, lambda: _("Undo"), "Ctrl+Z", self._window.undo)
        self._undo.setEnabled(False)
        self._command(menu, lambda: _("Redo"), "Ctrl+Y", self._window.redo)
        self._command(menu, lambda: _("Search"), "Ctrl+K", self._window.focus_search)

    def _make_go(self) -> None:
        window = self._window
        menu = self._menu(lambda: _("Go"))
        self._command(menu, lambda: _("Back"), "Alt+Left", self._left)
        self._command(menu, lambda: _("Forward"), "Alt+Right", self._right)
        self._command(menu, lambda: _("Read again"), "F5", window.read_again)
        menu.addSeparator()
        self._pages_end = menu.addSeparator()
        self._go_menu = menu
        self.list_items()
        self._command(menu, lambda: _("Next area"), "F6", lambda: window.focus_next_area(1))
        self._command(menu, lambda: _("Previous area"), "Shift+F6", lambda: window.focus_next_area(-1))

    def list_items(self) -> None:
        """List the pages of the sidebar anew."""
        for action in self._items:
            self._words = [(item, words) for item, words in self._words if item is not action]
            self._window.removeAction(action)
            self._go_menu.removeAction(action)
            action.deleteLater()
        window, menu = self._window, self._go_menu
        self._items = []
        for number, key in enumerate(window.sidebar.keys()[:_MOST_ITEMS], start=1):
            button = window.sidebar.button(key)
            act = partial(window.go_to_item, number)
            action = self._command(menu, button.text_now, f"Ctrl+{number}", act)
            menu.insertAction(self._pages_end, action)
            self._items.append(action)

    def _make_view(self) -> None:
        window = self._window
        look = window.context.appearance
        menu = self._menu(lambda: _("View"))
        self._command(menu, lambda: _("Sidebar wide or narrow"), "F9", window.toggle_sidebar)
        self._command(menu, lambda: _("Menu bar"), "F10", self.toggle_bar)
        self._command(menu, lambda: _("Full screen"), "F11", window.toggle_full_screen)
        menu.addSeparator()
        for code in language.LANGUAGES:
            self._command(menu, language.OWN_NAMES[code], "", partial(look.set_language, code))
        menu.addSeparator()
        self._command(menu, lambda: _("Theme of the system"), "", lambda: look.set_theme("system"))
        self._command(menu, lambda: _("Light theme"), "", lambda: look.set_theme("light"))
        self._command(menu, lambda: _("Dark theme"), "", lambda: look.set_theme("dark"))

    def _left(self) -> None:
        if theme.active().is_right_to_left:
            self._window.go_forward()
        else:
            self._window.go_back()

    def _right(self) -> None:
        if theme.active().is_right_to_left:
            self._window.go_back()
        else:
            self._window.go_forward()

    def _do(self, act: Callable[[], object]) -> None:
        """Run a command; behind the lock only the window itself can be closed or made larger."""
        if not self._window.is_covered or act in (self._window.close, self._window.toggle_full_screen):
            act()

    def _menu(self, words: Words) -> QMenu:
        menu = self._bar.addMenu("")
        menu.installEventFilter(self)
        self._words.append((menu, words))
        return menu

    def _command(self, menu: QMenu, words: Words, keys: str, act: Callable[[], object]) -> QAction:
        action = QAction(said(words), self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: self._do(act))
        menu.addAction(action)
        # Also on the window, since the shortcuts of a hidden menu bar do nothing.
        self._window.addAction(action)
        self._words.append((action, words))
        return action
