"""A small file that is always whole: the new one takes the old one's place, or the old one stays."""

import os
from pathlib import Path

_OWNER_ALONE = 0o600


def replace_file(path: Path, content: bytes) -> None:
    """Put the content in the file's place, so that a power cut leaves the old content or the new.

    Only the owner may read the file. What an interrupted attempt left beside it is overwritten.

    Raises:
        OSError: the disk or the folder refuses; the file is as it was.
    """
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    try:
        with open(beside, "xb", opener=_owner_alone) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _settle_names(path.parent)


def _owner_alone(name: str, flags: int) -> int:
    return os.open(name, flags, _OWNER_ALONE)


def _settle_names(folder: Path) -> None:
    """Make the renaming last; Windows writes names in order by itself and opens no folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
