"""A file is whole or not there: written beside its place and renamed at the end."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from trainer_app.core.errors import FileUnwritable


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream that takes the path's place when the block ends well, and vanishes otherwise.

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
    except OSError as fault:
        raise FileUnwritable(path, fault.strerror or str(fault)) from fault
    finally:
        beside.unlink(missing_ok=True)
