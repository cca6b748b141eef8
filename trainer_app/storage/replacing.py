"""A small file that is always whole: the new one takes the old one's place, or the old one stays."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_OWNER_ALONE = 0o600


def replace_file(path: Path, content: bytes) -> None:
    """Put the content in the file's place, so that a power cut leaves the old content or the new.

    Only the owner may read the file. What an interrupted attempt left beside it is overwritten.

    Raises:
        OSError: the disk or the folder refuses; the file is as it was.
    """
    beside = path.with_name(f".{path.name}.new")
    earlier = path.read_bytes() if path.is_file() else None
    beside.unlink(missing_ok=True)
    try:
        with _folder(path.parent) as settle_names:
            with open(beside, "xb", opener=_owner_alone) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
            try:
                settle_names()
            except OSError:
                _put_back(path, beside, earlier)
                raise
    finally:
        beside.unlink(missing_ok=True)


def _put_back(path: Path, beside: Path, earlier: bytes | None) -> None:
    """What is said to have failed must not have happened: nobody has read the new recovery key."""
    if earlier is None:
        path.unlink()
        return
    with open(beside, "xb", opener=_owner_alone) as file:
        file.write(earlier)
    beside.replace(path)


def _owner_alone(name: str, flags: int) -> int:
    return os.open(name, flags, _OWNER_ALONE)


@contextmanager
def _folder(folder: Path) -> Iterator[Callable[[], object]]:
    """Opens the folder before anything is done, and gives what makes a renaming in it last.

    Windows writes names in order by itself and opens no folders.
    """
    if os.name == "nt":
        yield lambda: None
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield lambda: os.fsync(descriptor)
    finally:
        os.close(descriptor)
