"""What the user chose for the look of the window, and its live change."""

from typing import Literal

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPixmapCache
from PySide6.QtWidgets import QApplication

from trainer_app.core import language
from trainer_app.core.settings import Settings
from trainer_app.ui import fonts, theme

ThemeChoice = Literal["system", "light", "dark"]


class Appearance(QObject):
    """Language, theme and text size.

    Signals: changing() before the window gets a new look, changed() after it has it.
    """

    changing = Signal()
    changed = Signal()

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def language(self) -> str:
        """Language of the screen."""
        code = str(self._settings.get("language", "en"))
        return code if code in language.LANGUAGES else "en"

    @property
    def theme_choice(self) -> ThemeChoice:
        """The theme the user chose, or to follow the system."""
        chosen = self._settings.get("theme", "system")
        return chosen if chosen in {"light", "dark"} else "system"

    @property
    def text_size(self) -> int:
        """Size of texts in percent."""
        size = self._settings.get("text_size", 100)
        return size if size in theme.TEXT_SIZES else 100

    def set_language(self, code: str) -> None:
        """Say every word in another language, mirrored where it runs from the right."""
        self._settings.set("language", code)
        self.apply()

    def set_theme(self, choice: ThemeChoice) -> None:
        """Use another theme."""
        self._settings.set("theme", choice)
        self.apply()

    def set_text_size(self, percent: int) -> None:
        """Use another size of texts; heights follow."""
        self._settings.set("text_size", percent)
        self.apply()

    def apply(self) -> None:
        """Give the application the chosen look and say all words again."""
        self.changing.emit()
        language.activate(self.language)
        fonts.register()
        QPixmapCache.clear()
        look = theme.Theme(self._theme_name(), self.language, self.text_size)
        theme.apply(self._application, look)
        for window in self._application.topLevelWidgets():
            QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
        self.changed.emit()

    def _theme_name(self) -> theme.ThemeName:
        choice = self.theme_choice
        if choice != "system":
            return choice
        scheme = QGuiApplication.styleHints().colorScheme()
        return "dark" if scheme == Qt.ColorScheme.Dark else "light"

    def _system_changed(self) -> None:
        if self.theme_choice == "system":
            self.apply()
