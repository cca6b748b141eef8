"""Where a document is saved: asked from the folder that was used last, at first from the user's documents."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from trainer_app.core.settings import Settings

_FOLDER = "documents/folder"


def folder(settings: Settings, name: str = _FOLDER) -> Path:
    """The folder that is remembered under a name, as long as it is there; else the user's documents."""
    kept = settings.get(name, "")
    if kept and Path(kept).is_dir():
        return Path(kept)
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(usual) if usual else Path.home()


def ask_place(parent: QWidget, settings: Settings, *, title: str, name: str, kinds: str) -> Path | None:
    """The place that the user chooses for a file; None for none. Its folder is remembered."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(folder(settings) / name), kinds)
    if not chosen:
        return None
    settings.set(_FOLDER, str(Path(chosen).parent))
    return Path(chosen)
