"""Builds the shim that is preloaded under the program, and says why it cannot be where it cannot."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_suffix(".c")
BUILD = ("-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC")


class NoCompiler(Exception):
    """The shim needs Linux and a C compiler."""


def build(folder: Path) -> Path:
    """The shim as a shared library in a folder.

    Raises:
        NoCompiler: there is none here.
    """
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        raise NoCompiler("the fault shim needs Linux and gcc")
    library = folder / "shim.so"
    subprocess.run([compiler, *BUILD, "-o", library, SOURCE, "-lpthread"], check=True)
    return library


def environment(library: Path, watched: Path, **settings: Path) -> dict[str, str]:
    """The environment of a program under the shim; settings are its `LOG` and `CONTROL`."""
    ours = {f"JPT_FAULTS_{name.upper()}": str(place) for name, place in settings.items()}
    return {**os.environ, "LD_PRELOAD": str(library), "JPT_FAULTS_FOLDER": str(watched), **ours}
