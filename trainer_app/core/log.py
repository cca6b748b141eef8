"""The log for faults of the program; it never holds personal data."""

import logging
import traceback
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

logger = logging.getLogger("trainer_app")


def to_file(path: Path) -> None:
    """Write the log to a file of at most three times one megabyte, made with the first line."""
    handler = _LateFile(path)
    handler.setFormatter(PlacesOnly("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


class PlacesOnly(logging.Formatter):
    """Writes of a fault what it is and where it arose; what it says may be a name that somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the way of its fault, if any."""
        record.exc_text = None  # another handler may have kept the whole text there
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 (logging's own name)
        """The fault, and those that it came from, each with its way through the program."""
        return "\n".join(_told(ei[1]))


def _told(fault: BaseException | None) -> Iterator[str]:
    seen = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        code = getattr(fault, "sqlite_errorname", None) or getattr(fault, "errno", None) or ""
        yield f"{type(fault).__module__}.{type(fault).__qualname__} {code}".rstrip()
        for frame in traceback.extract_tb(fault.__traceback__):
            yield f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        fault = fault.__cause__ or fault.__context__


class _LateFile(logging.Handler):
    """Most runs have nothing to log: logging.handlers, with sockets and pickles, is imported when one has."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    @cached_property
    def _file(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        return RotatingFileHandler(
            self._path, maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True
        )

    def emit(self, record: logging.LogRecord) -> None:
        self._file.setFormatter(self.formatter)
        self._file.handle(record)

    def close(self) -> None:
        if "_file" in self.__dict__:
            self._file.close()
        super().close()
