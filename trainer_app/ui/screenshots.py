"""Pictures of the window without a screen, for reviewing pages in every language and theme."""

import shutil
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

from trainer_app.core.language import activate
from trainer_app.core.settings import Settings
from trainer_app.storage.engine import Database, connect
from trainer_app.ui.appearance import Appearance, ThemeChoice

if TYPE_CHECKING:
    from trainer_app.services.signing_in import Entered
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
    drawn = widget.grab()
    painter = QPainter(drawn)
    for popup in _popups():
        painter.drawPixmap(popup.pos() - widget.mapToGlobal(QPoint()), popup.grab())
    painter.end()
    drawn.save(str(path))
    return path


def _popups() -> list[QWidget]:
    """Menus and lists that are open over a window."""
    kinds = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
    return [
        each for each in QApplication.topLevelWidgets() if each.isVisible() and each.windowType() in kinds
    ]


def render_all(
    directory: Path, language: str, theme: ThemeChoice, size: tuple[int, int], database: Path
) -> list[Path]:
    """Picture every page, tab and dialog of a sample programme; gives the files in order.

    Each scene has a window and a copy of the programme of its own, so that none sees what another left.
    """
    from trainer_app.ui import scenes

    settings = Settings()
    settings.set("language", language)
    settings.set("theme", theme)
    activate(language)
    files = []
    for scene in scenes.SCENES:
        with TemporaryDirectory() as folder:
            place = Path(shutil.copytree(database.parent, folder, dirs_exist_ok=True), database.name)
            files.append(_pictured(scene, place, settings, size, directory / f"{scene.name}.png"))
    return files


def _pictured(scene: "Scene", database: Path, settings: Settings, size: tuple[int, int], file: Path) -> Path:
    from trainer_app.services.sample_users import SAMPLE_KEY
    from trainer_app.ui import scenes
    from trainer_app.ui.application import close_window

    with closing(connect(database, SAMPLE_KEY)) as opened:
        window = _window_on(opened, settings)
        window.resize(*size)
        window.show()
        scenes.play(window, scene, lambda shown: picture(shown, file))
        close_window(window)
    return file


def _window_on(database: Database, settings: Settings) -> "MainWindow":
    from trainer_app.services import programme
    from trainer_app.ui.application import make_application, make_window
    from trainer_app.ui.finder import FINDER
    from trainer_app.ui.page import Station
    from trainer_app.ui.pages.registry import PAGES

    with database.reading() as session:
        here = programme.here(session)
    station = Station(here.station_code, here.side, here.programme.in_language())
    return make_window(
        make_application(),
        database,
        settings,
        pages=PAGES,
        station=station,
        finder=FINDER,
        entered=_with_every_role(database),
    )


def _with_every_role(database: Database) -> "Entered":
    """The administrator of the sample, to whom nothing is absent."""
    from trainer_app.rules.roles import Role
    from trainer_app.services import users
    from trainer_app.services.access import SignedIn
    from trainer_app.services.signing_in import Entered

    with database.reading() as session:
        row = next(each for each in users.rows(session) if Role.ADMINISTRATOR in each.roles)
    return Entered(database, SignedIn(row.id, row.login, row.full_name, row.side, frozenset(Role)))


def wait_for(window: "MainWindow") -> None:
    """Let everything that the window has asked for arrive and be painted."""
    settle()
    while not (window.context.tasks.is_idle and (window.page is None or window.page.is_whole)):
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
