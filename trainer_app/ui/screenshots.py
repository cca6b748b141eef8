"""Pictures of the window without a screen, for reviewing pages in every language and theme."""

from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QWidget

from trainer_app.core.language import activate
from trainer_app.storage.engine import connect
from trainer_app.ui.appearance import Appearance, ThemeChoice

if TYPE_CHECKING:
    from trainer_app.ui.main_window import MainWindow
    from trainer_app.ui.scenes import Scene


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


def render_all(
    directory: Path, language: str, theme: ThemeChoice, size: tuple[int, int], database: Path
) -> list[Path]:
    """Picture every page, tab and dialog of a sample programme; gives the files in order."""
    from trainer_app.core.settings import Settings
    from trainer_app.services import programme
    from trainer_app.ui import application, scenes
    from trainer_app.ui.page import Station
    from trainer_app.ui.pages.registry import PAGES

    opened = connect(database)
    settings = Settings()
    settings.set("language", language)
    settings.set("theme", theme)
    qt = application.make_application()
    activate(language)
    with opened.reading() as session:
        here = programme.here(session)
    station = Station(here.station_code, here.side, here.programme.in_language())
    window = application.make_window(qt, opened, settings, pages=PAGES, station=station)
    window.resize(*size)
    window.show()
    files = [_pictured(window, scene, directory) for scene in scenes.scenes(window)]
    window.context.tasks.close()
    window.close()
    opened.close()
    return files


def _pictured(window: "MainWindow", scene: "Scene", directory: Path) -> Path:
    from trainer_app.ui import scenes

    scenes.open_scene(window, scene)
    wait_for(window)
    dialog = scenes.open_dialog(window, scene)
    wait_for(window)
    file = picture(dialog or window, directory / f"{scene.name}.png")
    if dialog is not None:
        dialog.reject()
    return file


def wait_for(window: "MainWindow") -> None:
    """Let everything that the window has asked for arrive and be painted."""
    settle()
    while not window.context.tasks.is_idle:
        QApplication.processEvents()
        sleep(0.005)
    settle()
    if not window.context.tasks.is_idle:
        wait_for(window)


def settle() -> None:
    """Let layouts, deferred deletes and queued signals finish."""
    for _turn in range(3):
        QApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()
