"""The log for faults of the program; it never holds personal data."""

import logging
from functools import cached_property
from pathlib import Path

logger = logging.getLogger("trainer_app")


def to_file(path: Path) -> None:
    """Write the log to a file of at most three times one megabyte, made with the first line."""
    handler = _LateFile(path)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


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
