"""Where the program finds its resources and keeps its files."""

import sys
from pathlib import Path

import platformdirs

APPLICATION = "JointPoliceTraining"
_SOURCE = Path(__file__).resolve().parents[2]


def resource(*parts: str) -> Path:
    """Path of a file that is shipped with the program, in the source tree and in the built application."""
    return _resources_root().joinpath(*parts)


def _resources_root() -> Path:
    bundle = getattr(sys, "_MEIPASS", None)
    return (Path(bundle) if bundle else _SOURCE) / "resources"


def data_dir() -> Path:
    """Folder of the user's own programme files; made when missing."""
    return _made(platformdirs.user_data_path(APPLICATION, appauthor=False))


def settings_file() -> Path:
    """File that keeps window sizes, language and theme."""
    return _made(platformdirs.user_config_path(APPLICATION, appauthor=False)) / "settings.json"


def log_file() -> Path:
    """File to which unexpected faults are written."""
    return _made(platformdirs.user_log_path(APPLICATION, appauthor=False)) / "trainer.log"


def default_database() -> Path:
    """Programme file that is opened when the user has chosen no other."""
    return data_dir() / "programme.db"


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
