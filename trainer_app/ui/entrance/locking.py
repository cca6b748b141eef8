"""Locks the window by Ctrl L and after idle minutes, and lets who signed in unlock it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QToolTip

from trainer_app.core.language import _, ngettext
from trainer_app.rules.roles import Role
from trainer_app.ui.entrance import last_user
from trainer_app.ui.entrance.idle import Idle
from trainer_app.ui.widgets.strips import MessageStrip

if TYPE_CHECKING:
    from trainer_app.services.signing_in import Entered
    from trainer_app.ui.main_window import MainWindow

MINUTES, ADMINISTRATOR_MINUTES = 10, 3
_NOTICE_SECONDS = 60
_SECONDS = 60


class Locking(QObject):
    """Watches one window from the moment when somebody signed in.

    What was typed stays in its pages and dialogs behind the lock, and is there again afterwards.
    """

    def __init__(
        self, window: "MainWindow", entered: "Entered", *, idle_seconds: float = 0, notice_seconds: float = 0
    ) -> None:
        super().__init__(window)
        self._window, self._entered = window, entered
        is_administrator = Role.ADMINISTRATOR in entered.user.roles
        self._minutes = ADMINISTRATOR_MINUTES if is_administrator else MINUTES
        self._hidden: list[QDialog] = []
        self._asks = False
        self._notice: MessageStrip | None = None
        self._idle = Idle(
            self,
            seconds=idle_seconds or self._minutes * _SECONDS,
            notice_seconds=notice_seconds or _NOTICE_SECONDS,
        )
        self._idle.nearly_over.connect(self.say_soon)
        self._idle.used_again.connect(self._forget_notice)
        self._idle.over.connect(self._idle_over)
        window.lock_asked.connect(self.lock)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._focus_moved)
        self._idle.start()

    def lock(self, minutes: int = 0) -> None:
        """Hide everything at once; `minutes` of idleness are named, 0: it was asked for."""
        from trainer_app.ui.entrance.lock import LockPage

        if self._window.is_covered:
            return
        self._idle.stop()
        self._forget_notice()
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        context, user = self._window.context, self._entered.user
        page = LockPage(
            context, user, self._entered.database.place, minutes=minutes, second=self._station_words
        )
        page.unlocked.connect(self.unlock)
        page.other_asked.connect(self._let_another_in)
        self._window.cover(page)
        self._hide_dialogs()

    def unlock(self) -> None:
        """Show everything as it was."""
        self._window.uncover()
        for dialog in self._hidden:
            dialog.show()
        self._hidden = []
        self._idle.start()

    def _idle_over(self) -> None:
        self.lock(self._minutes)

    def _hide_dialogs(self) -> None:
        """Dialogs name people too; what is typed in them stays."""
        shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)]
        for dialog in shown:
            if dialog.isVisible():
                self._hidden.append(dialog)
                dialog.hide()

    def _focus_moved(self, focused: QWindow | None) -> None:
        """Hide what opens behind the lock, when work that was under way has ended."""
        is_own = focused is None or focused is self._window.windowHandle()
        if not is_own and self._window.is_covered and not self._asks:
            self._hide_dialogs()

    def _let_another_in(self) -> None:
        from trainer_app.ui.widgets.dialogs import ask

        count = self._window.context.tasks.saving.not_accepted
        if count:
            title = ngettext("Leave {count} value unsaved?", "Leave {count} values unsaved?", count)
            text = _(
                "What was not accepted is forgotten when another person signs in. Everything else is saved."
            )
            self._asks = True
            is_sure = ask(
                self._window,
                title.format(count=count),
                text,
                act=_("Let another person sign in"),
                danger=True,
            )
            self._asks = False
            if not is_sure:
                return
        last_user.forget(self._window.context.settings, self._entered.database.place)
        self._window.leave_to_another()

    def say_soon(self) -> None:
        """Say that the window locks in a minute."""
        self._notice = MessageStrip(
            "warn",
            lambda: _("The window locks in one minute."),
            lambda: _("Press a key or move the mouse to go on working. What is typed stays."),
        )
        self._window.strips.show_strip(self._notice)

    def _forget_notice(self) -> None:
        if self._notice is not None:
            self._window.strips.take(self._notice)
            self._notice = None

    def _station_words(self) -> str:
        from trainer_app.ui.sidebar import station_words

        station = self._window.station
        words = station_words(station)
        return _("{programme}, {station}").format(programme=station.programme, station=words)
