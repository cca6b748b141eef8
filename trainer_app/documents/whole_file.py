"""A file is whole or not there: written beside its place and renamed at the end."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from trainer_app.core.errors import FileUnwritable
from trainer_app.core.os_reasons import reason_of


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream that takes the path's place when the block ends well, and vanishes otherwise.

    When it has ended, the file is on the disk under its name, also after a power cut.

    Raises:
        FileUnwritable: the disk or the folder refuses.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        _sync_folder(path.parent)
    except OSError as fault:
        raise FileUnwritable(path, reason_of(fault)) from fault
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Let the new name reach the disk; Windows does so of itself and cannot be asked to."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
