"""Pictures of the window without a screen, for reviewing pages in every language and theme."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QWidget

from trainer_app.ui.appearance import Appearance, ThemeChoice


def set_look(appearance: Appearance, *, language: str, theme: ThemeChoice, text_size: int = 100) -> None:
    """Choose language, theme and text size for the pictures that follow."""
    if (appearance.language, appearance.theme_choice, appearance.text_size) == (language, theme, text_size):
        return
    appearance.set_text_size(text_size)
    appearance.set_theme(theme)
    appearance.set_language(language)


def picture(widget: QWidget, path: Path, *, size: QSize | None = None) -> Path:
    """Draw a window, page or dialog to a PNG file; the widget is shown on the offscreen platform."""
    if size is not None:
        widget.resize(size)
    widget.show()
    settle()
    path.parent.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(path))
    return path


def settle() -> None:
    """Let layouts, deferred deletes and queued signals finish."""
    for _turn in range(3):
        QApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
